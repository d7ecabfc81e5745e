"""A logistic regression that leans on weights it is given, and an intercept set afresh.

Penalised likelihood by Newton's method with step halving; the prior is normal, so that there is
one optimum even for one row or for rows of one outcome. Sums are einsum's, not BLAS's, whose
threads cost more than they bring at these sizes when the machine is busy.
"""

from typing import Any, Final, NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

SCIPY: Final[Any] = scipy  # it carries no types, and loads its parts when first asked for them
MOST_STEPS: Final = 50
NEAR: Final = 1e-9  # of the log likelihood per row: closer is not worth a step

Floats = NDArray[np.float64]


class Weights(NamedTuple):
    """Log odds = intercept + terms @ slopes; slopes (p,)."""

    intercept: float
    slopes: Floats

    def log_odds(self, terms: Floats) -> Floats:
        """Return the log odds (k,) of terms (k, p)."""
        return np.asarray(self.intercept + terms @ self.slopes)


def learn(terms: Floats, happened: Floats, prior: Weights, precision: Floats) -> Weights:
    """Return the likeliest weights; precision (p + 1,) of the prior, the intercept's first.

    terms (k, p), happened (k,) zeros and ones. O(k p^2) for each of a few steps.
    """
    columns = np.vstack([np.ones(len(terms)), terms.T])
    middle = np.array([prior.intercept, *prior.slopes])
    found = _newton(columns, happened, middle, precision, np.zeros(len(terms)))
    return Weights(float(found[0]), found[1:])


def recalibrated(terms: Floats, happened: Floats, weights: Weights, precision: float) -> Weights:
    """Return the same slopes with the intercept moved to where the outcomes are. O(k p)."""
    shift = _newton(
        np.ones((1, len(terms))),
        happened,
        np.zeros(1),
        np.array([precision]),
        weights.log_odds(terms),
    )
    return Weights(weights.intercept + float(shift[0]), weights.slopes)


def _newton(
    columns: Floats, happened: Floats, middle: Floats, precision: Floats, offset: Floats
) -> Floats:
    def odds(at: Floats) -> Floats:
        return np.asarray(offset + np.einsum("ik,i->k", columns, at))

    def loss(at: Floats) -> float:
        said = odds(at)
        away = at - middle
        return float((np.logaddexp(0.0, said) - happened * said).sum() + precision @ away**2 / 2)

    at, now = middle, loss(middle)
    for _ in range(MOST_STEPS):
        chance = SCIPY.special.expit(odds(at))
        missed = np.einsum("ik,k->i", columns, chance - happened)
        curve = np.einsum("ik,jk->ij", columns * (chance * (1.0 - chance)), columns)
        slope = missed + precision * (at - middle)
        step = np.linalg.solve(curve + np.diag(precision), slope)
        following = loss(at - step)
        while following > now and np.abs(step).max() > 1e-12:
            step /= 2.0
            following = loss(at - step)
        gained, at, now = now - following, at - step, following
        if gained <= NEAR * (1.0 + len(happened)):
            break
    return at
