"""The integer programme behind `team_assignment`: one column a possible seat, one a slack.

Written as triplets, rule by rule, for all meetings at once.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from rapport.network.team import EXPOSED, Rule, Staffing

SCIPY: Final[Any] = scipy  # it carries no types, and loads its parts when first asked for them
GOING: Final = 1.0  # price of one more person in a meeting, below every rule's
EXPOSING: Final = 0.5  # for each step of exposure
STRANGER: Final = 0.5  # less as the chance that their tie works is higher
BUSY: Final = 0.5  # times the share of the limit that is taken already
STEPS: Final = 10.0  # prices are rounded to tenths: what is nearly equal is equal
CLOSE: Final = 1e-6  # of the cost: no nearer to the best than that

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


class Solved(NamedTuple):
    """Seats (c, m) bool, and how far their cost may be from the best, as a share of it."""

    seats: NDArray[np.bool_]
    gap: float


def seat_prices(staffing: Staffing) -> Floats:
    """Return what a seat costs (c, m) when every rule is kept. O(c m)."""
    taken = np.minimum(staffing.load / np.maximum(staffing.limit, 1), 1.0)
    price = (
        GOING
        + EXPOSING * staffing.exposure
        + STRANGER * (1.0 - staffing.connection)
        + BUSY * taken[:, None]
    )
    return np.asarray(np.rint(price * STEPS) / STEPS)


def solve(staffing: Staffing, prices: Mapping[Rule, float], seconds: float) -> Solved | None:
    """Return the cheapest seats, or None if none are found in time. Exponential at worst."""
    programme = _Programme(staffing)
    programme.price(seat_prices(staffing))
    programme.price(np.where(staffing.conflict, prices[Rule.CONFLICT], 0.0))
    programme.price(np.where(staffing.seen < 0, prices[Rule.WELCOME], 0.0))
    programme.one_place_at_a_time()
    programme.at_least(np.ones_like(staffing.available), staffing.size, prices[Rule.SIZE])
    one = np.ones(staffing.meetings, dtype=np.int64)
    programme.at_least(staffing.language, one, prices[Rule.LANGUAGE])
    programme.at_least(staffing.programme, one, prices[Rule.PROGRAMME])
    programme.at_least(staffing.connection > 0, one, prices[Rule.KNOWN])
    for side in (staffing.national, staffing.international):
        members = np.broadcast_to(side[:, None], staffing.available.shape)
        programme.at_least(members, one * staffing.mixed, prices[Rule.MIX])
    programme.shielded(prices[Rule.SHIELD])
    programme.within_limits(prices[Rule.WORKLOAD])
    return programme.solved(seconds)


class _Programme:
    """Rows of lower <= A x, collected as triplets; seats first, slacks after them."""

    def __init__(self, staffing: Staffing) -> None:
        self.staffing = staffing
        self.who, self.where = np.nonzero(staffing.available)
        self.seats = len(self.who)
        self.column = np.full(staffing.available.shape, -1)
        self.column[self.who, self.where] = np.arange(self.seats)
        self.cost = np.zeros(self.seats)
        self.slack_costs: list[Floats] = []
        self.columns = self.seats
        self.lower: list[Floats] = []
        self.rows = 0
        self.triplets: list[tuple[Places, Places, Floats]] = []

    def price(self, table: Floats) -> None:
        """Add a price to every seat."""
        self.cost += table[self.who, self.where]

    def one_place_at_a_time(self) -> None:
        """Nobody sits in two meetings of a slot."""
        slot = self.staffing.slot[self.where]
        timed = np.flatnonzero(slot >= 0)
        key = self.who[timed] * (self.staffing.slot.max(initial=0) + 1) + slot[timed]
        _, row, count = np.unique(key, return_inverse=True, return_counts=True)
        clash = count[row] > 1
        _, row = np.unique(row[clash], return_inverse=True)
        rows = self._rows(np.full(row.max(initial=-1) + 1, -1.0))
        self._enter(rows[row], timed[clash], -1.0)

    def at_least(self, members: NDArray[np.bool_], least: NDArray[np.int64], price: float) -> None:
        """Ask for so many of the members in each meeting; a meeting that asks for none is free."""
        asked = np.flatnonzero(least > 0)
        rows, slacks = self._rows(least[asked].astype(np.float64)), self._slacks(len(asked), price)
        self._enter(rows, slacks, 1.0)
        place = np.full(self.staffing.meetings, -1)
        place[asked] = rows
        own = np.flatnonzero(members[self.who, self.where] & (place[self.where] >= 0))
        self._enter(place[self.where[own]], own, 1.0)

    def shielded(self, price: float) -> None:
        """Whoever is exposed sits with somebody else who shields; one slack a meeting.

        A column of each meeting says that somebody there shields; those who are exposed and
        shield are asked for another one by name.
        """
        here = (self.who, self.where)
        exposed, shields = self.staffing.exposure[here] >= EXPOSED, self.staffing.shields[here]
        meetings = np.unique(self.where[exposed])
        slack, present = (np.full(self.staffing.meetings, -1) for _ in range(2))
        slack[meetings] = self._slacks(len(meetings), price)
        present[meetings] = self._slacks(len(meetings), 0.0)
        row = np.full(self.staffing.meetings, -1)
        row[meetings] = self._rows(np.zeros(len(meetings)))
        self._enter(row[meetings], present[meetings], -1.0)
        helping = np.flatnonzero(shields & (row[self.where] >= 0))
        self._enter(row[self.where[helping]], helping, 1.0)
        alone = np.flatnonzero(exposed & ~shields)
        rows = self._rows(np.zeros(len(alone)))
        self._enter(rows, alone, -1.0)
        self._enter(rows, slack[self.where[alone]], 1.0)
        self._enter(rows, present[self.where[alone]], 1.0)
        for seat in np.flatnonzero(exposed & shields):
            where = self.where[seat]
            others = helping[(self.where[helping] == where) & (helping != seat)]
            row = self._rows(np.zeros(1))
            self._enter(row, np.array([seat]), -1.0)
            self._enter(row, slack[[where]], 1.0)
            self._enter(np.repeat(row, len(others)), others, 1.0)

    def within_limits(self, price: float) -> None:
        """Nobody has more meetings than their limit leaves."""
        staffing = self.staffing
        room = np.maximum(staffing.limit - staffing.load, 0)
        tight = np.flatnonzero(staffing.available.sum(axis=1) > room)
        rows = self._rows(-room[tight].astype(np.float64))
        self._enter(rows, self._slacks(len(tight), price), 1.0)
        place = np.full(staffing.colleagues, -1)
        place[tight] = rows
        seats = np.flatnonzero(place[self.who] >= 0)
        self._enter(place[self.who[seats]], seats, -1.0)

    def solved(self, seconds: float) -> Solved | None:
        """Hand it to HiGHS."""
        seats = np.zeros(self.staffing.available.shape, dtype=bool)
        if not self.seats:
            return Solved(seats, 0.0)
        row, column, value = (np.concatenate(part) for part in zip(*self.triplets, strict=True))
        matrix = SCIPY.sparse.csr_array((value, (row, column)), shape=(self.rows, self.columns))
        slacks = self.columns - self.seats
        found = SCIPY.optimize.milp(
            np.concatenate([self.cost, *self.slack_costs]),
            constraints=SCIPY.optimize.LinearConstraint(matrix, lb=np.concatenate(self.lower)),
            integrality=np.ones(self.columns),  # slacks too: HiGHS then sees the steps of the cost
            bounds=SCIPY.optimize.Bounds(0.0, np.repeat([1.0, np.inf], [self.seats, slacks])),
            options={"time_limit": seconds, "mip_rel_gap": CLOSE},
        )
        if found.x is None:
            return None
        taken = found.x[: self.seats] > 0.5
        seats[self.who[taken], self.where[taken]] = True
        return Solved(seats, 0.0 if found.status == 0 else float(found.mip_gap))

    def _rows(self, lower: Floats) -> Places:
        rows = np.arange(self.rows, self.rows + len(lower))
        self.rows += len(lower)
        self.lower.append(lower)
        return rows

    def _slacks(self, count: int, price: float) -> Places:
        slacks = np.arange(self.columns, self.columns + count)
        self.columns += count
        self.slack_costs.append(np.full(count, price))
        return slacks

    def _enter(self, rows: Places, columns: Places, value: float) -> None:
        self.triplets.append((rows, columns, np.full(len(rows), value)))
