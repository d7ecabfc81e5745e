"""What differs between an archive and this store, in the words of the pages."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _

from rapport.exchange.archive.comparing import Differing
from rapport.records.asking import Asking
from rapport.records.labels import label_of
from rapport.records.models import Colleague, RedLine
from rapport.records.operations import parts_of, recorded_models
from rapport.web.kind_words import column_word, kind_word

_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field that differs: its name and title, and both values as people read them."""

    name: str
    title: str
    here: str
    there: str
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record that differs: what it is, what it is called, and its fields."""

    kind: str
    key: uuid.UUID
    what: str
    label: str
    fields: tuple[FieldLine, ...]


class InWords:
    """Puts values of an archive into words, for whoever asks; what is pointed at is named once."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._named: dict[tuple[Any, str], str] = {}

    def line(self, one: Differing) -> RecordLine:
        """Return one record that differs, in words."""
        return RecordLine(
            one.kind, one.key, kind_word(one.kind), one.label, tuple(self._fields(one))
        )

    def _fields(self, one: Differing) -> Iterator[FieldLine]:
        model = recorded_models()[one.kind]
        for field in one.fields:
            says = [self._value(model, field.name, value) for value in (field.here, field.there)]
            title = column_word(one.kind, field.name)
            yield FieldLine(field.name, title, says[0], says[1], field.is_sealed)

    def _value(self, model: Any, name: str, value: Any) -> str:
        if name in model.PARTS:
            child: Any = parts_of(model)[name]
            columns = [child._meta.get_field(each) for each in child.VALUES]  # noqa: SLF001 - Meta API
            rows = (zip(columns, row, strict=False) for row in value or ())
            told = [", ".join(filter(None, (self._part(*pair) for pair in row))) for row in rows]
            return "; ".join(told) or _NOTHING
        return self._said(model._meta.get_field(name), value)  # noqa: SLF001 - Meta API

    def _part(self, column: Any, value: Any) -> str:
        return self._said(column, value) if value not in (None, "") else ""

    def _said(self, column: Any, value: Any) -> str:
        """Return what a column says: a choice by its label, a key by what it leads to."""
        if value in (None, "", [], {}):
            return _NOTHING
        if column.is_relation:
            return self._called(column.related_model, str(value))
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(column, models.UUIDField):
            return _("another record")
        if isinstance(column, models.DateField) and isinstance(value, str):
            return _day(value)
        return as_text(value)

    def _called(self, model: Any, key: str) -> str:
        if (model, key) not in self._named:
            row = self._seen(model).filter(pk=uuid.UUID(key)).first()
            said = label_of(row) if row is not None else ""
            self._named[model, key] = said or _("another record")
        return self._named[model, key]

    def _seen(self, model: Any) -> Any:
        """Return the rows of a kind that whoever asks may know of."""
        if hasattr(model.objects, "visible_to"):
            return model.objects.visible_to(self._asking.me)
        if model in (Colleague, RedLine):
            return model.objects.filter(office=self._asking.me.office_id)
        return model.objects.none()


def _day(value: str) -> str:
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return value
    written = formats.date_format(date(when.year, when.month, when.day), "DATE_FORMAT")
    return f"{written} {when:%H:%M}" if "T" in value or " " in value else written


def as_text(value: Any) -> str:
    """Return a plain value as people read it."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {as_text(one)}" for key, one in value.items()) or _NOTHING
    if isinstance(value, list):
        return "; ".join(map(as_text, value)) or _NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
