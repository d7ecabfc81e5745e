"""Keeping a key-holding process from leaving its memory on the disk, or its files to others."""

import contextlib
import ctypes
import os
import sys

_PR_SET_DUMPABLE = 4


def harden() -> list[str]:
    """Forbid core dumps and reading of our memory by others; return what could not be done.

    What this process writes from now on, its owner alone can read.
    """
    os.umask(0o077)
    missing = []
    if sys.platform == "win32" or not _no_core_files():
        missing.append("core dumps cannot be forbidden on this system")
    if sys.platform != "linux" or not _not_dumpable():
        missing.append("other processes of this user can read our memory")
    return missing


def _no_core_files() -> bool:
    import resource  # noqa: PLC0415 - not on Windows

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def _not_dumpable() -> bool:
    return int(ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)) == 0
