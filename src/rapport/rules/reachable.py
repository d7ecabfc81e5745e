"""How soon somebody can be reached: by the best way that is safe for them and known to work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

CONFIRMED_FOR = 180
"""So many days after it last worked, a way to reach somebody still counts."""

UNSAFE = "unsafe"
CARE = "care"
NOT_TO_BE_REACHED = frozenset({"unreachable", "detained", "do_not_contact", "deceased"})
"""The states in which nobody is reached, whatever ways are noted."""


class Soon(IntEnum):
    """How soon somebody can be reached; what is not known stands with what takes longer."""

    HOUR = 0
    DAY = 1
    LATER = 2
    NOT = 3


_SAID: Mapping[str, Soon] = {"hour": Soon.HOUR, "day": Soon.DAY, "longer": Soon.LATER}


@dataclass(frozen=True, slots=True)
class WayFact:
    """A way to reach somebody: how safe it is, how soon it works, the day it last did."""

    channel: str
    safety: str
    within: str = ""
    verified_on: date | None = None


class Reached(NamedTuple):
    """How soon, by which way, and why it is not sooner.

    ``why`` is "" where a way is known to work; "old" where it last worked too long ago,
    "unverified" where nobody said that it works, "unsaid" where nobody said how soon; where
    somebody cannot be reached, "no_way", "unsafe" or the state they are in. ``age`` is the number
    of days since the way last worked.
    """

    soon: Soon
    why: str = ""
    way: WayFact | None = None
    age: int | None = None


def is_confirmed(verified_on: date | None, day: date) -> bool:
    """Say whether a way that last worked on a day still counts."""
    return verified_on is not None and (day - verified_on).days <= CONFIRMED_FOR


def how_soon(ways: Iterable[WayFact], status: str, day: date) -> Reached:
    """Return how soon somebody can be reached, by their best way that is not unsafe for them."""
    if status in NOT_TO_BE_REACHED:
        return Reached(Soon.NOT, status)
    noted = list(ways)
    usable = [_by(way, day) for way in noted if way.safety != UNSAFE]
    if usable:
        return min(usable, key=_order)
    return Reached(Soon.NOT, "unsafe" if noted else "no_way")


def _by(way: WayFact, day: date) -> Reached:
    age = None if way.verified_on is None else (day - way.verified_on).days
    if way.within not in _SAID:
        return Reached(Soon.LATER, "unsaid", way, age)
    if way.verified_on is None:
        return Reached(Soon.LATER, "unverified", way, age)
    if not is_confirmed(way.verified_on, day):
        return Reached(Soon.LATER, "old", way, age)
    return Reached(_SAID[way.within], "", way, age)


def _order(found: Reached) -> tuple[int, bool, bool, bool, int]:
    """Put the soonest first, then what is known, what is safer, and what worked last."""
    needs_care = found.way is not None and found.way.safety == CARE
    return found.soon, bool(found.why), needs_care, found.age is None, found.age or 0
