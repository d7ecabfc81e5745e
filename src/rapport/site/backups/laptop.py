"""A laptop's store into one file, while a server may be writing to it."""

import logging
from contextlib import closing
from datetime import datetime
from pathlib import Path

from rapport.site import store_version
from rapport.site.backups import archive
from rapport.site.backups.refusals import FurtherBackup, InTheWay, NoBackup, NotCopied
from rapport.vault import backup_note, key_slots
from rapport.vault.database import copying
from rapport.vault.refusals import StoreGone, VaultRefusal

EDITION = "laptop"
STORE, ERASED = "rapport.store", "erased.json"
_log = logging.getLogger(__name__)


class NothingToLose(VaultRefusal):
    """A store in which nothing has been recorded."""

    code = "nothing_to_lose"
    says = "Nothing has been recorded in this store yet."
    next = "Begin with: rapport serve"


def back_up(home: Path, to: Path, *, now: datetime) -> archive.About:
    """Write a backup of the store in ``home`` to ``to`` and note it; as ``write``."""
    about = write(home, to, now=now)
    note(home, about, now=now)
    return about


def write(home: Path, to: Path, *, now: datetime) -> archive.About:
    """Write a backup of the store in ``home`` to the file ``to``; needs the store's key.

    The copy is of one moment. Raises a ``VaultRefusal``; what was in ``to`` is kept then.
    """
    if not (home / STORE).exists():
        raise StoreGone
    check_place(to)
    archive.tidy(to)
    copied = archive.aside_of(to, ".store")
    try:
        copying.copy(home / STORE, copied)
        about = told_by(copied, now=now)
        refuse_to_lose(to, about)
        members = {STORE: copied, key_slots.NAME: home / key_slots.NAME}
        return archive.write(to, about, members)
    except (OSError, copying.CopyError) as trouble:
        why = getattr(trouble, "strerror", None) or str(trouble)
        raise NotCopied(why=why) from trouble
    finally:
        copied.unlink(missing_ok=True)


def note(folder: Path, about: archive.About, *, now: datetime) -> None:
    """Say beside the store that it was backed up."""
    last = backup_note.LastBackup(now, about.store, about.sequence, about.head)
    backup_note.write(folder, last)


def check_place(to: Path) -> None:
    """Refuse to write over anything but a backup. Raises ``InTheWay``."""
    if not to.exists():
        return
    try:
        archive.look(to)
    except (NoBackup, OSError):
        raise InTheWay(place=to) from None


def refuse_to_lose(to: Path, about: archive.About) -> None:
    """Refuse to write over another store's backup, or over one that has come further."""
    if not to.exists():
        return
    there = archive.look(to)
    if there.store != about.store:
        raise InTheWay(place=to)
    if there.sequence > about.sequence:
        raise FurtherBackup(theirs=there.sequence, ours=about.sequence)


def told_by(path: Path, *, now: datetime) -> archive.About:
    """Return what the store in this file says of itself, of whatever version its tables are."""
    with closing(copying.keyed(path)) as connection:
        store = connection.execute("SELECT key, sequence, head FROM records_store").fetchone()
        if store is None:
            raise NothingToLose
        applied = connection.execute(
            "SELECT count(*) FROM django_migrations WHERE app = 'records'"
        ).fetchone()
    ours = store_version.of_program()
    return archive.About(
        edition=EDITION,
        store=store[0].hex() if isinstance(store[0], bytes) else str(store[0]),
        sequence=int(store[1]),
        head=bytes(store[2]).hex(),
        tables=int(applied[0]),
        program=ours.program,
        made=now.isoformat(timespec="seconds"),
    )
