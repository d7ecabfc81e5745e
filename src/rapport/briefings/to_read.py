"""Plans that wait to be read by whoever asks: which, for when, and who asked."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from rapport.briefings.meetings import PlannedMeeting
from rapport.records.models import Colleague, Operation

AT_MOST = 12
_ASKS = "ask_to_read_meeting"


@dataclass(frozen=True, slots=True)
class ToRead:
    """A plan that I was asked to read and have not remarked on; ``by`` is who asked, if known."""

    meeting: PlannedMeeting
    by: str


def to_read(waiting: Sequence[PlannedMeeting]) -> tuple[ToRead, ...]:
    """Return the plans that wait for a remark (``Agenda.to_read``) with who asked for it.

    Asks nothing where there are none, which is nearly always.
    """
    first = waiting[:AT_MOST]
    asked = _who_asked([one.key for one in first]) if first else {}
    return tuple(ToRead(one, asked.get(one.key, "")) for one in first)


def _who_asked(meetings: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return who asked last for each of these to be read: the history knows it."""
    done = Operation.objects.filter(row__in=meetings, verb=_ASKS).order_by("sequence")
    told = done.filter(by__isnull=False).values_list("row", "by")
    by = {row: who for row, who in told if who is not None}
    names = dict(Colleague.objects.filter(pk__in=by.values()).values_list("pk", "name"))
    return {meeting: names.get(who, "") for meeting, who in by.items()}
