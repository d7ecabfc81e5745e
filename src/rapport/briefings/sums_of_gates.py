"""What is worked out of each gate, as plain numbers: what is stored, and what a page reads.

Nothing is loaded with it: the sums themselves are done in ``network_sums``.
"""

from typing import Any, NamedTuple

HORIZONS = (91, 365)
"""In how many days it is asked whether a gate is still open to us: three months, and a year."""

SHIFT = 10
"""By so many points every assumption is lowered and raised, to show how much hangs on it."""


class Chance(NamedTuple):
    """In how many of a hundred springs a gate can be reached: as assumed, and if we are wrong."""

    low: int
    middle: int
    high: int


class NewTie(NamedTuple):
    """Somebody whom it would help to know: in how many more of a hundred springs it is open."""

    whom: int
    opens: int


class GateSum(NamedTuple):
    """What the engine makes of one gate. ``redundancy`` is None where no loss could close it.

    ``guarantee``: no choice of as many new ties opens more than 1.6 times what these do.
    """

    can_open: bool
    redundancy: int | None
    alone: tuple[int, ...]
    chances: tuple[Chance, ...]
    next: tuple[NewTie, ...]
    guarantee: bool


def plain(found: list[GateSum]) -> list[Any]:
    """Return sums as lists of numbers, as JSON takes them."""
    return [list(one) for one in found]


def of_plain(told: list[Any]) -> list[GateSum]:
    """Return the sums that ``plain`` told of."""
    return [
        GateSum(
            can_open,
            redundancy,
            tuple(alone),
            tuple(Chance(*one) for one in chances),
            tuple(NewTie(*one) for one in new),
            guarantee,
        )
        for can_open, redundancy, alone, chances, new, guarantee in told
    ]
