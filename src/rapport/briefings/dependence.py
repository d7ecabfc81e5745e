"""What access hangs on: every gate by how many people it takes to lose it, and what would help."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from rapport.briefings.hanging import Hanging, hangs_on
from rapport.briefings.network_answers import Answered, Standing, standing
from rapport.briefings.network_map import network_of, network_on
from rapport.briefings.network_numbers import NetworkMap
from rapport.briefings.network_process import Working
from rapport.briefings.sums_of_gates import Chance, GateSum
from rapport.briefings.views import View, view_of
from rapport.briefings.ways_to_gates import Called, called
from rapport.briefings.what_if import Lost, WhatIf, choices, what_if
from rapport.records.asking import Asking
from rapport.records.models import Gate, Introduction
from rapport.records.raw_rows import among

ON_ONE_PAGE = 40
MONTHS = 6
"""So many months back the trend goes."""

_A_MONTH = 30
_TRENDS_KEPT = 16


@dataclass(frozen=True, slots=True)
class Help:
    """Somebody whom it would help to know for a gate: in how many more of a hundred springs."""

    whom: Called
    opens: int
    planned: Introduction | None


@dataclass(frozen=True, slots=True)
class GateLine:
    """A gate and what it hangs on; ``redundancy`` is None where no loss of people closes it.

    ``at`` is when it was true, ``is_now`` that nothing was recorded since.
    """

    key: uuid.UUID
    name: str
    place: str
    is_known: bool
    can_open: bool
    redundancy: int | None
    alone: tuple[Called, ...]
    more_alone: int
    soon: Chance | None
    later: Chance | None
    helps: tuple[Help, ...]
    guarantee: bool
    at: datetime | None = None
    is_now: bool = True


@dataclass(frozen=True, slots=True)
class Month:
    """How many gates had no way, hung on one person, or had more ways, on a day."""

    on: date
    none: int
    one: int
    more: int


@dataclass(frozen=True, slots=True)
class Dependence:
    """A page of gates by what they hang on; ``at`` is when it was true, None if nothing is known.

    ``ended`` is why a newer answer is not being worked out: ``stopped`` or ``failed``.
    """

    lines: tuple[GateLine, ...]
    total: int
    page: int
    pages: int
    counts: tuple[tuple[str, int], ...]
    choices: tuple[Lost, ...]
    what_if: WhatIf | None
    trend: tuple[Month, ...]
    at: datetime | None
    is_now: bool
    working: Working | None
    ended: str = ""


def dependence(
    asking: Asking,
    *,
    page: int = 1,
    without: tuple[str, uuid.UUID] | None = None,
    begin: bool = False,
) -> Dependence:
    """Return what access hangs on, as far as whoever asks may see."""
    view = view_of(asking)
    stands = standing(view, asking.now, begin=begin)
    answered = stands.answered
    if answered is None:
        now = (stands.is_now, stands.working, stands.ended)
        return Dependence((), 0, 1, 1, (), (), None, (), None, *now)
    order = _in_order(answered)
    pages = max(1, -(-len(order) // ON_ONE_PAGE))
    page = min(max(page, 1), pages)
    shown = order[(page - 1) * ON_ONE_PAGE : page * ON_ONE_PAGE]
    return Dependence(
        lines=lines(asking, answered, shown),
        total=len(order),
        page=page,
        pages=pages,
        counts=_counts(answered),
        choices=choices(view, answered.network),
        what_if=what_if(view, answered.network, without) if without else None,
        trend=_trend(view, stands),
        at=answered.at,
        is_now=stands.is_now,
        working=stands.working,
        ended=stands.ended,
    )


def of_gate(asking: Asking, gate: uuid.UUID) -> GateLine | None:
    """Return what one gate hangs on; None while it is being worked out or is no longer needed."""
    stands = standing(view_of(asking), asking.now)
    answered = stands.answered
    if answered is None or gate not in answered.network.whose.gates:
        return None
    found = lines(asking, answered, [answered.network.whose.gates.index(gate)])
    return replace(found[0], at=answered.at, is_now=stands.is_now) if found else None


def lines(asking: Asking, answered: Answered, places: Sequence[int]) -> tuple[GateLine, ...]:
    """Return gates with the names of whom the reader may still see."""
    network, sums = answered.network, answered.sums
    numbers = {one for place in places for one in sums[place].alone}
    numbers |= {one.whom for place in places for one in sums[place].next}
    names = called(view_of(asking), network, numbers)
    keys = [network.whose.gates[place] for place in places]
    gates = Gate.objects.visible_to(asking.me).in_bulk(keys)
    planned = {
        (row.gate_id, row.relationship_id): row
        for row in Introduction.objects.visible_to(asking.me)
        .filter(gate__in=among(keys))
        .select_related("colleague", "introducer__counterpart")
        if row.is_open
    }
    return tuple(
        _line(gates[key], network.map, place, sums[place], names, planned)
        for key, place in zip(keys, places, strict=True)
        if key in gates
    )


NAMED = 4


def _line(  # noqa: PLR0917 - the parts of one row
    gate: Gate,
    network: NetworkMap,
    place: int,
    found: GateSum,
    names: dict[int, Called],
    planned: dict[tuple[uuid.UUID | None, uuid.UUID], Introduction],
) -> GateLine:
    alone = [names[one] for one in found.alone if one in names]
    soon, later = (*found.chances, None, None)[:2]
    return GateLine(
        key=gate.pk,
        name=gate.name,
        place=gate.place,
        is_known=network.gates[place] is not None,
        can_open=found.can_open,
        redundancy=found.redundancy,
        alone=tuple(alone[:NAMED]),
        more_alone=max(len(alone) - NAMED, 0),
        soon=soon,
        later=later,
        helps=tuple(
            Help(names[one.whom], one.opens, planned.get((gate.pk, names[one.whom].key)))
            for one in found.next
            if one.whom in names
        ),
        guarantee=found.guarantee,
    )


def _rank(found: GateSum, *, is_known: bool) -> tuple[int, int]:
    """Put what hangs on least first; of what nobody said whose consent it takes, last."""
    if not is_known:
        return (9, 0)
    if not found.can_open:
        return (0, 0)
    return (1, 99 if found.redundancy is None else found.redundancy)


def _in_order(answered: Answered) -> list[int]:
    shapes = answered.network.map.gates
    return sorted(
        range(len(answered.sums)),
        key=lambda one: _rank(answered.sums[one], is_known=shapes[one] is not None),
    )


def _counts(answered: Answered) -> tuple[tuple[str, int], ...]:
    """Return how many gates have no way, hang on one person, on two, or on more.

    Where nobody said whose consent a gate needs, nobody knows: it counts as none of these.
    """
    shapes = answered.network.map.gates
    sums = [one for gate, one in zip(shapes, answered.sums, strict=True) if gate is not None]
    none = sum(not one.can_open for one in sums)
    open_ones = [one.redundancy for one in sums if one.can_open]
    one, two = open_ones.count(1), open_ones.count(2)
    return (("none", none), ("one", one), ("two", two), ("more", len(open_ones) - one - two))


def _trend(view: View, stands: Standing) -> tuple[Month, ...]:
    """Return how many gates hung on how many, month by month; of a large map only as of now."""
    answered = stands.answered
    if answered is None or answered.network.map.is_large:
        return ()
    return _months(view)


@lru_cache(maxsize=_TRENDS_KEPT)
def _months(view: View) -> tuple[Month, ...]:
    months = []
    for back in range(MONTHS - 1, -1, -1):
        on = view.day - timedelta(days=back * _A_MONTH)
        network = network_on(view, on) if back else network_of(view)
        months.append(_month(on, network.map, hangs_on(network.map)))
    return tuple(months)


def _month(on: date, network: NetworkMap, found: Sequence[Hanging]) -> Month:
    known = [one for gate, one in zip(network.gates, found, strict=True) if gate is not None]
    none = sum(not one.can_open for one in known)
    alone = sum(bool(one.alone) for one in known)
    return Month(on, none, alone, len(known) - none - alone)
