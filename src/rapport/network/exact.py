"""How likely a gate is to be open, exactly: a certificate for the sampled answer.

People enter one at a time; the frontier holds us, the people whose ties are not all decided yet
and those whose consent counts. A state of the frontier says who there is reached from us, who is
gone, and for the others which of them would be reached through which: equal states are merged,
so that the work grows with the width of the network and not with 2^ties.

From: frontier (edge elimination) methods as in Hardy, Lucet, Limnios, "K-terminal network
reliability measures with binary decision diagrams", IEEE Transactions on Reliability 56 (2007);
here with a reachability order in place of a partition, because ties are directed. Where a tie
has the same chance both ways the two arcs are decided by one draw: reach from one person has the
same law either way, since exploring outwards from us asks at most one of the two.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from rapport.network.asked import OneGate, a_snapshot, the_gate
from rapport.network.errors import TooWide
from rapport.network.frontier import Step, Tie, ordered, width_of
from rapport.network.gates import CompiledGate
from rapport.network.snapshot import NO_GROUP, Snapshot
from rapport.network.worlds import US, Part, part_of

MOST_GROUPS: Final = 10  # chancy groups; each doubles the work
MOST_STATES: Final = 100_000

Rows = tuple[int, ...]  # per place on the frontier, the places it reaches as bits; 0: gone
States = dict[Rows, float]


@dataclass(frozen=True, slots=True)
class ExactReach:
    """`reach` + `cut_off` = 1, each summed on its own, so that a tiny one keeps its digits.

    `width` is the most people on the frontier at once and `states` the most states.
    """

    reach: float
    cut_off: float
    width: int
    states: int


def exact_reach(
    snapshot: Snapshot, gate: OneGate | None = None, *, most_states: int = MOST_STATES
) -> ExactReach:
    """Return the exact chance that the gate is open; without a gate, that everyone is reached.

    People, ties and groups fail independently, as in `gate_reach`. Everyone reached means every
    person of the snapshot there and reached from us (all-terminal reliability).

    Raises TooWide (groups: more than 10 chancy groups; frontier: more than 30 people wide;
    states: more than `most_states`; plan: too many people to put in order) and BadGate.
    O(2^groups * (n + m) * states * width).
    """
    asked = None if gate is None else the_gate(snapshot, gate)
    posts = range(a_snapshot(snapshot).n) if asked is None else asked.people
    part = part_of(snapshot, 0, posts)
    if asked is None and len(part.people) < snapshot.n:
        return ExactReach(0.0, 1.0, 0, 0)
    kept = frozenset() if asked is None else frozenset(int(part.local[p]) for p in posts)
    opens = None if asked is None else _local(asked, part)
    plan = ordered(part, snapshot, kept)
    width = max((width_of(step.unfinished, kept) for step in plan), default=1)
    reach, cut_off, states = 0.0, 0.0, 0
    for weight, there in _group_worlds(snapshot, part):
        sweep = _Sweep(there, opens, kept, most_states)
        sweep.run(plan)
        reach += weight * sweep.reach
        cut_off += weight * sweep.cut_off
        states = max(states, sweep.widest)
    return ExactReach(reach, cut_off, width, states)


def _local(gate: CompiledGate, part: Part) -> Callable[[Callable[[int], bool]], bool]:
    """Return the gate as a question about local people; who was pruned is never reached."""

    def opens(reached: Callable[[int], bool]) -> bool:
        return gate.opens(lambda p: part.local[p] >= 0 and reached(int(part.local[p])))

    return opens


def _group_worlds(snapshot: Snapshot, part: Part) -> Iterator[tuple[float, list[float]]]:
    """Yield every fate of the chancy groups: its chance, and who is there then (k,)."""
    groups = [int(g) for g in np.unique(part.group) if g != NO_GROUP]
    chancy = [g for g in groups if snapshot.p_group[g] < 1.0]
    if len(chancy) > MOST_GROUPS:
        raise TooWide(
            f"{len(chancy)} groups may be lost: ask for the sampled answer.", why="groups"
        )
    base = snapshot.p_person[part.people]
    for fate in product((True, False), repeat=len(chancy)):
        weight = 1.0
        there = base.copy()
        for g, stays in zip(chancy, fate, strict=True):
            chance = float(snapshot.p_group[g])
            weight *= chance if stays else 1.0 - chance
            if not stays:
                there[part.group == g] = 0.0
        yield weight, there.tolist()


class _Sweep:
    """One pass over the plan, for one fate of the groups."""

    def __init__(
        self,
        there: list[float],
        opens: Callable[[Callable[[int], bool]], bool] | None,
        kept: frozenset[int],
        most_states: int,
    ) -> None:
        self.there = there
        self.opens = opens
        self.kept = kept
        self.most_states = most_states
        self.place = {US: 0}  # of each person on the frontier
        self.reach = 0.0
        self.cut_off = 0.0
        self.widest = 1

    def run(self, plan: list[Step]) -> None:
        """Decide everything; afterwards reach + cut_off = 1."""
        states: States = {(1,): 1.0}
        if self.opens is not None:
            states = self._settled(states, {US} if plan else set(), to_come=set(self.kept))
        to_come = set(self.kept)
        for number, step in enumerate(plan):
            states = self._entered(states, step.person)
            for tie in step.ties:
                states = self._tied(states, step.person, tie, number)
            for person in step.leaving:
                states = self._left(states, person)
            to_come.discard(step.person)
            if self.opens is not None:
                states = self._settled(states, set(step.unfinished), to_come)
        rest = sum(states.values())
        if self.opens is None:
            self.reach += rest
        else:
            self.cut_off += rest

    def _entered(self, states: States, person: int) -> States:
        """Branch on whether the person is there."""
        self.place[person] = len(self.place)
        bit = 1 << self.place[person]
        stays = self.there[person]
        following: States = {}
        for rows, weight in states.items():
            if stays > 0.0:
                following[(*rows, bit)] = weight * stays
            if stays < 1.0 and self.opens is None:
                self.cut_off += weight * (1.0 - stays)
            elif stays < 1.0:
                following[(*rows, 0)] = weight * (1.0 - stays)
        return following

    def _tied(self, states: States, person: int, tie: Tie, number: int) -> States:
        """Branch on whether the link works, once if both ways have one chance, else each way."""
        i, j = self.place[tie.earlier], self.place[person]
        ways: list[tuple[float, tuple[tuple[int, int], ...]]]
        ways = [(tie.onward, ((i, j),)), (tie.back, ((j, i),))]
        if tie.onward == tie.back:
            ways = [(tie.onward, ((i, j), (j, i)))]
        for chance, arcs in ways:
            following: States = {}
            for rows, weight in states.items():
                linked = rows
                for tail, head in arcs:
                    linked = _linked(linked, tail, head)
                if linked == rows:
                    following[rows] = following.get(rows, 0.0) + weight
                    continue
                if chance > 0.0:
                    following[linked] = following.get(linked, 0.0) + weight * chance
                if chance < 1.0:
                    following[rows] = following.get(rows, 0.0) + weight * (1.0 - chance)
            states = following
        self.widest = max(self.widest, len(states))
        if len(states) > self.most_states:
            raise TooWide(
                f"More than {self.most_states} states: ask for the sampled answer.",
                why="states",
                where=number,
            )
        return states

    def _left(self, states: States, person: int) -> States:
        """Forget a person whose ties are all decided; who had to be reached and cannot, fails."""
        place = self.place.pop(person)
        self.place = {p: at - (at > place) for p, at in self.place.items()}
        following: States = {}
        for rows, weight in states.items():
            lost = not any(row >> place & 1 for at, row in enumerate(rows) if at != place)
            if self.opens is None and lost:
                self.cut_off += weight
                continue
            short = _without(rows, place)
            following[short] = following.get(short, 0.0) + weight
        return following

    def _settled(self, states: States, unfinished: set[int], to_come: set[int]) -> States:
        """Take out the states whose answer no later link can change."""
        opens, place = self.opens, self.place
        growing = sum(1 << place[p] for p in unfinished)
        following: States = {}
        for rows, weight in states.items():

            def now(p: int, rows: Rows = rows) -> bool:
                return p in place and bool(rows[0] >> place[p] & 1)

            def still(p: int, rows: Rows = rows) -> bool:
                return now(p) or p in to_come or (p in place and rows[place[p]] != 0)

            if opens is not None and opens(now):
                self.reach += weight
            elif opens is None or (rows[0] & growing and opens(still)):
                following[rows] = weight
            else:
                self.cut_off += weight
        return following


def _linked(rows: Rows, tail: int, head: int) -> Rows:
    """Return the rows once tail reaches head, in canonical form.

    Row 0 holds who is reached. Who is reached keeps only the own bit, and no other row points
    there: how else a reached person might be reached is of no more use.
    """
    reached = rows[0]
    if not rows[tail] or not rows[head] or rows[tail] >> head & 1 or reached >> head & 1:
        return rows
    gained = rows[head]
    if not reached >> tail & 1:
        return tuple(row | gained if row >> tail & 1 else row for row in rows)
    reached |= gained
    after = [1 << at if reached >> at & 1 else row & ~reached for at, row in enumerate(rows)]
    after[0] = reached
    return tuple(after)


def _without(rows: Rows, place: int) -> Rows:
    """Return the rows with one place taken out of the frontier."""
    low = (1 << place) - 1
    return tuple(
        (row & low) | (row >> place + 1 << place) for at, row in enumerate(rows) if at != place
    )
