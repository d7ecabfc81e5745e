"""How many people it takes to close a gate that nobody closes alone.

To close a gate is to cut us off from every person of one of its closing sets, and by Menger's
theorem the fewest people that cut us off from a set are as many as there are ways from us to it
that share nobody. A gate with very many closing sets is solved as an integer programme.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Final

import numpy as np
import scipy
from numpy.typing import NDArray

from rapport.network.errors import TooWide
from rapport.network.gates import Clause, CompiledGate
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import US

MOST_SETS: Final = 500
MOST_SECONDS: Final = 60.0  # for the integer programme of one gate
SCIPY: Final[Any] = scipy  # it carries no types, and loads its parts when first asked for them
START: Final = -1  # before the first person of a way, counted from the gate


class Ways:
    """The ties that count, read backwards from the gates; built when first asked for."""

    def __init__(self, snapshot: Snapshot, tie: NDArray[np.bool_]) -> None:
        self.snapshot = snapshot
        self.tie = tie

    @cached_property
    def before(self) -> list[list[int]]:
        """For each person those with a tie to them, the farthest from us first. O(m log m)."""
        known = np.flatnonzero(self.tie)
        tails, heads = self.snapshot.tail[known].tolist(), self.snapshot.head[known].tolist()
        after: list[list[int]] = [[] for _ in range(self.snapshot.n)]
        for t, h in zip(tails, heads, strict=True):
            after[t].append(h)
        distance = _distances(after)
        before: list[list[int]] = [[] for _ in range(self.snapshot.n)]
        for t in sorted(distance, key=distance.__getitem__, reverse=True):
            for h in after[t]:
                before[h].append(t)
        return before


def _distances(after: list[list[int]]) -> dict[int, int]:
    distance = {US: 0}
    edge = [US]
    while edge:
        following = []
        for t in edge:
            for h in after[t]:
                if h not in distance:
                    distance[h] = distance[t] + 1
                    following.append(h)
        edge = following
    return distance


def fewest_to_close(gate: CompiledGate, reached: set[int], ways: Ways) -> int | None:
    """Return the smallest number of people whose loss closes a gate that nobody closes alone.

    reached: those of its people whom we reach with everybody there. None if no loss closes it.
    Exact: disjoint paths for up to 500 closing sets, an integer programme beyond. Raises TooWide
    (redundancy) if that programme is not solved within a minute. O(sets * redundancy * m).
    """
    if gate.root is None:
        return 0
    sets = gate.closing_sets(MOST_SETS)
    if sets is None:
        return _programme(gate.root, ways)
    wanted = sorted({each & reached for each in sets if US not in each}, key=len)
    if not wanted:
        return None
    fewest = len(wanted[0])
    for each in wanted:
        if fewest > 2:  # one person alone does not do it
            fewest = min(fewest, disjoint_ways(ways.before, each, fewest))
    return fewest


def disjoint_ways(before: list[list[int]], ends: frozenset[int], most: int) -> int:
    """Count ways from us to the ends that share nobody, up to `most`.

    before: for each person those with a tie to them. Ways are searched from the ends, first
    towards whoever is nearest to us, and augmented. O(most * m). From: Ford and Fulkerson (1956),
    with a capacity of one on each person.
    """
    flow = _Flow(before)
    found = 0
    while found < most and flow.augment(ends):
        found += 1
    return found


class _Flow:
    """Ways found so far, from the gate to us; `toward` and `behind` are the steps on them."""

    def __init__(self, before: list[list[int]]) -> None:
        self.before = before
        self.toward: dict[int, int] = {}
        self.behind: dict[int, int] = {}

    def augment(self, ends: frozenset[int]) -> bool:
        """Find one more way, rerouting others where that helps."""
        came: dict[tuple[int, bool], tuple[int, bool] | None] = {
            (person, False): None for person in sorted(ends)
        }
        stack = list(came)
        while stack:
            state = stack.pop()
            for step in self._onward(state):
                if step == (US, False):
                    self._reroute(came, state)
                    return True
                if step not in came:
                    came[step] = state
                    stack.append(step)
        return False

    def _onward(self, state: tuple[int, bool]) -> Iterator[tuple[int, bool]]:
        """Yield the next states: a person just come to (False), or about to be left (True)."""
        person, leaving = state
        taken = person in self.toward
        if not leaving:
            if not taken:
                yield person, True
            elif self.behind[person] != START:
                yield self.behind[person], True
            return
        if taken:
            yield person, False
        for other in self.before[person]:
            if not (taken and self.toward[person] == other):
                yield other, False

    def _reroute(
        self,
        came: dict[tuple[int, bool], tuple[int, bool] | None],
        last: tuple[int, bool],
    ) -> None:
        """Undo the steps that the new way walks back, then enter its own."""
        gained = [(last[0], US)]
        state: tuple[int, bool] = last
        while (previous := came[state]) is not None:
            if previous[0] != state[0]:
                if state[1]:  # came to `previous`, went back to the one behind it
                    del self.toward[state[0]]
                else:
                    gained.append((previous[0], state[0]))
            state = previous
        gained.append((START, state[0]))
        for one, other in gained:
            if one != START:
                self.toward[one] = other
            if other != US:
                self.behind[other] = one


def _programme(gate: Clause, ways: Ways) -> int | None:
    """Solve for the fewest people lost so that a gate that can open is closed.

    For each person: lost (0 or 1), and reached, which is at least the reach of a neighbour less
    the own loss. For each clause: met (0 or 1), which is 1 once k parts are met. We are reached,
    the gate is not met.
    """
    n = ways.snapshot.n
    rows: list[list[tuple[int, float]]] = []  # each sums to at most its limit
    limits: list[float] = []
    for head, tails in enumerate(ways.before):
        for tail in tails:
            if head != US:
                rows.append([(n + tail, 1.0), (n + head, -1.0), (head, -1.0)])
                limits.append(0.0)
    clauses = 0

    def met(part: int | Clause) -> int:
        nonlocal clauses
        if not isinstance(part, Clause):
            return n + part
        own = 2 * n + clauses
        clauses += 1
        terms = [(met(each), 1.0) for each in part.parts]
        rows.append([*terms, (own, -float(len(part.parts) - part.k + 1))])
        limits.append(part.k - 1.0)
        return own

    root = met(gate)
    low, high = np.zeros(2 * n + clauses), np.ones(2 * n + clauses)
    high[US], low[n + US], high[root] = 0.0, 1.0, 0.0
    place = [(row, column, value) for row, terms in enumerate(rows) for column, value in terms]
    row, column, value = zip(*place, strict=True)
    matrix = SCIPY.sparse.csr_matrix((value, (row, column)), shape=(len(rows), len(low)))
    cost = np.concatenate([np.ones(n), np.zeros(n + clauses)])
    found = SCIPY.optimize.milp(
        cost,
        constraints=SCIPY.optimize.LinearConstraint(matrix, ub=np.array(limits)),
        integrality=np.concatenate([np.ones(n), np.zeros(n), np.ones(clauses)]),
        bounds=SCIPY.optimize.Bounds(low, high),
        options={"time_limit": MOST_SECONDS},
    )
    if found.status == 2:  # infeasible: no loss closes the gate
        return None
    if found.status != 0:
        raise TooWide("The redundancy of so wide a gate was not found.", why="redundancy")
    fewest: float = found.fun
    return round(fewest)
