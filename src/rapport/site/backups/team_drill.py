"""The whole way tried for a team: restored beside, and held against the database at work.

The tables of both are those of this version.
"""

import uuid
from pathlib import Path
from typing import Any

from django.db.models import Model

from rapport.records.chain import START, next_head
from rapport.records.models import Operation, Store
from rapport.records.operations import columns_of, recorded_models
from rapport.site import team as site_team
from rapport.site.backups import checking, team
from rapport.site.backups.archive import About
from rapport.site.backups.comparing import SAMPLE
from rapport.site.backups.drill import timed
from rapport.site.backups.scratch import Checked, Compared, Drilled

Rows = dict[str, dict[uuid.UUID, tuple[Any, ...]]]


def try_out(file: Path, place: Path) -> Drilled:
    """Restore a backup beside the open database, look it over, and compare; ``place`` is private.

    Raises a ``VaultRefusal``.
    """
    site_team.check_tables()
    seconds: dict[str, float] = {}
    with timed(seconds, "unpacked"):
        unpacked = team.unpack(file, place)
    with timed(seconds, "checked"):
        checked, sampled = _beside(unpacked, place)
    with timed(seconds, "compared"):
        compared = _compared(unpacked.about, checked, sampled)
    return Drilled(checked, compared, file.stat().st_size, seconds)


def _beside(unpacked: Any, place: Path) -> tuple[Checked, Rows]:
    with team.scratch_database():
        team.fill(place)
        checked = checking.look_over(unpacked)
        sampled = {
            name: _rows(model, model._base_manager.order_by("?")[:SAMPLE])  # noqa: SLF001
            for name, model in recorded_models().items()
        }
    return checked, sampled


def _rows(model: type[Model], found: Any) -> dict[uuid.UUID, tuple[Any, ...]]:
    names = [column.attname for column in columns_of(model)]
    return {row[0]: row for row in found.values_list("pk", "revised", *names)}


def _compared(about: About, checked: Checked, sampled: Rows) -> Compared:
    store = Store.objects.get()
    says = _parted(store, about)
    if says is not None:
        return Compared(store.sequence, 0, (says,))
    same, differing = store.sequence == about.sequence, []
    if same and checked.counts != checking.counts():
        differing.append("The numbers of records differ.")
    for name, model in recorded_models().items():
        rows = sampled[name]
        working = _rows(model, model._base_manager.filter(pk__in=list(rows)))  # noqa: SLF001
        for key, row in rows.items():
            found = working.get(key)
            changed_since = not same and (found is None or found[1] > row[1])
            if found != row and not changed_since:
                differing.append(f"{name}: {key} differs.")
    return Compared(store.sequence, sum(map(len, sampled.values())), tuple(differing))


def _parted(store: Store, about: About) -> str | None:
    """Say how the store at work has left the history of the backup, if it has."""
    if store.key.hex != about.store:
        return "This backup is of another store."
    if store.sequence < about.sequence:
        return f"The store at work goes to change {store.sequence} only."
    head = START
    passed = Operation.objects.filter(sequence__lte=about.sequence).order_by("sequence")
    for linked in passed.values_list("hash", flat=True).iterator(chunk_size=5000):
        head = next_head(head, bytes(linked))
    if head.hex() != about.head:
        return "The history of the store at work does not go through this backup."
    return None
