"""What the store knows of its own tables, so that it reads them in a good order."""

from django.db import connection

from rapport.records.models import Store

ENOUGH = 5000
"""From so many changes on it is worth knowing; what is known of a few rows misleads about many."""

_times_renewed = 0


def renew() -> None:
    """Let the encrypted file look over its tables where they have grown; PostgreSQL does it itself.

    Looks at a thousand entries of each index at most.
    """
    global _times_renewed  # noqa: PLW0603 - one count for the process
    store = Store.objects.first()
    if connection.vendor == "postgresql" or store is None or store.sequence < ENOUGH:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("PRAGMA optimize = 0x10002")
    _times_renewed += 1
    connection.knows_tables_since = _times_renewed  # type: ignore[attr-defined]


def follow() -> None:
    """Open this thread's connection anew if the tables were looked over since it was opened.

    A connection reads what is known of the tables once. Within a transaction nothing is done.
    """
    if connection.in_atomic_block:
        return
    if getattr(connection, "knows_tables_since", 0) != _times_renewed:
        connection.close()
        connection.knows_tables_since = _times_renewed  # type: ignore[attr-defined]
