"""What is one's own, or names one: boundary checks, notes of pressure, answers after hard meetings.

Only the pages ask for it, for whoever looks at them: no answer that is stored, carried, handed on
or read by a program has any of it.
"""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, QuerySet

from rapport.briefings.who_sees import those_who_see
from rapport.records.asking import Asking
from rapport.records.ending import standing
from rapport.records.models import (
    AfterHardMeeting,
    BoundaryCheck,
    Colleague,
    Duty,
    Function,
    Origin,
    Pressure,
    Relationship,
)
from rapport.records.models.boundaries import ANSWERS_ARE_KEPT, CARE
from rapport.records.operations import recorded_models
from rapport.records.prepared import prepared

_SENIOR = (Duty.HEAD_OF_OFFICE, Duty.MANDATOR, Duty.ACCESS_COORDINATOR, Duty.SECURITY_FOCAL_POINT)


@dataclass(frozen=True, slots=True)
class OwnRecords:
    """What there is for whoever asks, the newest first."""

    checks: tuple[BoundaryCheck, ...]
    pressures: tuple[Pressure, ...]
    answers: tuple[AfterHardMeeting, ...]

    @property
    def any(self) -> bool:
        """Say whether there is anything."""
        return bool(self.checks or self.pressures or self.answers)


@dataclass(frozen=True, slots=True)
class Shield:
    """A colleague who could take a contact for another, and why they could."""

    key: uuid.UUID
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PressurePage:
    """A note of pressure as those read it whom it names.

    ``shields`` could take the contact; they are offered to its writer alone, who may name one.
    """

    note: Pressure
    care: tuple[tuple[str, str, bool], ...]
    shields: tuple[Shield, ...]
    may_change: bool
    may_remove: bool
    whom_to_call: str


def own_records(asking: Asking, relationship: uuid.UUID | None = None) -> OwnRecords:
    """Return what is mine or names me: of one relationship, or of all that I may see."""
    return OwnRecords(
        checks=_of(BoundaryCheck, asking, relationship),
        pressures=_of(Pressure, asking, relationship),
        answers=_of(AfterHardMeeting, asking, relationship),
    )


NAMED_LATELY = timedelta(days=30)
"""So long somebody is told on Today that a colleague named them."""


def is_named(asking: Asking) -> bool:
    """Say whether a colleague named me lately in something that only those named can read."""
    return bool(_naming(asking.me, asking.day - NAMED_LATELY))


@prepared
def _naming(me: Colleague, since: date) -> "QuerySet[Colleague, uuid.UUID]":
    theirs = (
        Exists(kind.objects.visible_to(me).exclude(writer=me.pk).filter(on__gte=since))
        for kind in (Pressure, BoundaryCheck)
    )
    pressure, check = theirs
    rows = Colleague.objects.filter(pressure | check, pk=me.pk)
    return rows.values_list("pk", flat=True)


def pressure_page(asking: Asking, key: uuid.UUID) -> PressurePage:
    """Return a note of pressure that is mine or names me, or raise ``NotThere``."""
    note: Pressure = Pressure.objects.one_visible_to(asking.me, key)
    mine = note.writer_id == asking.me.pk
    care = ((name, str(_label(name)), bool(getattr(note, name))) for name in CARE)
    return PressurePage(
        note=note,
        care=tuple(care),
        shields=shields(asking, note.relationship, note.colleague_id)
        if mine and note.shield_id is None
        else (),
        may_change=mine,
        may_remove=mine or note.colleague_id == asking.me.pk,
        whom_to_call=asking.me.office.whom_to_call,
    )


def shields(asking: Asking, about: Relationship, pressed: uuid.UUID) -> tuple[Shield, ...]:
    """Return who could take a contact for the colleague who is pressed, by their names.

    International and senior colleagues who see the person: nothing is inferred of anybody, and
    nobody is put before another.
    """
    seen = those_who_see(asking.me, about)
    found = ((one, _reasons(one)) for one in seen if one.pk != pressed)
    return tuple(Shield(one.pk, one.name, reasons) for one, reasons in found if reasons)


def _reasons(one: Colleague) -> tuple[str, ...]:
    reasons = []
    if one.origin == Origin.INTERNATIONAL:
        reasons.append(str(Origin.INTERNATIONAL.label))
    reasons += [str(duty.label) for duty in _SENIOR if one.has_duty(duty)]
    if one.function == Function.MANAGEMENT:
        reasons.append(str(Function.MANAGEMENT.label))
    return tuple(reasons)


def _label(name: str) -> str:
    column: Any = Pressure._meta.get_field(name)  # noqa: SLF001 - documented Meta API
    return str(column.verbose_name)


def _of(kind: Any, asking: Asking, relationship: uuid.UUID | None) -> tuple[Any, ...]:
    return tuple(_rows(asking.me, asking.day, kind._meta.model_name, relationship))  # noqa: SLF001


@prepared
def _rows(me: Colleague, day: date, own: str, relationship: uuid.UUID | None) -> "QuerySet[Any]":
    """Return one's own records of a kind, named as in the log, of somebody or of all."""
    kind: Any = recorded_models()[own]
    rows: QuerySet[Any] = standing(kind, me, day)
    if relationship is not None:
        rows = rows.filter(relationship=relationship)
    people = [column.name for column in kind._meta.concrete_fields if _is_colleague(column)]  # noqa: SLF001
    with_whom = ("relationship__counterpart", "relationship__actor")
    return rows.select_related(*people, *with_whom).order_by("-on", "-pk")


def _is_colleague(column: object) -> bool:
    return getattr(column, "related_model", None) is Colleague


def kept_until(kept: AfterHardMeeting | None, day: date) -> date:
    """Return the last day on which answers are kept: those there are, or those written now."""
    return kept.kept_until if kept and kept.kept_until else day + ANSWERS_ARE_KEPT
