"""When a feast falls next, when a greeting fits, and in what tone.

A date of the Islamic calendar is right to a day: the window for a word opens the day before and
stays open a day longer.  A day of mourning or remembrance is for presence, and a political day is
context only: neither is an occasion for a greeting.  Feasts whose date needs sky tables of their
own (Diwali, Vesak) are not here.
"""

import calendar
import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from rapport.formats.calendar.reckoning import (
    from_julian,
    gregorian,
    hijri,
    orthodox_easter,
    persian_new_year,
    western_easter,
)
from rapport.messages import gettext_noop

Tone = Literal["joyful", "solemn", "mourning", "political"]
FeastKind = Literal[
    "eid_al_fitr",
    "eid_al_adha",
    "ramadan",
    "mawlid",
    "mawlid_shia",
    "ashura",
    "arbaeen",
    "hijri_new_year",
    "christmas",
    "christmas_julian",
    "easter",
    "easter_orthodox",
    "good_friday",
    "good_friday_orthodox",
    "nowruz",
    "newroz",
    "new_year",
]

_SIGHTED = gettext_noop("±1 day, confirm locally")
_ONE_DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Feast:
    """A feast: its tone, how many days it lasts, how far its date may be off, and its rule.

    ``dates_in`` gives its days in a Gregorian year: none, one or, for the Islamic year, two.
    ``greeting`` says whether wishing well is usual at all.
    """

    tone: Tone
    days: int
    off_by: int
    greeting: bool
    dates_in: Callable[[int], list[dt.date]]


@dataclasses.dataclass(frozen=True, slots=True)
class FeastDate:
    """One feast on one date; a word fits from ``window_opens`` to ``window_closes``, both counted.

    ``about`` is a message id, empty when the date is certain.
    """

    kind: str
    date: dt.date
    window_opens: dt.date
    window_closes: dt.date
    about: str
    tone: Tone
    greeting: bool


def _islamic(month: int, day: int, *, tone: Tone, days: int = 1, greeting: bool = True) -> Feast:
    def dates_in(year: int) -> list[dt.date]:
        first = hijri(dt.date(year, 1, 1))[0]
        found = (gregorian(islamic_year, month, day) for islamic_year in range(first, first + 3))
        return [each for each in found if each.year == year]

    return Feast(tone, days, 1, greeting, dates_in)


def _yearly(
    rule: Callable[[int], dt.date], *, tone: Tone, days: int = 1, greeting: bool = True
) -> Feast:
    return Feast(tone, days, 0, greeting, lambda year: [rule(year)])


#: What each feast is; the key is a :data:`FeastKind`.
FEASTS: Mapping[FeastKind, Feast] = MappingProxyType(
    {
        "eid_al_fitr": _islamic(10, 1, tone="joyful", days=3),
        "eid_al_adha": _islamic(12, 10, tone="joyful", days=4),
        "ramadan": _islamic(9, 1, tone="solemn", days=3),
        "mawlid": _islamic(3, 12, tone="joyful"),
        "mawlid_shia": _islamic(3, 17, tone="joyful"),
        "ashura": _islamic(1, 10, tone="mourning", greeting=False),
        "arbaeen": _islamic(2, 20, tone="mourning", greeting=False),
        "hijri_new_year": _islamic(1, 1, tone="solemn", greeting=False),
        "christmas": _yearly(lambda year: dt.date(year, 12, 25), tone="joyful", days=2),
        "christmas_julian": _yearly(
            lambda year: from_julian(year - 1, 12, 25), tone="joyful", days=2
        ),
        "easter": _yearly(western_easter, tone="joyful", days=2),
        "easter_orthodox": _yearly(orthodox_easter, tone="joyful", days=2),
        "good_friday": _yearly(
            lambda year: western_easter(year) - 2 * _ONE_DAY, tone="mourning", greeting=False
        ),
        "good_friday_orthodox": _yearly(
            lambda year: orthodox_easter(year) - 2 * _ONE_DAY, tone="mourning", greeting=False
        ),
        "nowruz": _yearly(persian_new_year, tone="joyful", days=4),
        "newroz": _yearly(lambda year: dt.date(year, 3, 21), tone="joyful"),
        "new_year": _yearly(lambda year: dt.date(year, 1, 1), tone="joyful", days=2),
    }
)


def kept_on(day: dt.date) -> list[FeastKind]:
    """Give the feasts kept on a day, whichever year they began in.

    >>> kept_on(datetime.date(2007, 1, 1))
    ['eid_al_adha', 'new_year']
    """
    return [kind for kind, feast in FEASTS.items() if _is_kept(feast, day)]


def _is_kept(feast: Feast, day: dt.date) -> bool:
    for year in (day.year - 1, day.year):
        # ValueError: before the year 1; OutOfCalendar is one, too.
        with contextlib.suppress(ValueError):
            days_since = [(day - first).days for first in feast.dates_in(year)]
            if any(0 <= since < feast.days for since in days_since):
                return True
    return False


def next_feast(kind: FeastKind, since: dt.date) -> FeastDate:
    """Give the next time this feast falls, on ``since`` or later.

    The window opens on the eve.  Raises OutOfCalendar past the calendar's end, KeyError for an
    unknown kind.

    >>> next_feast("eid_al_fitr", datetime.date(2024, 1, 1)).date
    datetime.date(2024, 4, 10)
    """
    feast = FEASTS[kind]
    date = next(
        each
        for year in (since.year, since.year + 1)
        for each in feast.dates_in(year)
        if each >= since
    )
    return FeastDate(
        kind=kind,
        date=date,
        window_opens=date - _ONE_DAY,
        window_closes=date + dt.timedelta(days=feast.days - 1 + feast.off_by),
        about=_SIGHTED if feast.off_by else "",
        tone=feast.tone,
        greeting=feast.greeting,
    )


def next_fixed_day(
    kind: str, month: int, day: int, since: dt.date, *, tone: Tone = "joyful"
) -> FeastDate:
    """Give the next day of this month and day, on ``since`` or later: birthdays, national days.

    29 February is kept on the 28th in years without it.  Only a joyful day carries a greeting.
    Raises ValueError for a day no year has.
    """
    dt.date(2000, month, day)
    dates = (_in_year(year, month, day) for year in (since.year, since.year + 1))
    date = next(each for each in dates if each >= since)
    return FeastDate(kind, date, date, date, "", tone, greeting=tone == "joyful")


def _in_year(year: int, month: int, day: int) -> dt.date:
    if (month, day) == (2, 29) and not calendar.isleap(year):
        day = 28
    return dt.date(year, month, day)
