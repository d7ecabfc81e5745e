"""Writing the store's files anew, so that no place freed in them keeps what was there."""

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from rapport.vault.database import copying

_PATIENCE = "10s"
"""How long to wait for a team's colleagues who are reading; a table is theirs until then."""


def rewrite() -> bool:
    """Write the store anew, outside any transaction; return whether it was done.

    The encrypted file is compacted, its log folded in and cut to nothing, and copies left beside
    it by an update go: they are the store as it was. On PostgreSQL our own tables are written anew,
    and what is known of their contents too.
    """
    try:
        return _rewrite_tables() if connection.vendor == "postgresql" else _rewrite_file()
    except (DatabaseError, OSError):
        return False


def _rewrite_file() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        folded = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    home: Path | None = settings.RAPPORT_HOME
    if home is not None:
        for copy in copying.copies_in(home):
            copy.unlink(missing_ok=True)
    return folded is None or folded[0] == 0


def _rewrite_tables() -> bool:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [_PATIENCE])
        try:
            for table in tables:
                if table.startswith("records_"):
                    name = connection.ops.quote_name(table)
                    cursor.execute(f"VACUUM (FULL, ANALYZE) {name}")
        finally:
            cursor.execute("SELECT set_config('lock_timeout', '0', false)")
    return True
