"""Whether an answer that was kept may still be shown: what was recorded since it was read."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from rapport.briefings.network_numbers import LARGE
from rapport.records.models import (
    Actor,
    Circle,
    Counterpart,
    Gate,
    Membership,
    Named,
    Operation,
    Relationship,
    Tie,
)
from rapport.records.prepared import prepared

_DECIDE = tuple(kind._meta.model_name for kind in (Named, Membership, Circle))  # noqa: SLF001
"""Rows that decide who sees others: whatever happens to them counts."""

_GONE = tuple(kind._meta.model_name for kind in (Actor, Counterpart, Gate, Relationship))  # noqa: SLF001

_WHO_SEES = (b'"circle"', b'"sensitivity"', b'"theirs"')
"""The columns and parts, as a payload writes them, that say who sees a row."""

_MOST_READ = 1_000
"""Of more changes than that nobody looks whether one of them narrows: one is supposed to."""


def is_small(most: int | None = None) -> bool:
    """Say whether the whole store has so few people and ties that all of them are quickly read.

    That is up to ``most`` of each, or as many as a map that is worked out within a request.
    """
    kinds: tuple[Any, ...] = (Relationship, Tie)
    most = LARGE if most is None else most
    return all(kind.objects.order_by()[: most + 1].count() <= most for kind in kinds)


def narrowed_since(last: int) -> bool:
    """Say whether a row may have been taken from somebody who sees it, since the history ended.

    Whatever the verb was: a change of who is named or who is in a circle, a change of circle or
    sensitivity of any row, or of who took part in it, the end of a person, a group or a gate, and
    what was erased. Better once too often than once too seldom.
    """
    floor = (str(last),)
    if _deciding(floor):
        return True
    contents = [one.content for one in _changed(floor)]
    return len(contents) > _MOST_READ or any(
        content is None or any(column in content for column in _WHO_SEES) for content in contents
    )


def since(floor: tuple[str, ...]) -> "QuerySet[Operation]":
    """Return what was recorded after a place in the history, which is written as a text.

    For a prepared question: a number would be compiled into it.
    """
    return Operation.objects.filter(sequence__gt=RawSQL("CAST(%s AS bigint)", floor))


@prepared
def _deciding(floor: tuple[str, ...]) -> "QuerySet[Operation, int]":
    rows = since(floor).filter(Q(model__in=_DECIDE) | Q(model__in=_GONE, effect=-1))
    return rows.order_by().values_list("sequence", flat=True)[:1]


@prepared
def _changed(floor: tuple[str, ...]) -> "QuerySet[Operation]":
    return since(floor).filter(effect=0).select_related("chain").order_by()[: _MOST_READ + 1]
