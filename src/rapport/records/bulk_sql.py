"""Many rows at once, written as plain columns.

Django's ``bulk_create`` builds a statement of thousands of places for each batch, and an update
one for each row; on a register of tens of thousands of rows that takes longer than everything the
store does.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, time
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import connection, models


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, their keys given, or left to the store where it counts them."""
    if not rows:
        return
    model = type(rows[0])
    get = itemgetter(*(name for name, _ in _columns(model, connection.vendor)))
    # Past the descriptors of foreign keys, which have nothing to fetch here.
    insert_values(model, map(get, map(vars, rows)))
    alias = connection.alias
    for row in rows:
        state = row._state  # noqa: SLF001 - as Django's own save does
        state.adding, state.db = False, alias


def insert_values(model: type[models.Model], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as the values of all columns but a counted key, in the model's order."""
    vendor = connection.vendor
    by_column = list(zip(*rows, strict=True))
    if not by_column:
        return
    ways = (out for _, out in _columns(model, vendor))
    ready = [
        values if out is _same else map(out, values)
        for values, out in zip(by_column, ways, strict=True)
    ]
    _write(_statement(model, vendor), list(zip(*ready, strict=True)))


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
    _write(f"UPDATE {quoted(meta.db_table)} SET {setting} WHERE {where}", values)  # noqa: S608


def _write(statement: str, values: Sequence[Sequence[Any]]) -> None:
    """Write rows with one statement; one row by itself, which costs PostgreSQL's driver less."""
    if not values:
        return
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(statement, values[0])
        else:
            cursor.executemany(statement, values)


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


_AS_THEY_ARE: tuple[type, ...] = (
    *(models.UUIDField, models.BooleanField, models.BinaryField, models.DateField),
)


def _way_out(column: "models.Field[Any, Any]", vendor: str) -> Callable[[Any], Any]:
    kind = column.target_field if isinstance(column, models.ForeignKey) else column
    if isinstance(kind, models.CharField | models.TextField):
        return _text if vendor == "postgresql" or kind.choices else _same
    if isinstance(kind, models.IntegerField):
        return _number if vendor == "postgresql" else _same
    if isinstance(kind, models.JSONField):
        return _json
    if isinstance(kind, models.DateTimeField | models.TimeField):
        return _same if vendor == "postgresql" else _iso
    if isinstance(kind, _AS_THEY_ARE):
        return _same
    raise TypeError(f"{column} has no way out")


def _same(value: Any) -> Any:
    return value


def _text(value: str | None) -> str | None:
    # A choice is a kind of text. PostgreSQL's driver would write its name, the other looks long for
    # how to put it in.
    return value if value is None or type(value) is str else str(value)


def _number(value: int | None) -> int | None:
    return value if value is None or type(value) is int else int(value)


def _json(value: Any) -> str | None:
    # Most lists of most rows are empty.
    if value == []:
        return "[]"
    return None if value is None else json.dumps(value)


def _iso(value: datetime | time | None) -> str | None:
    # SQLite keeps moments in UTC, with a space, as Django's own backend writes them.
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return None if value is None else value.isoformat()
