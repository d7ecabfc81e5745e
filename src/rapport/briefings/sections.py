"""The usual sections of a counterpart's page: one for each kind of record that declares it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapport.briefings.parts import SECTIONS, First, first_of
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
    """A section: the kind's name in the log, its heading, what adds to it, and its records.

    ``more`` says how many there are beside those shown.
    """

    kind: str
    title: str
    add: str
    empty: str
    page: str
    records: tuple[Noted, ...]
    more: int


def sections(me: Colleague, relationship: Relationship, day: date) -> tuple[Section, ...]:
    """Return the sections of one relationship's page, the newest records first."""
    return tuple(
        _section(name, first_of(part, me, relationship.pk, day)) for name, part in SECTIONS.items()
    )


def noted(kind: Any, rows: Sequence[AboutRelationship]) -> tuple[Noted, ...]:
    """Return records of a kind with a section as they are shown there."""
    shown = kind.SHOWN
    marks = [column for column in entered_columns(kind).values() if column.name not in shown]
    return tuple(
        Noted(
            key=row.pk,
            text=str(getattr(row, shown.words)),
            on=getattr(row, shown.day),
            marks=tuple(filter(None, (_mark(row, column) for column in marks))),
        )
        for row in rows
    )


def _section(name: str, first: First) -> Section:
    kind: Any = recorded_models()[name]
    declared = kind.SECTION
    return Section(
        kind=name,
        title=str(declared.title),
        add=str(declared.add),
        empty=str(declared.empty),
        page=declared.page,
        records=noted(kind, first.rows),
        more=first.more,
    )


def _mark(row: AboutRelationship, column: Any) -> str:
    """Return a column as one reads it: a choice by its label, a yes by what it is about."""
    value = getattr(row, column.name)
    if column.choices:
        return str(dict(column.flatchoices).get(value, "")) if value else ""
    if isinstance(value, bool):
        return str(column.verbose_name) if value else ""
    return "" if value in (None, "", []) else f"{column.verbose_name}: {value}"
