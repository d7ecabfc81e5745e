"""Opening the store once its key is there: migrate, check that it is the one we left."""

import contextlib
import logging
import os
import re
import shutil
import threading
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from rapport.messages import gettext_noop
from rapport.records import integrity, judging, planner_statistics
from rapport.records.models import Operation, Store
from rapport.vault import atomic_write, reserved_space, rollback_guard
from rapport.vault.refusals import (
    CannotWrite,
    NewerStore,
    StoreGone,
    Unreadable,
    VaultRefusal,
)
from rapport.web.middleware import session_gate

CHECKED_BEFORE_OPENING = 150_000
"""Up to so many operations the whole history is read before the first page; more, beside it."""

CHECKED_BYTES = 256 * 1024 * 1024
"""Up to this size every page of the file is checked at each opening; about 6 ms a megabyte."""

_OF_THE_DISK = re.compile("full|locked|readonly|unable to open|disk I/O")
"""What SQLite says when the trouble lies outside the file."""

_log = logging.getLogger(__name__)

STORE = "rapport.store"
_BEFORE = STORE + ".before-"

NOT_CHECKED = gettext_noop("The store has not been checked yet.")
DAMAGED = gettext_noop("A part of the store's file is damaged, or comes from an older copy.")


def open_store() -> None:
    """Make the store ready and set ``session_gate.ALARM`` if it is not the one we left.

    Raises a ``VaultRefusal`` if it cannot be opened; nothing may be written then.
    """
    home: Path | None = settings.RAPPORT_HOME
    if home is None:
        migrate()
        return
    session_gate.ALARM = NOT_CHECKED
    if not (home / STORE).exists() and rollback_guard.present(home):
        raise StoreGone
    try:
        session_gate.ALARM = _doubt(home)
    except VaultRefusal:
        raise
    except Exception as trouble:
        if isinstance(trouble, OperationalError) and _OF_THE_DISK.search(str(trouble)):
            raise CannotWrite from trouble
        # Whatever went wrong, a store that is half open is not served.
        _log.exception("The store did not open.")
        raise Unreadable from trouble
    if session_gate.ALARM is None:
        with contextlib.suppress(OperationalError):
            planner_statistics.renew()
            _judge_due()


def _judge_due() -> None:
    """Bring what the rules say up to today, so that no page has to write while it is read."""
    store = Store.objects.first()
    if store is not None:
        today = store.fixed_today or timezone.localdate()
        while judging.rejudge_due(today=today):
            continue


def _doubt(home: Path) -> str | None:
    """Make the store ready; return what is wrong with it, if anything."""
    atomic_write.tidy(home)
    if _is_damaged(home):
        return DAMAGED
    migrate()
    reserved_space.make(home)
    alarm = integrity.against_anchors(home, settings.RAPPORT_STATE)
    if alarm is not None:
        return alarm
    count = Operation.objects.count()
    if count == 0 and rollback_guard.present(home):
        return integrity.OLD_STORE
    if count <= CHECKED_BEFORE_OPENING:
        return integrity.against_itself()
    threading.Thread(target=_check_beside, daemon=True).start()
    return None


def _is_damaged(home: Path) -> bool:
    """Say whether a page of the file fails its check, or does not fit the others.

    The first finds what was damaged, the second most single pages of an older copy. Looked at only
    once the log is folded in, and while nobody can write: the check reads the file alone, and would
    take what is still in the log for damage.
    """
    path = home / STORE
    if not path.exists() or path.stat().st_size > CHECKED_BYTES:
        return False
    with connection.cursor() as cursor:
        folded = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if folded is None or folded[0] != 0:
            return False
    with transaction.atomic(), connection.cursor() as cursor:
        if cursor.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
            return True
        return bool(cursor.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",))


def migrate() -> None:
    """Bring the tables to this version; a store that has rows is copied first, still encrypted.

    The copy goes once the migrated store has been opened again: erased means erased there too.
    Raises ``NewerStore``.
    """
    executor = MigrationExecutor(connection)
    known = set(executor.loader.disk_migrations or {})
    applied = set(executor.loader.applied_migrations)
    if {name for name in applied - known if name[0] == "records"}:
        raise NewerStore
    leaves = executor.loader.graph.leaf_nodes()
    plan = executor.migration_plan(leaves)
    home: Path | None = settings.RAPPORT_HOME
    if not plan:
        for copy in home.glob(_BEFORE + "*") if home is not None else ():
            copy.unlink()
        return
    if home is not None and applied:
        _copy_aside(home, max(name for app, name in leaves if app == "records"))
    call_command("migrate", verbosity=0, interactive=False)


def _copy_aside(home: Path, name: str) -> None:
    """Copy the store before it is changed; a copy from an interrupted change is kept as it is."""
    copy = home / f"{_BEFORE}{name}"
    if copy.exists():
        return
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    aside = copy.with_name(copy.name + ".new")
    try:
        shutil.copyfile(home / STORE, aside)
        descriptor = os.open(aside, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        aside.replace(copy)
    except OSError as trouble:
        aside.unlink(missing_ok=True)
        raise CannotWrite from trouble
    atomic_write.flush_folder(home)


def _check_beside() -> None:
    try:
        session_gate.ALARM = integrity.against_itself()
    finally:
        connection.close()
