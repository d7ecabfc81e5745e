"""Do the chances come true as often as they say? Chances beside what happened, in equal parts."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.network.columns import integers, numbers, read_only, same_length
from rapport.network.errors import BadLog
from rapport.network.shown import Tabled

Floats = NDArray[np.float64]
SURE = 1.96  # deviations: nineteen in twenty


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Calibration(Tabled):
    """Chances in parts of equal size, the lowest first; arrays (p,), read-only.

    | field | meaning |
    |---|---|
    | `count` | how many chances are in the part |
    | `said` | their mean |
    | `came` | the share of them that came true |
    | `low`, `high` | where that share lies in nineteen of twenty such samples |
    | `error` | mean distance of `came` from `said`, weighed by `count` |
    """

    count: NDArray[np.int64]
    said: Floats
    came: Floats
    low: Floats
    high: Floats
    error: float

    def columns(self, of: Any = None) -> dict[str, Any]:  # noqa: ARG002 - parts have no labels
        """Return a row for each part: see `Tabled`."""
        return {name: getattr(self, name) for name in ("count", "said", "came", "low", "high")}


def calibration(chance: ArrayLike, happened: ArrayLike, *, parts: int = 10) -> Calibration:
    """Set chances beside outcomes.

    chance: (k,) in [0, 1]; happened: (k,) whole numbers 0 or 1; parts: 1 or more, of which
    there are no more than chances. The interval is Wilson's (1927). Raises BadLog (shape,
    missing, not-number, not-integer, out-of-range, no-history, parts). O(k log k).
    """
    said = numbers(chance, "chance", least=0.0, most=1.0, refuse=BadLog)
    given: Any = happened
    outcomes = np.asarray(given)
    if outcomes.dtype == bool or (outcomes.dtype.kind == "f" and np.isin(outcomes, (0, 1)).all()):
        given = outcomes.astype(np.int64)
    came = integers(given, "happened", least=0, most=1, refuse=BadLog)
    same_length({"chance": said, "happened": came}, BadLog)
    if isinstance(parts, bool) or not isinstance(parts, int | np.integer) or parts < 1:
        raise BadLog(f"Chances fall into one part or more, not {parts!r}.", why="parts")
    if not len(said):
        raise BadLog("There is no chance to look at.", why="no-history")
    groups = [part for part in np.array_split(np.argsort(said, kind="stable"), parts) if len(part)]
    count = np.array([len(part) for part in groups], dtype=np.int64)
    mean = np.array([said[part].mean() for part in groups])
    share = np.array([came[part].mean() for part in groups])
    low, high = _wilson(share, count)
    error = float((np.abs(share - mean) * count).sum() / count.sum())
    return Calibration(
        count=read_only(count),
        said=read_only(mean),
        came=read_only(share),
        low=read_only(low),
        high=read_only(high),
        error=error,
    )


def _wilson(share: Floats, count: NDArray[np.int64]) -> tuple[Floats, Floats]:
    z2 = SURE**2 / count
    middle = (share + z2 / 2) / (1 + z2)
    half = SURE / (1 + z2) * np.sqrt(share * (1 - share) / count + z2 / (4 * count))
    return np.clip(middle - half, 0.0, 1.0), np.clip(middle + half, 0.0, 1.0)
