"""What may leave the store, on paper or in a pack: only what is named beside the field.

A record, or a part of an answer, names in ``TRAVELS`` what may be carried. Everything else stays at
home, and so does whatever is added later until somebody names it.
"""

import dataclasses
from copy import copy
from typing import Any, TypeVar

from django.db.models import Model

_Answer = TypeVar("_Answer")


def for_the_road(answer: _Answer) -> _Answer:
    """Return an answer with what may travel in it, and nothing else.

    Records and dataclasses keep the fields they name in ``TRAVELS``; the others are as empty as
    their kind allows. Of a list only what may travel at all is left.
    """
    reduced = _reduced(answer)
    if reduced is _STAYS:
        raise TypeError(f"Nothing of a {type(answer).__name__} may travel.")
    return reduced  # type: ignore[no-any-return]


_STAYS = object()


def _reduced(value: Any) -> Any:
    if isinstance(value, Model):
        return _reduced_row(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _reduced_answer(value)
    if isinstance(value, tuple):
        every = (_reduced(item) for item in value)
        return tuple(item for item in every if item is not _STAYS)
    return value


def _reduced_row(row: Model) -> Any:
    travels: frozenset[str] = getattr(row, "TRAVELS", frozenset())
    if not travels:
        return _STAYS
    carried = copy(row)
    for column in row._meta.concrete_fields:  # noqa: SLF001 - documented Meta API
        if column.name not in travels and not column.primary_key:
            empty = None if column.is_relation else column.get_default()
            setattr(carried, column.attname, empty)
    return carried


def _reduced_answer(answer: Any) -> Any:
    travels: frozenset[str] = getattr(answer, "TRAVELS", frozenset())
    if not travels or not getattr(answer, "may_travel", True):
        return _STAYS
    carried = {}
    for field in dataclasses.fields(answer):
        value = getattr(answer, field.name)
        kept = _reduced(value) if field.name in travels else _STAYS
        carried[field.name] = _empty(value) if kept is _STAYS else kept
    return dataclasses.replace(answer, **carried)


def _empty(value: Any) -> Any:
    return type(value)() if isinstance(value, str | int | tuple | list | dict | bool) else None
