"""Culture notes of the office: by place, and those that are true of where somebody goes."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Ask, Colleague, CultureNote, CultureTopic, Gate, Meeting
from rapport.records.note_flags import with_names_known_in
from rapport.records.prepared import prepared

FIRST = (CultureTopic.GREETING, CultureTopic.TABOO)
"""What somebody who goes for the first time should read before anything else."""


@dataclass(frozen=True, slots=True)
class Custom:
    """A culture note. ``names_somebody``: a real name that the reader may know stands in it."""

    key: uuid.UUID
    place: str
    topic: str
    text: str
    author: str
    role: str
    on: date
    names_somebody: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The culture notes of one place, by topic."""

    name: str
    notes: tuple[Custom, ...]


def every_culture_note(asking: Asking) -> tuple[Place, ...]:
    """Return all culture notes of the office, by place."""
    rows = _of_office(asking.me.office_id)
    texts = [_words(row) for row in rows]
    named = with_names_known_in(texts, circles=asking.me.readable_circles()) if rows else ()
    found: dict[str, list[Custom]] = {}
    names: dict[str, str] = {}
    for row in rows:
        place = fold(row.place)
        names.setdefault(place, row.place)
        found.setdefault(place, []).append(
            replace(_custom(row), names_somebody=_words(row) in named)
        )
    return tuple(
        Place(names[place], tuple(sorted(found[place], key=_by_topic))) for place in sorted(found)
    )


def customs_at(me: Colleague, places: Iterable[str]) -> tuple[Custom, ...]:
    """Return what is true of any of these places, what to know first in front. One question.

    Places are typed by people: a note for "Hazim Highlands" is told for "Market, Hazim highlands".
    """
    there = [f" {fold(place)} " for place in places if place.strip()]
    rows = _of_office(me.office_id) if there else []
    found = [_custom(row) for row in rows if any(f" {fold(row.place)} " in one for one in there)]
    return tuple(sorted(found, key=lambda one: (one.topic not in FIRST, *_by_topic(one))))


def customs_for(asking: Asking, meeting: Meeting) -> tuple[Custom, ...]:
    """Return what is true of where a meeting is, and of the districts of what it is to open."""
    return customs_at(asking.me, [meeting.place, *_gates_of(asking.me, meeting.pk)])


def _by_topic(one: Custom) -> tuple[int, date]:
    return CultureTopic.values.index(one.topic), one.on


def _custom(row: CultureNote) -> Custom:
    author = row.author.name if row.author else ""
    return Custom(row.pk, row.place, row.topic, row.text, author, row.role, row.on)


def _words(row: CultureNote) -> str:
    return f"{row.place}\n{row.text}\n{row.role}"


@prepared
def _of_office(office: uuid.UUID) -> "QuerySet[CultureNote]":
    rows = CultureNote.objects.filter(office=office).select_related("author")
    return rows.order_by("place", "topic", "pk")


@prepared
def _gates_of(me: Colleague, key: uuid.UUID) -> "QuerySet[Gate, str]":
    """Return the districts of the gates that what is asked at a meeting is to open."""
    asks: QuerySet[Ask] = Ask.objects.visible_to(me).filter(meeting=key)
    seen = Gate.objects.visible_to(me).filter(pk__in=asks.values("gate"))
    return seen.values_list("place", flat=True)
