"""Findings as they are stored, brought to what the rules say now by the least that is written.

The findings of a relationship stand in the order in which the rules gave them, which is that of
their numbers. What is said as before keeps its row, and what is new takes the row of what is said
no more: each row that goes or comes is written in four places of the file, and a note that is
logged mostly ends one finding of five.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from rapport.records.judged import FOUND
from rapport.records.models import Finding, Relationship
from rapport.records.questions import Question
from rapport.records.raw_rows import among_numbers

Row = tuple[Any, ...]
"""A finding's columns, in the order of ``FOUND``."""


class Kept(NamedTuple):
    """A finding that is stored, with its number."""

    number: int
    row: Row


@dataclass(slots=True)
class Changes:
    """What is to be written: rows that say something else now, numbers that go, rows that come."""

    otherwise: list[tuple[Kept, Row]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Say whether there is anything to write."""
        return bool(self.otherwise or self.gone or self.new)

    def add(self, there: Sequence[Kept], rows: Sequence[Row]) -> None:
        """Add what brings the findings of one relationship to ``rows``, in the same order.

        New rows at the end get numbers of their own, which come after all that were given. Where
        more is said between two that stay than there was, all that follow move up.
        """
        if [one.row for one in there] == rows:
            return
        old_from = new_from = 0
        for old, new in _said_as_before(there, rows):
            if new - new_from > old - old_from:
                break
            self._in_place(there[old_from:old], rows[new_from:new])
            old_from, new_from = old + 1, new + 1
        before, now = there[old_from:], rows[new_from:]
        self._in_place(before, now)
        self.new += now[len(before) :]

    def _in_place(self, before: Sequence[Kept], now: Sequence[Row]) -> None:
        """Put as many rows in the places of others, and let go of the places left."""
        pairs = zip(before, now, strict=False)
        self.otherwise += [(one, row) for one, row in pairs if one.row != row]
        self.gone += [one.number for one in before[len(now) :]]


THERE = Question(
    lambda wanted, _today: Finding.objects.filter(relationship__in=wanted).order_by(
        "relationship", "pk"
    ),
    "pk",
    *FOUND,
)
"""The findings of some relationships, each with its number first."""


def _said_as_before(there: Sequence[Kept], rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield the places, in both, of what is said as before and in that order."""
    after = 0
    for old, one in enumerate(there):
        if one.row in rows[after:]:
            new = rows.index(one.row, after)
            yield old, new
            after = new + 1


_NAMES = ", ".join(f'"{name}"' for name in FOUND)
_PLACES = ", ".join(["%s"] * len(FOUND))
_INSERT = f"INSERT INTO records_finding ({_NAMES}) VALUES ({_PLACES})"  # noqa: S608 - our words


def write(changes: Changes) -> None:
    """Write what is to be written."""
    if changes.gone:
        rows = Finding.objects.filter(pk__in=among_numbers(changes.gone))
        rows._raw_delete(rows.db)  # noqa: SLF001 - nothing hangs on a finding
    otherwise = ((one.number, one.row, now) for one, now in changes.otherwise)
    _update("records_finding", FOUND, otherwise)
    if changes.new:
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT, changes.new)


def write_derived(rows: Iterable[tuple[Any, Row, Row]]) -> None:
    """Write derived columns of relationships, each given as its key, what they were, are now."""
    _update("records_relationship", Relationship.DERIVED, rows)


def _update(table: str, names: Sequence[str], rows: Iterable[tuple[Any, Row, Row]]) -> None:
    """Write the columns that differ and no other: each index with one that is set is written."""
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for key, before, now in rows:
        which = [at for at, value in enumerate(now) if value != before[at]]
        alike[tuple(names[at] for at in which)].append((*(now[at] for at in which), key))
    with connection.cursor() as cursor:
        for some, values in alike.items():
            setting = ", ".join(f'"{name}" = %s' for name in some)
            cursor.executemany(f"UPDATE {table} SET {setting} WHERE id = %s", values)  # noqa: S608
