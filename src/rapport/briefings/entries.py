"""The rows of Today's queue: one entry for each person, or one line for many with one finding."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from rapport.briefings.called_here import called_here
from rapport.briefings.findings import SAID_BETTER, Noticed, noticed, unrepeated
from rapport.briefings.next_steps import EVE, NextStep, next_steps
from rapport.briefings.people import actor_name
from rapport.briefings.pressing import (
    STEP,
    Few,
    Line,
    Lines,
    as_lines,
    by_person,
    may_wait,
)
from rapport.briefings.up_to_date import AT_ONCE, up_to_date
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Finding, Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.prepared import prepared
from rapport.records.raw_rows import Key, among_numbers, as_uuid
from rapport.records.refusals import NotThere
from rapport.rules.catalogue import RULES
from rapport.rules.rule import Urgency

FIRST_FEW = 3
ALSO = 6
"""So many other things about somebody are told in their row; their page has them all."""

ON_ONE_PAGE = 500
"""How many people one page lists, and one change set sets aside."""


@dataclass(frozen=True, slots=True)
class Also:
    """Another thing about somebody, in one line: a finding, or in ``text`` a next step of ours.

    ``says``, ``params`` and ``code`` are as in a finding; of a next step they are empty.
    """

    when: int
    on: date | None
    says: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Entry:
    """A person, or another thing known to us, with what presses most and what else there is.

    What presses most is a ``finding``, or else the ``step`` that we meant to do next. ``also`` are
    the next few of ``more`` other things. ``relationship`` is None where it is no person.
    """

    relationship: uuid.UUID | None
    alias: str
    group: str
    finding: Noticed | None = None
    step: NextStep | None = None
    also: tuple[Also, ...] = ()
    more: int = 0
    nobody_leads: bool = False
    last_two_way: date | None = None

    @property
    def when(self) -> int:
        """Return how soon it is."""
        return Urgency.NOW if self.finding is None else self.finding.when


def of_something_else(finding: Noticed) -> Entry:
    """Return the entry of what is noticed about anything but a person."""
    return Entry(None, finding.alias, "", finding)


@dataclass(frozen=True, slots=True)
class Alike:
    """One of the people about whom the same is noticed."""

    relationship: uuid.UUID
    alias: str
    nobody_leads: bool


@dataclass(frozen=True, slots=True)
class Together:
    """Many people with the same finding: how many whoever asks may see, and the first of them."""

    code: str
    title: str
    sentence: str
    when: int
    count: int
    people: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class AllTogether:
    """The same with as many as one page lists; ``may_change`` counts those it can be done for."""

    together: Together
    may_change: int

    @property
    def may_not_change(self) -> int:
        """Return how many of those listed whoever asks may only read."""
        return len(self.together.people) - self.may_change


def entries(
    me: Colleague,
    people: Sequence[Lines],
    *,
    besides: Mapping[int, Finding],
    steps: Sequence[NextStep] = (),
) -> dict[Key, Entry]:
    """Return the entries of people, by the keys of their relationships as the store has them.

    ``besides`` are the findings that no row of the store holds, by their numbers.
    """
    loaded = {**_loaded(me, people, besides.keys()), **besides}
    # A relationship may have been judged again since it was read what presses most.
    there = [lines for lines in people if lines[0].code == STEP or lines[0].pk in loaded]
    first = [loaded[lines[0].pk] for lines in there if lines[0].code != STEP]
    told = {one.relationship: one for one in noticed(me, first)}
    ours: dict[uuid.UUID, list[NextStep]] = defaultdict(list)
    for step in steps:
        ours[step.relationship].append(step)
    answer = {}
    for lines in there:
        key = as_uuid(lines[0].relationship)
        answer[lines[0].relationship] = _entry(me, lines, loaded, told.get(key), ours[key])
    return answer


def _loaded(
    me: Colleague, people: Sequence[Lines], besides: AbstractSet[int]
) -> dict[int, Finding]:
    """Return what is told of people, the first of each with whom it is about."""
    told = [[line.pk for line in _told(lines) if line.code != STEP] for lines in people]
    first = {keys[0] for keys in told if keys} - besides
    others = {key for keys in told for key in keys} - first - besides
    found = [
        *(_with_whom(me, list(first)) if first else ()),
        *(_by_number(me, list(others)) if others else ()),
    ]
    return {one.pk: one for one in found}


@prepared
def _by_number(me: Colleague, numbers: list[int]) -> "QuerySet[Finding]":
    rows: QuerySet[Finding] = Finding.objects.visible_to(me).filter(pk__in=among_numbers(numbers))
    return rows.only(*_TOLD_SHORTLY).order_by("pk")


_TOLD_SHORTLY = ("relationship_id", "code", "when", "on", "says", "params", "because")
"""What is read of findings that are told in one line or only compared: of these there are many."""


@prepared
def _with_whom(me: Colleague, numbers: list[int]) -> "QuerySet[Finding]":
    rows: QuerySet[Finding] = Finding.objects.visible_to(me).filter(pk__in=among_numbers(numbers))
    rows = rows.select_related("relationship__counterpart__actor", "relationship__actor")
    return rows.only(*_TOLD_WITH_WHOM).order_by("pk")


_TOLD_WITH_WHOM = (
    *(one.attname for one in Finding._meta.concrete_fields),  # noqa: SLF001 - Meta API
    *("relationship__counterpart", "relationship__actor", "relationship__last_two_way"),
    *("relationship__actor__names", "relationship__counterpart__alias"),
    "relationship__counterpart__actor__names",
    "relationship__counterpart__actor__circle",
    "relationship__counterpart__actor__sensitivity",
)
"""What is read of a finding and of whom it is about: what they are called, the last contact."""


def _entry(
    me: Colleague,
    lines: Lines,
    loaded: Mapping[int, Finding],
    finding: Noticed | None,
    steps: Sequence[NextStep],
) -> Entry:
    keys = dict.fromkeys(line.pk for line in _told(lines))
    found = [loaded[key] for key in keys if key in loaded]
    step = steps[0] if finding is None else None
    others = [one for one in unrepeated(found) if finding is None or one.pk != lines[0].pk]
    also = [
        *(Also(Urgency.NOW, one.on, text=one.text) for one in steps if one is not step),
        *(Also(one.when, one.on, one.says, one.params, one.code) for one in others),
    ]
    return Entry(
        relationship=as_uuid(lines[0].relationship),
        alias=finding.alias if finding else steps[0].alias,
        group=actor_name(found[0].relationship, me) if found else "",
        finding=finding,
        step=step,
        also=tuple(also[:ALSO]),
        more=len(lines) - 1 - _repeated(lines, loaded),
        nobody_leads=lines[0].lead is None,
        last_two_way=found[0].relationship.last_two_way if found else steps[0].last_two_way,
    )


def _told(lines: Lines) -> list[Line]:
    """Return what is told of a person, with what it takes to say nothing twice."""
    return [*lines[: 1 + ALSO], *_perhaps_repeated(lines)]


def _perhaps_repeated(lines: Lines) -> list[Line]:
    """Return the findings of a person of which one may say what another says better."""
    by_code = {line.code: line for line in lines}
    pairs = (pair for pair in SAID_BETTER.items() if by_code.keys() >= set(pair))
    return [by_code[code] for code in chain.from_iterable(pairs)]


def _repeated(lines: Lines, loaded: Mapping[int, Finding]) -> int:
    pairs = [loaded[line.pk] for line in _perhaps_repeated(lines) if line.pk in loaded]
    return len(pairs) - len(unrepeated(pairs))


def told_together(me: Colleague, by_code: Mapping[str, Few]) -> dict[str, Together]:
    """Return, by rule, one line for all of those people."""
    shown = {code: few.first[:FIRST_FEW] for code, few in by_code.items()}
    alike = _alike(me, chain.from_iterable(shown.values()))
    return {
        code: _together(code, few, (alike.get(lines[0].relationship) for lines in shown[code]))
        for code, few in by_code.items()
    }


def all_together(
    asking: Asking, code: str, *, mine: bool, at_once: int | None = AT_ONCE
) -> AllTogether:
    """Return the people for whom this finding presses most and may wait; raises ``NotThere``.

    ``at_once`` is as for :func:`briefings.today.today`.
    """
    me = asking.me
    besides = up_to_date(asking, mine=mine, at_once=at_once)
    steps = as_lines(next_steps(me, mine=mine, until=asking.day + EVE))
    people = [
        lines
        for lines in by_person(me, mine=mine, besides=besides, steps=steps)
        if lines[0].code == code and may_wait(lines)
    ]
    if not people:
        raise NotThere(NOT_THERE)
    few = Few(tuple(people[:ON_ONE_PAGE]), len(people))
    alike = _alike(me, few.first)
    together = _together(code, few, (alike.get(lines[0].relationship) for lines in few.first))
    keys = [one.relationship for one in together.people]
    mine_to_change = Relationship.objects.changeable_by(me).filter(pk__in=keys)
    return AllTogether(together, mine_to_change.count())


def _alike(me: Colleague, people: Iterable[Lines]) -> dict[Key, Alike]:
    """Return people by the keys of their relationships as the store has them."""
    wanted = {as_uuid(lines[0].relationship): lines[0] for lines in people}
    if not wanted:
        return {}
    return {
        wanted[key].relationship: Alike(key, alias, wanted[key].lead is None)
        for key, alias in called_here(me, list(wanted))
    }


def _together(code: str, few: Few, shown: Iterable[Alike | None]) -> Together:
    rule = RULES[code]
    return Together(
        code=code,
        title=rule.title,
        sentence=rule.sentence,
        when=few.first[0][0].when,
        count=few.count,
        people=tuple(one for one in shown if one is not None),
    )
