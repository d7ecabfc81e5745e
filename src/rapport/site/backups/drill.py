"""The whole way tried: a backup restored into a private folder and held against the store at work.

Nothing of it stays, and neither the store nor its anchors hear of it.
"""

import contextlib
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from rapport.site.backups import archive, comparing, laptop, readying, restoring
from rapport.site.backups.scratch import Drilled


def try_out(
    unpacked: archive.Unpacked, built: Path, live: Path, *, size: int, began: float, now: datetime
) -> Drilled:
    """Go on with a backup that was unpacked in ``built``, where Django is open.

    ``began`` is the reading of the clock before unpacking. Raises ``NotPutBack``.
    """
    seconds = {"unpacked": time.monotonic() - began}
    restored = built.with_name("restored")
    store = live / laptop.STORE
    with timed(seconds, "compared"):
        compared = comparing.compare(built / laptop.STORE, store, unpacked.about)
    with timed(seconds, "checked"):
        checked, stands = readying.make_ready(unpacked, built)
    with timed(seconds, "put in place"):
        state = built.with_name("state")
        restoring.put_in_place(built, restored, state, stands, now=now)
    return Drilled(checked, compared, size, seconds)


@contextlib.contextmanager
def timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    """Keep under ``name`` how long a block took."""
    began = time.monotonic()
    yield
    seconds[name] = time.monotonic() - began
