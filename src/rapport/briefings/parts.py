"""The parts of a person's page that grow with the years: the first of each, and how many more.

What is open comes first, however old it is; of what is settled, and of notes, the newest. Behind
"more" is all of a part, a page at a time (``briefings.part_page``).
"""

import uuid
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, F, QuerySet, Value, When

from rapport.briefings import notes
from rapport.briefings.ties import of_person as ties
from rapport.records.models import (
    AboutRelationship,
    Ask,
    Colleague,
    Commitment,
    CommitmentState,
    Connection,
    Debrief,
    Gift,
    Interest,
    Occasion,
    Outcome,
    Side,
)
from rapport.records.models.asks import AHEAD
from rapport.records.operations import recorded_models
from rapport.records.prepared import Question, prepared

FIRST = 20
"""How many of each kind stand on the page; of a kind with two sides, half of them on each."""

_WAITING = (Outcome.PLANNED, Outcome.MADE, Outcome.DEFERRED)

Asked = Question[[Colleague, uuid.UUID, date, int | None, int | None], Any]
"""A part: asked by whom, of which relationship, on which day, from which place to which."""


class First(NamedTuple):
    """The first of a part, and how many there are beside."""

    rows: tuple[Any, ...]
    more: int


NOTHING = First((), 0)


def first_of(
    part: Asked, me: Colleague, relationship: uuid.UUID, day: date, at_most: int = FIRST
) -> First:
    """Return the first of a part; they are counted only where there are more."""
    rows = part(me, relationship, day, None, at_most + 1)
    if len(rows) <= at_most:
        return First(tuple(rows), 0)
    every = part.count(me, relationship, day, None, None)
    return First(tuple(rows[:at_most]), every - at_most)


def room_for(part: str) -> int:
    """Return how many of a part stand on the page."""
    return FIRST if part in ("asks", "occasions") else FIRST // 2


def part_named(name: str) -> Asked | None:
    """Return a part by its name, or the section of the kind with that name."""
    return PARTS.get(name) or SECTIONS.get(name)


@prepared
def ours(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Commitment]":
    """Return what we promised."""
    return _promises(me, relationship, Side.US)[first:end]


@prepared
def theirs(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Commitment]":
    """Return what they promised."""
    return _promises(me, relationship, Side.THEM)[first:end]


@prepared
def ours_open(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Commitment]":
    """Return what we promised and have not settled."""
    rows = _promises(me, relationship, Side.US)
    return rows.filter(state=CommitmentState.OPEN)[first:end]


@prepared
def theirs_open(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Commitment]":
    """Return what they promised and have not settled."""
    rows = _promises(me, relationship, Side.THEM)
    return rows.filter(state=CommitmentState.OPEN)[first:end]


def _promises(me: Colleague, relationship: uuid.UUID, by: Side) -> "QuerySet[Commitment]":
    """Return promises: the open ones by the day they are due, then those settled last."""
    rows: QuerySet[Commitment] = Commitment.objects.visible_to(me)
    is_open = When(state=CommitmentState.OPEN, then=Value(0))
    due = Case(When(state=CommitmentState.OPEN, then=F("due")))
    return (
        rows.filter(relationship=relationship, by=by)
        .select_related("colleague")
        .order_by(
            Case(is_open, default=Value(1)),
            due.asc(nulls_last=True),
            F("settled_on").desc(nulls_last=True),
            "made_on",
            "pk",
        )
    )


@prepared
def asks(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Ask]":
    """Return requests: those that wait for us or for an answer, then the newest."""
    return _asks(me, relationship)[first:end]


@prepared
def asks_planned(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Ask]":
    """Return what we mean to ask, also what was postponed and comes back."""
    return _asks(me, relationship).filter(AHEAD)[first:end]


def _asks(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Ask]":
    rows: QuerySet[Ask] = Ask.objects.visible_to(me).filter(relationship=relationship)
    waits = Case(When(outcome__in=_WAITING, then=Value(0)), default=Value(1))
    return rows.select_related("authorised_by", "gate", "meeting").order_by(waits, "-pk")


@prepared
def occasions(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Occasion]":
    """Return the days that matter to them, by their names."""
    rows: QuerySet[Occasion] = Occasion.objects.visible_to(me).filter(relationship=relationship)
    return rows.order_by("name", "pk")[first:end]


@prepared
def debriefs(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Debrief]":
    """Return what colleagues took from meetings, the newest first: what is shared, and mine."""
    rows: QuerySet[Debrief] = Debrief.objects.visible_to(me).filter(relationship=relationship)
    return rows.select_related("writer").order_by(*_NEWEST)[first:end]


@prepared
def connections(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Connection]":
    """Return what colleagues share with them, by the colleagues' names."""
    rows: QuerySet[Connection] = Connection.objects.visible_to(me)
    rows = rows.filter(relationship=relationship).select_related("colleague")
    return rows.order_by("colleague__name", "pk")[first:end]


@prepared
def interests(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Interest]":
    """Return the conflicts of interest declared, those without an end first, then the newest."""
    rows: QuerySet[Interest] = Interest.objects.visible_to(me)
    rows = rows.filter(relationship=relationship).select_related("colleague", "decides")
    return rows.order_by(F("until").desc(nulls_first=True), "-declared_on", "-pk")[first:end]


@prepared
def gifts(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Gift]":
    """Return gifts and favours, those that wait for a review first, then the newest."""
    rows: QuerySet[Gift] = Gift.objects.visible_to(me).filter(relationship=relationship)
    rows = rows.select_related("colleague", "reviewed_by")
    return rows.order_by(F("reviewed_on").asc(nulls_first=True), *_NEWEST)[first:end]


_NEWEST = ("-on", "-pk")


def _section(kind: Any) -> Asked:
    """Return the question for the records of a kind with a section of its own."""

    def records(
        me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
    ) -> "QuerySet[Any]":
        rows: QuerySet[Any] = kind.objects.visible_to(me).filter(relationship=relationship)
        return rows.order_by(f"-{kind.SHOWN.day}", "-pk")[first:end]

    records.__qualname__ = f"section.{kind.__name__}"
    return prepared(records)


PARTS: dict[str, Asked] = {
    "ours": ours,
    "theirs": theirs,
    "asks": asks,
    "facts": notes.facts,
    "interpretations": notes.interpretations,
    "concerns": notes.concerns,
    "occasions": occasions,
    "debriefs": debriefs,
    "connections": connections,
    "interests": interests,
    "gifts": gifts,
    "ties": ties,
}
FOR_A_MEETING: dict[str, Asked] = {
    "ours": ours_open,
    "theirs": theirs_open,
    "asks": asks_planned,
    "facts": notes.facts_for_a_meeting,
    "interpretations": notes.interpretations_for_a_meeting,
    "disagreements": notes.disagreements_open,
    "occasions": occasions,
    "debriefs": debriefs,
    "ties": ties,
}
"""The same parts, with what is still open alone, and with what worries them before other notes."""

SECTIONS: dict[str, Asked] = {
    name: _section(kind)
    for name, kind in recorded_models().items()
    if issubclass(kind, AboutRelationship) and kind.SECTION is not None
}
