"""What opened in the last months, and thanks to whom: gates, requests granted for them, help.

Everything is asked for through what the reader may see: no line, no name and no order rests on a
row of another circle, or of somebody who is for named colleagues only.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from rapport.briefings.lights import Only
from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
    Colleague,
    Gate,
    GateHelp,
    GateState,
    Outcome,
    Standing,
)
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.rules.days import later
from rapport.rules.what_opened import openings

LATELY = 91
"""So many days back something counts as having opened lately: a quarter of a year."""

HELP_BEFORE = 182
"""Help of so many days back stands with what opened; quiet work comes before its fruit."""

SHOWN = 12
"""So many are shown, the latest first; the page of each gate has all of its own."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helped: how and when, since when we know them, and when they were thanked."""

    pk: uuid.UUID
    relationship: uuid.UUID
    alias: str
    known_since: date
    on: date
    how: str
    thanked_on: date | None


@dataclass(frozen=True, slots=True)
class Granted:
    """A request for the gate that was granted: by whom, what, when, and since when we know them."""

    ask: uuid.UUID
    relationship: uuid.UUID
    alias: str
    known_since: date
    on: date
    what: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A gate that opened or eased lately, or at which we were helped: ``opened`` is the last time.

    ``became`` is how it stood from ``opened`` on, ``standing`` how it stands now.
    """

    gate: uuid.UUID
    name: str
    opened: date | None
    became: str
    standing: str
    helpers: tuple[Helper, ...]
    granted: tuple[Granted, ...]
    may_change: bool

    @property
    def latest(self) -> date:
        """Return the day of the last of all this."""
        days = [self.opened] if self.opened else []
        days += [one.on for one in self.helpers]
        return max(days + [one.on for one in self.granted])


class _States(NamedTuple):
    opened: date | None
    became: str
    standing: str


_NOT_SAID = _States(None, "", Standing.UNKNOWN)


def what_opened(
    asking: Asking, *, only: Only = None, circle: uuid.UUID | None = None
) -> tuple[Opened, ...]:
    """Return what opened in the last three months, the latest first, and thanks to whom.

    ``circle`` asks for the gates of one circle; ``only`` for help and answers of some people, with
    the gates that these were for.
    """
    me, day = asking.me, asking.day
    since = later(day, -LATELY)
    helps = [one for one in _helps(me, later(day, -HELP_BEFORE), day) if _in(only, one)]
    granted = [one for one in _granted(me, since, day) if _in(only, one)]
    theirs = {one.gate_id for one in granted if one.gate_id} | {
        one.gate_id for one in helps if one.on >= since
    }
    moved = set(_moved(me, since, day)) if only is None else set()
    keys = sorted(theirs | moved)
    stands = _stands(me, keys, since, day)
    wanted = [key for key in keys if key in theirs or stands.get(key, _NOT_SAID).opened]
    gates = _gates(me, wanted)
    by_help, by_answer = _by_gate(helps), _by_gate(granted)
    may = me.writable_circles()
    found = [
        Opened(
            gate=gate.pk,
            name=gate.name,
            **stands.get(gate.pk, _NOT_SAID)._asdict(),
            helpers=tuple(map(_helper, by_help[gate.pk])),
            granted=tuple(map(_yes, by_answer[gate.pk])),
            may_change=gate.circle_id in may,
        )
        for gate in gates
        if circle is None or gate.circle_id == circle
    ]
    found.sort(key=lambda one: (one.latest, one.gate), reverse=True)
    return tuple(found[:SHOWN])


def _in(only: Only, row: Any) -> bool:
    return only is None or row.relationship_id in only


def _stands(
    me: Colleague, gates: Sequence[uuid.UUID], since: date, day: date
) -> dict[uuid.UUID, _States]:
    """Return when gates last opened since a day, and how they stand."""
    said: dict[uuid.UUID, list[tuple[date, str]]] = defaultdict(list)
    for gate, on, standing in _states(me, list(gates), day):
        said[gate].append((on, standing))
    found = {}
    for gate, states in said.items():
        lately = [one for one in openings(states) if one[0] >= since]
        opened, became = lately[-1] if lately else (None, "")
        found[gate] = _States(opened, became, states[-1][1])
    return found


def _helper(row: GateHelp) -> Helper:
    who = row.relationship
    return Helper(row.pk, who.pk, who.called, who.opened, row.on, row.how, row.thanked_on)


def _yes(row: Ask) -> Granted:
    who, on = row.relationship, row.answered_on or date.min
    return Granted(row.pk, who.pk, who.called, who.opened, on, row.what)


def _by_gate(rows: Iterable[Any]) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.gate_id].append(row)
    return found


_WHO = ("relationship__counterpart", "relationship__actor")


@prepared
def _helps(me: Colleague, since: date, until: date) -> "QuerySet[GateHelp]":
    rows: QuerySet[GateHelp] = GateHelp.objects.visible_to(me).filter(on__gte=since, on__lte=until)
    return rows.select_related(*_WHO).order_by("-on", "-pk")


@prepared
def _granted(me: Colleague, since: date, until: date) -> "QuerySet[Ask]":
    rows: QuerySet[Ask] = Ask.objects.visible_to(me).filter(
        outcome=Outcome.GRANTED, answered_on__gte=since, answered_on__lte=until
    )
    rows = rows.filter(gate__circle=F("circle"))
    return rows.select_related(*_WHO).order_by("-answered_on", "-pk")


@prepared
def _moved(me: Colleague, since: date, until: date) -> "QuerySet[GateState, uuid.UUID]":
    rows = GateState.objects.visible_to(me).filter(on__gte=since, on__lte=until)
    rows = rows.filter(standing__in=(Standing.OPEN.value, Standing.CONDITIONAL.value))
    return rows.values_list("gate_id", flat=True)


@prepared
def _states(
    me: Colleague, gates: list[uuid.UUID], day: date
) -> "QuerySet[GateState, tuple[uuid.UUID, date, str]]":
    rows = GateState.objects.visible_to(me).filter(gate__in=among(gates), on__lte=day)
    return rows.order_by("on", "pk").values_list("gate_id", "on", "standing")


@prepared
def _gates(me: Colleague, gates: list[uuid.UUID]) -> "QuerySet[Gate]":
    return Gate.objects.visible_to(me).filter(pk__in=among(gates))
