"""Who of us could read a plan or an analysis before it is used: by name, and their origin."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapport.briefings.who_sees import those_who_see
from rapport.records.asking import Asking
from rapport.records.models import (
    Colleague,
    Meeting,
    Membership,
    Named,
    Origin,
    Relationship,
    SecondReading,
    Sensitivity,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """A colleague who may see it; ``origin`` is what they say of themselves, or nothing."""

    key: uuid.UUID
    name: str
    origin: str


def readers(asking: Asking, plan: Meeting) -> tuple[Reader, ...]:
    """Return the colleagues of the circle who may see a plan, but whoever asks, by name."""
    members = Membership.objects.of_colleagues_here(asking.day).filter(circle=plan.circle_id)
    rows = Colleague.objects.filter(pk__in=members.values("colleague"))
    if plan.sensitivity >= Sensitivity.SEVERE:
        theirs = plan.theirs.values("relationship")
        rows = rows.filter(pk__in=Named.objects.filter(relationship__in=theirs).values("colleague"))
    return _but_me(asking, rows.order_by("name", "pk"))


def readers_of_relationship(asking: Asking, row: Relationship) -> tuple[Reader, ...]:
    """Return the colleagues who may see a relationship, but whoever asks, by name."""
    return _but_me(asking, those_who_see(asking.me, row))


def _but_me(asking: Asking, found: Iterable[Colleague]) -> tuple[Reader, ...]:
    labels = dict(Origin.choices)
    return tuple(
        Reader(one.pk, one.name, str(labels.get(one.origin, "")))
        for one in found
        if one.pk != asking.me.pk
    )


@dataclass(frozen=True, slots=True)
class Read:
    """That a colleague was asked to read an analysis, and what they said of it, if they did."""

    key: uuid.UUID
    reader: str
    asked_by: str
    asked_on: date
    read_on: date | None
    remark: str
    is_mine: bool


def readings(rows: Iterable[SecondReading], me: Colleague, of: str) -> tuple[Read, ...]:
    """Return who was asked to read one analysis, of the readings of a relationship."""
    return tuple(
        Read(
            key=row.pk,
            reader=row.reader.name,
            asked_by=row.asked_by.name if row.asked_by else "",
            asked_on=row.asked_on,
            read_on=row.read_on,
            remark=row.remark,
            is_mine=row.reader_id == me.pk,
        )
        for row in rows
        if row.of == of
    )
