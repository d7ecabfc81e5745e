"""What Today says of people: one entry for each, or one line for many with the same finding."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rapport.briefings.findings import SAID_BETTER, Noticed, noticed, unrepeated
from rapport.briefings.pressing import Few, Line, Lines, by_person, may_wait
from rapport.briefings.up_to_date import AT_ONCE, up_to_date
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Finding, Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.raw_rows import Key, as_uuid
from rapport.records.refusals import NotThere
from rapport.rules.catalogue import RULES

FIRST_FEW = 3
ON_ONE_PAGE = 500
"""How many people one page lists, and one change set sets aside."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A person, or another thing known to us, with what presses most and how much more there is."""

    finding: Noticed
    more: int = 0
    nobody_leads: bool = False


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
    me: Colleague, people: Sequence[Lines], *, besides: Mapping[int, Finding]
) -> dict[Key, Entry]:
    """Return the entries of people, by the keys of their relationships as the store has them.

    ``besides`` are the findings that no row of the store holds, by their numbers.
    """
    wanted = {line.pk for lines in people for line in (lines[0], *_perhaps_repeated(lines))}
    rows = Finding.objects.visible_to(me).select_related("relationship__counterpart")
    loaded = {**rows.in_bulk(wanted - besides.keys()), **besides}
    # A relationship may have been judged again since it was read which finding presses most.
    there = [lines for lines in people if lines[0].pk in loaded]
    told = noticed(me, [loaded[lines[0].pk] for lines in there])
    return {
        lines[0].relationship: Entry(
            finding,
            more=len(lines) - 1 - _repeated(lines, loaded),
            nobody_leads=lines[0].lead is None,
        )
        for lines, finding in zip(there, told, strict=True)
    }


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
    people = [
        lines
        for lines in by_person(me, mine=mine, besides=besides)
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
    rows = Relationship.objects.visible_to(me).filter(pk__in=wanted)
    return {
        wanted[key].relationship: Alike(key, alias, wanted[key].lead is None)
        for key, alias in rows.values_list("pk", "counterpart__alias")
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
