"""What those who gave a mandate are told on Today: who moved to negotiation in its circle."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.records.asking import Asking
from rapport.records.chain import clock_at
from rapport.records.models import Colleague, Mandate, Operation, Phase, Step
from rapport.records.prepared import prepared
from rapport.rules.days import later

TOLD_FOR = timedelta(days=14)
AT_MOST = 12
_VERB = "switch_phase"


@dataclass(frozen=True, slots=True)
class Moved:
    """A counterpart with whom somebody else moved to negotiation: who did, when and why."""

    relationship: uuid.UUID
    alias: str
    by: str
    on: date
    reason: str


def told_of_negotiation(asking: Asking) -> tuple[Moved, ...]:
    """Return who moved to negotiation lately where a mandate of mine holds, the newest first.

    Of a relationship that has left negotiation since, or whose move was taken back, nothing is
    said; nor of a move of my own.
    """
    if not _given(asking.me, asking.day):
        return ()
    since = later(asking.day, -TOLD_FOR.days)
    newest: dict[uuid.UUID, Step] = {}
    clock = clock_at(datetime.combine(since, time(), tzinfo=UTC))
    for step in _moves(asking.me, since, asking.day, clock):
        newest.setdefault(step.relationship_id, step)
    return tuple(
        Moved(
            relationship=step.relationship_id,
            alias=step.relationship.called,
            by=step.by.name if step.by else "",
            on=step.on,
            reason=step.reason,
        )
        for step in [*newest.values()][:AT_MOST]
    )


@prepared
def _given(me: Colleague, day: date) -> "QuerySet[Mandate, uuid.UUID]":
    """Return a mandate of mine that has begun, if there is one: mostly there is none."""
    rows = Mandate.objects.filter(issuer=me, since__lte=day).order_by()
    return rows.values_list("pk", flat=True)[:1]


@prepared
def _moves(me: Colleague, since: date, day: date, clock: int) -> "QuerySet[Step]":
    """Return the moves to negotiation where a mandate of mine held at some time since then.

    One that is dated back is told of from the day on which it was written down.
    """
    mine = Mandate.objects.visible_to(me).filter(issuer=me, since__lte=day)
    held = mine.filter(circle=OuterRef("circle")).filter(
        Q(until__isnull=True) | Q(until__gte=OuterRef("on"))
    )
    rows: QuerySet[Step] = Step.objects.visible_to(me).filter(
        of=Step.Of.PHASE, to=Phase.NEGOTIATION, relationship__phase=Phase.NEGOTIATION
    )
    written = Operation.objects.filter(row=OuterRef("pk"), verb=_VERB, clock__gte=clock)
    others = rows.filter(Q(on__gte=since) | Exists(written)).exclude(by=me)
    told = others.filter(Exists(held), circle__in=mine.values("circle"))
    told = told.select_related("relationship__counterpart", "relationship__actor", "by")
    return told.order_by("-on", "-pk")
