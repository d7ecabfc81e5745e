"""The usual sections of a counterpart's page: one for each kind of record that declares it."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapport.records.entry import entered_columns
from rapport.records.models import AboutRelationship, Colleague, Relationship
from rapport.records.operations import recorded_models


@dataclass(frozen=True, slots=True)
class Noted:
    """One record of a section: its words, its day, and the labels of its other columns."""

    key: uuid.UUID
    text: str
    on: date | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: the kind's name in the log, its heading, what adds to it, and its records."""

    kind: str
    title: str
    add: str
    empty: str
    page: str
    records: tuple[Noted, ...]


def sections(me: Colleague, relationship: Relationship) -> tuple[Section, ...]:
    """Return the sections of one relationship's page, the newest records first."""
    return tuple(
        _section(name, kind, me, relationship)
        for name, kind in recorded_models().items()
        if issubclass(kind, AboutRelationship) and kind.SECTION is not None
    )


def _section(name: str, kind: Any, me: Colleague, relationship: Relationship) -> Section:
    declared, shown = kind.SECTION, kind.SHOWN
    rows = kind.objects.visible_to(me).filter(relationship=relationship)
    rows = rows.order_by(f"-{shown.day}", "-pk")
    marks = [column for column in entered_columns(kind).values() if column.name not in shown]
    return Section(
        kind=name,
        title=str(declared.title),
        add=str(declared.add),
        empty=str(declared.empty),
        page=declared.page,
        records=tuple(
            Noted(
                key=row.pk,
                text=str(getattr(row, shown.words)),
                on=getattr(row, shown.day),
                marks=tuple(filter(None, (_mark(row, column) for column in marks))),
            )
            for row in rows
        ),
    )


def _mark(row: AboutRelationship, column: Any) -> str:
    """Return a column as one reads it: a choice by its label, a yes by what it is about."""
    value = getattr(row, column.name)
    if column.choices:
        return str(dict(column.flatchoices).get(value, "")) if value else ""
    if isinstance(value, bool):
        return str(column.verbose_name) if value else ""
    return "" if value in (None, "", []) else f"{column.verbose_name}: {value}"
