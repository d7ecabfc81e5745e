"""What if: somebody is gone, a group is lost, a tie is made or broken, a post changes hands.

Before and after are asked of the same worlds, and what did not change keeps its luck: the
difference is then far better known than either side.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.network import fast as fast_or_not
from rapport.network.asked import Gates, expected, some_gates
from rapport.network.counter import LANES
from rapport.network.errors import BadChange, BadSnapshot
from rapport.network.gates import CompiledGate
from rapport.network.reach import GateReach, which_blocks
from rapport.network.shown import Tabled
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import US, Part, Path, from_us, over_tiles, part_of, tiles, words_of


@dataclass(frozen=True, slots=True)
class Change:
    """What is different: people and groups lost, ties made (tail, head, chance) and broken."""

    people_lost: tuple[int, ...] = ()
    groups_lost: tuple[int, ...] = ()
    ties_made: tuple[tuple[int, int, float], ...] = ()
    ties_broken: tuple[tuple[int, int], ...] = ()

    def applied(self, snapshot: Snapshot) -> Snapshot:
        """Return the changed snapshot: same keys, so the same luck; without the contact log.

        Raises BadChange: person (not there, or us), group, tie-missing (to break), and
        BadSnapshot for a tie made twice or badly; `where` is the place in that list of the
        change. O(n + m log m).
        """
        p_person, p_group = snapshot.p_person.copy(), snapshot.p_group.copy()
        p_person[_lost(self.people_lost, "person", range(US + 1, snapshot.n))] = 0.0
        p_group[_lost(self.groups_lost, "group", range(len(p_group)))] = 0.0
        kept = self._kept(snapshot)
        made = np.array([tie[:2] for tie in self.ties_made]).reshape(-1, 2)
        old = np.column_stack([snapshot.tail, snapshot.head])[kept]
        try:
            return Snapshot.of(
                n=snapshot.n,
                ties=np.concatenate([old, made]) if len(made) else old,
                p_tie=np.concatenate([snapshot.p_tie[kept], [tie[2] for tie in self.ties_made]]),
                p_person=p_person,
                group=snapshot.group,
                p_group=p_group,
                person_key=snapshot.person_key,
                group_key=snapshot.group_key,
                labels=snapshot.labels,
            )
        except BadSnapshot as bad:
            where = None if bad.where is None else bad.where - len(old)
            says = "A tie cannot be made: it is there already, or its people or chance are not."
            raise BadSnapshot(says, why=bad.why, where=where) from bad

    def _kept(self, snapshot: Snapshot) -> NDArray[np.bool_]:
        """Return which ties (m,) are not broken."""
        kept = np.ones(snapshot.m, dtype=bool)
        for number, (tail, head) in enumerate(self.ties_broken):
            found = np.flatnonzero((snapshot.tail == tail) & (snapshot.head == head))
            if not len(found):
                raise BadChange(
                    f"There is no tie from {tail} to {head} to break.",
                    why="tie-missing",
                    where=number,
                )
            kept[found] = False
        return kept


def _lost(given: tuple[int, ...], kind: str, known: range) -> list[int]:
    """Return the numbers of who or what is lost, all of them among the known."""
    for where, number in enumerate(given):
        whole = isinstance(number, int | np.integer) and not isinstance(number, bool)
        if not whole or number not in known:
            raise BadChange(f"There is no {kind} {number!r} to lose.", why=kind, where=where)
    return list(given)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Comparison(Tabled):
    """Two reaches on the same worlds: `gained` and `lost` (g,) count worlds that differ."""

    before: GateReach
    after: GateReach
    gained: NDArray[np.int64]
    lost: NDArray[np.int64]

    @property
    def difference(self) -> NDArray[np.float64]:
        """Reach after less reach before (g,)."""
        return (self.gained - self.lost) / self.before.worlds

    @property
    def standard_error(self) -> NDArray[np.float64]:
        """Standard error of `difference` (g,), from the worlds that differ: paired."""
        size = self.before.worlds
        differing = (self.gained + self.lost) / size
        return np.asarray(np.sqrt((differing - self.difference**2) / size), dtype=np.float64)

    def columns(self, of: Any = None) -> dict[str, Any]:  # noqa: ARG002 - gates have no labels
        """Return a row for each gate, in the order asked: see `Tabled`."""
        return {
            "gate": np.arange(len(self.gained)),
            "before": self.before.reach,
            "after": self.after.reach,
            "difference": self.difference,
            "standard_error": self.standard_error,
        }

    def __add__(self, other: "Comparison") -> "Comparison":
        """Add the counts of disjoint blocks."""
        return Comparison(
            self.before + other.before,
            self.after + other.after,
            self.gained + other.gained,
            self.lost + other.lost,
        )


def scenario(
    snapshot: Snapshot,
    gates: Gates,
    change: Change | Snapshot,
    *,
    gates_after: Gates | None = None,
    worlds: int | None = None,
    blocks: range | None = None,
    seed: int = 0,
    fast: bool | None = None,
    threads: int | None = None,
) -> Comparison:
    """Compare each gate before and after a change, world by world.

    change: what differs, or the whole snapshot afterwards (carry the keys over). gates_after:
    the same gates compiled with the holders afterwards, where posts changed hands.

    Raises BadChange (gates: another number of them after), what `Change.applied` raises, and
    what `gate_reach` raises. O(twice `gate_reach`). From: common random numbers (Law, Simulation
    Modeling and Analysis, chapter on comparing systems).
    """
    asked = some_gates(snapshot, gates)
    afterwards = changed(snapshot, change)
    later = asked if gates_after is None else list(gates_then(snapshot, change, gates_after))
    if len(later) != len(asked):
        raise BadChange(f"{len(asked)} gates before, {len(later)} after.", why="gates")
    chosen = which_blocks(worlds, blocks)
    path = fast_or_not.path(fast=fast, words=2 * (snapshot.n + snapshot.m) * len(chosen))
    counts = count_changes(
        snapshot, asked, [(afterwards, later)], blocks=chosen, seed=seed, path=path, threads=threads
    )
    return comparison(counts[0], LANES * len(chosen))


def changed(snapshot: Snapshot, change: Change | Snapshot) -> Snapshot:
    """Return the snapshot afterwards. Raises what `Change.applied` raises."""
    if isinstance(change, Change):
        return change.applied(snapshot)
    return expected(change, Snapshot, BadChange, "change")


def gates_then(
    snapshot: Snapshot, change: Change | Snapshot, gates: Gates
) -> tuple[CompiledGate, ...]:
    """Return gates as they are after a change, by the numbers and labels of then."""
    return tuple(some_gates(snapshot if isinstance(change, Change) else change, gates))


def comparison(counts: NDArray[np.int64], worlds: int) -> Comparison:
    """Name the rows (4, g) of what `count_changes` counted for one change."""
    was, will, gained, lost = counts
    return Comparison(GateReach(was, worlds), GateReach(will, worlds), gained, lost)


def count_changes(
    snapshot: Snapshot,
    gates: Sequence[CompiledGate],
    afterwards: Sequence[tuple[Snapshot, Sequence[CompiledGate]]],
    *,
    blocks: range,
    seed: int,
    path: Path,
    threads: int | None,
) -> NDArray[np.int64]:
    """Count worlds (changes, 4, g) for several changes: open before, open after, gained, lost.

    afterwards: per change the snapshot and the gates then. Before is drawn once for all of them.
    """
    first = _part(snapshot, seed, gates)
    others = [(_part(then, seed, later), later) for then, later in afterwards]

    def counted(run: range) -> NDArray[np.int64]:
        was = _open(first, gates, run, path)
        rows = np.empty((len(others), 4, len(gates)), dtype=np.int64)
        for row, (part, later) in zip(rows, others, strict=True):
            will = _open(part, later, run, path)
            for count, words in zip(row, (was, will, will & ~was, was & ~will), strict=True):
                count[:] = np.bitwise_count(words).sum(axis=1, dtype=np.int64)
        return rows

    parts = (first, *(part for part, _ in others))
    runs = tiles(max(parts, key=lambda part: part.size), blocks)
    counts = over_tiles(counted, runs, path.threads if threads is None else threads)
    return np.asarray(np.sum(counts, axis=0, dtype=np.int64))


def _part(snapshot: Snapshot, seed: int, gates: Sequence[CompiledGate]) -> Part:
    return part_of(snapshot, seed, {person for gate in gates for person in gate.people})


def _open(part: Part, gates: Sequence[CompiledGate], run: range, path: Path) -> NDArray[np.uint64]:
    """Return the worlds (g, W) in which each gate is open."""
    reached = from_us(part, path.draw(part, run), path)
    words = [words_of(part, gate, reached) for gate in gates]
    return np.array(words, dtype=np.uint64).reshape(len(gates), len(run))


def gaps(importance: ArrayLike, reach: ArrayLike) -> NDArray[np.float64]:
    """Return importance x (1 - reach) (g,): where a new tie would matter most.

    importance: (g,) finite, not negative; reach: (g,) in [0, 1]. Raises BadChange (shape,
    importance, reach). O(g).
    """
    weight = np.asarray(importance, dtype=np.float64)
    share = np.asarray(reach, dtype=np.float64)
    if weight.shape != share.shape or weight.ndim != 1:
        raise BadChange("Each gate has one importance and one reach.", why="shape")
    for wrong, why in (
        (~(np.isfinite(weight) & (weight >= 0.0)), "importance"),
        (~((share >= 0.0) & (share <= 1.0)), "reach"),
    ):
        if wrong.any():
            where = int(np.argmax(wrong))
            raise BadChange(f"Gate {where}: no such {why}.", why=why, where=where)
    return np.asarray(weight * (1.0 - share), dtype=np.float64)
