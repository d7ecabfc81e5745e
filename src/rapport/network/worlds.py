"""The part of a network that a question turns on, its sampled worlds, and how reach spreads.

A world is one draw of who is still there and which ties work. 64 worlds share a word, so that
one AND and one OR move a step of reach in all of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from rapport.network import counter
from rapport.network.counter import EVERY, Odds, bernoulli_words
from rapport.network.errors import BadDraw, BadGate
from rapport.network.gates import CompiledGate
from rapport.network.snapshot import NO_GROUP, Snapshot

US: Final = 0
TILE_WORDS: Final = 200_000  # drawn and spread at once, so that they stay in the cache
LEAST_TILE, MOST_TILE = 16, 4096  # blocks: fewer would be all overhead, more help no further

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The people and ties that matter, renumbered; local person 0 is us.

    `people` (k,) their numbers in the snapshot, ascending; `local` (n,) the way back, -1 outside.
    `tail`, `head` (a,) sorted by head, then tail; `tie_ids` (a,). `indptr` (k+1,) and `arcs` (a,)
    list the arcs by tail. `group` (k,) is a row of `group_odds` or -1.
    """

    people: NDArray[np.int32]
    local: NDArray[np.int32]
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    tie_ids: NDArray[np.int32]
    indptr: NDArray[np.int64]
    arcs: NDArray[np.int64]
    group: NDArray[np.int32]
    tie_odds: Odds
    person_odds: Odds
    group_odds: Odds

    @property
    def size(self) -> int:
        """People and ties: words that one block takes."""
        return len(self.people) + len(self.tail)


class Draw(NamedTuple):
    """Sampled worlds: `there` (k, W) words of the people, `works` (a, W) words of the ties."""

    there: NDArray[np.uint64]
    works: NDArray[np.uint64]


class Wave(NamedTuple):
    """One step of reach: the people it came to (rows) and in which new worlds (rows, W)."""

    rows: NDArray[np.intp]
    fresh: NDArray[np.uint64]


def live(snapshot: Snapshot) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return who (n,) and which ties (m,) have any chance at all. O(n + m)."""
    person = snapshot.p_person > 0.0
    grouped = snapshot.group != NO_GROUP
    person[grouped] &= snapshot.p_group[snapshot.group[grouped]] > 0.0
    tie = (snapshot.p_tie > 0.0) & person[snapshot.tail] & person[snapshot.head]
    return person, tie


def closure(
    indptr: NDArray[np.int64],
    ends: NDArray[np.int32],
    usable: NDArray[np.bool_],
    starts: NDArray[np.intp],
) -> NDArray[np.bool_]:
    """Return who (n,) can be reached from the starts along usable arcs, given by row. O(n + m)."""
    found = np.zeros(len(indptr) - 1, dtype=bool)
    found[starts] = True
    edge = np.flatnonzero(found)
    while len(edge):
        arcs = spans(indptr, edge)
        seen = ends[arcs[usable[arcs]]]
        edge = np.unique(seen[~found[seen]])
        found[edge] = True
    return found


def spans(indptr: NDArray[np.int64], rows: NDArray[np.intp]) -> NDArray[np.int64]:
    """Return the positions indptr[r] .. indptr[r + 1] of all rows, one after the other."""
    first = indptr[rows]
    length = indptr[rows + 1] - first
    total = np.cumsum(length)
    size = int(total[-1]) if len(total) else 0
    offsets = np.repeat(first - (total - length), length)
    return np.asarray(np.arange(size) + offsets, dtype=np.int64)


def part_of(snapshot: Snapshot, seed: int, posts: Iterable[int] | None = None) -> Part:
    """Keep what lies on some way from us to one of the posts; without posts, all that can live.

    Leaving out the rest changes no world of a person kept, since draws hang on keys alone.
    Raises BadGate (person) for a post outside the snapshot, BadDraw for a bad seed. O(n + m).
    """
    person, tie = live(snapshot)
    if posts is None:
        keep = person
    else:
        wanted = _wanted(snapshot, posts)
        wanted = wanted[person[wanted]]
        into = snapshot.incoming
        back = closure(into.indptr, into.tails, tie[into.tie_ids], wanted)
        onward = tie[snapshot.tie_ids]
        keep = back & closure(snapshot.indptr, snapshot.heads, onward, np.array([US]))
    keep[US] = True
    return _kept(snapshot, seed, keep, tie)


def part_towards(snapshot: Snapshot, seed: int, people: Iterable[int]) -> Part:
    """Keep everybody who leads to one of the people, whether we reach them or not.

    Raises BadGate (person) for somebody outside the snapshot, BadDraw for a bad seed. O(n + m).
    """
    person, tie = live(snapshot)
    wanted = _wanted(snapshot, people)
    into = snapshot.incoming
    keep = closure(into.indptr, into.tails, tie[into.tie_ids], wanted[person[wanted]])
    keep[US] = True
    return _kept(snapshot, seed, keep, tie)


def _wanted(snapshot: Snapshot, posts: Iterable[int]) -> NDArray[np.intp]:
    wanted = np.array(sorted(set(posts)), dtype=np.intp)
    if len(wanted) and wanted[-1] >= snapshot.n:
        says = f"A gate asks person {wanted[-1]}, who is not in this snapshot."
        raise BadGate(says, why="person", where=int(wanted[-1]))
    return wanted


def _kept(snapshot: Snapshot, seed: int, keep: NDArray[np.bool_], tie: NDArray[np.bool_]) -> Part:
    people = np.flatnonzero(keep).astype(np.int32)
    local = np.full(snapshot.n, -1, dtype=np.int32)
    local[people] = np.arange(len(people), dtype=np.int32)
    by_head = snapshot.incoming.tie_ids
    kept = tie & keep[snapshot.tail] & keep[snapshot.head]
    tie_ids = by_head[kept[by_head]]
    tail, head = snapshot.tail[tie_ids], snapshot.head[tie_ids]
    key = snapshot.person_key
    starts = np.concatenate([[0], np.cumsum(np.bincount(local[tail], minlength=len(people)))])
    return Part(
        people=people,
        local=local,
        tail=local[tail],
        head=local[head],
        tie_ids=tie_ids,
        indptr=starts.astype(np.int64),
        arcs=np.argsort(local[tail], kind="stable"),
        group=snapshot.group[people],
        tie_odds=counter.odds(seed, counter.TIE, (key[tail], key[head]), snapshot.p_tie[tie_ids]),
        person_odds=counter.odds(seed, counter.PERSON, (key[people],), snapshot.p_person[people]),
        group_odds=counter.odds(seed, counter.GROUP, (snapshot.group_key,), snapshot.p_group),
    )


def tiles(part: Part, blocks: range) -> list[range]:
    """Cut blocks into runs for which the part takes about TILE_WORDS words."""
    fitting = TILE_WORDS // part.size
    size = min(max(fitting, LEAST_TILE), MOST_TILE)
    return [
        range(first, min(first + size, blocks.stop))
        for first in range(blocks.start, blocks.stop, size)
    ]


def over_tiles(
    work: Callable[[range], Answer], runs: Sequence[range], threads: int
) -> list[Answer]:
    """Do the work on every run of blocks, in order, on that many threads.

    NumPy and numba let go of the interpreter inside their loops, so that threads can help, and
    nothing is forked. Raises BadDraw (threads) for fewer than one.
    """
    if isinstance(threads, bool) or not isinstance(threads, int) or threads < 1:
        raise BadDraw(f"Work needs one thread or more, not {threads!r}.", why="threads")
    if min(threads, len(runs)) == 1:
        return [work(run) for run in runs]
    with ThreadPoolExecutor(min(threads, len(runs))) as pool:
        return list(pool.map(work, runs))


def draw(part: Part, blocks: range) -> Draw:
    """Draw every person and tie of the part in every world of the blocks. O((k + a) * W)."""
    there = bernoulli_words(part.person_odds, blocks)
    grouped = np.flatnonzero(part.group != NO_GROUP)
    if len(grouped):
        there[grouped] &= bernoulli_words(part.group_odds, blocks)[part.group[grouped]]
    return Draw(there, bernoulli_words(part.tie_odds, blocks))


def walked(part: Part, left: NDArray[np.uint64], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the arcs from the people in `rows` to whoever has worlds (k, W) left."""
    active = np.zeros(len(part.people), dtype=bool)
    active[rows] = True
    waits = np.asarray(left.any(axis=1), dtype=bool)
    return np.flatnonzero(active[part.tail] & waits[part.head])


def along(
    part: Part,
    works: NDArray[np.uint64],
    arcs: NDArray[np.intp],
    carry: NDArray[np.uint64],
    left: NDArray[np.uint64],
) -> Wave:
    """Spread reach one tie further, along some arcs, ascending, whose words are `works`.

    carry (k, W): where each person passes reach on. left (k, W): where a person is there and not
    reached yet; the new worlds are taken out of it. Rows come ascending. O(arcs * W).
    """
    if not len(arcs):
        return Wave(np.empty(0, dtype=np.intp), left[:0])
    head = part.head[arcs]
    first = np.flatnonzero(np.concatenate([[True], head[1:] != head[:-1]]))
    passed = carry.take(part.tail[arcs], axis=0)
    passed &= works
    fresh = np.bitwise_or.reduceat(passed, first, axis=0)
    rows = head[first].astype(np.intp)
    fresh &= left[rows]
    new = fresh.any(axis=1)
    rows, fresh = rows[new], fresh[new]
    left[rows] ^= fresh
    return Wave(rows, fresh)


def onward(
    part: Part,
    works: NDArray[np.uint64],
    carry: NDArray[np.uint64],
    left: NDArray[np.uint64],
    rows: NDArray[np.intp],
) -> Wave:
    """Spread reach one tie further from the people in `rows`: see `along`. O(a * W)."""
    arcs = walked(part, left, rows)
    return along(part, works.take(arcs, axis=0), arcs, carry, left)


def waves(part: Part, worlds: Draw, reached: NDArray[np.uint64]) -> Iterator[Wave]:
    """Spread reach from us, step by step: wave number s comes to people s ties away.

    `reached` (k, W) says who passes it on at the start and is updated in place; a person passes
    reach on in the worlds where the person is there. O(steps * a * W) at worst.
    """
    left = worlds.there & ~reached
    rows = np.flatnonzero(reached.any(axis=1))
    while len(rows):
        wave = onward(part, worlds.works, reached, left, rows)
        rows = wave.rows
        reached[rows] |= wave.fresh
        if len(rows):
            yield wave


def spread(part: Part, worlds: Draw, reached: NDArray[np.uint64]) -> None:
    """Spread `reached` (k, W) to the end, in place. O(steps * a * W)."""
    for _ in waves(part, worlds, reached):
        pass


class Path(NamedTuple):
    """How worlds are drawn and reach is spread: by NumPy or by numba, with the same result."""

    draw: Callable[[Part, range], Draw]
    spread: Callable[[Part, Draw, NDArray[np.uint64]], None]
    threads: int  # that pay off, when nobody says how many


NUMPY: Final = Path(draw, spread, threads=1)


def from_us(part: Part, worlds: Draw, path: Path) -> NDArray[np.uint64]:
    """Return the worlds (k, W) in which each person is there and can be reached from us."""
    reached = np.zeros_like(worlds.there)
    reached[US] = EVERY
    path.spread(part, worlds, reached)
    return reached


def backwards(part: Part) -> tuple[Part, NDArray[np.int64]]:
    """Return the part with every tie turned round, and the old row (a,) of each of its ties."""
    starts = np.concatenate([[0], np.cumsum(np.bincount(part.head, minlength=len(part.people)))])
    turned = replace(
        part,
        tail=part.head[part.arcs],
        head=part.tail[part.arcs],
        tie_ids=part.tie_ids[part.arcs],
        indptr=starts.astype(np.int64),
        arcs=np.argsort(part.arcs),
        tie_odds=Odds(part.tie_odds.origin[part.arcs], part.tie_odds.threshold[part.arcs]),
    )
    return turned, part.arcs


def words_of(part: Part, gate: CompiledGate, reached: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the worlds (W,) in which the gate is open."""
    nobody = np.zeros(reached.shape[1], dtype=np.uint64)

    def of(person: int) -> NDArray[np.uint64]:
        row = part.local[person]
        return nobody if row < 0 else reached[row]

    return gate.words(of, nobody.shape)
