"""Making a store that was laid down ready to be put in place: looked over, brought up to date."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.db import connection

from rapport.records import integrity
from rapport.site.backups import checking, laptop
from rapport.site.backups.after_restore import AFTER_RESTORE
from rapport.site.backups.archive import About, Unpacked
from rapport.site.backups.refusals import NotPutBack
from rapport.site.backups.restoring import Standing
from rapport.site.backups.scratch import Checked
from rapport.vault.database import copying


def make_ready(unpacked: Unpacked, built: Path) -> tuple[Checked, Standing]:
    """Look over the store that is open in ``built`` and close it; return what was found.

    Raises ``NotPutBack``, and what ``checking.look_over`` raises.
    """
    checked = checking.look_over(unpacked)
    if not checked.whole:
        raise NotPutBack(why=checked.faults[0])
    _do_after_restore()
    stands = Standing(*checking.where_it_stands())
    _close()
    # The backup itself is the way back to the tables before.
    for copy in built.glob(f"{laptop.STORE}.before-*"):
        copy.unlink()
    about = unpacked.about
    laptop.note(built, about, now=datetime.fromisoformat(about.made))
    return checked, stands


def _do_after_restore() -> None:
    for deed in AFTER_RESTORE:
        deed()
    if AFTER_RESTORE and (doubt := integrity.against_itself()):
        raise NotPutBack(why=doubt)


def _close() -> None:
    """Fold the log in and close, so that one file holds everything."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.close()


def check_before_update(built: Path, *, now: datetime) -> tuple[About, Standing]:
    """Check the pages of a store whose tables are another version's, and leave it as it is.

    Raises ``NotPutBack``.
    """
    path = built / laptop.STORE
    try:
        with closing(copying.keyed(path)) as opened:
            spoiled = opened.execute("PRAGMA cipher_integrity_check").fetchone()
            fits = opened.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        about = laptop.told_by(path, now=now)
    except copying.CopyError as trouble:
        raise NotPutBack(why=f"{trouble}.") from trouble
    if spoiled is not None or not fits:
        raise NotPutBack(why="a part of the copy is damaged.")
    return about, Standing(about.store, about.sequence, bytes.fromhex(about.head))
