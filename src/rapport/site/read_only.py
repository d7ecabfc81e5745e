"""A store on a medium that cannot be written: a copy of it is opened, to be read.

Opening writes: tries are counted, the log is folded in, rules are brought up to the day. So the
sealed files are copied into a private folder, and that is opened; it goes when reading ends, and
what an ended process leaves behind is as sealed as the store.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from rapport.messages import gettext_noop

SAYS = gettext_noop("This folder cannot be written to, so the store is read-only.")
NEXT = gettext_noop("To work with it, copy its folder to a disk that can be written.")

_MARK = "copy-of-a-store-to-read"
_FILES = ("rapport.store", "rapport.store-wal", "vault.json", "anchor.json")


def where_to_open(home: Path) -> Path:
    """Return ``home``, or a private copy of what is in it if nothing can be written there."""
    if not (home / "vault.json").exists() or os.access(home, os.W_OK):
        return home
    place = Path(tempfile.mkdtemp(prefix="rapport-"))
    atexit.register(forget, place)
    for name in _FILES:
        if (home / name).exists():
            shutil.copyfile(home / name, place / name)
    (place / _MARK).touch()
    return place


def is_copy(home: Path) -> bool:
    """Say whether a folder is such a copy."""
    return (home / _MARK).exists()


def forget(home: Path) -> None:
    """Remove a folder if it is such a copy."""
    if is_copy(home):
        shutil.rmtree(home, ignore_errors=True)
