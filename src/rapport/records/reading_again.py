"""Every text and name indexed anew: what is looked for may have changed with the program."""

import uuid
from collections import defaultdict
from itertools import islice
from typing import NamedTuple

from rapport.records import name_index, text_index
from rapport.records.models import ScopedModel

_BATCH = 2000


class _Place(NamedTuple):
    """Where a record stands among all, by the operation that wrote it last."""

    revised: int
    key: uuid.UUID
    model: type[ScopedModel]


def index_all() -> int:
    """Index all texts, in the order in which they were written; return how many records there were.

    What is found comes newest recorded first, which is the order of the index itself.
    """
    places = [
        _Place(revised, key, model)
        for model in text_index.worded_kinds()
        for revised, key in model.objects.values_list("revised", "pk")
    ]
    places.sort(key=lambda place: (place.revised, place.key))
    text_index.empty()
    rest = iter(places)
    while batch := list(islice(rest, _BATCH)):
        text_index.remember(_rows(batch))
    return len(places)


def index_names() -> None:
    """Index all names: how they sound may be written otherwise by this version."""
    for kept in name_index.KEPT:
        kept.objects.all().delete()
    for model in name_index.NAMED:
        rows = model._base_manager.order_by("pk")  # noqa: SLF001 - documented Meta API
        rest = rows.iterator(chunk_size=_BATCH)
        while batch := list(islice(rest, _BATCH)):
            name_index.remember(batch)


def _rows(places: list[_Place]) -> list[ScopedModel]:
    """Return the rows at these places, in their order."""
    wanted: dict[type[ScopedModel], list[uuid.UUID]] = defaultdict(list)
    for place in places:
        wanted[place.model].append(place.key)
    rows = {}
    for model, keys in wanted.items():
        for start in range(0, len(keys), 500):
            rows.update(model.objects.in_bulk(keys[start : start + 500]))
    return [rows[place.key] for place in places]
