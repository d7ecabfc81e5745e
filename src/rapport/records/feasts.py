"""The feasts an occasion can name, and when an occasion comes round next."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.formats.calendar import FEASTS as KNOWN
from rapport.formats.calendar import FeastKind, OutOfCalendar, next_feast, next_fixed_day
from rapport.records.models.occasions import OccasionTone
from rapport.rules.days_of_state import is_of_a_state, is_of_the_dead

AHEAD = timedelta(days=7)
_ONE_DAY = timedelta(days=1)
_LONGEST_FEAST = timedelta(days=8)
LEAP_YEAR = 2024
"""A year that has every day a year can have."""


class Dated(Protocol):
    """What says when an occasion comes: a feast, a day of every year, or a day of its own."""

    @property
    def feast(self) -> str:
        """Return the feast's key, or nothing."""

    @property
    def month(self) -> int | None:
        """Return the month of a day of every year."""

    @property
    def day(self) -> int | None:
        """Return its day."""

    @property
    def once(self) -> date | None:
        """Return the day, if it comes only once."""


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast as colleagues choose it: its name; the calendar knows what sort of day it is."""

    kind: FeastKind
    name: str | Promise

    @property
    def tone(self) -> str:
        """Return what sort of day it is, an ``OccasionTone``."""
        return KNOWN[self.kind].tone


FEASTS: dict[str, Feast] = {
    feast.kind: feast
    for feast in (
        Feast("eid_al_fitr", _("Eid al-Fitr")),
        Feast("eid_al_adha", _("Eid al-Adha")),
        Feast("ramadan", _("Beginning of Ramadan")),
        Feast("mawlid", _("Mawlid")),
        Feast("mawlid_shia", _("Mawlid (Shia)")),
        Feast("hijri_new_year", _("Hijri new year")),
        Feast("ashura", _("Ashura")),
        Feast("arbaeen", _("Arbaeen")),
        Feast("christmas", _("Christmas")),
        Feast("christmas_julian", _("Orthodox Christmas")),
        Feast("good_friday", _("Good Friday")),
        Feast("good_friday_orthodox", _("Orthodox Good Friday")),
        Feast("easter", _("Easter")),
        Feast("easter_orthodox", _("Orthodox Easter")),
        Feast("nowruz", _("Nowruz")),
        Feast("newroz", _("Newroz")),
        Feast("new_year", _("New Year")),
    )
}


def character(feast: str, tone: str, name: str) -> tuple[str, bool]:
    """Return what sort of day an occasion is, and whether one wishes them well on it.

    Of a feast the calendar knows it; ``tone`` is what was noted of any other day. What its
    ``name`` says is a day of a state or of the dead is that, whatever was noted.
    """
    if feast in FEASTS:
        known = KNOWN[FEASTS[feast].kind]
        return known.tone, known.greeting
    tone = OccasionTone.POLITICAL if is_of_a_state(name) else tone
    if tone == OccasionTone.JOYFUL and is_of_the_dead(name):
        tone = OccasionTone.MOURNING
    return tone, tone == OccasionTone.JOYFUL


@dataclass(frozen=True, slots=True)
class Falls:
    """When an occasion falls, and from when until when a word about it fits.

    ``about`` is a message id where the day is known to a day either way, else empty.
    """

    on: date
    fits_from: date
    fits_until: date
    about: str = ""


def falls_now(occasion: Dated, today: date) -> Falls | None:
    """Return when an occasion falls that is coming, or that a word still fits today; or nothing.

    A feast of several days is kept for all of them, and the moon may have been seen a day later.
    """
    if occasion.feast in FEASTS:
        kind = FEASTS[occasion.feast].kind
        try:
            found = next_feast(kind, today - _LONGEST_FEAST)
            if found.window_closes < today:
                found = next_feast(kind, today)
        except OutOfCalendar:
            return None
        return Falls(found.date, found.window_opens, found.window_closes, found.about)
    coming = comes_next(occasion, today)
    return Falls(coming[0], coming[0] - _ONE_DAY, coming[0]) if coming else None


def comes_next(occasion: Dated, today: date) -> tuple[date, date] | None:
    """Return when an occasion comes next and from when it is worth a thought, or nothing.

    A feast whose day depends on the moon is known to a day either way; its window opens earlier.
    Beyond the years the calendar of the moon is known for, nothing is said of it.
    """
    if occasion.feast in FEASTS:
        try:
            coming = next_feast(FEASTS[occasion.feast].kind, today)
        except OutOfCalendar:
            return None
        return coming.date, min(coming.window_opens, coming.date) - AHEAD
    if occasion.once is not None:
        return (occasion.once, occasion.once - AHEAD) if occasion.once >= today else None
    if occasion.month and occasion.day:
        try:
            day = next_fixed_day("", occasion.month, occasion.day, today).date
        except ValueError:
            return None
        return day, day - AHEAD
    return None
