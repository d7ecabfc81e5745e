"""Which new tie would open a gate in the most worlds where it is closed now.

One pass backwards from the people a gate asks says, for everyone, in which worlds reaching that
one person would be enough: so all possible new ties are weighed at once, on the same worlds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rapport.network import fast as fast_or_not
from rapport.network.asked import OneGate, the_gate
from rapport.network.counter import LANES
from rapport.network.errors import BadChange
from rapport.network.openings import Field, Place, Weighing, is_any, sampled_for
from rapport.network.reach import which_blocks
from rapport.network.sampled import Sampled
from rapport.network.shown import Tabled, named
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import US

PER_POST: Final = 4  # candidates for each person asked, out of which pairs are tried


@dataclass(frozen=True, slots=True)
class NewTie:
    """A tie worth making, and the sampled worlds it opens beyond those chosen before it.

    `together`: it was chosen with its neighbour in the list, as a pair; each carries the worlds
    the two open, halved (the first rounded up).
    """

    tail: int
    head: int
    opens: int
    together: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NextTies(Tabled):
    """What new ties would bring, in counts of sampled worlds.

    `gain` (s, e): worlds opened by a tie from `starts[i]` to `ends[j]` alone, 0 where there is
    one already. `chosen`: in order. `open`: worlds open as things stand, of `worlds`.
    `guarantee`: no other choice of as many ties opens more than 1 / (1 - 1/e) times the worlds
    (on these worlds); only where every new tie starts at us and the gate is an ANY.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    gain: NDArray[np.int64]
    chosen: tuple[NewTie, ...]
    open: int
    worlds: int
    guarantee: bool

    def columns(self, of: Any = None) -> dict[str, Any]:
        """Return a row for each tie chosen: see `Tabled`."""
        return {
            "tail": named([tie.tail for tie in self.chosen], of),
            "head": named([tie.head for tie in self.chosen], of),
            "opens": [tie.opens for tie in self.chosen],
            "share": [tie.opens / self.worlds for tie in self.chosen],
            "together": [tie.together for tie in self.chosen],
        }


def next_ties(
    snapshot: Snapshot,
    gate: OneGate,
    *,
    count: int = 1,
    chance: float = 1.0,
    starts: Sequence[int] = (US,),
    ends: Sequence[int] | None = None,
    worlds: int | None = None,
    blocks: range | None = None,
    seed: int = 0,
    fast: bool | None = None,
    threads: int | None = None,
    sampled: Sampled | None = None,
) -> NextTies:
    """Weigh every new tie from one of the starts to one of the ends, and choose up to `count`.

    chance: that a tie made works at the horizon. starts: people who could make it (us, unless
    said). ends: whom to meet (everybody else). A new tie is drawn under the key of its two
    people, as it would be if it were in the snapshot. Fewer than `count` are chosen when no
    further one opens anything on these worlds.

    If all ties start at us and the gate is an ANY, the worlds a set of ties opens are a union,
    and greedy choice comes with the guarantee of Nemhauser, Wolsey and Fisher (1978); gains are
    then reevaluated lazily (Minoux 1978). Otherwise two ties may open what neither opens alone:
    pairs of the best candidates for each person asked are tried beside the best single tie, and
    a pair is taken if it brings more per tie; `guarantee` is False. Where a tie starts at
    someone else, a pair is judged without ways that use both ties one after the other.

    gate: one, in any spelling (`asked.py`); a row of one is that one. sampled: the worlds, drawn
    once for many gates (`Sampled.towards`), with the same answer. Raises BadGate (several),
    BadChange (count, chance, person), BadDraw (sampled), and what `gate_reach` raises. O(a * W)
    for the worlds, and for each person asked (once, if any of them is enough) O(s * e * W) and
    the ties that lead there where we do not; memory (s + people asked * e) * W words. One more
    pass for each choice if ties start elsewhere than at us.
    """
    asked = the_gate(snapshot, gate)
    _check(count, chance)
    first = _people(starts, snapshot.n)
    last = np.arange(1, snapshot.n) if ends is None else _people(ends, snapshot.n)
    chosen = which_blocks(worlds, blocks)
    path = fast_or_not.path(fast=fast, words=(snapshot.n + snapshot.m) * len(chosen))
    busy = path.threads if threads is None else threads
    ask = Weighing(asked, first, last, chance, seed, chosen, path, busy)
    field = Field(ask, snapshot, sampled_for(ask, snapshot, sampled))
    gain, opened = field.gains(), field.count_open()
    union = ask.ours and is_any(asked)
    places = _lazily(field, gain, count) if union else _with_pairs(field, gain, count)
    picks = tuple(
        NewTie(int(first[i]), int(last[j]), opens, together=together)
        for (i, j), opens, together in places
    )
    return NextTies(first, last, gain, picks, opened, LANES * len(chosen), guarantee=union)


def _check(count: int, chance: float) -> None:
    if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 1:
        raise BadChange(f"One new tie or more can be chosen, not {count!r}.", why="count")
    if not 0.0 <= chance <= 1.0:
        raise BadChange(f"A tie cannot work with the chance {chance!r}.", why="chance")


def _people(given: Sequence[int], n: int) -> NDArray[np.int64]:
    people = np.asarray(given)
    if people.ndim != 1 or (people.size and people.dtype.kind not in "iu"):
        raise BadChange("Starts and ends are rows of whole numbers of people.", why="person")
    people = people.astype(np.int64)
    outside = (people < 0) | (people >= n)
    if outside.any():
        where = int(np.argmax(outside))
        raise BadChange(f"There is no person {people[where]}.", why="person", where=where)
    return people


Pick = tuple[Place, int, bool]  # a tie, the worlds it opens, whether it is one of a pair


def _lazily(field: Field, gain: NDArray[np.int64], count: int) -> list[Pick]:
    """Choose by greatest gain, counting again only what may still be the greatest."""
    queue = [(-int(gain.flat[at]), divmod(int(at), gain.shape[1])) for at in np.flatnonzero(gain)]
    heapify(queue)
    picks: list[Pick] = []
    while queue and len(picks) < count:
        _, place = heappop(queue)
        now = (-int(field.opened(field.brought(place))), place)
        if now[0] == 0:
            continue
        if not queue or now <= queue[0]:
            field.take([place])
            picks.append((place, -now[0], False))
        else:
            heappush(queue, now)
    return picks


def _with_pairs(field: Field, gain: NDArray[np.int64], count: int) -> list[Pick]:
    """Choose the best tie, or a pair that opens more per tie, again and again."""
    picks: list[Pick] = []
    while len(picks) < count and gain.size:
        best = divmod(int(np.argmax(gain)), gain.shape[1])
        chosen, opens = [best], int(gain[best])
        if count - len(picks) >= 2 and field.most() > 2 * opens:
            pair, together = _best_pair(field, best if opens else None)
            if together > 2 * opens:
                chosen, opens = pair, together
        if not opens:
            break
        was = field.count_open()
        field = field.take(chosen)
        opens = field.count_open() - was
        if len(chosen) == 1:
            picks.append((best, opens, False))
        else:
            picks += [(chosen[0], opens - opens // 2, True), (chosen[1], opens // 2, True)]
        gain = field.gains()
    return picks


def _best_pair(field: Field, best: Place | None) -> tuple[list[Place], int]:
    """Return the two ties that open most together, of those best for each person asked."""
    tried = field.nearest(PER_POST)
    if best is not None and best not in tried:
        tried.append(best)
    pair: list[Place] = []
    most = 0
    if len(tried) < 2:
        return pair, most
    brought = np.stack([field.brought(place) for place in tried], axis=1)
    for at in range(len(tried) - 1):
        opens = field.opened(brought[:, at + 1 :] | brought[:, at : at + 1])
        if opens.max() > most:
            other = int(np.argmax(opens))
            pair, most = [tried[at], tried[at + 1 + other]], int(opens[other])
    return pair, most
