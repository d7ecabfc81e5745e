"""What a contact log says of each tie as of a day: five numbers that a logistic can weigh.

| term | what it is | source |
|---|---|---|
| PACE | log odds of a contact within the horizon by BG/NBD | Fader, Hardie, Lee (2005) |
| MEMORY | base-level activation, log of the sum of age ** -0.5 over days of contact | ACT-R |
| QUIET | -log(1 + days since the last contact / 7) | |
| THEIRS | -log(1 + days since anybody had contact with the counterpart / 7) | |
| OURS | -log(1 + days since the colleague had contact with anybody / 7) | |

ACT-R: Anderson and Schooler, "Reflections of the environment in memory", Psychological Science 2
(1991); Anderson and Lebiere, "The atomic components of thought" (1998), decay 0.5.
"""

from enum import IntEnum
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.network.contact_log import ContactLog
from rapport.network.rhythm_fit import History, Outlook

DECAY: Final = 0.5
WEEK: Final = 7.0
SURE: Final = 1e-4  # no closer to certain than this
NEVER: Final = -(2**40)
FAR: Final = 10_000_000  # of people's numbers: more than any office has met

Floats = NDArray[np.float64]
Days = NDArray[np.int64]


class Term(IntEnum):
    """The columns of the terms."""

    PACE = 0
    MEMORY = 1
    QUIET = 2
    THEIRS = 3
    OURS = 4


class Standing(NamedTuple):
    """Ties with a contact by a day; all (k,), days as day numbers.

    `ties` their numbers, ascending; `contacts` days of contact; `first`, `last` of them;
    `memory` the activation; `their_last`, `our_last` the last contact of either end with anybody.
    """

    day: int
    ties: NDArray[np.intp]
    contacts: NDArray[np.int64]
    first: Days
    last: Days
    memory: Floats
    their_last: Days
    our_last: Days

    def history(self) -> History:
        """Return what BG/NBD knows of these ties, in days."""
        return History(
            (self.contacts - 1).astype(np.float64),
            (self.last - self.first).astype(np.float64),
            (self.day - self.first).astype(np.float64),
        )


def standing(log: ContactLog, day: int) -> Standing:
    """Return how the ties stand as of a day; later contacts are not read. O(c + people)."""
    past = log.day <= day
    tie, when = log.tie[past], log.day[past]
    begins = np.flatnonzero(np.diff(tie, prepend=-1))
    ends = np.append(begins[1:], len(tie)) - 1 if len(begins) else begins
    ties = tie[begins].astype(np.intp)
    faded = (day + 1.0 - when) ** -DECAY
    memory = np.log(np.add.reduceat(faded, begins)) if len(begins) else np.zeros(0)
    last = when[ends]
    ours, theirs = log.ours[ties], log.theirs[ties]
    our_last, their_last = _last_seen(ours, theirs, last)
    return Standing(day, ties, ends - begins + 1, when[begins], last, memory, their_last, our_last)


def _last_seen(ours: NDArray[np.int32], theirs: NDArray[np.int32], last: Days) -> tuple[Days, Days]:
    """Return for the two ends (k,) of ties the last contact that each had with anybody.

    Numbers of people that lie far apart are gathered first: room goes by ties, not by numbers.
    """
    ends: NDArray[Any] = np.stack([ours, theirs])
    if ends.max(initial=0) >= FAR:
        ends = np.unique(ends, return_inverse=True)[1].reshape(2, -1)
    seen = np.full(1 + int(ends.max(initial=0)), NEVER)
    for side in ends:
        np.maximum.at(seen, side, last)
    return seen[ends[0]], seen[ends[1]]


def terms(now: Standing, ahead: Outlook) -> Floats:
    """Return the terms (k, 5) of the ties, given BG/NBD's outlook on them. O(k)."""
    chance = np.clip(ahead.contact, SURE, 1.0 - SURE)
    columns = np.empty((len(now.ties), len(Term)))
    columns[:, Term.PACE] = np.log(chance) - np.log1p(-chance)
    columns[:, Term.MEMORY] = now.memory
    columns[:, Term.QUIET] = -np.log1p((now.day - now.last) / WEEK)
    columns[:, Term.THEIRS] = -np.log1p((now.day - now.their_last) / WEEK)
    columns[:, Term.OURS] = -np.log1p((now.day - now.our_last) / WEEK)
    return columns
