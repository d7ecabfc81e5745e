"""Planned meetings as a calendar: a code and a time each, and a feed that is subscribed to."""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from rapport.briefings.meetings import begins_at
from rapport.exchange.exports.kind import Column, Form, Kind, Row, Sheet
from rapport.formats.ics import Event, calendar_file
from rapport.records.asking import Asking
from rapport.records.models import Meeting, MeetingState, Sensitivity

BACK_TO = timedelta(days=31)
"""Meetings that were still planned so long ago stay in the calendar."""


def code_of(key: uuid.UUID) -> str:
    """Return the code a meeting goes by outside the store; it says nothing about it."""
    return traced(key, 2).upper()


def traced(key: uuid.UUID, octets: int) -> str:
    """Return a trace of a key, the same each time, so that a calendar knows a meeting again."""
    return hashlib.blake2s(key.bytes, digest_size=octets, person=b"calendar").hexdigest()


def event_of(row: Meeting, asking: Asking) -> Event:
    """Return a meeting as a calendar has it."""
    return Event(
        code=f"Rapport {code_of(row.pk)}",
        unique=f"{traced(row.pk, 16)}@rapport",
        on=row.on,
        begins=begins_at(row, asking.now),
    )


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:  # noqa: ARG001 - of every kind
    """Yield the meetings that are planned and that the reader sees, the first first."""
    planned = Meeting.objects.visible_to(asking.me).filter(
        state=MeetingState.PLANNED, on__gte=asking.day - BACK_TO
    )
    for row in planned.order_by("on", "time", "pk"):
        yield Row(Meeting, row.pk, row.sensitivity, {"times": event_of(row, asking)})


def feed(asking: Asking) -> bytes:
    """Return the calendar that a subscribed program reads: nothing for named colleagues only."""
    rows = (row for row in gather(asking, {}) if row.sensitivity < Sensitivity.SEVERE)
    return calendar_file([row.values["times"] for row in rows], stamped=asking.now)


def _ics(sheet: Sheet) -> bytes:
    return calendar_file([row.values["times"] for row in sheet.rows], stamped=sheet.at)


CALENDAR = Kind(
    name="calendar",
    title=_("Planned meetings for a calendar"),
    columns=(
        Column("times", _("Day and hour"), _("with a code that says nothing; no name, no place")),
    ),
    forms=(Form("ics", _("iCalendar"), ".ics", "text/calendar", _ics),),
    gather=gather,
    back="today",
)
