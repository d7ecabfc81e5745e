"""Folding the write-ahead log into the store, at the end of an unlocked process."""

from enum import Enum

from django.db import DatabaseError, connection

from rapport.vault import keyring

_PATIENCE = 300
"""Milliseconds to wait for readers: locking is quick, and the log is durable without this."""


class Folding(Enum):
    """How it went. Nothing is lost either way: what is left in the log is folded in later."""

    DONE = "done"
    BUSY = "somebody was still reading or writing"
    FAILED = "no room on the disk, or none to write to"


def fold() -> Folding:
    """Fold the log into the store and close this thread's connection."""
    if not keyring.is_open():
        return Folding.DONE
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            row = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except DatabaseError as trouble:
        return Folding.BUSY if "locked" in str(trouble) else Folding.FAILED
    finally:
        connection.close()
    return Folding.DONE if row and row[0] == 0 else Folding.BUSY
