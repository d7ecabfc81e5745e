"""What the rules are told of what we understood: of them, of whom they answer to, of the tone."""

from collections.abc import Hashable
from datetime import date
from typing import NamedTuple


class InsightFact(NamedTuple):
    """Something understood of them. ``special`` is family, faith or health.

    ``checked_on`` is the day it was last found to hold, ``state`` how far a concern or a
    misperception was followed, since ``answered_on``. ``their_version``: how they would tell it is
    noted beside it.
    """

    key: Hashable
    kind: str
    nature: str
    on: date
    expires: date | None
    special: bool
    need_stated: bool
    confidence: str
    from_interaction: Hashable | None
    known_from: str
    checked_on: date | None
    state: str
    answered_on: date | None
    returned_on: date | None
    their_version: bool

    def stood(self, today: date) -> str:
        """Return how far it was followed on a day: what came after it had not been said yet."""
        later_on = self.answered_on is not None and self.answered_on > today
        return "open" if later_on else self.state


class TieFact(NamedTuple):
    """How they stand to somebody, or somebody to them, as all who see the relationship may know.

    ``theirs``: the claim is read from them to the other end; else from the other end to them.
    """

    key: Hashable
    kind: str
    theirs: bool
    since: date | None
    until: date | None

    def holds(self, today: date) -> bool:
        """Return whether it is said to hold on a day."""
        begun = self.since is None or self.since <= today
        return begun and (self.until is None or self.until >= today)


class SpiralFact(NamedTuple):
    """Where the tone was going on the day ``as_of``: -1 worse, 1 better, both ways.

    ``rests_on`` are all contacts it was worked out from, newest first: key, their tone, ours.
    """

    as_of: date
    spiral: int
    rests_on: tuple[tuple[Hashable, str, str], ...]
