"""The whole way tried: a backup restored into a private folder and held against the store at work.

Nothing of it stays, and neither the store nor its anchors hear of it.
"""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rapport.site.backups import archive, comparing, laptop, readying, restoring
from rapport.site.backups.scratch import Checked


@dataclass(frozen=True)
class Drilled:
    """What a drill found, how long each part took (seconds), and how large the file was (bytes)."""

    checked: Checked
    compared: comparing.Compared
    size: int
    seconds: dict[str, float]

    @property
    def whole(self) -> bool:
        """Say whether the store could be had back."""
        return self.checked.whole and not self.compared.differing


def try_out(
    unpacked: archive.Unpacked, built: Path, live: Path, *, size: int, began: float, now: datetime
) -> Drilled:
    """Go on with a backup that was unpacked in ``built``, where Django is open.

    ``began`` is the reading of the clock before unpacking. Raises ``NotPutBack``.
    """
    seconds = {"unpacked": time.monotonic() - began}
    restored = built.with_name("restored")
    store = live / laptop.STORE
    with _timed(seconds, "compared"):
        compared = comparing.compare(built / laptop.STORE, store, unpacked.about)
    with _timed(seconds, "checked"):
        checked, stands = readying.make_ready(unpacked, built)
    with _timed(seconds, "put in place"):
        state = built.with_name("state")
        restoring.put_in_place(built, restored, state, stands, now=now)
    return Drilled(checked, compared, size, seconds)


@contextlib.contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    """Keep under ``name`` how long a block took."""
    began = time.monotonic()
    yield
    seconds[name] = time.monotonic() - began
