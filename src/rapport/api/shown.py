"""An answer of a briefing as plain values: of a record what people filled in, and no key beside."""

import dataclasses
import enum
import uuid
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.db.models import Model

from rapport.records.entry import entered_columns
from rapport.records.models import Circle, Colleague, LoggedModel, Office

_NAMED = (Colleague, Office, Circle)
_OWN_KEYS = ("relationship_id", "circle_id", "gate_id", "actor_id")
"""A row hangs on these, and whoever may read it may read them; any other key may be hidden."""

_DEEPEST = 12


def shown(value: Any, deep: int = 0) -> Any:
    """Return an answer as JSON has it.

    The columns of a record are those that people fill in. What names another record by its key is
    left out: it may be one that the reader does not see. Of a colleague, an office or a circle
    there is the key and the name.
    """
    if isinstance(value, enum.Enum):
        value = value.value
    if value is None or isinstance(value, str | int | float | bool):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    return _several(value, deep + 1) if deep < _DEEPEST else None


def _several(value: Any, deep: int) -> Any:  # noqa: PLR0911 - one for each kind
    if isinstance(value, _NAMED):
        return {"key": str(value.pk), "name": value.name}
    if isinstance(value, Model):
        return _row(value, deep)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value))
        return {name: shown(getattr(value, name), deep) for name in names}
    if hasattr(value, "_asdict"):
        return {name: shown(one, deep) for name, one in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): shown(one, deep) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [shown(one, deep) for one in value]
    # A sentence to translate says itself; a question or a function does not.
    return str(value) if hasattr(value, "_proxy____args") else None


def _row(row: Model, deep: int) -> Any:
    columns = entered_columns(type(row)) if isinstance(row, LoggedModel) else {}
    keys = {
        name.removesuffix("_id"): str(getattr(row, name))
        for name in _OWN_KEYS
        if getattr(row, name, None) is not None and isinstance(row, LoggedModel)
    }
    return {
        "key": str(row.pk),
        **keys,
        **{name: shown(getattr(row, name), deep) for name in columns},
    }
