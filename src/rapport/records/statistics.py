"""What the store knows of its own tables, so that it reads them in a good order."""

from django.db import connection


def renew() -> None:
    """Let the encrypted file look over its tables where they have grown; PostgreSQL does it itself.

    Looks at a thousand entries of each index at most.
    """
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("PRAGMA optimize = 0x10002")
