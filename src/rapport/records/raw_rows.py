"""Rows as the driver gives them, for what reads thousands: no records are made of them.

Keys stay as the store has them: sixteen bytes in the encrypted file, UUIDs on PostgreSQL.
"""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

Key = uuid.UUID | bytes


def as_stored(key: uuid.UUID) -> Key:
    """Return a key as the store's driver gives it."""
    return key if connection.vendor == "postgresql" else key.bytes


def as_uuid(key: Key) -> uuid.UUID:
    """Return a key that the store's driver gave as the records have it."""
    return key if isinstance(key, uuid.UUID) else uuid.UUID(bytes=key)


def day_of(key: Key) -> date:
    """Return the day a key was made: a UUID of version 7 begins with its milliseconds."""
    first_six = key.bytes[:6] if isinstance(key, uuid.UUID) else key[:6]
    return date.fromordinal(_EPOCH + int.from_bytes(first_six) // _DAY_MS)


_EPOCH = date(1970, 1, 1).toordinal()
_DAY_MS = 24 * 60 * 60 * 1000


def among(keys: Sequence[uuid.UUID]) -> RawSQL:
    """Return keys as one value of a question, for ``filter(relationship__in=among(keys))``.

    Where several questions are asked of the same five hundred, filling in a place for each key
    takes longer than looking them up.
    """
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::uuid[])", [list(keys)])
    return _in_the_file([key.hex for key in keys])


def among_stored(keys: Iterable[Key]) -> RawSQL:
    """Return as :func:`among` keys that the store's driver gave."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::uuid[])", [list(keys)])
    return _in_the_file([key.hex if isinstance(key, uuid.UUID) else key.hex() for key in keys])


def _in_the_file(keys: Sequence[str]) -> RawSQL:
    written = '","'.join(keys)
    return RawSQL("SELECT unhex(value) FROM json_each(%s)", [f'["{written}"]' if keys else "[]"])


def among_numbers(numbers: Sequence[int]) -> RawSQL:
    """Return numbers as one value of a question, as :func:`among` does with keys."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [list(numbers)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(numbers))])


def among_texts(texts: Sequence[str]) -> RawSQL:
    """Return texts as one value of a question, as :func:`among` does with keys."""
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::text[])", [list(texts)])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(list(texts))])


class Run(RawSQL):
    """Keys between which no other relationship lies, as :func:`among` gives keys.

    A :class:`~rapport.records.questions.Question` then reads a stretch of an index from end to end
    instead of seeking each key in it.
    """

    def __init__(self, keys: Sequence[uuid.UUID]) -> None:
        whole = among(keys)
        super().__init__(whole.sql, whole.params)
        self.ends = [as_stored(min(keys)), as_stored(max(keys))]


def rows_as_stored(rows: "QuerySet[Any]", *columns: str) -> list[tuple[Any, ...]]:
    """Return columns of rows as the driver gives them: no conversions, JSON as text."""
    return list(each_row_as_stored(rows, *columns))


def each_row_as_stored(rows: "QuerySet[Any]", *columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield them one after the other, for what need not hold them all at once."""
    try:
        sql, values = rows.values_list(*columns).query.sql_with_params()
    except EmptyResultSet:  # nobody may see any: there is nothing to ask
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        while some := cursor.fetchmany(_AT_ONCE):
            yield from some


_AT_ONCE = 1_000
