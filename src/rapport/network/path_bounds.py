"""What is left of a way at least: for each person, the least cost from them to the one asked for.

A step from u to v costs -log(p of the tie * p that v is there). With a limit of hops, the bounds
are layered by the hops left and read only the surroundings of us; without one, they come from
Dijkstra's search backwards from the person, stopped at the cost that is known to be enough.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import scipy
from numpy.typing import NDArray

from rapport.network.snapshot import Snapshot
from rapport.network.worlds import US

SCIPY: Final[Any] = scipy  # it carries no types, and loads its parts when first asked for them


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """Lower bounds (n,) of the cost that remains; layers[r] with at most r hops left.

    Without a limit of hops there is one layer, and `hops` is None.
    """

    snapshot: Snapshot
    person: int
    hops: int | None
    layers: tuple[NDArray[np.float64], ...]

    def steps(self, u: int, left: int) -> "Steps":
        """Return the steps from u worth trying with so many hops left, the best first."""
        ahead = self.layers[left - 1 if self.hops is not None else 0]
        arcs = slice(self.snapshot.indptr[u], self.snapshot.indptr[u + 1])
        heads, ties = self.snapshot.heads[arcs], self.snapshot.tie_ids[arcs]
        open_ = np.flatnonzero(ahead[heads] < np.inf)
        heads, ties = heads[open_], ties[open_]
        cost = step_costs(self.snapshot, heads, ties)
        total = cost + ahead[heads]
        order = np.argsort(total, kind="stable")
        order = order[: np.searchsorted(total[order], np.inf)]
        return Steps(
            total[order].tolist(), cost[order].tolist(), heads[order].tolist(), ties[order].tolist()
        )


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps from one person: least cost to the end through each, own cost, who, by which tie."""

    total: list[float]
    cost: list[float]
    heads: list[int]
    ties: list[int]


def step_costs(
    snapshot: Snapshot, heads: NDArray[np.int32], ties: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Return -log of the chance of each step; infinite where it has none. O(steps)."""
    with np.errstate(divide="ignore"):
        cost = np.log(snapshot.p_tie[ties] * snapshot.p_person[heads])
    return np.asarray(0.0 - cost)  # and no negative zero


def near_bounds(snapshot: Snapshot, person: int, hops: int, barred: NDArray[np.bool_]) -> Bounds:
    """Bound the cost from everybody within `hops` of us. O(n + arcs of those nearer than that).

    Somebody d hops from us has at most hops - d left: each layer is due for fewer people.
    """
    near, within = _surroundings(snapshot, person, hops, barred)
    arcs, first_arc = _arcs(snapshot, near)
    heads = snapshot.heads[arcs]
    cost = step_costs(snapshot, heads, snapshot.tie_ids[arcs])
    end = np.full(snapshot.n, np.inf)
    end[person] = 0.0
    layers = [end]
    for left in range(1, hops):
        people = within[hops - left]
        layer = end.copy()
        if people:
            size = first_arc[people]
            total = cost[:size] + layers[-1][heads[:size]]
            layer[near[:people]] = np.minimum.reduceat(total, first_arc[:people])
        layers.append(layer)
        if people == len(near) and np.array_equal(layer, layers[-2]):
            layers.extend([layer] * (hops - 1 - left))  # more hops change nothing
            break
    return Bounds(snapshot, person, hops, tuple(layers))


def _surroundings(
    snapshot: Snapshot, person: int, hops: int, barred: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], list[int]]:
    """Return those who may be passed, nearest first, and how many are within 0 .. hops - 1 hops.

    Us and people without a tie of their own are left out: no path passes them.
    """
    seen = barred.copy()
    seen[[US, person]] = True
    useful = np.diff(snapshot.indptr) > 0
    edge = np.array([US])
    rings: list[NDArray[np.intp]] = []
    within = [0]
    for _ in range(1, hops):
        if len(edge):
            reached = np.zeros(snapshot.n, dtype=bool)
            reached[snapshot.heads[_arcs(snapshot, edge)[0]]] = True
            edge = np.flatnonzero(reached & ~seen)
            seen[edge] = True
            edge = edge[useful[edge]]
            rings.append(edge)
        within.append(within[-1] + len(edge))
    return np.concatenate([np.zeros(0, dtype=np.intp), *rings]), within


def _arcs(
    snapshot: Snapshot, people: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the places of the people's arcs, and where each one's begin (people + 1,)."""
    starts, counts = snapshot.indptr[people], np.diff(snapshot.indptr)[people]
    first = np.concatenate([[0], np.cumsum(counts)])
    return np.arange(first[-1]) + np.repeat(starts - first[:-1], counts), first


def far_bounds(snapshot: Snapshot, person: int, barred: NDArray[np.bool_], enough: float) -> Bounds:
    """Bound the cost from everybody who is no more than `enough` from the person.

    Dijkstra backwards, stopped there. O(m + those found * log(those found)).
    """
    cost = step_costs(snapshot, snapshot.heads, snapshot.tie_ids)
    closed = barred.copy()
    closed[US] = True
    cost[closed[snapshot.heads]] = np.inf
    forward = SCIPY.sparse.csr_matrix(
        (cost, snapshot.heads, snapshot.indptr), shape=(snapshot.n, snapshot.n)
    )
    slack = enough + 1e-9 * (1.0 + abs(enough))  # sums in another order differ in the last bits
    layer = SCIPY.sparse.csgraph.dijkstra(forward.T, indices=person, limit=slack)
    layer[closed] = np.inf
    return Bounds(snapshot, person, None, (layer,))
