"""Dates as people write them: which order, which calendar, and which day.

Orders are "ymd", "dmy" and "mdy".  A first number of four figures is always the year, and a month
written as a word settles itself, so the order only matters for texts like 03/04/2018.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapport.formats.dates.calendars import CALENDARS, Calendar
from rapport.formats.dates.date_words import MONTHS
from rapport.formats.dates.day_figures import BadDate, BadDateCode, Order, WrittenDay, read_figures
from rapport.formats.dates.day_tokens import NO_DIGIT, plain, take_apart
from rapport.formats.dates.written_days import read_named, read_taken

__all__ = [
    "CALENDARS",
    "ORDERS",
    "BadDate",
    "BadDateCode",
    "Calendar",
    "DateGuess",
    "Order",
    "WrittenDay",
    "guess_date_order",
    "parse_date",
    "read_day",
]

ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")

_FIGURES = re.compile(
    r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?", re.ASCII
)
_USUAL_WORDS = re.compile(r"(\d{1,2})[ -]([^\W\d_]+)[ -](\d{4})")
_COMPACT = re.compile(r"((?:1[3-9]|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
#: What spreadsheets make of midnight by rounding is less than a minute before it.
_NEARLY_A_DAY = 1 - 1 / 1440
_LONGEST = 80
_SURE_SHARE = 0.95
_ALIKE_SHARE = 0.5
#: When the contacts of a register may have been; the end where the caller does not say today.
_EARLIEST, _LATEST = dt.date(1950, 1, 1), dt.date(2040, 1, 1)
#: A column of short years that ends before this day may mean the years of another calendar.
_LONG_AGO = dt.date(2006, 1, 1)
#: An Ethiopian year read as one of ours lies seven to eight years back.
_ETHIOPIAN_BEHIND = dt.timedelta(days=2_400)
_LATELY = dt.timedelta(days=550)


def read_day(text: str, order: Order, calendar: Calendar = "gregorian") -> WrittenDay | BadDate:
    """Read a day, a month or a range of days.  Past and future are the caller's judgement.

    Hours and weekdays are passed over.  Reads figures of any script with any of ``/ . -`` and
    blanks, months as words of the languages in ``date_words``, 20181231, and day numbers of
    spreadsheets (five figures).  A month has its first and last day, and so has a range; a text
    with several days is "several_days", never one of them.  What names its calendar (رمضان, Hamal,
    هـ, AD) is read in it, whatever ``calendar`` says.

    >>> read_day("12-14 May 2013", "dmy").last, read_day("Tuesday 14/5/2013, 3 pm", "dmy").last
    (datetime.date(2013, 5, 14), None)
    >>> read_day("3 and 17 March 2012", "dmy")
    BadDate(code='several_days', offered=datetime.date(2012, 3, 3))
    """
    if (usual := _read_usual(text, order, calendar)) is not None:
        return usual
    written = plain(text[: 2 * _LONGEST])
    if (wrong := _unreadable(text, written)) is not None:
        return wrong
    compact = _COMPACT.fullmatch(written)
    if compact is not None:
        return _in_figures(compact.groups(), order, calendar)
    if _SERIAL.fullmatch(written):
        return WrittenDay(_of_serial(float(written)))
    return read_taken(take_apart(written), order, calendar)


def _unreadable(text: str, written: str) -> BadDate | None:
    if not written:
        return BadDate("empty")
    if len(text) > 2 * _LONGEST or len(written) > _LONGEST:
        return BadDate("not_a_date")
    return BadDate("other_numerals") if NO_DIGIT in written else None


def _read_usual(text: str, order: Order, calendar: Calendar) -> WrittenDay | BadDate | None:
    """Read what nearly every cell holds, 31/12/2018 or 31 May 2018, without taking it apart."""
    figures = _FIGURES.fullmatch(text)
    if figures is not None:
        return _in_figures(figures.group(1, 3, 4), order, calendar)
    words = _USUAL_WORDS.fullmatch(text)
    month = MONTHS.get(words[2].lower()) if words is not None else None
    if words is None or month is None:
        return None
    return read_named(int(words[1]), month, words[3], calendar)


def _in_figures(figures: tuple[str, ...], order: Order, calendar: Calendar) -> WrittenDay | BadDate:
    day = read_figures(figures, order, calendar)
    return day if isinstance(day, BadDate) else WrittenDay(day)


def parse_date(text: str, order: Order, calendar: Calendar = "gregorian") -> dt.date | BadDate:
    """Read one single day, as :func:`read_day` does; months and ranges are "several_days"."""
    day = read_day(text, order, calendar)
    if isinstance(day, BadDate):
        return day
    return day.first if day.last is None else BadDate("several_days", day.first)


def _of_serial(serial: float) -> dt.date:
    whole, part = divmod(serial, 1)
    return _EXCEL_DAY_ZERO + dt.timedelta(days=int(whole) + (part > _NEARLY_A_DAY))


@dataclass(frozen=True, slots=True)
class DateGuess:
    """Which order fits a column: ``fits`` counts the samples each order can read, ``of`` all.

    ``sure`` is False when two orders fit equally well and read different days, or when a
    twentieth of the samples fits none; half, where the order makes no difference to the others.
    ``calendars`` are all that fit, the likeliest first: where there are several, a person is asked.
    """

    order: Order
    sure: bool
    fits: dict[Order, int]
    of: int
    calendars: tuple[Calendar, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """The samples of a column read in one calendar, in the order that reads the most of them."""

    calendar: Calendar
    order: Order
    read: dict[Order, list[WrittenDay | BadDate]]
    fits: dict[Order, int]

    @property
    def days(self) -> list[dt.date | None]:
        """The first day each sample means, or None where it means none."""
        best = self.read[self.order]
        return [each.first if isinstance(each, WrittenDay) else None for each in best]


def guess_date_order(samples: Iterable[str], *, today: dt.date | None = None) -> DateGuess:
    """Find the order in which the most samples are days, and the calendars they may be of.

    Blanks are passed over. With ``today``, days still to come speak against a calendar, and a
    register that ends seven years ago may be Ethiopian.
    """
    texts = [text for text in samples if text.strip()]
    columns: dict[Calendar, _Column] = {"gregorian": _read_column(texts, "gregorian")}
    calendars = _calendars(texts, columns, today)
    best = columns.get(calendars[0]) or _read_column(texts, calendars[0])
    alike = all(days == best.read[best.order] for days in best.read.values())
    rivals = [
        order
        for order in ORDERS
        if best.fits[order] == best.fits[best.order] and best.read[order] != best.read[best.order]
    ]
    # Where every order reads the same days, what cannot be read is wrong in all of them.
    enough = _ALIKE_SHARE if alike else _SURE_SHARE
    sure = bool(texts) and not rivals and best.fits[best.order] >= enough * len(texts)
    return DateGuess(best.order, sure, best.fits, len(texts), calendars)


def _read_column(texts: Sequence[str], calendar: Calendar) -> _Column:
    read = {order: [read_day(text, order, calendar) for text in texts] for order in ORDERS}
    fits = {order: sum(isinstance(day, WrittenDay) for day in days) for order, days in read.items()}
    best = max(ORDERS, key=lambda order: fits[order])
    if read["ymd"] == read[best]:
        best = "ymd"
    return _Column(calendar, best, read, fits)


def _calendars(
    texts: Sequence[str], columns: dict[Calendar, _Column], today: dt.date | None
) -> tuple[Calendar, ...]:
    """Return the calendars that fit, the likeliest first; ``columns`` gets those it read."""
    ours = columns["gregorian"]
    if not any(ours.fits.values()):
        return ("gregorian",)
    named = [_named_calendar(text) for text in texts]
    open_ = [at for at, calendar in enumerate(named) if calendar is None]
    days = [day for at in open_ if (day := ours.days[at])]
    if not days:
        told = Counter(calendar for calendar in named if calendar is not None)
        return (told.most_common(1)[0][0],)
    usual = _mostly_of_our_time(days, len(days), today)
    fitting: list[Calendar] = ["gregorian"] if usual else []
    if not usual or max(days) < _LONG_AGO:
        fitting += _of_the_hijra(texts, columns, open_, today)
    if "ethiopian" in named or _may_be_ethiopian(texts, columns, days, today):
        fitting.append("ethiopian")
        columns["ethiopian"] = _read_column(texts, "ethiopian")
    return tuple(fitting) or ("gregorian",)


def _of_the_hijra(
    texts: Sequence[str],
    columns: dict[Calendar, _Column],
    open_: Sequence[int],
    today: dt.date | None,
) -> list[Calendar]:
    """Return which of the two calendars of the Hijra fit, the one with the later days first."""
    newest: dict[Calendar, dt.date] = {}
    for calendar in ("hijri", "solar"):
        column = columns[calendar] = _read_column(texts, calendar)
        ours = columns["gregorian"].days
        days = [day for at in open_ if (day := column.days[at]) and day != ours[at]]
        if _mostly_of_our_time(days, len(open_), today):
            newest[calendar] = max(days)
    return sorted(newest, key=lambda calendar: newest[calendar], reverse=True)


def _may_be_ethiopian(
    texts: Sequence[str],
    columns: dict[Calendar, _Column],
    days: Sequence[dt.date],
    today: dt.date | None,
) -> bool:
    """Say whether a thirteenth month, or a register that seems to end long ago, speaks for it."""
    ours = columns["gregorian"]
    behind = today is not None and today - max(days) > _ETHIOPIAN_BEHIND
    unread = ours.fits[ours.order] < len(texts)
    if not behind and not unread:
        return False
    theirs = _read_column(texts, "ethiopian")
    if theirs.fits[theirs.order] > ours.fits[ours.order]:
        return True
    newest = max((day for day in theirs.days if day), default=None)
    return behind and newest is not None and today is not None and newest > today - _LATELY


def _mostly_of_our_time(days: Sequence[dt.date], of: int, today: dt.date | None) -> bool:
    latest = today or _LATEST
    return bool(days) and 2 * sum(_EARLIEST <= day <= latest for day in days) >= of


def _named_calendar(text: str) -> Calendar | None:
    """Return the calendar that a text names by itself, if it does."""
    written = plain(text[: 2 * _LONGEST])
    if _SERIAL.fullmatch(written):
        return "gregorian"
    if not written or _FIGURES.fullmatch(written):
        return None
    for thing in take_apart(written).things:
        if thing.era is not None:
            return thing.era
        if thing.month is not None and len(thing.month) == 1:
            return next(iter(thing.month))
    return None
