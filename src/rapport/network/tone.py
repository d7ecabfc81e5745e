"""Where the tone of a tie is going, each way, and whether both ways feed on each other.

An observation is a step s from 0 (hostile) to 3 (open), as if three trials had gone well s
times; it fades with age. What is recent (half-life 30 days) is set against what came before: the
evidence with a half-life of 180 days less the recent part, so that nothing counts twice.

    before ~ Beta(1 + sum of u s, 1 + sum of u (3 - s))             u = 2^(-age/180) - 2^(-age/30)
    recent ~ Beta(6 b + sum of w s, 6 (1 - b) + sum of w (3 - s))   w = 2^(-age/30)

b is the mean of before: with nothing recent, nothing has changed. A way falls with the chance
that recent lies below before, by a normal approximation of the difference.

From: Jøsang and Ismail, "The beta reputation system" (2002), for the discounted beta; the two
half-lives set against each other, and the rule that no single meeting decides, are ours.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, Final, NamedTuple

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from rapport.network.columns import day_number, day_numbers, integers, read_only, same_length
from rapport.network.errors import BadTone
from rapport.network.shown import Tabled

SCIPY: Final[Any] = scipy  # it carries no types, and loads its parts when first asked for them
RECENT_DAYS: Final = 30.0  # half-lives
BEFORE_DAYS: Final = 180.0
STAYS: Final = 6.0  # trials' worth of belief that nothing has changed: two observations
SPEAKS: Final = 0.8  # a spiral is named only above this chance
WITHOUT: Final = 0.5  # and only if it stays above this without any one meeting
WAYS: Final = 2
MOST: Final = 2**31 - 1

Floats = NDArray[np.float64]


class Way(IntEnum):
    """Whose tone: the columns of the answers."""

    THEIRS = 0
    OURS = 1


class ToneStep(IntEnum):
    """The four steps of tone."""

    HOSTILE = 0
    GUARDED = 1
    NEUTRAL = 2
    OPEN = 3


class Spiral(IntEnum):
    """What both ways do together; SILENT whenever it is not clear."""

    VICIOUS = -1
    SILENT = 0
    VIRTUOUS = 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ToneTrend(Tabled):
    """The tone of m ties as of a day; arrays read-only, ways in the order of `Way`.

    | field | shape | meaning |
    |---|---|---|
    | `level` | (m, 2) | 0 hostile .. 1 open, with a half-life of 180 days; 0.5 where unknown |
    | `spread` | (m, 2) | its standard deviation |
    | `change` | (m, 2) | mean of recent less mean of before |
    | `falls` | (m, 2) | chance that recent lies below before; 0.5 where nothing is recent |
    | `both_fall`, `both_rise` | (m,) | chance that both ways do, taken as independent |
    | `spiral` | (m,) int8 | by `Spiral` |
    | `weight` | (m, 2) | observations left after fading (180 days) |
    """

    as_of: int
    level: Floats
    spread: Floats
    change: Floats
    falls: Floats
    both_fall: Floats
    both_rise: Floats
    spiral: NDArray[np.int8]
    weight: Floats

    def columns(self, of: Any = None) -> dict[str, Any]:  # noqa: ARG002 - ties have no labels
        """Return a row for each tie; what has two ways, in two columns: see `Tabled`."""
        ways = ("level", "spread", "change", "falls", "weight")
        return {
            "tie": np.arange(len(self.spiral)),
            **{
                f"{name}_{way.name.lower()}": getattr(self, name)[:, way]
                for name in ways
                for way in Way
            },
            "both_fall": self.both_fall,
            "both_rise": self.both_rise,
            "spiral": [Spiral(each).name for each in self.spiral.tolist()],
        }


def tone_trend(
    ties: ArrayLike,
    days: ArrayLike,
    direction: ArrayLike,
    tone: ArrayLike,
    *,
    as_of: int | date,
    m: int,
) -> ToneTrend:
    """Return level and trend of the tone of m ties, from c observations up to a day.

    ties: (c,) 0 .. m-1. days: (c,) day numbers or dates; those after as_of are not read.
    direction: (c,) by `Way`. tone: (c,) by `ToneStep`. What was observed of a tie on one day,
    either way, is one meeting. A spiral is named only if its chance is above 0.8 and stays above
    0.5 whichever single meeting is left out: one bad meeting never makes one.

    Raises BadTone (shape, not-integer, out-of-range, day, ties). O(c log c + m).
    """
    m = _whole(m, 0, "ties")
    today = _whole(day_number(as_of, refuse=BadTone), -MOST, "day")
    tie = integers(ties, "ties", least=0, most=m - 1, refuse=BadTone)
    day = day_numbers(days, "days", most=MOST, refuse=BadTone)
    way = integers(direction, "direction", least=0, most=WAYS - 1, refuse=BadTone)
    step = integers(tone, "tone", least=0, most=ToneStep.OPEN, refuse=BadTone)
    same_length({"ties": tie, "days": day, "direction": way, "tone": step}, BadTone)
    seen = day <= today
    of, meetings = _by_meeting(tie[seen], today - day[seen], way[seen], step[seen])
    whole = np.zeros((m, WAYS, len(Cell)))
    first = np.flatnonzero(np.diff(of, prepend=-1))
    if len(first):
        whole[of[first]] = np.add.reduceat(meetings, first, axis=0)
    recent, before = _compared(whole)
    falls = _lies_below(recent, before)
    without = _lies_below(*_compared(np.maximum(whole[of] - meetings, 0.0)))
    both_fall, both_rise = falls.prod(axis=1), (1.0 - falls).prod(axis=1)
    spiral = np.zeros(m, dtype=np.int8)
    spiral[_clear(both_fall, of, without.prod(axis=1))] = Spiral.VICIOUS
    spiral[_clear(both_rise, of, (1.0 - without).prod(axis=1))] = Spiral.VIRTUOUS
    good, bad = _both_ages(whole)
    level = _beta(1.0 + good, 1.0 + bad)
    return ToneTrend(
        as_of=today,
        level=read_only(level.mean),
        spread=read_only(np.sqrt(level.variance)),
        change=read_only(recent.mean - before.mean),
        falls=read_only(falls),
        both_fall=read_only(both_fall),
        both_rise=read_only(both_rise),
        spiral=read_only(spiral),
        weight=read_only((good + bad) / int(ToneStep.OPEN)),
    )


class Cell(IntEnum):
    """The last axis of evidence: faded observations by age and by how good they were."""

    RECENT_GOOD = 0
    RECENT_BAD = 1
    BEFORE_GOOD = 2
    BEFORE_BAD = 3


class Belief(NamedTuple):
    """Mean and variance of beta distributions."""

    mean: Floats
    variance: Floats


def _by_meeting(
    tie: NDArray[np.int64], age: NDArray[np.int64], way: NDArray[np.int64], step: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Floats]:
    """Return the tie (k,) and the evidence (k, 2, 4) of each meeting: a tie's day, both ways."""
    place = tie * (age.max(initial=0) + 1) + age
    order = np.argsort(place)
    tie, age, way, step = tie[order], age[order], way[order], step[order]
    fresh = np.diff(place[order], prepend=-1) != 0
    meeting = np.cumsum(fresh) - 1
    recent = np.exp2(-age / RECENT_DAYS)
    before = np.exp2(-age / BEFORE_DAYS) - recent
    good, most = step.astype(np.float64), float(ToneStep.OPEN)
    evidence = np.zeros((int(fresh.sum()), WAYS, len(Cell)))
    for cell, weight in (
        (Cell.RECENT_GOOD, recent * good),
        (Cell.RECENT_BAD, recent * (most - good)),
        (Cell.BEFORE_GOOD, before * good),
        (Cell.BEFORE_BAD, before * (most - good)),
    ):
        summed = np.bincount(WAYS * meeting + way, weight, WAYS * len(evidence))
        evidence[..., cell] = summed.reshape(-1, WAYS)
    return tie[fresh], evidence


def _compared(evidence: Floats) -> tuple[Belief, Belief]:
    """Return recent and before for evidence (k, 2, 4): beliefs of shape (k, 2)."""
    before = _beta(1.0 + evidence[..., Cell.BEFORE_GOOD], 1.0 + evidence[..., Cell.BEFORE_BAD])
    recent = _beta(
        STAYS * before.mean + evidence[..., Cell.RECENT_GOOD],
        STAYS * (1.0 - before.mean) + evidence[..., Cell.RECENT_BAD],
    )
    return recent, before


def _both_ages(evidence: Floats) -> tuple[Floats, Floats]:
    good = evidence[..., Cell.RECENT_GOOD] + evidence[..., Cell.BEFORE_GOOD]
    return good, evidence[..., Cell.RECENT_BAD] + evidence[..., Cell.BEFORE_BAD]


def _beta(good: Floats, bad: Floats) -> Belief:
    total = good + bad
    mean = good / total
    return Belief(mean, mean * (1.0 - mean) / (total + 1.0))


def _lies_below(recent: Belief, before: Belief) -> Floats:
    """Return the chance that recent is below before."""
    apart = (before.mean - recent.mean) / np.sqrt(recent.variance + before.variance)
    return np.asarray(SCIPY.special.ndtr(apart))


def _clear(chance: Floats, of: NDArray[np.int64], without: Floats) -> NDArray[np.bool_]:
    """Return which ties (m,) have a chance that speaks, and none that rests on one meeting."""
    least = np.ones(len(chance))
    np.minimum.at(least, of, without)
    return (chance > SPEAKS) & (least > WITHOUT)


def _whole(value: object, least: int, why: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise BadTone(f"{why} is a whole number, not {value!r}.", why=why)
    if not least <= value <= MOST:
        raise BadTone(f"{why} is {least} .. {MOST}, not {value}.", why=why)
    return int(value)
