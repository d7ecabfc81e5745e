"""What a negotiation with somebody rests on: what of it is there, and what is missing.

Facts alone: nothing is added up, and nothing is refused because something is missing. What may be
sent upward (:func:`sheet`) has kinds, counts of our own preparation and days; no word that anybody
typed.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rapport.briefings import parts
from rapport.briefings.mandates import in_force_with
from rapport.briefings.person import relationship_of
from rapport.briefings.readiness_items import Item, Told, items
from rapport.briefings.red_lines import every_red_line
from rapport.records.asking import Asking
from rapport.records.judging_facts import load
from rapport.records.models import (
    Colleague,
    Commitment,
    CommitmentState,
    Disclosure,
    DisclosureKind,
    Insight,
    InsightKind,
    Office,
    Phase,
    RedLine,
    Side,
    Step,
)
from rapport.records.prepared import prepared
from rapport.rules.catalogue import RULES
from rapport.rules.planned_requests import EarliestDay, earliest_day

_OPEN = (CommitmentState.OPEN, CommitmentState.LATE_TOLD, CommitmentState.LATE_SILENT)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands before a move to negotiation with one counterpart.

    ``moved_on`` and ``reason`` are of the step that led there, where they are in negotiation.
    """

    relationship: uuid.UUID
    alias: str
    phase: str
    moved_on: date | None
    reason: str
    items: tuple[Item, ...]
    earliest: EarliestDay
    red_lines: tuple[RedLine, ...]
    may_change: bool

    @property
    def negotiates(self) -> bool:
        """Say whether they are in negotiation already."""
        return self.phase == Phase.NEGOTIATION

    @property
    def there(self) -> tuple[Item, ...]:
        """Return what is there."""
        return tuple(one for one in self.items if one.there)

    @property
    def missing(self) -> tuple[Item, ...]:
        """Return what is missing."""
        return tuple(one for one in self.items if not one.there)


@dataclass(frozen=True, slots=True)
class Line:
    """An item without the records behind it: its sentence, filled with counts and days alone."""

    name: str
    says: str
    params: Mapping[str, int | date]
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page to send upward: it has nothing in it that anybody typed, and nobody's name."""

    there: tuple[Line, ...]
    missing: tuple[Line, ...]
    earliest: EarliestDay


def readiness(asking: Asking, key: uuid.UUID) -> Readiness:
    """Return what a negotiation would rest on today; raises ``NotThere``."""
    me, day = asking.me, asking.day
    row = relationship_of(asking, key)
    loaded = next(iter(load([key], day)))
    steps = _steps(me, key)
    planned = tuple(parts.asks_planned(me, key, day, None, None))
    lines = every_red_line(me)
    told = Told(
        row=row,
        day=day,
        facts=loaded.facts,
        remembered=_numbers(row.office, "K04")["remembered"],
        stage=next((one for one in steps if one.of == Step.Of.STAGE), None),
        mandates=in_force_with(asking, row),
        red_lines=lines,
        planned=planned,
        limits=next(iter(_limits(me, key, day)), None),
        concerns=tuple(_concerns(me, key, day)),
        promises=tuple(_our_promises(me, key)),
    )
    moved = next((one for one in steps if one.of == Step.Of.PHASE), None)
    negotiates = row.phase == Phase.NEGOTIATION and moved is not None
    return Readiness(
        relationship=row.pk,
        alias=row.called,
        phase=row.phase,
        moved_on=moved.on if moved and negotiates else None,
        reason=moved.reason if moved and negotiates else "",
        items=items(told),
        earliest=earliest_day(loaded.facts, day, _numbers(row.office, "E02")),
        red_lines=lines,
        may_change=row.circle_id in me.writable_circles(),
    )


def sheet(answer: Readiness) -> Sheet:
    """Return of what was found what may be sent upward."""
    return Sheet(
        there=_lines(answer.there),
        missing=_lines(answer.missing),
        earliest=answer.earliest,
    )


def _lines(found: Sequence[Item]) -> tuple[Line, ...]:
    return tuple(Line(one.name, one.says, one.params, one.stage) for one in found)


def _numbers(office: Office, code: str) -> Mapping[str, int]:
    """Return the numbers of a rule as the office has set them, also where it is switched off."""
    numbers = RULES[code].numbers
    raw = office.rule_settings.get(code, {})
    return {name: raw.get(name, value) for name, value in numbers.items()}


@prepared
def _steps(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Step]":
    rows: QuerySet[Step] = Step.objects.visible_to(me).filter(relationship=relationship)
    return rows.order_by("-on", "-pk")


@prepared
def _limits(me: Colleague, relationship: uuid.UUID, day: date) -> "QuerySet[Disclosure]":
    rows: QuerySet[Disclosure] = Disclosure.objects.visible_to(me)
    said = rows.filter(relationship=relationship, kind=DisclosureKind.LIMITS, on__lte=day)
    return said.order_by("-on", "-pk")[:1]


@prepared
def _concerns(me: Colleague, relationship: uuid.UUID, day: date) -> "QuerySet[Insight]":
    rows: QuerySet[Insight] = Insight.objects.visible_to(me).filter(relationship=relationship)
    open_ones = rows.filter(kind=InsightKind.CONCERN, on__lte=day).exclude(expires__lt=day)
    return open_ones.order_by("-on", "-pk")


@prepared
def _our_promises(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Commitment]":
    rows: QuerySet[Commitment] = Commitment.objects.visible_to(me).filter(relationship=relationship)
    return rows.filter(by=Side.US, state__in=_OPEN).order_by("due", "pk")
