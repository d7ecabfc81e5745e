"""What a log teaches about contact: how often, until when, and what else foretells it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.network import rhythm_defaults as shipped
from rapport.network.asked import expected
from rapport.network.columns import day_number, read_only
from rapport.network.contact_log import ContactLog
from rapport.network.errors import BadLog
from rapport.network.rhythm_features import Standing, standing, terms
from rapport.network.rhythm_fit import BgNbd, History, Outlook, fit_bgnbd, outlook
from rapport.network.rhythm_weights import Weights, learn, recalibrated
from rapport.network.shown import Shown

LEAST_CONTACTS: Final = 2  # of a usual tie, with which others are compared
LOOKS_BACK: Final = 6  # earlier days that the weights are learnt on, half a horizon apart
WEIGHT_STRENGTH: Final = 5.0  # of the shipped weights, as a precision per spread of the term
FREE: Final = 0.01  # precision of the intercept while the weights are learnt
INTERCEPT_STRENGTH: Final = 10.0  # and when the latest outcomes set it
OFFICE_SPREAD: Final = 1.0  # deviation of the logs of BG/NBD constants around the shipped ones
KIND_SPREAD: Final = 0.25  # and of a (channel, role) around those of the office: strong
CENTRE_TIES: Final = 20.0  # ties that the shipped centre counts for
LAST_DAY: Final = 2**31 - 1
LONGEST: Final = 3660  # days of horizon

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ContactModel(Shown):
    """What was learnt from a log as of a day, for one horizon in days; arrays are read-only.

    `constants` are BG/NBD's for the whole log (in days), `kinds` (g,) the kinds with their own,
    ascending, `kind_constants` (g, 4) theirs. `intercept` and `slopes` (6,) make the logistic;
    `centre` (6,) is a usual tie. `learnt_from` counts the outcomes (a tie on an earlier day)
    behind the weights: 0 is a cold start, with the shipped weights as they are.
    """

    as_of: int
    horizon: int
    constants: BgNbd
    kinds: NDArray[np.int32]
    kind_constants: Floats
    intercept: float
    slopes: Floats
    centre: Floats
    learnt_from: int

    @property
    def weights(self) -> Weights:
        """Intercept and slopes."""
        return Weights(self.intercept, self.slopes)

    def constants_of(self, log: ContactLog, ties: NDArray[np.intp]) -> Floats:
        """Return BG/NBD's constants (k, 4) of ties, by their kind. O(k log g)."""
        rows = np.vstack([self.kind_constants, _row(self.constants)])
        place = np.searchsorted(self.kinds, log.kind[ties])
        known = np.append(self.kinds, -2)[place] == log.kind[ties]
        return np.asarray(rows[np.where(known, place, len(self.kinds))])

    def outlook(self, log: ContactLog, now: Standing) -> Outlook:
        """Return what BG/NBD says of ties as they stand. O(k)."""
        return outlook(self.constants_of(log, now.ties), now.history(), self.horizon)

    def terms(self, log: ContactLog, now: Standing) -> Floats:
        """Return the terms (k, 6) of ties as they stand. O(k)."""
        return terms(now, self.outlook(log, now))


def fit_contact_model(log: ContactLog, as_of: int | date, *, horizon: int = 90) -> ContactModel:
    """Learn from the contacts up to a day, a number or a date; later ones are not read.

    BG/NBD leans on the shipped constants, each kind (channel, role) strongly on the whole log's.
    The weights are learnt from what followed up to six earlier days, leaning on the shipped
    ones; then the latest of these days sets the intercept, since how much is recorded changes.
    With less than two horizons of log it is a cold start. horizon: 1 .. 3660 days.

    Raises BadLog (day, horizon, not-a-log). O(c + k * steps) for c contacts and k ties.
    """
    expected(log, ContactLog, BadLog, "log")
    day, horizon = whole(as_of, LAST_DAY, "day"), whole(horizon, LONGEST, "horizon")
    if horizon < 1:
        raise BadLog("A horizon is a day or more.", why="horizon")
    now = standing(log, day)
    model = _cold(log, now, horizon)
    ties = model.terms(log, now)[now.contacts >= LEAST_CONTACTS]
    usual = (CENTRE_TIES * model.centre + ties.sum(axis=0)) / (CENTRE_TIES + len(ties))
    model = replace(model, centre=read_only(usual))
    lessons = [
        lesson(log, then, model)
        for then in (day - horizon - back * horizon // 2 for back in range(LOOKS_BACK))
        if len(now.ties) and then >= now.first.min() + horizon
    ]
    return _taught(model, [each for each in lessons if len(each.happened)])


def whole(value: object, most: int, why: str) -> int:
    """Return a whole number between -most and most; a date's ordinal. Raises BadLog (why)."""
    value = day_number(value, refuse=BadLog) if why == "day" else value
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise BadLog(f"A {why} is a whole number, not {value!r}.", why=why)
    if not -most <= value <= most:
        raise BadLog(f"A {why} of {value} is beyond {most}.", why=why)
    return int(value)


class Lesson(NamedTuple):
    """Terms (k, 6) of ties on a day, and whether a contact followed within the horizon (k,)."""

    terms: Floats
    happened: Floats


def _cold(log: ContactLog, now: Standing, horizon: int) -> ContactModel:
    """Fit how often people meet; take the rest from the shipped defaults."""
    office, rows = shipped.CONSTANTS, {}
    history = now.history()
    if len(now.ties):
        office = fit_bgnbd(history, around=office, spread=OFFICE_SPREAD)
    for kind, places in log.kinds(now.ties):
        own = History(*(each[places] for each in history))
        rows[kind] = _row(fit_bgnbd(own, around=office, spread=KIND_SPREAD))
    return ContactModel(
        as_of=now.day,
        horizon=horizon,
        constants=office,
        kinds=read_only(np.array(list(rows), dtype=np.int32)),
        kind_constants=read_only(np.array(list(rows.values())).reshape(-1, 4)),
        intercept=shipped.INTERCEPT,
        slopes=read_only(np.array(shipped.WEIGHTS)),
        centre=read_only(np.array(shipped.CENTRE)),
        learnt_from=0,
    )


def lesson(log: ContactLog, day: int, model: ContactModel) -> Lesson:
    """Return how ties stood on an earlier day, those met once too, and what followed."""
    then = standing(log, day)
    followed = np.zeros(log.m)
    followed[log.tie[(log.day > day) & (log.day <= day + model.horizon)]] = 1.0
    return Lesson(model.terms(log, then), followed[then.ties])


def _taught(model: ContactModel, lessons: list[Lesson]) -> ContactModel:
    """Learn weights from all lessons, the latest first, and the intercept from that one."""
    if not lessons:
        return model
    precision = np.array([FREE, *WEIGHT_STRENGTH * np.square(shipped.SCALE)])
    rows = np.vstack([each.terms for each in lessons])
    happened = np.concatenate([each.happened for each in lessons])
    weights = learn(rows, happened, model.weights, precision)
    weights = recalibrated(*lessons[0], weights, INTERCEPT_STRENGTH)
    return replace(
        model,
        intercept=weights.intercept,
        slopes=read_only(weights.slopes),
        learnt_from=len(happened),
    )


def _row(constants: BgNbd) -> Floats:
    return np.array([constants.r, constants.alpha, constants.a, constants.b])
