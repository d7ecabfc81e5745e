"""Questions asked of other relationships again and again: their words are made once a process.

Putting a question of Django's into SQL takes longer than the store needs to answer it for one
relationship, and nothing in it differs but the keys and the day.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from rapport.records.models import Relationship
from rapport.records.raw_rows import Run, among

_ANY_DAY = date(1, 2, 3)
"""Stands for the day in the words of a question; nothing is ever recorded of it."""

Rows = Callable[[RawSQL, date], "QuerySet[Any]"]


class Question:
    """Columns of the rows about some relationships as of a day, as the store's driver gives them.

    ``rows`` makes the question from the relationships wanted (``raw_rows.among``), always named by
    ``__in``, and the day.
    """

    def __init__(self, rows: Rows, *columns: str) -> None:
        self._rows = rows
        self._columns = columns
        self._made: _Words | None = None

    def ask(self, wanted: RawSQL, today: date = date.max) -> list[tuple[Any, ...]]:
        """Return the rows about the relationships that :func:`about` names."""
        words = self._made or self._words()
        if isinstance(wanted, Run):
            sql, keys = words.of_a_run, wanted.ends
        else:
            sql, keys = words.of_each, list(wanted.params)
        day = connection.ops.adapt_datefield_value(today)
        filled: list[Any] = []
        for value in words.values:
            if value is words.anybody:
                filled += keys
            else:
                filled.append(day if value == words.any_day else value)
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return list(cursor.fetchall())

    def _words(self) -> "_Words":
        anybody = among([])
        rows = self._rows(anybody, _ANY_DAY).values_list(*self._columns)
        sql, values = rows.query.sql_with_params()
        any_day = connection.ops.adapt_datefield_value(_ANY_DAY)
        run = sql.replace(f" IN ({anybody.sql})", " BETWEEN %s AND %s")
        self._made = _Words(sql, run, tuple(values), anybody.params[0], any_day)
        return self._made


class _Words(NamedTuple):
    """A question in SQL, asked of each of some keys or of a run of them, and what to fill in."""

    of_each: str
    of_a_run: str
    values: tuple[Any, ...]
    anybody: Any
    any_day: Any


_FEW = 50
"""Of so many, no more is gained by a run than it costs to see that they are one."""


def about(keys: Sequence[UUID]) -> RawSQL:
    """Return relationships to ask questions about, as a run where no other lies between them."""
    if len(keys) > _FEW:
        between = Relationship.objects.filter(pk__range=(min(keys), max(keys)))
        if between.count() == len(keys):
            return Run(keys)
    return among(keys)
