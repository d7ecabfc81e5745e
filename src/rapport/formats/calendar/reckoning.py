"""Turning dates of one calendar into another.

The Islamic calendar is the Umm al-Qura one, from the ``hijridate`` package: 1343 to 1500 AH,
1924 to 2077 CE.  Months announced by sighting begin up to a day earlier or later.
"""

import datetime as dt

import hijridate

from rapport.messages import gettext_noop

_FIRST_HIJRI_DAY = dt.date(1924, 8, 1)
_LAST_HIJRI_DAY = dt.date(2077, 11, 16)
_PERSIAN_YEARS = range(1900, 2124)
_PERSIAN_EPOCH_YEAR = 621
_JULIAN_REFORM_DAYS = 13


class OutOfCalendar(ValueError):  # noqa: N818 - a refusal, not an error of the program
    """A date or year outside what a calendar here covers."""

    code = "out_of_calendar"
    says = gettext_noop("That year is outside the calendar.")
    next = gettext_noop("Use a date between 1924 and 2077.")

    def __init__(self) -> None:
        super().__init__(self.says)


def hijri(day: dt.date) -> tuple[int, int, int]:
    """Give the Islamic year, month and day of a Gregorian day.

    >>> hijri(datetime.date(2018, 12, 31))
    (1440, 4, 24)
    """
    if not _FIRST_HIJRI_DAY <= day <= _LAST_HIJRI_DAY:
        raise OutOfCalendar
    found = hijridate.Gregorian.fromdate(day).to_hijri()
    return found.year, found.month, found.day


def gregorian(year: int, month: int, day: int) -> dt.date:
    """Give the Gregorian day of an Islamic year, month and day.

    Raises OutOfCalendar, also for a day that month does not have.
    """
    try:
        found = hijridate.Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError) as error:
        raise OutOfCalendar from error
    return dt.date(found.year, found.month, found.day)


def western_easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Catholic, Protestant).

    From: the anonymous computus printed in Nature, 1876, in Meeus, Astronomical Algorithms, ch. 8.
    """
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leaps, rest = divmod(of_century, 4)
    weekday = (32 + 2 * century_rest + 2 * leaps - epact - rest) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def orthodox_easter(year: int) -> dt.date:
    """Easter Sunday of most Eastern churches, as a Gregorian date.

    From: Meeus, Astronomical Algorithms, ch. 8 (Julian computus).
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return from_julian(year, month, day + 1)


def from_julian(year: int, month: int, day: int) -> dt.date:
    """Give the Gregorian day of a day of the old (Julian) calendar, 1900 March to 2199."""
    extra = 1 if (year, month, day) >= (2100, 2, 29) else 0
    return dt.date(year, month, day) + dt.timedelta(days=_JULIAN_REFORM_DAYS + extra)


def persian_new_year(year: int) -> dt.date:
    """Give the first day of spring as Iran and Afghanistan keep it, 1 Farvardin, in this year.

    From: the 33-year cycle of leap years, which agrees with the
    astronomical spring (noon at Tehran) in every year from 1900 to 2123.
    """
    if year not in _PERSIAN_YEARS:
        raise OutOfCalendar
    persian = year - _PERSIAN_EPOCH_YEAR
    days = 365 * (persian - 1) + (8 * persian + 21) // 33
    return dt.date(622, 3, 21) + dt.timedelta(days=days)
