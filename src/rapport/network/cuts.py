"""Who alone can close a gate, and how many people it would take: theirs, intermediaries, ours.

Answers are about what is known to exist, not about chances: a tie, person or group counts when
its chance is above zero.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rapport.network.asked import Gates, some_gates
from rapport.network.errors import BadGate
from rapport.network.gates import Clause, CompiledGate
from rapport.network.redundancy import Ways, fewest_to_close
from rapport.network.shown import Tabled, named
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import US, live, spans

UNREACHED: Final = -1


@dataclass(frozen=True, slots=True, repr=False)
class SinglePoints(Tabled):
    """What one gate hangs on.

    `can_open`: whether it opens with everybody there. `people`: everyone whose loss alone closes
    it, ascending; ours and the holders of posts among them; never us. `redundancy`: the smallest
    number of people whose loss closes it; 0 if it cannot open, None if no loss can close it
    (only we are asked).
    """

    can_open: bool
    people: tuple[int, ...]
    redundancy: int | None

    def columns(self, of: Any = None) -> dict[str, Any]:
        """Return a row for each single point: see `Tabled`."""
        return {
            "person": named(self.people, of),
            "redundancy": [self.redundancy] * len(self.people),
        }


def single_points(snapshot: Snapshot, gates: Gates) -> list[SinglePoints]:
    """Return for each gate everyone whose loss alone closes it, and its redundancy.

    A person closes a clause "k of these" if it stands on every way to more than len - k of its
    parts; the people who stand on every way from us to a person are that person's dominators.
    One dominator tree serves all gates; one or many, in any spelling (`asked.py`).

    Raises BadGate (person). O(m * passes) for the tree, with two to five passes in practice, and
    O(size * depth) for each gate; redundancy, where nobody alone closes the gate, adds disjoint
    paths (`redundancy.py`). From: Cooper, Harvey, Kennedy, "A simple, fast dominance algorithm"
    (2001), walked in breadth-first order.
    """
    asked = some_gates(snapshot, gates)
    for number, gate in enumerate(asked):
        if gate.people and gate.people[-1] >= snapshot.n:
            says = f"Gate {number} asks person {gate.people[-1]}, who is not in this snapshot."
            raise BadGate(says, why="person", where=number)
    _, tie = live(snapshot)
    above = dominators(snapshot, tie)
    ways = Ways(snapshot, tie)
    return [_of_gate(gate, above, ways) for gate in asked]


def dominators(snapshot: Snapshot, tie: NDArray[np.bool_]) -> list[int]:
    """Return for each person the nearest one on every way from us, us included; -1: no way.

    tie (m,): which ties count. Us comes before us. O(m * passes).
    """
    order, before = _ranked(snapshot, tie)
    nearest = [UNREACHED] * len(order)
    nearest[0] = 0
    changed = True
    while changed:
        changed = False
        for rank in range(1, len(order)):
            meet = UNREACHED
            for other in before[rank]:
                if nearest[other] != UNREACHED:
                    meet = other if meet == UNREACHED else _meeting(nearest, meet, other)
            if nearest[rank] != meet:
                nearest[rank] = meet
                changed = True
    above = [UNREACHED] * snapshot.n
    for rank, person in enumerate(order):
        above[person] = order[nearest[rank]]
    return above


def _ranked(snapshot: Snapshot, tie: NDArray[np.bool_]) -> tuple[list[int], list[list[int]]]:
    """Return the people reached, breadth first, and for each rank the ranks with a tie to it."""
    usable = tie[snapshot.tie_ids]
    rank = np.full(snapshot.n, UNREACHED, dtype=np.int64)
    edge = np.array([US])
    rank[US] = 0
    edges, count = [edge], 1
    while len(edge):
        arcs = spans(snapshot.indptr, edge)
        seen = snapshot.heads[arcs[usable[arcs]]]
        edge = np.unique(seen[rank[seen] == UNREACHED])
        rank[edge] = np.arange(count, count + len(edge))
        edges.append(edge)
        count += len(edge)
    order = np.concatenate(edges)
    tails, heads = rank[snapshot.tail[tie]], rank[snapshot.head[tie]]
    before: list[list[int]] = [[] for _ in range(len(order))]
    known = tails != UNREACHED
    for t, h in zip(tails[known].tolist(), heads[known].tolist(), strict=True):
        before[h].append(t)
    return order.tolist(), before


def _meeting(nearest: list[int], one: int, other: int) -> int:
    """Return where two chains of dominators meet; a dominator has the lower rank."""
    while one != other:
        while one > other:
            one = nearest[one]
        while other > one:
            other = nearest[other]
    return one


def _of_gate(gate: CompiledGate, above: list[int], ways: Ways) -> SinglePoints:
    closers = None if gate.root is None else _closers(gate.root, above)
    if closers is None:
        return SinglePoints(can_open=False, people=(), redundancy=0)
    if closers:
        return SinglePoints(can_open=True, people=tuple(sorted(closers)), redundancy=1)
    reached = {person for person in gate.people if above[person] != UNREACHED}
    return SinglePoints(True, (), fewest_to_close(gate, reached, ways))


def _closers(clause: Clause, above: list[int]) -> set[int] | None:
    """Return who alone closes the clause; None if it is closed with everybody there."""
    closed_by: Counter[int] = Counter()
    to_close = len(clause.parts) - clause.k + 1
    for part in clause.parts:
        if isinstance(part, Clause):
            inner = _closers(part, above)
        else:
            inner = None if above[part] == UNREACHED else set(_chain(part, above))
        if inner is None:
            to_close -= 1
        else:
            closed_by.update(inner)
    if to_close <= 0:
        return None
    return {person for person, parts in closed_by.items() if parts >= to_close}


def _chain(person: int, above: list[int]) -> Iterator[int]:
    """Yield the person and everyone above, us left out."""
    while person != US:
        yield person
        person = above[person]
