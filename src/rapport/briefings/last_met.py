"""How far we are with a group: met lately, met before, or known and never met."""

from datetime import date
from enum import IntEnum

LATELY = 90
"""Days for which a contact counts as lately."""


class Met(IntEnum):
    """How far we are with an actor, the best first."""

    LATELY = 0
    BEFORE = 1
    NEVER = 2
    NOBODY = 3
    """Of the actor itself we know, and of nobody there."""

    @property
    def word(self) -> str:
        """Return the word that stands for it in an address."""
        return self.name.lower()


def how_met(last: date | None, day: date, *, knows_somebody: bool = True) -> Met:
    """Return how far we are, by the last two-way contact with anybody there."""
    if last is None:
        return Met.NEVER if knows_somebody else Met.NOBODY
    return Met.LATELY if (day - last).days <= LATELY else Met.BEFORE
