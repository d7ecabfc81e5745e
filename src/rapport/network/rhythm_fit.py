"""How often people meet until they stop: the BG/NBD model of repeated contact.

While a tie lives its contacts come at random with a rate of its own; after each contact it may
end, with a chance of its own. Rates differ between ties as a gamma distribution (r, alpha),
chances of ending as a beta distribution (a, b). A tie is known by x, its contacts after the
first; tx, the time from the first to the last; and T, the time from the first to today.

From: Fader, Hardie, Lee, "Counting your customers the easy way: an alternative to the
Pareto/NBD model", Marketing Science 24 (2005).
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from rapport.network.errors import BadLog

SCIPY: Final[Any] = scipy  # it carries no types, and loads its parts when first asked for them
LARGEST: Final = 14.0  # of the logs of the constants, either way: about a millionth, a million
Floats = NDArray[np.float64]


class History(NamedTuple):
    """What BG/NBD knows of k ties: repeats x, time of the last tx, age T; all (k,) floats."""

    repeats: Floats
    last: Floats
    age: Floats


@dataclass(frozen=True, slots=True)
class BgNbd:
    """The four constants; alpha in the unit of time of the histories it was fitted on."""

    r: float
    alpha: float
    a: float
    b: float

    def __post_init__(self) -> None:
        if not all(0.0 < each < np.inf for each in (self.r, self.alpha, self.a, self.b)):
            raise BadLog(f"The constants of {self} are above zero and finite.", why="constants")

    def log_likelihood(self, history: History) -> float:
        """Return the log likelihood of the histories. O(k)."""
        return float(_likelihood(_logs(self), _Table.of(history))[0])


class Outlook(NamedTuple):
    """What BG/NBD says of k ties.

    `alive`: chance that the tie lives. `contact`: chance of a contact within the horizon.
    `gap`: days between contacts by its own pace, leaning to the population while contacts are
    few. `silence`: chance that a living tie of that pace is quiet for as long as it has been.
    """

    alive: Floats
    contact: Floats
    gap: Floats
    silence: Floats


def outlook(constants: Floats, history: History, horizon: float) -> Outlook:
    """Look ahead; constants (k, 4) or (4,): r, alpha, a, b. O(k).

    Given a living tie, its rate is gamma (r + x, alpha + T), so that it stays quiet for h with
    chance ((alpha + T) / (alpha + T + h)) ** (r + x). Alive: equation for P(alive) of Fader,
    Hardie, Lee, "Computing P(alive) using the BG/NBD model" (2008).
    """
    r, alpha, a, b = np.moveaxis(np.asarray(constants), -1, 0)
    shape = r + history.repeats
    quiet = shape * (np.log(alpha + history.last) - np.log(alpha + history.age))
    repeated = history.repeats > 0
    ended = np.log(a) - np.log(np.where(repeated, b + history.repeats - 1.0, 1.0)) - quiet
    alive = np.where(repeated, SCIPY.special.expit(-ended), 1.0)
    ahead = shape * np.log1p(horizon / (alpha + history.age))
    return Outlook(alive, alive * -np.expm1(-ahead), (alpha + history.last) / shape, np.exp(quiet))


def fit_bgnbd(history: History, *, around: BgNbd | None = None, spread: float = 1.0) -> BgNbd:
    """Return the likeliest constants for the histories.

    With `around`, the logs of the constants have a normal prior there with deviation `spread`:
    few ties move it little. Without, plain maximum likelihood. BFGS with the exact gradient:
    O(k) for each of about 30 steps. Raises BadLog (no-history; history: negative or out of
    order, `where` is the row).
    """
    table = _checked(history)
    if around is None:
        typical = max(float(history.age.mean()), 1.0)
        start = np.log([1.0, typical, 1.0, 1.0])
        precision = 0.0
    else:
        start = _logs(around)
        precision = spread**-2.0
    ties = max(len(history.age), 1)

    def loss(logs: Floats) -> tuple[float, Floats]:
        inside = np.clip(logs, -LARGEST, LARGEST)
        likelihood, slope = _likelihood(inside, table)
        away = inside - start
        value = 0.5 * precision * float(away @ away) - likelihood
        return value / ties, np.where(inside == logs, precision * away - slope, 0.0) / ties

    found = SCIPY.optimize.minimize(loss, start, jac=True, method="BFGS", options={"gtol": 1e-7})
    return BgNbd(*np.exp(np.clip(found.x, -LARGEST, LARGEST)).tolist())


class _Table(NamedTuple):
    """Histories with their numbers of repeats gathered, so that gamma functions are few."""

    repeats: Floats
    last: Floats
    age: Floats
    distinct: Floats
    place: NDArray[np.intp]
    ties: NDArray[np.intp]

    @classmethod
    def of(cls, history: History) -> "_Table":
        distinct, place = np.unique(history.repeats, return_inverse=True)
        return cls(*history, distinct, place, np.bincount(place, minlength=len(distinct)))


def _likelihood(logs: Floats, table: _Table) -> tuple[float, Floats]:
    """Return the log likelihood and its gradient (4,) in the logs of the constants."""
    r, alpha, a, b = np.exp(logs)
    x, counts = table.distinct, table.ties
    ln, psi = SCIPY.special.gammaln, SCIPY.special.psi
    fixed = ln(r + x) - ln(r) + ln(a + b) + ln(b + x) - ln(b) - ln(a + b + x)
    shape = r + table.repeats
    to_age, to_last = alpha + table.age, alpha + table.last
    log_age = np.log(to_age)
    since = log_age - np.log(to_last)
    after = np.where(x > 0, b + x - 1.0, np.inf)  # a tie met once has had no chance to end
    with np.errstate(divide="ignore"):
        odds = np.log(a / after)[table.place] + shape * since
    ended = SCIPY.special.expit(odds)
    # sums of products, not dot products: for those, threads of BLAS would wake at every step
    total = counts @ (fixed + r * np.log(alpha))
    total += (np.logaddexp(0.0, odds) - shape * log_age).sum()
    n = len(table.age)
    common = psi(a + b) - psi(a + b + x)
    ended_by = np.bincount(table.place, ended, minlength=len(x))
    slope = np.array(
        [
            counts @ (psi(r + x) - psi(r)) + n * np.log(alpha) + (ended * since - log_age).sum(),
            n * r / alpha - (shape * ((1.0 - ended) / to_age + ended / to_last)).sum(),
            counts @ common + ended.sum() / a,
            counts @ (common + psi(b + x) - psi(b)) - ended_by @ (1.0 / after),
        ]
    )
    return float(total), slope * np.exp(logs)


def _logs(constants: BgNbd) -> Floats:
    return np.log([constants.r, constants.alpha, constants.a, constants.b])


def _checked(history: History) -> _Table:
    if len(history.age) == 0:
        raise BadLog("There is no history to learn from.", why="no-history")
    repeats, last, age = history
    wrong = ~((repeats >= 0) & (last >= 0) & (last <= age) & (age < np.inf))
    wrong |= (repeats == 0) & (last > 0)
    if wrong.any():
        where = int(np.argmax(wrong))
        raise BadLog(
            f"History {where} does not run from its first contact over its last to today.",
            why="history",
            where=where,
        )
    return _Table.of(history)
