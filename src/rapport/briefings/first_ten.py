"""The people somebody named in their first ten minutes, with what each question has already."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from rapport.records.asking import Asking
from rapport.records.models import (
    Asked,
    Insight,
    InsightKind,
    Interaction,
    Meeting,
    MeetingState,
    Presence,
    Relationship,
    TheirPart,
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The last contact without a request: its day, or the days it may have been on."""

    on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting still to come with one of them."""

    key: uuid.UUID
    on: date
    alias: str


@dataclass(frozen=True, slots=True)
class OneOfFive:
    """Somebody the work hangs on, and what is recorded of them.

    ``worries`` and ``outside`` are how many notes there are of what worries them and of who else
    could call them. Their words are read on the page of the person, where reading is counted.
    """

    relationship: uuid.UUID
    circle: uuid.UUID
    alias: str
    lead: uuid.UUID | None
    backup: uuid.UUID | None
    spoken: Spoken | None
    worries: int
    outside: int
    meeting: Planned | None


def the_five(asking: Asking, keys: Sequence[uuid.UUID]) -> tuple[OneOfFive, ...]:
    """Return these people in their order, of those whoever asks may still write about.

    Four questions, however many they are.
    """
    if not keys:
        return ()
    rows = Relationship.objects.changeable_by(asking.me).filter(pk__in=keys)
    there = {row.pk: row for row in rows.select_related("counterpart", "actor")}
    spoken = _spoken(asking, there)
    notes = _notes(asking, there)
    meetings = _meetings(asking, there)
    return tuple(
        OneOfFive(
            relationship=key,
            circle=row.circle_id,
            alias=row.called,
            lead=row.lead_id,
            backup=row.backup_id,
            spoken=spoken.get(key),
            worries=notes.get((key, InsightKind.CONCERN), 0),
            outside=notes.get((key, InsightKind.CONNECTION), 0),
            meeting=_planned(meetings, row),
        )
        for key in dict.fromkeys(keys)
        if (row := there.get(key)) is not None
    )


def _spoken(asking: Asking, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Spoken]:
    seen = Interaction.objects.visible_to(asking.me).filter(two_way=True)
    rows = Presence.objects.filter(
        interaction__in=seen,
        relationship__in=list(keys),
        on__lte=asking.day,
        part__in=(TheirPart.LEAD, TheirPart.SECOND),
    ).order_by("on", "pk")
    said = rows.values_list(
        "relationship_id", "on", "asked", "interaction__asked", "interaction__until"
    )
    return {
        key: Spoken(on, until)
        for key, on, asked, asked_all, until in said
        if asked == Asked.NO or (not asked and asked_all is False)
    }


def _notes(asking: Asking, keys: Iterable[uuid.UUID]) -> dict[tuple[uuid.UUID, str], int]:
    """Return how many notes of each kind there are, by relationship."""
    kinds = (InsightKind.CONCERN, InsightKind.CONNECTION)
    rows = Insight.objects.visible_to(asking.me).filter(relationship__in=list(keys), kind__in=kinds)
    counted = rows.values_list("relationship_id", "kind").annotate(Count("pk"))
    return {(key, kind): count for key, kind, count in counted}


def _meetings(asking: Asking, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID, date]]:
    """Return the next meeting that is planned with each, by relationship."""
    rows = Meeting.objects.visible_to(asking.me).filter(
        theirs__relationship__in=list(keys), state=MeetingState.PLANNED, on__gte=asking.day
    )
    found: dict[uuid.UUID, tuple[uuid.UUID, date]] = {}
    for whom, key, on in rows.order_by("on", "time", "pk").values_list(
        "theirs__relationship_id", "pk", "on"
    ):
        found.setdefault(whom, (key, on))
    return found


def _planned(
    meetings: dict[uuid.UUID, tuple[uuid.UUID, date]], row: Relationship
) -> Planned | None:
    if row.pk not in meetings:
        return None
    key, on = meetings[row.pk]
    return Planned(key, on, row.called)
