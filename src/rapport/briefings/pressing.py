"""Which finding of each person presses most, and which of them are told as one line for many.

A person stands once on Today: where their most pressing finding belongs. How soon decides. Of
what is equally soon, what somebody waits for comes before a check-in (whose day, that of the last
contact, would always win, and whoever keeps a promise is in touch), and both come before what is
worth a look. Then decides the day; of two that are alike, the one that says it better.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Case, Count, F, Max, Q, QuerySet, Sum, Value, When

from rapport.briefings.findings import SAID_BETTER
from rapport.briefings.views import View
from rapport.records.models import Colleague, Finding, Section
from rapport.records.raw_rows import Key, rows_as_stored
from rapport.rules.rule import Urgency

_VIEWS_KEPT = 64

TOGETHER_FROM = 4
"""From how many people on the same finding is told once for all of them."""

_MAY_WAIT = (Urgency.SOON, Urgency.WORTH_A_LOOK)
"""What is due now, or this week, keeps the names of those it is about."""

MOST_PRESSING = (
    "when",
    Case(
        When(section=Section.CHECK_IN, then=Value(1)),
        When(section=Section.WORTH_A_LOOK, then=Value(2)),
        default=Value(0),
    ),
    F("on").asc(nulls_first=True),
    Case(When(code__in=tuple(SAID_BETTER), then=Value(1)), default=Value(0)),
    "pk",
)


class Line(NamedTuple):
    """What is read of a finding to put people in order; keys are as the store's driver has them."""

    when: int
    on: date | str | None
    pk: int
    section: int
    code: str
    relationship: Key
    lead: Key | None


_COLUMNS = ("when", "on", "pk", "section", "code", "relationship_id", "lead_id")

Lines = Sequence[Line]
"""What is noticed about one person, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Few:
    """The first of some people, and how many there are."""

    first: tuple[Lines, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands in one section, the most pressing first: each alone, or by rule with others."""

    alone: Few = Few()
    together: Mapping[str, Few] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Return how many people stand here."""
        return self.alone.count + sum(few.count for few in self.together.values())


class _Stamp(NamedTuple):
    """What differs once anything is judged anew: keys of findings are never given twice."""

    newest: int | None
    rows: int
    total: int | None


def standing(view: View, *, mine: bool, first: int) -> Mapping[int, Standing]:
    """Return who stands in which section, each with the first few, as a reader may see them.

    It takes reading all that is noticed, so it is kept until something is recorded or judged.
    """
    stamp = _Stamp(*Finding.objects.aggregate(a=Max("pk"), b=Count("pk"), c=Sum("pk")).values())
    return _worked_out(view, view.reader.pk if mine else None, stamp, first)


@lru_cache(maxsize=_VIEWS_KEPT)
def _worked_out(
    view: View, lead: uuid.UUID | None, _stamp: _Stamp, first: int
) -> Mapping[int, Standing]:
    return by_section(by_person(view.reader, mine=lead is not None), first=first)


def still_heard(me: Colleague, *, mine: bool) -> "QuerySet[Finding]":
    """Return what is noticed and not set aside: of those I lead or nobody leads, or of all I see.

    Only of those I may read, either way.
    """
    rows: QuerySet[Finding] = Finding.objects.visible_to(me).filter(waived_until__isnull=True)
    return rows.filter(Q(lead_id=me.pk) | Q(lead_id__isnull=True)) if mine else rows


def by_person(me: Colleague, *, mine: bool) -> list[Lines]:
    """Return what is noticed about each person, and the people, both the most pressing first."""
    rows = rows_as_stored(still_heard(me, mine=mine).order_by(*MOST_PRESSING), *_COLUMNS)
    people: dict[Key, list[Line]] = defaultdict(list)
    for row in rows:
        line = Line._make(row)
        people[line.relationship].append(line)
    return list(people.values())


def by_section(people: Sequence[Lines], *, first: int) -> Mapping[int, Standing]:
    """Return who stands in which section; many who may wait for one reason are together."""
    alike = Counter((lines[0].section, lines[0].code) for lines in people if may_wait(lines))
    alone: dict[int, list[Lines]] = defaultdict(list)
    together: dict[int, dict[str, list[Lines]]] = defaultdict(dict)
    for lines in people:
        section, code = lines[0].section, lines[0].code
        if may_wait(lines) and alike[section, code] >= TOGETHER_FROM:
            together[section].setdefault(code, []).append(lines)
        else:
            alone[section].append(lines)
    return {
        section: Standing(
            alone=_few(alone[section], first),
            together={code: _few(those, first) for code, those in together[section].items()},
        )
        for section in {*alone, *together}
    }


def _few(people: Sequence[Lines], first: int) -> Few:
    return Few(tuple(people[:first]), len(people))


def may_wait(lines: Lines) -> bool:
    """Say whether nothing about a person is due now or this week."""
    return lines[0].when in _MAY_WAIT
