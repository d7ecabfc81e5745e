"""What each gate hangs on, worked out with nothing loaded for it: for the rules, and at any start.

The engine answers the same (``rapport.network.single_points``), and more; a test holds the two
against each other. It is asked only where somebody wants to see its answer, as loading it takes
longer than all of this.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from rapport.briefings.gate_expressions import VACANT, Expression
from rapport.briefings.network_numbers import US, Arc, NetworkMap, numbers_in

_FAR = 10**6
_STALE = 1_000
"""A way over a stale tie is taken only where there is no other, however long that is."""


class Hanging(NamedTuple):
    """What one gate hangs on: whether there is a way in at all, and whose loss alone closes it."""

    can_open: bool
    alone: tuple[int, ...]


def hangs_on(network: NetworkMap, *, stale_too: bool = False) -> list[Hanging]:
    """Return what each gate hangs on; ties that nobody checked for long count only if asked for."""
    arcs = [arc for arc in network.arcs if stale_too or not arc.is_stale]
    above = _dominators(len(network.kinds), arcs)
    return [_hanging(gate, above) for gate in network.gates]


def _hanging(gate: Expression | None, above: Sequence[int]) -> Hanging:
    closed_by = None if gate is None else _closers(gate, above)
    return Hanging(closed_by is not None, tuple(sorted(closed_by or ())))


def _closers(part: Expression, above: Sequence[int]) -> set[int] | None:
    """Return who alone closes a part; None if it is closed with everybody there."""
    if isinstance(part, int):
        return None if part == VACANT or above[part] < 0 else set(_chain(part, above))
    word, parts = part[0], part[1:]
    needed = {"all": len(parts), "any": 1}.get(word)
    if needed is None:
        needed, parts = parts[0], parts[1:]
    to_close = len(parts) - needed + 1
    closed_by: Counter[int] = Counter()
    for one in parts:
        inner = _closers(one, above)
        if inner is None:
            to_close -= 1
        else:
            closed_by.update(inner)
    if to_close <= 0:
        return None
    return {person for person, closed in closed_by.items() if closed >= to_close}


def _chain(person: int, above: Sequence[int]) -> Iterator[int]:
    while person != US:
        yield person
        person = above[person]


def _dominators(n: int, arcs: Collection[Arc]) -> list[int]:
    """Return for each the nearest one on every way from us; -1 where there is no way."""
    order, before = _ranked(n, arcs)
    nearest = [0] + [-1] * (len(order) - 1)
    changed = True
    while changed:
        changed = False
        for place in range(1, len(order)):
            meet = -1
            for other in before[place]:
                if nearest[other] >= 0:
                    meet = other if meet < 0 else _meeting(nearest, meet, other)
            if nearest[place] != meet:
                nearest[place], changed = meet, True
    above = [-1] * n
    for place, one in enumerate(order):
        above[one] = order[nearest[place]]
    return above


def _ranked(n: int, arcs: Collection[Arc]) -> tuple[list[int], list[list[int]]]:
    """Return who is reached, the nearest first, and for each rank the ranks with a tie to it."""
    after: list[list[int]] = [[] for _ in range(n)]
    for arc in arcs:
        after[arc.tail].append(arc.head)
    order, rank = [US], {US: 0}
    for one in order:
        for other in after[one]:
            if other not in rank:
                rank[other] = len(order)
                order.append(other)
    before: list[list[int]] = [[] for _ in order]
    for one in order:
        for other in after[one]:
            before[rank[other]].append(rank[one])
    return order, before


def _meeting(nearest: Sequence[int], one: int, other: int) -> int:
    while one != other:
        if one > other:
            one = nearest[one]
        else:
            other = nearest[other]
    return one


def stale_on_the_way(network: NetworkMap) -> list[tuple[int, ...]]:
    """Return for each gate the stale ties it rests on, by their place in the map.

    They are those on the shortest ways to whose consent it needs that have as few of them as can
    be: where all can be reached without, there are none.
    """
    came = _came_by(network)

    def rests_on(gate: Expression | None) -> set[int]:
        return {place for end in numbers_in(gate) for place in _stale_to(network, came, end)}

    return [tuple(sorted(rests_on(gate))) for gate in network.gates]


def _stale_to(network: NetworkMap, came: Sequence[int], end: int) -> Iterator[int]:
    while end > US and came[end] >= 0:
        arc = network.arcs[came[end]]
        if arc.is_stale:
            yield came[end]
        end = arc.tail


def _came_by(network: NetworkMap) -> list[int]:
    """Return for each the tie by which the best way comes to it, or -1: a plain relaxation."""
    after: list[list[int]] = [[] for _ in network.kinds]
    for place, arc in enumerate(network.arcs):
        after[arc.tail].append(place)
    far, came = [_FAR * _STALE] * len(network.kinds), [-1] * len(network.kinds)
    far[US] = 0
    edge = [US]
    while edge:
        following = []
        for one in edge:
            for place in after[one]:
                arc = network.arcs[place]
                cost = far[one] + (_STALE if arc.is_stale else 1)
                if cost < far[arc.head]:
                    far[arc.head], came[arc.head] = cost, place
                    following.append(arc.head)
        edge = following
    return came
