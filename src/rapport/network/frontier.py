"""In which order an exact answer decides people, so that few are in work at once.

People enter one at a time; the frontier holds those whose ties are not all decided yet. The next
to enter is whoever leaves the frontier narrowest: no order is best for every network, and to find
the best one is itself too hard.
"""

from typing import Final, NamedTuple

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


def _links(part: Part, snapshot: Snapshot) -> dict[int, dict[int, tuple[float, float]]]:
    """Return for each person the neighbours, with the chance towards and from them."""
    links: dict[int, dict[int, tuple[float, float]]] = {p: {} for p in range(len(part.people))}
    chances = snapshot.p_tie[part.tie_ids].tolist()
    for u, v, p in zip(part.tail.tolist(), part.head.tolist(), chances, strict=True):
        links[u][v] = (p, links[u].get(v, (0.0, 0.0))[1])
        links[v][u] = (links[v].get(u, (0.0, 0.0))[0], p)
    return links


def ordered(part: Part, snapshot: Snapshot, kept: frozenset[int]) -> list[Step]:
    """Order people so that the frontier stays narrow: next comes who leaves it narrowest.

    kept: people who stay on the frontier, as their consent counts. Raises TooWide (frontier:
    more than 30 people; plan: too many to put in order), and as soon as that is seen, so that a
    large network is refused at once. O(people * those beside the frontier).
    """
    links = _links(part, snapshot)
    compared = 0
    waiting = {p: set(near) for p, near in links.items()}
    entered = {US}
    unfinished = {US} if waiting[US] else set()
    plan: list[Step] = []
    while len(entered) < len(part.people):

        def narrowness(p: int) -> tuple[int, int, int]:
            done = sum(waiting[q] == {p} for q in links[p] if q in entered)
            return (bool(waiting[p] - entered) - done, -len(links[p].keys() & entered), p)

        nearby = {q for p in unfinished for q in waiting[p]} - entered
        compared += len(nearby)
        if compared > MOST_COMPARED:
            raise TooWide("Too many people to order: ask for the sampled answer.", why="plan")
        person = min(nearby, key=narrowness)
        earlier = [q for q in sorted(links[person]) if q in entered]
        entered.add(person)
        unfinished.add(person)
        for q in earlier:
            waiting[q].discard(person)
            waiting[person].discard(q)
        done = {p for p in (person, *earlier) if not waiting[p]}
        unfinished -= done
        ties = tuple(Tie(q, *links[q][person]) for q in earlier)
        plan.append(Step(person, ties, tuple(sorted(done - kept - {US})), frozenset(unfinished)))
        if width_of(unfinished, kept) > WIDEST:
            says = f"The frontier is over {WIDEST} people wide: ask for the sampled answer."
            raise TooWide(says, why="frontier", where=len(plan) - 1)
    return plan


def width_of(unfinished: set[int] | frozenset[int], kept: frozenset[int]) -> int:
    """Return how many people are on the frontier at once: those in work, those asked, and us."""
    return len(unfinished | kept) + 1
