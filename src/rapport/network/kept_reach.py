"""Reach over what several networks share: spread once, and each network begins from there.

Reach can only grow when people and ties are added, or a tie works more often: in a world where
somebody is reached over what is shared they are reached in the whole. So whoever has kept that
reach spreads only what comes in over the other ties, and ends where a spread from the start does,
bit for bit. What is kept is numbers beside numbers, and is taken only by a network that has every
person and every tie of it: compared one by one, by the origin of their luck and by their chance.
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.network.counter import Odds
from rapport.network.kept_words import KeptWords
from rapport.network.snapshot import NO_GROUP
from rapport.network.worlds import US, Part, along, from_us, tiles, walked

FRAMES: Final = 2  # shared networks that are kept,
REACHES: Final = 8  # and the reach over each of them, under so many assumptions


class Common(NamedTuple):
    """Which people (n,) and ties (m,) of a snapshot others are likely to have too.

    It says where to begin, and changes no answer. A tie counts only if both its ends do.
    """

    people: NDArray[np.bool_]
    ties: NDArray[np.bool_]


class _Match(NamedTuple):
    """Where a part has what is shared: the rows (b,) of the people, the places (c,) of the ties."""

    rows: NDArray[np.intp]
    arcs: NDArray[np.intp]


class _Chances(NamedTuple):
    """Thresholds of people (b,), the luck and thresholds of their groups, thresholds of ties."""

    person: NDArray[np.uint64]
    group: Odds
    tie: NDArray[np.uint64]

    @classmethod
    def of(cls, part: Part, match: _Match) -> "_Chances":
        """Return those of what is shared; to be in no group is a group that is never lost."""
        group, luck = part.group[match.rows], np.zeros((2, len(match.rows)), dtype=np.uint64)
        grouped = group != NO_GROUP
        for row, column in zip(luck, part.group_odds, strict=True):
            row[grouped] = column[group[grouped]]
        person, tie = part.person_odds.threshold, part.tie_odds.threshold
        return cls(person[match.rows], Odds(*luck), tie[match.arcs])

    def is_within(self, other: "_Chances") -> bool:
        """Say whether in each world whoever is there is there in the other, and ties work there."""
        return (
            np.array_equal(self.person, other.person)
            and all(map(np.array_equal, self.group, other.group))
            and bool((self.tie <= other.tie).all())
        )


class _Reach(NamedTuple):
    """Under some chances, the worlds (b, W) of people: reached, and there but not reached."""

    chances: _Chances
    reached: NDArray[np.uint64]
    left: NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """Shared people (b,), by the origin of their luck, ascending; the ties (c,) between them."""

    origin: NDArray[np.uint64]
    tail: NDArray[np.intp]
    head: NDArray[np.intp]
    reaches: list["_Reach"]

    def match(self, part: Part) -> _Match | None:
        """Return where a part has all of it, or None if something is missing."""
        order = np.argsort(part.person_odds.origin)
        at = _places(part.person_odds.origin[order], self.origin)
        if at is None:
            return None
        rows = order[at]
        tail, head = rows[self.tail], rows[self.head]
        arcs = _places(_codes(part, part.tail, part.head), _codes(part, tail, head))
        return None if arcs is None else _Match(rows, arcs)


class KeptReach:
    """Reach over shared parts of networks whose luck is in `words`, a few of them at a time."""

    def __init__(self, words: KeptWords) -> None:
        self.words = words
        self._frames: list[_Frame] = []
        self._matches: list[tuple[_Frame, Part, _Match | None]] = []

    def from_us(self, part: Part, common: Common, blocks: range) -> NDArray[np.uint64]:
        """Return what `worlds.from_us` does, all blocks at once. O(c log c + ties walked * W).

        Begins from a reach that is kept, if the part has all of what that went over; else the
        reach over what is said to be common is spread first, and kept.
        """
        if blocks.start < 0 or blocks.stop > self.words.blocks.stop:
            return from_us(part, self.words.draw(part, blocks), self.words.path)
        match, kept = self._found(part) or self._spread(part, common)
        reached = np.zeros((len(part.people), len(blocks)), dtype=np.uint64)
        left = np.zeros_like(reached)
        at = slice(blocks.start, blocks.stop)
        reached[match.rows], left[match.rows] = kept.reached[:, at], kept.left[:, at]
        rest = np.ones(len(part.people), dtype=bool)
        rest[match.rows] = False
        rows = np.flatnonzero(rest)
        left[rows] = self.words.there(part, blocks, rows)
        other = np.ones(len(part.tail), dtype=bool)
        other[match.arcs[part.tie_odds.threshold[match.arcs] == kept.chances.tie]] = False
        arcs = np.flatnonzero(other)
        while len(arcs):  # only of ties that are walked words are read
            odds = Odds(part.tie_odds.origin[arcs], part.tie_odds.threshold[arcs])
            wave = along(part, self.words.words(odds, blocks), arcs, reached, left)
            reached[wave.rows] |= wave.fresh
            arcs = walked(part, left, wave.rows)
        return reached

    def _found(self, part: Part) -> tuple[_Match, _Reach] | None:
        """Return a reach that is kept and that the part has all of."""
        for frame in self._frames:
            match = self._match(frame, part)
            if match is not None:
                asked = _Chances.of(part, match)
                for kept in frame.reaches:
                    if kept.chances.is_within(asked):
                        return match, kept
        return None

    def _match(self, frame: _Frame, part: Part) -> _Match | None:
        """Return where a part has a frame; found once for parts of the same people and ties."""
        for of, seen, match in self._matches:
            if of is frame and _are_alike(seen, part):
                return match
        match = frame.match(part)
        del self._matches[FRAMES - 1 :]
        self._matches.insert(0, (frame, part, match))
        return match

    def _spread(self, part: Part, common: Common) -> tuple[_Match, _Reach]:
        """Spread reach over what is common, in all blocks, and keep it."""
        shared = common.people[part.people]
        shared[US] = True
        both = common.ties[part.tie_ids] & shared[part.tail] & shared[part.head]
        frame, match = self._framed(part, np.flatnonzero(shared), np.flatnonzero(both))
        wide = (len(match.rows), len(self.words.blocks))
        kept = _Reach(_Chances.of(part, match), *(np.zeros(wide, dtype=np.uint64) for _ in "12"))
        for run in tiles(part, self.words.blocks):
            drawn = self.words.draw(part, run)
            drawn.there[~shared], drawn.works[~both] = 0, 0
            reached = from_us(part, drawn, self.words.path)
            at = slice(run.start, run.stop)
            kept.reached[:, at] = reached[match.rows]
            kept.left[:, at] = (drawn.there & ~reached)[match.rows]
        del frame.reaches[REACHES - 1 :]
        frame.reaches.insert(0, kept)
        return match, kept

    def _framed(
        self, part: Part, rows: NDArray[np.intp], arcs: NDArray[np.intp]
    ) -> tuple[_Frame, _Match]:
        """Return the frame of just these people and ties, kept from now on if it was not."""
        rows = rows[np.argsort(part.person_odds.origin[rows])]
        for held in self._frames:
            match = self._match(held, part)
            if (
                match is not None
                and np.array_equal(match.rows, rows)
                and np.array_equal(np.sort(match.arcs), arcs)
            ):
                return held, match
        place = np.zeros(len(part.people), dtype=np.intp)
        place[rows] = np.arange(len(rows))
        ends = (place[part.tail[arcs]], place[part.head[arcs]])
        frame, match = _Frame(part.person_odds.origin[rows], *ends, []), _Match(rows, arcs)
        del self._frames[FRAMES - 1 :], self._matches[FRAMES - 1 :]
        self._frames.insert(0, frame)
        self._matches.insert(0, (frame, part, match))
        return frame, match


class Shared(NamedTuple):
    """Where a snapshot's reach begins: what is kept, and what others are likely to have too."""

    kept: KeptReach
    common: Common

    def from_us(self, part: Part, blocks: range) -> NDArray[np.uint64]:
        """Return the worlds (k, W) in which each person is there and can be reached from us."""
        return self.kept.from_us(part, self.common, blocks)


def _places(within: NDArray[np.uint64], asked: NDArray[np.uint64]) -> NDArray[np.intp] | None:
    """Return the place of each value among those ascending; None if one is not there."""
    at = np.searchsorted(within, asked)
    if len(at) and (at.max() == len(within) or not np.array_equal(within[at], asked)):
        return None
    return at


def _codes(part: Part, tail: NDArray[Any], head: NDArray[Any]) -> NDArray[np.uint64]:
    """Return a number for each pair of people; for the ties of a part they ascend."""
    codes = head.astype(np.int64) * len(part.people) + tail
    return np.asarray(codes, dtype=np.uint64)


def _are_alike(one: Part, other: Part) -> bool:
    """Say whether two parts have the same people and the same ties, in the same order."""
    same = np.array_equal(one.person_odds.origin, other.person_odds.origin)
    return same and np.array_equal(one.tail, other.tail) and np.array_equal(one.head, other.head)
