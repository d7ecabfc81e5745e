"""The list of groups and institutions: what each is, how much it weighs, when one of us was there.

One question reads of every actor what puts it in its place; another, when its people were last met.
So the list costs the same questions for twenty as for thousands.
"""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, QuerySet

from rapport.briefings.finding import meets
from rapport.briefings.groups import place_key, places_noted
from rapport.briefings.last_met import Met, how_met
from rapport.names import asked_keys, fold
from rapport.records.asking import Asking
from rapport.records.influence import influence_on
from rapport.records.models import Acceptance, Actor, Colleague, Relationship
from rapport.records.models.relationships import of_actor
from rapport.records.prepared import prepared

ON_ONE_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which groups are asked for: each filter is one choice, or empty; ``text`` is part of a name.

    ``place`` is the key of a place (``groups.place_key``), ``influence`` a digit from 0 to 4.
    """

    text: str = ""
    kind: str = ""
    place: str = ""
    influence: str = ""
    acceptance: str = ""
    met: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One group in the list. ``people`` is how many of it the reader sees."""

    key: uuid.UUID
    name: str
    also: tuple[str, ...]
    kind: str
    places: tuple[str, ...]
    influence: int | None
    acceptance: str
    last: date | None
    people: int
    met: Met


@dataclass(frozen=True, slots=True)
class ActorList:
    """A page of the list. ``found`` is how many the filters keep, ``every`` how many there are."""

    lines: tuple[Line, ...]
    found: int
    every: int
    page: int
    pages: int
    places: tuple[tuple[str, str], ...]


class _Row(NamedTuple):
    key: uuid.UUID
    names: list[str]
    kind: str
    areas: list[str]
    influence: list[Any]
    acceptance: str


def actor_list(asking: Asking, wanted: Wanted) -> ActorList:
    """Return a page of the groups that are wanted, by name."""
    met = {row[0]: row[1:] for row in _met(asking.me)}
    noted: dict[uuid.UUID, list[str]] = defaultdict(list)
    for key, place in places_noted(asking.me, asking.day):
        noted[key].append(place)
    rows = [_Row._make(row) for row in _rows(asking.me) if row[1]]
    rows = [row._replace(areas=[*row.areas, *noted.get(row.key, ())]) for row in rows]
    every = [_line(row, met, asking.day) for row in rows]
    places = _places(every)
    found = [line for line in every if _is_wanted(line, wanted)]
    found.sort(key=lambda line: (fold(line.name), line.key))
    pages = max(1, -(-len(found) // ON_ONE_PAGE))
    page = min(max(wanted.page, 1), pages)
    return ActorList(
        lines=tuple(found[(page - 1) * ON_ONE_PAGE : page * ON_ONE_PAGE]),
        found=len(found),
        every=len(every),
        page=page,
        pages=pages,
        places=places,
    )


def _line(row: _Row, met: dict[uuid.UUID, tuple[Any, ...]], day: date) -> Line:
    last, people, itself = met.get(row.key, (None, 0, 0))
    return Line(
        key=row.key,
        name=str(row.names[0]),
        also=tuple(map(str, row.names[1:])),
        kind=row.kind,
        places=tuple({fold(str(place)): str(place) for place in row.areas if place}.values()),
        influence=influence_on(row.influence, day),
        acceptance="" if row.acceptance == Acceptance.UNKNOWN else row.acceptance,
        last=last,
        people=people,
        met=how_met(last, day, knows_somebody=bool(people or itself)),
    )


def _is_wanted(line: Line, wanted: Wanted) -> bool:
    return bool(
        wanted.kind in ("", line.kind)
        and wanted.met in ("", line.met.word)
        and wanted.acceptance in ("", line.acceptance)
        and (not wanted.influence or str(line.influence) == wanted.influence)
        and (not wanted.place or wanted.place in map(place_key, line.places))
        and (not wanted.text or _is_called(line, wanted.text))
    )


def _is_called(line: Line, text: str) -> bool:
    asked = asked_keys(text)
    return any(meets(name, asked) for name in (line.name, *line.also))


def _places(every: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    written = sorted({place for line in every for place in line.places})
    named = {place_key(place): place for place in written}
    return tuple(sorted(named.items(), key=lambda one: fold(one[1])))


@prepared
def _rows(me: Colleague) -> "QuerySet[Actor, tuple[Any, ...]]":
    rows: QuerySet[Actor] = Actor.objects.visible_to(me).order_by("pk")
    return rows.values_list("pk", "names", "kind", "areas", "influence", "acceptance")


@prepared
def _met(me: Colleague) -> "QuerySet[Relationship, tuple[Any, ...]]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    rows = rows.annotate(theirs=of_actor())
    of_each = rows.filter(theirs__isnull=False).order_by().values("theirs")
    counted = of_each.annotate(
        last=Max("last_two_way"), people=Count("counterpart"), itself=Count("actor")
    )
    return counted.values_list("theirs", "last", "people", "itself")
