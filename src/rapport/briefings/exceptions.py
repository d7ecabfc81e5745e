"""How often the life-saving exception was used, month by month: counted without names.

Nobody's record is named or can be opened from here. Counted is what the reader may see, in each of
their circles.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from rapport.records.asking import Asking
from rapport.records.judging_facts import load
from rapport.records.models import Ask, Interaction, Outcome, Presence, Relationship
from rapport.records.raw_rows import as_uuid
from rapport.rules.early_requests import exceptions_used

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
    months = last_months(asking.day)
    circles = dict(_people(asking, months[0]))
    found: dict[str, dict[date, list[tuple[bool, bool]]]] = defaultdict(lambda: defaultdict(list))
    for one in load(list(circles), asking.day) if circles else ():
        facts = one.facts
        for request, paid_on in exceptions_used(facts.interactions, facts.asks, asking.day):
            month = request.on.replace(day=1)
            if month in months:
                owed = paid_on is None and facts.in_touch
                found[circles[as_uuid(one.key)]][month].append((paid_on is not None, owed))
    return tuple(
        ExceptionsOfCircle(name, tuple(_counted(month, of[month]) for month in months))
        for name, of in sorted(found.items())
    )


def _counted(month: date, used: list[tuple[bool, bool]]) -> ExceptionsOfMonth:
    paid, owed = (sum(one[at] for one in used) for at in (0, 1))
    return ExceptionsOfMonth(month, len(used), paid, owed)


def last_months(day: date) -> tuple[date, ...]:
    """Return the first days of the last twelve months, the month of ``day`` last."""
    this = day.year * 12 + day.month - 1
    return tuple(date(at // 12, at % 12 + 1, 1) for at in range(this - _MONTHS + 1, this + 1))


def _people(asking: Asking, since: date) -> "QuerySet[Relationship, tuple[uuid.UUID, str]]":
    """Return those of whom something was asked with the exception since a day, with their circle.

    Whoever sees them sees all that passed with them, which is what is read of them then.
    """
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
    return mine.order_by("pk").values_list("pk", "circle__name")
