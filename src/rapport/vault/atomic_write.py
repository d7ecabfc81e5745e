"""Writing a small file so that it is either the old one or the new one, and on the disk."""

import os
import threading
import time
from pathlib import Path

_ASIDE = ".new"
_FORGOTTEN = 3600.0
"""Seconds after which a file written aside belongs to a process that was ended meanwhile."""

_one_at_a_time = threading.Lock()


def replace(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``path``: written aside, flushed, renamed, the folder flushed.

    Raises ``OSError`` and leaves the old file if anything fails, as on a full disk.
    """
    # Two threads write one after the other, two processes each to a name of their own: a file
    # half written by one is never put in place by the other.
    aside = path.with_name(f"{path.name}.{os.getpid()}{_ASIDE}")
    with _one_at_a_time:
        try:
            _write(aside, data)
            aside.replace(path)
        except OSError:
            aside.unlink(missing_ok=True)
            raise
    flush_folder(path.parent)


def _write(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o600)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Flush a folder's own entries, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def tidy(folder: Path) -> None:
    """Remove what processes that were ended left written aside in ``folder``."""
    for aside in folder.glob(f"*{_ASIDE}"):
        try:
            if time.time() - aside.stat().st_mtime > _FORGOTTEN:
                aside.unlink()
        except OSError:
            continue
