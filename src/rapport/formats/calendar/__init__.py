"""The Islamic calendar and the feasts of several faiths: when, how surely, and in what tone."""

from rapport.formats.calendar.feasts import (
    FEASTS,
    Feast,
    FeastDate,
    FeastKind,
    Tone,
    kept_on,
    next_feast,
    next_fixed_day,
)
from rapport.formats.calendar.reckoning import (
    OutOfCalendar,
    gregorian,
    hijri,
    orthodox_easter,
    persian_new_year,
    western_easter,
)

__all__ = [
    "FEASTS",
    "Feast",
    "FeastDate",
    "FeastKind",
    "OutOfCalendar",
    "Tone",
    "gregorian",
    "hijri",
    "kept_on",
    "next_feast",
    "next_fixed_day",
    "orthodox_easter",
    "persian_new_year",
    "western_easter",
]
