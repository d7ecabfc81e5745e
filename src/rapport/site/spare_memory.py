"""Memory that is free in this process goes back to the system."""

import contextlib
import ctypes
import sys


def give_back() -> None:
    """Give back what lies free between what is used, where the C library can (glibc).

    By itself it gives back only what lies free at the end. Takes some milliseconds.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
