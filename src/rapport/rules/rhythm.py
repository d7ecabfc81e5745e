"""The rhythm of one relationship: how often there usually is contact, and what is unusually long.

Each relationship teaches its own, from the days of its contacts alone. Gaps between them are taken
as lognormal; their middle leans on the interval that is meant for the relationship, as if four gaps
of that length had been seen, and their spread on that of a usual one, as if six had. One odd gap
therefore moves little, and somebody met twice has no rhythm yet. Plain Python: judging thousands
must load no arithmetic library.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import exp, log, sqrt
from typing import Final, NamedTuple

RECENT: Final = 24  # gaps that are looked at: habits change
MEANT: Final = 4.0  # gaps that the intended interval counts for
USUAL: Final = 6.0  # gaps that the usual spread counts for
SPREAD: Final = 1.0  # usual deviation of the logarithm of a gap
MIDDLE_HALF: Final = 0.674  # deviations within which half of the gaps lie
ONE_IN_TWENTY: Final = 1.645  # deviations beyond which one gap in twenty lies
WEEKS_FROM: Final = 28  # days of a usual gap from which one speaks of weeks
LONGEST: Final = 36_525  # days: a hundred years are no rhythm


class RhythmFact(NamedTuple):
    """Half of the gaps are ``least`` to ``most`` days long, one in twenty longer than ``far``.

    Learnt from ``contacts`` days with contact.
    """

    contacts: int
    least: int
    most: int
    far: int

    @property
    def in_weeks(self) -> bool:
        """Return whether one would speak of weeks."""
        return self.most >= WEEKS_FROM

    @property
    def weeks(self) -> tuple[int, int]:
        """Return the usual gap in whole weeks."""
        least = max(1, round(self.least / 7))
        return least, max(least + 1, round(self.most / 7))


def rhythm_of(days: Sequence[date], ideal_days: int) -> RhythmFact | None:
    """Return the rhythm that days of contact show, or None where there are not two.

    Several contacts of a day are one.
    """
    distinct = sorted(set(days))
    if len(distinct) < 2:
        return None
    recent = distinct[-RECENT - 1 :]
    gaps = [(following - day).days for day, following in pairwise(recent)]
    logs = [_log(gap) for gap in gaps]
    n, meant = len(logs), _log(max(ideal_days, 1))
    mean = sum(logs) / n
    middle = (MEANT * meant + n * mean) / (MEANT + n)
    squares = sum([(each - mean) ** 2 for each in logs])
    squares += MEANT * n / (MEANT + n) * (mean - meant) ** 2
    variance = (USUAL * SPREAD**2 + squares) / (USUAL + n)
    spread = sqrt(variance * (1.0 + 1.0 / (MEANT + n)))
    least = max(1, round(exp(middle - MIDDLE_HALF * spread)))
    most = max(least + 1, round(exp(middle + MIDDLE_HALF * spread)))
    far = min(LONGEST, max(most + 1, int(exp(middle + ONE_IN_TWENTY * spread))))
    return RhythmFact(len(distinct), least, min(most, LONGEST), far)


_log = lru_cache(maxsize=4096)(log)
