"""The worlds that new ties would open: what `next_ties` weighs and chooses from.

A tie made from a start to an end opens a gate in the worlds where the start is reached, the tie
comes to be, and the end is there and leads to enough of the people asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.network import counter
from rapport.network.counter import EVERY, bernoulli_words
from rapport.network.gates import Clause, CompiledGate
from rapport.network.scenario import Change
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import (
    TILE_WORDS,
    US,
    Draw,
    Path,
    backwards,
    from_us,
    over_tiles,
    part_towards,
    tiles,
)

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
    `leads[b]` (e, W): each end is there and leads to the bundle. `reached[b]` (W,): the bundle is
    reached already. `started` (s, W): each start is reached. `open` (W,): the gate is open.
    """

    def __init__(self, ask: Weighing, snapshot: Snapshot) -> None:
        self.ask, self.snapshot = ask, snapshot
        posts = ask.gate.people
        self.bundles = [posts] if is_any(ask.gate) else [(post,) for post in posts]
        self.bundle_of = {post: b for b, bundle in enumerate(self.bundles) for post in bundle}
        wide = len(ask.blocks)
        self.leads = np.zeros((len(self.bundles), len(ask.ends), wide), dtype=np.uint64)
        self.reached = np.zeros((len(self.bundles), wide), dtype=np.uint64)
        self.started = np.full((len(ask.starts), wide), EVERY, dtype=np.uint64)
        self._sample()
        self.open = self._words(self.reached)

    def _sample(self) -> None:
        """Fill in the words: one pass backwards for each bundle, one forwards for the starts."""
        ask = self.ask
        people = {US, *ask.gate.people, *ask.starts.tolist()}
        part = part_towards(self.snapshot, ask.seed, people)
        turned, old = backwards(part)
        ends, starts = part.local[ask.ends], part.local[ask.starts]

        def fill(run: range) -> None:
            at = slice(run.start - ask.blocks.start, run.stop - ask.blocks.start)
            worlds = ask.path.draw(part, run)
            if not ask.ours:
                ahead = from_us(part, worlds, ask.path)
                self.started[:, at] = _rows(ahead, starts)
            back = Draw(worlds.there, worlds.works[old])
            for number, bundle in enumerate(self.bundles):
                leading = np.zeros_like(worlds.there)
                rows = part.local[list(bundle)]
                rows = rows[rows >= 0]
                leading[rows] = worlds.there[rows]
                ask.path.spread(turned, back, leading)
                self.leads[number, :, at] = _rows(leading, ends)
                self.reached[number, at] = leading[US]

        over_tiles(fill, tiles(part, ask.blocks), ask.threads)

    def _words(self, of: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """Return the open worlds, given those in which each bundle is reached (bundles, ..., W)."""
        return self.ask.gate.words(lambda post: of[self.bundle_of[post]], of.shape[1:])

    def count_open(self) -> int:
        """Count the worlds open now."""
        return int(np.bitwise_count(self.open).sum())

    def made(self, row: int, columns: slice) -> NDArray[np.uint64]:
        """Return the worlds in which new ties from a start come to be and the start is reached.

        Shape (columns, W); a tie that is there already, or to the same person, comes to nothing.
        """
        ask, snapshot = self.ask, self.snapshot
        tail, heads = int(ask.starts[row]), ask.ends[columns]
        known = snapshot.heads[snapshot.indptr[tail] : snapshot.indptr[tail + 1]]
        new = ~np.isin(heads, known) & (heads != tail)
        key = snapshot.person_key
        pairs = (np.full(len(heads), key[tail], dtype=np.uint64), key[heads])
        items = counter.odds(ask.seed, counter.TIE, pairs, np.where(new, ask.chance, 0.0))
        words = bernoulli_words(items, ask.blocks)
        words &= self.started[row]
        return words

    def _columns(self) -> Iterator[slice]:
        """Cut the ends into runs that fit the cache."""
        height = max(1, TILE_WORDS // len(self.ask.blocks))
        for first in range(0, len(self.ask.ends), height):
            yield slice(first, min(first + height, len(self.ask.ends)))

    def gains(self) -> NDArray[np.int64]:
        """Count for each start and end (s, e) the closed worlds that the tie alone would open."""
        counts = np.zeros((len(self.ask.starts), len(self.ask.ends)), dtype=np.int64)
        closed = ~self.open
        for columns in self._columns():
            enough = self._words(self.leads[:, columns] | self.reached[:, None]) & closed
            for row in range(len(counts)):
                opens = self.made(row, columns) & enough
                counts[row, columns] = np.bitwise_count(opens).sum(axis=1, dtype=np.int64)
        return counts

    def nearest(self, most: int) -> list[Place]:
        """Return for each bundle the ties that bring it within reach in the most closed worlds."""
        best: set[Place] = set()
        for number in range(len(self.bundles)):
            wanted = ~self.open & ~self.reached[number]
            counts = np.zeros((len(self.ask.starts), len(self.ask.ends)), dtype=np.int64)
            for columns in self._columns():
                brings = self.leads[number, columns] & wanted
                for row in range(len(counts)):
                    worlds = self.made(row, columns) & brings
                    counts[row, columns] = np.bitwise_count(worlds).sum(axis=1, dtype=np.int64)
            order = np.argsort(-counts, axis=None, kind="stable")[:most]
            best.update(divmod(int(at), counts.shape[1]) for at in order if counts.flat[at])
        return sorted(best)

    def brought(self, place: Place) -> NDArray[np.uint64]:
        """Return the worlds (bundles, W) in which that tie leads us to each bundle."""
        row, column = place
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
        return Field(ask, Change(ties_made=tuple(made)).applied(self.snapshot))


def _rows(words: NDArray[np.uint64], rows: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Return those rows; for people left out of the part (-1), no world at all."""
    return np.where((rows >= 0)[:, None], words[rows], np.uint64(0))
