"""Which colleagues a log offers to tick: the usual few, and all of them when asked for."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from rapport.records.asking import Asking
from rapport.records.models import Colleague, Membership, OurPresence, Presence
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
    members = Membership.objects.of_colleagues_here(asking.day).filter(circle__in=among(circles))
    here = Colleague.objects.filter(Exists(members.filter(colleague=OuterRef("pk"))))
    rows = here.exclude(pk__in=list(but)).order_by("name", "pk").values_list("pk", "name")
    first = list(rows if everyone else rows[: FEW + 1])
    if everyone or len(first) <= FEW:
        return Offered(tuple(first), more=False)
    found = dict(rows.filter(pk__in=[*chosen, *_usual(about)]))
    for key, name in first:
        if len(found) < FEW:
            found[key] = name
    return Offered(tuple(sorted(found.items(), key=lambda one: (one[1], one[0]))), more=True)


def _usual(about: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Return who of us was there most often in the last contacts with these people."""
    if not about:
        return []
    last = Presence.objects.filter(relationship__in=about).order_by("-on", "-interaction_id")
    contacts = list(last.values_list("interaction_id", flat=True)[:_LATELY])
    there = OurPresence.objects.filter(interaction__in=contacts).values_list("colleague_id")
    often = there.annotate(times=Count("pk")).order_by("-times", "colleague_id")
    return [key for key, _ in often[:FEW]]
