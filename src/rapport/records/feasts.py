"""The feasts an occasion can name, and when an occasion comes round next."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.formats.calendar import FEASTS as KNOWN
from rapport.formats.calendar import FeastKind, OutOfCalendar, next_feast, next_fixed_day
from rapport.records.models.occasions import OccasionTone

AHEAD = timedelta(days=7)
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


def character(feast: str, tone: str) -> tuple[str, bool]:
    """Return what sort of day an occasion is, and whether one wishes them well on it.

    Of a feast the calendar knows it; ``tone`` is what was noted of any other day.
    """
    if feast in FEASTS:
        known = KNOWN[FEASTS[feast].kind]
        return known.tone, known.greeting
    return tone, tone == OccasionTone.JOYFUL


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
