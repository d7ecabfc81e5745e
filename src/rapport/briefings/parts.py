"""The parts of a person's page that grow with the years: the first of each, and how many more.

What is open comes first, however old it is; of what is settled, and of notes, the newest. Behind
"more" is all of a part, a page at a time (``briefings.part_page``).
"""

import uuid
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Value, When

from rapport.records.models import (
    AboutRelationship,
    Ask,
    Colleague,
    Commitment,
    CommitmentState,
    Connection,
    Consent,
    Debrief,
    Insight,
    InsightKind,
    Interest,
    MeetingWith,
    Nature,
    Occasion,
    Outcome,
    Relationship,
    SecondPath,
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
def facts(
    me: Colleague, relationship: uuid.UUID, day: date, first: int | None, end: int | None
) -> "QuerySet[Insight]":
    """Return what we know of them, the newest first."""
    return _notes(me, relationship, day).filter(nature=Nature.FACT).order_by(*_NEWEST)[first:end]


@prepared
def interpretations(
    me: Colleague, relationship: uuid.UUID, day: date, first: int | None, end: int | None
) -> "QuerySet[Insight]":
    """Return how we read them, the newest first."""
    rows = _notes(me, relationship, day).exclude(nature=Nature.FACT)
    return rows.order_by(*_NEWEST)[first:end]


@prepared
def facts_for_a_meeting(
    me: Colleague, relationship: uuid.UUID, day: date, first: int | None, end: int | None
) -> "QuerySet[Insight]":
    """Return what we know of them: what worries them, what they like, then the newest."""
    rows = _notes(me, relationship, day).filter(nature=Nature.FACT)
    return rows.order_by(_FOR_A_MEETING, *_NEWEST)[first:end]


@prepared
def interpretations_for_a_meeting(
    me: Colleague, relationship: uuid.UUID, day: date, first: int | None, end: int | None
) -> "QuerySet[Insight]":
    """Return how we read them: what may worry them, then the newest."""
    rows = _notes(me, relationship, day).exclude(nature=Nature.FACT)
    return rows.order_by(_FOR_A_MEETING, *_NEWEST)[first:end]


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
    rows = rows.filter(relationship=relationship).select_related("colleague")
    return rows.order_by(F("until").desc(nulls_first=True), "-declared_on", "-pk")[first:end]


_NEWEST = ("-on", "-pk")
_FOR_A_MEETING = Case(
    When(kind=InsightKind.CONCERN, then=Value(0)),
    When(kind__in=[InsightKind.HOOK, InsightKind.AVOID], then=Value(1)),
    When(kind=InsightKind.PREFERENCE, then=Value(2)),
    default=Value(3),
)


def _notes(me: Colleague, relationship: uuid.UUID, day: date) -> "QuerySet[Insight]":
    rows: QuerySet[Insight] = Insight.objects.visible_to(me).filter(relationship=relationship)
    return rows.exclude(expires__lt=day)


def by_kind(notes: tuple[Insight, ...]) -> tuple[Insight, ...]:
    """Return notes with those of a kind together, each kind in the order they come in.

    What to begin with and what not to raise stand before the others: they are for the next meeting.
    """
    return tuple(sorted(notes, key=lambda note: (_PLACE.get(note.kind, len(_PLACE)), note.kind)))


_PLACE = {InsightKind.HOOK.value: 0, InsightKind.AVOID.value: 1}


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
    "facts": facts,
    "interpretations": interpretations,
    "occasions": occasions,
    "debriefs": debriefs,
    "connections": connections,
    "interests": interests,
}
FOR_A_MEETING: dict[str, Asked] = {
    "ours": ours_open,
    "theirs": theirs_open,
    "asks": asks_planned,
    "facts": facts_for_a_meeting,
    "interpretations": interpretations_for_a_meeting,
    "occasions": occasions,
    "debriefs": debriefs,
}
"""The same parts, with what is still open alone, and with what worries them before other notes."""

RARE: dict[str, type[models.Model]] = {
    "debriefs": Debrief,
    "connections": Connection,
    "interests": Interest,
    "meetings": MeetingWith,
    "consents": Consent,
    "paths": SecondPath,
}
"""What most people have none of: one question says which of these are worth asking for."""


@prepared
def _rare(relationship: uuid.UUID) -> "QuerySet[Relationship, tuple[bool, ...]]":
    there = (
        Exists(kind._base_manager.filter(relationship=OuterRef("pk")))  # noqa: SLF001 - Meta API
        for kind in RARE.values()
    )
    return Relationship.objects.filter(pk=relationship).values_list(*there)


def missing(relationship: uuid.UUID) -> frozenset[str]:
    """Return what of ``RARE`` a relationship has no row of, whoever may see them."""
    found = next(iter(_rare(relationship)), ())
    return frozenset(name for name, there in zip(RARE, found, strict=False) if not there)


SECTIONS: dict[str, Asked] = {
    name: _section(kind)
    for name, kind in recorded_models().items()
    if issubclass(kind, AboutRelationship) and kind.SECTION is not None
}
