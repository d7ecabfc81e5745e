"""Sampled worlds that are drawn once for many questions: who is reached, and who leads where.

Draws hang on seed, item and block alone, so that what is drawn for all gates together is for each
what would be drawn for it alone. What is drawn is kept while it is not much; beyond, only the last
run of blocks is, and each question draws again, in as little memory as if it were asked alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rapport.network import counter
from rapport.network import fast as fast_or_not
from rapport.network.asked import Gates, some_gates
from rapport.network.counter import bernoulli_words
from rapport.network.errors import BadDraw
from rapport.network.kept_reach import Shared
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import (
    US,
    Draw,
    Path,
    backwards,
    from_us,
    part_of,
    part_towards,
    spans,
)

MOST_NEW: Final = 1 << 20  # words of new ties that are kept: 8 MB
MOST_KEPT: Final = 1 << 23  # words of people and ties that are kept: 64 MB


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """The worlds of some blocks: `ahead` (k, W) who is reached, `back` the ties turned round."""

    blocks: range
    back: Draw
    ahead: NDArray[np.uint64]


class Sampled:
    """The worlds of a snapshot as far as they lead to some people, whether we reach them or not."""

    def __init__(
        self,
        snapshot: Snapshot,
        people: Iterable[int],
        seed: int,
        path: Path,
        shared: Shared | None = None,
    ) -> None:
        self.path, self._shared = path, shared
        self._asked = frozenset(people)
        if shared is None:
            self.part = part_towards(snapshot, seed, self._asked)
        else:
            self.part = part_of(snapshot, seed)
        self.turned, self._old = backwards(self.part)
        self._held: dict[range, Run] = {}
        self._snapshot, self._seed = snapshot, seed
        self._new: tuple[float, range, NDArray[np.uint64]] | None = None

    @classmethod
    def towards(
        cls,
        snapshot: Snapshot,
        gates: Gates,
        *,
        seed: int = 0,
        fast: bool | None = None,
        shared: Shared | None = None,
    ) -> "Sampled":
        """Return the worlds that all of some gates turn on; `shared` as in `gate_reach`.

        Raises BadDraw, BadGate. O(n + m), and what is drawn when it is first asked for.
        """
        asked = {US, *(person for gate in some_gates(snapshot, gates) for person in gate.people)}
        words = snapshot.n + snapshot.m
        path = shared.kept.words.path if shared else fast_or_not.path(fast=fast, words=words)
        return cls(snapshot, asked, seed, path, shared)

    def checked(self, snapshot: Snapshot, people: Iterable[int], seed: int) -> "Sampled":
        """Return these worlds if a question may be asked of them. Raises BadDraw (sampled)."""
        if (
            self._snapshot is not snapshot
            or self._seed != seed
            or not self._asked.issuperset(people)
        ):
            says = "These worlds were drawn of another network, for other people or another seed."
            raise BadDraw(says, why="sampled")
        return self

    def run(self, blocks: range) -> Run:
        """Return the worlds of those blocks, drawn once if they may be kept. O((k + a) * W)."""
        held = self._held.get(blocks)
        if held is None:
            worlds = self.path.draw(self.part, blocks)
            if self._shared is None:
                ahead = from_us(self.part, worlds, self.path)
            else:
                ahead = self._shared.from_us(self.part, blocks)
            held = Run(blocks, Draw(worlds.there, worlds.works[self._old]), ahead)
            if sum(map(len, (blocks, *self._held))) * self.part.size > MOST_KEPT:
                self._held.clear()
            self._held[blocks] = held
        return held

    def new_ties(
        self, tail: int, heads: NDArray[np.int64], chance: float, blocks: range
    ) -> NDArray[np.uint64]:
        """Return the worlds (heads, W) in which new ties from a person would come to be.

        Those of us to everybody are drawn together and kept, where that is not much.
        """
        if tail != US or self._snapshot.n * len(blocks) > MOST_NEW:
            return self._drawn(tail, heads, chance, blocks)
        held = self._new
        if held is None or held[:2] != (chance, blocks):
            everybody = np.arange(self._snapshot.n)
            held = self._new = (chance, blocks, self._drawn(US, everybody, chance, blocks))
        return held[2][heads]

    def _drawn(
        self, tail: int, heads: NDArray[np.int64], chance: float, blocks: range
    ) -> NDArray[np.uint64]:
        key = self._snapshot.person_key
        pairs = (np.full(len(heads), key[tail], dtype=np.uint64), key[heads])
        items = counter.odds(self._seed, counter.TIE, pairs, np.full(len(heads), chance))
        return bernoulli_words(items, blocks)

    def leading(
        self, run: Run, to: NDArray[np.int32], where: NDArray[np.uint64]
    ) -> NDArray[np.uint64]:
        """Return the worlds (k, W) in which each person is there and leads to one of the rows `to`.

        Only worlds of `where` (W,) are looked at. Where it leaves out those in which we get there
        few lead there, and only their ties are walked: O(ties walked * W), k * W for the answer.
        """
        found = np.zeros_like(run.ahead)
        found[to] = run.back.there[to] & where
        part, rows = self.turned, to[found[to].any(axis=1)].astype(np.intp)
        while len(rows):
            arcs = np.sort(part.arcs[spans(part.indptr, rows)])
            if not len(arcs):
                break
            heads = part.head[arcs]
            first = np.flatnonzero(np.concatenate([[True], heads[1:] != heads[:-1]]))
            passed = found.take(part.tail[arcs], axis=0)
            passed &= run.back.works.take(arcs, axis=0)
            fresh = np.bitwise_or.reduceat(passed, first, axis=0)
            came = heads[first].astype(np.intp)
            fresh &= run.back.there[came] & ~found[came]
            new = fresh.any(axis=1)
            rows = came[new]
            found[rows] |= fresh[new]
        return found
