"""Four calendars as one arithmetic: a year, a month and a day of any of them is a day of ours.

Lunar Hijri is Umm al-Qura (the library ``hijridate``).  Solar Hijri has eight leap years in 33:
exactly the equinox at Tehran from 1280 to 1479.  Ethiopian is the Julian rule, 13 months long.
"""

import datetime as dt
from typing import Literal

Calendar = Literal["gregorian", "hijri", "solar", "ethiopian"]
CALENDARS: tuple[Calendar, ...] = ("gregorian", "hijri", "solar", "ethiopian")

#: The years each calendar other than ours can be read in.
YEARS: dict[Calendar, range] = {
    "hijri": range(1343, 1501),
    "solar": range(1280, 1480),
    "ethiopian": range(1, 9_990),
}
_MONTHS: dict[Calendar, int] = {"gregorian": 12, "hijri": 12, "solar": 12, "ethiopian": 13}
#: A year of two figures up to this one is of the century named here, else of the one before.
_SHORT_YEARS: dict[Calendar, tuple[int, int]] = {
    "gregorian": (68, 2000),
    "hijri": (60, 1400),
    "solar": (50, 1400),
    "ethiopian": (60, 2000),
}
_YEARS_OF_THE_HIJRA = range(1280, 1501)
_BEGINS: dict[Calendar, int] = {"hijri": 622, "solar": 621, "ethiopian": 8}
_BEFORE_SOLAR_YEARS = 226_529
_BEFORE_ETHIOPIAN_YEARS = 2_795


def long_year(short: int, calendar: Calendar) -> int:
    """Return the year that two figures mean.

    >>> long_year(18, "gregorian"), long_year(99, "solar")
    (2018, 1399)
    """
    last, century = _SHORT_YEARS[calendar]
    return short + (century if short <= last else century - 100)


def reaches(calendar: Calendar, year: int) -> bool:
    """Say whether a year of four figures may be one of this calendar.

    The years of the Hijra that registers hold are long past in the other two.

    >>> reaches("solar", 1399), reaches("gregorian", 1399), reaches("solar", 2018)
    (True, False, False)
    """
    of_the_hijra = year in _YEARS_OF_THE_HIJRA
    return of_the_hijra if calendar in ("hijri", "solar") else not of_the_hijra


def day_of(calendar: Calendar, year: int, month: int, day: int) -> dt.date:
    """Return the day of our calendar; raises ValueError or OverflowError if there is none."""
    if calendar == "gregorian":
        return dt.date(year, month, day)
    first = _first_of(calendar, year, month)
    found = first + dt.timedelta(days=day - 1)
    if day < 1 or found > last_of(calendar, year, month):
        raise ValueError(day)
    return found


def last_of(calendar: Calendar, year: int, month: int) -> dt.date:
    """Return the last day of a month; raises as :func:`day_of` does."""
    after = (year, month + 1) if month < _MONTHS[calendar] else (year + 1, 1)
    return _first_of(calendar, *after, beyond=1) - dt.timedelta(days=1)


def written_in(calendar: Calendar, day: dt.date) -> tuple[int, int, int]:
    """Return the year, month and day of a calendar that a day of ours is; raises as `day_of` does.

    >>> written_in("hijri", dt.date(2025, 3, 12)), written_in("solar", dt.date(2025, 8, 3))
    ((1446, 9, 12), (1404, 5, 12))
    """
    if calendar == "gregorian":
        return day.year, day.month, day.day
    year = day.year - _BEGINS[calendar]
    if calendar == "hijri":
        year = year * 33 // 32
    year = min(year + 2, YEARS[calendar].stop - 1)
    while _first_of(calendar, year, 1) > day:
        year -= 1
    month = next(each for each in range(1, 14) if day <= last_of(calendar, year, each))
    return year, month, (day - _first_of(calendar, year, month)).days + 1


def years_in(calendar: Calendar, gregorian: int, month: int, day: int) -> list[int]:
    """Return in which years of ``calendar`` such a day falls into a year of ours: mostly one."""
    near = gregorian - _BEGINS[calendar]
    if calendar == "hijri":
        near = near * 33 // 32
    return [
        year
        for year in range(near - 1, near + 3)
        if _falls_in(calendar, year, month, day, gregorian)
    ]


def _falls_in(calendar: Calendar, year: int, month: int, day: int, gregorian: int) -> bool:
    try:
        return year in YEARS[calendar] and day_of(calendar, year, month, day).year == gregorian
    except (ValueError, OverflowError):
        return False


def _first_of(calendar: Calendar, year: int, month: int, beyond: int = 0) -> dt.date:
    """Return the first day of a month; of ``beyond`` years more than can be read."""
    if calendar == "gregorian":
        return dt.date(year, month, 1)
    years = YEARS[calendar]
    if not years.start <= year < years.stop + beyond or not 1 <= month <= _MONTHS[calendar]:
        raise ValueError(year)
    if calendar == "hijri":
        return _first_of_hijri(year, month)
    if calendar == "solar":
        passed = 31 * (month - 1) - max(0, month - 7)
        before = _BEFORE_SOLAR_YEARS + 365 * year + (8 * year + 21) // 33
    else:
        passed = 30 * (month - 1)
        before = _BEFORE_ETHIOPIAN_YEARS + 365 * (year - 1) + year // 4
    return dt.date.fromordinal(before + passed + 1)


def _first_of_hijri(year: int, month: int) -> dt.date:
    import hijridate  # noqa: PLC0415 - slow to load, and few files need it

    if year == YEARS["hijri"].stop:
        last = hijridate.Hijri(year - 1, 12, 1)
        return dt.date(*last.to_gregorian().datetuple()) + dt.timedelta(days=last.month_length())
    return dt.date(*hijridate.Hijri(year, month, 1).to_gregorian().datetuple())
