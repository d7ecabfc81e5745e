"""Keys of an older encrypted file: thirty-two letters there, sixteen bytes now.

Tables made before keys were bytes say ``char(32)`` for a key, and no other column does. They are
brought over before anything asks them for a key, in the same transaction as the migrations that
may follow.
"""

import re
from typing import Any

from rapport.vault.database.base import KEY

_IN_LETTERS = re.compile(r"\bchar\(32\)")
_ASIDE = "being_brought_over"


class NotAKeyError(ValueError):
    """A column of keys holds something else."""


def bring_over(cursor: Any) -> int:
    """Make every key of every table sixteen bytes; return how many tables had letters.

    Foreign keys must not be checked meanwhile: call with ``PRAGMA foreign_keys`` off, inside a
    transaction. O(rows). Raises ``NotAKeyError``; then nothing may be kept.
    """
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
    tables = [(name, sql) for name, sql in cursor.fetchall() if sql and _IN_LETTERS.search(sql)]
    for name, sql in tables:
        _bring_over(cursor, name, sql)
    return len(tables)


def _bring_over(cursor: Any, table: str, sql: str) -> None:
    """Make a table anew beside the old one, move its rows, and put it in the old one's place."""
    columns = [(row[1], row[2]) for row in cursor.execute(f"PRAGMA table_info({table})").fetchall()]
    keys = {name for name, kind in columns if _IN_LETTERS.search(kind)}
    _check(cursor, table, keys)
    indexes = cursor.execute(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
        [table],
    ).fetchall()
    counted = cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table]).fetchone()
    made = _IN_LETTERS.sub(KEY, sql.replace(f'"{table}"', f'"{_ASIDE}"', 1))
    names = ", ".join(f'"{name}"' for name, _ in columns)
    values = ", ".join(f'unhex("{name}")' if name in keys else f'"{name}"' for name, _ in columns)
    cursor.execute(made.replace("%", "%%"))
    cursor.execute(f'INSERT INTO "{_ASIDE}" ({names}) SELECT {values} FROM "{table}"')  # noqa: S608
    cursor.execute(f'DROP TABLE "{table}"')
    cursor.execute(f'ALTER TABLE "{_ASIDE}" RENAME TO "{table}"')
    for (index,) in indexes:
        cursor.execute(index.replace("%", "%%"))
    if counted is not None:
        # A number that was given once is not given again, even where its row has gone.
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [*counted, table])


def _check(cursor: Any, table: str, keys: set[str]) -> None:
    for name in sorted(keys):
        cursor.execute(
            f'SELECT count(*) FROM "{table}" WHERE "{name}" IS NOT NULL'  # noqa: S608 - our own
            f' AND coalesce(length(unhex("{name}")), 0) <> 16'
        )
        if cursor.fetchone()[0]:
            raise NotAKeyError(f"{table}.{name}")
