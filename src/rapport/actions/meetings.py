"""Verbs about meetings: plan one, move it, call it off, say what became of it, have it read."""

import uuid
import zoneinfo
from collections.abc import Collection, Iterable, Sequence
from datetime import date, time
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from rapport.actions.people import colleague_in
from rapport.actions.presences import by_circle, chosen, our_side, shared_places
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Ask,
    Colleague,
    Interaction,
    Meeting,
    MeetingState,
    OurPart,
    Outcome,
    Side,
    TheirPart,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice, require_text

_MISSED = {Side.US: MeetingState.MISSED_BY_US, Side.THEM: MeetingState.MISSED_BY_THEM}


def plan_meeting(
    asking: Asking,
    *,
    theirs: Iterable[Sequence[Any]],
    on: date,
    ours: Sequence[tuple[uuid.UUID, str]] = (),
    **values: Any,
) -> Change[list[Meeting]]:
    """Plan one meeting. Counterparts of different circles get one record a circle.

    ``theirs`` are rows of ``(relationship, part)``, ``ours`` of ``(colleague, part)``; a part may
    be blank for the usual one. Without ``ours`` whoever plans it goes. Nobody learns from one
    circle's record who of another circle is to be there.
    """
    places = _their_places(theirs)
    relationships = chosen(asking, list(places))
    _check_zone(values.get("zone", ""))
    with change_set("plan_meeting", asking) as changes:
        planned = [
            changes.add(
                Meeting,
                group[0],
                parts={
                    "theirs": [(row.pk, places[row.pk]) for row in group],
                    "ours": our_side(
                        asking, group[0].circle_id, ours or [(asking.me.pk, OurPart.LEAD)]
                    ),
                },
                sensitivity=max(row.sensitivity for row in group),
                on=on,
                **values,
            )
            for group in by_circle(relationships)
        ]
        return changes.made(planned)


def change_meeting(
    asking: Asking,
    *,
    key: uuid.UUID,
    theirs: Iterable[Sequence[Any]] | None = None,
    ours: Sequence[tuple[uuid.UUID, str]] | None = None,
    **values: Any,
) -> Change[Meeting]:
    """Change what is planned, and who is to be there; the history keeps what was there before.

    Another day given here puts a mistake right. Where somebody moved it, :func:`move_meeting` says
    who, and keeps the day it was first agreed for. Requests planned for its day go with it.
    """
    meeting = Meeting.objects.one_changeable_by(asking.me, key)
    _check_zone(values.get("zone", ""))
    parts: dict[str, Any] = {}
    if ours is not None:
        parts["ours"] = our_side(asking, meeting.circle_id, ours)
    if theirs is not None:
        places = {key: (part,) for key, part in _their_places(theirs).items()}
        now = shared_places(asking, meeting, places)
        parts["theirs"] = now.rows
        values["sensitivity"] = now.sensitivity
    with change_set("change_meeting", asking) as changes:
        _take_along(changes, asking, meeting, values.get("on", meeting.on))
        changes.change(meeting, parts=parts, **_stripped(values))
        return changes.made(meeting)


def move_meeting(
    asking: Asking,
    *,
    key: uuid.UUID,
    on: date,
    time: time | None = None,
    by: str = Side.US,
    told_in_advance: bool | None = None,
) -> Change[Meeting]:
    """Move a meeting to another day or hour: who moved it, and whether the others heard in time.

    The requests planned for its day move with it; one planned for another day stays where it is.
    """
    meeting = open_meeting(asking, key)
    check_choice(by, Side.values)
    with change_set("move_meeting", asking) as changes:
        _take_along(changes, asking, meeting, on)
        changes.change(
            meeting,
            on=on,
            time=time,
            state=MeetingState.PLANNED,
            first_on=meeting.first_on or meeting.on,
            changed_by=by,
            told_in_advance=told_in_advance,
        )
        return changes.made(meeting)


def call_off_meeting(
    asking: Asking, *, key: uuid.UUID, by: str = Side.US, told_in_advance: bool | None = None
) -> Change[Meeting]:
    """Call a meeting off: who did, and whether the others heard of it before its hour."""
    meeting = open_meeting(asking, key)
    check_choice(by, Side.values)
    with change_set("call_off_meeting", asking) as changes:
        state = MeetingState.CALLED_OFF
        changes.change(meeting, state=state, changed_by=by, told_in_advance=told_in_advance)
        return changes.made(meeting)


def miss_meeting(asking: Asking, *, key: uuid.UUID, by: str) -> Change[Meeting]:
    """Say that one side did not come, and nobody had called it off."""
    meeting = open_meeting(asking, key)
    check_choice(by, Side.values)
    if meeting.on > asking.day:
        raise CannotBe(
            gettext_noop("This meeting is still to come."),
            next_step=gettext_noop("Move it or call it off, or say so on the day."),
        )
    with change_set("miss_meeting", asking) as changes:
        changes.change(meeting, state=_MISSED[Side(by)], changed_by="", told_in_advance=None)
        return changes.made(meeting)


def reopen_meeting(asking: Asking, *, key: uuid.UUID) -> Change[Meeting]:
    """Plan a meeting again that was called off or missed; one that was held is changed in its log.

    The day it was first agreed for, and who moved it, are kept.
    """
    meeting = Meeting.objects.one_changeable_by(asking.me, key)
    _refuse_held(meeting)
    with change_set("reopen_meeting", asking) as changes:
        changes.change(meeting, state=MeetingState.PLANNED)
        return changes.made(meeting)


def remove_meeting(asking: Asking, *, key: uuid.UUID) -> Change[Meeting]:
    """Take a planned meeting away. A log that closed it stays."""
    meeting = Meeting.objects.one_changeable_by(asking.me, key)
    with change_set("remove_meeting", asking) as changes:
        changes.delete(meeting)
        return changes.made(meeting)


def ask_to_read_meeting(
    asking: Asking, *, key: uuid.UUID, reader: uuid.UUID | None
) -> Change[Meeting]:
    """Ask a colleague to read a plan before it is used, or, without one, ask nobody any more."""
    meeting = Meeting.objects.one_changeable_by(asking.me, key)
    colleague = who_sees_meeting(asking, meeting, reader)
    with change_set("ask_to_read_meeting", asking) as changes:
        changes.change(meeting, reader=colleague, read_on=None)
        return changes.made(meeting)


def remark_on_meeting(asking: Asking, *, key: uuid.UUID, remark: str) -> Change[Meeting]:
    """Say what the second reader noticed; the remark stands on the plan with the day and name.

    Whoever was asked may say it, and so may whoever writes in the circle; it is then theirs.
    """
    meeting = Meeting.objects.one_visible_to(asking.me, key)
    if meeting.reader_id != asking.me.pk:
        Meeting.objects.one_changeable_by(asking.me, key)
    require_text(
        remark,
        gettext_noop("A remark needs a text."),
        gettext_noop("Write what you would change, or that you would change nothing."),
    )
    with change_set("remark_on_meeting", asking) as changes:
        changes.change(meeting, reader=asking.me, remark=remark.strip(), read_on=asking.day)
        return changes.made(meeting)


def who_sees_meeting(asking: Asking, meeting: Meeting, key: uuid.UUID | None) -> Colleague | None:
    """Return a colleague by their key, who must be able to see the meeting."""
    colleague = colleague_in(asking, meeting.circle, key)
    if colleague is not None:
        seen = Meeting.objects.visible_to(colleague).filter(pk=meeting.pk)
        if not seen.exists():
            raise CannotBe(
                gettext_noop("This colleague cannot see this meeting."),
                next_step=gettext_noop("Choose another, or name them on the page of the person."),
            )
    return colleague


class Closing:
    """The planned meetings that a log closes; those of a circle are closed by that circle's log.

    Raises ``NotThere`` for a meeting one may not change, and ``CannotBe`` for one that was held
    already or that is with nobody of the log.
    """

    def __init__(
        self, asking: Asking, keys: Collection[uuid.UUID], about: Iterable[uuid.UUID]
    ) -> None:
        wanted, there = set(keys), set(about)
        rows = Meeting.objects.changeable_by(asking.me).filter(pk__in=wanted) if wanted else ()
        self._meetings = {
            row: list(row.theirs.values_list("relationship_id", flat=True)) for row in rows
        }
        if len(self._meetings) != len(wanted):
            raise NotThere(NOT_THERE)
        for meeting, theirs in self._meetings.items():
            _refuse_held(meeting)
            if not there & set(theirs):
                raise CannotBe(
                    gettext_noop("This meeting was planned with somebody who was not chosen."),
                    next_step=gettext_noop("Choose them too, or untick the meeting."),
                )

    def close(self, changes: ChangeSet, logged: dict[uuid.UUID, Interaction]) -> None:
        """Say that each was held, in the log of those it was planned with."""
        for meeting, theirs in self._meetings.items():
            key = next(key for key in theirs if key in logged)
            changes.change(meeting, state=MeetingState.HELD, interaction=logged[key])


def opened_again(changes: ChangeSet, interaction: Interaction) -> None:
    """Let the meetings that a log closed wait again, where the log is taken away."""
    for meeting in Meeting.objects.filter(interaction=interaction).order_by("pk"):
        changes.change(meeting, state=MeetingState.PLANNED, interaction=None)


@cache
def time_zones() -> frozenset[str]:
    """Return the names of time zones that a meeting may have."""
    return frozenset(zoneinfo.available_timezones())


def on_its_day(asking: Asking, meeting: Meeting) -> "QuerySet[Ask]":
    """Return the requests to be made at a meeting on its day, of those that one may change."""
    rows: QuerySet[Ask] = Ask.objects.changeable_by(asking.me).filter(meeting=meeting)
    planned = Q(outcome=Outcome.PLANNED, planned_for=meeting.on)
    again = Q(outcome=Outcome.DEFERRED, again_on=meeting.on)
    return rows.filter(planned | again).order_by("pk")


def _take_along(changes: ChangeSet, asking: Asking, meeting: Meeting, on: date) -> None:
    """Let the requests for a meeting that were planned for its day be planned for the new one."""
    for ask in on_its_day(asking, meeting) if on != meeting.on else ():
        if ask.outcome == Outcome.PLANNED:
            changes.change(ask, planned_for=on)
        elif ask.answered_on is None or on > ask.answered_on:
            changes.change(ask, again_on=on)


def _check_zone(zone: str) -> None:
    if zone and zone not in time_zones():
        raise CannotBe(
            gettext_noop("%(zone)s is not a time zone."),
            next_step=gettext_noop("Choose one from the list, such as Asia/Amman."),
            zone=zone[:40],
        )


def _their_places(theirs: Iterable[Sequence[Any]]) -> dict[uuid.UUID, str]:
    places: dict[uuid.UUID, str] = {}
    for relationship, *part in theirs:
        role = (part[0] if part else "") or TheirPart.LEAD
        check_choice(role, TheirPart.values)
        places.setdefault(relationship, role)
    return places


def open_meeting(asking: Asking, key: uuid.UUID) -> Meeting:
    """Return a meeting that one may change and that was not held yet."""
    meeting: Meeting = Meeting.objects.one_changeable_by(asking.me, key)
    _refuse_held(meeting)
    return meeting


def _refuse_held(meeting: Meeting) -> None:
    if meeting.state == MeetingState.HELD:
        raise CannotBe(
            gettext_noop("This meeting was held, and its log says how it went."),
            next_step=gettext_noop("Change the log, or remove it to plan the meeting again."),
        )


def _stripped(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
