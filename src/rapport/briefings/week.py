"""The next seven days: what falls due, whom to greet, whose access ends, each on its day."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from rapport.briefings.kept import UntilRecorded
from rapport.briefings.next_steps import NextStep
from rapport.briefings.our_team import Ending
from rapport.briefings.pressing import still_heard
from rapport.briefings.views import View, view_of
from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
    Colleague,
    Commitment,
    CommitmentState,
    Finding,
    Outcome,
    Side,
)
from rapport.records.models.relationships import called
from rapport.records.prepared import prepared

DAYS = 7
READ = 40
"""So many of each kind are read; a day says how many it does not show."""

A_DAY = 4
"""So many are shown of one day."""

_OPEN = (CommitmentState.OPEN, CommitmentState.LATE_TOLD, CommitmentState.LATE_SILENT)


class Kind(StrEnum):
    """What falls on a day. A new kind is a line here and a function in ``SOURCES``."""

    OURS = "ours"
    THEIRS = "theirs"
    REQUEST = "request"
    OCCASION = "occasion"
    STEP = "step"
    ACCESS_ENDS = "access_ends"


@dataclass(frozen=True, slots=True)
class Falls:
    """Something that falls on a day: of whom, and in its own words or a name."""

    on: date
    kind: Kind
    name: str
    text: str
    relationship: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    """A day of the next seven: the first things that fall on it, and how many ``more``."""

    day: date
    falls: tuple[Falls, ...]
    more: int


def the_week(
    asking: Asking,
    *,
    mine: bool,
    steps: Iterable[NextStep],
    endings: Iterable[Ending],
    view: View | None = None,
) -> tuple[DayOfWeek, ...]:
    """Return the days from today on on which something falls; the others are left out.

    ``steps`` and ``endings`` are those that Today has read already, as it has what I may see.
    """
    view = view or view_of(asking)
    last = last_day(asking.day)
    work_out = partial(_of_the_store, asking, mine, last)
    found = [
        *_WEEKS.answer(view, asking.me, view.judged, mine, work_out=work_out),
        *(Falls(one.on, Kind.STEP, one.alias, one.text, one.relationship) for one in steps),
        *(Falls(one.until, Kind.ACCESS_ENDS, one.name, one.circle) for one in endings),
    ]
    by_day: dict[date, list[Falls]] = defaultdict(list)
    for one in found:
        if asking.day <= one.on <= last:
            by_day[one.on].append(one)
    return tuple(_day(day, by_day[day]) for day in sorted(by_day))


def _of_the_store(asking: Asking, mine: bool, last: date) -> tuple[Falls, ...]:
    return tuple(falls for source in SOURCES for falls in source(asking, mine, last))


_WEEKS: UntilRecorded[tuple[Falls, ...]] = UntilRecorded()


def last_day(today: date) -> date:
    """Return the last of the seven days."""
    return today + timedelta(days=DAYS - 1)


def _day(day: date, falls: Sequence[Falls]) -> DayOfWeek:
    return DayOfWeek(day, tuple(falls[:A_DAY]), max(0, len(falls) - A_DAY))


def _promises(asking: Asking, mine: bool, last: date) -> Iterator[Falls]:
    for due, by, alias, text, key in _due(asking.me, asking.day, last, mine):
        yield Falls(due, Kind.OURS if by == Side.US else Kind.THEIRS, alias, text, key)


@prepared
def _due(
    me: Colleague, day: date, until: date, mine: bool
) -> "QuerySet[Commitment, tuple[Any, ...]]":
    rows = Commitment.objects.visible_to(me).filter(state__in=_OPEN, due__gte=day, due__lte=until)
    said = _of(me, rows, mine=mine).order_by("due", "pk")
    return said.values_list("due", "by", called("relationship__"), "text", "relationship_id")[:READ]


def _requests(asking: Asking, mine: bool, last: date) -> Iterator[Falls]:
    """Yield what we mean to ask; one that was postponed, on the day it comes back."""
    for on, alias, what, key in _asks(asking.me, asking.day, last, mine):
        yield Falls(on, Kind.REQUEST, alias, what, key)


@prepared
def _asks(me: Colleague, day: date, until: date, mine: bool) -> "QuerySet[Ask, tuple[Any, ...]]":
    planned = Q(outcome=Outcome.PLANNED, planned_for__gte=day, planned_for__lte=until)
    again = Q(outcome=Outcome.DEFERRED, again_on__gte=day, again_on__lte=until)
    rows: QuerySet[Any] = Ask.objects.visible_to(me).filter(planned | again)
    due = Case(When(outcome=Outcome.DEFERRED, then="again_on"), default="planned_for")
    said = _of(me, rows, mine=mine).annotate(due=due).order_by("due", "pk")
    columns = ("due", called("relationship__"), "what", "relationship_id")
    found: QuerySet[Ask, tuple[Any, ...]] = said.values_list(*columns)[:READ]
    return found


def _occasions(asking: Asking, mine: bool, last: date) -> Iterator[Falls]:
    """Yield the days that a rule has noticed are near: when a feast falls is worked out there."""
    for params, alias, key in _feasts(asking.me, last, mine):
        on = date.fromisoformat(params["day"]["day"])
        yield Falls(on, Kind.OCCASION, alias, params["name"], key)


@prepared
def _feasts(me: Colleague, until: date, mine: bool) -> "QuerySet[Finding, tuple[Any, ...]]":
    rows = still_heard(me, mine=mine).filter(code="U03", on__lte=until).order_by("on", "pk")
    return rows.values_list("params", called("relationship__"), "relationship_id")[:READ]


def _of(me: Colleague, rows: "QuerySet[Any]", *, mine: bool) -> "QuerySet[Any]":
    """Return of some records those of relationships that I lead or nobody leads, or all."""
    led = Q(relationship__lead=me) | Q(relationship__lead__isnull=True)
    return rows.filter(led) if mine else rows


SOURCES = (_promises, _requests, _occasions)
"""What is asked of the store for the days to come: each answers for whom I may see."""
