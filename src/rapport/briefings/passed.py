"""Everything that passed with a counterpart, whatever its kind, newest first.

A page is cut between two days, never within one, for the next page begins before that day. What the
page's panels have read already is not asked for again: only a part that is too long for its panel
is read here by its days.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from rapport.briefings import newest, timeline
from rapport.briefings.parts import SECTIONS
from rapport.briefings.person import PersonBriefing
from rapport.briefings.sections import noted
from rapport.briefings.timeline import Entry
from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
    Commitment,
    CommitmentState,
    Insight,
    MeetingState,
    Outcome,
)
from rapport.records.operations import recorded_models
from rapport.records.prepared import Question

PAGE = 20
"""So many lines stand on a page, and the rest of the day on which it ends."""

SILENCE = timedelta(days=60)
"""A pause between two contacts is named from here on, or from the longest interval if longer."""

CONTACTS, PROMISES, REQUESTS, INSIGHTS, CHANGES = (
    "contacts",
    "promises",
    "requests",
    "insights",
    "changes",
)


_NOTES = frozenset({"facts", "interpretations", "concerns"})
"""The parts of a page that are insights."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that passed on a day.

    ``what`` says how it reads: "contact" and "step" have an ``entry``; "promise", "settled",
    "request", "answer" and "insight" the ``record``; "noted" a record of a section; "lead" whoever
    led from then on; "meeting" a planned one that did not take place; "silence" the ``months``
    without contact that end here.
    """

    what: str
    on: date
    key: uuid.UUID
    entry: Entry | None = None
    record: Any = None
    kind: str = ""
    months: int = 0


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the timeline: its name in the address, its title if a section's, how many."""

    name: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Passed:
    """A page of it. ``older`` is the day the next page begins before, if there is one."""

    lines: tuple[Line, ...]
    older: str
    show: str
    filters: tuple[Filter, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Read:
    """Lines of one kind: all of them from ``since`` on."""

    lines: Sequence[Line]
    since: date = date.min


def passed(
    asking: Asking, person: PersonBriefing, *, show: str = "", before: date | None = None
) -> Passed:
    """Return a page of what passed with ``person``, whose timeline was read ``before`` that day.

    ``show`` names a filter; one there is not shows everything. Filters are counted on the first
    page alone.
    """
    names = (CONTACTS, PROMISES, REQUESTS, INSIGHTS, *SECTIONS, CHANGES)
    show = show if show in names else ""
    reader = _Reader(asking, person, before)
    read = [reader.read(name) for name in names if show in ("", name)]
    since = max(one.since for one in read)
    lines = [line for one in read for line in one.lines if since <= line.on]
    if before is not None:
        lines = [line for line in lines if line.on < before]
    lines.sort(key=lambda line: (line.on, line.key), reverse=True)
    shown, cut = _whole_days(lines)
    older = cut or (since if since > date.min else None)
    filters = reader.filters() if before is None else ()
    longest = timedelta(days=person.header.maximum_days)
    return Passed(
        lines=tuple(_with_silences(shown, max(SILENCE, longest))),
        older=older.isoformat() if older else "",
        show=show,
        filters=filters,
        total=sum(one.count for one in filters),
    )


class _Reader:
    """What passed with one counterpart, kind by kind, on the days before one."""

    def __init__(self, asking: Asking, person: PersonBriefing, before: date | None) -> None:
        self.me, self.day = asking.me, asking.day
        self.person, self.before = person, before
        self.key = person.header.relationship
        self.sections = {one.kind: one for one in person.sections}

    def read(self, name: str) -> _Read:
        """Return the newest lines of a kind, by the name of its filter."""
        own = {
            CONTACTS: self._contacts,
            PROMISES: self._promises,
            REQUESTS: self._requests,
            INSIGHTS: self._insights,
            CHANGES: self._changes,
        }
        return own[name]() if name in own else self._section(name)

    def filters(self) -> tuple[Filter, ...]:
        """Return the filters of which there is something, each with how much."""
        more = self.person.more
        promises = (*self.person.ours, *self.person.theirs)
        insights = self._notes()
        entries = self.person.timeline
        contacts = sum(one.interaction is not None for one in entries)
        counts = {
            CONTACTS: (newest.contacts.count(self.me, self.key) if self.person.older else contacts)
            + len(self._not_held()),
            PROMISES: len(promises) + more.get("ours", 0) + more.get("theirs", 0),
            REQUESTS: len(self.person.asks) + more.get("asks", 0),
            INSIGHTS: len(insights) + sum(more.get(name, 0) for name in _NOTES),
            **{name: len(one.records) + one.more for name, one in self.sections.items()},
            CHANGES: len(self._changes().lines),
        }
        titles = {name: one.title for name, one in self.sections.items()}
        return tuple(
            Filter(name, titles.get(name, ""), count) for name, count in counts.items() if count
        )

    def _contacts(self) -> _Read:
        lines = [
            Line("contact", one.on, one.key, entry=one)
            for one in self.person.timeline
            if one.interaction is not None
        ]
        return _Read([*lines, *self._not_held()], self._floor())

    def _not_held(self) -> list[Line]:
        """Return the planned meetings that were called off or missed, on their days."""
        return [
            Line("meeting", one.on, one.key, record=one)
            for one in self.person.meetings
            if one.meeting.state not in (MeetingState.PLANNED, MeetingState.HELD)
        ]

    def _floor(self) -> date:
        return date.fromisoformat(self.person.older) if self.person.older else date.min

    def _changes(self) -> _Read:
        """Return all steps, and who led after the first; there are never many."""
        steps: Iterable[Entry] = (one for one in self.person.timeline if one.kind == "step")
        if self.person.older:
            steps = timeline.steps(self.me, self.key, date.min, None)
        lines = [Line("step", one.on, one.key, entry=one) for one in steps]
        leads = self.person.held[:-1]
        return _Read([*lines, *(Line("lead", one.since, one.key, record=one) for one in leads)])

    def _promises(self) -> _Read:
        if {"ours", "theirs"}.isdisjoint(self.person.more):
            promises = (*self.person.ours, *self.person.theirs)
            return _Read([line for one in promises for line in _of_promise(one)])
        made = self._newest(newest.promises_made, "made_on")
        settled = self._newest(newest.promises_settled, "settled_on")
        rows = {one.pk: one for one in (*made[0], *settled[0])}
        return _Read([line for one in rows.values() for line in _of_promise(one)],
                     max(made[1], settled[1]))  # fmt: skip

    def _requests(self) -> _Read:
        if "asks" not in self.person.more:
            return _Read([line for one in self.person.asks for line in _of_request(one)])
        made = self._newest(newest.asks_made, "made_on")
        answered = self._newest(newest.asks_answered, "answered_on")
        rows = {one.pk: one for one in (*made[0], *answered[0])}
        return _Read([line for one in rows.values() for line in _of_request(one)],
                     max(made[1], answered[1]))  # fmt: skip

    def _insights(self) -> _Read:
        if _NOTES.isdisjoint(self.person.more):
            return _Read([Line("insight", one.on, one.pk, record=one) for one in self._notes()])
        rows, since = self._newest(newest.insights, "on", self.day)
        return _Read([Line("insight", one.on, one.pk, record=one) for one in rows], since)

    def _notes(self) -> Sequence[Insight]:
        return (*self.person.facts, *self.person.interpretations, *self.person.concerns)

    def _section(self, name: str) -> _Read:
        section = self.sections[name]
        if not section.more:
            records: Sequence[Any] = section.records
            since = date.min
        else:
            kind: Any = recorded_models()[name]
            rows, since = self._newest(newest.SECTIONS[name], kind.SHOWN.day)
            records = noted(kind, rows)
        return _Read([Line("noted", one.on, one.key, record=one, kind=name) for one in records
                      if one.on is not None], since)  # fmt: skip

    def _newest(
        self, question: Question[..., Any], day: str, *values: Any
    ) -> tuple[list[Any], date]:
        """Return the newest records before the day, and from which day on these are all."""
        before = self.before or date.max
        rows = question(self.me, self.key, before, *values, PAGE + 1)
        if len(rows) <= PAGE:
            return rows, date.min
        last = getattr(rows[-1], day)
        whole = [row for row in rows if getattr(row, day) > last]
        if whole:
            return whole, getattr(whole[-1], day)
        every = question.plain(self.me, self.key, before, *values, None)
        return list(every.filter(**{day: last})), last


def _whole_days(lines: Sequence[Line]) -> tuple[Sequence[Line], date | None]:
    """Return the first lines, and the last day among them where there are more."""
    if len(lines) <= PAGE:
        return lines, None
    first_over = lines[PAGE].on
    whole = [line for line in lines if line.on > first_over]
    shown = whole or [line for line in lines if line.on == first_over]
    return shown, shown[-1].on if len(shown) < len(lines) else None


def _with_silences(lines: Sequence[Line], longest: timedelta) -> list[Line]:
    """Return the lines with each long pause named above the contact before which it began."""
    contacts = [line for line in lines if line.what == "contact"]
    silences = {
        earlier.key: (later.on - earlier.on).days // 30
        for later, earlier in pairwise(contacts)
        if later.on - earlier.on > longest
    }
    answer = []
    for line in lines:
        if line.what == "contact" and line.key in silences:
            answer.append(Line("silence", line.on, line.key, months=silences[line.key]))
        answer.append(line)
    return answer


def _of_promise(promise: Commitment) -> list[Line]:
    made = Line("promise", promise.made_on, promise.pk, record=promise)
    if promise.state == CommitmentState.OPEN or promise.settled_on is None:
        return [made]
    return [Line("settled", promise.settled_on, promise.pk, record=promise), made]


def _of_request(ask: Ask) -> list[Line]:
    """Return when something was asked and, on a later day, answered; what is planned is to come."""
    lines = []
    if ask.made_on:
        lines.append(Line("request", ask.made_on, ask.pk, record=ask))
    if ask.answered_on and ask.answered_on != ask.made_on and ask.outcome != Outcome.PLANNED:
        lines.append(Line("answer", ask.answered_on, ask.pk, record=ask))
    return lines
