"""The list of groups and institutions: what each is, how much it weighs, when one of us was there.

One question reads of every group only what puts it in its place in the list, and what a filter
needs; that serves all who see the same until anything is recorded. Those of the page shown are then
read whole. So the list costs the same questions for twenty groups as for thousands.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from rapport.briefings.finding import meets
from rapport.briefings.groups import listed, place_key, places_noted
from rapport.briefings.last_met import how_met
from rapport.briefings.views import View, view_of
from rapport.names import asked_keys, fold
from rapport.records.asking import Asking
from rapport.records.influence import influence_on
from rapport.records.models import Acceptance, Actor, ActorPlace, Colleague, Relationship
from rapport.records.models.relationships import of_actor
from rapport.records.prepared import prepared
from rapport.records.raw_rows import Key, among, as_uuid, rows_as_stored

ON_ONE_PAGE = 50

PLACES = 60
"""So many places are offered to choose from: those with most groups."""

_VIEWS_KEPT = 4


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
    """One group in the list. ``people`` is how many of it the reader sees.

    ``met`` is the word for how far we are with it (``last_met.Met``).
    """

    key: uuid.UUID
    name: str
    also: tuple[str, ...]
    kind: str
    places: tuple[str, ...]
    influence: int | None
    acceptance: str
    last: date | None
    people: int
    met: str


@dataclass(frozen=True, slots=True)
class ActorList:
    """A page of the list. ``found`` is how many the filters keep, ``every`` how many there are.

    ``places`` are the places with most groups, with their keys; ``more_places``: there are others.
    """

    lines: tuple[Line, ...]
    found: int
    every: int
    page: int
    pages: int
    places: tuple[tuple[str, str], ...]
    more_places: bool


class _Outline(NamedTuple):
    """What of a group decides where it stands in the list, as the driver gives it."""

    key: Key
    names: Any
    areas: Any
    kind: str
    acceptance: str
    influence: Any


def actor_list(asking: Asking, wanted: Wanted) -> ActorList:
    """Return a page of the groups that are wanted, by name."""
    view = view_of(asking)
    places = _counted(view)
    place = _place_meant(places, wanted.place)
    found = _found(view, wanted, place)
    pages = max(1, -(-len(found) // ON_ONE_PAGE))
    page = min(max(wanted.page, 1), pages)
    shown = found[(page - 1) * ON_ONE_PAGE : page * ON_ONE_PAGE]
    return ActorList(
        lines=_lines(asking, shown),
        found=len(found),
        every=len(_outlined(view)),
        page=page,
        pages=pages,
        places=_places(places, place),
        more_places=len(places) > PLACES,
    )


def every_line(asking: Asking, wanted: Wanted) -> tuple[Line, ...]:
    """Return all groups that are wanted, by name, whatever page they stand on."""
    view = view_of(asking)
    place = _place_meant(_counted(view), wanted.place) if wanted.place else ""
    return _lines(asking, _found(view, wanted, place))


@lru_cache(maxsize=_VIEWS_KEPT)
def _outlined(view: View) -> tuple[_Outline, ...]:
    """Return every group a reader sees, by name."""
    columns = ("pk", "names", "areas", "kind", "acceptance", "influence")
    rows: QuerySet[Actor] = Actor.objects.visible_to(view.reader).order_by()
    every = [_Outline(*row) for row in rows_as_stored(rows, *columns) if listed(row[1])]
    return tuple(sorted(every, key=_by_name))


def _found(view: View, wanted: Wanted, place: str) -> list[Key]:
    """Return the keys of the groups that all filters keep, by name; ``place`` is folded."""
    found: Iterable[_Outline] = _outlined(view)
    if wanted.kind or wanted.acceptance:
        found = [one for one in found if _fits(one, wanted)]
    if wanted.influence:
        weighs = _weights(view)
        found = [one for one in found if str(weighs.get(one.key)) == wanted.influence]
    if wanted.place:
        noted = {key for key, where in _noted(view) if fold(where) == place}
        found = [one for one in found if place and (one.key in noted or _is_in(one, place))]
    if asked := asked_keys(wanted.text):
        found = [one for one in found if any(meets(name, asked) for name in listed(one.names))]
    keys = [one.key for one in found]
    if not wanted.met:
        return keys
    ours = _with_us(view.reader, [as_uuid(key) for key in keys])
    return [key for key in keys if _how_met(ours.get(as_uuid(key)), view.day) == wanted.met]


@lru_cache(maxsize=_VIEWS_KEPT)
def _weights(view: View) -> dict[Key, int | None]:
    return {one.key: influence_on(one.influence, view.day) for one in _outlined(view)}


def _fits(one: _Outline, wanted: Wanted) -> bool:
    return wanted.kind in ("", one.kind) and wanted.acceptance in ("", one.acceptance)


def _by_name(one: _Outline) -> tuple[str, Key]:
    return fold(listed(one.names)[0]), one.key


def _is_in(one: _Outline, place: str) -> bool:
    return any(fold(area) == place for area in listed(one.areas))


@lru_cache(maxsize=_VIEWS_KEPT)
def _noted(view: View) -> list[tuple[Key, str]]:
    """Return the groups with the places they are noted to be in, as the driver gives them."""
    return rows_as_stored(places_noted.plain(view.reader, view.day).order_by(), "actor_id", "place")


@lru_cache(maxsize=_VIEWS_KEPT)
def _counted(view: View) -> Counter[str]:
    """Return of every place how many groups are said to be there."""
    places = Counter(place for _, place in _noted(view))
    for one in _outlined(view):
        places.update(set(listed(one.areas)))
    return places


def _place_meant(places: Iterable[str], key: str) -> str:
    """Return the place that a key in an address stands for, folded; empty if there is none."""
    if not key:
        return ""
    return next((fold(place) for place in sorted(places) if place_key(place) == key), "")


def _places(counted: Counter[str], meant: str) -> tuple[tuple[str, str], ...]:
    """Return the places to choose from, by name: those with most groups, and the one chosen."""
    most = sorted(counted, key=lambda place: (-counted[place], place))[:PLACES]
    chosen = [place for place in counted if meant and fold(place) == meant]
    named = sorted({fold(place): place for place in sorted([*most, *chosen])}.items())
    return tuple((place_key(place), place) for _folded, place in named)


class _WithUs(NamedTuple):
    """What we have with a group: the last contact, how many of its people we know, itself."""

    last: date | None
    people: int
    itself: int


def _how_met(ours: _WithUs | None, day: date) -> str:
    last, people, itself = ours or (None, 0, 0)
    return how_met(last, day, knows_somebody=bool(people or itself)).word


def _with_us(me: Colleague, actors: list[uuid.UUID]) -> dict[uuid.UUID, _WithUs]:
    return {key: _WithUs(*ours) for key, *ours in _met(me, actors)} if actors else {}


def _lines(asking: Asking, found: Iterable[Key]) -> tuple[Line, ...]:
    """Return these groups as the list shows them, in the order they were found."""
    keys = [as_uuid(key) for key in found]
    if not keys:
        return ()
    noted: dict[uuid.UUID, list[str]] = defaultdict(list)
    for key, place in _noted_of(asking.me, keys, asking.day):
        noted[key].append(place)
    ours = _with_us(asking.me, keys)
    rows = {row.pk: row for row in _rows(asking.me, keys)}
    return tuple(
        _line(rows[key], noted.get(key, ()), ours.get(key), asking.day)
        for key in keys
        if key in rows
    )


def _line(actor: Actor, noted: Iterable[str], ours: _WithUs | None, day: date) -> Line:
    places = [str(place) for place in (*actor.areas, *noted) if place]
    return Line(
        key=actor.pk,
        name=actor.name,
        also=tuple(map(str, actor.names[1:])),
        kind=actor.kind,
        places=tuple({fold(place): place for place in places}.values()),
        influence=influence_on(actor.influence, day),
        acceptance="" if actor.acceptance == Acceptance.UNKNOWN else actor.acceptance,
        last=ours.last if ours else None,
        people=ours.people if ours else 0,
        met=_how_met(ours, day),
    )


@prepared
def _rows(me: Colleague, actors: list[uuid.UUID]) -> "QuerySet[Actor]":
    return Actor.objects.visible_to(me).filter(pk__in=among(actors))


@prepared
def _noted_of(
    me: Colleague, actors: list[uuid.UUID], day: date
) -> "QuerySet[ActorPlace, tuple[uuid.UUID, str]]":
    return places_noted.plain(me, day).filter(actor__in=among(actors))


@prepared
def _met(me: Colleague, actors: list[uuid.UUID]) -> "QuerySet[Relationship, tuple[Any, ...]]":
    with_it = Q(counterpart__actor__in=among(actors)) | Q(actor__in=among(actors))
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me).filter(with_it)
    of_each = rows.annotate(theirs=of_actor()).order_by().values("theirs")
    counted = of_each.annotate(
        last=Max("last_two_way"), people=Count("counterpart"), itself=Count("actor")
    )
    return counted.values_list("theirs", "last", "people", "itself")
