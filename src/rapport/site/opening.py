"""Opening the store once its key is there: migrate, check that it is the one we left."""

import contextlib
import logging
import re
import threading
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from rapport.actions import retention
from rapport.messages import gettext_noop
from rapport.records import (
    chain,
    erased_list,
    erasing,
    integrity,
    judging,
    planner_statistics,
    reading_again,
)
from rapport.records.models import Operation, Store
from rapport.refusals import Refusal
from rapport.site import new_tables, read_only, spare_memory, store_version
from rapport.vault import atomic_write, reserved_space, rollback_guard
from rapport.vault.database import base, copying, keys
from rapport.vault.refusals import (
    CannotWrite,
    StoreGone,
    Unreadable,
    VaultRefusal,
)
from rapport.web.middleware import session_gate

CHECKED_BEFORE_OPENING = 20_000
"""Up to so many operations the whole history is read before the first page; more, beside it."""

CHECKED_AT_A_PROMPT = 150_000
"""Up to so many it is read before a command answers: its process ends, and nothing is beside."""

CHECKED_BYTES = 256 * 1024 * 1024
"""Up to this size every page of the file is checked at each opening; about 6 ms a megabyte."""

COMPACTED_BYTES = 512 * 1024 * 1024
"""Up to this size a store is written anew after an update; so much memory is needed for it."""

_OF_THE_DISK = re.compile("full|locked|readonly|unable to open|disk I/O")
"""What SQLite says when the trouble lies outside the file."""

_OF_THE_TABLES = re.compile("no such (table|column)")
"""What SQLite says when the file is well and its tables are not those we know."""

_log = logging.getLogger(__name__)

STORE = "rapport.store"

NOT_CHECKED = gettext_noop("The store has not been checked yet.")
DAMAGED = gettext_noop("A part of the store's file is damaged, or comes from an older copy.")


class NotMigrated(VaultRefusal):
    """An update of the tables failed half way, and nothing of it was kept."""

    code = "not_migrated"
    says = gettext_noop(
        "The store is unchanged: its tables (%(their_tables)s) could not be updated to those of"
        " Rapport %(ours)s (tables %(our_tables)s). A copy is beside it: %(copy)s."
    )
    next = gettext_noop("Use the previous version, and tell whoever gave you this one.")


def open_store(*, purging: bool = True, at_once: int = CHECKED_BEFORE_OPENING) -> None:
    """Make the store ready and set ``session_gate.ALARM`` if it is not the one we left.

    Without ``purging`` what is past its end is left where it is. A history of more than ``at_once``
    operations is read beside the pages, which say so.
    Raises a ``VaultRefusal`` if it cannot be opened; nothing may be written then.
    """
    home: Path | None = settings.RAPPORT_HOME
    if home is None:
        migrate()
        return
    session_gate.ALARM, session_gate.CHECKING = NOT_CHECKED, None
    if not (home / STORE).exists() and rollback_guard.present(home):
        raise StoreGone
    try:
        session_gate.ALARM = _doubt(home, at_once)
    except VaultRefusal:
        raise
    except Exception as trouble:
        # Whatever went wrong, a store that is half open is not served.
        raise _refusal_of(trouble) from trouble
    if session_gate.ALARM is None:
        with contextlib.suppress(OperationalError):
            planner_statistics.renew()
            sign()
            _catch_up(purging=purging)
        if read_only.is_copy(home):
            session_gate.ALARM, session_gate.ONLY_READS = read_only.SAYS, True
    _begin_checking()


def _catch_up(*, purging: bool) -> None:
    """Erase what was erased since this copy was made, and purge what has ended.

    So no page has to write while it is read. What is to be judged anew is judged beside the pages.
    """
    store = Store.objects.first()
    if store is None:
        return
    try:
        if erased_list.has_news():
            erasing.apply_erasures(erased_list.place())
    except Refusal as refusal:
        _log.warning("%s", refusal)
    if purging:
        today = store.fixed_today or timezone.localdate()
        retention.purge(now=chain.moment_of(store), today=today)


def _refusal_of(trouble: Exception) -> VaultRefusal:
    """Return what stands in the way of opening: the disk, tables we do not know, or damage."""
    if _is_of_the_disk(trouble):
        return CannotWrite()
    says = str(trouble) if isinstance(trouble, OperationalError) else ""
    _log.error("The store did not open.", exc_info=trouble)
    return store_version.unknown(says) if _OF_THE_TABLES.search(says) else Unreadable()


def _is_of_the_disk(trouble: Exception) -> bool:
    return isinstance(trouble, OperationalError) and bool(_OF_THE_DISK.search(str(trouble)))


def _doubt(home: Path, at_once: int) -> str | None:
    """Make the store ready; return what is wrong with it, if anything."""
    atomic_write.tidy(home)
    if _is_damaged(home):
        _refuse_if_older()
        return DAMAGED
    changed = migrate()
    if changed:
        _compact()
    reserved_space.make(home)
    alarm = _doubt_of_history(home, None if changed else at_once)
    if alarm is None and not changed:
        for copy in copying.copies_in(home):
            copy.unlink()
    return alarm


def _compact() -> None:
    """Write the file anew, if memory is enough: what an update freed would stay part of it.

    A store that cannot be written anew is whole, and only larger than it need be.
    """
    with contextlib.suppress(OperationalError), connection.cursor() as cursor:
        pages, free, size = (
            int(cursor.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size > COMPACTED_BYTES:
            return
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _refuse_if_older() -> None:
    """Refuse a damaged store whose tables cannot be read as they are."""
    with contextlib.suppress(DatabaseError):
        theirs = store_version.of_store()
        if theirs is None or theirs.tables < store_version.of_program().tables:
            raise Unreadable


def _doubt_of_history(home: Path, at_once: int | None) -> str | None:
    """Return what is wrong with the history; of more operations than ``at_once``, nothing yet.

    Those are read by ``session_gate.CHECKING``, once the store is open.
    """
    alarm = integrity.against_anchors(home, settings.RAPPORT_STATE)
    if alarm is not None:
        return alarm
    count = Operation.objects.count()
    if count == 0 and rollback_guard.present(home):
        return integrity.OLD_STORE
    if at_once is None or count <= at_once:
        return integrity.against_itself()
    session_gate.CHECKING = threading.Thread(target=_check_beside, daemon=True)
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


def migrate() -> bool:
    """Bring the tables to this version; return whether anything changed.

    A store that has rows is copied first, still encrypted. In the encrypted file all of it is one
    transaction; on PostgreSQL, where the dump made before is the way back, each migration is one.
    The copy goes once the migrated store has been opened again: erased means erased there too.
    Raises ``NewerStore``, ``UnknownTables``, ``NotMigrated``, ``CannotWrite``.
    """
    theirs, ours = store_version.of_store(), store_version.of_program()
    if store_version.is_that_of_program():
        return False
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    copy = copying.BEFORE + store_version.line()[-1]
    try:
        with _one_change():
            if settings.RAPPORT_HOME is not None and theirs is not None:
                _copy_aside(settings.RAPPORT_HOME, copy)
            if connection.vendor != "postgresql":
                with connection.cursor() as cursor:
                    keys.bring_over(cursor)
            if theirs is None:
                new_tables.make(plan)
            call_command("migrate", verbosity=0, interactive=False)
            reading_again.index_all()
            reading_again.index_names()
            _take_over()
    except Exception as trouble:
        if theirs is None or isinstance(trouble, VaultRefusal) or _is_of_the_disk(trouble):
            raise
        _log.exception("The tables could not be changed.")
        raise NotMigrated(
            their_tables=theirs.tables, ours=ours.program, our_tables=ours.tables, copy=copy
        ) from trouble
    return True


@contextlib.contextmanager
def _one_change() -> Iterator[None]:
    """Make one transaction of many migrations, where the store can.

    SQLite checks foreign keys when a table is made anew unless told before the transaction not to.
    PostgreSQL cannot change a table whose rows a migration just before has touched.
    """
    if connection.vendor == "postgresql":
        yield
        return
    with connection.constraint_checks_disabled(), transaction.atomic():
        yield


def sign() -> None:
    """Say in the store which Rapport has opened it, if that was another one until now."""
    if store_version.of_store() != store_version.of_program():
        with transaction.atomic():
            _take_over()


def _take_over() -> None:
    """Have the rules of this version read everything again, and write which version it is."""
    judging.mark_all()
    judging.judge_all_again()
    store_version.write()


def _copy_aside(home: Path, name: str) -> None:
    """Copy the store before it is changed; a copy from an interrupted change is kept as it is."""
    copy = home / name
    if copy.exists():
        return
    aside = home / f"{name}.new"
    aside.unlink(missing_ok=True)
    try:
        copying.copy(home / STORE, aside)
        aside.replace(copy)
    except (OSError, copying.CopyError) as trouble:
        aside.unlink(missing_ok=True)
        raise CannotWrite from trouble
    atomic_write.flush_folder(home)


def _begin_checking() -> None:
    """Begin to read the history, now that the pages can be served, if it is to be read beside."""
    if session_gate.CHECKING is not None:
        session_gate.CHECKING.start()


def _check_beside() -> None:
    """Read the history while pages are served, and say what came of it.

    A reading that could not be ended is a doubt too. What was begun before the store was opened
    once more says nothing of it.
    """
    base.keep_few_pages()
    try:
        alarm = integrity.against_itself()
    except Exception:  # noqa: BLE001 - whatever it was, the store is not known to be whole
        _log.exception("The history could not be read to its end.")
        alarm = NOT_CHECKED
    finally:
        connection.close()
        spare_memory.give_back()
    if session_gate.CHECKING is threading.current_thread():
        session_gate.checked(alarm)
