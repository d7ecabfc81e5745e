"""A file that is only there to be deleted: locking and erasing must work on a full disk."""

import contextlib
import os
import shutil
from pathlib import Path

from rapport.vault.atomic_write import flush_folder

BYTES = 16 * 1024 * 1024
_NAME = "ballast"
_ROOM_BESIDE = 2
"""The ballast is laid down only where this many times its size stays free beside it."""


def make(home: Path, size: int = BYTES) -> bool:
    """Fill the ballast up to ``size`` bytes; return whether it is there.

    On a disk that is nearly full it is not made: it would take the room the store needs to write.
    """
    path = home / _NAME
    if path.is_file() and path.stat().st_size >= size:
        return True
    try:
        path.unlink(missing_ok=True)
        if shutil.disk_usage(home).free < size * (1 + _ROOM_BESIDE):
            return False
        with path.open("wb") as out:
            path.chmod(0o600)
            # Random bytes: a file system that compresses, or keeps holes, would give no room back.
            for start in range(0, size, 1 << 20):
                out.write(os.urandom(min(size - start, 1 << 20)))
            out.flush()
            os.fsync(out.fileno())
    except OSError:
        # Something of another kind stands in its place, or there is no room: go on without.
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        return False
    return True


def free(home: Path) -> None:
    """Give the room back."""
    with contextlib.suppress(OSError):
        (home / _NAME).unlink(missing_ok=True)
        flush_folder(home)


def present(home: Path) -> bool:
    """Return whether the ballast is there."""
    return (home / _NAME).exists()
