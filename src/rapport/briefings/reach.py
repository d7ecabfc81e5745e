"""Whom we could reach, how soon: for each place and service, among those a gate there hangs on.

It rests on the gates, consents, requests and people its reader may see, and on nothing else. The
questions are as many for two thousand gates as for two.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from rapport.briefings.groups import as_compared
from rapport.briefings.ways import as_fact
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    Ask,
    Colleague,
    Consent,
    CounterpartStatus,
    Gate,
    Position,
    Relationship,
    SecondPath,
    Sensitivity,
    Service,
    Tenure,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.records.refusals import NotThere
from rapport.rules.reachable import Reached, Soon, how_soon

PLACES = 40
"""So many places stand on one page."""

GATES = 2
"""So many gates are named in a row; the page of a cell has the others."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody a gate hangs on, and how soon we could reach them by which way."""

    relationship: uuid.UUID
    alias: str
    reached: Reached


@dataclass(frozen=True, slots=True)
class Part:
    """The people of a cell who can be reached equally soon, by alias."""

    soon: Soon
    people: tuple[Somebody, ...]


@dataclass(frozen=True, slots=True)
class AtGate:
    """A gate of a cell."""

    key: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A place and a service: the gates there, and whom they hang on, the soonest first.

    ``parts`` are all four, in their order, also where nobody is in one.
    """

    place: str
    service: str
    gates: tuple[AtGate, ...]
    parts: tuple[Part, ...]

    @property
    def key(self) -> uuid.UUID:
        """Return the key by which the cell is opened: that of its first gate."""
        return self.gates[0].key

    @property
    def has_more_gates(self) -> bool:
        """Say whether it has more gates than a row has room for."""
        return len(self.gates) > GATES

    @property
    def is_empty(self) -> bool:
        """Say whether nobody is connected to any gate of it."""
        return not any(part.people for part in self.parts)

    @property
    def nobody_soon(self) -> bool:
        """Say whether nobody can be reached within a day."""
        return not (self.parts[Soon.HOUR].people or self.parts[Soon.DAY].people)


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its cells, in the order of the services; None where there is no gate."""

    place: str
    cells: tuple[Cell | None, ...]

    @property
    def filled(self) -> tuple[Cell, ...]:
        """Return the cells in which there is a gate."""
        return tuple(cell for cell in self.cells if cell is not None)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Places by services; there are ``places`` in all, and ``after`` is where the next begin."""

    services: tuple[str, ...]
    rows: tuple[Row, ...]
    places: int
    first: int
    after: int | None


class _Gate(NamedTuple):
    key: uuid.UUID
    name: str
    place: str
    service: str

    @property
    def where(self) -> str:
        """Return the place as it is compared: one spelled in two ways is one."""
        return as_compared(self.place)


def reach(asking: Asking, *, first: int = 0, at_most: int | None = PLACES) -> Matrix:
    """Return the matrix of the gates that are needed, ``at_most`` so many places from ``first``."""
    gates = _gates(asking)
    services = _services(gates)
    places: dict[str, list[_Gate]] = defaultdict(list)
    for gate in gates:
        places[gate.where].append(gate)
    order = sorted(places, key=lambda where: (not where, where))
    end = len(order) if at_most is None else first + at_most
    shown = order[first:end]
    cells = _cells(asking, [gate for where in shown for gate in places[where]])
    return Matrix(
        services=services,
        rows=tuple(
            Row(places[where][0].place, tuple(cells.get((where, one)) for one in services))
            for where in shown
        ),
        places=len(order),
        first=first,
        after=end if end < len(order) else None,
    )


def reach_at(asking: Asking, gate: uuid.UUID) -> Cell:
    """Return the place and service of one gate that is needed, or raise ``NotThere``."""
    gates = _gates(asking)
    found = next((one for one in gates if one.key == gate), None)
    if found is None:
        raise NotThere(NOT_THERE)
    here = [one for one in gates if (one.where, one.service) == (found.where, found.service)]
    return _cells(asking, here)[found.where, found.service]


def _gates(asking: Asking) -> list[_Gate]:
    return [_Gate(*row) for row in _needed(asking.me, asking.day)]


def _services(gates: Iterable[_Gate]) -> tuple[str, ...]:
    """Return the services there are gates for, in their order; any service comes last."""
    there = {gate.service for gate in gates}
    return tuple(one for one in (*Service.values, "") if one in there)


def _cells(asking: Asking, gates: Sequence[_Gate]) -> dict[tuple[str, str], Cell]:
    if not gates:
        return {}
    connected = _connected(asking.me, [gate.key for gate in gates], asking.day)
    people = _people_of(asking, {key for keys in connected.values() for key in keys})
    there: dict[tuple[str, str], list[_Gate]] = defaultdict(list)
    for gate in gates:
        there[gate.where, gate.service].append(gate)
    cells = {}
    for where, here in there.items():
        keys = {key for gate in here for key in connected[gate.key]}
        named = [people[key] for key in keys if key in people]
        named.sort(key=lambda one: (fold(one.alias), one.relationship))
        cells[where] = Cell(
            place=here[0].place,
            service=here[0].service,
            gates=tuple(AtGate(gate.key, gate.name) for gate in here),
            parts=tuple(
                Part(soon, tuple(one for one in named if one.reached.soon is soon)) for soon in Soon
            ),
        )
    return cells


def _connected(me: Colleague, gates: list[uuid.UUID], day: date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return whom each gate hangs on: whose consent it needs, of whom we request, second paths."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    of_actor: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    of_post: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for gate, somebody, actor, post in _consents(me, gates):
        if somebody is not None:
            found[gate].add(somebody)
        elif actor is not None:
            of_actor[actor].append(gate)
        else:
            of_post[post].append(gate)
    for gate, somebody in (*_asked(me, gates), *_paths(me, gates)):
        found[gate].add(somebody)
    members, holders = _members(me, list(of_actor)), _holders(me, list(of_post), day)
    for through, pairs in ((of_actor, members), (of_post, holders)):
        for about, somebody in pairs:
            for gate in through[about]:
                found[gate].add(somebody)
    return found


def _people_of(asking: Asking, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Somebody]:
    """Return these people, of those whoever asks may see; nobody reaches the dead."""
    return {
        key: Somebody(key, alias, how_soon(map(as_fact, channels), status, asking.day))
        for key, alias, status, channels in _people(asking.me, sorted(keys))
        if status != CounterpartStatus.DECEASED
    }


@prepared
def _needed(me: Colleague, day: date) -> "QuerySet[Gate, tuple[Any, ...]]":
    needed = Q(until__isnull=True) | Q(until__gte=day)
    rows = Gate.objects.visible_to(me).filter(needed).order_by("name", "pk")
    return rows.values_list("pk", "name", "place", "service")


@prepared
def _consents(me: Colleague, gates: list[uuid.UUID]) -> "QuerySet[Consent, tuple[Any, ...]]":
    rows = Consent.objects.visible_to(me).filter(gate__in=among(gates))
    return rows.values_list("gate_id", "relationship_id", "actor_id", "position_id")


@prepared
def _asked(me: Colleague, gates: list[uuid.UUID]) -> "QuerySet[Ask, tuple[Any, ...]]":
    rows = Ask.objects.visible_to(me).filter(gate__in=among(gates))
    return rows.values_list("gate_id", "relationship_id").distinct()


@prepared
def _paths(me: Colleague, gates: list[uuid.UUID]) -> "QuerySet[SecondPath, tuple[Any, ...]]":
    rows = SecondPath.objects.visible_to(me).filter(gate__in=among(gates))
    return rows.filter(relationship__isnull=False).values_list("gate_id", "relationship_id")


@prepared
def _members(me: Colleague, actors: list[uuid.UUID]) -> "QuerySet[Relationship, tuple[Any, ...]]":
    """Return the people of these actors; of a severe actor nobody learns who belongs to it."""
    harmless = Actor.objects.visible_to(me).filter(sensitivity__lt=Sensitivity.SEVERE)
    seen = harmless.filter(pk__in=among(actors)).values("pk")
    rows = Relationship.objects.visible_to(me).filter(counterpart__actor__in=seen)
    return rows.values_list("counterpart__actor_id", "pk")


@prepared
def _holders(
    me: Colleague, posts: list[uuid.UUID], day: date
) -> "QuerySet[Tenure, tuple[Any, ...]]":
    """Return who holds these posts on a day."""
    seen = Position.objects.visible_to(me).filter(pk__in=among(posts)).values("pk")
    now = Q(until__isnull=True) | Q(until__gte=day)
    begun = Q(since__isnull=True) | Q(since__lte=day)
    rows = Tenure.objects.visible_to(me).filter(now & begun, position__in=seen)
    there = rows.filter(counterpart__relationships__isnull=False)
    return there.values_list("position_id", "counterpart__relationships__pk")


@prepared
def _people(me: Colleague, keys: list[uuid.UUID]) -> "QuerySet[Relationship, tuple[Any, ...]]":
    rows = Relationship.objects.visible_to(me).filter(pk__in=among(keys)).with_people()
    channels = ("counterpart__alias", "counterpart__status", "counterpart__channels")
    return rows.values_list("pk", *channels)
