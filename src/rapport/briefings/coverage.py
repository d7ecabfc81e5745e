"""Whom we know and whom we met, place by place: every kind of actor, also those nobody knows.

It uses the actors, places, gates and relationships its reader may see, and nothing else. The
questions are as many for five thousand actors as for five.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Max, Q, QuerySet

from rapport.briefings.groups import as_compared, listed, place_key, places_noted
from rapport.briefings.last_met import Met, how_met
from rapport.briefings.views import View, view_of
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.influence import influence_on
from rapport.records.models import Actor, ActorKind, Colleague, Gate, Relationship
from rapport.records.models.relationships import of_actor
from rapport.records.models.scoped import NOT_THERE
from rapport.records.prepared import prepared
from rapport.records.raw_rows import Key, among, as_uuid, rows_as_stored
from rapport.records.refusals import NotThere

_VIEWS_KEPT = 4

PLACES = 40
"""So many places stand on one page."""


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of a place: how big, when somebody of us last spoke with anybody there, who leads.

    ``influence`` is from 0 to 4, or None where nobody said.
    """

    key: uuid.UUID
    name: str
    influence: int | None
    last: date | None
    met: Met
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfKind:
    """The actors of one kind in a place, those met lately first; perhaps none."""

    kind: str
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A place with every kind of actor there could be, and the gates that lie there."""

    key: str
    place: str
    kinds: tuple[OfKind, ...]
    gates: tuple[tuple[uuid.UUID, str], ...]

    def count(self, met: Met) -> int:
        """Return how many actors we are so far with."""
        return sum(one.met is met for kind in self.kinds for one in kind.known)

    @property
    def lately(self) -> int:
        """Return how many were met lately."""
        return self.count(Met.LATELY)

    @property
    def before(self) -> int:
        """Return how many were met, but not lately."""
        return self.count(Met.BEFORE)

    @property
    def never(self) -> int:
        """Return how many are known, and nobody there was ever met."""
        return self.count(Met.NEVER)

    @property
    def empty(self) -> tuple[str, ...]:
        """Return the kinds of which we know nobody there."""
        return tuple(kind.kind for kind in self.kinds if not kind.known)

    @property
    def filled(self) -> tuple[OfKind, ...]:
        """Return the kinds of which we know somebody there."""
        return tuple(kind for kind in self.kinds if kind.known)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The places by name; there are ``places`` in all, and ``after`` is where the next begin."""

    areas: tuple[Area, ...]
    places: int
    first: int
    after: int | None


class _Actor(NamedTuple):
    """An actor as the driver gives it: what it is called is read of those shown alone."""

    key: Key
    names: Any
    kind: str
    areas: Any
    influence: Any


class _World(NamedTuple):
    """What of all places is read at once: who is where, what each place is called."""

    spelled: dict[str, str]
    there: dict[str, list[_Actor]]
    gates: dict[str, list[tuple[uuid.UUID, str]]]
    last: Mapping[uuid.UUID, date | None]


def coverage(asking: Asking, *, first: int = 0) -> Coverage:
    """Return the places where an actor is or a gate lies, some at a time."""
    world = _world(view_of(asking))
    order = sorted(world.spelled)
    end = first + PLACES
    return Coverage(
        areas=tuple(_area(asking, world, where, {}) for where in order[first:end]),
        places=len(order),
        first=first,
        after=end if end < len(order) else None,
    )


def covered_at(asking: Asking, key: str) -> Area:
    """Return one place by its key (:func:`groups.place_key`), or raise ``NotThere``."""
    world = _world(view_of(asking))
    where = next((one for one in world.spelled if place_key(world.spelled[one]) == key), None)
    if where is None:
        raise NotThere(NOT_THERE)
    return _area(asking, world, where, _leads(asking.me, world.there.get(where, ())))


@lru_cache(maxsize=_VIEWS_KEPT)
def _world(view: View) -> _World:
    """Return what of all places is read; it serves all who see the same till more is recorded."""
    rows: QuerySet[Actor] = Actor.objects.visible_to(view.reader).order_by("pk")
    columns = ("pk", "names", "kind", "areas", "influence")
    actors = {row[0]: _Actor(*row) for row in rows_as_stored(rows, *columns) if listed(row[1])}
    spelled: dict[str, str] = {}
    there: dict[str, dict[Key, _Actor]] = defaultdict(dict)
    gates: dict[str, list[tuple[uuid.UUID, str]]] = defaultdict(list)
    said = [(actor.key, place) for actor in actors.values() for place in listed(actor.areas)]
    noted = rows_as_stored(places_noted.plain(view.reader, view.day), "actor_id", "place")
    for key, place in (*said, *noted):
        if key in actors and (where := as_compared(place)):
            spelled.setdefault(where, place.strip())
            there[where][key] = actors[key]
    for gate, name, place in _gates(view.reader, view.day):
        if where := as_compared(place):
            spelled.setdefault(where, place.strip())
            gates[where].append((gate, name))
    return _World(
        spelled=spelled,
        there={where: list(found.values()) for where, found in there.items()},
        gates=gates,
        last=dict(_last(view.reader)),
    )


def _area(
    asking: Asking, world: _World, where: str, leads: Mapping[uuid.UUID, tuple[str, ...]]
) -> Area:
    kinds: dict[str, list[Known]] = defaultdict(list)
    for actor in world.there.get(where, ()):
        kinds[actor.kind].append(
            _known(asking.day, world, actor, leads.get(as_uuid(actor.key), ()))
        )
    named = (*ActorKind.values, *(("",) if "" in kinds else ()))
    return Area(
        key=place_key(world.spelled[where]),
        place=world.spelled[where],
        kinds=tuple(
            OfKind(kind, tuple(sorted(kinds[kind], key=lambda one: (one.met, fold(one.name)))))
            for kind in named
        ),
        gates=tuple(world.gates.get(where, ())),
    )


def _known(day: date, world: _World, actor: _Actor, leads: tuple[str, ...]) -> Known:
    key = as_uuid(actor.key)
    last = world.last.get(key)
    influence = influence_on(actor.influence, day)
    return Known(key, listed(actor.names)[0], influence, last, how_met(last, day), leads)


def _leads(me: Colleague, actors: Iterable[_Actor]) -> dict[uuid.UUID, tuple[str, ...]]:
    """Return who of us leads relationships with the people of each actor, or with itself."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for actor, name in _led(me, [as_uuid(actor.key) for actor in actors]):
        found[actor].append(name)
    return {actor: tuple(sorted(set(names), key=fold)) for actor, names in found.items()}


@prepared
def _gates(me: Colleague, day: date) -> "QuerySet[Gate, tuple[Any, ...]]":
    needed = Q(until__isnull=True) | Q(until__gte=day)
    rows: QuerySet[Gate] = Gate.objects.visible_to(me).filter(needed).order_by("name", "pk")
    return rows.values_list("pk", "name", "place")


def _with_actors(me: Colleague) -> Any:
    """Return the relationships with actors and their people; ``theirs`` is the actor's key."""
    rows: Any = Relationship.objects.visible_to(me)
    rows = rows.annotate(theirs=of_actor())
    return rows.filter(theirs__isnull=False)


@prepared
def _last(me: Colleague) -> "QuerySet[Relationship, tuple[Any, ...]]":
    rows = _with_actors(me).order_by().values("theirs").annotate(last=Max("last_two_way"))
    last: QuerySet[Any, tuple[Any, ...]] = rows.values_list("theirs", "last")
    return last


@prepared
def _led(me: Colleague, actors: list[uuid.UUID]) -> "QuerySet[Relationship, tuple[Any, ...]]":
    rows = _with_actors(me).filter(theirs__in=among(actors), lead__isnull=False)
    led: QuerySet[Any, tuple[Any, ...]] = rows.values_list("theirs", "lead__name").distinct()
    return led
