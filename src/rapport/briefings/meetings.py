"""Planned meetings: who meets whom, when and where, and which of them fall on which day here."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Q, QuerySet
from django.utils import timezone

from rapport.briefings.called_here import called_here
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Meeting, MeetingOurs, MeetingState, MeetingWith
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.rules.days import later

UNSAID_DAYS = 30
"""So long after its day a planned meeting asks whether it took place; then nobody knows."""

OF_A_PERSON = 50
"""So many meetings with one person are read for their page: those of some years."""

_ZONES_DIFFER = 1
"""A day elsewhere may be the day before or after here, never further."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """A counterpart in a planned meeting whom the reader may see, and their part in it."""

    relationship: uuid.UUID
    alias: str
    part: str


@dataclass(frozen=True, slots=True)
class Ours:
    """A colleague who is to be there, and as what."""

    colleague: uuid.UUID
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A planned meeting as one reader may see it.

    ``on`` is the day it falls on where the reader is, ``begins`` the moment, if its hour is known.
    ``passed``: its hour (or without one its day) is over.
    """

    TRAVELS: ClassVar = frozenset[str]()

    meeting: Meeting
    on: date
    begins: datetime | None
    passed: bool
    theirs: tuple[Theirs, ...]
    ours: tuple[Ours, ...]
    may_change: bool

    @property
    def key(self) -> uuid.UUID:
        """Return the key of the meeting."""
        return self.meeting.pk

    @property
    def is_open(self) -> bool:
        """Say whether it is still planned."""
        return self.meeting.state == MeetingState.PLANNED

    @property
    def unsaid(self) -> bool:
        """Say whether nobody has said yet whether it took place, though it is over."""
        return self.passed and self.is_open


@dataclass(frozen=True, slots=True)
class Agenda:
    """The meetings around a day: those nobody has spoken of since, the day's, the next day's.

    ``to_read`` are those whose plan waits to be read by whoever asks, on whatever day.
    """

    unsaid: tuple[PlannedMeeting, ...] = ()
    today: tuple[PlannedMeeting, ...] = ()
    tomorrow: tuple[PlannedMeeting, ...] = ()
    to_read: tuple[PlannedMeeting, ...] = ()

    @property
    def every(self) -> tuple[PlannedMeeting, ...]:
        """Return all of them."""
        return (*self.unsaid, *self.today, *self.tomorrow)

    @property
    def first(self) -> PlannedMeeting | None:
        """Return the first of all there is, if there is any."""
        return next(iter((*self.every, *self.to_read)), None)


def meeting(asking: Asking, key: uuid.UUID) -> PlannedMeeting:
    """Return one meeting, or raise ``NotThere``."""
    return planned(asking, [Meeting.objects.one_visible_to(asking.me, key)])[0]


def of_person(asking: Asking, relationship: uuid.UUID) -> tuple[PlannedMeeting, ...]:
    """Return the newest meetings planned with somebody, whatever became of them, by their day."""
    return planned(asking, _with_person(asking.me, relationship))


def coming(meetings: Iterable[PlannedMeeting]) -> PlannedMeeting | None:
    """Return the next of some meetings that is still to take place; None if there is none."""
    return next((one for one in meetings if one.is_open and not one.passed), None)


def to_close(asking: Asking, relationships: Sequence[uuid.UUID]) -> tuple[PlannedMeeting, ...]:
    """Return the meetings with any of these people that a log of about today may have been."""
    if not relationships:
        return ()
    first, last = later(asking.day, -UNSAID_DAYS), later(asking.day, _ZONES_DIFFER)
    return planned(asking, _with_any(asking.me, list(relationships), first, last))


def agenda(asking: Asking, *, mine: bool) -> Agenda:
    """Return the meetings around the day somebody asks on; with ``mine`` those they go to."""
    first = later(asking.day, -UNSAID_DAYS)
    last = later(asking.day, 1 + _ZONES_DIFFER)
    me = asking.me.pk
    known = planned(asking, _open_around(asking.me, me, first, last))
    every = tuple(one for one in known if one.meeting.on <= last)
    if mine:
        every = tuple(one for one in every if me in {us.colleague for us in one.ours})
    tomorrow = later(asking.day, 1)
    return Agenda(
        unsaid=tuple(one for one in every if one.passed),
        today=tuple(one for one in every if not one.passed and one.on <= asking.day),
        tomorrow=tuple(one for one in every if one.on == tomorrow),
        to_read=tuple(one for one in known if _waits_for(one, me) and not one.passed),
    )


def _waits_for(planned: PlannedMeeting, me: uuid.UUID) -> bool:
    """Say whether somebody was asked to read a plan and has not remarked on it."""
    return planned.meeting.reader_id == me and planned.meeting.read_on is None


def planned(asking: Asking, rows: Sequence[Meeting]) -> tuple[PlannedMeeting, ...]:
    """Return meetings as somebody may see them, in the order of their moments here.

    Costs three questions, however many they are.
    """
    if not rows:
        return ()
    keys = [row.pk for row in rows]
    there = _theirs(keys)
    aliases = dict(called_here(asking.me, list({relationship for _, relationship, _ in there})))
    theirs: dict[uuid.UUID, list[Theirs]] = defaultdict(list)
    for key, relationship, part in there:
        if relationship in aliases:
            theirs[key].append(Theirs(relationship, aliases[relationship], part))
    ours: dict[uuid.UUID, list[Ours]] = defaultdict(list)
    for key, colleague, name, part in _ours(keys):
        ours[key].append(Ours(colleague, name, part))
    found = [_as_seen(asking, row, tuple(theirs[row.pk]), tuple(ours[row.pk])) for row in rows]
    return tuple(sorted(found, key=_moment))


def _as_seen(
    asking: Asking, row: Meeting, theirs: tuple[Theirs, ...], ours: tuple[Ours, ...]
) -> PlannedMeeting:
    begins = begins_at(row, asking.now)
    on = begins.date() if begins else row.on
    passed = begins <= asking.now if begins else row.on < asking.day
    may_change = row.circle_id in asking.me.writable_circles()
    return PlannedMeeting(row, on, begins, passed, theirs, ours, may_change)


def begins_at(row: Meeting, now: datetime) -> datetime | None:
    """Return the moment a meeting begins, on the office's clock; None without an hour.

    A meeting without a time zone is held by that clock too. It is the one that says which day it
    is for whoever asks: ``now`` itself comes as universal time from every door.
    """
    if row.time is None:
        return None
    here = timezone.localtime(now).tzinfo
    where = known_zone(row.zone) or here
    return datetime.combine(row.on, row.time, tzinfo=where).astimezone(here)


def known_zone(name: str) -> ZoneInfo | None:
    """Return a time zone, or None where none is named or this machine does not know it."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _moment(one: PlannedMeeting) -> tuple[date, float, uuid.UUID]:
    # Without an hour it is some time of its day: after those whose hour is known.
    hour = one.begins.timestamp() if one.begins else float("inf")
    return (one.on, hour, one.key)


@prepared
def _with_person(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Meeting]":
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(me)
    return rows.filter(theirs__relationship=relationship).order_by("-on", "-pk")[:OF_A_PERSON]


@prepared
def _with_any(
    me: Colleague, relationships: list[uuid.UUID], since: date, until: date
) -> "QuerySet[Meeting]":
    with_them = MeetingWith.objects.filter(relationship__in=among(relationships))
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(me)
    rows = rows.filter(pk__in=with_them.values("meeting_id"), state=MeetingState.PLANNED)
    return rows.filter(on__gte=since, on__lte=until).order_by("on", "pk")


@prepared
def _open_around(me: Colleague, reader: uuid.UUID, since: date, until: date) -> "QuerySet[Meeting]":
    """Return what is planned in these days, and what waits to be read whenever it is."""
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(me)
    rows = rows.filter(state=MeetingState.PLANNED, on__gte=since)
    waiting = Q(reader=reader, read_on__isnull=True)
    return rows.filter(Q(on__lte=until) | waiting).order_by("on", "pk")


@prepared
def _theirs(
    meetings: list[uuid.UUID],
) -> "QuerySet[MeetingWith, tuple[uuid.UUID, uuid.UUID, str]]":
    rows = MeetingWith.objects.filter(meeting__in=among(meetings)).order_by("pk")
    return rows.values_list("meeting_id", "relationship_id", "part")


@prepared
def _ours(
    meetings: list[uuid.UUID],
) -> "QuerySet[MeetingOurs, tuple[uuid.UUID, uuid.UUID, str, str]]":
    rows = MeetingOurs.objects.filter(meeting__in=among(meetings)).order_by("pk")
    return rows.values_list("meeting_id", "colleague_id", "colleague__name", "part")
