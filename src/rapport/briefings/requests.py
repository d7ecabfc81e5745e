"""The requests of all whom the reader may see: what waits, what is ahead, what ended."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from rapport.records.asking import Asking
from rapport.records.models import Agreement, Ask, Cost, Outcome
from rapport.rules.days import later

PAGE = 50
ENDED_SINCE = 90
"""For so many days a request that has ended is still listed."""


class Which(StrEnum):
    """Which requests are listed."""

    OPEN = "open"
    WAITING = "waiting"
    PLANNED = "planned"
    AGAIN = "again"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request: of whom, what for, and when.

    ``on`` is the day we mean to ask on, were answered, or have waited since; None if none is said.
    ``costs`` are what a yes may cost them, each with its weight and what softens it: without any,
    nobody has thought of it yet. ``to_record`` says that it was granted and no agreement the reader
    may see stands on it.
    """

    key: uuid.UUID
    relationship: uuid.UUID
    alias: str
    what: str
    gate: str
    outcome: str
    on: date | None
    answer: str
    urgency_ours: str
    urgency_theirs: str
    costs: tuple[tuple[str, int, str], ...]
    life_saving: bool
    may_change: bool
    to_record: bool


@dataclass(frozen=True, slots=True)
class Requests:
    """A page of requests, and how many there are of each; ``following`` is the next page, or 0."""

    which: Which
    lines: tuple[RequestLine, ...]
    counts: dict[str, int]
    following: int


def requests(asking: Asking, *, which: Which = Which.OPEN, page: int = 1) -> Requests:
    """Return a page of the requests whoever asks may see, the most pressing first.

    Two questions, however many there are, and one more where some were granted. One that was
    postponed stands on the day it comes back.
    """
    seen = Ask.objects.visible_to(asking.me)
    kinds = _kinds(asking.day)
    counts = seen.aggregate(**{one.value: Count("pk", filter=kinds[one]) for one in Which})
    start = (max(page, 1) - 1) * PAGE
    # Only keys are put in order: whole rows, with whom they are of, would be sorted and let go.
    keys = _in_order(seen.filter(kinds[which]), which).values("pk")[start : start + PAGE + 1]
    rows = Ask.objects.filter(pk__in=keys).select_related(
        "relationship__counterpart", "relationship__actor", "gate"
    )
    found = list(_in_order(rows, which))
    writable = set(asking.me.writable_circles())
    agreed = _agreed(asking, found)
    return Requests(
        which=which,
        lines=tuple(
            _line(ask, agreed=agreed, may_change=ask.circle_id in writable) for ask in found[:PAGE]
        ),
        counts=counts,
        following=page + 1 if len(found) > PAGE else 0,
    )


def _agreed(asking: Asking, asks: list[Ask]) -> set[uuid.UUID]:
    """Return which of these requests an agreement stands on, of those the reader may see."""
    granted = [ask.pk for ask in asks if ask.outcome == Outcome.GRANTED]
    if not granted:
        return set()
    seen = Agreement.objects.visible_to(asking.me).filter(ask__in=granted)
    return {ask for ask in seen.values_list("ask", flat=True) if ask is not None}


def _kinds(day: date) -> dict[Which, Q]:
    """Return what each kind of request is, on a day."""
    over = Q(outcome__in=(Outcome.GRANTED, Outcome.REFUSED, Outcome.WITHDRAWN))
    first = later(day, -ENDED_SINCE)
    unsaid = Q(answered_on=None, made_on=None, planned_for=None, pk__gte=_first_key(first))
    return {
        Which.OPEN: ~over,
        Which.WAITING: Q(outcome=Outcome.MADE),
        Which.PLANNED: Q(outcome=Outcome.PLANNED),
        Which.AGAIN: Q(outcome=Outcome.DEFERRED),
        Which.ENDED: over
        & (
            Q(answered_on__gte=first)
            | Q(answered_on=None, made_on__gte=first)
            | Q(answered_on=None, made_on=None, planned_for__gte=first)
            | unsaid
        ),
    }


def _first_key(day: date) -> uuid.UUID:
    """Return the lowest key that a record noted on a day can have: keys begin with their moment.

    It stands for the day of what was withdrawn before any day was noted.
    """
    began = datetime.combine(day, time(), tzinfo=UTC)
    return uuid.UUID(int=int(began.timestamp() * 1000) << 80)


def _in_order(rows: "QuerySet[Ask]", which: Which) -> "QuerySet[Ask]":
    if which is Which.ENDED:
        ended = Coalesce("answered_on", "made_on", "planned_for")
        return rows.order_by(ended.desc(nulls_last=True), "-pk")
    due = Case(
        When(outcome=Outcome.DEFERRED, then=F("again_on")),
        When(outcome=Outcome.MADE, then=F("made_on")),
        default=F("planned_for"),
    )
    return rows.order_by(due.asc(nulls_last=True), "pk")


def _line(ask: Ask, *, agreed: set[uuid.UUID], may_change: bool) -> RequestLine:
    gate = ask.gate_shown
    return RequestLine(
        key=ask.pk,
        relationship=ask.relationship_id,
        alias=ask.relationship.called,
        what=ask.what,
        gate=gate.name if gate else "",
        outcome=ask.outcome,
        on=_day(ask),
        answer=ask.answer,
        urgency_ours=ask.urgency_ours,
        urgency_theirs=ask.urgency_theirs,
        costs=tuple(one for one in ask.weighed() if one[0] in Cost.values),
        life_saving=ask.life_saving,
        may_change=may_change,
        to_record=ask.outcome == Outcome.GRANTED and ask.pk not in agreed,
    )


def _day(ask: Ask) -> date | None:
    if ask.outcome in (Outcome.PLANNED, Outcome.DEFERRED):
        return ask.due_on
    return ask.made_on if ask.outcome == Outcome.MADE else ask.answered_on or ask.made_on
