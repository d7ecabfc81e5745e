"""When a gate opened or eased: from a day on it stood better than before."""

from collections.abc import Iterable
from datetime import date

_HOW_FAR = {"closed": 0, "unknown": 0, "conditional": 1, "open": 2}


def openings(states: Iterable[tuple[date, str]]) -> list[tuple[date, str]]:
    """Return the days on which it opened or eased, with what it was from then on.

    ``states`` are ``(day, standing)``, in order. The first of them is where we came in: it opened
    nothing. Of several on one day the last one entered holds.
    """
    by_day = dict(states)
    found: list[tuple[date, str]] = []
    before: str | None = None
    for on, standing in by_day.items():
        if before is not None and _HOW_FAR[standing] > _HOW_FAR[before]:
            found.append((on, standing))
        before = standing
    return found
