"""Groups a post of whom is held by somebody we know, though they may belong to another, or to none.

Whoever holds a post is somebody there, as far as a reader sees the post, who holds it, and what we
have with them. Of those who belong to the group the other questions speak already.
"""

import uuid
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from rapport.records.models import (
    Colleague,
    CounterpartStatus,
    Phase,
    Position,
    Relationship,
    Tenure,
)
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among


def holders(
    me: Colleague, day: date, known: "QuerySet[Relationship] | None" = None
) -> "QuerySet[Any]":
    """Return who holds which post on a day, of those we deal with and who belong elsewhere.

    ``known`` are some of the relationships that ``me`` may see; all of them if left out.
    """
    begun = Q(since__isnull=True) | Q(since__lte=day)
    lasts = Q(until__isnull=True) | Q(until__gte=day)
    rows: QuerySet[Any] = Tenure.objects.visible_to(me).filter(begun, lasts)
    return rows.filter(
        position__in=Position.objects.visible_to(me),
        counterpart__relationships__in=_known(me) if known is None else known,
    ).exclude(counterpart__actor=F("position__actor"))


@prepared
def last_with_holders(me: Colleague, day: date) -> "QuerySet[Any, tuple[uuid.UUID, date | None]]":
    """Return the groups with such holders, and when one of us was last in touch with them."""
    rows = holders(me, day).order_by().values("position__actor")
    rows = rows.annotate(last=Max("counterpart__relationships__last_two_way"))
    told: QuerySet[Any, tuple[uuid.UUID, date | None]] = rows.values_list("position__actor", "last")
    return told


@prepared
def holders_of(
    me: Colleague, actors: list[uuid.UUID], day: date
) -> "QuerySet[Any, tuple[uuid.UUID, date | None, int]]":
    """Return the same of some groups, with how many people these are."""
    rows = holders(me, day).filter(position__actor__in=among(actors))
    rows = (
        rows.order_by()
        .values("position__actor")
        .annotate(
            last=Max("counterpart__relationships__last_two_way"),
            people=Count("counterpart", distinct=True),
        )
    )
    told: QuerySet[Any, tuple[uuid.UUID, date | None, int]] = rows.values_list(
        "position__actor", "last", "people"
    )
    return told


def with_holders_known(me: Colleague, day: date) -> "QuerySet[Any, uuid.UUID]":
    """Return the groups a post of whom is held by somebody with whom contact is possible.

    One where contact rests counts as well; one that is closed does not.
    """
    there = _known(me).filter(counterpart__status=CounterpartStatus.ACTIVE)
    rows = holders(me, day, there.exclude(phase=Phase.CLOSED))
    return rows.values_list("position__actor", flat=True)


def _known(me: Colleague) -> "QuerySet[Relationship]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    return rows


def latest(one: date | None, other: date | None) -> date | None:
    """Return the later of two days, either of which may be none.

    >>> latest(None, date(2026, 3, 1)), latest(None, None)
    (datetime.date(2026, 3, 1), None)
    """
    return max(filter(None, (one, other)), default=None)
