"""What of a month may be released: counts in steps of three, which cannot name anybody.

A figure is the largest multiple of three that is not more than the count. Under three it is not
given, and none is the same as one or two. Every sum and every difference of any sheets is then a
multiple of three as well, and behind each figure stay three counts that could all be so.
"""

from collections.abc import Mapping

STEP = 3
"""A count under this is not given; what is given is a multiple of it."""

OTHER = "other"
"""The kinds of an area that are too few by themselves, put together."""

Cell = tuple[str, str]
"""An area and a kind."""


def in_steps(count: int) -> int:
    """Return what of a count may be released; 0 says that it is not given."""
    return count - count % STEP


def in_cells(counts: Mapping[Cell, tuple[int, int]], kinds: int) -> dict[Cell, tuple[int, int]]:
    """Return the cells that may be released, each with two figures, the second part of the first.

    Kinds of an area that are too few are put together. That sum is given only where each of them
    could still be nobody: three kinds of two each are not told by their six. ``kinds`` is how many
    kinds there are, whether or not anybody of them is known.
    """
    given: dict[Cell, tuple[int, int]] = {}
    for area in sorted({area for area, _ in counts}):
        of_area = {kind: both for (at, kind), both in counts.items() if at == area}
        shown = {kind: both for kind, both in of_area.items() if in_steps(both[0])}
        for kind, (all_of_it, part) in sorted(shown.items()):
            given[area, kind] = (in_steps(all_of_it), in_steps(part))
        small = [both for kind, both in of_area.items() if kind not in shown]
        together = in_steps(sum(both[0] for both in small))
        if 0 < together <= kinds - len(shown):
            given[area, OTHER] = (together, in_steps(sum(both[1] for both in small)))
    return given


def beside(cells: Mapping[Cell, tuple[int, int]], counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts of some of the same people that may be released beside the cells.

    Together they are no more than the least the cells stand for, so that they could all be of
    those, and say nothing about a cell that is not given. The largest go first.
    """
    given = {name: in_steps(count) for name, count in counts.items() if in_steps(count)}
    while sum(given.values()) > sum(people for people, _ in cells.values()):
        del given[max(sorted(given), key=lambda name: given[name])]
    return given
