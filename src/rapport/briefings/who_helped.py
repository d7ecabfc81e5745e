"""Who helped to open a gate: those of one gate, what one person made possible, whom to ask about.

Help is seen like any record that names somebody: of those for named colleagues only, by them.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rapport.records.asking import Asking
from rapport.records.models import Ask, Colleague, Gate, GateHelp
from rapport.records.prepared import prepared

OF_A_PERSON = 20
"""So many are read for their page, the latest first."""


@dataclass(frozen=True, slots=True)
class HelpedToOpen:
    """What somebody made possible: which gate, on which day, how, and whether they were thanked."""

    pk: uuid.UUID
    gate: uuid.UUID
    name: str
    on: date
    how: str
    thanked_on: date | None


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What a form about help begins with: whom, on which day, and how."""

    who: str = ""
    on: date | None = None
    how: str = ""


def of_gate(me: Colleague, gate: uuid.UUID, day: date) -> tuple[GateHelp, ...]:
    """Return who helped with a gate up to a day, the latest first.

    Thanks of a later day are left out, like everything that was not known yet.
    """
    found = [one for one in _of_gate(me, gate) if one.on <= day]
    for one in found:
        if one.thanked_on and one.thanked_on > day:
            one.thanked_on = None
    return tuple(found)


def of_person(asking: Asking, relationship: uuid.UUID) -> tuple[HelpedToOpen, ...]:
    """Return which gates somebody helped to open, the latest first."""
    rows = _of_person(asking.me, relationship)
    return tuple(
        HelpedToOpen(row.pk, row.gate_id, row.gate.name, row.on, row.how, row.thanked_on)
        for row in rows
        if row.on <= asking.day
    )


def first_words(asking: Asking, gate: Gate, ask: uuid.UUID | None) -> FirstWords:
    """Return what noting help begins with: after a request for the gate was granted, by whom."""
    if ask is None:
        return FirstWords(on=asking.day)
    rows = Ask.objects.visible_to(asking.me).filter(pk=ask, gate=gate.pk, circle=gate.circle_id)
    row = rows.select_related("relationship__counterpart", "relationship__actor").first()
    if row is None:
        return FirstWords(on=asking.day)
    return FirstWords(row.relationship.called, row.answered_on or asking.day, row.what)


@prepared
def _of_gate(me: Colleague, gate: uuid.UUID) -> "QuerySet[GateHelp]":
    rows: QuerySet[GateHelp] = GateHelp.objects.visible_to(me).filter(gate=gate)
    named = ("relationship__counterpart", "relationship__actor")
    return rows.select_related(*named).order_by("-on", "-pk")


@prepared
def _of_person(me: Colleague, relationship: uuid.UUID) -> "QuerySet[GateHelp]":
    rows: QuerySet[GateHelp] = GateHelp.objects.visible_to(me).filter(relationship=relationship)
    return rows.select_related("gate").order_by("-on", "-pk")[:OF_A_PERSON]
