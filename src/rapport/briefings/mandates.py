"""Mandates: what whoever negotiates in a circle may decide on a day, and may say."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
    Colleague,
    Consent,
    Mandate,
    Relationship,
    Sensitivity,
)
from rapport.records.models.asks import AHEAD
from rapport.records.prepared import prepared

SOON = timedelta(days=14)
"""A mandate that ends within so many days is marked: a new one takes as long to get."""


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A mandate as it stands on a day: who gave it, for which gate, in which circle.

    ``gate`` and ``issuer`` are empty where there is none, or none that the reader may see.
    """

    mandate: Mandate
    issuer: str
    gate: str
    circle: str
    ends_soon: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class Mandates:
    """The mandates a reader may see, by where they stand on the day.

    ``lapsed``: the last one of each circle in which none is in force or to come.
    """

    in_force: tuple[MandateLine, ...]
    to_come: tuple[MandateLine, ...]
    over: tuple[MandateLine, ...]
    lapsed: tuple[MandateLine, ...]
    may_add: bool

    @property
    def none(self) -> bool:
        """Say whether there is no mandate at all."""
        return not (self.in_force or self.to_come or self.over)


@dataclass(frozen=True, slots=True)
class MandateWords:
    """What a mandate lets us do and say, for the page one reads before a meeting.

    What stays among us beside it is on the page of the mandates alone.
    """

    title: str
    gate: str
    until: date | None
    may_decide: str
    must_refer: str
    may_not: str
    may_say: str


def in_force_with(asking: Asking, relationship: Relationship) -> tuple[Mandate, ...]:
    """Return the mandates that hold today in what we have to do with somebody, the newest first.

    That are those of their circle for no gate in particular, and those for a gate that we plan to
    request of them, or that needs their consent. One question.
    """
    return tuple(_with(asking.me, relationship.circle_id, asking.day, relationship.pk))


def mandates(asking: Asking, *, on: date | None = None) -> Mandates:
    """Return every mandate the reader may see, as it stands on a day (today). One question."""
    writable, day = asking.me.writable_circles(), on or asking.day
    lines = [_line(one, day, writable) for one in _every(asking.me)]
    begun = [one for one in lines if one.mandate.since <= day]
    holding = [one for one in begun if _last_day(one) >= day]
    to_come = [one for one in lines if one.mandate.since > day]
    over = sorted((one for one in begun if _last_day(one) < day), key=_last_day, reverse=True)
    return Mandates(
        in_force=tuple(sorted(holding, key=_last_day)),
        to_come=tuple(sorted(to_come, key=lambda one: one.mandate.since)),
        over=tuple(over),
        lapsed=tuple(_lapsed(over, {one.mandate.circle_id for one in (*holding, *to_come)})),
        may_add=bool(writable),
    )


def mandate_words(mandate: Mandate) -> MandateWords:
    """Return what a mandate lets us do and say."""
    return MandateWords(
        title=mandate.title,
        gate=_gate_of(mandate),
        until=mandate.until,
        may_decide=mandate.may_decide,
        must_refer=mandate.must_refer,
        may_not=mandate.may_not,
        may_say=mandate.may_say,
    )


def _line(mandate: Mandate, day: date, writable: Sequence[uuid.UUID]) -> MandateLine:
    until = mandate.until
    return MandateLine(
        mandate=mandate,
        issuer=mandate.issuer.name if mandate.issuer else "",
        gate=_gate_of(mandate),
        circle=mandate.circle.name,
        ends_soon=until is not None and day <= until <= day + SOON,
        may_change=mandate.circle_id in writable,
    )


def _gate_of(mandate: Mandate) -> str:
    """Return the name of its gate, if whoever may see the mandate may see the gate as well."""
    gate = mandate.gate
    if (
        gate is None
        or gate.circle_id != mandate.circle_id
        or gate.sensitivity >= Sensitivity.SEVERE
    ):
        return ""
    return str(gate.name)


def _last_day(line: MandateLine) -> date:
    return line.mandate.until or date.max


def _lapsed(over: Iterable[MandateLine], held: set[uuid.UUID]) -> Iterable[MandateLine]:
    for line in over:
        if line.mandate.circle_id not in held:
            held = {*held, line.mandate.circle_id}
            yield line


def _holds(day: date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


@prepared
def _every(me: Colleague) -> "QuerySet[Mandate]":
    rows: QuerySet[Mandate] = Mandate.objects.visible_to(me)
    return rows.select_related("issuer", "gate", "circle").order_by("-since", "pk")


@prepared
def _with(
    me: Colleague, circle: uuid.UUID, day: date, relationship: uuid.UUID
) -> "QuerySet[Mandate]":
    asks = Ask.objects.visible_to(me).filter(AHEAD, relationship=relationship)
    consents = Consent.objects.visible_to(me).filter(relationship=relationship)
    theirs = Q(gate__in=asks.values("gate")) | Q(gate__in=consents.values("gate"))
    rows = Mandate.objects.visible_to(me).filter(_holds(day), circle=circle)
    found = rows.filter(Q(gate__isnull=True) | theirs)
    return found.select_related("issuer", "gate").order_by("-since", "pk")
