"""The worlds that new ties would open: what `next_ties` weighs and chooses from.

A tie made from a start to an end opens a gate in the worlds where the start is reached, the tie
comes to be, and the end is there and leads to enough of the people asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.network.counter import EVERY
from rapport.network.gates import Clause, CompiledGate
from rapport.network.sampled import Sampled
from rapport.network.scenario import Change
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import TILE_WORDS, US, Path, over_tiles, tiles

Place = tuple[int, int]  # a new tie, as its row among the starts and its column among the ends


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """What is asked, whatever ties have been chosen so far; `chance` is that of a new tie."""

    gate: CompiledGate
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    chance: float
    seed: int
    blocks: range
    path: Path
    threads: int

    @property
    def ours(self) -> bool:
        """Whether every new tie would start at us."""
        return bool((self.starts == US).all())


def is_any(gate: CompiledGate) -> bool:
    """Whether reaching one of the people asked is enough, whichever it is."""

    def single(clause: Clause) -> bool:
        return clause.k == 1 and all(single(p) for p in clause.parts if isinstance(p, Clause))

    return gate.root is not None and single(gate.root)


class Field:
    """One snapshot's sampled worlds, as the words that new ties are weighed with.

    People asked are taken in bundles: all together where one of them is enough, else each alone.
    `leads[b]` (f, W): an end is there and leads to the bundle, looked for where the gate is
    closed and the bundle not reached; `led` (f,): which ends lead to any, as a tie to others opens
    nothing. `reached[b]` (W,): the bundle is reached already. `started` (s, W): each start is
    reached. `open` (W,): the gate is open.
    """

    def __init__(self, ask: Weighing, snapshot: Snapshot, sampled: Sampled) -> None:
        self.ask, self.snapshot, self.sampled = ask, snapshot, sampled
        posts = ask.gate.people
        self.bundles = [posts] if is_any(ask.gate) else [(post,) for post in posts]
        self.bundle_of = {post: b for b, bundle in enumerate(self.bundles) for post in bundle}
        wide = len(ask.blocks)
        leads = np.zeros((len(self.bundles), len(ask.ends), wide), dtype=np.uint64)
        self.reached = np.zeros((len(self.bundles), wide), dtype=np.uint64)
        self.started = np.full((len(ask.starts), wide), EVERY, dtype=np.uint64)
        self._ours: NDArray[np.uint64] | None = None  # new ties of ours, once they are asked for
        self._sample(leads)
        self.led = np.flatnonzero(leads.any(axis=(0, 2)))
        self.leads, self._ends = leads[:, self.led], ask.ends[self.led]
        self.open = self._words(self.reached)

    def _sample(self, leads: NDArray[np.uint64]) -> None:
        """Fill in the words: one pass forwards, and one backwards for each bundle.

        Where the gate is open or the bundle is reached nothing more can be gained: there nobody
        is asked who leads to it.
        """
        ask, sampled = self.ask, self.sampled
        local = sampled.part.local
        ends, starts = local[ask.ends], local[ask.starts]
        rows = [asked[asked >= 0] for asked in (local[list(each)] for each in self.bundles)]

        def fill(run: range) -> None:
            at = slice(run.start - ask.blocks.start, run.stop - ask.blocks.start)
            worlds = sampled.run(run)
            if not ask.ours:
                self.started[:, at] = _rows(worlds.ahead, starts)
            for number, asked in enumerate(rows):
                self.reached[number, at] = np.bitwise_or.reduce(worlds.ahead[asked], axis=0)
            closed = ~self._words(self.reached[:, at])
            for number, asked in enumerate(rows):
                wanting = closed & ~self.reached[number, at]
                if (worlds.back.there[asked] & wanting).any():
                    leading = sampled.leading(worlds, asked, wanting)
                    leads[number, :, at] = _rows(leading, ends)

        over_tiles(fill, tiles(sampled.part, ask.blocks), ask.threads)

    def _words(self, of: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Return the open worlds, given those in which each bundle is reached (bundles, ..., W)."""
        return self.ask.gate.words(lambda post: of[self.bundle_of[post]], of.shape[1:])

    def count_open(self) -> int:
        """Count the worlds open now."""
        return int(np.bitwise_count(self.open).sum())

    def made(self, row: int, columns: slice) -> NDArray[np.uint64]:
        """Return the worlds in which new ties from a start come to be and the start is reached.

        Shape (columns of those `led`, W), to be read only; a tie that is there already, or to the
        same person, comes to nothing.
        """
        if not self.ask.ours:
            return self._made(row, self._ends[columns])
        if self._ours is None:
            self._ours = self._made(row, self._ends)
        return self._ours[columns]

    def _made(self, row: int, heads: NDArray[np.int64]) -> NDArray[np.uint64]:
        ask, snapshot = self.ask, self.snapshot
        tail = int(ask.starts[row])
        held = np.zeros(snapshot.n, dtype=bool)
        held[snapshot.heads[snapshot.indptr[tail] : snapshot.indptr[tail + 1]]] = True
        held[tail] = True
        words = self.sampled.new_ties(tail, heads, ask.chance, ask.blocks)
        words[held[heads]] = 0
        words &= self.started[row]
        return words

    def _columns(self) -> Iterator[slice]:
        """Cut the ends that lead anywhere into runs that fit the cache."""
        height = max(1, TILE_WORDS // len(self.ask.blocks))
        for first in range(0, len(self.led), height):
            yield slice(first, min(first + height, len(self.led)))

    def most(self) -> int:
        """Count the closed worlds that all the ties would open together."""
        if not len(self.led):
            return 0
        brought = np.zeros_like(self.reached)
        for columns in self._columns():
            for row in range(len(self.ask.starts)):
                worlds = self.leads[:, columns] & self.made(row, columns)
                brought |= np.bitwise_or.reduce(worlds, axis=1)
        return int(self.opened(brought))

    def gains(self) -> NDArray[np.int64]:
        """Count for each start and end (s, e) the closed worlds that the tie alone would open."""
        counts = np.zeros((len(self.ask.starts), len(self.ask.ends)), dtype=np.int64)
        closed = ~self.open
        for columns in self._columns():
            enough = self._words(self.leads[:, columns] | self.reached[:, None]) & closed
            for row in range(len(counts)):
                opens = self.made(row, columns) & enough
                counted = np.bitwise_count(opens).sum(axis=1, dtype=np.int64)
                counts[row, self.led[columns]] = counted
        return counts

    def nearest(self, most: int) -> list[Place]:
        """Return for each bundle the ties that bring it within reach in the most closed worlds."""
        best: set[Place] = set()
        shape = (len(self.bundles), len(self.ask.starts), len(self.ask.ends))
        counts = np.zeros(shape, dtype=np.int64)
        wanted = (~self.open & ~self.reached)[:, None]
        for columns in self._columns():
            brings = self.leads[:, columns] & wanted
            for row in range(shape[1]):
                worlds = np.bitwise_count(brings & self.made(row, columns))
                counts[:, row, self.led[columns]] = worlds.sum(axis=2, dtype=np.int64)
        for of in counts.reshape(shape[0], shape[1] * shape[2]):
            order = np.argsort(-of, kind="stable")[:most]
            best.update(divmod(int(at), shape[2]) for at in order if of[at])
        return sorted(best)

    def brought(self, place: Place) -> NDArray[np.uint64]:
        """Return the worlds (bundles, W) in which that tie leads us to each bundle."""
        row, column = place[0], int(np.searchsorted(self.led, place[1]))
        return np.asarray(self.leads[:, column] & self.made(row, slice(column, column + 1)))

    def opened(self, brought: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Count the closed worlds that open with what is brought (bundles, ..., W) by new ties."""
        bare = self.reached.reshape(len(self.reached), *[1] * (brought.ndim - 2), -1)
        worlds = self._words(brought | bare) & ~self.open
        return np.asarray(np.bitwise_count(worlds).sum(axis=-1), dtype=np.int64)

    def take(self, places: Sequence[Place]) -> "Field":
        """Return the field once those ties are made; where all start at us it is this one."""
        ask = self.ask
        if ask.ours:
            for place in places:
                self.reached |= self.brought(place)
            self.open = self._words(self.reached)
            return self
        made = [(int(ask.starts[i]), int(ask.ends[j]), ask.chance) for i, j in places]
        changed = Change(ties_made=tuple(made)).applied(self.snapshot)
        return Field(ask, changed, sampled_for(ask, changed))


def sampled_for(ask: Weighing, snapshot: Snapshot, drawn: Sampled | None = None) -> Sampled:
    """Return the worlds of a snapshot that one gate turns on, or those drawn already.

    Raises BadDraw (sampled) if those are of something else.
    """
    people = {US, *ask.gate.people, *ask.starts.tolist()}
    if drawn is not None:
        return drawn.checked(snapshot, people, ask.seed)
    return Sampled(snapshot, people, ask.seed, ask.path)


def _rows(words: NDArray[np.uint64], rows: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Return those rows; for people left out of the part (-1), no world at all."""
    return np.where((rows >= 0)[:, None], words[rows], np.uint64(0))
