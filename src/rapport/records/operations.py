"""What an operation says, and what a row looks like after all of them.

A row is a set of fields, each with its *heads*: the operations whose value nobody has overwritten.
Merging is ``heads = (heads - parents) + operation``. One head is the value; several are a conflict
that is kept until somebody who has seen them all writes again. ``ALIVE`` is a field like any
other: a deletion writes it.
"""

import base64
import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models

from rapport.records.models.logged import LoggedModel

ALIVE = "@"
SCHEMA = 1

# One encoder for all: json.dumps makes a new one for each payload, and a register has thousands.
_CANONICAL = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)

Plain = Any
"""A value as JSON has it."""


class Column(NamedTuple):
    """One recorded column: its name in the log, on the instance, and how it travels."""

    name: str
    attname: str
    default: Plain
    to_plain: Callable[[Any], Plain]
    from_plain: Callable[[Plain], Any]


def _same(value: Any) -> Any:
    return value


def _iso(value: Any) -> str | None:
    return None if value is None else value.isoformat()


def _hex(value: Any) -> str | None:
    return None if value is None else value.hex


def _key(value: Plain) -> uuid.UUID | None:
    return None if value is None else uuid.UUID(value)


@lru_cache(maxsize=1 << 14)
def key_of(letters: str) -> uuid.UUID:
    """Return the key that the log writes so; the same few people come again and again."""
    return uuid.UUID(letters)


def _bytes_out(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode()


def _date(value: Plain) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def _moment(value: Plain) -> dt.datetime | None:
    return None if value is None else dt.datetime.fromisoformat(value)


def _time(value: Plain) -> dt.time | None:
    return None if value is None else dt.time.fromisoformat(value)


def _ways(
    column: "models.Field[Any, Any]",
) -> tuple[Callable[[Any], Plain], Callable[[Plain], Any]]:
    """Return how a column's values go to JSON and back."""
    if isinstance(column, models.ForeignKey | models.UUIDField):
        return _hex, _key
    if isinstance(column, models.DateTimeField):
        return _iso, _moment
    if isinstance(column, models.DateField):
        return _iso, _date
    if isinstance(column, models.TimeField):
        return _iso, _time
    if isinstance(column, models.BinaryField):
        return _bytes_out, base64.b64decode
    return _same, _same


@cache
def columns_of(model: type[LoggedModel]) -> tuple[Column, ...]:
    """Return the columns of ``model`` that the log carries, without its key."""
    found = []
    for column in model._meta.concrete_fields:  # noqa: SLF001 - Django's documented Meta API
        if column.primary_key or column.name in model.UNRECORDED:
            continue
        out, back = _ways(column)
        default = None if column.is_relation else column.get_default()
        found.append(Column(column.name, column.attname, default, out, back))
    return tuple(found)


@cache
def recorded_models() -> dict[str, type[LoggedModel]]:
    """Return every recorded model by its name in the log."""
    every = apps.get_app_config("records").get_models()
    recorded = [model for model in every if issubclass(model, LoggedModel)]
    return {str(model._meta.model_name): model for model in recorded}  # noqa: SLF001 - Meta API


@cache
def parts_of(model: type[LoggedModel]) -> dict[str, type[models.Model]]:
    """Return the tables whose rows are part of a record of ``model``, by their name in the log."""
    return {name: apps.get_model("records", child) for name, child in model.PARTS.items()}


@cache
def is_numbered(child: type[models.Model]) -> bool:
    """Say whether the key of a part is its record and its number among the parts of that."""
    return isinstance(child._meta.pk, models.CompositePrimaryKey)  # noqa: SLF001 - Meta API


def plain_part(row: Sequence[Any]) -> list[str]:
    """Return one row of a part as the log has it: whose it is, then its values.

    Blank values at the end are left out, so that what says no more than before is written as
    before.
    """
    whose, *values = row
    while len(values) > 1 and not values[-1]:
        values.pop()
    return [whose.hex, *values]


def part_values(child: type[models.Model], entry: Sequence[str]) -> tuple[Any, ...]:
    """Return one row of a part from how the log has it: whose it is, then all its values."""
    whose, *values = entry
    missing = len(child.VALUES) - 1 - len(values)  # type: ignore[attr-defined]
    return (key_of(whose), *values, *[""] * missing)


def part_rows(row: LoggedModel, name: str) -> list[tuple[Any, ...]]:
    """Return the rows of a part of a record as the tables have them, oldest first."""
    child = parts_of(type(row))[name]
    whose, *values = child.VALUES  # type: ignore[attr-defined]
    there = child._base_manager.filter(**{child.OWNER: row})  # type: ignore[attr-defined]  # noqa: SLF001
    return list(there.order_by("pk").values_list(f"{whose}_id", *values))


def about_in(parts: Mapping[str, Plain]) -> set[uuid.UUID]:
    """Return the relationships that took part, by the parts of a record in the log."""
    return {key_of(entry[0]) for entry in parts.get("theirs") or ()}


def whole_patch(
    row: LoggedModel, parts: dict[str, list[list[str]]] | None = None
) -> dict[str, Plain]:
    """Return the patch that makes ``row`` from nothing. Defaults are left out."""
    patch: dict[str, Plain] = {ALIVE: True}
    held = vars(row)  # past the descriptors of foreign keys, which have nothing to fetch here
    for name, attname, default, to_plain, _ in columns_of(type(row)):
        value = held[attname]
        if value is not default and (default is None or value != default):
            patch[name] = to_plain(value)
    if parts:
        patch.update(parts)
    return patch


def default_of(model: type[LoggedModel], name: str) -> Plain:
    """Return what a column holds when no operation has written it, as JSON has it."""
    if name in model.PARTS:
        return []
    column = next(column for column in columns_of(model) if column.name == name)
    return column.to_plain(column.default) if column.default is not None else None


def canonical(payload: dict[str, Plain]) -> bytes:
    """Return the one way a payload is written down: UTF-8 JSON, sorted keys, no spaces."""
    return _CANONICAL.encode(payload).encode("utf-8", "surrogatepass")


def payload_hash(payload: bytes) -> bytes:
    """Return the SHA-256 that stands for a payload in the chain."""
    return hashlib.sha256(b"rapport payload 1\0" + payload).digest()


@dataclass
class RowState:
    """A row as its operations leave it: for each field the heads, as ``(clock, name, value)``."""

    heads: dict[str, list[tuple[int, str, Plain]]] = field(default_factory=dict)

    def take(self, *, name: str, clock: int, payload: dict[str, Plain]) -> None:
        """Merge one operation."""
        parents = payload.get("parents", {})
        for key, value in payload["patch"].items():
            gone = set(parents.get(key, ()))
            kept = [head for head in self.heads.get(key, ()) if head[1] not in gone]
            self.heads[key] = [*kept, (clock, name, value)]

    @property
    def alive(self) -> bool:
        """Say whether the row is there."""
        return bool(self.value(ALIVE, default=False))

    def value(self, key: str, default: Plain = None) -> Plain:
        """Return the value shown: the only head's, or of several the latest by clock and name."""
        heads = self.heads.get(key)
        return max(heads, key=lambda head: head[:2])[2] if heads else default

    def names(self, key: str) -> list[str]:
        """Return the names of a field's heads, sorted."""
        return sorted(head[1] for head in self.heads.get(key, ()))

    def conflicts(self) -> dict[str, list[Plain]]:
        """Return the fields with several heads, with every value."""
        return {
            key: [head[2] for head in sorted(heads, key=lambda head: head[:2])]
            for key, heads in self.heads.items()
            if len(heads) > 1
        }


def state_after(operations: Iterable[Any]) -> RowState:
    """Return the state of one row after its operations, in order of arrival."""
    state = RowState()
    for operation in operations:
        content = operation.content
        if content is not None:
            state.take(name=operation.name, clock=operation.clock, payload=json.loads(content))
    return state


@dataclass(slots=True)
class Pending:
    """A change not yet written: the row, its patch, and whether the row is new or going."""

    row: LoggedModel
    patch: dict[str, Plain]
    scope: uuid.UUID
    new: bool = False

    @property
    def going(self) -> bool:
        """Say whether this change removes the row."""
        return self.patch.get(ALIVE) is False
