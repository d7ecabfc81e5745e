"""What sort of day a meeting falls on there: fast, feasts, rest, and about when people pray."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.utils import timezone

from rapport.briefings.meetings import known_zone
from rapport.formats.calendar import OutOfCalendar, hijri, kept_on
from rapport.formats.calendar.prayers import coordinates_of, prayers_on
from rapport.records.asking import Asking
from rapport.records.models import Meeting, Office

_RAMADAN = 9
_NEAR = timedelta(minutes=45)
"""A prayer so long before or after the hour is said; further away it is in nobody's way."""
_YEARS = range(date.min.year + 1, date.max.year)
"""Of the first and the last year of all, not every moment has one in universal time."""


@dataclass(frozen=True, slots=True)
class Near:
    """A prayer near the hour of a meeting: about when, and how many minutes after the hour."""

    name: str
    at: time
    minutes_after: int


@dataclass(frozen=True, slots=True)
class DayThere:
    """A day as it is there. ``feasts`` are codes; a feast of the Islamic year may be a day off.

    ``hijri`` is the year, month and day beside, where that calendar reaches. ``prayers`` are near
    the hour, or, where the hour is not known, all of the day.
    """

    on: date
    hijri: tuple[int, int, int] | None
    fast: bool
    feasts: tuple[str, ...]
    weekend: bool
    prayers: tuple[Near, ...]
    hour_known: bool

    @property
    def notable(self) -> bool:
        """Say whether there is anything to mind about it."""
        return bool(self.fast or self.feasts or self.weekend or (self.prayers and self.hour_known))


def day_there(asking: Asking, meeting: Meeting) -> DayThere:
    """Return the day a meeting falls on there. It is the office's place that counts."""
    return day_at(asking.me.office, meeting.on, meeting.time, meeting.zone)


def day_at(
    office: Office,
    on: date,
    hour: time | None,
    zone: str = "",
) -> DayThere:
    """Return a day at an office's place, for an hour on the clock of a zone if one is known."""
    where: tzinfo = known_zone(zone) or timezone.get_current_timezone()
    counted = _hijri(on)
    return DayThere(
        on=on,
        hijri=counted,
        fast=counted is not None and counted[1] == _RAMADAN,
        feasts=tuple(kind for kind in kept_on(on) if kind != "ramadan"),  # told as the fast
        weekend=on.weekday() in office.weekend,
        prayers=_prayers(office, on, hour, where),
        hour_known=hour is not None,
    )


def _hijri(on: date) -> tuple[int, int, int] | None:
    try:
        return hijri(on)
    except OutOfCalendar:
        return None


def _prayers(office: Office, on: date, hour: time | None, zone: tzinfo) -> tuple[Near, ...]:
    place = coordinates_of(office.coordinates) if office.coordinates else None
    if place is None or on.year not in _YEARS:
        return ()
    # On a clock far from the place, prayers of the day before or after may be on this day.
    around = (on + timedelta(days=away) for away in (-1, 0, 1))
    found = [prayer for day in around for prayer in prayers_on(place, day, zone)]
    if hour is None:
        return tuple(Near(one.name, one.at.time(), 0) for one in found if one.at.date() == on)
    # Told apart in universal time: of one zone, the clock alone would count over its changes.
    begins = datetime.combine(on, hour, tzinfo=zone).astimezone(UTC)
    near = ((one, one.at.astimezone(UTC) - begins) for one in found)
    return tuple(
        Near(one.name, one.at.time(), round(away.total_seconds() / 60))
        for one, away in near
        if abs(away) <= _NEAR
    )
