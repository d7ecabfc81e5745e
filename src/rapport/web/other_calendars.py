"""A day in the words of another calendar, and the question which day was meant."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from rapport.formats.dates.calendars import Calendar, written_in
from rapport.formats.dates.readings import Reading
from rapport.web.days import days_in_words, hijri_in_words

MEANT = "-meant"
"""What the name of a field has at its end where somebody says which of several days is meant."""

_SOLAR = {
    "ar": (
        *("فروردين", "أرديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "آبان", "آذر"),
        *("دي", "بهمن", "إسفند"),
    ),
    "en": (
        *("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban"),
        *("Azar", "Dey", "Bahman", "Esfand"),
    ),
    "fr": (
        *("farvardin", "ordibehesht", "khordad", "tir", "mordad", "shahrivar", "mehr", "aban"),
        *("azar", "dey", "bahman", "esfand"),
    ),
}
_ETHIOPIAN = {
    "ar": (
        *("مسكرم", "تقمت", "هدار", "تهساس", "طر", "يكاتيت", "مجابيت", "ميازيا", "جنبوت", "سيني"),
        *("هاملي", "نهاسي", "باجومي"),
    ),
    "en": (
        *("Meskerem", "Tikimt", "Hidar", "Tahsas", "Tir", "Yekatit", "Megabit", "Miyazya"),
        *("Ginbot", "Sene", "Hamle", "Nehase", "Pagume"),
    ),
    "fr": (
        *("meskerem", "tikimt", "hidar", "tahsas", "tir", "yekatit", "megabit", "miyazya"),
        *("ginbot", "sene", "hamle", "nehase", "pagume"),
    ),
}


class Typed(str):
    """What was typed into a field for a day, with the day that was then said to be meant."""

    __slots__ = ("meant",)
    meant: str

    @classmethod
    def of(cls, text: str, meant: str | None) -> "Typed":
        """Return a text with the day that is meant by it."""
        typed = cls(text)
        typed.meant = meant or ""
        return typed


class DayInput(forms.TextInput):
    """A text for a day; where it may be of another calendar, the days to choose from below it.

    ``asks`` returns the days that a text may mean, where somebody has to say which.
    """

    def __init__(self, attrs: Any, asks: Callable[[str], Sequence[Reading]]) -> None:
        super().__init__(attrs)
        self.asks = asks

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was typed, with the day that was said to be meant."""
        typed = super().value_from_datadict(data, files, name)
        return None if typed is None else Typed.of(typed, data.get(name + MEANT))

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the field, and below it what is asked about the text in it."""
        field = super().render(name, value, attrs, renderer)
        asked = self.asks(value) if isinstance(value, str) else ()
        meant = getattr(value, "meant", "")
        return format_html("{}{}", field, _which(name, asked, meant)) if asked else field


def _which(name: str, asked: Sequence[Reading], meant: str) -> SafeString:
    """Return the days to choose from; a single one is chosen already, for it is only shown."""
    chips = format_html_join(
        "",
        '<label class="chip"><input type="radio" name="{}" value="{}"{}>{}</label>',
        (
            (
                name + MEANT,
                one.day.isoformat(),
                SafeString(" checked") if len(asked) == 1 or one.day.isoformat() == meant else "",
                reading_in_words(one),
            )
            for one in asked
        ),
    )
    label = _("Which day do you mean?")
    return format_html(
        '<span class="chips which" role="group" aria-label="{}">{}</span>', label, chips
    )


def reading_in_words(one: Reading) -> str:
    """Write a day that was read in another calendar, in ours and in that."""
    ours = days_in_words(one.day)
    if one.calendar == "gregorian":
        return ours
    told = f"{ours} = {in_calendar(one.day, one.calendar)}"
    return f"{told}, {_('±1 day, confirm locally')}" if one.calendar == "hijri" else told


def in_calendar(day: date, calendar: Calendar) -> str:
    """Write a day in another calendar: "12 Mordad 1404 SH"."""
    year, month, number = written_in(calendar, day)
    if calendar == "hijri":
        return hijri_in_words(year, month, number)
    language = (get_language() or "en")[:2]
    names = _SOLAR if calendar == "solar" else _ETHIOPIAN
    written = f"{number} {names.get(language, names['en'])[month - 1]} {year}\u00a0"
    if calendar == "solar":
        return written + pgettext("solar calendar, behind a year", "SH")
    return written + pgettext("Ethiopian calendar, behind a year", "EC")
