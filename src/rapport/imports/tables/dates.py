"""Dates as people write them: which order, and which day.

Orders are "ymd", "dmy" and "mdy".  A first number of four figures is always the year, and a month
written as a word settles itself, so the order only matters for texts like 03/04/2018.
"""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from rapport.imports.tables.date_words import HIJRI_MONTHS, MONTHS
from rapport.names import fold

Order = Literal["ymd", "dmy", "mdy"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
Calendar = Literal["gregorian", "hijri", "solar", "ethiopian"]
CALENDARS: tuple[Calendar, ...] = ("gregorian", "hijri", "solar", "ethiopian")
BadDateCode = Literal[
    "empty", "not_a_date", "no_such_day", "other_order", "several_days", "no_year"
]

_FIGURES = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", "\u200e\u200f\u061c")
_NUMBERS = re.compile(
    r"(\d{1,4})[\s./،-]{1,3}(\d{1,2})[\s./،-]{1,3}(\d{1,4})(?:[T\s,].*)?", re.ASCII
)
#: "of the Hijra" and "of the birth", as Arabic and English registers write behind a year.
_ERA = re.compile(r"(?<=\d)\s*(?:(هـ?|a\.?h\.?)|م|a\.?d\.?|c\.?e\.?)", re.IGNORECASE)
_COMPACT = re.compile(r"((?:1[3-9]|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
_SHORT_YEAR_TURNS = 69
_SHORT_HIJRI_YEAR_TURNS = 60
_HIJRI_YEARS = range(1343, 1501)
_LIKELY_HIJRI_YEARS = range(1380, 1481)
_LONGEST = 80
_SURE_SHARE = 0.95
_ALIKE_SHARE = 0.5


class BadDate(NamedTuple):
    """Why a text is no day.

    "other_order": it would be one in another order.  "several_days": it names days that are no
    range; ``offered`` is the first of them.  "no_year": a day or a month without its year.
    """

    code: BadDateCode
    offered: dt.date | None = None


class WrittenDay(NamedTuple):
    """A day as it is written; a month or a range has its last day too, a single day None."""

    first: dt.date
    last: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class DateGuess:
    """Which order fits a column: ``fits`` counts the samples each order can read, ``of`` all.

    ``sure`` is False when two orders fit equally well and read different days, or when a
    twentieth of the samples fits none; half, where the order makes no difference to the others.
    ``looks_hijri``: most years are those of that calendar.  ``calendars`` are all that fit, the
    likeliest first: where there are several, a person is asked.
    """

    order: Order
    sure: bool
    fits: dict[Order, int]
    of: int
    looks_hijri: bool
    calendars: tuple[Calendar, ...] = ("gregorian",)


def guess_date_order(samples: Iterable[str]) -> DateGuess:
    """Find the order in which the most samples are dates; blanks are passed over."""
    texts = [text for text in samples if text.strip()]
    read = {order: [parse_date(text, order) for text in texts] for order in ORDERS}
    fits = {order: sum(isinstance(day, dt.date) for day in days) for order, days in read.items()}
    best = max(ORDERS, key=lambda order: fits[order])
    rivals = [order for order in ORDERS if fits[order] == fits[best] and read[order] != read[best]]
    if not rivals and read["ymd"] == read[best]:
        best = "ymd"
    # Where every order reads the same days, what cannot be read is wrong in all of them.
    alike = all(days == read[best] for days in read.values())
    enough = _ALIKE_SHARE if alike else _SURE_SHARE
    sure = bool(texts) and not rivals and fits[best] >= enough * len(texts)
    years = [day.year for day in read[best] if isinstance(day, dt.date)]
    hijri = bool(years) and 2 * sum(year in _LIKELY_HIJRI_YEARS for year in years) >= len(years)
    return DateGuess(best, sure, fits, len(texts), looks_hijri=hijri)


def read_day(text: str, order: Order, calendar: Calendar = "gregorian") -> WrittenDay | BadDate:
    """Read a day, a month or a range of days as people write them."""
    day = parse_date(text, order, calendar)
    return day if isinstance(day, BadDate) else WrittenDay(day)


def parse_date(text: str, order: Order, calendar: Calendar = "gregorian") -> dt.date | BadDate:
    """Read one date.  Past and future are the caller's judgement.

    Reads figures with any of ``/ . -`` and blanks, Arabic and Persian figures, months written in
    English, French or Arabic, 20181231, and day numbers of spreadsheets (five figures).  A time
    of day behind the date is passed over.  Two-figure years are 1969 to 2068, or 1361 to 1460.
    A mark of the era behind the year (هـ, م, AH, AD) goes before ``calendar``.

    >>> parse_date("31/12/2018", "dmy"), parse_date("12/31/2018", "dmy")
    (datetime.date(2018, 12, 31), BadDate(code='other_order', offered=None))
    """
    plain = text.translate(_FIGURES).strip()
    if not plain:
        return BadDate("empty")
    if len(plain) > _LONGEST:
        return BadDate("not_a_date")
    era = _ERA.search(plain)
    if era is not None and era.end() == len(plain):
        plain, calendar = plain[: era.start()], "hijri" if era[1] else "gregorian"
    numbers = _NUMBERS.fullmatch(plain)
    if numbers is not None:
        return _from_numbers(numbers.group(1, 2, 3), order, calendar)
    return _from_other(plain, calendar)


def _from_numbers(parts: tuple[str, ...], order: Order, calendar: Calendar) -> dt.date | BadDate:
    first, second, third = parts
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


def _from_other(plain: str, calendar: Calendar) -> dt.date | BadDate:
    compact = _COMPACT.fullmatch(plain)
    if compact is not None:
        year, month, day = compact.groups()
        return _day(year, month, day, calendar)
    serial = _SERIAL.fullmatch(plain)
    if serial is not None:
        return _EXCEL_DAY_ZERO + dt.timedelta(days=int(serial[1]))
    return _from_words(plain, calendar)


def _from_words(plain: str, calendar: Calendar) -> dt.date | BadDate:
    """Read "Monday 31 December 2018", "Dec. 31st, 2018", "31 كانون الأول 2018"."""
    words = _WORDS.findall(fold(plain))
    month = 0
    for size in (2, 1):
        for at in range(len(words) - size + 1):
            name = " ".join(words[at : at + size])
            if not month and name in HIJRI_MONTHS:
                calendar = "hijri"
            month = month or MONTHS.get(name, 0) or HIJRI_MONTHS.get(name, 0)
    figures = [word for word in words if word.isdecimal()][:2]
    if not month or len(figures) < 2:
        return BadDate("not_a_date")
    day, year = figures if len(figures[0]) < 3 else reversed(figures)
    return _day(year, str(month), day, calendar)


def _day(year: str, month: str, day: str, calendar: Calendar) -> dt.date | BadDate:
    number = int(year)
    if len(day) > 2 or len(year) == 3:
        return BadDate("not_a_date")
    if len(year) <= 2 and calendar == "hijri":
        number += 1400 if number <= _SHORT_HIJRI_YEAR_TURNS else 1300
    elif len(year) <= 2:
        number += 2000 if number < _SHORT_YEAR_TURNS else 1900
    try:
        if calendar == "hijri" and number in _HIJRI_YEARS:
            import hijridate  # noqa: PLC0415 - slow to load, and few files need it

            found = hijridate.Hijri(number, int(month), int(day)).to_gregorian()
            return dt.date(found.year, found.month, found.day)
        return dt.date(number, int(month), int(day))
    except (ValueError, OverflowError):
        return BadDate("no_such_day")
