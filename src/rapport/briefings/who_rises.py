"""People a change of power is about: since when we know them, and to which post they rise."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rapport.records.models import Colleague, Position, Relationship, Tenure
from rapport.records.models.relationships import of_actor
from rapport.records.raw_rows import among
from rapport.rules.days import months_since


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody we know: since when, how many months that is, when last in touch, who leads.

    ``post`` is what they hold from the day of the change on, where that is known.
    """

    relationship: uuid.UUID
    alias: str
    opened: date
    months: int
    last: date | None
    lead: str
    belongs: bool = True
    post: str = ""


def known_people(
    me: Colleague,
    keys: Collection[uuid.UUID],
    day: date,
    *,
    of: Collection[uuid.UUID] | None = None,
) -> dict[uuid.UUID, Known]:
    """Return people, by the key of what we have with them; ``belongs``: they are of these groups.

    Without ``of`` it says whether it is a person, not a group.
    """
    rows: QuerySet[Any] = Relationship.objects.visible_to(me).filter(pk__in=among(list(keys)))
    rows = rows.select_related("counterpart", "actor", "lead").annotate(theirs=of_actor())
    return {
        one.pk: Known(
            relationship=one.pk,
            alias=one.called,
            opened=one.opened,
            months=months_since(one.opened, day),
            last=one.last_two_way,
            lead=one.lead.name if one.lead else "",
            belongs=one.counterpart_id is not None if of is None else one.theirs in of,
        )
        for one in rows
    }


def rising_people(
    me: Colleague, keys: Collection[uuid.UUID], on: date, day: date
) -> dict[uuid.UUID, Known]:
    """Return the people who rise, each with the posts that they hold from that day on."""
    known = known_people(me, keys, day)
    rows = Tenure.objects.visible_to(me).filter(
        Q(until__isnull=True) | Q(until__gt=on),
        since__gte=on,
        counterpart__relationships__in=among(list(keys)),
        position__in=Position.objects.visible_to(me),
    )
    told = rows.order_by("position__title", "pk")
    for key, title in told.values_list("counterpart__relationships", "position__title"):
        if key in known:
            before = known[key]
            post = f"{before.post}, {title}" if before.post else title
            known[key] = replace(before, post=post)
    return known
