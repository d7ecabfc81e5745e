"""Looking a copied store over, as nobody looks at one that works: every page, link and field.

The store must be open in Django, in a folder where nothing else is: older tables are brought up
to date there first.
"""

from django.db import DatabaseError, connection

from rapport.records import integrity, rebuilding, verifying
from rapport.records.models import Store
from rapport.records.operations import recorded_models
from rapport.records.read_snapshot import one_moment
from rapport.site import opening
from rapport.site.backups.archive import About, Unpacked
from rapport.site.backups.scratch import Checked


def look_over(unpacked: Unpacked) -> Checked:
    """Look the open store over against itself, its history, and what the backup says of it.

    Raises ``NewerStore``, ``UnknownTables``, ``NotMigrated``.
    """
    about = unpacked.about
    if not unpacked.authentic():
        says = "What this backup says of itself was not written by whoever holds its key."
        return Checked(about, (says,))
    try:
        faults = _pages() or _against(about)
        if faults:
            return Checked(about, tuple(faults))
        updated = opening.migrate()
        return _records(about, updated=updated)
    except DatabaseError as trouble:
        return Checked(about, (f"The store in it cannot be read: {trouble}.",))


def _pages() -> list[str]:
    """Check every page of the encrypted file; PostgreSQL checks its own when it restores."""
    if connection.vendor == "postgresql":
        return []
    with connection.cursor() as cursor:
        spoiled = cursor.execute("PRAGMA cipher_integrity_check").fetchall()
        if spoiled:
            return [f"{len(spoiled)} pages of the file are damaged."]
        found = cursor.execute("PRAGMA integrity_check(1)").fetchone()
    return [] if found == ("ok",) else ["The pages of the file do not fit each other."]


def _against(about: About) -> list[str]:
    """Compare how far the store has come with what the backup says; reads two old columns only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequence, head FROM records_store")
        row = cursor.fetchone()
    if row is None or (row[0], bytes(row[1]).hex()) != (about.sequence, about.head):
        return ["The store in it is not at the change that the backup names."]
    return []


def _records(about: About, *, updated: bool) -> Checked:
    with one_moment():
        verdict = verifying.verify()
        faults = [f"The history is broken at {one.sequence}: {one.how}." for one in verdict.breaks]
        faults += [
            f"{count} records of {kind} are not as the history says."
            for kind, count in integrity.stale_rows().items()
        ]
        if not faults:
            differing = rebuilding.differences()
            faults = [f"The {kind} {key} differs from the history." for kind, key in differing]
        return Checked(
            about,
            tuple(faults),
            operations=verdict.operations,
            checkpoints=verdict.checkpoints,
            counts=counts(),
            updated=updated,
        )


def counts() -> dict[str, int]:
    """Return how many rows of each kind there are."""
    return {
        name: model._base_manager.count()  # noqa: SLF001 - documented Meta API
        for name, model in recorded_models().items()
    }


def where_it_stands() -> tuple[str, int, bytes]:
    """Return the number of the open store, how far its history has come, and its head."""
    store = Store.objects.get()
    return store.key.hex, store.sequence, bytes(store.head)
