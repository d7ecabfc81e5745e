"""Teams for many meetings at once, and which rule gave way where they cannot all be kept.

An integer programme: x[i, j] is 1 if colleague i goes to meeting j. Nobody goes where they
cannot be, or to two meetings at once. Every other rule of `team.Rule` is elastic: it may give
way, at a price, and then it is said, with everybody who could have kept it and why they do not.

From: Chinneck, "Feasibility and infeasibility in optimization" (2008), for elastic programmes;
solved by HiGHS (Huangfu and Hall 2018) through SciPy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.network.errors import BadTeam
from rapport.network.team import EXPOSED, Rule, Staffing, shortfalls
from rapport.network.team_programme import CLOSE, seat_prices, solve

PRICES: Final[Mapping[Rule, float]] = MappingProxyType(
    {
        Rule.CONFLICT: 1000.0,
        Rule.SHIELD: 1000.0,
        Rule.SIZE: 200.0,
        Rule.LANGUAGE: 200.0,
        Rule.PROGRAMME: 100.0,
        Rule.WELCOME: 100.0,
        Rule.MIX: 50.0,
        Rule.KNOWN: 50.0,
        Rule.WORKLOAD: 20.0,
    }
)
MOST_SECONDS: Final = 600.0


class Hindrance(IntEnum):
    """Why somebody who could have kept a rule does not."""

    UNAVAILABLE = 0
    SAME_TIME = 1  # they go to another meeting of the slot
    CONFLICT = 2
    NO_SHIELD = 3  # they are exposed there
    SEEN_BADLY = 4
    FULL = 5  # they have reached their limit
    DEARER = 6  # other rules, or prices, weighed more


class Hindered(NamedTuple):
    """A colleague who could have kept the rule, and what stood against it."""

    colleague: int
    hindrance: Hindrance


@dataclass(frozen=True, slots=True)
class GaveWay:
    """A rule that was not kept: for which meeting, and by how much.

    For a WORKLOAD `meeting` is None and `short` counts the meetings beyond the limit. `members`
    are those it is about: with a conflict, unshielded, seen badly, or over their limit.
    `hindered` are the others who could have kept it.
    """

    rule: Rule
    meeting: int | None
    short: int
    members: tuple[int, ...]
    hindered: tuple[Hindered, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One team for each meeting, members ascending; what gave way; whether it is the best.

    `cost` is the price of all of it, by `PRICES` (or those given) and the seats. `proven`: no
    other assignment costs less; otherwise the time ran out, and `gap` bounds what is left to
    gain, as a share of the cost.
    """

    teams: tuple[tuple[int, ...], ...]
    gave_way: tuple[GaveWay, ...]
    cost: float
    proven: bool
    gap: float


def assign_team(
    staffing: Staffing, *, prices: Mapping[Rule, float] | None = None, seconds: float = 10.0
) -> Assignment:
    """Return teams for all meetings that cost least.

    prices: what it costs that a rule falls short by one, for rules other than AVAILABLE; those
    left out have the shipped price. A seat costs 1 to 3.5 (more people, exposure, no tie, busy
    colleagues cost more), so that a rule of a lower price may be given up to save a seat.
    seconds: 0 .. 600, after which the best found so far is returned.

    Raises BadTeam (price, seconds; time: nothing was found in time).
    """
    paid = _paid(prices or {})
    if not 0.0 < seconds <= MOST_SECONDS:
        raise BadTeam(f"Give it up to {MOST_SECONDS:.0f} seconds, not {seconds!r}.", why="seconds")
    solved = solve(staffing, paid, seconds)
    if solved is None:
        raise BadTeam(f"Nothing was found in {seconds} seconds: give it longer.", why="time")
    seats = solved.seats
    teams = tuple(tuple(np.flatnonzero(column).tolist()) for column in seats.T)
    gave_way = (*_in_meetings(staffing, teams, seats), *_workloads(staffing, seats))
    return Assignment(
        teams=teams,
        gave_way=gave_way,
        cost=float(seat_prices(staffing)[seats].sum())
        + sum(paid[each.rule] * each.short for each in gave_way),
        proven=solved.gap <= CLOSE,
        gap=solved.gap,
    )


def _paid(prices: Mapping[Rule, float]) -> dict[Rule, float]:
    for rule, price in prices.items():
        if rule not in PRICES:
            raise BadTeam(f"{rule!r} has no price: it does not give way.", why="price")
        if not 0.0 < price < 1e6:
            raise BadTeam(f"The price of {rule!r} is above 0 and below 1e6.", why="price")
    return {**PRICES, **prices}


def _in_meetings(
    staffing: Staffing, teams: tuple[tuple[int, ...], ...], seats: NDArray[np.bool_]
) -> Iterator[GaveWay]:
    for meeting, team in enumerate(teams):
        for rule, short, members in shortfalls(staffing, meeting, team):
            if rule is not Rule.WORKLOAD:
                hindered = _hindered(staffing, seats, rule, meeting)
                yield GaveWay(rule, meeting, short, members, hindered)


def _workloads(staffing: Staffing, seats: NDArray[np.bool_]) -> Iterator[GaveWay]:
    room = np.maximum(staffing.limit - staffing.load, 0)
    for colleague, over in enumerate((seats.sum(axis=1) - room).tolist()):
        if over > 0:
            yield GaveWay(Rule.WORKLOAD, None, over, (colleague,), ())


def _hindered(
    staffing: Staffing, seats: NDArray[np.bool_], rule: Rule, meeting: int
) -> tuple[Hindered, ...]:
    """Return everybody outside the team who would help to keep the rule, and why not."""
    able = _able(staffing, seats, rule, meeting) & ~seats[:, meeting]
    same = (staffing.slot == staffing.slot[meeting]) & (staffing.slot[meeting] >= 0)
    hindrances = (
        (Hindrance.UNAVAILABLE, ~staffing.available[:, meeting]),
        (Hindrance.SAME_TIME, np.asarray(seats[:, same].any(axis=1))),
        (Hindrance.CONFLICT, staffing.conflict[:, meeting]),
        (Hindrance.NO_SHIELD, _alone(staffing, seats, meeting)),
        (Hindrance.SEEN_BADLY, staffing.seen[:, meeting] < 0),
        (Hindrance.FULL, np.asarray(staffing.load + seats.sum(axis=1) >= staffing.limit)),
    )
    found = []
    for colleague in np.flatnonzero(able).tolist():
        first = (hindrance for hindrance, holds in hindrances if holds[colleague])
        found.append(Hindered(colleague, next(first, Hindrance.DEARER)))
    return tuple(found)


def _able(
    staffing: Staffing, seats: NDArray[np.bool_], rule: Rule, meeting: int
) -> NDArray[np.bool_]:
    """Return who (c,) would help to keep a rule that gave way in a meeting."""
    present = seats[:, meeting]
    missing = [
        side for side in (staffing.national, staffing.international) if not side[present].any()
    ]
    able = {
        Rule.SIZE: np.ones_like(present),
        Rule.LANGUAGE: staffing.language[:, meeting],
        Rule.PROGRAMME: staffing.programme[:, meeting],
        Rule.KNOWN: staffing.connection[:, meeting] > 0,
        Rule.SHIELD: staffing.shields[:, meeting],
        Rule.MIX: np.logical_or.reduce([np.zeros_like(present), *missing]),
    }
    return np.asarray(able.get(rule, np.zeros_like(present)))  # the others: by staying away


def _alone(staffing: Staffing, seats: NDArray[np.bool_], meeting: int) -> NDArray[np.bool_]:
    """Return who (c,) would be exposed in a team in which nobody shields."""
    shielded = (staffing.shields[:, meeting] & seats[:, meeting]).any()
    return np.asarray((staffing.exposure[:, meeting] >= EXPOSED) & ~shielded)
