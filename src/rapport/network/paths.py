"""The best ways to be introduced to somebody: a few paths of people, the likeliest first.

A path works if every tie on it works and everybody on it is still there. Taken as independent,
its chance is a product, and the likeliest path is the shortest when a step costs -log of its
chance. Groups (people lost together) break independence, so the order leaves them out and each
path says beside its chance what is left of it once every group on it is counted, once.

From: Yen, "Finding the k shortest loopless paths in a network", Management Science 17 (1971);
Lawler's partition (1972), which finds no path twice; Hart, Nilsson, Raphael (1968) for A*.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from rapport.network.asked import a_snapshot, person_number
from rapport.network.errors import BadPath
from rapport.network.path_bounds import far_bounds, near_bounds
from rapport.network.path_search import Found, cheapest_paths
from rapport.network.shown import Tabled, named
from rapport.network.snapshot import NO_GROUP, Snapshot
from rapport.network.worlds import US

MOST_HOPS: Final = 64  # beyond that, ask without a limit
MOST_PATHS: Final = 10_000
FEW_HOPS: Final = 4


@dataclass(frozen=True, slots=True)
class IntroductionPath(Tabled):
    """One way from us to a person.

    `people` begins with 0 (us) and ends with the person; `ties` are the ties between them, by
    their number in the snapshot. `chance` is the product of all ties and people; `with_groups`
    is the same times the chance of every distinct group that somebody on the path belongs to.
    """

    people: tuple[int, ...]
    ties: tuple[int, ...]
    chance: float
    with_groups: float

    @property
    def through(self) -> tuple[int, ...]:
        """The intermediaries, nearest to us first."""
        return self.people[1:-1]

    def columns(self, of: Any = None) -> dict[str, Any]:
        """Return a row for each person on the way, us first: see `Tabled`."""
        return {"step": list(range(len(self.people))), "person": named(self.people, of)}


def best_paths(
    snapshot: Snapshot,
    person: Hashable,
    *,
    most: int = 3,
    hops: int | None = 4,
    disjoint: bool = False,
    without: Iterable[Hashable] = (),
) -> tuple[IntroductionPath, ...]:
    """Return up to `most` simple paths from us to a person, the likeliest first.

    person: 1 .. n-1, or a label. most: 1 .. 10,000. hops: ties on a path, 1 .. 64, or None for
    any number. without: people that no path may pass. disjoint: each path shares no intermediary
    with a likelier one in the answer; chosen one after another, so that there may exist more
    disjoint paths than are found. Steps of chance 0 are no steps. Empty if there is no way. Equal
    chances come in a fixed order.

    Raises BadPath (person, us, most, hops, without). With a limit only the surroundings of us
    within that many hops are read: O(their arcs + most * hops * their labels) in the worst case.
    """
    whom = _person(a_snapshot(snapshot), person_number(snapshot, person), "person")
    if whom == US:
        raise BadPath("We need no introduction to ourselves: person 0 is us.", why="us")
    most = _number(most, MOST_PATHS, "most", "A number of paths")
    limit = None if hops is None else _number(hops, MOST_HOPS, "hops", "A number of hops")
    barred = np.zeros(snapshot.n, dtype=bool)
    for each in without:
        barred[_person(snapshot, person_number(snapshot, each), "without")] = True
    if barred[US] or barred[whom]:
        raise BadPath("A path can leave out neither us nor the person asked for.", why="without")
    if disjoint:
        found = _one_after_another(snapshot, whom, most, limit, barred)
    else:
        found = _best(snapshot, whom, most, limit, barred)
    return tuple(_introduction(snapshot, each) for each in found)


def _one_after_another(
    snapshot: Snapshot, person: int, most: int, limit: int | None, barred: NDArray[np.bool_]
) -> list[Found]:
    """Take the best path, bar its intermediaries, and so on; a direct tie is used up too."""
    chosen: list[Found] = []
    direct = True
    while len(chosen) < most:
        found = _best(snapshot, person, 1, limit, barred, direct=direct)
        if not found:
            break
        chosen.extend(found)
        barred[list(found[0].people[1:-1])] = True
        direct = direct and len(found[0].people) > 2
    return chosen


def _best(
    snapshot: Snapshot,
    person: int,
    most: int,
    limit: int | None,
    barred: NDArray[np.bool_],
    *,
    direct: bool = True,
) -> list[Found]:
    """Return the best paths past nobody barred, the direct tie only if it is allowed.

    Without a limit of hops, the best paths of few hops come first: the last of them bounds how
    far the search backwards from the person has to go.
    """
    few = near_bounds(snapshot, person, min(limit or FEW_HOPS, snapshot.n), barred)
    found = cheapest_paths(few, most, direct=direct)
    if limit is not None:
        return found
    enough = found[-1].cost if len(found) == most else np.inf
    return cheapest_paths(far_bounds(snapshot, person, barred, enough), most, direct=direct)


def _introduction(snapshot: Snapshot, found: Found) -> IntroductionPath:
    people, ties = list(found.people), list(found.ties)
    chance = float(np.prod(snapshot.p_tie[ties]) * np.prod(snapshot.p_person[people]))
    groups = np.unique(snapshot.group[people])
    together = float(np.prod(snapshot.p_group[groups[groups != NO_GROUP]]))
    return IntroductionPath(found.people, found.ties, chance, chance * together)


def _person(snapshot: Snapshot, person: int, why: str) -> int:
    if isinstance(person, bool) or not isinstance(person, int | np.integer):
        raise BadPath(f"A person is a number, not {person!r}.", why=why)
    if not 0 <= person < snapshot.n:
        raise BadPath(f"Person {person} is not among 0 .. {snapshot.n - 1}.", why=why)
    return int(person)


def _number(value: int, largest: int, why: str, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise BadPath(f"{name} is a whole number, not {value!r}.", why=why)
    if not 1 <= value <= largest:
        raise BadPath(f"{name} is 1 to {largest}, not {value}.", why=why)
    return int(value)
