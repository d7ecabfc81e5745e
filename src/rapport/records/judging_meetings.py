"""Planned meetings as the rules are told of them: what is to come, and where we let them wait."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL

from rapport.records.models import (
    MeetingOurs,
    MeetingState,
    MeetingWith,
    OurPart,
    Side,
    TheirPart,
)
from rapport.records.packed_facts import NOT_AS_A_PERSON
from rapport.records.questions import Question
from rapport.records.raw_rows import Key, among, as_uuid, rows_as_stored
from rapport.rules import facts as shapes

_TO_COME = Q(meeting__state=MeetingState.PLANNED)
_LET_THEM_WAIT = Q(meeting__state=MeetingState.MISSED_BY_US) | Q(
    meeting__changed_by=Side.US, meeting__told_in_advance=False
)
_COLUMNS = ("on", "first_on", "channel", "purpose", "state", "changed_by", "told_in_advance")
_MEETINGS = Question(
    lambda wanted, today: MeetingWith.objects.filter(
        (_TO_COME & Q(meeting__on__gte=today)) | _LET_THEM_WAIT, relationship__in=wanted
    ).order_by("meeting__on", "meeting_id"),
    *("relationship_id", "meeting_id", "part"),
    *(f"meeting__{name}" for name in _COLUMNS),
    *("meeting__interaction_id", "meeting__opener", "meeting__listening_question"),
    *("meeting__is_hard", "meeting__bringer_id"),
)


def meetings_planned(wanted: RawSQL, today: date) -> Mapping[Key, tuple[shapes.MeetingFact, ...]]:
    """Return the meetings of which a rule may speak, by relationship.

    Where no meeting is there, which is so of most, it costs one question.
    """
    rows = _MEETINGS.ask(wanted, today)
    if not rows:
        return {}
    keys = {row[1] for row in rows}
    ours = _ours(keys)
    interpreted = _interpreted(keys, ours)
    found: dict[Key, list[shapes.MeetingFact]] = defaultdict(list)
    for relationship, key, part, *values in rows:
        on, first_on, channel, purpose, state, changed_by, *rest = values
        told, interaction, opener, question, hard, bringer = rest
        meeting = shapes.MeetingFact(
            key=key,
            on=on,
            first_on=first_on,
            channel=channel,
            purpose=purpose,
            state=state,
            changed_by=changed_by,
            told_in_advance=None if told is None else bool(told),
            interaction=interaction,
            as_person=part not in NOT_AS_A_PERSON,
            ours=tuple(ours.get(key, ())),
            interpreted=key in interpreted,
            opener=bool(opener.strip()),
            question=bool(question.strip()),
            hard=bool(hard),
            bringer=bringer,
        )
        found[relationship].append(meeting)
    return {relationship: tuple(meetings) for relationship, meetings in found.items()}


def _ours(keys: Iterable[Key]) -> Mapping[Key, list[tuple[Key, str]]]:
    rows = MeetingOurs.objects.filter(meeting__in=_among(keys)).order_by("pk")
    ours: dict[Key, list[Any]] = defaultdict(list)
    for meeting, colleague, part in rows_as_stored(rows, "meeting_id", "colleague_id", "part"):
        ours[meeting].append((colleague, part))
    return ours


def _interpreted(keys: Iterable[Key], ours: Mapping[Key, list[tuple[Key, str]]]) -> set[Key]:
    """Return the meetings at which somebody of either side is to interpret."""
    theirs = MeetingWith.objects.filter(meeting__in=_among(keys), part=TheirPart.INTERPRETER)
    found = {meeting for (meeting,) in rows_as_stored(theirs, "meeting_id")}
    found |= {
        meeting
        for meeting, who in ours.items()
        if any(part == OurPart.INTERPRETER for _, part in who)
    }
    return found


def _among(keys: Iterable[Key]) -> RawSQL:
    return among([as_uuid(key) for key in keys])
