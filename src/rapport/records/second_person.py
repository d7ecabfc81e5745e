"""Who may agree, as a second person, that records leave the store: whoever sees all of them."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta

from rapport.records.models import Colleague, Export, MonthFigures
from rapport.records.models.scoped import ScopedModel
from rapport.records.operations import recorded_models

_CHUNK = 500
LASTS = timedelta(days=7)
"""So long after a second person agreed, what they agreed to can be exported, once."""


def may_decide(me: Colleague, row: Export) -> bool:
    """Say whether I may agree to an export: another's, of my office, and I see all of it."""
    if row.by_id == me.pk or row.office_id != me.office_id or not me.is_active:
        return False
    return bool(row.rows) and sees_all(me, row.rows)


def sees_all(me: Colleague, marks: Iterable[Sequence[str]]) -> bool:
    """Say whether I may see every one of these rows, given by their kinds and keys."""
    of_kind: dict[str, set[uuid.UUID]] = {}
    for name, hexed in marks:
        of_kind.setdefault(name, set()).add(uuid.UUID(hexed))
    return all(_sees(me, name, keys) for name, keys in of_kind.items())


def _sees(me: Colleague, name: str, keys: Collection[uuid.UUID]) -> bool:
    model = recorded_models().get(name)
    if model is None or not issubclass(model, ScopedModel | MonthFigures):
        return False
    seen = model.objects.visible_to(me)
    counts = (seen.filter(pk__in=some).count() for some in chunks(sorted(keys)))
    return sum(counts) == len(keys)


def chunks(keys: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    """Yield keys some at a time."""
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))
