"""Days in figures: three numbers, of which the order of the column says what each is."""

import datetime as dt
from typing import Literal, NamedTuple

from rapport.formats.dates.calendars import Calendar, day_of, long_year, reaches

Order = Literal["ymd", "dmy", "mdy"]
BadDateCode = Literal[
    "empty",
    "not_a_date",
    "no_such_day",
    "other_order",
    "several_days",
    "no_year",
    "other_numerals",
]


class BadDate(NamedTuple):
    """Why a text is no day.

    "other_order": it would be one in another order.  "several_days": it names days that are no
    range.  "no_year": a day or a month without its year.  "other_numerals": it has numerals that
    are no digits.  ``offered`` is the day to offer to a person: the first of several, or one that
    is only about right.
    """

    code: BadDateCode
    offered: dt.date | None = None


class WrittenDay(NamedTuple):
    """A day as it is written; a month or a range has its last day too, a single day None."""

    first: dt.date
    last: dt.date | None = None


def read_figures(figures: tuple[str, ...], order: Order, calendar: Calendar) -> dt.date | BadDate:
    """Return the day of three numbers; one of three or four figures in front is the year."""
    first, second, third = figures
    if len(first) > 2:
        return _day(first, second, third, calendar)
    if order == "ymd" and len(third) > 2:
        return BadDate("other_order")
    day = _in_order(first, second, third, order, calendar)
    if isinstance(day, BadDate) and len(third) > 2:
        other: Order = "mdy" if order == "dmy" else "dmy"
        if not isinstance(_in_order(first, second, third, other, calendar), BadDate):
            return BadDate("other_order")
    return day


def _in_order(
    first: str, second: str, third: str, order: Order, calendar: Calendar
) -> dt.date | BadDate:
    if order == "ymd":
        return _day(first, second, third, calendar)
    if order == "dmy":
        return _day(third, second, first, calendar)
    return _day(third, first, second, calendar)


def _day(year: str, month: str, day: str, calendar: Calendar) -> dt.date | BadDate:
    if len(day) > 2 or len(year) == 3:
        return BadDate("not_a_date")
    number = long_year(int(year), calendar) if len(year) <= 2 else int(year)
    if not reaches(calendar, number):
        # A day that a spreadsheet knew as one is of our calendar, whatever the others are of.
        calendar = "gregorian"
    try:
        return day_of(calendar, number, int(month), int(day))
    except (ValueError, OverflowError):
        return BadDate("no_such_day")
