"""Many new rows of one kind, made without asking every column for its default each time.

Django's constructor takes its values by name, looks at every column for whether it points
somewhere, and asks those left out for their defaults: on a register that is a sixth of the work.
Given every value in order, as when it reads rows, it only keeps them.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from django.db import models

_Row = TypeVar("_Row", bound=models.Model)


def new_row(model: type[_Row], values: Mapping[str, Any]) -> _Row:
    """Return a row not yet stored, as ``model(**values)`` would.

    Columns go by their own names, so a row that it points at is given by its key (``lead_id``).
    Raises ``TypeError`` for a name that is no column.
    """
    columns = _columns(model)
    if not columns.keys() >= values.keys():
        raise TypeError(f"{model.__name__} has no {sorted(values.keys() - columns.keys())}.")
    return model(
        *[values[name] if name in values else default() for name, default in columns.items()]
    )


@cache
def _columns(model: type[models.Model]) -> dict[str, Callable[[], Any]]:
    """Return the columns in the model's order, each with what makes its default."""
    every = model._meta.concrete_fields  # noqa: SLF001 - documented Meta API
    return {column.attname: column.get_default for column in every}
