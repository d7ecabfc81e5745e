"""How often a gate would be lost with one person: criticality counted in sampled worlds.

In a world where the gate is open, a person is critical if without them it would be closed. The
share of worlds in which a person is critical is their Birnbaum importance times the chance that
they are there: how much of today's reach hangs on them.

All worlds of a tile are treated at once, 64 to a word. For one post, in each world: a critical
person lies on every way, so on every shortest one, and alone at that distance from us. These
candidates are tried from us outwards: reach is spread with the candidates not yet tried held
back; if it comes past a candidate to a later one (the post is the last), that candidate can be
gone round; then it is let through as well. One such sweep costs little more than the spread of
reach itself, whatever the number of people. From: the sweep along one path for cut vertices
(Tarjan 1972), carried to many worlds at once and to directed ties.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.network import fast as fast_or_not
from rapport.network.asked import Gates, some_gates
from rapport.network.counter import EVERY, LANES
from rapport.network.gates import CompiledGate
from rapport.network.reach import which_blocks
from rapport.network.shown import Tabled, named
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import (
    US,
    Draw,
    Part,
    Wave,
    onward,
    over_tiles,
    part_of,
    tiles,
    waves,
    words_of,
)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PersonLoss(Tabled):
    """Counts of sampled worlds: `critical` (g, n) and `open` (g,) of `worlds`."""

    critical: NDArray[np.int64]
    open: NDArray[np.int64]
    worlds: int

    @property
    def loss(self) -> NDArray[np.float64]:
        """Reach lost with each person (g, n): what is open now and would not be without them."""
        return self.critical / self.worlds

    @property
    def standard_error(self) -> NDArray[np.float64]:
        """Standard error of `loss` (g, n), of the sampling only."""
        share = self.loss
        return np.asarray(np.sqrt(share * (1.0 - share) / self.worlds), dtype=np.float64)

    def columns(self, of: Any = None) -> dict[str, Any]:
        """Return a row for each gate and person: see `Tabled`."""
        gates, people = self.critical.shape
        return {
            "gate": np.repeat(np.arange(gates), people),
            "person": named(np.tile(np.arange(people), gates), of),
            "critical": self.critical.ravel(),
            "loss": self.loss.ravel(),
            "standard_error": self.standard_error.ravel(),
        }


def person_loss(
    snapshot: Snapshot,
    gates: Gates,
    *,
    worlds: int | None = None,
    blocks: range | None = None,
    seed: int = 0,
    fast: bool | None = None,
    threads: int = 1,
) -> PersonLoss:
    """Count, for each gate and person, the sampled worlds that are open only with that person.

    The worlds are those of `gate_reach` with the same arguments. Us (person 0) is never counted.
    fast chooses how they are drawn; more threads did not pay when measured.

    Raises BadDraw and BadGate as `gate_reach` does. O((a + people) * worlds / 64) for each post,
    times the number of steps of distance; from the same sources as the module's text.
    """
    chosen = which_blocks(worlds, blocks)
    asked = some_gates(snapshot, gates)
    posts = sorted({person for gate in asked for person in gate.people})
    part = part_of(snapshot, seed, posts)
    path = fast_or_not.path(fast=fast, words=part.size * len(chosen))

    def counted(run: range) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        sampled = path.draw(part, run)
        reached, steps = _recorded(part, sampled)
        closed = {
            post: _critical(part, sampled, steps, reached, int(part.local[post]))
            for post in posts
            if part.local[post] > US
        }
        each = [_of_gate(part, gate, reached, closed) for gate in asked]
        return (
            np.array([count for count, _ in each], dtype=np.int64).reshape(
                len(asked), len(part.people)
            ),
            np.array([opened for _, opened in each], dtype=np.int64),
        )

    tallies = over_tiles(counted, tiles(part, chosen), threads)
    critical = np.zeros((len(asked), snapshot.n), dtype=np.int64)
    critical[:, part.people] = np.sum([count for count, _ in tallies], axis=0)
    opened = np.sum([opened for _, opened in tallies], axis=0, dtype=np.int64)
    return PersonLoss(critical, np.asarray(opened), LANES * len(chosen))


def _recorded(part: Part, sampled: Draw) -> tuple[NDArray[np.uint64], list[Wave]]:
    """Return the reach and its waves, us as the first: who is how many ties away, per world."""
    reached = np.zeros_like(sampled.there)
    reached[US] = EVERY
    first = Wave(np.array([US]), reached[[US]].copy())
    return reached, [first, *waves(part, sampled, reached)]


def _critical(
    part: Part, sampled: Draw, steps: list[Wave], reached: NDArray[np.uint64], post: int
) -> NDArray[np.uint64]:
    """Return the worlds (k, W) in which each person is on every way from us to the post."""
    levels = _candidates(part, sampled.works, steps, reached, post)
    held = np.zeros_like(reached)
    for rows, alone in levels:
        held[rows] |= alone
    sweep = _Sweep(part, sampled, held)
    sweep.advance(np.array([US]))
    critical = np.zeros_like(reached)
    for rows, alone in levels:
        held[rows] &= ~alone
        past = np.bitwise_or.reduce(held & ~sweep.left, axis=0)
        critical[rows] |= alone & ~past
        let_through = alone & ~sweep.left[rows]
        sweep.carry[rows] |= let_through
        sweep.advance(rows[let_through.any(axis=1)])
    return critical


class _Sweep:
    """Reach that the people held take in but do not pass on; `held` (k, W) shrinks from outside.

    `carry` and `left` are those of `worlds.onward`.
    """

    def __init__(self, part: Part, sampled: Draw, held: NDArray[np.uint64]) -> None:
        self.part = part
        self.works = sampled.works
        self.held = held
        self.carry = np.zeros_like(held)
        self.carry[US] = EVERY
        self.left = sampled.there & ~self.carry

    def advance(self, rows: NDArray[np.intp]) -> None:
        """Spread reach from those people to the end."""
        while len(rows):
            wave = onward(self.part, self.works, self.carry, self.left, rows)
            passing = wave.fresh & ~self.held[wave.rows]
            self.carry[wave.rows] |= passing
            rows = wave.rows[passing.any(axis=1)]


def _candidates(
    part: Part,
    works: NDArray[np.uint64],
    steps: list[Wave],
    reached: NDArray[np.uint64],
    post: int,
) -> list[tuple[NDArray[np.intp], NDArray[np.uint64]]]:
    """Return, per distance from us, the people alone at it on the shortest ways to the post.

    Each entry: people (rows) and worlds (rows, W). Walks the waves back from the post.
    """
    levels: list[tuple[NDArray[np.intp], NDArray[np.uint64]]] = []
    on_way = np.zeros_like(reached)
    on_way[post] = reached[post]
    for step in range(len(steps) - 1, 0, -1):
        rows, fresh = steps[step]
        here = fresh & on_way[rows]
        some = here.any(axis=1)
        rows, here = rows[some], here[some]
        if not len(rows):
            continue
        before = np.bitwise_or.accumulate(here, axis=0)
        several = np.bitwise_or.reduce(before[:-1] & here[1:], axis=0)
        levels.append((rows, here & ~several))
        _step_back(part, works, Wave(rows, here), steps[step - 1], on_way)
    return levels[::-1]


def _step_back(
    part: Part,
    works: NDArray[np.uint64],
    here: Wave,
    nearer: Wave,
    on_way: NDArray[np.uint64],
) -> None:
    """Mark whoever is one tie nearer to us and has a working tie to the people here."""
    heads = np.zeros(len(part.people), dtype=bool)
    tails = np.zeros(len(part.people), dtype=bool)
    heads[here.rows], tails[nearer.rows] = True, True
    arcs = part.arcs[(heads[part.head] & tails[part.tail])[part.arcs]]
    if not len(arcs):
        return
    tail = part.tail[arcs]
    first = np.flatnonzero(np.concatenate([[True], tail[1:] != tail[:-1]]))
    passed = here.fresh.take(np.searchsorted(here.rows, part.head[arcs]), axis=0)
    passed &= works.take(arcs, axis=0)
    back = np.bitwise_or.reduceat(passed, first, axis=0)
    rows = tail[first]
    on_way[rows] |= back & nearer.fresh[np.searchsorted(nearer.rows, rows)]


def _of_gate(
    part: Part,
    gate: CompiledGate,
    reached: NDArray[np.uint64],
    closed: dict[int, NDArray[np.uint64]],
) -> tuple[NDArray[np.int64], int]:
    """Count the worlds (k,) open only with each person, and those open now."""
    is_open = words_of(part, gate, reached)

    def without_each(post: int) -> NDArray[np.uint64]:
        """Reach of the post (k, W) without each of the people in turn."""
        if post in closed:
            return np.asarray(reached[part.local[post]] & ~closed[post], dtype=np.uint64)
        return reached[US] if part.local[post] == US else np.zeros_like(is_open)

    still = np.broadcast_to(gate.words(without_each, reached.shape), reached.shape)
    count = np.bitwise_count(is_open & ~still).sum(axis=1, dtype=np.int64)
    return count, int(np.bitwise_count(is_open).sum())
