"""The history's head kept outside the store, so that an old store put back is noticed.

Two copies: beside the store, and in the user's own state folder. Each is authenticated with a key
derived from the data key, and never goes back. Whoever puts back the store, the copy beside it and
the one in the state folder together is not noticed, nor who puts back the store and removes both
copies; the printed head (``rapport history head``) is the last witness.
"""

import contextlib
import hmac
import json
import logging
import os
import sys
import threading
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from rapport.vault import atomic_write, encryption

_NAME = "anchor.json"
_one_at_a_time = threading.Lock()
_log = logging.getLogger(__name__)


class Verdict(Enum):
    """How the store compares with its anchor."""

    SAME = "same"
    STORE_AHEAD = "store ahead"
    STORE_BEHIND = "store behind"
    FORKED = "forked"
    MISSING = "missing"


class Anchor(NamedTuple):
    """How far the history had come, and its head."""

    sequence: int
    head: bytes


def state_folder(state: Path | None) -> Path:
    """Return the folder of the second copy: as told, or where this system keeps a user's state."""
    if state is not None:
        return state
    if sys.platform == "win32":
        begin = Path(os.environ.get("LOCALAPPDATA", str(Path.home())))
    elif sys.platform == "darwin":
        begin = Path.home() / "Library" / "Application Support"
    else:
        begin = Path(os.environ.get("XDG_STATE_HOME", str(Path.home() / ".local" / "state")))
    return begin / "rapport"


def _trace(store: str, sequence: int, head: bytes) -> str:
    return encryption.blind_index(f"{store}:{sequence}:{head.hex()}", purpose="anchor").hex()


def write(home: Path, state: Path | None, store: str, sequence: int, head: bytes) -> None:
    """Keep both copies of the anchor, unless what is kept has come further already.

    Raises nothing: what the store holds is saved by then, and a store ahead of its anchor is whole.
    """
    stored = {
        "store": store,
        "sequence": sequence,
        "head": head.hex(),
        "trace": _trace(store, sequence, head),
    }
    data = json.dumps(stored).encode()
    with _one_at_a_time:
        if any(kept.sequence > sequence for kept in read(home, state, store)):
            return
        try:
            atomic_write.replace(home / _NAME, data)
        except OSError:
            _log.warning("The head of the history could not be kept beside the store.")
        with contextlib.suppress(OSError):
            folder = state_folder(state)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            atomic_write.replace(_places(home, state, store)[1], data)


def present(home: Path) -> bool:
    """Return whether an anchor lies beside the store, which means it has a history."""
    return (home / _NAME).exists()


def forget(home: Path, state: Path | None, store: str) -> None:
    """Remove both copies, once the owner has chosen to continue with the store as it is."""
    for path in _places(home, state, store):
        path.unlink(missing_ok=True)


def _places(home: Path, state: Path | None, store: str) -> tuple[Path, Path]:
    return home / _NAME, state_folder(state) / f"{store}.json"


def read(home: Path, state: Path | None, store: str) -> list[Anchor]:
    """Return the anchors that are there and authentic."""
    anchors = []
    for path in _places(home, state, store):
        try:
            stored = json.loads(path.read_bytes())
            anchor = Anchor(int(stored["sequence"]), bytes.fromhex(stored["head"]))
            trace = str(stored["trace"])
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            continue
        if hmac.compare_digest(
            trace.encode(), _trace(store, anchor.sequence, anchor.head).encode()
        ):
            anchors.append(anchor)
    return anchors


def told_sequence(home: Path) -> int:
    """Return how far the anchor beside the store says the history has come; 0 if it says nothing.

    Not authenticated, since no key is needed: good for a reminder, for nothing else.
    """
    try:
        return int(json.loads((home / _NAME).read_bytes())["sequence"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return 0


def compare(anchors: list[Anchor], sequence: int, head_at: dict[int, bytes]) -> Verdict:
    """Compare the store with its anchors.

    ``sequence`` is how far the store has come; ``head_at`` its head at the anchors' numbers.
    """
    if not anchors:
        return Verdict.MISSING
    if any(anchor.sequence > sequence for anchor in anchors):
        return Verdict.STORE_BEHIND
    if any(head_at.get(anchor.sequence) != anchor.head for anchor in anchors):
        return Verdict.FORKED
    ahead = all(anchor.sequence < sequence for anchor in anchors)
    return Verdict.STORE_AHEAD if ahead else Verdict.SAME
