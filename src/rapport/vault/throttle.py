"""Counting wrong tries, so that guessing by hand or by script is slow.

From the third wrong try on each waits twice as long as the one before; after ten, fifteen minutes.
The wait is measured on the clock that runs since this machine started, which nobody sets: putting
the time of day forward or back changes nothing. Whoever can delete files of ours can delete the
count; against them stands only the cost of each guess.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rapport.vault import atomic_write, reserved_space
from rapport.vault.refusals import CannotWrite, TooManyTries

_NAME = "tries.json"
FREE = 3
MANY = 10
LONG_WAIT = 15 * 60


@contextlib.contextmanager
def one_at_a_time(home: Path) -> Iterator[None]:
    """Lock the count, so that one process at a time reads it and adds to it.

    Else many that begin at the same moment would all find that nobody has tried yet. On Windows,
    where a folder cannot be held like this, they still would.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - not on Windows

    folder = os.open(home, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def since_start() -> float:
    """Return the seconds since this machine started, sleep included where the system counts it."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


def _read(home: Path) -> tuple[int, float]:
    try:
        stored = json.loads((home / _NAME).read_bytes())
        return max(0, int(stored["count"])), float(stored["at"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return 0, 0.0


def wait_after(count: int) -> int:
    """Return the seconds to wait after so many wrong tries."""
    if count < FREE:
        return 0
    return LONG_WAIT if count >= MANY else min(2 ** (count - FREE), 120)


def check(home: Path, *, now: float | None = None) -> None:
    """Refuse a try that comes too soon. ``now``: seconds since this machine started."""
    count, at = _read(home)
    moment = since_start() if now is None else now
    # A smaller number than at the last try: the machine was started anew in between, so at least
    # the whole time since that start has passed.
    passed = moment - at if moment >= at else moment
    left = wait_after(count) - passed
    if count >= FREE and left > 0:
        raise TooManyTries(seconds=int(left) + 1)


def note(home: Path, *, now: float | None = None) -> None:
    """Count a try before it is made, so that ending the process does not make it free.

    Raises ``CannotWrite``: a try that cannot be counted is not made.
    """
    count, _ = _read(home)
    stored = {"count": count + 1, "at": since_start() if now is None else now}
    data = json.dumps(stored).encode()
    try:
        atomic_write.replace(home / _NAME, data)
    except OSError:
        # A full disk must not keep the owner out: that is what the ballast is there for.
        reserved_space.free(home)
        try:
            atomic_write.replace(home / _NAME, data)
        except OSError:
            raise CannotWrite from None


def clear(home: Path) -> None:
    """Forget the wrong tries: the store was opened."""
    (home / _NAME).unlink(missing_ok=True)
