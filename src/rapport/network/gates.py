"""Whose consent opens a gate: ALL, ANY or k-of-n, nested, over posts; compiled to people.

An expression is a post's number or a list: `["all", 3, 4]`, `["any", 3, ["all", 4, 5]]`,
`["of", 2, 6, 7, 8]` (two of the three). `Gate.read` validates it; `Gate.compiled` puts in the
people who hold the posts on the day. Expressions are monotone: nobody's consent closes a gate.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.network.errors import BadGate

DEEPEST: Final = 50  # nested lists; far beyond any consent seen, well within the call stack
VACANT: Final = -1
ROOM: Final = 64  # unions tried for each closing set kept


@dataclass(frozen=True, slots=True)
class Clause:
    """At least `k` of `parts`; a part is a post's (or person's) number or another clause."""

    k: int
    parts: tuple["int | Clause", ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A valid expression over posts. Build it with `Gate.read`, or `Gate.of_post` for one."""

    root: Clause

    @classmethod
    def read(cls, expression: object) -> Self:
        """Validate an expression.

        Raises BadGate, whose `why` is one of not-a-gate (neither number nor list), word (the list
        does not begin with all, any or of), empty, count (k outside 1 .. number of parts),
        post (negative), too-deep. O(size).
        """
        root = _clause(expression, DEEPEST)
        return cls(root if isinstance(root, Clause) else Clause(1, (root,)))

    @classmethod
    def of_post(cls, post: int) -> Self:
        """Return the gate that one post opens."""
        return cls.read(post)

    @property
    def posts(self) -> tuple[int, ...]:
        """The posts named, ascending, each once."""
        return tuple(sorted(set(_leaves(self.root))))

    def compiled(self, n: int, holders: ArrayLike | None = None) -> "CompiledGate":
        """Put people in the place of posts.

        n: people in the snapshot. holders: (posts,) integers, the person who holds each post, -1
        when vacant; without it a post's number is the person's. A vacant post's consent cannot
        be had: an ALL with one is closed, an ANY goes on without it.

        Raises BadGate: post (no such row in holders), person (outside 0 .. n - 1), shape. O(size).
        """
        held = _holders(holders)

        def person_of(post: int) -> int:
            if held is not None and post >= len(held):
                raise BadGate(f"Post {post} has no row among the holders.", why="post", where=post)
            person = post if held is None else int(held[post])
            if not VACANT <= person < n:
                raise BadGate(f"Post {post} is held by nobody known.", why="person", where=post)
            return person

        return CompiledGate(_filled(self.root, person_of))


@dataclass(frozen=True, slots=True)
class CompiledGate:
    """A gate over people. `root` is None when vacant posts keep it closed whoever is reached."""

    root: Clause | None

    @property
    def people(self) -> tuple[int, ...]:
        """The people whose consent counts, ascending, each once."""
        return () if self.root is None else tuple(sorted(set(_leaves(self.root))))

    def opens(self, reached: Callable[[int], bool]) -> bool:
        """Whether the gate is open, given who is reached. O(size)."""
        return self.root is not None and _opens(self.root, reached)

    def words(
        self, reached: Callable[[int], NDArray[np.uint64]], shape: tuple[int, ...]
    ) -> NDArray[np.uint64]:
        """Open worlds as words, given the words of a person; all of them have that shape.

        AND and OR for ALL and ANY; for k-of-n, running words "at least j so far".
        O(size * k * words).
        """
        if self.root is None:
            return np.zeros(shape, dtype=np.uint64)
        return _words(self.root, reached)

    def closing_sets(self, most: int) -> list[frozenset[int]] | None:
        """Return the smallest sets of people without whose consent the gate is closed.

        Every minimal set is among them; None when they, or those of any part of the gate on
        the way to them, are more than `most`.
        """
        return [frozenset()] if self.root is None else _closing(self.root, most)


def _clause(expression: object, depth: int) -> int | Clause:
    """Read one level; numbers stay numbers."""
    if isinstance(expression, int | np.integer) and _is_number(expression):
        if expression < 0:
            raise BadGate(f"There is no post {expression}.", why="post")
        return int(expression)
    if not isinstance(expression, Sequence) or isinstance(expression, str | bytes):
        raise BadGate(f"A gate is a post or a list, not {expression!r}.", why="not-a-gate")
    if depth == 0:
        raise BadGate(f"A gate nests at most {DEEPEST} lists.", why="too-deep")
    if not expression:
        raise BadGate("An empty list opens no gate.", why="empty")
    k, parts = _counted(expression)
    read = tuple(_clause(part, depth - 1) for part in parts)
    if not read:
        raise BadGate("A list needs at least one post.", why="empty")
    k = len(read) if k is None else k
    if not 1 <= k <= len(read):
        raise BadGate(f"{k} of {len(read)} posts cannot be asked for.", why="count")
    return Clause(k, read)


def _is_number(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _counted(expression: Sequence[Any]) -> tuple[int | None, Sequence[Any]]:
    """Return how many of which parts; None stands for all of them."""
    word, rest = expression[0], expression[1:]
    if word == "all":
        return None, rest
    if word == "any":
        return 1, rest
    if word == "of" and rest and _is_number(rest[0]):
        return int(rest[0]), rest[1:]
    raise BadGate('A list begins with "all", "any", or "of" and a number.', why="word")


def _holders(holders: ArrayLike | None) -> NDArray[Any] | None:
    if holders is None:
        return None
    held = np.asarray(holders)
    if held.ndim != 1 or (held.size and held.dtype.kind not in "iu"):
        raise BadGate("Holders are one row of whole numbers.", why="shape")
    return held


def _leaves(clause: Clause) -> Iterator[int]:
    for part in clause.parts:
        if isinstance(part, Clause):
            yield from _leaves(part)
        else:
            yield part


def _filled(clause: Clause, person_of: Callable[[int], int]) -> Clause | None:
    """Return the clause over people, vacant posts dropped; None when it cannot be met."""
    parts: list[int | Clause] = []
    for part in clause.parts:
        if isinstance(part, Clause):
            inner = _filled(part, person_of)
            parts += [] if inner is None else [inner]
        else:
            person = person_of(part)
            parts += [] if person == VACANT else [person]
    return Clause(clause.k, tuple(parts)) if clause.k <= len(parts) else None


def _opens(clause: Clause, reached: Callable[[int], bool]) -> bool:
    met = 0
    for part in clause.parts:
        met += _opens(part, reached) if isinstance(part, Clause) else bool(reached(part))
    return met >= clause.k


def _words(clause: Clause, reached: Callable[[int], NDArray[np.uint64]]) -> NDArray[np.uint64]:
    at_least: list[NDArray[np.uint64]] = []  # at_least[j]: worlds where j + 1 parts or more are met
    for part in clause.parts:
        met = _words(part, reached) if isinstance(part, Clause) else reached(part)
        carried = at_least[-1] & met if at_least else met
        for j in range(len(at_least) - 1, 0, -1):
            at_least[j] = at_least[j] | (at_least[j - 1] & met)
        if at_least:
            at_least[0] = at_least[0] | met
        if len(at_least) < clause.k:
            at_least.append(carried)
    return at_least[clause.k - 1]


def _closing(clause: Clause, most: int) -> list[frozenset[int]] | None:
    """Return sets that close `len(parts) - k + 1` parts: combined part by part, minimal ones."""
    needed = len(clause.parts) - clause.k + 1
    ways: list[list[frozenset[int]]] = [[] for _ in range(needed + 1)]
    ways[0].append(frozenset())
    for seen, part in enumerate(clause.parts, start=1):
        inner = _closing(part, most) if isinstance(part, Clause) else [frozenset({part})]
        if inner is None:
            return None
        fewest = needed - (len(clause.parts) - seen)  # closed by now, or there is no way left
        for closed in range(needed, max(fewest, 1) - 1, -1):
            if len(ways[closed - 1]) * len(inner) > ROOM * most:
                return None
            joined = {have | more for have in ways[closed - 1] for more in inner}
            ways[closed] = _minimal(joined.union(ways[closed]))
            if len(ways[closed]) > most:
                return None
    return ways[needed]


def _minimal(sets: set[frozenset[int]]) -> list[frozenset[int]]:
    """Drop every set that contains another."""
    kept: list[frozenset[int]] = []
    for candidate in sorted(sets, key=lambda each: (len(each), sorted(each))):
        if not any(smaller <= candidate for smaller in kept):
            kept.append(candidate)
    return kept
