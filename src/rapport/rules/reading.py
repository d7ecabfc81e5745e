"""When somebody reads about so many people that a reason is asked for.

Nobody is kept from their work by it: a reason opens the way again. It is there so that whoever
carries off a whole register, or left a session open to somebody who does, is noticed.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
READS_AN_HOUR, READS_A_DAY = 25, 200
_Who = TypeVar("_Who", bound=Hashable)

LEAST, MOST_AN_HOUR, MOST_A_DAY = 10, 500, 5000


@dataclass(frozen=True, slots=True)
class Limits:
    """How many different people may be opened in an hour, and in a day, before one says why."""

    hour: int = READS_AN_HOUR
    day: int = READS_A_DAY


def read_too_many(
    opened: Mapping[_Who, datetime],
    who: _Who,
    *,
    now: datetime,
    explained: datetime | None,
    limits: Limits,
) -> int | None:
    """Return how many were read if opening ``who`` as well needs a reason, or None.

    ``opened`` holds when each person was last opened, ``explained`` when a reason was last given.
    A reason is good for as many again as an hour allows. Who is open already costs nothing.
    """
    since = explained or datetime.min.replace(tzinfo=now.tzinfo)
    in_hour = _after(opened, max(now - HOUR, since))
    in_day = _after(opened, now - DAY)
    unexplained = _after(opened, max(now - DAY, since))
    if who in unexplained:
        return None
    if len(in_hour) >= limits.hour:
        return len(in_hour)
    if len(in_day) >= limits.day and len(unexplained) >= min(limits.hour, limits.day):
        return len(in_day)
    return None


def _after(opened: Mapping[_Who, datetime], moment: datetime) -> set[_Who]:
    return {who for who, at in opened.items() if at > moment}
