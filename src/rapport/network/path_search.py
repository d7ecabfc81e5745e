"""Simple paths in order of cost: Yen's deviations in Lawler's partition, each found by A*.

The bounds are the exact remaining costs in the whole network, so that A* walks straight to the
end except where the best rest of a way comes back to somebody already on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import NamedTuple

from rapport.network.path_bounds import Bounds, Steps
from rapport.network.worlds import US


@dataclass(frozen=True, slots=True)
class Found:
    """A path from us: its people, the ties between them, -log of the chance to come so far."""

    people: tuple[int, ...]
    ties: tuple[int, ...]
    costs: tuple[float, ...]

    @property
    def cost(self) -> float:
        """-log of the chance of the whole."""
        return self.costs[-1]

    def upto(self, people: int) -> "Found":
        """Return its first so many people."""
        return Found(self.people[:people], self.ties[: people - 1], self.costs[:people])


class _Part(NamedTuple):
    """A set of paths: those that begin with the prefix and then go to nobody banned."""

    prefix: Found
    banned: frozenset[int]
    best: Found | None  # None until it is looked for


class _Label(NamedTuple):
    """How a search came to a person: at what cost, with how many hops left, by which tie."""

    person: int
    cost: float
    left: int
    tie: int
    before: "_Label | None"


def cheapest_paths(bounds: Bounds, most: int, *, direct: bool = True) -> list[Found]:
    """Return up to `most` simple paths from us, cheapest first; direct=False bars the direct tie.

    Among equals the order depends on the snapshot alone. A part waits under a bound, and is
    searched only when that comes up: at most `most` * hops searches, each O(labels * log(labels))
    with a label for every person and number of hops left that it opens.
    """
    steps = cache(bounds.steps)
    waiting: list[tuple[float, int, _Part]] = []
    turn = count()

    def wait(cost: float, part: _Part) -> None:
        if cost < inf:
            heappush(waiting, (cost, next(turn), part))

    start = _Part(Found((US,), (), (0.0,)), frozenset(() if direct else (bounds.person,)), None)
    wait(0.0, start)
    found: list[Found] = []
    while waiting and len(found) < most:
        prefix, banned, best = heappop(waiting)[2]
        if best is None:
            best = _cheapest(bounds, steps, prefix, banned)
            if best is not None:
                wait(best.cost, _Part(prefix, banned, best))
            continue
        found.append(best)
        for place in range(len(prefix.people), len(best.people)):
            also = banned if place == len(prefix.people) else frozenset()
            part = _Part(best.upto(place), also | {best.people[place]}, None)
            wait(_least(bounds, steps, part), part)
    return found


def _left(bounds: Bounds, prefix: Found) -> int:
    return 0 if bounds.hops is None else bounds.hops - len(prefix.ties)


def _least(bounds: Bounds, steps: Callable[[int, int], Steps], part: _Part) -> float:
    """Return what the paths of a part cost at least."""
    ahead = steps(part.prefix.people[-1], _left(bounds, part.prefix))
    for person, rest in zip(ahead.heads, ahead.total, strict=True):
        if person not in part.banned and person not in part.prefix.people:
            return part.prefix.cost + rest
    return inf


def _cheapest(
    bounds: Bounds, steps: Callable[[int, int], Steps], prefix: Found, banned: frozenset[int]
) -> Found | None:
    """Return the cheapest path that goes on from the prefix to nobody banned, or None.

    A person is closed for each number of hops left. That misses nothing: where the rest of the
    best way came back to somebody, going on from there at once is no dearer and no longer.
    Only the best untried step of a label waits in the heap, so that hubs cost little.
    """
    step = 0 if bounds.hops is None else 1
    left = _left(bounds, prefix)
    root = _Label(prefix.people[-1], prefix.costs[-1], left, -1, None)
    closed = {(person, hops) for person in prefix.people for hops in range(left + 1)}
    turn = count()
    waiting: list[tuple[float, int, _Label, Steps, int]] = []

    def wait(label: _Label, ahead: Steps, place: int) -> None:
        if place < len(ahead.total):
            rest = label.cost + ahead.total[place]
            heappush(waiting, (rest, next(turn), label, ahead, place))

    wait(root, steps(root.person, left), 0)
    while waiting:
        _, _, label, ahead, place = heappop(waiting)
        wait(label, ahead, place + 1)
        person = ahead.heads[place]
        if (label is root and person in banned) or (person, label.left - step) in closed:
            continue
        cost = label.cost + ahead.cost[place]
        came = _Label(person, cost, label.left - step, ahead.ties[place], label)
        if person == bounds.person:
            return _joined(prefix, came)
        if not _passed(label, person):
            closed.add((person, came.left))
            wait(came, steps(person, came.left), 0)
    return None


def _passed(label: _Label | None, person: int) -> bool:
    while label is not None:
        if label.person == person:
            return True
        label = label.before
    return False


def _joined(prefix: Found, last: _Label) -> Found:
    """Return the prefix and the way that the labels describe, which begins where it ends."""
    labels = []
    label = last
    while label.before is not None:
        labels.append(label)
        label = label.before
    labels.reverse()
    return Found(
        prefix.people + tuple(each.person for each in labels),
        prefix.ties + tuple(each.tie for each in labels),
        prefix.costs + tuple(each.cost for each in labels),
    )
