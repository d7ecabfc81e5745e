"""Opening the store once its key is there: migrate, check that it is the one we left."""

import shutil
import threading
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rapport.records import witness
from rapport.records.models import Operation
from rapport.vault import ballast
from rapport.web import gate

CHECKED_BEFORE_OPENING = 150_000
"""Up to so many operations the whole history is read before the first page; more, beside it."""


def open_store() -> None:
    """Make the store ready and set ``gate.ALARM`` if it is not the one we left."""
    migrate()
    home: Path | None = settings.RAPPORT_HOME
    if home is None:
        return
    ballast.make(home)
    gate.ALARM = witness.against_anchors(home, settings.RAPPORT_STATE)
    if gate.ALARM is not None:
        return
    if Operation.objects.count() <= CHECKED_BEFORE_OPENING:
        gate.ALARM = witness.against_itself()
    else:
        threading.Thread(target=_check_beside, daemon=True).start()


def migrate() -> None:
    """Bring the tables to this version; a store that has rows is copied first, still encrypted."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    home: Path | None = settings.RAPPORT_HOME
    if home is not None and executor.loader.applied_migrations:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copy2(home / "rapport.store", home / "rapport.store.before-migration")
    call_command("migrate", verbosity=0, interactive=False)


def _check_beside() -> None:
    try:
        gate.ALARM = witness.against_itself()
    finally:
        connection.close()
