"""Questions asked of other relationships again and again: their words are made once a process.

Putting a question of Django's into SQL takes longer than the store needs to answer it for one
relationship, and nothing in it differs but the keys and the day.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from rapport.records.raw_rows import among

_ANY_DAY = date(1, 2, 3)
"""Stands for the day in the words of a question; nothing is ever recorded of it."""

Rows = Callable[[RawSQL, date], "QuerySet[Any]"]


class Question:
    """Columns of the rows about some relationships as of a day, as the store's driver gives them.

    ``rows`` makes the question from the relationships wanted (``raw_rows.among``) and the day.
    """

    def __init__(self, rows: Rows, *columns: str) -> None:
        self._rows = rows
        self._columns = columns
        self._made: tuple[str, tuple[Any, ...], Any, Any] | None = None

    def ask(self, wanted: RawSQL, today: date = date.max) -> list[tuple[Any, ...]]:
        """Return the rows about the relationships that :func:`raw_rows.among` names."""
        sql, values, anybody, any_day = self._made or self._words()
        (keys,) = wanted.params
        day = connection.ops.adapt_datefield_value(today)
        filled = [
            keys if value is anybody else day if value == any_day else value for value in values
        ]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled)
            return list(cursor.fetchall())

    def _words(self) -> tuple[str, tuple[Any, ...], Any, Any]:
        anybody = among([])
        rows = self._rows(anybody, _ANY_DAY).values_list(*self._columns)
        sql, values = rows.query.sql_with_params()
        any_day = connection.ops.adapt_datefield_value(_ANY_DAY)
        self._made = (sql, tuple(values), anybody.params[0], any_day)
        return self._made
