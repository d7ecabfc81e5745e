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
    missing: list[str] = []
    os.umask(0o077)
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return ["core dumps cannot be forbidden on this system"]
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
            missing.append("other processes of this user can read our memory")
    else:
        missing.append("other processes of this user can read our memory")
    return missing
