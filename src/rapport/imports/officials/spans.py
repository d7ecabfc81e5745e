"""Days, months and years as a register writes them, and how exactly each is known."""

import calendar as months
from datetime import date, timedelta
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


def exactness(span: Span) -> str:
    """Return how exactly a day is known, as a tenure keeps it: to the day, the month, the year.

    >>> exactness(Span(date(2026, 3, 1), date(2026, 3, 31))), exactness(Span())
    ('month', '')
    """
    first, last = span.first, span.last
    if first is None or last is None or first == last:
        return ""
    return "month" if (first.year, first.month) == (last.year, last.month) else "year"


def span_of(day: date | None, known: str, *, ends: bool = False) -> Span:
    """Return the days a day that is kept may be: ``ends`` if the last of them is what is kept.

    >>> span_of(date(2026, 12, 31), "year", ends=True).first
    datetime.date(2026, 1, 1)
    """
    if day is None:
        return Span()
    if known == "by":
        return Span(date.min, day)
    if known == "month":
        last = months.monthrange(day.year, day.month)[1]
        return Span(day.replace(day=1), day if ends else day.replace(day=last))
    if known == "year":
        year = (date(day.year, 1, 1), date(day.year, 12, 31))
        return Span(year[0], day) if ends else Span(day, year[1])
    return Span(day, day)
