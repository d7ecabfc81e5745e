"""Who stands on the ways from one to others: in numbers, for a picture."""

from collections.abc import Iterable, Mapping

from rapport.briefings.network_numbers import Arc


def beside(arcs: Iterable[Arc], numbers: set[int]) -> set[int]:
    """Return who has a tie to or from any of these."""
    found = set()
    for arc in arcs:
        if arc.tail in numbers:
            found.add(arc.head)
        if arc.head in numbers:
            found.add(arc.tail)
    return found


def within_one_more(arcs: Iterable[Arc], start: int, ends: Iterable[int]) -> set[int]:
    """Return who is on a way to any end that is at most one tie longer than the shortest."""
    onward: dict[int, list[int]] = {}
    backward: dict[int, list[int]] = {}
    for arc in arcs:
        onward.setdefault(arc.tail, []).append(arc.head)
        backward.setdefault(arc.head, []).append(arc.tail)
    far = _steps(onward, start)
    found: set[int] = set()
    for end in ends:
        if end in far:
            most = far[end] + 1
            back = _steps(backward, end, most=most)
            found |= {one for one, n in back.items() if one in far and far[one] + n <= most}
    return found


def _steps(after: Mapping[int, list[int]], start: int, most: int | None = None) -> dict[int, int]:
    """Return how many ties each is away that ties lead to, up to so many."""
    steps, edge = {start: 0}, [start]
    while edge and (most is None or steps[edge[0]] < most):
        following = []
        for one in edge:
            for other in after.get(one, ()):
                if other not in steps:
                    steps[other] = steps[one] + 1
                    following.append(other)
        edge = following
    return steps
