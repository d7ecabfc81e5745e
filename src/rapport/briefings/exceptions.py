"""How often the life-saving exception was used, month by month: counted without names.

Nobody's record is named or can be opened from here. Counted is what the reader may see, in each of
their circles.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from rapport.records.asking import Asking
from rapport.records.judging_asks import asks_of
from rapport.records.models import (
    Ask,
    CounterpartStatus,
    Interaction,
    Outcome,
    Phase,
    Presence,
    Relationship,
)
from rapport.records.packed_facts import unpack
from rapport.records.raw_rows import among, as_stored
from rapport.rules.early_requests import exceptions_used
from rapport.rules.facts import InteractionFact

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ExceptionsOfMonth:
    """The exceptions used in a month, and how many of them have had their courtesy since.

    ``owed`` leaves out whom we can no longer visit.
    """

    month: date
    used: int
    paid: int
    owed: int


@dataclass(frozen=True, slots=True)
class ExceptionsOfCircle:
    """The last twelve months of a circle, the oldest first."""

    circle: str
    months: tuple[ExceptionsOfMonth, ...]


def exceptions_by_month(asking: Asking) -> tuple[ExceptionsOfCircle, ...]:
    """Return the circles in which the exception was used in the last twelve months, by name."""
    months = _last_months(asking.day)
    people = list(_people(asking, months[0]))
    contacts = _contacts(asking, [row.pk for row in people])
    asks = asks_of(among([row.pk for row in people])) if people else {}
    found: dict[str, dict[date, list[tuple[bool, bool]]]] = defaultdict(lambda: defaultdict(list))
    for row in people:
        used = exceptions_used(contacts[row.pk], asks.get(as_stored(row.pk), ()), asking.day)
        for request, paid_on in used:
            month = request.on.replace(day=1)
            if month in months:
                owed = paid_on is None and _can_be_visited(row)
                found[row.circle.name][month].append((paid_on is not None, owed))
    return tuple(
        ExceptionsOfCircle(name, tuple(_counted(month, of[month]) for month in months))
        for name, of in sorted(found.items())
    )


def _counted(month: date, used: list[tuple[bool, bool]]) -> ExceptionsOfMonth:
    paid, owed = (sum(one[at] for one in used) for at in (0, 1))
    return ExceptionsOfMonth(month, len(used), paid, owed)


def _last_months(day: date) -> list[date]:
    """Return the first days of this month and of those before it, the oldest first."""
    this = day.year * 12 + day.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(this - _MONTHS + 1, this + 1)]


def _people(asking: Asking, since: date) -> list[Relationship]:
    """Return those of whom something was asked with the exception since a day."""
    me = asking.me
    logged = Presence.objects.filter(
        interaction__in=Interaction.objects.visible_to(me).filter(life_saving=True, on__gte=since)
    )
    settled = (
        Ask.objects.visible_to(me)
        .filter(life_saving=True, made_on__gte=since, interaction__isnull=True)
        .exclude(outcome=Outcome.PLANNED)
    )
    mine = Relationship.objects.visible_to(me).filter(
        Q(pk__in=logged.values("relationship_id")) | Q(pk__in=settled.values("relationship_id"))
    )
    return list(mine.select_related("circle", "counterpart").order_by("pk"))


def _contacts(asking: Asking, keys: list[uuid.UUID]) -> dict[uuid.UUID, list[InteractionFact]]:
    """Return all contacts with these people: a courtesy may have paid for what was earlier."""
    found: dict[uuid.UUID, list[InteractionFact]] = defaultdict(list)
    rows = Presence.objects.filter(
        relationship__in=among(keys),
        interaction__in=Interaction.objects.visible_to(asking.me),
        on__lte=asking.day,
    ).order_by("on", "interaction_id", "pk")
    columns = ("relationship_id", "interaction_id", "on", "told")
    for relationship, key, on, told in rows.values_list(*columns) if keys else ():
        found[relationship].append(InteractionFact._make((key, on, *unpack(told), ())))
    return found


def _can_be_visited(row: Relationship) -> bool:
    active = row.counterpart.status == CounterpartStatus.ACTIVE
    return active and row.phase not in (Phase.DORMANT, Phase.CLOSED)
