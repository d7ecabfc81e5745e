"""Who may agree, as a second person, that records leave the store: whoever sees all of them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from itertools import chain, islice
from typing import Any

from rapport.records.asking import Asking
from rapport.records.models import Colleague, Export, Membership, MonthFigures, Named
from rapport.records.models.scoped import ScopedModel, Sensitivity
from rapport.records.operations import recorded_models

_CHUNK = 500
LASTS = timedelta(days=7)
"""So long after a second person agreed, what they agreed to can be exported, once."""

SAID = 5
"""So many of those who could agree are told of by name."""

Marks = Iterable[Sequence[str]]
"""Rows, each by the name of its kind and its key."""


def may_decide(me: Colleague, row: Export) -> bool:
    """Say whether I may agree to an export: another's, of my office, and I see all of it."""
    return bool(those_to_decide(me, [row]))


def those_to_decide(me: Colleague, rows: Iterable[Export]) -> list[Export]:
    """Keep the exports I may agree to; of many no more is asked than of their rows at once."""
    others = [
        row
        for row in rows
        if row.by_id != me.pk and row.office_id == me.office_id and me.is_active and row.rows
    ]
    seen = _seen(me, chain.from_iterable(row.rows for row in others))
    return [row for row in others if seen.issuperset(map(tuple, row.rows))]


def approvers(asking: Asking, marks: Marks) -> tuple[Colleague, ...]:
    """Return who could agree that these rows go, by name: ``SAID`` of them at most.

    They are others of the office who see every one of the rows. However many colleagues there are,
    only those whom circles and names let in are asked about one by one.
    """
    marks = [tuple(mark) for mark in marks]
    ours = Colleague.objects.filter(office=asking.me.office_id, is_active=True)
    others = ours.exclude(pk=asking.me.pk).order_by("name", "pk")
    could = _who_could(asking, marks, {one.pk for one in others})
    among_them = (one.on(asking.day) for one in others if one.pk in could)
    return tuple(islice((one for one in among_them if sees_all(one, marks)), SAID))


def sees_all(me: Colleague, marks: Marks) -> bool:
    """Say whether I may see every one of these rows."""
    marks = [tuple(mark) for mark in marks]
    return _seen(me, marks).issuperset(marks)


def _seen(me: Colleague, marks: Marks) -> set[tuple[str, ...]]:
    """Return those of these rows that I may see."""
    seen: set[tuple[str, ...]] = set()
    for name, model, some in _by_kind(marks):
        keys = model.objects.visible_to(me).filter(pk__in=some).values_list("pk", flat=True)
        seen.update((name, key.hex) for key in keys)
    return seen


def _by_kind(marks: Marks) -> Iterator[tuple[str, Any, Sequence[uuid.UUID]]]:
    """Yield each kind of record with the keys of some of its rows, not too many at once."""
    of_kind: dict[str, set[uuid.UUID]] = defaultdict(set)
    for name, hexed in marks:
        of_kind[name].add(uuid.UUID(hexed))
    for name, keys in of_kind.items():
        model = recorded_models().get(name)
        if model is not None and issubclass(model, ScopedModel | MonthFigures):
            for some in chunks(sorted(keys)):
                yield name, model, some


def _who_could(asking: Asking, marks: Marks, who: set[uuid.UUID]) -> set[uuid.UUID]:
    """Keep of these colleagues those who may see all of it, asked of all of them at once.

    It leaves out nobody who does; that somebody does is for ``visible_to`` to say.
    """
    circles: set[uuid.UUID] = set()
    for _name, model, some in _by_kind(marks):
        rows = model.objects.filter(pk__in=some)
        for kind, asked_for in [(model, rows), *_joined(model, rows)]:
            closed = asked_for
            if not issubclass(kind, ScopedModel):
                closed = asked_for.filter(sensitivity__gte=Sensitivity.SEVERE)
            circles.update(closed.order_by().values_list("circle", flat=True).distinct())
            for people in _named(kind, asked_for):
                who = who & people
    parts = Membership.objects.in_force(asking.day).filter(circle__in=circles)
    reads: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for colleague, circle in parts.values_list("colleague", "circle"):
        reads[colleague].add(circle)
    return {one for one in who if reads[one] >= circles}


def _joined(model: Any, rows: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the kinds of what rows join, each with those they join."""
    for column in getattr(model, "JOINS", ()):
        kind = model._meta.get_field(column).related_model  # noqa: SLF001 - documented Meta API
        yield kind, kind.objects.filter(pk__in=rows.values(column))


def _named(model: Any, rows: Any) -> Iterator[AbstractSet[uuid.UUID]]:
    """Yield, for each of these rows that is for some only, the colleagues it names."""
    if not issubclass(model, ScopedModel) or model.JOINS:
        return
    own = model.OWN_UNTIL
    if own is not None:
        kept = rows.exclude(own.open_to_all) if own.is_shared else rows
        yield from map(set, kept.values_list(*(f"{name}_id" for name in own.people)))
    severe = rows.filter(sensitivity__gte=Sensitivity.SEVERE)
    if model.LINK is None:
        yield from (frozenset() for _one in severe[:1])
        return
    about_whom = severe.values_list(model.LINK.ours, flat=True)
    named: dict[Any, set[uuid.UUID]] = {one: set() for one in about_whom}
    about = f"relationship__{model.LINK.theirs}"
    pairs = Named.objects.filter(**{f"{about}__in": about_whom})
    for one, colleague in pairs.values_list(about, "colleague"):
        named[one].add(colleague)
    yield from named.values()


def chunks(keys: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    """Yield keys some at a time."""
    return (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))
