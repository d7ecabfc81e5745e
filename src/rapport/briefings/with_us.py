"""Which colleagues a log offers to tick: the usual few, and all of them when asked for."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from rapport.records.asking import Asking
from rapport.records.models import Colleague, Membership, OurPresence, Presence
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

FEW = 12
"""So many colleagues are offered before all are asked for."""

_LATELY = 20
"""So many of the last contacts say who is usually there."""


@dataclass(frozen=True, slots=True)
class Offered:
    """The keys and names of colleagues to tick, by name; ``more``: there are others."""

    colleagues: tuple[tuple[uuid.UUID, str], ...]
    more: bool


def with_duties(
    asking: Asking, circles: Sequence[uuid.UUID]
) -> list[tuple[uuid.UUID, str, list[str]]]:
    """Return the colleagues of these circles with their duties, by name."""
    return _with_duties(asking.day, list(circles))


@prepared
def _with_duties(
    day: date, circles: list[uuid.UUID]
) -> "QuerySet[Membership, tuple[uuid.UUID, str, list[str]]]":
    members = Membership.objects.of_colleagues_here(day).filter(circle__in=among(circles))
    rows = members.order_by("colleague__name", "pk")
    return rows.values_list("colleague_id", "colleague__name", "colleague__duties")


def offered(
    asking: Asking,
    circles: Sequence[uuid.UUID],
    about: Sequence[uuid.UUID],
    *,
    but: Iterable[uuid.UUID],
    chosen: Iterable[uuid.UUID] = (),
    everyone: bool = False,
) -> Offered:
    """Return colleagues of these circles but some; those ``chosen`` are always among them.

    Of many come first those who were there lately with the people it is ``about``.
    """
    of, not_these = list(circles), list(but)
    first = _here(asking.day, of, not_these, None if everyone else FEW + 1)
    if everyone or len(first) <= FEW:
        return Offered(tuple(first), more=False)
    first_of_all = [*chosen, *_usual(about)]
    found = dict(_of_these(asking.day, of, not_these, first_of_all) if first_of_all else ())
    for key, name in first:
        if len(found) < FEW:
            found[key] = name
    return Offered(tuple(sorted(found.items(), key=lambda one: (one[1], one[0]))), more=True)


@prepared
def _here(
    day: date, circles: list[uuid.UUID], but: list[uuid.UUID], at_most: int | None
) -> "QuerySet[Colleague, tuple[uuid.UUID, str]]":
    return _members(day, circles, but)[:at_most]


@prepared
def _of_these(
    day: date, circles: list[uuid.UUID], but: list[uuid.UUID], colleagues: list[uuid.UUID]
) -> "QuerySet[Colleague, tuple[uuid.UUID, str]]":
    return _members(day, circles, but).filter(pk__in=among(colleagues))


def _members(
    day: date, circles: list[uuid.UUID], but: list[uuid.UUID]
) -> "QuerySet[Colleague, tuple[uuid.UUID, str]]":
    members = Membership.objects.of_colleagues_here(day).filter(circle__in=among(circles))
    here = Colleague.objects.filter(Exists(members.filter(colleague=OuterRef("pk"))))
    others = here.exclude(pk__in=among(but))
    return others.order_by("name", "pk").values_list("pk", "name")


def _usual(about: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Return who of us was there most often in the last contacts with these people."""
    if not about:
        return []
    last = Presence.objects.filter(relationship__in=about).order_by("-on", "-interaction_id")
    contacts = list(last.values_list("interaction_id", flat=True)[:_LATELY])
    there = OurPresence.objects.filter(interaction__in=contacts).values_list("colleague_id")
    often = there.annotate(times=Count("pk")).order_by("-times", "colleague_id")
    return [key for key, _ in often[:FEW]]
