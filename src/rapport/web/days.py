"""How days are written for reading: one day, or the month or range of which no more is known."""

from datetime import date
from functools import lru_cache

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from rapport.formats.calendar import OutOfCalendar, hijri
from rapport.rules.days import whole_months


def days(first: date, last: date | None = None) -> SafeString:
    """Write a day for a page, with the Hijri date beside it in Arabic, or a month or a range."""
    written = days_in_words(first, last)
    machine = first.isoformat()
    if last is None or last <= first:
        written += _beside(first) if get_language() == "ar" else ""
    elif whole_months(first, last):
        machine = machine[: 4 if _whole_year(first, last) else 7]
    return format_html('<time datetime="{}">{}</time>', machine, written)


def days_in_words(first: date, last: date | None = None) -> str:
    """Write a day, a month, a year or a range: "12 May 2013", "October 2010", "12–14 May 2013"."""
    whole = pgettext("date format", "j M Y")
    if last is None or last <= first:
        return _a_day(first, whole, get_language())
    if whole_months(first, last):
        return _months(first, last)
    beginning = formats.date_format(first, _beginning(first, last, whole))
    joined = _AMONG_FIGURES if first.replace(day=1) == last.replace(day=1) else _AMONG_WORDS
    return joined.format(beginning, formats.date_format(last, whole))


@lru_cache(maxsize=2000)
def _a_day(day: date, written: str, _language: str | None) -> str:
    """Write a day; the same few stand on a page again and again."""
    return formats.date_format(day, written)


_AMONG_FIGURES = "{}\N{EN DASH}{}"
_AMONG_WORDS = "{} \N{EN DASH} {}"


def _beginning(first: date, last: date, whole: str) -> str:
    """Return the format of the first of two days: what the last says too is not said twice."""
    if first.year != last.year:
        return whole
    return whole.replace(" Y", "") if first.month != last.month else "j"


def _whole_year(first: date, last: date) -> bool:
    return first.year == last.year and last.month - first.month == 11


def _months(first: date, last: date) -> str:
    if _whole_year(first, last):
        return formats.date_format(first, "Y")
    written = formats.date_format(last, "YEAR_MONTH_FORMAT")
    if (first.year, first.month) == (last.year, last.month):
        return written
    month = "YEAR_MONTH_FORMAT" if first.year != last.year else "F"
    return _AMONG_WORDS.format(formats.date_format(first, month), written)


_HIJRI_MONTHS = {
    "ar": (
        *("محرّم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة"),
        *("رجب", "شعبان", "رمضان", "شوّال", "ذو القعدة", "ذو الحجة"),
    ),
    "en": (
        *("Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula"),
        *("Jumada al-Akhira", "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah"),
        "Dhu al-Hijjah",
    ),
    "fr": (
        *("mouharram", "safar", "rabia al-awal", "rabia ath-thani", "joumada al-oula"),
        *("joumada ath-thania", "rajab", "chaabane", "ramadan", "chawwal", "dhou al-qi’da"),
        "dhou al-hijja",
    ),
}


def hijri_in_words(year: int, month: int, number: int) -> str:
    """Write a Hijri date: "1 Shawwal 1447 AH"."""
    language = (get_language() or "en")[:2]
    months = _HIJRI_MONTHS.get(language, _HIJRI_MONTHS["en"])
    era = "هـ" if language == "ar" else "AH"
    return f"{number} {months[month - 1]} {year}\u00a0{era}"


def _beside(value: date) -> str:
    """Return the Hijri date to stand beside a Gregorian one; nothing where that calendar ends."""
    try:
        return f" ({hijri_in_words(*hijri(value))})"
    except OutOfCalendar:
        return ""
