"""The rhythm of a tie: the chance of a contact within the horizon, and what it rests on.

One calibrated logistic over six terms (see `rhythm_features`): the tie's own pace by BG/NBD,
its activation, how long it has been quiet, how long nobody has seen the counterpart, how much
others see of them, and how long the colleague has seen nobody. It speaks of the log, which is
incomplete, not of a person.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, Final

import numpy as np
import scipy
from numpy.typing import NDArray

from rapport.network.asked import expected
from rapport.network.columns import read_only
from rapport.network.contact_log import ContactLog
from rapport.network.contact_model import LAST_DAY, ContactModel, whole
from rapport.network.errors import BadLog
from rapport.network.rhythm_features import Term, standing, terms
from rapport.network.shown import Tabled, named

SCIPY: Final[Any] = scipy  # it carries no types, and loads its parts when first asked for them

Floats = NDArray[np.float64]
Days = NDArray[np.int64]


class Reason(IntEnum):
    """Why a chance is above or below that of a usual tie; the columns of `Rhythm.effects`."""

    OWN_RHYTHM = 0  # pace, activation and quiet of the tie itself
    SEEN_BY_ANYBODY = 1  # how lately, and how much, others had contact with the counterpart
    OUR_SIDE = 2  # how long since the colleague had contact with anybody


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rhythm(Tabled):
    """How the k ties with a contact by the day stand; arrays (k,), read-only.

    | field | meaning |
    |---|---|
    | `ties` | their numbers in the log, ascending |
    | `contacts` | days of contact so far |
    | `chance` | of a contact within the horizon |
    | `alive` | chance that the tie has not ended, by BG/NBD alone |
    | `gap` | usual days between contacts, leaning to the population while there are few |
    | `quiet` | days since the last contact |
    | `silence` | chance that a living tie of that pace is quiet for so long: small is unusual |
    | `unseen` | days since anybody had contact with the counterpart |
    | `ours_unseen` | days since the colleague had contact with anybody |
    | `effects` | (k, 3), by `Reason`: log odds above or below a usual tie |
    | `main` | the Reason with the largest effect |
    """

    as_of: int
    horizon: int
    ties: NDArray[np.intp]
    contacts: NDArray[np.int64]
    chance: Floats
    alive: Floats
    gap: Floats
    quiet: Days
    silence: Floats
    unseen: Days
    ours_unseen: Days
    effects: Floats
    main: NDArray[np.int8]

    def columns(self, of: Any = None) -> dict[str, Any]:
        """Return a row for each tie; with the log, who is at its ends: see `Tabled`."""
        ends = {}
        if of is not None:
            ends = {name: named(getattr(of, name)[self.ties], of) for name in ("ours", "theirs")}
        alike = ("contacts", "chance", "alive", "gap", "quiet", "silence", "unseen", "ours_unseen")
        return {
            "tie": self.ties,
            **ends,
            **{name: getattr(self, name) for name in alike},
            **{reason.name.lower(): self.effects[:, reason] for reason in Reason},
            "main": [Reason(main).name for main in self.main.tolist()],
        }


def tie_rhythm(log: ContactLog, model: ContactModel, as_of: int | date | None = None) -> Rhythm:
    """Return how each tie stands as of a day (default: the model's); later contacts are not read.

    A model may be used for days after its own, not before: it would know too much. Raises
    BadLog (day, not-a-log, not-a-model). O(c + k).
    """
    expected(log, ContactLog, BadLog, "log")
    expected(model, ContactModel, BadLog, "model")
    day = model.as_of if as_of is None else whole(as_of, LAST_DAY, "day")
    if day < model.as_of:
        raise BadLog(f"The model knows day {model.as_of}; day {day} is before it.", why="day")
    now = standing(log, day)
    ahead = model.outlook(log, now)
    rows = terms(now, ahead)
    away = (rows - model.centre) * model.slopes
    own = away[:, [Term.PACE, Term.MEMORY, Term.QUIET]].sum(axis=1)
    anybody = away[:, [Term.THEIRS, Term.BUSY]].sum(axis=1)
    effects = np.column_stack([own, anybody, away[:, Term.OURS]])
    return Rhythm(
        as_of=day,
        horizon=model.horizon,
        ties=read_only(now.ties),
        contacts=read_only(now.contacts),
        chance=read_only(SCIPY.special.expit(model.weights.log_odds(rows))),
        alive=read_only(ahead.alive),
        gap=read_only(ahead.gap),
        quiet=read_only(day - now.last),
        silence=read_only(ahead.silence),
        unseen=read_only(day - now.their_last),
        ours_unseen=read_only(day - now.our_last),
        effects=read_only(effects),
        main=read_only(np.abs(effects).argmax(axis=1).astype(np.int8)),
    )
