"""A row of any kind, made from its columns alone: nothing here names a kind of record."""

from datetime import time, timedelta
from typing import Any

from django.db import models

from cast import Cast
from rapport.records.entry import entered_columns
from rapport.records.models import (
    Actor,
    Colleague,
    Counterpart,
    Interaction,
    Introduction,
    NotTied,
    PowerChange,
    Relationship,
    ScopedModel,
    Tie,
)
from rapport.records.name_index import seal_name
from rapport.records.operations import recorded_models
from rapport.records.recording import ChangeSet, change_set

WORDS = "heron"
"""Stands in every text of a row, so that any place that shows one of them is found."""

SHAPED = {
    "states": ([["2026-03-02", "given"]], [["2026-03-02", "given"], ["2026-03-09", "refused"]])
}
"""Lists whose pieces have a shape, by their column, with another such list."""


OTHERS = "bridge"
"""Stands in what the rows of a person belong to as well, and which is not the person's."""


def scoped_kinds() -> list[type[ScopedModel]]:
    """Return every kind of record that lies behind a circle."""
    return [kind for kind in recorded_models().values() if issubclass(kind, ScopedModel)]


def shared_kinds() -> list[type[ScopedModel]]:
    """Return the kinds that colleagues may read together.

    What is never shared, nobody else may meet: ``tests/web/test_own_records.py`` walks it.
    """
    return [kind for kind in scoped_kinds() if not kind.OWN_UNTIL or kind.OWN_UNTIL.is_shared]


def person_kinds() -> list[type[ScopedModel]]:
    """Return the kinds that are about a person, but the person and the relationship themselves."""
    themselves = (Counterpart, Relationship)
    return [kind for kind in shared_kinds() if kind.LINK and kind not in themselves]


def note(cast: Cast, kind: type[ScopedModel], whom: Relationship) -> ScopedModel:
    """Note a row of a kind about somebody, in an interaction with them where it can be.

    What may be its writer's alone is shared: what is not, nobody else may meet
    (``tests/web/test_debriefs.py``).
    """
    visit = cast.meet(3, whom=whom)
    with change_set("note_any", cast.asking("writer")) as changes:
        return _row(changes, cast, kind, whom, visit, asked_for=kind)


def _to_another(changes: ChangeSet, cast: Cast, kind: type[ScopedModel]) -> dict[str, Any]:
    """Return the other end of what joins two, which is never the person it is noted of.

    A change of power is of a group at least.
    """
    if kind is Introduction:
        there = Relationship.objects.filter(counterpart__alias="Somebody", circle=cast.circle)
        row = there.order_by("pk").first() or _somebody(changes, cast)
        return {"introducer": row, "second": None}
    if kind is NotTied:
        return {"other": _somebody(changes, cast)}
    if kind is PowerChange:
        return {"fallen": changes.add(Actor, cast.circle, names=["Somebody"])}
    if kind is not Tie:
        return {}
    return {"other": None, "other_actor": changes.add(Actor, cast.circle, names=["Somebody"])}


def _somebody(changes: ChangeSet, cast: Cast) -> Any:
    other = changes.add(Counterpart, cast.circle, alias="Somebody")
    return changes.add(Relationship, other, opened=cast.DAY, stage="introduced")


def _shared(kind: type[ScopedModel]) -> dict[str, Any]:
    """Return what lets everybody meet a row who reads there: it is shared, or not held back."""
    own = kind.OWN_UNTIL
    if own is None:
        return {}
    if own.held_back:
        return {own.whose: None}
    return {own.shared: True} if own.shared else {}


def _row(
    changes: ChangeSet,
    cast: Cast,
    kind: type[ScopedModel],
    whom: Relationship,
    visit: Interaction,
    *,
    asked_for: type[ScopedModel],
) -> ScopedModel:
    known = {Relationship: whom, Counterpart: whom.counterpart, Interaction: visit}
    values: dict[str, Any] = {}
    about: ScopedModel = whom
    for column in kind._meta.concrete_fields:
        if not column.is_relation or column.name in ("office", "circle"):
            continue
        pointed: Any = column.related_model
        if pointed is Colleague:
            values[column.name] = cast.keeper
        elif pointed in known:
            values[column.name] = about = known[pointed]
        elif not column.null:
            values[column.name] = _row(changes, cast, pointed, whom, visit, asked_for=asked_for)
    values |= _shared(kind)
    values |= _to_another(changes, cast, kind)
    if Relationship in {column.related_model for column in kind._meta.concrete_fields}:
        about = whom
    for name, column in entered_columns(kind).items():
        values.setdefault(name, value_of(column, cast))
    for column in kind._meta.concrete_fields:
        if isinstance(column, models.BinaryField):
            values[column.name] = seal_name(WORDS)
    values |= _words_of_others(kind, values, asked_for)
    parts = {"theirs": [(whom.pk, "lead")]} if kind.PARTS else None
    # A change of power is of a group: it is for named people only where somebody said so.
    of_groups = kind is PowerChange and asked_for is not kind
    return changes.add(kind, cast.circle if of_groups else about, parts, **values)


def _words_of_others(
    kind: type[ScopedModel], values: dict[str, Any], asked_for: type[ScopedModel]
) -> dict[str, str]:
    """Return the words of what a row stands in (a gate, a post): they are not the person's."""
    if kind.LINK is not None or kind is asked_for:
        return {}
    entered = entered_columns(kind).items()
    worded = {name for name, column in entered if not column.choices} | {*kind.TEXTS}
    return {name: OTHERS for name in worded if values.get(name) == WORDS}


def value_of(column: Any, cast: Cast, *, other: bool = False) -> Any:
    """Return a value that fits a column, or another one that does."""
    if column.name in SHAPED:
        return SHAPED[column.name][other]
    if column.choices:
        return column.flatchoices[-1 if other else 0][0]
    ways: tuple[tuple[Any, Any, Any], ...] = (
        (models.BooleanField, False, True),
        (models.DateField, cast.DAY - timedelta(days=2), cast.DAY - timedelta(days=1)),
        (models.TimeField, time(9), time(10)),
        (models.CharField | models.TextField, WORDS, f"{WORDS} again"),
        (models.IntegerField, 1, 2),
        (models.JSONField, [WORDS], [WORDS, WORDS]),
    )
    value = next(
        changed if other else usual for kind, usual, changed in ways if isinstance(column, kind)
    )
    return value[-column.max_length :] if isinstance(value, str) and column.max_length else value
