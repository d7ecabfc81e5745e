"""Who had contact with whom, on which days: numbered people, numbered ties, and a calendar.

Several contacts of a tie on one day count as one: a day is the finest step, and a thread of ten
messages is one meeting of minds.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.network.columns import day_numbers, integers, read_only, same_length
from rapport.network.errors import BadLog, BadSnapshot
from rapport.network.outside import column
from rapport.network.shown import Shown
from rapport.network.snapshot import Snapshot

NO_KIND: Final = -1
MOST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ContactLog(Shown):
    """Ties and their days of contact; arrays are read-only. Build it with `of`.

    | field | shape | meaning |
    |---|---|---|
    | `ours`, `theirs` | (m,) int32 | the colleague and the counterpart of a tie, by number |
    | `kind` | (m,) int32 | -1, or the number of the (channel, role) that the tie belongs to |
    | `tie`, `day` | (c,) int32, int64 | days of contact, sorted by tie, then day; no repeats |
    | `labels` | or None | what the caller calls each person |
    """

    ours: NDArray[np.int32]
    theirs: NDArray[np.int32]
    kind: NDArray[np.int32]
    tie: NDArray[np.int32]
    day: NDArray[np.int64]
    labels: tuple[Hashable, ...] | None = None

    @classmethod
    def of(
        cls,
        *,
        ours: ArrayLike,
        theirs: ArrayLike,
        tie: ArrayLike,
        day: ArrayLike,
        kind: ArrayLike | None = None,
    ) -> Self:
        """Validate and build.

        ours, theirs: (m,) integers, people in one numbering from 0 (the same number on both
        sides is the same person). tie: (c,) indices of ties; day: (c,) day numbers or
        dates (their ordinals), in any order. kind: (m,) integers from -1.
        Raises BadLog (shape, missing, not-integer, out-of-range). O(c log c).
        """
        near = integers(ours, "ours", least=0, most=MOST, refuse=BadLog)
        far = integers(theirs, "theirs", least=0, most=MOST, refuse=BadLog)
        given = np.full(len(near), NO_KIND) if kind is None else kind
        kinds = integers(given, "kind", least=NO_KIND, most=MOST, refuse=BadLog)
        same_length({"ours": near, "theirs": far, "kind": kinds}, BadLog)
        ties = integers(tie, "tie", least=0, most=len(near) - 1, refuse=BadLog)
        days = day_numbers(day, "day", most=MOST, refuse=BadLog)
        same_length({"tie": ties, "day": days}, BadLog)
        order = np.lexsort((days, ties))
        ties, days = ties[order], days[order]
        fresh = np.ones(len(ties), dtype=bool)
        fresh[1:] = (np.diff(ties) != 0) | (np.diff(days) != 0)
        return cls(
            ours=read_only(near.astype(np.int32)),
            theirs=read_only(far.astype(np.int32)),
            kind=read_only(kinds.astype(np.int32)),
            tie=read_only(ties[fresh].astype(np.int32)),
            day=read_only(days[fresh]),
        )

    @classmethod
    def from_snapshot(cls, snapshot: Snapshot, kind: ArrayLike | None = None) -> Self:
        """Return the log of a snapshot: the tail of a tie is ours, the head theirs."""
        log = cls.of(
            ours=snapshot.tail,
            theirs=snapshot.head,
            tie=snapshot.contact_tie,
            day=snapshot.contact_day,
            kind=kind,
        )
        return replace(log, labels=snapshot.labels)

    @classmethod
    def from_pandas(
        cls,
        contacts: Any,
        *,
        ours: str = "ours",
        theirs: str = "theirs",
        day: str = "day",
        kind: str | None = None,
    ) -> Self:
        """Return the log of a DataFrame with a row for each contact, or of a dict of lists.

        ours, theirs, day, kind: its columns. The same label on both sides is the same person; two
        people, with one kind, are a tie. Labels and kinds are numbered as they first come.
        Raises BadLog: column, and what `of` raises.
        """
        try:
            sides = column(contacts, ours), column(contacts, theirs)
            kinds = column(contacts, kind) if kind else [None] * len(sides[0])
            days = contacts[day]
        except (BadSnapshot, KeyError) as missing:
            raise BadLog(f"{missing}", why="column") from missing
        numbers: dict[Hashable, int] = {}
        known: dict[Hashable, int] = {}
        ties: dict[tuple[int, int, int], int] = {}
        tie = []
        for near, far, of in zip(*sides, kinds, strict=True):
            ends = [numbers.setdefault(end, len(numbers)) for end in (near, far)]
            place = NO_KIND if of is None else known.setdefault(of, len(known))
            tie.append(ties.setdefault((ends[0], ends[1], place), len(ties)))
        rows = np.array(list(ties), dtype=np.int64).reshape(-1, 3)
        log = cls.of(ours=rows[:, 0], theirs=rows[:, 1], kind=rows[:, 2], tie=tie, day=days)
        return replace(log, labels=tuple(numbers))

    @property
    def m(self) -> int:
        """The number of ties, with or without contact."""
        return len(self.ours)

    def days(self) -> tuple[int, int] | None:
        """Return the first and the last day of the log, or None if it is empty."""
        return (int(self.day.min()), int(self.day.max())) if len(self.day) else None

    def kinds(self, ties: NDArray[np.intp]) -> Iterator[tuple[int, NDArray[np.intp]]]:
        """Yield each kind among the ties, ascending and without -1, and the places it has."""
        kind = self.kind[ties]
        order = np.argsort(kind, kind="stable")
        for places in np.split(order, np.flatnonzero(np.diff(kind[order])) + 1):
            if len(places) and kind[places[0]] != NO_KIND:
                yield int(kind[places[0]]), places
