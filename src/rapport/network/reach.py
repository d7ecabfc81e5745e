"""How likely a gate is to be open: sampled worlds, with the error said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from rapport.network import fast as fast_or_not
from rapport.network.asked import Gates, some_gates
from rapport.network.counter import LANES, blocks_of, checked_blocks
from rapport.network.errors import BadDraw
from rapport.network.gates import CompiledGate
from rapport.network.kept_reach import Shared
from rapport.network.shown import Tabled
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import Part, from_us, over_tiles, part_of, tiles, words_of

WORLDS = 16_384


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GateReach(Tabled):
    """Counts of sampled worlds: `open` (g,) of `worlds`. Counts of disjoint blocks add up."""

    open: NDArray[np.int64]
    worlds: int

    @property
    def reach(self) -> NDArray[np.float64]:
        """Share of worlds in which each gate is open (g,)."""
        return self.open / self.worlds

    @property
    def standard_error(self) -> NDArray[np.float64]:
        """Standard error of `reach` (g,): of the sampling only, not of the chances assumed."""
        share = self.reach
        return np.asarray(np.sqrt(share * (1.0 - share) / self.worlds), dtype=np.float64)

    def interval(self, z: float = 1.96) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Low and high end (g,) of Wilson's interval: honest also when no world or all are open.

        From: Wilson, "Probable inference, the law of succession, and statistical inference",
        JASA 22 (1927).
        """
        share, size = self.reach, float(self.worlds)
        centre = share + z * z / (2.0 * size)
        half = z * np.sqrt(share * (1.0 - share) / size + z * z / (4.0 * size * size))
        scale = 1.0 + z * z / size
        return np.maximum(0.0, (centre - half) / scale), np.minimum(1.0, (centre + half) / scale)

    def columns(self, of: Any = None) -> dict[str, Any]:  # noqa: ARG002 - gates have no labels
        """Return a row for each gate, in the order asked: see `Tabled`."""
        low, high = self.interval()
        return {
            "gate": np.arange(len(self.open)),
            "open": self.open,
            "worlds": np.full(len(self.open), self.worlds),
            "reach": self.reach,
            "low": low,
            "high": high,
            "standard_error": self.standard_error,
        }

    def __add__(self, other: Self) -> "GateReach":
        return GateReach(self.open + other.open, self.worlds + other.worlds)


def gate_reach(
    snapshot: Snapshot,
    gates: Gates,
    *,
    worlds: int | None = None,
    blocks: range | None = None,
    seed: int = 0,
    fast: bool | None = None,
    threads: int | None = None,
    shared: Shared | None = None,
) -> GateReach:
    """Count the sampled worlds in which each gate is open.

    In a world, people, groups and ties fail independently with their chances; a person is
    reached if there and on a working way from us; a gate is open if enough of the people whose
    consent it needs are reached. All gates are asked of the same worlds; one or many, in any
    spelling (`asked.py`).

    worlds: how many, a multiple of 64 (16,384 unless said); or blocks: which blocks of 64 worlds,
    so that parts can be counted anywhere and added. The same seed gives the same worlds, whatever
    the chunks, the processes or the path: fast=True takes numba (bit-identical), False NumPy,
    None numba where it is installed and pays. threads: None takes every core on the
    numba path and one otherwise, which was measured fastest; say 1 in a process pool. shared: the
    reach over what other networks have too, to begin from, with words drawn before (by NumPy); the
    answer is the same.

    Raises BadDraw (worlds, blocks, seed, threads; fast if numba is asked for and missing) and
    BadGate. O((n + m) * worlds / 64) for the draws and about as much for each step of
    distance; memory for one tile of blocks per thread (`worlds.tiles`). From: plain Monte Carlo
    for network reliability (Fishman 1986); 64 worlds to a word as in bit-parallel simulation of
    circuits.
    """
    chosen = which_blocks(worlds, blocks)
    asked = some_gates(snapshot, gates)
    if shared is not None:
        part = part_of(snapshot, seed)
        counts = _opened(part, asked, shared.from_us(part, chosen))
        return GateReach(counts, LANES * len(chosen))
    people = sorted({person for gate in asked for person in gate.people})
    part = part_of(snapshot, seed, people)
    path = fast_or_not.path(fast=fast, words=part.size * len(chosen))

    def counted(run: range) -> NDArray[np.int64]:
        return _opened(part, asked, from_us(part, path.draw(part, run), path))

    runs = tiles(part, chosen)
    parts = over_tiles(counted, runs, path.threads if threads is None else threads)
    return GateReach(np.sum(parts, axis=0, dtype=np.int64), LANES * len(chosen))


def _opened(
    part: Part, asked: Sequence[CompiledGate], reached: NDArray[np.uint64]
) -> NDArray[np.int64]:
    """Count for each gate the worlds in which it is open, given who is reached (k, W)."""
    opened = [np.bitwise_count(words_of(part, gate, reached)).sum() for gate in asked]
    return np.array(opened, dtype=np.int64)


def which_blocks(worlds: int | None, blocks: range | None) -> range:
    """Return the blocks meant by one of the two arguments. Raises BadDraw (worlds, blocks)."""
    if blocks is None:
        return blocks_of(WORLDS if worlds is None else worlds)
    if worlds is not None:
        raise BadDraw("Say how many worlds or which blocks, not both.", why="blocks")
    return checked_blocks(blocks)
