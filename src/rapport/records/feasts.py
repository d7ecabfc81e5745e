"""The feasts an occasion can name, and when an occasion comes round next."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.formats.calendar import FeastKind, OutOfCalendar, next_feast, next_fixed_day
from rapport.records.models.occasions import OccasionTone

AHEAD = timedelta(days=7)


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
    """A feast: its name and what sort of day it is."""

    name: str | Promise
    tone: str = OccasionTone.JOYFUL


FEASTS: dict[FeastKind, Feast] = {
    "eid_al_fitr": Feast(_("Eid al-Fitr")),
    "eid_al_adha": Feast(_("Eid al-Adha")),
    "ramadan": Feast(_("Beginning of Ramadan")),
    "mawlid": Feast(_("Mawlid")),
    "hijri_new_year": Feast(_("Hijri new year"), OccasionTone.SOLEMN),
    "ashura": Feast(_("Ashura"), OccasionTone.MOURNING),
    "christmas": Feast(_("Christmas")),
    "christmas_julian": Feast(_("Orthodox Christmas")),
    "easter": Feast(_("Easter")),
    "easter_orthodox": Feast(_("Orthodox Easter")),
    "nowruz": Feast(_("Nowruz")),
}


def comes_next(occasion: Dated, today: date) -> tuple[date, date] | None:
    """Return when an occasion comes next and from when it is worth a thought, or nothing.

    A feast whose day depends on the moon is known to a day either way; its window opens earlier.
    Beyond the years the calendar of the moon is known for, nothing is said of it.
    """
    feast = cast("FeastKind", occasion.feast)
    if feast in FEASTS:
        try:
            coming = next_feast(feast, today)
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
