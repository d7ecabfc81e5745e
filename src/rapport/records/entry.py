"""The columns of a record that people fill in, taken from the model and from nowhere else."""

import datetime as dt
import uuid
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext_noop

from rapport.names.digits import in_plain_digits
from rapport.records.models import LoggedModel
from rapport.records.models.scoped import ScopedModel
from rapport.records.refusals import CannotBe


@cache
def entered_columns(model: type[LoggedModel]) -> dict[str, Any]:
    """Return the columns of ``model`` that people fill in, by name.

    Left out: keys of other records, where it belongs and who may see it, and what is worked out.
    """
    placed = {field.name for field in ScopedModel._meta.get_fields()}  # noqa: SLF001 - Meta API
    return {
        field.name: field
        for field in model._meta.concrete_fields  # noqa: SLF001 - documented Meta API
        if field.editable
        and not field.is_relation
        and field.name not in placed
        and field.name not in model.UNRECORDED
    }


def from_json(
    model: type[LoggedModel],
    given: Mapping[str, Any],
    columns: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the values of columns that came as JSON, each of its column's kind.

    Days are written ``"2026-03-16"``, times ``"09:30"``, in any digits; null is taken where a
    column may be empty. Without ``columns``, those that people fill in are taken; a column that
    names another record takes its key. Raises ``CannotBe`` for a name or a value that does not fit.
    """
    columns = entered_columns(model) if columns is None else columns
    values = {}
    for name, value in given.items():
        if name not in columns:
            raise misfit(name)
        try:
            values[name] = _fitted(columns[name], value)
        except (AttributeError, TypeError, ValueError):
            raise misfit(name) from None
    return values


class Keys(models.Field):  # type: ignore[type-arg]
    """Several records, named by their keys in one list; it is no column of a table."""


_YES, _NO = frozenset({"yes", "true"}), frozenset({"no", "false"})


def from_words(
    model: type[LoggedModel],
    given: Mapping[str, str],
    columns: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the values of columns that were written at a prompt, each of its column's kind.

    Yes and no are written so, days ``2026-03-16``; nothing empties a column that may be empty.
    Raises ``CannotBe`` for a name or a value that does not fit.
    """
    columns = entered_columns(model) if columns is None else columns
    said = {name: _said(columns.get(name), word) for name, word in given.items()}
    return from_json(model, said, columns)


def _said(column: Any, word: str) -> Any:
    if column is not None and column.null and word == "":
        return None
    if isinstance(column, models.BooleanField) and word in _YES | _NO:
        return word in _YES
    if isinstance(column, models.IntegerField) and word.isdecimal():
        return int(word)
    return [one for one in word.split(",") if one] if isinstance(column, Keys) else word


def _fitted(column: Any, value: Any) -> Any:
    if value is None and column.null:
        return None
    if column.is_relation:
        return uuid.UUID(value)
    if isinstance(column, Keys):
        return frozenset(uuid.UUID(one) for one in _listed(value))
    if isinstance(column, models.DateField):
        return dt.date.fromisoformat(in_plain_digits(value))
    if isinstance(column, models.TimeField):
        return dt.time.fromisoformat(in_plain_digits(value))
    kind: type = bool if isinstance(column, models.BooleanField) else str
    if isinstance(column, models.IntegerField):
        kind = int
    if type(value) is not kind or (column.choices and not _is_choice(column, value)):
        raise TypeError(column.name)
    return value


def _listed(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError
    return value


def _is_choice(column: Any, value: Any) -> bool:
    return value in dict(column.flatchoices) or (value == "" and column.blank)


def misfit(name: str) -> CannotBe:
    """Return the refusal of a value of a request that is not as it should be."""
    return CannotBe(
        gettext_noop("In the request, %(name)s is not valid."),
        next_step=gettext_noop("See the page on the API."),
        name=name[:40],
    )
