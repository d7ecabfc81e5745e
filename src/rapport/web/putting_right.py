"""Putting right a record that belongs to another: what its form begins with, and what it says."""

from collections.abc import Iterable
from typing import Any

from django.db.models import ForeignKey

from rapport.records.models import LoggedModel
from rapport.web.forms import key_in


def begun_with(row: LoggedModel, names: Iterable[str]) -> dict[str, Any]:
    """Return what a form begins with for these columns; what points elsewhere as its key."""
    keyed = _keyed(row)
    return {
        name: str(getattr(row, f"{name}_id") or "") if name in keyed else getattr(row, name)
        for name in names
    }


def put_right(row: LoggedModel, said: dict[str, Any]) -> dict[str, Any]:
    """Return what a form said, as the columns take it.

    A day or a choice that may not be empty stays what it was.
    """
    keyed = _keyed(row)
    values = {name: key_in(value) if name in keyed else value for name, value in said.items()}
    for name, value in values.items():
        column: Any = row._meta.get_field(name)  # noqa: SLF001 - documented Meta API
        if value in (None, "") and not (column.blank or column.null):
            values[name] = getattr(row, name)
    return values


def _keyed(row: LoggedModel) -> set[str]:
    fields = row._meta.concrete_fields  # noqa: SLF001 - documented Meta API
    return {one.name for one in fields if isinstance(one, ForeignKey)}
