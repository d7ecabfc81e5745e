"""Who serves a store now: a file that its supervisor holds locked for as long as it lives.

The system lets go of such a lock when its process ends, however it ends. So a number that a process
long gone left in the file is never taken for a process of ours, even if a stranger has it now.
"""

import contextlib
import json
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

NAME = "serving.json"
_BYTES = 256
_PAUSE = 0.05
_PATIENCE = 8.0
_FAR = 1 << 20
"""Where Windows locks a byte: behind everything, because what is locked there cannot be read."""


@dataclass(frozen=True, slots=True)
class Serving:
    """The supervisor, its worker if one runs, and where the pages are."""

    keeper: int
    worker: int | None
    address: str


class Claim:
    """The right to serve a store, held until this process ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def say(self, worker: int | None, address: str) -> None:
        """Write down who serves, for :func:`serving`."""
        record = json.dumps({"keeper": os.getpid(), "worker": worker, "address": address})
        # One write of one length: a reader never meets a half of it.
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, record.encode().ljust(_BYTES))

    def release(self) -> None:
        """Give the right back before this process ends."""
        os.close(self._descriptor)


def claim(home: Path) -> Claim | None:
    """Return the right to serve the store in ``home``, or None if another process has it."""
    descriptor = os.open(home / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    for _ in range(5):
        if _taken(descriptor):
            return Claim(descriptor)
        # Somebody may only be looking.
        time.sleep(_PAUSE)
    os.close(descriptor)
    return None


def serving(home: Path) -> Serving | None:
    """Return who serves the store in ``home`` now, or None."""
    try:
        descriptor = os.open(home / NAME, os.O_RDWR)
    except OSError:
        return None
    try:
        if _taken(descriptor):
            return None
        record = json.loads(os.read(descriptor, _BYTES))
        return Serving(record["keeper"], record["worker"], record["address"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    finally:
        os.close(descriptor)


def lock(home: Path) -> bool:
    """End the worker that serves ``home``, and with it the key; return False if nobody serves.

    The supervisor does it and starts a worker without a key. Raises ``TimeoutError``.
    """
    running = serving(home)
    if running is None:
        return False
    _ask(running, home)
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        now = serving(home)
        if now is None or now.worker not in (None, running.worker):
            return True
        time.sleep(_PAUSE)
    raise TimeoutError


def _ask(running: Serving, home: Path) -> None:
    """Ask the supervisor to lock."""
    with contextlib.suppress(ProcessLookupError):
        if sys.platform == "win32":
            if running.worker is not None:
                os.kill(running.worker, signal.SIGTERM)
        elif hasattr(os, "pidfd_open"):
            # A handle on the process, looked at once more: from here on it is nobody else.
            handle = os.pidfd_open(running.keeper)
            try:
                again = serving(home)
                if again is not None and again.keeper == running.keeper:
                    # One that was stopped at its terminal hears nothing until it goes on.
                    signal.pidfd_send_signal(handle, signal.SIGCONT)
                    signal.pidfd_send_signal(handle, signal.SIGUSR1)
            finally:
                os.close(handle)
        else:
            os.kill(running.keeper, signal.SIGCONT)
            os.kill(running.keeper, signal.SIGUSR1)


def _taken(descriptor: int) -> bool:
    """Take the lock of an open file, unless another process has it. Closing gives it back."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only there

            os.lseek(descriptor, _FAR, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            finally:
                os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl  # noqa: PLC0415 - not on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
