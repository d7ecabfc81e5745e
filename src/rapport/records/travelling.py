"""What may leave the store, on paper or in a pack: only what is named beside the field.

A record, or a part of an answer, names in ``TRAVELS`` what is always carried, and in
``TRAVELS_IF_TICKED`` what is carried where somebody ticks this very piece of it. Everything else
stays at home, and so does whatever is added later until somebody names it.
"""

import dataclasses
from collections.abc import Callable, Collection, Iterator
from copy import copy
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model

_Answer = TypeVar("_Answer")
Worded = Callable[[str], str]


class Piece(NamedTuple):
    """What is carried only if it is ticked: the name it is ticked by, what it is, what it says."""

    name: str
    kind: str
    words: str
    on: date | None
    until: date | None = None


def pieces(answer: Any) -> tuple[Piece, ...]:
    """Return what of an answer may be ticked, in its order.

    A piece without words is none, and neither is what may not be carried at all.
    """
    return tuple(_pieces(answer))


def for_the_road(answer: _Answer, ticked: Collection[str] = (), *, worded: Worded = str) -> _Answer:
    """Return an answer with what may travel in it, and nothing else.

    Records and dataclasses keep the fields they name in ``TRAVELS`` and, of the pieces whose names
    are ``ticked``, those in ``TRAVELS_IF_TICKED``; the others are as empty as their kind allows. Of
    a list only what may travel at all is left. ``worded`` has the last say on people's words.
    """
    reduced = _Reducer(frozenset(ticked), worded).reduced(answer)
    if reduced is _STAYS:
        raise TypeError(f"Nothing of a {type(answer).__name__} may travel.")
    return reduced  # type: ignore[no-any-return]


_STAYS = object()


def _is_answer(value: Any) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, type)


def _pieces(value: Any) -> Iterator[Piece]:
    if isinstance(value, tuple):
        for item in value:
            yield from _pieces(item)
    elif isinstance(value, Model) or _is_answer(value):
        piece = _piece(value)
        if piece is not None:
            yield piece
        if _is_answer(value):
            for name in (field.name for field in dataclasses.fields(value)):
                if name in getattr(value, "TRAVELS", ()):
                    yield from _pieces(getattr(value, name))


def _piece(value: Any) -> Piece | None:
    """Return what of a record, or of a part of an answer, may be ticked, if anything may."""
    declared = getattr(value, "TRAVELS_IF_TICKED", None)
    if declared is None or not getattr(value, "may_be_ticked", True):
        return None
    words = ", ".join(filter(None, (getattr(value, name) for name in _worded_columns(value))))
    if not words:
        return None
    key = value.pk if isinstance(value, Model) else value.key
    shown = getattr(value, "SHOWN", None)
    days = (
        [
            getattr(value, name) if name in declared.columns else None
            for name in (shown.day, shown.until)
        ]
        if shown
        else [None, None]
    )
    return Piece(f"{declared.piece}:{key}", declared.piece, words, *days)


def _worded_columns(value: Any) -> list[str]:
    """Return which of the fields that go if ticked hold people's words."""
    columns = value.TRAVELS_IF_TICKED.columns
    if isinstance(value, Model):
        return [name for name in getattr(value, "TEXTS", ()) if name in columns]
    return [name for name in sorted(columns) if isinstance(getattr(value, name), str)]


class _Reducer:
    """Reduces an answer to what is carried of it, for one set of ticks."""

    def __init__(self, ticked: frozenset[str], worded: Worded) -> None:
        self._ticked = ticked
        self._worded = worded

    def reduced(self, value: Any) -> Any:
        if isinstance(value, Model):
            return self._row(value)
        if _is_answer(value):
            return self._answer(value)
        if isinstance(value, tuple):
            every = (self.reduced(item) for item in value)
            return tuple(item for item in every if item is not _STAYS)
        return value

    def _carried(self, value: Any) -> tuple[frozenset[str], list[str]]:
        """Return the fields that are carried, and those of them with people's words."""
        always: frozenset[str] = getattr(value, "TRAVELS", frozenset())
        piece = _piece(value)
        if piece is None or piece.name not in self._ticked:
            return always, []
        return always | value.TRAVELS_IF_TICKED.columns, _worded_columns(value)

    def _row(self, row: Model) -> Any:
        travels, words = self._carried(row)
        if not travels:
            return _STAYS
        carried = copy(row)
        for column in row._meta.concrete_fields:  # noqa: SLF001 - documented Meta API
            if column.name in words:
                setattr(carried, column.attname, self._worded(getattr(row, column.attname)))
            elif column.name not in travels and not column.primary_key:
                empty = None if column.is_relation else column.get_default()
                setattr(carried, column.attname, empty)
        return carried

    def _answer(self, answer: Any) -> Any:
        travels, words = self._carried(answer)
        if not travels or not getattr(answer, "may_travel", True):
            return _STAYS
        carried = {}
        for name in (field.name for field in dataclasses.fields(answer)):
            value = getattr(answer, name)
            kept = self.reduced(value) if name in travels else _STAYS
            carried[name] = _empty(value) if kept is _STAYS else kept
            if name in words:
                carried[name] = self._worded(value)
        return dataclasses.replace(answer, **carried)


def _empty(value: Any) -> Any:
    return type(value)() if isinstance(value, str | int | tuple | list | dict | bool) else None
