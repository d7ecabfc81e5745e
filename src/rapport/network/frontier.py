"""In which order an exact answer decides people, so that few are in work at once.

People enter one at a time; the frontier holds those whose ties are not all decided yet. The next
to enter is whoever leaves the frontier narrowest: no order is best for every network, and to find
the best one is itself too hard.
"""

from typing import Final, NamedTuple

import numpy as np

from rapport.network.errors import TooWide
from rapport.network.snapshot import Snapshot
from rapport.network.worlds import US, Part

WIDEST: Final = 30  # people on the frontier at once, beyond which no machine would finish
MOST_COMPARED: Final = 1_000_000  # people weighed as the next to enter, over the whole plan


class Tie(NamedTuple):
    """A link between an earlier and a later person, with the chance each way."""

    earlier: int
    onward: float
    back: float


class Step(NamedTuple):
    """A person enters, links to people on the frontier are decided, people leave it."""

    person: int
    ties: tuple[Tie, ...]
    leaving: tuple[int, ...]
    unfinished: frozenset[int]  # people on the frontier who still await a link


class _Links(dict[int, dict[int, tuple[float, float]]]):
    """For each person the neighbours, with the chance towards and from them; found when asked."""

    def __init__(self, part: Part, snapshot: Snapshot) -> None:
        super().__init__()
        self.part = part
        self.chance = snapshot.p_tie[part.tie_ids]
        self.into = np.searchsorted(part.head, np.arange(len(part.people) + 1))

    def __missing__(self, person: int) -> dict[int, tuple[float, float]]:
        part = self.part
        out = part.arcs[part.indptr[person] : part.indptr[person + 1]]
        into = np.arange(self.into[person], self.into[person + 1])
        towards = dict(zip(part.head[out].tolist(), self.chance[out].tolist(), strict=True))
        back = dict(zip(part.tail[into].tolist(), self.chance[into].tolist(), strict=True))
        near = {q: (towards.get(q, 0.0), back.get(q, 0.0)) for q in towards | back}
        self[person] = near
        return near


def ordered(part: Part, snapshot: Snapshot, kept: frozenset[int]) -> list[Step]:
    """Order people so that the frontier stays narrow: next comes who leaves it narrowest.

    kept: people who stay on the frontier, as their consent counts. Raises TooWide (frontier:
    more than 30 people; plan: too many to put in order), and as soon as that is seen, so that a
    large network is refused at once. O(people * those beside the frontier).
    """
    links = _Links(part, snapshot)
    waiting = {US: set(links[US])}  # for who has entered, the neighbours who have not
    unfinished = {US} if waiting[US] else set()
    compared = 0
    plan: list[Step] = []
    while len(waiting) < len(part.people):

        def narrowness(p: int) -> tuple[int, int, int]:
            known = [waiting[q] for q in links[p] if q in waiting]
            done = sum(others == {p} for others in known)
            return ((len(known) < len(links[p])) - done, -len(known), p)

        nearby = {q for p in unfinished for q in waiting[p]}
        compared += len(nearby)
        if compared > MOST_COMPARED:
            raise TooWide("Too many people to order: ask for the sampled answer.", why="plan")
        person = min(nearby, key=narrowness)
        earlier = sorted(q for q in links[person] if q in waiting)
        waiting[person] = links[person].keys() - earlier
        for q in earlier:
            waiting[q].discard(person)
        done = {p for p in (person, *earlier) if not waiting[p]}
        unfinished = (unfinished | {person}) - done
        ties = tuple(Tie(q, *links[q][person]) for q in earlier)
        plan.append(Step(person, ties, tuple(sorted(done - kept - {US})), frozenset(unfinished)))
        if width_of(unfinished, kept) > WIDEST:
            says = f"The frontier is over {WIDEST} people wide: ask for the sampled answer."
            raise TooWide(says, why="frontier", where=len(plan) - 1)
    return plan


def width_of(unfinished: set[int] | frozenset[int], kept: frozenset[int]) -> int:
    """Return how many people are on the frontier at once: those in work, those asked, and us."""
    return len(unfinished | kept) + 1
