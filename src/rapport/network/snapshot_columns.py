"""The columns of a snapshot as callers give them: checked once, refused by name and row."""

from collections.abc import Hashable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.network.errors import BadSnapshot

MOST: Final = 2**31 - 1
NO_GROUP: Final = -1


def own_labels(labels: Sequence[Hashable], n: int) -> tuple[Hashable, ...]:
    """Return n different labels. Raises BadSnapshot (labels)."""
    try:
        own = tuple(labels)
        different = len(set(own))
    except TypeError as bad:
        raise BadSnapshot("Labels are a row of words or numbers.", why="labels") from bad
    if len(own) != n or different < n:
        says = f"There are {different} different labels for {n} people."
        raise BadSnapshot(says, why="labels")
    return own


def frozen(values: NDArray[Any], kind: type[np.generic]) -> NDArray[Any]:
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


def pairs_of(values: ArrayLike, name: str) -> NDArray[np.int64]:
    """Return (rows, 2) whole numbers. Raises BadSnapshot (shape, missing, not-integer)."""
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


def validated_order(n: int, tail: NDArray[np.int64], head: NDArray[np.int64]) -> NDArray[np.intp]:
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


def chances_of(values: ArrayLike | None, size: int | None, name: str) -> NDArray[np.float64]:
    """Return chances, all 1 if none are given. Raises BadSnapshot (not-a-chance, ...)."""
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


def groups_of(values: ArrayLike | None, n: int, groups: int) -> NDArray[np.int64]:
    """Return the group (n,) of each person. Raises BadSnapshot (out-of-range, ...)."""
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


def keys_of(values: ArrayLike | None, size: int, name: str) -> NDArray[np.uint64]:
    """Return distinct keys, the index if none are given. Raises BadSnapshot (key, ...)."""
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


def contacts_of(values: ArrayLike | None, m: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the contact log, by tie and day. Raises BadSnapshot (out-of-range, ...)."""
    pairs = pairs_of(() if values is None else values, "contacts")
    tie, day = pairs[:, 0], pairs[:, 1]
    outside = (tie < 0) | (tie >= m)
    _refuse_first(outside, f"Contact {{}} names a tie outside 0 .. {m - 1}.", "out-of-range")
    order = np.lexsort((day, tie))
    return tie[order], day[order]


def starts_of(ends: NDArray[Any], n: int) -> NDArray[np.int64]:
    """Return the row pointers (n + 1,) of arcs grouped by the person in `ends`."""
    return np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=n))]).astype(np.int64)


def people_count(n: object) -> int:
    """Return the number of people. Raises BadSnapshot (people-count)."""
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or not 1 <= n <= MOST:
        raise BadSnapshot(f"A network has 1 to {MOST} people, not {n!r}.", why="people-count")
    return int(n)


def presence(p_person: ArrayLike | None, n: int) -> NDArray[np.float64]:
    """Return the chances (n,) that people are there. Raises BadSnapshot (us-must-stay, ...)."""
    present = chances_of(p_person, n, "p_person")
    if present[0] != 1.0:
        raise BadSnapshot(
            "Person 0 is us: give the chance 1, and put colleagues who may leave behind us.",
            why="us-must-stay",
            where=0,
        )
    return present
