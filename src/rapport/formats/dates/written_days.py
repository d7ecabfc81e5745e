"""The shapes of a day, a month, a range and several days, and what each of them means.

A single day has exactly one day, month and year. A text of any other shape is refused, so that no
two days are ever read as one.
"""

import re
from dataclasses import dataclass, replace

from rapport.formats.dates.calendars import (
    CALENDARS,
    Calendar,
    day_of,
    last_of,
    long_year,
    reaches,
    years_in,
)
from rapport.formats.dates.date_words import Month
from rapport.formats.dates.day_figures import BadDate, Order, WrittenDay, read_figures
from rapport.formats.dates.day_tokens import Taken, Thing

LONGEST_RANGE = 366

# With a year of four figures almost any sign may stand between; a short year is joined closely.
_J = "[ts/,]?"
_FULL_YEAR = rf"N{_J}M{_J}[Yy]|M{_J}N{_J}[Yy]|Y{_J}M{_J}N|Y,?NM|D"
_WITH_YEAR = rf"{_FULL_YEAR}|N[t/]?M[t/]?N"
_MONTHS = rf"M{_J}[Yy]|Y{_J}M|m"
_WITHOUT_YEAR = r"N[t/]?M|M[t,]?N|M"
_ANY = rf"{_WITH_YEAR}|{_MONTHS}|{_WITHOUT_YEAR}"
_SINGLE = re.compile(rf"F?(?P<one>{_ANY})")
_RANGE = re.compile(rf"F?(?P<first>{_ANY}|N[./]N|N)[Rts](?P<last>{_ANY}|N,?[Yy]|N)")
_FIRST = re.compile(rf"{_FULL_YEAR}|{_MONTHS}|{_WITHOUT_YEAR}|N")
_LAST = re.compile(rf"(?:{_ANY}|N,?[Yy]|N)$")
_MONTHS_OF_A_RANGE = re.compile(r"(?P<first>M)/(?P<last>M[Yy]?)")
_FULL = re.compile(_WITH_YEAR)
_BETWEEN = frozenset("L,/=")


@dataclass(frozen=True, slots=True)
class _Part:
    """What is said of one day or month; ``figures`` are numbers with no words, and their sign."""

    day: int | None = None
    month: Month | int | None = None
    year: str = ""
    era: Calendar | None = None
    figures: tuple[str, ...] = ()


def read_taken(taken: Taken, order: Order, calendar: Calendar) -> WrittenDay | BadDate:
    """Return the day, month or range that a text means which was taken apart."""
    read = _read(taken, order, calendar)
    open_start = taken.kinds[:1] == "F" and _RANGE.fullmatch(taken.kinds) is None
    if (taken.doubtful or open_start) and isinstance(read, WrittenDay) and read.last is None:
        return BadDate("not_a_date", read.first)
    return read


def read_named(day: int, month: Month, year: str, calendar: Calendar) -> WrittenDay | BadDate:
    """Return the day of a named month, in the calendar it is of; where it is of two, as asked."""
    return _in_calendar(_Part(day, month, year), month, calendar)


def _read(taken: Taken, order: Order, calendar: Calendar) -> WrittenDay | BadDate:
    shape = taken.kinds
    single = _SINGLE.fullmatch(shape)
    if single is not None:
        return _whole(_part(taken, single, "one"), order, calendar)
    span = _RANGE.fullmatch(shape) or _MONTHS_OF_A_RANGE.fullmatch(shape)
    if span is not None:
        return _range(_part(taken, span, "first"), _part(taken, span, "last"), order, calendar)
    again = _said_again(taken, order, calendar)
    if again is not None:
        return again
    return _several(taken, order, calendar)


def _several(taken: Taken, order: Order, calendar: Calendar) -> BadDate:
    """Refuse a text of more than one day, with the first of them, or one of no known shape."""
    shape = taken.kinds
    first, last = _FIRST.match(shape), _LAST.search(shape)
    how_many = max(shape.count("N"), shape.count("M")) + shape.count("D") + shape.count("m")
    if first is None or last is None or how_many < 2 or not set(shape) & set("MDm"):
        return BadDate("not_a_date")
    ends = [_part_of(taken.things[found.start() : found.end()]) for found in (first, last)]
    read = _whole(_completed(ends[0], ends[1], order), order, calendar)
    return BadDate("several_days", read.first if isinstance(read, WrittenDay) else None)


def _part(taken: Taken, found: "re.Match[str]", group: str) -> _Part:
    start, end = found.span(group)
    return _part_of(taken.things[start:end])


def _part_of(things: tuple[Thing, ...]) -> _Part:
    if len(things) == 3 and things[1].kind in "./" and things[2].kind == "N":
        return _Part(figures=(things[0].figures[0], things[2].figures[0]))
    part = _Part()
    for thing in things:
        if thing.kind == "D":
            return _Part(figures=thing.figures, era=thing.era)
        if thing.kind == "m":
            part = _Part(year=thing.figures[0], month=int(thing.figures[1]), era=thing.era)
        elif thing.kind == "M":
            part = replace(part, month=thing.month)
        elif thing.kind == "N" and part.day is None:
            part = replace(part, day=int(thing.figures[0]))
        elif thing.kind in "NYy":
            part = replace(part, year=thing.figures[0], era=thing.era)
    return part


def _range(first: _Part, last: _Part, order: Order, calendar: Calendar) -> WrittenDay | BadDate:
    """Return the days from one part to the other; each takes from the other what it leaves out."""
    begins = _completed(first, last, order)
    ends = _completed(last, begins, order)
    if (begins.day is None, bool(begins.figures)) != (ends.day is None, bool(ends.figures)):
        return BadDate("not_a_date")
    start, end = _whole(begins, order, calendar), _whole(ends, order, calendar)
    if isinstance(start, BadDate):
        return start
    if isinstance(end, BadDate):
        return end
    if start.first > end.first and not first.year and begins.month != ends.month:
        # From December to January: the year is that of the end.
        before = replace(begins, year=str(int(begins.year) - 1).zfill(2))
        start = _whole(before, order, calendar)
        if isinstance(start, BadDate):
            return start
    until = end.last or end.first
    if not 0 <= (until - start.first).days <= LONGEST_RANGE:
        return BadDate("several_days", start.first)
    return WrittenDay(start.first, until if until > start.first else None)


def _completed(part: _Part, other: _Part, order: Order) -> _Part:
    """Return a part with the month and year of the other, where it says none of its own."""
    if part.figures or other.figures:
        return _completed_figures(part, other, order)
    month = other.month if part.month is None else part.month
    return replace(part, month=month, year=part.year or other.year, era=part.era or other.era)


def _completed_figures(part: _Part, other: _Part, order: Order) -> _Part:
    """Complete "12" and "12.05" from "14.05.2013"; with another sign nobody knows what it is."""
    if len(other.figures) == 4 and other.figures[3] in "./" and len(other.figures[2]) != 3:
        year = other.figures[2:]
        if len(part.figures) == 2:
            return replace(part, figures=part.figures + year, era=other.era)
        if order == "dmy" and part.day is not None and part.month is None and not part.year:
            return _Part(figures=(str(part.day), other.figures[1], *year), era=other.era)
    return part


def _said_again(taken: Taken, order: Order, calendar: Calendar) -> WrittenDay | BadDate | None:
    """Return the one day that a text says more than once, as official letters do in two calendars.

    The two may be a day apart, for the moon is not always seen on the day it was reckoned for:
    then it is the day of our own calendar. None if the text is not so, or says different days.
    """
    parts: list[_Part] = []
    at = 0
    while at < len(taken.kinds):
        full = _FULL.match(taken.kinds, at)
        if full is not None:
            parts.append(_part_of(taken.things[at : full.end()]))
            at = full.end()
        elif taken.kinds[at] in _BETWEEN:
            at += 1
        else:
            return None
    days = [_whole(part, order, calendar) for part in parts]
    read = [day for day in days if isinstance(day, WrittenDay)]
    if len(parts) < 2 or len(read) < len(parts):
        return None
    if len(set(read)) == 1:
        return read[0]
    named = {_calendar_named(part): day for part, day in zip(parts, read, strict=True)}
    apart = max(day.first for day in read) - min(day.first for day in read)
    if len(named) == len(parts) == 2 and "gregorian" in named and apart.days == 1:
        return named["gregorian"]
    return None


def _calendar_named(part: _Part) -> Calendar | None:
    if part.era is None and isinstance(part.month, dict) and len(part.month) == 1:
        return next(iter(part.month))
    return part.era


def _whole(part: _Part, order: Order, calendar: Calendar) -> WrittenDay | BadDate:
    """Return the day or month of a part that says all of itself, or what it lacks."""
    if part.figures:
        if len(part.figures) < 4:
            return BadDate("not_a_date")
        day = read_figures(part.figures[:3], order, part.era or calendar)
        return day if isinstance(day, BadDate) else WrittenDay(day)
    if part.month is None:
        return BadDate("not_a_date")
    if not part.year:
        return BadDate("no_year")
    calendar = part.era or calendar
    month = part.month if isinstance(part.month, dict) else dict.fromkeys(CALENDARS, part.month)
    if isinstance(part.month, int) and not reaches(calendar, int(part.year)):
        calendar = "gregorian"
    return _in_calendar(part, month, calendar)


def _in_calendar(part: _Part, month: Month, wished: Calendar) -> WrittenDay | BadDate:
    """Read a day or month in the calendar its name belongs to; where several fit, as wished."""
    short = len(part.year) <= 2
    named = [each for each in month if short or reaches(each, int(part.year))]
    if not named and "gregorian" not in month:
        return _of_our_year(part, month)
    ours: Calendar = "gregorian"
    calendar = wished if wished in named else next(iter(named), ours)
    year = long_year(int(part.year), calendar) if short else int(part.year)
    return _day_or_month(calendar, year, month[calendar], part.day)


def _of_our_year(part: _Part, month: Month) -> WrittenDay | BadDate:
    """Read "Ramadan 2018": the month of another calendar that begins in a year of ours."""
    calendar = next(iter(month))
    years = years_in(calendar, int(part.year), month[calendar], part.day or 1)
    if not years:
        return BadDate("no_such_day")
    read = _day_or_month(calendar, years[0], month[calendar], part.day)
    if len(years) > 1 and isinstance(read, WrittenDay):
        return BadDate("several_days", read.first)
    return read


def _day_or_month(
    calendar: Calendar, year: int, month: int, day: int | None
) -> WrittenDay | BadDate:
    try:
        if day is not None:
            return WrittenDay(day_of(calendar, year, month, day))
        return WrittenDay(day_of(calendar, year, month, 1), last_of(calendar, year, month))
    except (ValueError, OverflowError):
        return BadDate("no_such_day")
