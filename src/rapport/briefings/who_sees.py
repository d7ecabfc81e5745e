"""Who of us can see a relationship: its circle, and of a severe one those named in it."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from rapport.records.models import Colleague, Membership, Named, Relationship, Sensitivity
from rapport.records.prepared import prepared


def names_who_see(me: Colleague, row: Relationship) -> tuple[str, ...]:
    """Return the names of the colleagues who can read this relationship."""
    return tuple(_readers(me.day, row.circle_id, _named_for(row)))


def those_who_see(me: Colleague, row: Relationship) -> tuple[Colleague, ...]:
    """Return the colleagues who can read this relationship, by their names."""
    found = _members_readers(me.day, row.circle_id, _named_for(row))
    return tuple(membership.colleague for membership in found)


def those_who_see_all(me: Colleague, rows: Sequence[Relationship]) -> list[Colleague]:
    """Return the colleagues who can read all of these, by their names."""
    seen = [those_who_see(me, row) for row in rows]
    keys = set.intersection(*({one.pk for one in those} for those in seen)) if seen else set()
    return [one for one in seen[0] if one.pk in keys] if seen else []


def _named_for(row: Relationship) -> uuid.UUID | None:
    return row.pk if row.sensitivity >= Sensitivity.SEVERE else None


@prepared
def _readers(
    day: date | None, circle: uuid.UUID, named_for: uuid.UUID | None
) -> "QuerySet[Membership, str]":
    return _those(day, circle, named_for).values_list("colleague__name", flat=True)


@prepared
def _members_readers(
    day: date | None, circle: uuid.UUID, named_for: uuid.UUID | None
) -> "QuerySet[Membership]":
    return _those(day, circle, named_for).select_related("colleague__office")


def _those(
    day: date | None, circle: uuid.UUID, named_for: uuid.UUID | None
) -> "QuerySet[Membership]":
    members = Membership.objects.of_colleagues_here(day).filter(circle=circle)
    if named_for is not None:
        named = Named.objects.filter(relationship=named_for).values("colleague_id")
        members = members.filter(colleague_id__in=named)
    return members.order_by("colleague__name", "colleague_id")
