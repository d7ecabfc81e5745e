"""What about each person presses most, when that is, and who are told as one line for many.

A person stands once in the queue, by their most pressing finding or next step. How soon decides. Of
what is equally soon, what somebody waits for comes before a check-in (whose day, that of the last
contact, would always win, and whoever keeps a promise is in touch), and both come before what is
worth a look. Then decides the day; of two that are alike, the one that says it better.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from heapq import merge
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, QuerySet, Value, When

from rapport.briefings.findings import SAID_BETTER
from rapport.briefings.next_steps import NextStep
from rapport.briefings.up_to_date import NOBODY, UpToDate
from rapport.briefings.views import View
from rapport.records.models import Colleague, Finding, Section
from rapport.records.raw_rows import Key, as_stored, each_row_as_stored
from rapport.rules.rule import Urgency

_VIEWS_KEPT = 64

TOGETHER_FROM = 4
"""From how many people on the same finding is told once for all of them."""

_MAY_WAIT = (Urgency.SOON, Urgency.WORTH_A_LOOK)
"""What is due now, or this week, keeps the names of those it is about."""

STEP = ""
"""Stands where a line has the code of its rule, if the line is a next step of ours."""


class Span(StrEnum):
    """When somebody's turn is."""

    TODAY = "today"
    WEEK = "week"
    LATER = "later"


_SPANS = {Urgency.NOW: Span.TODAY, Urgency.THIS_WEEK: Span.WEEK}


def span_of(when: int) -> Span:
    """Return when what is so urgent has its turn."""
    return _SPANS.get(Urgency(when), Span.LATER)


_OF_A_SECTION = {Section.CHECK_IN.value: 1, Section.WORTH_A_LOOK.value: 2}

MOST_PRESSING = (
    "when",
    Case(
        *(When(section=one, then=Value(place)) for one, place in _OF_A_SECTION.items()),
        default=Value(0),
    ),
    F("on").asc(nulls_first=True),
    Case(When(code__in=tuple(SAID_BETTER), then=Value(1)), default=Value(0)),
    "relationship_id",
    "pk",
)
"""Of what presses alike, the person known longest comes first: so the order is the same however
often anybody is judged anew."""


class Line(NamedTuple):
    """What is read of a finding to put people in order; keys are as the store's driver has them.

    A next step is a line too: its ``code`` is ``STEP``.
    """

    when: int
    on: date | str | None
    pk: int
    section: int
    code: str
    relationship: Key
    lead: Key | None


_COLUMNS = ("when", "on", "pk", "section", "code", "relationship_id", "lead_id")

Lines = Sequence[Line]
"""What is there about one person, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Few:
    """The first of some people, and how many there are."""

    first: tuple[Lines, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose turn it is in one span, the most pressing first: each alone, or by rule with others."""

    alone: Few = Few()
    together: Mapping[str, Few] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Return how many people stand here."""
        return self.alone.count + sum(few.count for few in self.together.values())


def standing(
    view: View, *, mine: bool, first: int, besides: UpToDate, steps: Sequence[NextStep] = ()
) -> Mapping[Span, Standing]:
    """Return whose turn it is when, each span with the first few, as a reader may see them.

    It takes reading all that is noticed, so it is kept until something is recorded or judged; but
    where some were judged in memory, who they are would have to be kept with it.
    """
    lead = view.reader.pk if mine else None
    lines = as_lines(steps)
    if besides.said.findings:
        people = by_person(view.reader, mine=mine, besides=besides, steps=lines, first=first)
        return by_span(people, first=first)
    return _worked_out(view, lead, view.judged, lines, first)


@lru_cache(maxsize=_VIEWS_KEPT)
def _worked_out(
    view: View, lead: uuid.UUID | None, _judged: int, steps: tuple[Line, ...], first: int
) -> Mapping[Span, Standing]:
    people = by_person(view.reader, mine=lead is not None, steps=steps, first=first)
    return by_span(people, first=first)


def as_lines(steps: Iterable[NextStep]) -> tuple[Line, ...]:
    """Return next steps as lines among the findings."""
    return tuple(map(_as_line, steps))


def _as_line(step: NextStep) -> Line:
    """Return a step as a line: like a promise it comes before a check-in, and never waits."""
    key = as_stored(step.relationship)
    lead = None if step.lead is None else as_stored(step.lead)
    return Line(Urgency.NOW, step.on, 0, Section.OUR_WORD, STEP, key, lead)


def still_heard(me: Colleague, *, mine: bool, besides: UpToDate = NOBODY) -> "QuerySet[Finding]":
    """Return what is noticed and not set aside: of those I lead or nobody leads, or of all I see.

    Only of those I may read, either way, and ``besides`` those who were judged in memory.
    """
    rows: QuerySet[Finding] = Finding.objects.visible_to(me).filter(waived_until__isnull=True)
    if besides.said.findings:
        rows = rows.exclude(relationship__in=list(besides.said.findings))
    return rows.filter(Q(lead_id=me.pk) | Q(lead_id__isnull=True)) if mine else rows


def by_person(
    me: Colleague,
    *,
    mine: bool,
    besides: UpToDate = NOBODY,
    steps: Iterable[Line] = (),
    first: int | None = None,
) -> list[Lines]:
    """Return what is there about each person, and the people, both the most pressing first.

    With ``first``, of whoever cannot be among the first so many of a span only the most pressing
    line is kept: in a large office there are tens of thousands.
    """
    heard = still_heard(me, mine=mine, besides=besides).order_by(*MOST_PRESSING)
    stored = map(Line._make, each_row_as_stored(heard, *_COLUMNS))
    in_memory = _in_memory(me, mine=mine, besides=besides)
    every = merge(stored, in_memory, sorted(steps, key=_pressing), key=_pressing)
    return of_each(every, first=first)


def of_each(every: Iterable[Line], *, first: int | None = None) -> list[Lines]:
    """Return lines in order by whom they are about; only one of whoever is not shown."""
    people: dict[Key, list[Line] | tuple[Line]] = {}
    ahead: Counter[tuple[Span, str | None]] = Counter()
    for line in every:
        lines = people.get(line.relationship)
        if isinstance(lines, list):
            lines.append(line)
        elif lines is None:
            alike = (span_of(line.when), line.code if line.when in _MAY_WAIT else None)
            ahead[alike] += 1
            whole = first is None or ahead[alike] <= max(first, TOGETHER_FROM)
            people[line.relationship] = [line] if whole else (line,)
    return list(people.values())


def _in_memory(me: Colleague, *, mine: bool, besides: UpToDate) -> list[Line]:
    """Return the lines about those who were judged in memory, the most pressing first."""
    lines = [
        Line(
            one.when,
            one.on,
            one.pk,
            one.section,
            one.code,
            as_stored(one.relationship_id),
            None if one.lead_id is None else as_stored(one.lead_id),
        )
        for one in besides.findings.values()
        if one.waived_until is None and (not mine or one.lead_id in (me.pk, None))
    ]
    return sorted(lines, key=_pressing)


def _pressing(line: Line) -> tuple[Any, ...]:
    """Return what ``MOST_PRESSING`` orders by, of a line that is read already."""
    section = _OF_A_SECTION.get(line.section, 0)
    on = line.on or date.min
    return (line.when, section, on, line.code in SAID_BETTER, line.relationship, line.pk)


def by_span(people: Sequence[Lines], *, first: int) -> Mapping[Span, Standing]:
    """Return whose turn it is when; many who may wait for one reason are together."""
    alike = Counter(lines[0].code for lines in people if may_wait(lines))
    alone: dict[Span, list[Lines]] = defaultdict(list)
    together: dict[Span, dict[str, list[Lines]]] = defaultdict(dict)
    for lines in people:
        span, code = span_of(lines[0].when), lines[0].code
        if may_wait(lines) and alike[code] >= TOGETHER_FROM:
            together[span].setdefault(code, []).append(lines)
        else:
            alone[span].append(lines)
    return {
        span: Standing(
            alone=_few(alone[span], first),
            together={code: _few(those, first) for code, those in together[span].items()},
        )
        for span in {*alone, *together}
    }


def _few(people: Sequence[Lines], first: int) -> Few:
    return Few(tuple(people[:first]), len(people))


def may_wait(lines: Lines) -> bool:
    """Say whether nothing about a person is due now or this week."""
    return lines[0].when in _MAY_WAIT
