"""The tables of a new store, made from one script instead of thirty-odd migrations.

Migrations are for stores that hold something. In a new one each of them would have Django imagine
all the models of its day, seconds of work on a good machine and half a minute on a slow one, for
tables that come out the same every time. ``new_tables.sql`` is what they come out as in the
encrypted file, ``new_tables_postgresql.sql`` on a team's server; a test of the house compares, and
says how to write the scripts anew. A script that was written of other migrations than those that
are here is not used.
"""

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.migrations.recorder import MigrationRecorder

SCRIPTS = {
    "sqlite": Path(__file__).with_name("new_tables.sql"),
    "postgresql": Path(__file__).with_name("new_tables_postgresql.sql"),
}

_OF_ITS_OWN = ("sqlite_%", "records_search_words_%")
"""What SQLite and its index of words make by themselves."""

_INDEX = "records_search_words"
_KEPT_BY_THE_INDEX = "version"
"""Written by the index itself; what else it keeps, a migration told it."""


def make(plan: Sequence[tuple[Migration, bool]]) -> bool:
    """Make the tables that ``plan`` would make, and note it as done; return whether it was so.

    Does nothing where anything stands already, or where the script is of another plan.
    """
    if connection.introspection.table_names():
        return False
    of_which, *statements = SCRIPTS[connection.vendor].read_text(encoding="utf-8").splitlines()
    if of_which != heading(plan):
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        recorder = MigrationRecorder(connection)
        for migration, _ in plan:
            recorder.record_applied(migration.app_label, migration.name)
    return True


def script(plan: Sequence[tuple[Migration, bool]]) -> str:
    """Return the script that makes the tables of the open encrypted store, made by ``plan``."""
    return "\n".join([heading(plan), *_standing(), ""])


def _standing() -> list[str]:
    theirs = " AND ".join(f"name NOT LIKE '{name}'" for name in _OF_ITS_OWN)
    with connection.cursor() as cursor:
        made = cursor.execute(
            f"SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND {theirs}"  # noqa: S608
            " ORDER BY type <> 'table', name"
        ).fetchall()
        told = cursor.execute(
            f"SELECT k, v FROM {_INDEX}_config WHERE k <> '{_KEPT_BY_THE_INDEX}' ORDER BY k"  # noqa: S608
        ).fetchall()
    return [*(sql for (sql,) in made), *(_telling(name, value) for name, value in told)]


def _telling(name: str, value: Any) -> str:
    return f"INSERT INTO {_INDEX} ({_INDEX}, rank) VALUES ('{name}', {value})"  # noqa: S608


def heading(plan: Sequence[tuple[Migration, bool]]) -> str:
    """Return the first line of a script: of which migrations it is, by what is written in them."""
    written = hashlib.sha256()
    for migration, _ in plan:
        source = Path(str(sys.modules[type(migration).__module__].__file__))
        written.update(f"{migration.app_label}.{migration.name}\n".encode())
        # Read as text: whatever ends the lines, it is the same migration.
        written.update(source.read_text(encoding="utf-8").encode())
    return f"-- of the migrations {written.hexdigest()}; written by tests/stores/tables.py"
