"""A copy of the encrypted file, under the same key."""

from contextlib import closing
from pathlib import Path
from typing import Any

from rapport.vault import keyring
from rapport.vault.database.base import sqlcipher

BEFORE = "rapport.store.before-"
"""How the name of a copy begins that was made before the tables of a store were changed."""

CopyError: type[Exception] = sqlcipher.Error
"""What a copy that cannot be made raises."""


def copy(store: Path, to: Path) -> None:
    """Copy ``store`` as of its last commit into the new file ``to``, flushed to the disk.

    By SQLite's own means and on connections of its own: reading the file beside SQLite would drop
    the locks that this process holds on it (POSIX), and would miss what lies in the log.
    """
    with closing(keyed(store)) as source, closing(keyed(to)) as copied:
        copied.execute("PRAGMA journal_mode = MEMORY").fetchall()
        source.backup(copied)


def copies_in(home: Path) -> list[Path]:
    """Return the copies that lie in the folder of a store."""
    return sorted(home.glob(f"{BEFORE}*"))


def keyed(path: Path) -> Any:
    """Return a connection of its own to the encrypted file, under the key that is held."""
    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{keyring.data_key().hex()}'\"")
    return connection
