"""The network on one day: an immutable snapshot, validated once.

People are numbered 0 .. n-1 and person 0 is a virtual "us". A tie is a directed arc from a
tail to a head, with its own chance of still working at the horizon; a relationship that works
both ways is two arcs, each with its own chance. Groups stand for what is lost together (a
purge, a front that shifts): treating such losses as independent overstates resilience.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.network.errors import BadSnapshot

MOST = 2**31 - 1
NO_GROUP = -1


class Incoming(NamedTuple):
    """Arcs by their head: those into v are rows `indptr[v]:indptr[v + 1]` of the other two."""

    indptr: NDArray[np.int64]
    tails: NDArray[np.int32]
    tie_ids: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """People, ties, chances, groups and contacts as they stood on one day; arrays are read-only.

    Build it with `Snapshot.of`, which validates; the constructor itself does not.

    | field | shape | meaning |
    |---|---|---|
    | `n`, `m` | | number of people (0 is us) and of ties |
    | `tail`, `head` | (m,) int32 | the tie runs from tail to head, in the order given |
    | `p_tie` | (m,) float64 | chance that the tie works at the horizon |
    | `p_person` | (n,) float64 | chance that the person is still there; 1 for us |
    | `group`, `p_group` | (n,) int32, (g,) | -1 or what the person is lost with; its chance |
    | `person_key`, `group_key` | (n,), (g,) uint64 | stable ids: they alone choose the draws |
    | `indptr`, `heads`, `tie_ids` | (n+1,), (m,), (m,) | arcs by tail, heads ascending |
    | `contact_tie`, `contact_day` | (c,) int32, int64 | contact log sorted by tie, then day |
    """

    n: int
    m: int
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    p_tie: NDArray[np.float64]
    p_person: NDArray[np.float64]
    group: NDArray[np.int32]
    p_group: NDArray[np.float64]
    person_key: NDArray[np.uint64]
    group_key: NDArray[np.uint64]
    indptr: NDArray[np.int64]
    heads: NDArray[np.int32]
    tie_ids: NDArray[np.int32]
    contact_tie: NDArray[np.int32]
    contact_day: NDArray[np.int64]
    _incoming: Incoming | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        *,
        n: int,
        ties: ArrayLike = (),
        p_tie: ArrayLike | None = None,
        p_person: ArrayLike | None = None,
        group: ArrayLike | None = None,
        p_group: ArrayLike | None = None,
        person_key: ArrayLike | None = None,
        group_key: ArrayLike | None = None,
        contacts: ArrayLike | None = None,
    ) -> Self:
        """Validate and build.

        n: number of people, 1 .. 2^31 - 1. ties: (m, 2) integers, tail then head. p_tie: (m,),
        p_person: (n,) (entry 0 must be 1: we are always there to ask), p_group: (g,): chances
        in [0, 1], all 1 when left out. group: (n,) integers, -1 for none. person_key, group_key:
        distinct non-negative integers that stay with a person or group from one snapshot to the
        next (default: the index); an unchanged tie or person is drawn alike in every snapshot
        that carries the same keys. contacts: (c, 2) integers, index of the tie and day number.

        Cycles, unreachable people and chances of 0 and 1 are fine. Raises BadSnapshot, whose
        `why` is one of shape, missing, not-integer, not-number, people-count, out-of-range,
        self-tie, duplicate, not-a-chance, us-must-stay, key. O(m log m): a million ties take
        well under a second.
        """
        if isinstance(n, bool) or not isinstance(n, int | np.integer) or not 1 <= n <= MOST:
            raise BadSnapshot(f"A network has 1 to {MOST} people, not {n!r}.", why="people-count")
        n = int(n)
        pairs = _pairs(ties, "ties")
        tail, head, m = pairs[:, 0], pairs[:, 1], len(pairs)
        order = _validated_order(n, tail, head)
        groups_given = p_group is not None
        p_groups = _chances(p_group if groups_given else (), None, "p_group")
        present = _chances(p_person, n, "p_person")
        if present[0] != 1.0:
            raise BadSnapshot(
                "Person 0 is us: give the chance 1, and put colleagues who may leave behind us.",
                why="us-must-stay",
                where=0,
            )
        contact_tie, contact_day = _contacts(contacts, m)
        return cls(
            n=n,
            m=m,
            tail=_frozen(tail, np.int32),
            head=_frozen(head, np.int32),
            p_tie=_frozen(_chances(p_tie, m, "p_tie"), np.float64),
            p_person=_frozen(present, np.float64),
            group=_frozen(_groups(group, n, len(p_groups)), np.int32),
            p_group=_frozen(p_groups, np.float64),
            person_key=_frozen(_keys(person_key, n, "person_key"), np.uint64),
            group_key=_frozen(_keys(group_key, len(p_groups), "group_key"), np.uint64),
            indptr=_frozen(_starts(tail, n), np.int64),
            heads=_frozen(head[order], np.int32),
            tie_ids=_frozen(order, np.int32),
            contact_tie=_frozen(contact_tie, np.int32),
            contact_day=_frozen(contact_day, np.int64),
        )

    @property
    def incoming(self) -> Incoming:
        """Arcs by head, built on first use and kept. O(m log m) once."""
        found = self._incoming
        if found is None:
            order = np.argsort(self.head.astype(np.int64) * self.n + self.tail)
            found = Incoming(
                _frozen(_starts(self.head, self.n), np.int64),
                _frozen(self.tail[order], np.int32),
                _frozen(order, np.int32),
            )
            object.__setattr__(self, "_incoming", found)
        return found

    def __setstate__(self, state: list[Any]) -> None:
        """Keep the arrays read-only after a journey between processes."""
        for name, value in zip(self.__slots__, state, strict=True):
            for array in value if isinstance(value, Incoming) else (value,):
                if isinstance(array, np.ndarray):
                    array.flags.writeable = False
            object.__setattr__(self, name, value)


def _frozen(values: NDArray[Any], kind: type[np.generic]) -> NDArray[Any]:
    """Return an own, contiguous, read-only copy."""
    own = np.array(values, dtype=kind, order="C", copy=True)
    own.flags.writeable = False
    return own


def _array(values: ArrayLike, name: str) -> NDArray[Any]:
    """Return an array; NumPy would pass over the mask of one, and take for real what is missing."""
    if np.ma.is_masked(values):
        raise BadSnapshot(f"{name} has values that are masked: they are missing.", why="missing")
    try:
        return np.asarray(values)
    except ValueError as ragged:
        raise BadSnapshot(f"{name} has rows of different lengths.", why="shape") from ragged


def _integers(values: ArrayLike, name: str) -> NDArray[np.int64]:
    array = _array(values, name)
    if array.size == 0:
        return array.astype(np.int64)
    if array.dtype.kind not in "iu":
        raise BadSnapshot(
            f"{name} must hold integers, not {array.dtype}; a missing value has no place here.",
            why="not-integer",
        )
    if array.dtype == np.uint64 and (array > np.uint64(2**63 - 1)).any():
        where = int(np.argwhere(array > np.uint64(2**63 - 1))[0][0])
        raise BadSnapshot(f"{name} holds a number beyond 63 bits.", why="out-of-range", where=where)
    return array.astype(np.int64, copy=False)


def _pairs(values: ArrayLike, name: str) -> NDArray[np.int64]:
    array = _integers(values, name)
    if array.size == 0 and array.shape in {(0,), (0, 2)}:
        return array.reshape(0, 2)
    if array.ndim != 2 or array.shape[1] != 2 or len(array) > MOST:
        raise BadSnapshot(f"{name} must have shape (rows, 2), not {array.shape}.", why="shape")
    return array


def _refuse_first(wrong: NDArray[np.bool_], says: str, why: str) -> None:
    """Raise for the first row marked wrong; `says` has a place for its number."""
    if wrong.any():
        where = int(np.argmax(wrong))
        raise BadSnapshot(says.format(where), why=why, where=where)


def _validated_order(n: int, tail: NDArray[np.int64], head: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return the ties sorted by (tail, head), having refused what is not a simple digraph."""
    outside = (tail < 0) | (tail >= n) | (head < 0) | (head >= n)
    _refuse_first(outside, f"Tie {{}} names a person outside 0 .. {n - 1}.", "out-of-range")
    _refuse_first(tail == head, "Tie {} runs from a person to the same person.", "self-tie")
    place = tail * n + head
    order = np.argsort(place)
    ranked = place[order]
    again = ranked[1:] == ranked[:-1]
    if again.any():
        repeated = np.zeros(len(place), dtype=bool)
        stable = np.argsort(place, kind="stable")
        repeated[stable[1:][again]] = True
        _refuse_first(repeated, "Tie {} says again what an earlier tie says.", "duplicate")
    return order


def _chances(values: ArrayLike | None, size: int | None, name: str) -> NDArray[np.float64]:
    if values is None:
        return np.ones(size or 0)
    array = _array(values, name)
    try:
        array = array.astype(np.float64, casting="same_kind" if array.size else "unsafe")
    except (TypeError, ValueError) as bad:
        raise BadSnapshot(f"{name} must hold numbers.", why="not-number") from bad
    if array.ndim != 1 or (size is not None and len(array) != size):
        wanted = "one dimension" if size is None else f"shape ({size},)"
        raise BadSnapshot(f"{name} must have {wanted}, not {array.shape}.", why="shape")
    outside = ~((array >= 0.0) & (array <= 1.0))  # written so that NaN is outside too
    _refuse_first(outside, f"{name}[{{}}] is not a chance between 0 and 1.", "not-a-chance")
    return array


def _groups(values: ArrayLike | None, n: int, groups: int) -> NDArray[np.int64]:
    if values is None:
        return np.full(n, NO_GROUP, dtype=np.int64)
    array = _integers(values, "group")
    if array.shape != (n,):
        raise BadSnapshot(f"group must have shape ({n},), not {array.shape}.", why="shape")
    outside = (array < NO_GROUP) | (array >= groups)
    _refuse_first(outside, f"group[{{}}] is not -1 .. {groups - 1}.", "out-of-range")
    if array[0] != NO_GROUP:
        raise BadSnapshot("We are lost with no group: group[0] is -1.", why="us-must-stay", where=0)
    return array


def _keys(values: ArrayLike | None, size: int, name: str) -> NDArray[np.uint64]:
    if values is None:
        return np.arange(size, dtype=np.uint64)
    array = _array(values, name)
    if array.shape != (size,):
        raise BadSnapshot(f"{name} must have shape ({size},), not {array.shape}.", why="shape")
    if array.size and array.dtype.kind not in "iu":
        raise BadSnapshot(f"{name} must hold integers, not {array.dtype}.", why="not-integer")
    if array.dtype.kind == "i":
        _refuse_first(array < 0, f"{name}[{{}}] is negative.", "key")
    keys = array.astype(np.uint64)
    first = np.zeros(size, dtype=bool)
    first[np.unique(keys, return_index=True)[1]] = True
    _refuse_first(~first, f"{name}[{{}}] is taken already: keys are distinct.", "key")
    return keys


def _contacts(values: ArrayLike | None, m: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pairs = _pairs(() if values is None else values, "contacts")
    tie, day = pairs[:, 0], pairs[:, 1]
    outside = (tie < 0) | (tie >= m)
    _refuse_first(outside, f"Contact {{}} names a tie outside 0 .. {m - 1}.", "out-of-range")
    order = np.lexsort((day, tie))
    return tie[order], day[order]


def _starts(ends: NDArray[Any], n: int) -> NDArray[np.int64]:
    """Return the row pointers (n + 1,) of arcs grouped by the person in `ends`."""
    return np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=n))]).astype(np.int64)
