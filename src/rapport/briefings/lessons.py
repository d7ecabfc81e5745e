"""Lessons of the office: all of them, and those offered where a similar plan is made."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rapport.records.asking import Asking
from rapport.records.models import Colleague, Lesson
from rapport.records.note_flags import with_names_known_in
from rapport.records.prepared import prepared

FEW = 3
"""So many are offered beside a plan; the page of lessons has all."""


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson as everybody in the office reads it: nobody stands behind it.

    ``names_somebody``: a real name that the reader may know stands in it.
    """

    key: uuid.UUID
    text: str
    family: str
    stage: str
    place_kind: str
    on: date
    names_somebody: bool = False


@dataclass(frozen=True, slots=True)
class LessonGroup:
    """The lessons that are useful for one thing, the newest first."""

    family: str
    lessons: tuple[LessonLine, ...]


def every_lesson(asking: Asking) -> tuple[LessonGroup, ...]:
    """Return all lessons of the office, by what they are useful for."""
    rows = list(_of_office(asking.me.office_id))
    circles = asking.me.readable_circles()
    named = with_names_known_in([row.text for row in rows], circles=circles) if rows else ()
    found: dict[str, list[LessonLine]] = {}
    for row in rows:
        found.setdefault(row.family, []).append(_line(row, named=row.text in named))
    return tuple(LessonGroup(family, tuple(lines)) for family, lines in sorted(found.items()))


def lessons_for(
    me: Colleague, family: str, *, stage: str = "", place_kind: str = ""
) -> tuple[LessonLine, ...]:
    """Return the lessons of the office that fit a plan best, a few. One question.

    Those told at the same stage of trust, or in the same kind of place, come first.
    """
    rows = list(_for(me.office_id, family)) if family else []
    rows.sort(key=lambda row: (row.stage == stage) + (row.place_kind == place_kind), reverse=True)
    return tuple(_line(row) for row in rows[:FEW])


def _line(row: Lesson, *, named: bool = False) -> LessonLine:
    return LessonLine(row.pk, row.text, row.family, row.stage, row.place_kind, row.on, named)


@prepared
def _of_office(office: uuid.UUID) -> "QuerySet[Lesson]":
    return Lesson.objects.filter(office=office).order_by("family", "-on", "-pk")


@prepared
def _for(office: uuid.UUID, family: str) -> "QuerySet[Lesson]":
    return Lesson.objects.filter(office=office, family=family).order_by("-on", "-pk")[:40]
