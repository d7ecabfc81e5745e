"""Reading the store as it stands at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Answer every question asked within as of one moment, and hold nobody up who writes.

    Nothing may be written within. Inside a transaction this changes nothing.
    """
    connection.ensure_connection()
    if connection.in_atomic_block or _is_reading():
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Not Django's own transaction: that one takes the lock for writing at once.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _is_reading() -> bool:
    """Say whether a moment of the encrypted file is being read already."""
    return connection.vendor != "postgresql" and bool(connection.connection.in_transaction)
