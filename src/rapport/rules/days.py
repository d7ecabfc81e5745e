"""Days: counting on from one, and saying how far away one is."""

from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=50_000)
def later(day: date, days: int) -> date:
    """Return the day ``days`` after ``day``, or before it where negative.

    Where the calendar ends (years 1 and 9999) the answer stays at its end: a promise due then is
    odd, but no reason to fall silent about all others. Kept, because the rules count from the same
    days again and again.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def whole_months(first: date, last: date) -> bool:
    """Say whether the days from one to the other are exactly one month or several."""
    return first.day == 1 and last > first and later(last, 1).day == 1


def months_since(first: date, day: date) -> int:
    """Return how many whole months of the calendar lie between two days, none if ``day`` is first.

    Somebody met on the last day of a month is known for a month by the end of a shorter one.
    """
    whole = (day.year - first.year) * 12 + day.month - first.month
    short = day.day < first.day and later(day, 1).month == day.month
    return max(0, whole - short)


def away(day: date, today: date) -> str:
    """Return in English how far ``day`` is from ``today``: "yesterday", "in 3 days"."""
    distance = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if distance in near:
        return near[distance]
    return f"{-distance} days ago" if distance < 0 else f"in {distance} days"
