"""A day typed as people write it: "3 Feb", "yesterday", "٣ شباط", 3/2/2026, 2026-02-03.

The browser's own picker shows the month first on many machines, and a wrong day can cost trust. So
a day is a text: the day comes before the month, and it is shown back in words. A day of another
calendar (14/03/1446, 12 Ramadan) is shown in ours before it is saved; where it may be two, which
one is asked.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.formats.dates.calendars import reaches
from rapport.formats.dates.reading import BadDate, WrittenDay, read_day
from rapport.formats.dates.readings import Reading, is_last_of_the_moon, readings
from rapport.names import fold
from rapport.web.days import days_in_words
from rapport.web.other_calendars import DayInput, reading_in_words

Nearest = Literal["past", "coming"]
"""Which day is meant where no year is written: the last such day, or the next."""

TODAY: ContextVar[date] = ContextVar("TODAY")
"""The day of whoever asks, which in the demo is not this machine's; set for each request."""

_LONGEST = 40
_FIGURES = re.compile(r"\s*\d{1,2}\s*([./-])\s*\d{1,2}\s*\.?\s*")
_YEARS_AWAY = 8
"""The next 29 February is eight years away where a century leaves one out."""

_WORDS = {
    "today": 0, "aujourd'hui": 0, "aujourd’hui": 0, "aujourdhui": 0, "اليوم": 0,
    "yesterday": -1, "hier": -1, "أمس": -1, "امبارح": -1, "البارحة": -1,
    "tomorrow": 1, "demain": 1, "غدا": 1, "بكرة": 1,
}  # fmt: skip
_DAYS_AWAY = {fold(word): days for word, days in _WORDS.items()}


def today() -> date:
    """Return the day it is for whoever asks; outside a request, this machine's."""
    return TODAY.get(None) or timezone.localdate()


class Day(forms.Field):
    """A day in words or figures, day before month; without a year, the ``nearest`` such day."""

    default_error_messages = {  # noqa: RUF012 - as Django has it
        "unread": _("“%(text)s” is not a date we can read. Write it like this: %(example)s."),
        "no_such_day": _("There is no such day: “%(text)s”. Write it like this: %(example)s."),
        "other_numerals": _(
            "“%(text)s” has number signs we cannot read. Write the day with digits, like this:"
            " %(example)s."
        ),
        "not_one_day": _("“%(text)s” is more than one day. Write one day, like this: %(example)s."),
        "last_of_moon": _(
            "By the calendar this month has 29 days. If people there counted 30, write the day like"
            " this: %(example)s."
        ),
        "is_it": _("Is this the day you mean? If so, save again."),
        "which": _("This can be more than one day. Choose the one you mean, and save again."),
    }

    def __init__(self, *, nearest: Nearest = "past", **options: Any) -> None:
        options.setdefault("required", False)
        attrs = {"autocomplete": "off", "dir": "auto", "class": "day", "maxlength": _LONGEST}
        self.nearest = nearest
        super().__init__(widget=self.widget_of(attrs), **options)

    def widget_of(self, attrs: dict[str, Any]) -> forms.Widget:
        """Return the text field, which asks where a text may be a day of another calendar."""
        return DayInput(attrs, self.asks)

    def asks(self, text: str) -> Sequence[Reading]:
        """Return the days of another calendar that a text may mean."""
        found = read(text.strip(), self.nearest, today())
        return found if isinstance(found, tuple) else ()

    def prepare_value(self, value: Any) -> Any:
        """Show a day in words; what somebody typed stays as it was typed."""
        if isinstance(value, str):
            with suppress(ValueError):
                return days_in_words(date.fromisoformat(value))
        return days_in_words(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        """Return the day that a text says, or raise ``ValidationError`` with an example."""
        if value is None or isinstance(value, date):
            return value
        text = str(value).strip()
        if not text:
            return None
        found = read(text, self.nearest, today())
        if isinstance(found, tuple):
            return self._meant(found, getattr(value, "meant", ""))
        if isinstance(found, date):
            return found
        example = days_in_words(today())
        params = {"text": text[:_LONGEST], "example": example}
        raise ValidationError(self.error_messages[found], code=found, params=params)

    def _meant(self, asked: Sequence[Reading], meant: str) -> date:
        """Return the day that was chosen of those a text may mean, or ask which it is."""
        chosen = next((one.day for one in asked if one.day.isoformat() == meant), None)
        if chosen is None:
            code = "is_it" if len(asked) == 1 else "which"
            raise ValidationError(self.error_messages[code], code=code)
        return chosen

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether another day was typed; the same day in other words is no change."""
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


def read(text: str, nearest: Nearest, on: date) -> date | str | tuple[Reading, ...]:
    """Return the day that a text says to whoever reads it on a day, or what is wrong with it.

    What is wrong is a code of the field's messages. Where it may be a day of another calendar, the
    days it may mean are returned, to be asked about.
    """
    if len(text) > _LONGEST:
        return "unread"
    away = _DAYS_AWAY.get(fold(text))
    if away is not None:
        return on + timedelta(days=away)
    asked = readings(text, nearest, on)
    if asked is None:
        return _of_ours(text, nearest, on)
    return asked or _no_day_of_theirs(text)


def _no_day_of_theirs(text: str) -> str:
    """Return what is wrong with a text that names no day of another calendar."""
    if isinstance(read_day(text, "dmy"), WrittenDay):
        return "not_one_day"
    return "last_of_moon" if is_last_of_the_moon(text) else "no_such_day"


def _of_ours(text: str, nearest: Nearest, on: date) -> date | str:
    found = read_day(text, "dmy")
    if isinstance(found, WrittenDay):
        return _one(found) if reaches("gregorian", found.first.year) else "unread"
    if found.code == "no_year" or _FIGURES.fullmatch(text):
        return _without_year(text, nearest, on)
    return found.code if found.code in {"no_such_day", "other_numerals"} else "unread"


def _one(found: WrittenDay) -> date | str:
    if found.last is not None and found.last != found.first:
        return "not_one_day"
    return found.first


def _without_year(text: str, nearest: Nearest, on: date) -> date | str:
    """Return the last such day up to ``on``, or the next from ``on``."""
    found = sorted(_in_each_year(text, on.year))
    if nearest == "past":
        found = [day for day in reversed(found) if day <= on]
    else:
        found = [day for day in found if day >= on]
    return found[0] if found else "no_such_day"


def _in_each_year(text: str, year: int) -> Iterator[date]:
    figures = _FIGURES.fullmatch(text)
    joined = figures[1] if figures else " "
    for other in range(year - _YEARS_AWAY, year + _YEARS_AWAY + 1):
        found = read_day(f"{text.strip().rstrip('.')}{joined}{other}", "dmy")
        if not isinstance(found, BadDate) and found.last is None:
            yield found.first


def day_asked(typed: str) -> tuple[date | None, str]:
    """Return the day an address asks about, or what is wrong with it; nothing is saved by it."""
    found = read(typed, "past", today()) if typed else ""
    if isinstance(found, tuple):
        if len(found) == 1:
            return found[0].day, ""
        days = "; ".join(reading_in_words(one) for one in found)
        says = gettext("This can be more than one day: %(days)s. Write one of them.")
        return None, says % {"days": days}
    try:
        return Day().clean(typed), ""
    except ValidationError as wrong:
        return None, str(wrong.messages[0])
