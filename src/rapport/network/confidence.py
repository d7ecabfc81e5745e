"""From a claim's confidence and age to the chance assumed for it: one small table.

The chances are assumptions, not measurements. An office may change them; every answer carries
the name of the table it was made with, so that two answers are compared only like with like.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.network.errors import BadConfidence

LOW, MEDIUM, HIGH = 0, 1, 2


@dataclass(frozen=True, slots=True)
class ConfidenceTable:
    """The chance that a tie claimed with low, medium or high confidence works at the horizon.

    Confidence falls one step for each full `step_days` since the claim was last verified, and
    stays at low. Raises BadConfidence (table) unless 0 <= low <= medium <= high <= 1, step_days
    is at least 1 and the name is not empty.
    """

    name: str = "shipped"
    low: float = 0.4
    medium: float = 0.7
    high: float = 0.9
    step_days: int = 180

    def __post_init__(self) -> None:
        if not 0.0 <= self.low <= self.medium <= self.high <= 1.0:
            raise BadConfidence("Chances rise from low to high, between 0 and 1.", why="table")
        if not isinstance(self.step_days, int) or self.step_days < 1 or not self.name:
            raise BadConfidence("A table has a name, and steps of a day or more.", why="table")


SHIPPED: Final = ConfidenceTable()


class Chances(NamedTuple):
    """The chance (m,) and aged confidence (m,) of each claim, and the table they come from."""

    chance: NDArray[np.float64]
    confidence: NDArray[np.int8]
    table: ConfidenceTable


def chances(
    confidence: ArrayLike, days_unverified: ArrayLike, table: ConfidenceTable = SHIPPED
) -> Chances:
    """Age each claim's confidence and look up its chance.

    confidence: (m,) integers, LOW, MEDIUM or HIGH. days_unverified: (m,) integers, days from the
    last verification (or the first record) to the as-of day. Raises BadConfidence (shape;
    not-integer; confidence; age: verified after the as-of day). O(m).
    """
    stated, days = _integers(confidence, "Confidence"), _integers(days_unverified, "Age")
    if stated.shape != days.shape:
        raise BadConfidence("Each claim has one confidence and one age.", why="shape")
    _refuse((stated < LOW) | (stated > HIGH), "has no such confidence", "confidence")
    _refuse(days < 0, "was verified after the day asked about", "age")
    aged = np.maximum(stated - days // table.step_days, LOW).astype(np.int8)
    return Chances(np.array([table.low, table.medium, table.high])[aged], aged, table)


def _integers(values: ArrayLike, name: str) -> NDArray[np.int64]:
    array = np.asarray(values)
    if array.ndim != 1:
        raise BadConfidence(f"{name} is one row of numbers.", why="shape")
    if array.size and array.dtype.kind not in "iu":
        raise BadConfidence(f"{name} is in whole numbers, not {array.dtype}.", why="not-integer")
    return array.astype(np.int64)


def _refuse(wrong: NDArray[np.bool_], says: str, why: str) -> None:
    if wrong.any():
        where = int(np.argmax(wrong))
        raise BadConfidence(f"Claim {where} {says}.", why=why, where=where)
