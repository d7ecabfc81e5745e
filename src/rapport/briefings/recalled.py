"""What was good between us and somebody, from what was logged: offered when trust is repaired."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rapport.records.models import (
    Ask,
    Colleague,
    Commitment,
    CommitmentState,
    Interaction,
    Outcome,
    Side,
    Tone,
)
from rapport.records.prepared import prepared

FEW = 4
"""So many of each kind are offered."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """Something that was good: its day, its words, and what kind of record says so."""

    kind: str
    on: date | None
    text: str


def good_before(me: Colleague, relationship: uuid.UUID, until: date) -> tuple[Recalled, ...]:
    """Return what was good up to a day: what they kept, granted, or said in open talks."""
    kept = [Recalled("kept", one.made_on, one.text) for one in _kept(me, relationship, until)]
    granted = [
        Recalled("granted", one.answered_on, one.what) for one in _granted(me, relationship, until)
    ]
    open_ = [Recalled("open", one.on, one.line) for one in _open(me, relationship, until)]
    return (*kept, *granted, *open_)


@prepared
def _kept(me: Colleague, relationship: uuid.UUID, until: date) -> "QuerySet[Commitment]":
    rows: QuerySet[Commitment] = Commitment.objects.visible_to(me).filter(relationship=relationship)
    rows = rows.filter(by=Side.THEM, state=CommitmentState.KEPT, made_on__lte=until)
    return rows.order_by("-made_on", "-pk")[:FEW]


@prepared
def _granted(me: Colleague, relationship: uuid.UUID, until: date) -> "QuerySet[Ask]":
    rows: QuerySet[Ask] = Ask.objects.visible_to(me).filter(relationship=relationship)
    rows = rows.filter(outcome=Outcome.GRANTED, answered_on__lte=until)
    return rows.order_by("-answered_on", "-pk")[:FEW]


@prepared
def _open(me: Colleague, relationship: uuid.UUID, until: date) -> "QuerySet[Interaction]":
    rows: QuerySet[Interaction] = Interaction.objects.visible_to(me)
    rows = rows.filter(
        theirs__relationship=relationship, tone_theirs=Tone.OPEN, on__lte=until
    ).exclude(line="")
    return rows.order_by("-on", "-pk")[:FEW]
