"""The version of a store: how far its tables have come, and which Rapport opened it last.

The number of the tables is that of the last migration applied, in the one line 0001, 0002, … A
table of one row repeats it beside the version of the program. Its two columns never change, so
that every Rapport can read it before it relies on any other table.
"""

import importlib.util
import pkgutil
import re
from typing import NamedTuple

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

import rapport
from rapport.messages import gettext_noop
from rapport.records import migrations
from rapport.vault.refusals import NewerStore, VaultRefusal

TABLE = "rapport_version"
_MAKE = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} (tables integer NOT NULL, program varchar(40) NOT NULL)"
)
_OURS = "records"


class UnknownTables(VaultRefusal):
    """Tables that no version up to ours has made."""

    code = "unknown_tables"
    says = gettext_noop(
        "This Rapport, %(ours)s (tables %(our_tables)s), does not know the tables of this store"
        " (%(found)s)."
    )
    next = gettext_noop("Keep it as it is, and open it with the Rapport it was last used with.")


class Version(NamedTuple):
    """How far tables have come (the number of their last migration), and by which Rapport."""

    tables: int
    program: str

    def __str__(self) -> str:
        """Return both, as ``0.3.0 (tables 7)``."""
        return f"{self.program} (tables {self.tables})"


def line() -> list[str]:
    """Return the names of this program's migrations, in order; needs no Django."""
    names = (module.name for module in pkgutil.iter_modules(migrations.__path__))
    return sorted(name for name in names if re.match(r"\d{4}_", name))


def of_program() -> Version:
    """Return the version of this program and of the tables it makes; needs no Django."""
    return Version(int(line()[-1][:4]), rapport.__version__)


def of_store() -> Version | None:
    """Return the version of the open store, or None if it has no tables yet; writes nothing.

    ``program`` is empty in a store made before versions were kept. Raises ``NewerStore`` and
    ``UnknownTables``.
    """
    ours = of_program()
    tables = set(connection.introspection.table_names())
    kept = _kept() if TABLE in tables else None
    if kept is not None and kept.tables > ours.tables:
        raise NewerStore(
            theirs=kept.program,
            their_tables=kept.tables,
            ours=ours.program,
            our_tables=ours.tables,
        )
    applied = sorted(
        name for app, name in MigrationRecorder(connection).applied_migrations() if app == _OURS
    )
    known = line()
    if applied != known[: len(applied)]:
        raise unknown(next(name for name in applied if name not in known[: len(applied)]))
    if _number_of(applied) < (kept.tables if kept else 0):
        raise unknown(str(kept))
    if not applied and any(name.startswith(f"{_OURS}_") for name in tables):
        raise unknown("0000")
    return Version(_number_of(applied), kept.program if kept else "") if applied else None


def _number_of(applied: list[str]) -> int:
    """Return the number of the last of these migrations."""
    return int(applied[-1][:4]) if applied else 0


def is_that_of_program() -> bool:
    """Say whether every migration of every part of the program is applied to the open store.

    By their names alone: to load them takes longer than all else at an ordinary opening.
    """
    applied = MigrationRecorder(connection).applied_migrations()
    labels = (app.label for app in apps.get_app_configs())
    return all((label, name) in applied for label in labels for name in _names_of(label))


def _names_of(label: str) -> list[str]:
    place, _ = MigrationLoader.migrations_module(label)
    if place is None or importlib.util.find_spec(place) is None:
        return []
    return [
        module.name
        for module in pkgutil.iter_modules(importlib.import_module(place).__path__)
        if module.name[0] not in "_~"
    ]


def unknown(found: str) -> UnknownTables:
    """Return the refusal of a store in which ``found`` fits no version we know."""
    ours = of_program()
    return UnknownTables(found=found, ours=ours.program, our_tables=ours.tables)


def write() -> None:
    """Write the version of this program into the open store."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MAKE)
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - our own table
        cursor.execute(f"INSERT INTO {TABLE} VALUES (%s, %s)", list(of_program()))  # noqa: S608


def _kept() -> Version | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tables, program FROM {TABLE}")  # noqa: S608 - our own table
        row = cursor.fetchone()
    return None if row is None else Version(*row)
