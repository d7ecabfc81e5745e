"""What an argument may be, by its type: read from JSON, and described for whoever writes it."""

import dataclasses
import datetime as dt
import enum
import types
import typing
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

from django.db import models

from rapport.briefings.meeting_card import Card, card
from rapport.briefings.meetings import PlannedMeeting, meeting
from rapport.briefings.person import PersonBriefing, person
from rapport.names.digits import in_plain_digits
from rapport.records.asking import Asking
from rapport.records.entry import Keys, misfit
from rapport.records.models import ScopedModel

MOST = 2**31 - 1
LONGEST = 20_000
MANY = 500

_READ_FIRST: Mapping[type, Callable[[Asking, uuid.UUID], Any]] = {
    PersonBriefing: person,
    PlannedMeeting: meeting,
    Card: card,
}
"""What a page reads first and hands on: an argument names it by its key."""

_SEVERAL = (list, tuple, set, frozenset, Sequence, Collection, Iterable)
_UNIONS = (types.UnionType, typing.Union)

Schema = dict[str, Any]
KEY: Schema = {"type": "string", "format": "uuid"}
DAY: Schema = {"type": "string", "format": "date"}
TIME: Schema = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
TEXT: Schema = {"type": "string", "maxLength": LONGEST}


class NotToldError(TypeError):
    """An argument that JSON cannot say."""


def fitted(hint: Any, value: Any, asking: Asking, name: str) -> Any:
    """Return a value of JSON as the type ``hint`` has it; raises ``CannotBe`` where it is not."""
    try:
        return _fitted(hint, value, asking)
    except (TypeError, ValueError, AttributeError):
        raise misfit(name) from None


def _fitted(hint: Any, value: Any, asking: Asking) -> Any:  # noqa: PLR0911 - one for each kind
    if isinstance(hint, models.Field):
        return _of_column(hint, value, asking)
    plain = _plain(hint, value)
    if plain is not _OTHER:
        return plain
    origin, of = typing.get_origin(hint), typing.get_args(hint)
    if origin in _UNIONS:
        kinds = [one for one in of if one is not type(None)]
        return None if value is None and len(kinds) < len(of) else _fitted(kinds[0], value, asking)
    if origin is tuple and of[-1] is not ...:
        rows = _listed(value, exactly=len(of))
        return tuple(_fitted(kind, one, asking) for kind, one in zip(of, rows, strict=True))
    if origin in _SEVERAL:
        return [_fitted(of[0], one, asking) for one in _listed(value)]
    if origin is Mapping:
        return {
            _fitted(of[0], key, asking): _fitted(of[1], one, asking)
            for key, one in _object(value).items()
        }
    return _record(hint, value, asking)


_OTHER = object()


def _plain(hint: Any, value: Any) -> Any:  # noqa: PLR0911 - one return for each kind
    """Return a value that is no list and no object, or ``_OTHER``."""
    if hint in (bool, str, int):
        if type(value) is not hint:
            raise TypeError
        return _text(value) if hint is str else _number(value) if hint is int else value
    if hint is uuid.UUID:
        return uuid.UUID(_text(value))
    if hint is dt.date:
        return dt.date.fromisoformat(in_plain_digits(_text(value)))
    if hint is dt.datetime:
        moment = dt.datetime.fromisoformat(_text(value))
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    if hint is dt.time:
        return dt.time.fromisoformat(in_plain_digits(_text(value))).replace(tzinfo=None)
    if typing.get_origin(hint) is Literal:
        if type(value) is not str or value not in typing.get_args(hint):
            raise ValueError
        return value
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint(_text(value))
    return _OTHER


def _record(hint: Any, value: Any, asking: Asking) -> Any:
    """Return a record named by its key, what a page reads first, or a small object of ours."""
    if hint in _READ_FIRST:
        return _READ_FIRST[hint](asking, uuid.UUID(_text(value)))
    if isinstance(hint, type) and issubclass(hint, ScopedModel):
        return hint.objects.one_visible_to(asking.me, uuid.UUID(_text(value)))
    said, parts = _object(value), parts_of(hint)
    if said.keys() - parts.keys():
        raise TypeError
    return hint(**{name: _fitted(parts[name], one, asking) for name, one in said.items()})


def _of_column(column: Any, value: Any, asking: Asking) -> Any:
    """Return what is said of a column: a list of words where it holds one, else as it is typed."""
    if value is None and column.null:
        return None
    if isinstance(column, models.JSONField):
        return _fitted(list[str], value, asking)
    if isinstance(column, Keys):
        return frozenset(_fitted(list[uuid.UUID], value, asking))
    kind = _type_of(column)
    said = _fitted(kind, value, asking)
    choices = dict(column.flatchoices)
    if choices and said not in choices and not (said == "" and column.blank):
        raise ValueError
    return said


def _type_of(column: Any) -> Any:
    if column.is_relation or isinstance(column, models.UUIDField):
        return uuid.UUID
    for kind, is_of in (
        (bool, models.BooleanField),
        (int, models.IntegerField),
        (dt.datetime, models.DateTimeField),
        (dt.date, models.DateField),
        (dt.time, models.TimeField),
    ):
        if isinstance(column, is_of):
            return kind
    return str


def parts_of(hint: Any) -> dict[str, Any]:
    """Return what a small object of ours has, by name; or raise ``NotToldError``."""
    if dataclasses.is_dataclass(hint) or hasattr(hint, "_fields"):
        return typing.get_type_hints(hint)
    raise NotToldError(str(hint))


def _text(value: Any) -> str:
    if type(value) is not str or "\x00" in value or len(value) > LONGEST:
        raise TypeError
    return value


def _number(value: int) -> int:
    if not 0 <= value <= MOST:
        raise ValueError
    return value


def _listed(value: Any, exactly: int | None = None) -> list[Any]:
    if type(value) is not list or len(value) > MANY or exactly not in (None, len(value)):
        raise TypeError
    return value


def _object(value: Any) -> dict[str, Any]:
    if type(value) is not dict or len(value) > MANY:
        raise TypeError
    return value


def schema_of(hint: Any) -> Schema:  # noqa: PLR0911 - one for each kind
    """Return the JSON schema of a type; raises ``NotToldError`` for what JSON cannot say."""
    if isinstance(hint, models.Field):
        return _schema_of_column(hint)
    plain = _PLAIN_SCHEMAS.get(hint) if not isinstance(hint, dict) else None
    if plain is not None:
        return plain
    origin, of = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        return {"enum": list(of)}
    if origin in _UNIONS:
        kinds = [one for one in of if one is not type(None)]
        if len(kinds) != 1:
            return schema_of(kinds[0])
        return _or_null(schema_of(kinds[0])) if len(kinds) < len(of) else schema_of(kinds[0])
    if origin is tuple and of[-1] is not ...:
        rows = [schema_of(one) for one in of]
        return {"type": "array", "prefixItems": rows, "minItems": len(of), "maxItems": len(of)}
    if origin in _SEVERAL:
        return {"type": "array", "items": schema_of(of[0]), "maxItems": MANY}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": schema_of(of[1])}
    return _schema_of_class(hint)


_PLAIN_SCHEMAS: Mapping[Any, Schema] = {
    bool: {"type": "boolean"},
    str: TEXT,
    int: {"type": "integer", "minimum": 0, "maximum": MOST},
    uuid.UUID: KEY,
    dt.date: DAY,
    dt.time: TIME,
    dt.datetime: {"type": "string", "format": "date-time"},
}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _schema_of_class(hint: Any) -> Schema:
    if hint in _READ_FIRST or (isinstance(hint, type) and issubclass(hint, ScopedModel)):
        return KEY
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return {"enum": [one.value for one in hint]}
    parts = parts_of(hint)
    needed = _needed(hint)
    return {
        "type": "object",
        "properties": {name: schema_of(kind) for name, kind in parts.items()},
        "additionalProperties": False,
        **({"required": needed} if needed else {}),
    }


def _needed(hint: Any) -> list[str]:
    if hasattr(hint, "_fields"):
        return [name for name in hint._fields if name not in hint._field_defaults]
    return [
        field.name
        for field in dataclasses.fields(hint)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]


def _schema_of_column(column: Any) -> Schema:
    if isinstance(column, models.JSONField):
        return {"type": "array", "items": TEXT, "maxItems": MANY}
    if isinstance(column, Keys):
        return {"type": "array", "items": KEY, "maxItems": MANY}
    schema = dict(_PLAIN_SCHEMAS[_type_of(column)])
    if column.choices:
        also = [""] if column.blank and not column.is_relation else []
        schema = {"enum": [*dict(column.flatchoices), *also]}
    elif getattr(column, "max_length", None) and "maxLength" in schema:
        schema["maxLength"] = column.max_length
    return _or_null(schema) if column.null else schema
