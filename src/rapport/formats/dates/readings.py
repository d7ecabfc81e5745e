"""The days that a text may mean where it may be of another calendar than ours.

What names its calendar, by a month or an era, is read in it. Figures alone whose year is none of
ours may be of either calendar of the Hijra: both are offered, never one of them chosen.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from rapport.formats.dates.calendars import CALENDARS, Calendar, reaches, written_in
from rapport.formats.dates.day_figures import BadDate, WrittenDay
from rapport.formats.dates.day_tokens import NO_DIGIT, Taken, plain, take_apart
from rapport.formats.dates.reading import read_day

_YEARS_BACK, _YEARS_AHEAD = 100, 30
"""Days further away than this are read only where there is no nearer one."""

_LONGEST_MONTH_OF_THE_MOON = 30
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BEHIND, _OF_LATE = dt.timedelta(days=2_400), dt.timedelta(days=550)


class Reading(NamedTuple):
    """A day that a text may mean, and the calendar it is read in."""

    day: dt.date
    calendar: Calendar


def readings(
    text: str, nearest: Literal["past", "coming"], on: dt.date
) -> tuple[Reading, ...] | None:
    """Return the days a text may mean that is of another calendar; None if it is of ours alone.

    There are none where it names a day that calendar does not have. Without a year it is the last
    such day up to ``on``, or the next from ``on``.

    >>> readings("1404/05/12", "past", dt.date(2026, 3, 16))
    (Reading(day=datetime.date(1984, 2, 13), calendar='hijri'), \
Reading(day=datetime.date(2025, 8, 3), calendar='solar'))
    """
    written = plain(text)
    taken = take_apart(written)
    named = None if NO_DIGIT in written else _named(taken)
    if named is not None:
        found = _dated(text, named) if _has_year(taken) else _nearest(text, named, nearest, on)
        only = {one.calendar for one in found} or set(named)
        return None if only == {"gregorian"} else _likely(found, nearest, on)
    if not _is_figures(text):
        return None
    found = [one for one in _dated(text, dict.fromkeys(CALENDARS)) if _fits(one)]
    if any(one.calendar == "gregorian" for one in found):
        return _maybe_ethiopian(text, found, on)
    found += _turned(text)
    return _likely(found, nearest, on) if found or _of_the_hijra(text) else None


def is_last_of_the_moon(text: str) -> bool:
    """Say whether a text is the 30th of a month that has 29 days by the calendar of the moon.

    >>> is_last_of_the_moon("30 Ramadan 1446"), is_last_of_the_moon("29 Ramadan 1446")
    (True, False)
    """
    taken = take_apart(plain(text))
    if list(_named(taken) or ()) != ["hijri"]:
        return False
    figures = {int(one) for thing in taken.things for one in thing.figures if one.isdecimal()}
    return _LONGEST_MONTH_OF_THE_MOON in figures and isinstance(read_day(text, "dmy"), BadDate)


_Named = Mapping[Calendar, int | None]
"""The calendars that a text names, each with the month that its word is there, if it has one."""


def _named(taken: Taken) -> _Named | None:
    """Return the calendars that a text names by an era or a month, or None if it names none."""
    found: _Named | None = None
    for thing in taken.things:
        if thing.era is not None:
            return {thing.era: None}
        if thing.month is not None:
            found = thing.month
    return found


def _has_year(taken: Taken) -> bool:
    return bool(set("YyDm") & set(taken.kinds)) or taken.kinds.count("N") > 1


def _is_figures(text: str) -> bool:
    return not any(letter.isalpha() for letter in text) and NO_DIGIT not in plain(text)


def _dated(text: str, named: _Named) -> list[Reading]:
    found: list[Reading] = []
    for calendar, month in _in_order(named):
        day = _single(read_day(text, "dmy", calendar))
        if day is None or any(day == one.day for one in found):
            continue
        if month is None or _year_and_month(calendar, day)[1] == month:
            found.append(Reading(day, calendar))
    return found


def _year_and_month(calendar: Calendar, day: dt.date) -> tuple[int, int]:
    """Return them as the calendar has them; nothing of it outside its years."""
    try:
        return written_in(calendar, day)[:2]
    except (ValueError, OverflowError):
        return 0, 0


def _in_order(named: _Named) -> list[tuple[Calendar, int | None]]:
    return [(calendar, named[calendar]) for calendar in CALENDARS if calendar in named]


def _single(read: WrittenDay | BadDate) -> dt.date | None:
    return read.first if isinstance(read, WrittenDay) and read.last is None else None


def _fits(one: Reading) -> bool:
    """Say whether the year that was written can be one of the calendar it was read in."""
    return reaches(one.calendar, _year_and_month(one.calendar, one.day)[0])


def _of_the_hijra(text: str) -> bool:
    """Say whether the year in figures is one of the Hijra, so that no other order is meant."""
    figures = [
        int(one)
        for thing in take_apart(plain(text)).things
        for one in thing.figures
        if one.isdecimal() and len(one) == 4
    ]
    return any(reaches("hijri", year) for year in figures)


def _turned(text: str) -> list[Reading]:
    """Return the day that figures mean with the month in front, which only so mean one of ours."""
    day = _single(read_day(text, "mdy"))
    if day is None or not reaches("gregorian", day.year):
        return []
    return [Reading(day, "gregorian")]


def _maybe_ethiopian(text: str, found: list[Reading], on: dt.date) -> tuple[Reading, ...] | None:
    """Return both days where one of ours lies eight years back, and one of Ethiopia is of late.

    A day with the year in front, as machines write it, is always of ours.
    """
    if _ISO.fullmatch(text.strip()):
        return None
    ours = [one for one in found if one.calendar == "gregorian" and on - one.day > _BEHIND]
    theirs = [one for one in found if one.calendar == "ethiopian" and abs(on - one.day) < _OF_LATE]
    return (*ours, *theirs) if ours and theirs else None


def _likely(
    found: list[Reading], nearest: Literal["past", "coming"], on: dt.date
) -> tuple[Reading, ...]:
    """Leave out what lies too far away, and of a day that has been what is still to come."""
    near = _kept(found, lambda day: on.year - _YEARS_BACK <= day.year <= on.year + _YEARS_AHEAD)
    return tuple(_kept(near, lambda day: day <= on) if nearest == "past" else near)


def _kept(found: list[Reading], is_likely: Callable[[dt.date], bool]) -> list[Reading]:
    return [one for one in found if is_likely(one.day)] or found


def _nearest(
    text: str, named: _Named, nearest: Literal["past", "coming"], on: dt.date
) -> list[Reading]:
    found = []
    for calendar, _month in _in_order(named):
        days = sorted(_in_each_year(text, calendar, on))
        fitting = [day for day in days if (day <= on if nearest == "past" else day >= on)]
        if fitting:
            found.append(Reading(fitting[-1 if nearest == "past" else 0], calendar))
    return found


def _in_each_year(text: str, calendar: Calendar, on: dt.date) -> Iterator[dt.date]:
    """Yield such a day of each year around ``on``; a leap day is eight years away at most."""
    this = _year_and_month(calendar, on)[0]
    for year in range(this - 9, this + 10):
        day = _single(read_day(f"{text.strip().rstrip('.')} {year}", "dmy", calendar))
        if day is not None:
            yield day
