"""Plans and analyses that wait to be read by whoever asks: which, for when, and who asked."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapport.briefings.analysis_rows import TO_READ, readings_of
from rapport.briefings.meetings import PlannedMeeting
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Operation

_ASKS = "ask_to_read_meeting"


@dataclass(frozen=True, slots=True)
class ToRead:
    """A plan that I was asked to read and have not remarked on; ``by`` is who asked, if known."""

    meeting: PlannedMeeting
    by: str


@dataclass(frozen=True, slots=True)
class AnalysisToRead:
    """An analysis that I was asked to read; ``of`` says which, ``by`` who asked, if known."""

    key: uuid.UUID
    of: str
    alias: str
    by: str
    asked_on: date


def analyses_to_read(asking: Asking) -> tuple[AnalysisToRead, ...]:
    """Return the analyses that wait for a remark of whoever asks, oldest first. One question."""
    rows = readings_of(asking.me, asking.me.pk)
    return tuple(
        AnalysisToRead(
            key=row.pk,
            of=row.of,
            alias=row.relationship.called,
            by=row.asked_by.name if row.asked_by else "",
            asked_on=row.asked_on,
        )
        for row in rows
    )


def to_read(waiting: Sequence[PlannedMeeting]) -> tuple[ToRead, ...]:
    """Return the plans that wait for a remark (``Agenda.to_read``) with who asked for it.

    Asks nothing where there are none, which is nearly always.
    """
    first = waiting[:TO_READ]
    asked = _who_asked([one.key for one in first]) if first else {}
    return tuple(ToRead(one, asked.get(one.key, "")) for one in first)


def _who_asked(meetings: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return who asked last for each of these to be read: the history knows it."""
    done = Operation.objects.filter(row__in=meetings, verb=_ASKS).order_by("sequence")
    told = done.filter(by__isnull=False).values_list("row", "by")
    by = {row: who for row, who in told if who is not None}
    names = dict(Colleague.objects.filter(pk__in=by.values()).values_list("pk", "name"))
    return {meeting: names.get(who, "") for meeting, who in by.items()}
