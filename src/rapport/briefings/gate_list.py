"""The list of gates: what is closed, what is uncertain, whose word it hangs on.

Three questions read of every gate only what puts it in its place in the list, and that serves all
who see the same until anything is recorded; the gates of the page shown are then read whole. So the
list costs the same questions for twenty gates as for thousands, and what needs a look comes first
on the first page, not on a late one.
"""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from rapport.briefings.gate_sums import where_they_differ
from rapport.briefings.gates import GateLine, lines
from rapport.briefings.groups import place_key
from rapport.briefings.views import View, view_of
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Gate, GateState, Standing
from rapport.records.prepared import prepared
from rapport.records.raw_rows import Key, among, as_uuid, rows_as_stored

ON_ONE_PAGE = 50
_VIEWS_KEPT = 8

PLACES = 60
"""So many places are offered to choose from: those with most gates."""

DIFFER = "differ"
"""The group of those whose consents say otherwise than somebody did."""

ORDER = (
    Standing.CLOSED.value,
    DIFFER,
    Standing.UNKNOWN.value,
    Standing.CONDITIONAL.value,
    Standing.OPEN.value,
)
"""What needs somebody first comes first, over the whole list."""

_RANK = {group: place for place, group in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gates are asked for: each filter is one choice, or empty.

    ``standing`` is how they are said to stand, or ``DIFFER``; ``place`` is the key of a place
    (``groups.place_key``). ``past``: those no longer needed.
    """

    standing: str = ""
    kind: str = ""
    service: str = ""
    place: str = ""
    past: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Standings:
    """Gates that stand alike: how many there are in all, and those of the page.

    ``standing`` is how they are said to stand; of those said to be open, with conditions or not,
    whose consents say otherwise it is ``DIFFER``.
    """

    standing: str
    count: int
    lines: tuple[GateLine, ...]


@dataclass(frozen=True, slots=True)
class GateList:
    """A page of the list. ``found`` is how many the filters keep, ``every`` how many there are.

    ``places`` are the places with most gates, with their keys; ``more_places``: there are others.
    ``past`` is how many are no longer needed.
    """

    groups: tuple[Standings, ...]
    found: int
    every: int
    past: int
    page: int
    pages: int
    places: tuple[tuple[str, str], ...]
    more_places: bool


class _Outline(NamedTuple):
    """What of a gate decides where it stands in the list, as the driver gives it."""

    key: Key
    kind: str
    service: str
    place: str
    stands: str


def gate_list(asking: Asking, wanted: Wanted) -> GateList:
    """Return a page of the gates that are wanted, grouped by how somebody said they stand."""
    view = view_of(asking)
    needed, past = _outlined(view)
    every = past if wanted.past else needed
    place = _place_meant(every, wanted.place)
    fitting = [one for one in every if _fits(one, wanted, place)]
    group_of = _groups_of(view, wanted, fitting)
    found = [one for one in fitting if wanted.standing in ("", one.stands, group_of[one.key])]
    found.sort(key=lambda one: _RANK[group_of[one.key]])
    pages = max(1, -(-len(found) // ON_ONE_PAGE))
    page = min(max(wanted.page, 1), pages)
    shown = found[(page - 1) * ON_ONE_PAGE : page * ON_ONE_PAGE]
    places = Counter(one.place for one in every if one.place)
    return GateList(
        groups=_grouped(asking, group_of, found, shown),
        found=len(found),
        every=len(every),
        past=len(past),
        page=page,
        pages=pages,
        places=_places(places, place),
        more_places=len(places) > PLACES,
    )


_SAID_OPEN = frozenset({Standing.OPEN.value, Standing.CONDITIONAL.value})
"""Those said to stand so are somewhere else in the list if their consents say otherwise."""


@lru_cache(maxsize=_VIEWS_KEPT)
def _outlined(view: View) -> tuple[list[_Outline], list[_Outline]]:
    """Return the gates still needed on a day and those that are not any more, by name."""
    rows: QuerySet[Gate] = Gate.objects.visible_to(view.reader)
    rows = rows.annotate(stands=last_standing(view.reader, view.day, "pk")).order_by("name", "pk")
    columns = ("pk", "kind", "service", "place", "stands", "until")
    needed: list[_Outline] = []
    past: list[_Outline] = []
    today = view.day.isoformat()
    for key, kind, service, place, stands, until in rows_as_stored(rows, *columns):
        one = _Outline(key, kind, service, place, stands or Standing.UNKNOWN.value)
        # One store has a day as its text, the other as a day; both are written alike.
        is_over = until is not None and str(until) < today
        (past if is_over else needed).append(one)
    return needed, past


def _fits(one: _Outline, wanted: Wanted, place: str) -> bool:
    return bool(
        wanted.kind in ("", one.kind)
        and wanted.service in ("", one.service)
        and (not wanted.place or (place and fold(one.place) == place))
    )


def _groups_of(view: View, wanted: Wanted, fitting: Sequence[_Outline]) -> dict[Key, str]:
    """Return in which group each gate stands.

    Those said to be closed come before all others, however the consents of the others stand: on a
    page of them alone, nothing else is worked out.
    """
    group_of: dict[Key, str] = {one.key: one.stands for one in fitting}
    closed = sum(one.stands == Standing.CLOSED for one in fitting)
    if wanted.standing in ("", Standing.CLOSED) and max(wanted.page, 1) * ON_ONE_PAGE <= closed:
        return group_of
    differ = _that_differ(view, past=wanted.past)
    return {key: DIFFER if key in differ else stands for key, stands in group_of.items()}


@lru_cache(maxsize=_VIEWS_KEPT)
def _that_differ(view: View, *, past: bool) -> frozenset[Key]:
    """Return which of all gates differ; it serves all who see the same till anything is recorded.

    In a list of thousands the consents of all would have to be read anew for every page.
    """
    every = _outlined(view)[past]
    said_open = {one.key: one.stands for one in every if one.stands in _SAID_OPEN}
    return where_they_differ(view.reader, said_open, view.day)


def _place_meant(every: Sequence[_Outline], key: str) -> str:
    """Return the place that a key in an address stands for, folded; empty if there is none."""
    if not key:
        return ""
    written = {one.place for one in every if one.place}
    return next((fold(place) for place in sorted(written) if place_key(place) == key), "")


def _places(counted: Counter[str], meant: str) -> tuple[tuple[str, str], ...]:
    """Return the places to choose from, by name: those with most gates, and the one chosen."""
    most = sorted(counted, key=lambda place: (-counted[place], place))[:PLACES]
    chosen = [place for place in counted if meant and fold(place) == meant]
    named = sorted({fold(place): place for place in sorted([*most, *chosen])}.items())
    return tuple((place_key(place), place) for _folded, place in named)


def _grouped(
    asking: Asking,
    group_of: Mapping[Key, str],
    found: Sequence[_Outline],
    shown: Sequence[_Outline],
) -> tuple[Standings, ...]:
    keys = [as_uuid(one.key) for one in shown]
    rows = {gate.pk: gate for gate in _gates(asking.me, keys)} if keys else {}
    told = lines(asking.me, [rows[key] for key in keys if key in rows], asking.day)
    count = Counter(group_of[one.key] for one in found)
    here = {as_uuid(one.key): group_of[one.key] for one in shown}
    groups = (
        Standings(group, count[group], tuple(line for line in told if here[line.key] == group))
        for group in ORDER
    )
    return tuple(group for group in groups if group.lines)


def last_standing(me: Colleague, day: date, of: str) -> Subquery:
    """Return how the gate in the column ``of`` stood on a day, as somebody said last."""
    said: QuerySet[GateState] = GateState.objects.visible_to(me)
    said = said.filter(gate=OuterRef(of), on__lte=day).order_by("-on", "-pk")
    return Subquery(said.values("standing")[:1])


@prepared
def _gates(me: Colleague, gates: list[uuid.UUID]) -> "QuerySet[Gate]":
    return Gate.objects.visible_to(me).filter(pk__in=among(gates))
