"""Folding the write-ahead log into the store, at the end of an unlocked process."""

from django.db import DatabaseError, connection

from rapport.vault import keyring

_PATIENCE = 300
"""Milliseconds to wait for readers: locking is quick, and the log is durable without this."""


def checkpointed() -> bool:
    """Fold the log in; return False if there was no room or somebody was still reading.

    Nothing is lost then: the log is as durable as the store, and is folded in at the next opening.
    """
    if not keyring.is_open():
        return True
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except DatabaseError:
        return False
    finally:
        connection.close()
    return bool(busy) and busy[0] == 0
