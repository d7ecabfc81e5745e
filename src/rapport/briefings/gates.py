"""Gates: how each stands, whose consent it needs, and what those consents add up to.

What somebody said and what the consents come to stand beside each other, neither written over the
other. Both are worked out from what the reader may see, for any day gone by.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from rapport.briefings import who_helped
from rapport.briefings.agreements import AgreementLine, of_gate
from rapport.briefings.gate_sums import Summed, summed
from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
    Colleague,
    Consent,
    ConsentGroup,
    Gate,
    GateHelp,
    GateIncident,
    GateState,
    SecondPath,
    Standing,
)
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.rules.consents import Group, adds_up, said, state_on

OF_A_GATE = 50  # so many requests for one gate are listed, the newest


@dataclass(frozen=True, slots=True)
class GateLine:
    """A gate as it stands on a day, as far as the reader can see.

    ``standing`` is what somebody said last, ``since`` that day; ``consents`` what the consents add
    up to, ``needed`` how many the reader sees, ``weakest`` whose answer keeps it from being open.
    """

    gate: Gate
    standing: str
    since: date | None
    reason: str
    consents: str
    needed: int
    weakest: tuple[str, ...]
    paths: int
    incidents: int
    last_incident: date | None

    @property
    def key(self) -> uuid.UUID:
        """Return the key of the gate."""
        return self.gate.pk

    @property
    def differ(self) -> bool:
        """Say whether what somebody said and what the consents add up to are not the same."""
        known = Standing.UNKNOWN not in (self.standing, self.consents)
        return bool(self.needed) and known and self.standing != self.consents

    @property
    def stalled(self) -> bool:
        """Say whether it is closed, by what was said or by its consents."""
        return Standing.CLOSED in (self.standing, self.consents)


@dataclass(frozen=True, slots=True)
class Whose:
    """A consent as it stood on a day: whose it is, where they are kept, what they said and when."""

    consent: Consent
    name: str
    relationship: uuid.UUID | None
    state: str
    since: date | None

    @property
    def conditions(self) -> str:
        """Return the conditions, if they belong to what was said by then: the last said."""
        last = max((day for day, _ in self.consent.states), default=None)
        then = self.since.isoformat() if self.since else None
        return self.consent.note if then == last else ""


@dataclass(frozen=True, slots=True)
class Held:
    """A group of consents, what stands in it, what it comes to."""

    group: ConsentGroup
    comes_to: str
    consents: tuple[Whose, ...]
    groups: "tuple[Held, ...]"


@dataclass(frozen=True, slots=True)
class GatePage:
    """All that is known of one gate on a day."""

    line: GateLine
    day: date
    groups: tuple[Held, ...]
    states: tuple[GateState, ...]
    incidents: tuple[GateIncident, ...]
    paths: tuple[SecondPath, ...]
    asks: tuple[Ask, ...]
    may_change: bool
    agreements: tuple[AgreementLine, ...] = ()
    helps: tuple[GateHelp, ...] = ()


def gate_page(asking: Asking, key: uuid.UUID, *, on: date | None = None) -> GatePage:
    """Return one gate as it stood on a day (today), or raise ``NotThere``."""
    me, day = asking.me, min(on or asking.day, asking.day)
    gate = Gate.objects.one_visible_to(me, key)
    until = [one for one in _states(me, [key]) if one.on <= day]
    happened = [one for one in _incidents(me, key) if one.on <= day]
    held, paths = _held(_groups(me, key), _consents(me, key), day), tuple(_paths(me, key))
    consents = Summed(held.comes_to, held.seen, tuple(dict.fromkeys(_weakest(held.groups))))
    return GatePage(
        line=_line(gate, _Known(until, consents, [one.on for one in happened], len(paths))),
        day=day,
        groups=held.groups,
        states=tuple(reversed(until)),
        incidents=tuple(reversed(happened)),
        paths=paths,
        asks=tuple(_asks(me, key)),
        may_change=gate.circle_id in me.writable_circles(),
        agreements=of_gate(asking, key) if day == asking.day else (),
        helps=who_helped.of_gate(me, key, day),
    )


def gates(
    asking: Asking, *, on: date | None = None, first: int = 0, at_once: int | None = None
) -> tuple[tuple[GateLine, ...], int]:
    """Return gates that the reader may see and that are needed on a day (today), by name.

    ``at_once`` of them from ``first`` on, or all; and how many there are.
    """
    day = on or asking.day
    needed = [one for one in _every(asking.me) if one.until is None or one.until >= day]
    shown = needed[first : None if at_once is None else first + at_once]
    return lines(asking.me, shown, day), len(needed)


def lines(me: Colleague, found: Sequence[Gate], day: date) -> tuple[GateLine, ...]:
    """Return gates as they stood on a day, in their order; in five questions, however many."""
    keys = [gate.pk for gate in found]
    if not keys:
        return ()
    said_of, consents = _by_gate(_states(me, keys)), summed(me, keys, day)
    happened: dict[uuid.UUID, list[date]] = defaultdict(list)
    for key, on in _incident_days(me, keys):
        if on <= day:
            happened[key].append(on)
    paths = Counter(_path_gates(me, keys))
    known = (
        _Known(
            until=[one for one in said_of[key] if one.on <= day],
            consents=consents[key],
            happened=happened[key],
            paths=paths[key],
        )
        for key in keys
    )
    return tuple(_line(gate, one) for gate, one in zip(found, known, strict=True))


def _by_gate(rows: Iterable[GateState]) -> dict[uuid.UUID, list[GateState]]:
    found: dict[uuid.UUID, list[GateState]] = defaultdict(list)
    for row in rows:
        found[row.gate_id].append(row)
    return found


class _Sum(NamedTuple):
    """The outermost groups of a gate, what all of them come to, and how many consents are seen."""

    groups: tuple[Held, ...]
    comes_to: str
    seen: int


class _Known(NamedTuple):
    """What is told of one gate; ``until`` and ``happened`` end with the day that is asked about."""

    until: Sequence[GateState]
    consents: Summed
    happened: Sequence[date]
    paths: int


def _line(gate: Gate, known: _Known) -> GateLine:
    last = known.until[-1] if known.until else None
    return GateLine(
        gate=gate,
        standing=last.standing if last else Standing.UNKNOWN,
        since=last.on if last else None,
        reason=last.reason if last else "",
        consents=known.consents.comes_to,
        needed=known.consents.seen,
        weakest=known.consents.weakest,
        paths=known.paths,
        incidents=len(known.happened),
        last_incident=max(known.happened, default=None),
    )


def _held(groups: Sequence[ConsentGroup], consents: Sequence[Consent], day: date) -> _Sum:
    """Return the groups as they stand in each other, and what all of them come to."""
    inside: dict[uuid.UUID | None, list[ConsentGroup]] = defaultdict(list)
    for group in groups:
        inside[group.parent_id].append(group)
    there: dict[uuid.UUID, list[Whose]] = defaultdict(list)
    for consent in consents:
        there[consent.group_id].append(_whose(consent, day))
    shapes = [Group(one.pk, one.parent_id, one.needs, one.count) for one in groups]
    answers = [(group, said(one.state)) for group, whose in there.items() for one in whose]
    comes_to = adds_up(shapes, answers)

    def held(group: ConsentGroup) -> Held:
        return Held(
            group=group,
            comes_to=comes_to[group.pk].name.lower(),
            consents=tuple(there[group.pk]),
            groups=tuple(held(one) for one in inside[group.pk]),
        )

    outermost = tuple(held(group) for group in inside[None])
    return _Sum(outermost, comes_to[None].name.lower(), len(consents))


def _whose(consent: Consent, day: date) -> Whose:
    state, since = state_on(consent.states, day)
    return Whose(consent, name_of(consent), consent.relationship_id, state, since)


def name_of(consent: Consent) -> str:
    """Return whose consent it is: an alias, a post, or an actor."""
    if consent.relationship is not None:
        return str(consent.relationship.called)
    if consent.position is not None:
        return str(consent.position.title)
    return consent.actor.name if consent.actor is not None else ""


def _weakest(groups: Iterable[Held]) -> Iterable[str]:
    """Yield whose answer keeps a group from being open, in the order in which they stand."""
    for held in groups:
        if held.comes_to == Standing.OPEN:
            continue
        for one in held.consents:
            if said(one.state).name.lower() == held.comes_to:
                yield one.name
        yield from _weakest(one for one in held.groups if one.comes_to == held.comes_to)


@prepared
def _every(me: Colleague) -> "QuerySet[Gate]":
    return Gate.objects.visible_to(me).order_by("name", "pk")


@prepared
def _states(me: Colleague, gates: list[uuid.UUID]) -> "QuerySet[GateState]":
    rows = GateState.objects.visible_to(me).filter(gate__in=among(gates))
    return rows.order_by("on", "pk")


@prepared
def _incidents(me: Colleague, gate: uuid.UUID) -> "QuerySet[GateIncident]":
    return GateIncident.objects.visible_to(me).filter(gate=gate).order_by("on", "pk")


@prepared
def _incident_days(
    me: Colleague, gates: list[uuid.UUID]
) -> "QuerySet[GateIncident, tuple[uuid.UUID, date]]":
    rows = GateIncident.objects.visible_to(me).filter(gate__in=among(gates))
    return rows.values_list("gate_id", "on")


@prepared
def _groups(me: Colleague, gate: uuid.UUID) -> "QuerySet[ConsentGroup]":
    return ConsentGroup.objects.visible_to(me).filter(gate=gate).order_by("pk")


@prepared
def _consents(me: Colleague, gate: uuid.UUID) -> "QuerySet[Consent]":
    rows = Consent.objects.visible_to(me).filter(gate=gate)
    named = ("relationship__counterpart", "relationship__actor", "position", "actor")
    return rows.select_related(*named).order_by("pk")


@prepared
def _paths(me: Colleague, gate: uuid.UUID) -> "QuerySet[SecondPath]":
    rows = SecondPath.objects.visible_to(me).filter(gate=gate)
    return rows.select_related("relationship__counterpart", "relationship__actor").order_by("pk")


@prepared
def _path_gates(me: Colleague, gates: list[uuid.UUID]) -> "QuerySet[SecondPath, uuid.UUID]":
    rows = SecondPath.objects.visible_to(me).filter(gate__in=among(gates))
    return rows.values_list("gate_id", flat=True)


@prepared
def _asks(me: Colleague, gate: uuid.UUID) -> "QuerySet[Ask]":
    rows = Ask.objects.visible_to(me).filter(gate=gate)
    return rows.select_related("relationship__counterpart", "relationship__actor").order_by("-pk")[
        :OF_A_GATE
    ]
