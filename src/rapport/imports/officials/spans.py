"""Days, months and years as a register writes them, and how exactly each is known."""

from datetime import timedelta
from typing import cast

from rapport.formats.dates.calendars import Calendar
from rapport.formats.dates.day_tokens import plain
from rapport.formats.dates.reading import BadDate, Order, WrittenDay, read_day
from rapport.rules.successions import Span

_FIGURES = 4


def is_year(text: str) -> bool:
    """Say whether a cell is a year and nothing else, in figures of any script."""
    written = plain(text[:20])
    return len(written) == _FIGURES and written.isascii() and written.isdecimal()


def read_span(text: str, order: str, calendar: str) -> Span | BadDate:
    """Read a day, a month, a range or a year; an empty text is not known."""
    if not text:
        return Span()
    chosen = cast("Calendar", calendar or "gregorian")
    if is_year(text):
        return _year(int(plain(text)), chosen)
    day = read_day(text, cast("Order", order or "ymd"), chosen)
    if isinstance(day, WrittenDay):
        return Span(day.first, day.last or day.first)
    return day


def _year(year: int, calendar: Calendar) -> Span | BadDate:
    """Return all the days of a year."""
    ends = [read_day(f"{each}-01-01", "ymd", calendar) for each in (year, year + 1)]
    if not isinstance(ends[0], WrittenDay) or not isinstance(ends[1], WrittenDay):
        return BadDate("not_a_date")
    return Span(ends[0].first, ends[1].first - timedelta(days=1))
