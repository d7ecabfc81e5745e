"""Which finding of each person presses most, and which of them are told as one line for many.

A person stands once on Today: where their most pressing finding belongs. How soon decides. Of
what is equally soon, a check-in comes last: its day is that of the last contact, so it would
always win over a promise, and whoever keeps the promise is in touch. Then decides the day; of two
that are alike, the one that says it better.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Case, F, Q, QuerySet, Value, When

from rapport.briefings.findings import SAID_BETTER
from rapport.records.models import Colleague, Finding, Section
from rapport.records.raw_rows import Key, rows_as_stored
from rapport.rules.rule import Urgency

TOGETHER_FROM = 4
"""From how many people on the same finding is told once for all of them."""

_MAY_WAIT = (Urgency.SOON, Urgency.WORTH_A_LOOK)
"""What is due now, or this week, keeps the names of those it is about."""

MOST_PRESSING = (
    "when",
    Case(When(section=Section.CHECK_IN, then=Value(1)), default=Value(0)),
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
class Standing:
    """Who stands in one section, the most pressing first: each alone, or by rule with others."""

    alone: list[Lines] = field(default_factory=list)
    together: dict[str, list[Lines]] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Return how many people stand here."""
        return len(self.alone) + sum(map(len, self.together.values()))


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


def by_section(people: Sequence[Lines]) -> Mapping[int, Standing]:
    """Return who stands in which section; many who may wait for one reason are together."""
    alike = Counter((lines[0].section, lines[0].code) for lines in people if may_wait(lines))
    found: dict[int, Standing] = defaultdict(Standing)
    for lines in people:
        section, code = lines[0].section, lines[0].code
        if may_wait(lines) and alike[section, code] >= TOGETHER_FROM:
            found[section].together.setdefault(code, []).append(lines)
        else:
            found[section].alone.append(lines)
    return found


def may_wait(lines: Lines) -> bool:
    """Say whether nothing about a person is due now or this week."""
    return lines[0].when in _MAY_WAIT
