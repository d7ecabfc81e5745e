"""Whether an answer that was kept may still be shown: what was recorded since it was read."""

from typing import Any

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
    since = Operation.objects.filter(sequence__gt=last)
    if since.filter(model__in=_DECIDE).exists():
        return True
    if since.filter(model__in=_GONE, effect=-1).exists():
        return True
    changed = since.filter(effect=0).select_related("chain")[: _MOST_READ + 1]
    contents = [one.content for one in changed]
    return len(contents) > _MOST_READ or any(
        content is None or any(column in content for column in _WHO_SEES) for content in contents
    )
