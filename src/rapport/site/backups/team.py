"""A team's store into one sealed file, and back: dumped by PostgreSQL, sealed under the team's key.

The key file is not in it. Whoever takes the backup has not yet the key, and without the key file
nobody opens it again.
"""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.db.utils import ProgrammingError

from rapport.records import integrity
from rapport.site import opening, store_version, team
from rapport.site.backups import archive, checking, laptop, postgresql
from rapport.site.backups.after_restore import AFTER_RESTORE
from rapport.site.backups.refusals import (
    AnotherKey,
    NoScratchDatabase,
    NotCopied,
    NotEmpty,
    NotPutBack,
    TeamsBackup,
)
from rapport.site.backups.scratch import Checked
from rapport.vault import sealed_stream

EDITION = "team"
DUMP = "rapport.dump"
_PURPOSE = "backup dump"


def back_up(to: Path, *, now: datetime, noted: bool = True) -> archive.About:
    """Write a backup of the open database to the file ``to``; needs the team's key.

    Raises a ``VaultRefusal``; what was in ``to`` is kept then.
    """
    laptop.check_place(to)
    archive.tidy(to)
    dumped = archive.aside_of(to, ".dump")
    try:
        with _one_moment() as snapshot, archive.private(dumped) as out:
            about = told_by(now=now)
            laptop.refuse_to_lose(to, about)
            sealed_stream.seal(postgresql.dump(snapshot), out, purpose=_PURPOSE)
            out.flush()
            os.fsync(out.fileno())
        about = archive.write(to, about, {DUMP: dumped})
    except OSError as trouble:
        raise NotCopied(why=trouble.strerror or str(trouble)) from trouble
    finally:
        dumped.unlink(missing_ok=True)
    if noted:
        laptop.note(team.key_file().parent, about, now=now)
    return about


@contextmanager
def _one_moment() -> Iterator[str]:
    """Hold one moment of the database open, and give its name for other sessions."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def told_by(*, now: datetime) -> archive.About:
    """Return what the open database says of itself, of whatever version its tables are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, sequence, head FROM records_store")
        store = cursor.fetchone()
        if store is None:
            raise laptop.NothingToLose
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'records'")
        applied = cursor.fetchone()[0]
    return archive.About(
        edition=EDITION,
        store=store[0].hex,
        sequence=store[1],
        head=bytes(store[2]).hex(),
        tables=applied,
        program=store_version.of_program().program,
        made=now.isoformat(timespec="seconds"),
    )


def unpack(file: Path, folder: Path) -> archive.Unpacked:
    """Unpack a team's backup, which must be of the key that is held.

    Raises ``TeamsBackup`` where no team is meant, ``AnotherKey``, and as ``archive.unpack``.
    """
    if not team.is_team():
        raise TeamsBackup
    unpacked = archive.unpack(file, folder)
    if not unpacked.authentic():
        raise AnotherKey
    return unpacked


def look_over(unpacked: archive.Unpacked, folder: Path) -> Checked:
    """Restore what was unpacked into a database of its own, look it over, and drop that again."""
    with scratch_database():
        fill(folder)
        return checking.look_over(unpacked)


def restore(unpacked: archive.Unpacked, folder: Path) -> Checked:
    """Restore what was unpacked into the open database, which must be empty.

    Raises ``NotEmpty``, ``NotPutBack``, ``ProgramFailed``.
    """
    if connection.introspection.table_names():
        raise NotEmpty
    fill(folder)
    try:
        return _made_ready(unpacked)
    except BaseException:
        _empty()
        raise


def _made_ready(unpacked: archive.Unpacked) -> Checked:
    """Look the restored database over and bring it up to date."""
    checked = checking.look_over(unpacked)
    if not checked.whole:
        raise NotPutBack(why=checked.faults[0])
    for deed in AFTER_RESTORE:
        deed()
    if AFTER_RESTORE and (doubt := integrity.against_itself()):
        raise NotPutBack(why=doubt)
    opening.sign()
    return checked


def _empty() -> None:
    """Take out of the database all that was just restored into it: it was empty before."""
    for name in connection.introspection.table_names():
        _run(f'DROP TABLE IF EXISTS "{name}" CASCADE')


def fill(folder: Path) -> None:
    """Restore the dump that was unpacked in ``folder`` into the open database."""
    with (folder / DUMP).open("rb") as sealed:
        postgresql.restore(sealed_stream.unseal(sealed, purpose=_PURPOSE))


@contextmanager
def scratch_database() -> Iterator[None]:
    """Go on in a database of its own on the same server; it goes afterwards.

    Raises ``NoScratchDatabase``.
    """
    ours = connection.settings_dict["NAME"]
    beside = f"{ours}_look_{secrets.token_hex(4)}"
    _drop_forgotten(ours)
    try:
        _run(f'CREATE DATABASE "{beside}" TEMPLATE template0')
    except ProgrammingError as trouble:
        raise NoScratchDatabase from trouble
    try:
        _go_to(beside)
        yield
    finally:
        _go_to(ours)
        _run(f'DROP DATABASE IF EXISTS "{beside}" WITH (FORCE)')


def _drop_forgotten(ours: str) -> None:
    """Drop what looks that were ended have left, unless somebody is in there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database d WHERE datname ~ %s AND NOT EXISTS"
            " (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)"
            " AND pg_has_role(datdba, 'MEMBER')",
            [f"^{re.escape(ours)}_look_[0-9a-f]{{8}}$"],
        )
        forgotten = [row[0] for row in cursor.fetchall()]
    for name in forgotten:
        try:
            _run(f'DROP DATABASE IF EXISTS "{name}"')
        except DatabaseError:
            continue


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _go_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
