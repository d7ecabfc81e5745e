"""About when the five daily prayers are at a place, by the ``adhanpy`` package.

What is heard from the minaret differs by some minutes, so a time from here is always said as
*about*. The package is loaded only when somebody asks.
"""

import datetime as dt
import re
from importlib import import_module
from typing import NamedTuple

from rapport.names.digits import in_plain_digits

PRAYERS = ("fajr", "dhuhr", "asr", "maghrib", "isha")

_COORDINATES = re.compile(
    r"([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*([NS]?)\s*[,;،؛\s]\s*"
    r"([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*([EW]?)",
    re.IGNORECASE,
)
_MARKS = str.maketrans({"−": "-", "٫": ".", "\u200e": "", "\u200f": "", "\u061c": ""})
_DEGREES_NORTH, _DEGREES_EAST = 90, 180


class Coordinates(NamedTuple):
    """A place in degrees, north and east."""

    north: float
    east: float


class Prayer(NamedTuple):
    """One prayer and about when it is, on the clock of the zone that was given."""

    name: str
    at: dt.datetime


def coordinates_of(text: str) -> Coordinates | None:
    """Return what ``"33.51, 36.29"`` says, in any digits; None for what is no place.

    Degrees north and east; south and west are negative, or have their letter (``33.51° S``). With a
    semicolon between them, the decimals may have a comma (``33,51; 36,29``).
    """
    plain = in_plain_digits(text).translate(_MARKS).strip()
    if re.search("[;؛]", plain):
        plain = plain.replace(",", ".")
    found = _COORDINATES.fullmatch(plain)
    if found is None:
        return None
    north, east = _degrees(found[1], found[2]), _degrees(found[3], found[4])
    if abs(north) > _DEGREES_NORTH or abs(east) > _DEGREES_EAST:
        return None
    return Coordinates(north, east)


def _degrees(figure: str, letter: str) -> float:
    return -float(figure) if letter.upper() in ("S", "W") else float(figure)


def prayers_on(place: Coordinates, day: dt.date, zone: dt.tzinfo) -> tuple[Prayer, ...]:
    """Return about when the prayers of a day are, in their order; none where the sun stays away.

    By the angles of the Muslim World League.
    """
    calculation = import_module("adhanpy.calculation.CalculationMethod").CalculationMethod
    times_of = import_module("adhanpy.PrayerTimes").PrayerTimes

    noon = dt.datetime.combine(day, dt.time(12))
    try:
        times = times_of(tuple(place), noon, calculation.MUSLIM_WORLD_LEAGUE, time_zone=zone)
    except (RuntimeError, ValueError, ArithmeticError):  # beyond the polar circle
        return ()
    found = tuple(Prayer(name, getattr(times, name)) for name in PRAYERS)
    # Where the sun hardly sets, what is reckoned may run backwards: then nothing is said.
    return found if list(found) == sorted(found, key=lambda one: one.at) else ()
