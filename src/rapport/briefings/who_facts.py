"""What is recorded of colleagues and counterparts, as far as one reader sees, for who goes."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max

from rapport.records.asking import Asking
from rapport.records.models import (
    Connection,
    Interaction,
    Interest,
    Meeting,
    MeetingOurs,
    MeetingState,
    OurPresence,
    Phase,
    Relationship,
)
from rapport.rules.days import later

WEEK = 7
"""So many days from today count as this week."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a colleague shares with a counterpart; ``alias`` is empty where there is only one."""

    alias: str
    text: str


@dataclass(frozen=True, slots=True)
class Declared:
    """A conflict of interest in force; whether, how and until when it is managed, who decides."""

    alias: str
    kind: str
    text: str
    declared_on: date
    managed: str
    until: date | None
    is_managed: bool = False
    decides: str = ""
    managed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """How often a colleague was in touch with a counterpart, both ways, and when last."""

    alias: str
    times: int
    last: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded, by colleague."""

    connections: Mapping[uuid.UUID, tuple[Shared, ...]]
    interests: Mapping[uuid.UUID, tuple[Declared, ...]]
    met: Mapping[uuid.UUID, tuple[Met, ...]]
    leading: Mapping[uuid.UUID, int]
    meetings: Mapping[uuid.UUID, int]


def facts_of(
    asking: Asking,
    rows: Sequence[Relationship],
    colleagues: Sequence[uuid.UUID],
    beside: uuid.UUID | None,
) -> Facts:
    """Return what is recorded of these colleagues with these people, in five questions.

    ``beside`` is the meeting they are compared for: it does not count as work they have already.
    """
    several = len(rows) > 1
    aliases = {row.pk: row.called if several else "" for row in rows}
    return Facts(
        connections=_connections(asking, aliases),
        interests=_interests(asking, aliases),
        met=_met(asking, aliases, colleagues),
        leading=_leading(asking, colleagues),
        meetings=_meetings(asking, colleagues, beside),
    )


def _connections(
    asking: Asking, aliases: Mapping[uuid.UUID, str]
) -> dict[uuid.UUID, tuple[Shared, ...]]:
    rows = Connection.objects.visible_to(asking.me).filter(relationship__in=aliases)
    return _gathered(
        (row.colleague_id, Shared(aliases[row.relationship_id], row.text))
        for row in rows.order_by("pk")
    )


def _interests(
    asking: Asking, aliases: Mapping[uuid.UUID, str]
) -> dict[uuid.UUID, tuple[Declared, ...]]:
    rows = Interest.objects.visible_to(asking.me).filter(relationship__in=aliases)
    return _gathered(
        (
            row.colleague_id,
            Declared(
                aliases[row.relationship_id],
                row.kind,
                row.text,
                row.declared_on,
                row.managed,
                row.until,
                row.is_managed(asking.day),
                row.decides.name if row.decides else "",
                row.managed_until,
            ),
        )
        for row in rows.exclude(until__lt=asking.day)
        .select_related("decides")
        .order_by("declared_on", "pk")
    )


def _met(
    asking: Asking, aliases: Mapping[uuid.UUID, str], colleagues: Sequence[uuid.UUID]
) -> dict[uuid.UUID, tuple[Met, ...]]:
    seen = Interaction.objects.visible_to(asking.me).filter(two_way=True)
    there = OurPresence.objects.filter(
        interaction__in=seen,
        interaction__theirs__relationship__in=aliases,
        colleague__in=colleagues,
    )
    with_whom = "interaction__theirs__relationship"
    rows = there.values_list("colleague", with_whom).annotate(
        Count("interaction", distinct=True), Max("interaction__on")
    )
    return _gathered(
        (colleague, Met(aliases[relationship], times, last))
        for colleague, relationship, times, last in rows.order_by("colleague", with_whom)
    )


def _leading(asking: Asking, colleagues: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    rows = Relationship.objects.visible_to(asking.me).exclude(phase=Phase.CLOSED)
    held = rows.filter(lead__in=colleagues).values_list("lead")
    return dict(held.annotate(Count("pk")).order_by("lead"))


def _meetings(
    asking: Asking, colleagues: Sequence[uuid.UUID], beside: uuid.UUID | None
) -> dict[uuid.UUID, int]:
    seen = Meeting.objects.visible_to(asking.me)
    if beside is not None:
        seen = seen.exclude(pk=beside)
    soon = seen.filter(
        state=MeetingState.PLANNED, on__gte=asking.day, on__lt=later(asking.day, WEEK)
    )
    rows = MeetingOurs.objects.filter(meeting__in=soon, colleague__in=colleagues)
    going = rows.values_list("colleague").annotate(Count("meeting", distinct=True))
    return dict(going.order_by("colleague"))


def _gathered(pairs: Iterable[tuple[uuid.UUID, Any]]) -> dict[uuid.UUID, tuple[Any, ...]]:
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for colleague, one in pairs:
        found[colleague].append(one)
    return {colleague: tuple(every) for colleague, every in found.items()}
