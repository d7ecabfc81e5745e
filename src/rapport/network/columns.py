"""Columns of numbers as callers give them: read once, refused by name and row, then read-only."""

from datetime import date
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.network.errors import NetworkError

Array = TypeVar("Array", bound=NDArray[Any])
Refusal = type[NetworkError]
EPOCH: Final = date(1970, 1, 1).toordinal()


def read_only(array: Array) -> Array:
    """Return the array, read-only from now on; for arrays that nobody else holds."""
    array.flags.writeable = False
    return array


def integers(
    values: ArrayLike, name: str, *, least: int, most: int, refuse: Refusal
) -> NDArray[np.int64]:
    """Return an own row of whole numbers within bounds. Raises refuse: shape, not-integer, ...

    The third code is out-of-range, with `where` the first such row. O(rows).
    """
    array = _row(values, name, refuse)
    if array.size == 0:
        return np.zeros(0, dtype=np.int64)
    if array.dtype.kind not in "iu":
        raise refuse(f"{name} must hold integers, not {array.dtype}.", why="not-integer")
    _within(array, name, least, most, refuse)
    return array.astype(np.int64)


def numbers(
    values: ArrayLike, name: str, *, least: float, most: float, refuse: Refusal
) -> NDArray[np.float64]:
    """Return an own row of numbers within bounds. Raises refuse: shape, not-number, out-of-range.

    What is not a number is outside every bound. O(rows).
    """
    array = _row(values, name, refuse)
    if array.size == 0:
        return np.zeros(0)
    if array.dtype.kind not in "iuf":
        raise refuse(f"{name} must hold numbers, not {array.dtype}.", why="not-number")
    _within(array, name, least, most, refuse)
    return array.astype(np.float64)


def day_numbers(values: ArrayLike, name: str, *, most: int, refuse: Refusal) -> NDArray[np.int64]:
    """Return an own row of days: whole numbers, or dates by their ordinal (`date.toordinal`).

    Dates may be `datetime.date` or `datetime`, `datetime64` or what pandas has of them; the time
    of day is not read. Raises refuse: missing (no date at all), and what `integers` raises.
    """
    array = _row(values, name, refuse)
    if array.dtype.kind == "M":
        lacking = np.isnat(array)
        if lacking.any():
            where = int(np.argmax(lacking))
            raise refuse(f"{name}[{where}] is no date.", why="missing", where=where)
        array = array.astype("datetime64[D]").astype(np.int64) + EPOCH
    elif array.dtype == object and len(array) and all(isinstance(each, date) for each in array):
        array = np.array([_ordinal(each, name, where, refuse) for where, each in enumerate(array)])
    return integers(array, name, least=-most, most=most, refuse=refuse)


def day_number(value: object, *, refuse: Refusal) -> object:
    """Return the ordinal of a date; anything else as it was given, to be checked as a number."""
    if isinstance(value, np.datetime64 | date):
        alone: Any = [value]
        return int(day_numbers(alone, "day", most=2**31 - 1, refuse=refuse)[0])
    return value


def _ordinal(day: date, name: str, where: int, refuse: Refusal) -> int:
    try:
        return day.toordinal()
    except (ValueError, AttributeError) as missing:  # the NaT of pandas is a date, and has none
        raise refuse(f"{name}[{where}] is no date.", why="missing", where=where) from missing


def same_length(columns: dict[str, NDArray[Any]], refuse: Refusal) -> None:
    """Refuse columns of different lengths (shape)."""
    lengths = {name: len(column) for name, column in columns.items()}
    if len(set(lengths.values())) > 1:
        said = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise refuse(f"These columns go together, but have rows: {said}.", why="shape")


def _row(values: ArrayLike, name: str, refuse: Refusal) -> NDArray[Any]:
    if np.ma.is_masked(values):
        raise refuse(f"{name} has values that are masked: they are missing.", why="missing")
    try:
        array = np.asarray(values)
    except ValueError as ragged:
        raise refuse(f"{name} has rows of different lengths.", why="shape") from ragged
    if array.ndim != 1:
        raise refuse(f"{name} is one row of numbers, not of shape {array.shape}.", why="shape")
    return array


def _within(array: NDArray[Any], name: str, least: float, most: float, refuse: Refusal) -> None:
    wrong = ~((array >= least) & (array <= most))
    if wrong.any():
        where = int(np.argmax(wrong))
        says = f"{name}[{where}] is {array[where]}, not {least} .. {most}."
        raise refuse(says, why="out-of-range", where=where)
