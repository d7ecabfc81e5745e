"""Many rows at once, written as plain columns.

Django's ``bulk_create`` builds a statement of thousands of places for each batch, and an update
one for each row; on a register of tens of thousands of rows that takes longer than everything the
store does.
"""

import json
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection, models


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, their keys given, or left to the store where it counts them."""
    if not rows:
        return
    model = type(rows[0])
    get = attrgetter(*(name for name, _ in _columns(model, connection.vendor)))
    insert_values(model, map(get, rows))
    alias = connection.alias
    for row in rows:
        state = row._state  # noqa: SLF001 - as Django's own save does
        state.adding, state.db = False, alias


def insert_values(model: type[models.Model], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as the values of all columns but a counted key, in the model's order."""
    vendor = connection.vendor
    ways = [(at, out) for at, (_, out) in enumerate(_columns(model, vendor)) if out is not _same]
    values = [list(row) for row in rows]
    for row in values:
        for at, out in ways:
            row[at] = out(row[at])
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(_statement(model, vendor), values)


def update_values(
    model: type[models.Model], names: Sequence[str], rows: Iterable[tuple[Any, Sequence[Any]]]
) -> None:
    """Set the columns of these names, each row given as its key and its values.

    A key of several columns is given as their values.
    """
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001 - documented Meta API
    column = {one.attname: one for one in meta.concrete_fields}
    keys = [one.attname for one in meta.pk_fields]
    ways = [_way_out(column[name], connection.vendor) for name in (*names, *keys)]
    setting = ", ".join(f"{quoted(str(column[name].column))} = %s" for name in names)
    where = " AND ".join(f"{quoted(str(column[name].column))} = %s" for name in keys)
    values = [
        [out(value) for out, value in zip(ways, (*row, *_each(key)), strict=True)]
        for key, row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quoted(meta.db_table)} SET {setting} WHERE {where}",  # noqa: S608
            values,
        )


def _each(key: Any) -> tuple[Any, ...]:
    """Return the values of a key, which is mostly one."""
    return key if isinstance(key, tuple) else (key,)


@cache
def _columns(
    model: type[models.Model], vendor: str
) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Return the columns but a counted key, each with how its values go to the driver."""
    every = model._meta.concrete_fields  # noqa: SLF001 - documented Meta API
    given = [column for column in every if not isinstance(column, models.AutoField)]
    return tuple((column.attname, _way_out(column, vendor)) for column in given)


@cache
def _statement(model: type[models.Model], vendor: str) -> str:
    meta, quoted = model._meta, connection.ops.quote_name  # noqa: SLF001 - documented Meta API
    column = {one.attname: str(one.column) for one in meta.concrete_fields}
    columns = [quoted(column[name]) for name, _ in _columns(model, vendor)]
    names, places = ", ".join(columns), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608


def _way_out(column: "models.Field[Any, Any]", vendor: str) -> Callable[[Any], Any]:
    kind = column.target_field if isinstance(column, models.ForeignKey) else column
    if isinstance(kind, models.UUIDField):
        return _same if vendor == "postgresql" else _bytes
    if isinstance(kind, models.CharField | models.TextField):
        return _text if vendor == "postgresql" else _same
    if isinstance(kind, models.BooleanField | models.BinaryField):
        return _same
    if isinstance(kind, models.IntegerField):
        return _number if vendor == "postgresql" else _same
    if isinstance(kind, models.JSONField):
        return _json
    if isinstance(kind, models.DateField | models.TimeField):
        return _same if vendor == "postgresql" else _iso
    raise TypeError(f"{column} has no way out")


def _same(value: Any) -> Any:
    return value


def _bytes(value: uuid.UUID | None) -> bytes | None:
    return None if value is None else value.bytes


def _text(value: str | None) -> str | None:
    # A choice is a kind of text, and PostgreSQL's driver would write the name of the choice.
    return value if value is None or type(value) is str else str(value)


def _number(value: int | None) -> int | None:
    return value if value is None or type(value) is int else int(value)


def _json(value: Any) -> str | None:
    # Most lists of most rows are empty.
    if value == []:
        return "[]"
    return None if value is None else json.dumps(value)


def _iso(value: date | time | None) -> str | None:
    # SQLite keeps moments in UTC, with a space, as Django's own backend writes them.
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return None if value is None else value.isoformat()
