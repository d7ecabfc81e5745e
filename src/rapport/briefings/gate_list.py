"""The list of gates: what is closed, what is uncertain, whose word it hangs on.

One question reads of every gate only what puts it in its place in the list; the gates of the page
shown are then read whole. So the list costs the same questions for twenty gates as for thousands.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from rapport.briefings.gates import GateLine, is_needed, lines
from rapport.briefings.groups import place_key
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Gate, GateState, Standing
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

ON_ONE_PAGE = 50

ORDER = (Standing.CLOSED, Standing.UNKNOWN, Standing.CONDITIONAL, Standing.OPEN)
"""What needs somebody first comes first."""

_RANK = {standing.value: place for place, standing in enumerate(ORDER)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which gates are asked for: each filter is one choice, or empty.

    ``place`` is the key of a place (``groups.place_key``). ``past``: those no longer needed.
    """

    standing: str = ""
    kind: str = ""
    service: str = ""
    place: str = ""
    past: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Standings:
    """Gates that stand alike: how many there are in all, and those of the page."""

    standing: str
    count: int
    lines: tuple[GateLine, ...]


@dataclass(frozen=True, slots=True)
class GateList:
    """A page of the list. ``found`` is how many the filters keep, ``every`` how many there are.

    ``places`` are the places there are, with their keys. ``past`` is how many are no longer needed.
    """

    groups: tuple[Standings, ...]
    found: int
    every: int
    past: int
    page: int
    pages: int
    places: tuple[tuple[str, str], ...]


class _Outline(NamedTuple):
    """What of a gate decides where it stands in the list."""

    key: uuid.UUID
    kind: str
    service: str
    place: str
    until: date | None
    standing: str | None

    @property
    def stands(self) -> str:
        return self.standing or Standing.UNKNOWN


def gate_list(asking: Asking, wanted: Wanted) -> GateList:
    """Return a page of the gates that are wanted, grouped by how somebody said they stand."""
    outlines = [_Outline(*row) for row in _outlines(asking.me, asking.day)]
    needed = [one for one in outlines if is_needed(one.until, asking.day)]
    past = [one for one in outlines if not is_needed(one.until, asking.day)]
    every = past if wanted.past else needed
    places = _places(every)
    place = fold(dict(places).get(wanted.place, ""))
    found = [one for one in every if _is_wanted(one, wanted, place)]
    found.sort(key=lambda one: _RANK[one.stands])
    pages = max(1, -(-len(found) // ON_ONE_PAGE))
    page = min(max(wanted.page, 1), pages)
    shown = found[(page - 1) * ON_ONE_PAGE : page * ON_ONE_PAGE]
    return GateList(
        groups=_grouped(asking, found, shown),
        found=len(found),
        every=len(every),
        past=len(past),
        page=page,
        pages=pages,
        places=places,
    )


def _is_wanted(one: _Outline, wanted: Wanted, place: str) -> bool:
    return bool(
        wanted.standing in ("", one.stands)
        and wanted.kind in ("", one.kind)
        and wanted.service in ("", one.service)
        and (not wanted.place or (place and fold(one.place) == place))
    )


def _places(every: Sequence[_Outline]) -> tuple[tuple[str, str], ...]:
    written = {one.place for one in every if one.place}
    named = sorted({fold(place): place for place in sorted(written)}.items())
    return tuple((place_key(place), place) for _folded, place in named)


def _grouped(
    asking: Asking, found: Sequence[_Outline], shown: Sequence[_Outline]
) -> tuple[Standings, ...]:
    keys = [one.key for one in shown]
    rows = {gate.pk: gate for gate in _gates(asking.me, keys)} if keys else {}
    told = lines(asking.me, [rows[key] for key in keys if key in rows], asking.day)
    count = Counter(one.stands for one in found)
    stands = {one.key: one.stands for one in shown}
    groups = (
        Standings(standing, count[standing], tuple(x for x in told if stands[x.key] == standing))
        for standing in ORDER
    )
    return tuple(group for group in groups if group.lines)


def last_standing(me: Colleague, day: date, of: str) -> Subquery:
    """Return how the gate in the column ``of`` stood on a day, as somebody said last."""
    said: QuerySet[GateState] = GateState.objects.visible_to(me)
    said = said.filter(gate=OuterRef(of), on__lte=day).order_by("-on", "-pk")
    return Subquery(said.values("standing")[:1])


@prepared
def _outlines(me: Colleague, day: date) -> "QuerySet[Gate, tuple[Any, ...]]":
    rows = Gate.objects.visible_to(me).annotate(stands=last_standing(me, day, "pk"))
    rows = rows.order_by("name", "pk")
    return rows.values_list("pk", "kind", "service", "place", "until", "stands")


@prepared
def _gates(me: Colleague, gates: list[uuid.UUID]) -> "QuerySet[Gate]":
    return Gate.objects.visible_to(me).filter(pk__in=among(gates))
