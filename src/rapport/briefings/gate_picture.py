"""How a gate stood over time, as one small picture with its incidents, and the same as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rapport.briefings.gates import GatePage
from rapport.records.models import GateIncident, GateState, Standing
from rapport.rules.days import later

ENOUGH_DAYS = 7
"""Of less time there is nothing to see."""

MOST_MARKS = 4
"""So many days are written below the picture: more would run into each other on a phone."""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch in which a gate stood one way, in percent from the start, and how we knew."""

    standing: str
    at: float
    width: float
    since: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Happened:
    """An incident and where in the picture it stands."""

    at: float
    incident: GateIncident


@dataclass(frozen=True, slots=True)
class GatePicture:
    """The picture: stretches, incidents, and the days written below it. ``by_month``: of months."""

    first: date
    last: date
    bands: tuple[Band, ...]
    happened: tuple[Happened, ...]
    marks: tuple[tuple[date, float], ...]
    by_month: bool


def gate_picture(page: GatePage) -> GatePicture | None:
    """Return how a gate stood until the day of the page, or None where there is nothing to see."""
    states = _one_each_day(page.states)
    days = [*(one.on for one in states), *(one.on for one in page.incidents)]
    first = min(days, default=page.day)
    if not states or (page.day - first).days < ENOUGH_DAYS:
        return None
    last = page.day
    by_month = (last - first).days > 62
    return GatePicture(
        first=first,
        last=last,
        bands=tuple(_bands(states, first, last)),
        happened=tuple(Happened(_at(one.on, first, last), one) for one in page.incidents),
        marks=_marks(first, last, by_month=by_month),
        by_month=by_month,
    )


def _one_each_day(states: Sequence[GateState]) -> list[GateState]:
    """Return what holds from each day on, oldest first: of one day, what was said last."""
    return list({one.on: one for one in reversed(states)}.values())


def _bands(states: Sequence[GateState], first: date, last: date) -> Iterator[Band]:
    if states[0].on > first:
        yield _band(Standing.UNKNOWN, "", first, states[0].on, (first, last))
    for place, one in enumerate(states):
        until = states[place + 1].on if place + 1 < len(states) else last
        if until > one.on or until == last:
            yield _band(one.standing, one.reason, one.on, until, (first, last))


def _band(standing: str, reason: str, since: date, until: date, of: tuple[date, date]) -> Band:
    at = _at(since, *of)
    return Band(standing, at, round(_at(until, *of) - at, 2), since, until, reason)


def _at(on: date, first: date, last: date) -> float:
    return round(100 * (on - first).days / (last - first).days, 2)


def _marks(first: date, last: date, *, by_month: bool) -> tuple[tuple[date, float], ...]:
    """Return the days written below: some that months begin with, or some days evenly apart."""
    if by_month:
        every = list(_months(first, last))
    else:
        every = [later(first, days) for days in range(0, (last - first).days + 1, 7)]
    step = -(-len(every) // MOST_MARKS)
    return tuple((on, _at(on, first, last)) for on in every[::step])


def _months(first: date, last: date) -> Iterator[date]:
    month = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)
