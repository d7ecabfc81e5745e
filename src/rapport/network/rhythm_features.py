"""What a contact log says of each tie as of a day: six numbers that a logistic can weigh.

| term | what it is | source |
|---|---|---|
| PACE | log odds of a contact within the horizon by BG/NBD | Fader, Hardie, Lee (2005) |
| MEMORY | base-level activation, log of the sum of age ** -0.5 over days of contact | ACT-R |
| QUIET | -log(1 + days since the last contact / 7) | |
| THEIRS | -log(1 + days since anybody had contact with the counterpart / 7) | |
| OURS | -log(1 + days since the colleague had contact with anybody / 7) | |
| BUSY | log(1 + activation of the counterpart with everybody else / 0.1) / days of contact | |

BUSY says how much others have to do with the counterpart. It counts the less, the more contacts the
tie has of its own: of somebody met once, what others do is most of what is known. An activation of
0.1 is one contact 99 days ago.

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
FAINT: Final = 0.1  # activation from which others' contacts begin to count
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
    BUSY = 5


class Standing(NamedTuple):
    """Ties with a contact by a day; all (k,), days as day numbers.

    `ties` their numbers, ascending; `contacts` days of contact; `first`, `last` of them;
    `memory` the activation; `their_last`, `our_last` the last contact of either end with anybody;
    `others` the activation of the counterpart with everybody but this colleague.
    """

    day: int
    ties: NDArray[np.intp]
    contacts: NDArray[np.int64]
    first: Days
    last: Days
    memory: Floats
    their_last: Days
    our_last: Days
    others: Floats

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
    active = np.add.reduceat(faded, begins) if len(begins) else np.zeros(0)
    last = when[ends]
    near, far = _ends(log.ours[ties], log.theirs[ties])
    seen = np.full(1 + int(max(near.max(initial=0), far.max(initial=0))), NEVER)
    met = np.zeros(len(seen))
    for side in (near, far):
        np.maximum.at(seen, side, last)
        met += np.bincount(side, active, minlength=len(seen))
    return Standing(
        day=day,
        ties=ties,
        contacts=ends - begins + 1,
        first=when[begins],
        last=last,
        memory=np.log(active),
        their_last=seen[far],
        our_last=seen[near],
        others=np.maximum(met[far] - active, 0.0),
    )


def _ends(ours: NDArray[np.int32], theirs: NDArray[np.int32]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the people (k,) at either end of ties, numbered closely.

    Numbers of people that lie far apart are gathered first: room goes by ties, not by numbers.
    """
    ends: NDArray[Any] = np.stack([ours, theirs])
    if ends.max(initial=0) >= FAR:
        ends = np.unique(ends, return_inverse=True)[1].reshape(2, -1)
    return ends[0], ends[1]


def terms(now: Standing, ahead: Outlook) -> Floats:
    """Return the terms (k, 6) of the ties, given BG/NBD's outlook on them. O(k)."""
    chance = np.clip(ahead.contact, SURE, 1.0 - SURE)
    columns = np.empty((len(now.ties), len(Term)))
    columns[:, Term.PACE] = np.log(chance) - np.log1p(-chance)
    columns[:, Term.MEMORY] = now.memory
    columns[:, Term.QUIET] = -np.log1p((now.day - now.last) / WEEK)
    columns[:, Term.THEIRS] = -np.log1p((now.day - now.their_last) / WEEK)
    columns[:, Term.OURS] = -np.log1p((now.day - now.our_last) / WEEK)
    columns[:, Term.BUSY] = np.log1p(now.others / FAINT) / now.contacts
    return columns
