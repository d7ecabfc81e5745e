"""The first rows of each of many circles, asked for in one question whose text does not grow.

An index that begins with the circle gives the first rows of one circle at once, and of all of them
only by reading all. So the store looks into each circle by itself, within one statement.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from rapport.records.raw_rows import among

EACH = RawSQL("mine.key", ())
"""The key that the question is being asked for, in what is passed to :func:`first_of_each`."""


def first_of_each(keys: "Sequence[UUID] | RawSQL | QuerySet[Any]", rows: "QuerySet[Any]") -> RawSQL:
    """Return, for ``filter(pk__in=…)``, the primary keys of the rows of each of ``keys``.

    ``keys`` are given, or are themselves a question with one column.

    ``rows`` is the question for one of them: filtered by :data:`EACH`, in order, and cut.
    """
    mine = _in_one(keys)
    try:
        one, values = rows.values_list("pk").query.sql_with_params()
    except EmptyResultSet:  # nobody may see any: there is nothing to ask
        return among([])
    table, pk = (
        connection.ops.quote_name(name)
        for name in (rows.model._meta.db_table, rows.model._meta.pk.column)  # noqa: SLF001 - Meta API
    )
    # SQLite cannot join with a question that is asked anew for each row; it can look its answer up.
    each = (
        f"SELECT found.* FROM mine CROSS JOIN LATERAL ({one}) AS found"  # noqa: S608 - our words
        if connection.vendor == "postgresql"
        else f"SELECT found.{pk} FROM mine CROSS JOIN {table} AS found WHERE found.{pk} IN ({one})"  # noqa: S608 - our words
    )
    return RawSQL(f"WITH mine(key) AS ({mine.sql}) {each}", (*mine.params, *values))  # noqa: S611 - our words


def _in_one(keys: "Sequence[UUID] | RawSQL | QuerySet[Any]") -> RawSQL:
    if isinstance(keys, RawSQL):
        return keys
    if isinstance(keys, QuerySet):
        return RawSQL(*keys.query.sql_with_params())  # noqa: S611 - our words
    return among(keys)
