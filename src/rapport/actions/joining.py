"""The verb that lets one more of us, or whoever introduced us, join a planned meeting."""

import uuid
from typing import Any

from rapport.actions.meetings import open_meeting
from rapport.actions.presences import our_side, shared_places
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Meeting, OurPart, Relationship, TheirPart
from rapport.records.operations import part_rows
from rapport.records.recording import change_set


def join_meeting(
    asking: Asking,
    *,
    key: uuid.UUID,
    colleague: uuid.UUID | None = None,
    introducer: uuid.UUID | None = None,
) -> Change[Meeting]:
    """Let a colleague join a planned meeting as second, or somebody of theirs as introducer.

    All who were to be there stay as they are, and so does somebody who was to be there already.
    """
    meeting = open_meeting(asking, key)
    parts: dict[str, Any] = {}
    values: dict[str, Any] = {}
    ours = part_rows(meeting, "ours")
    if colleague is not None and colleague not in {who for who, _part in ours}:
        parts["ours"] = [*ours, *our_side(asking, meeting.circle_id, [(colleague, OurPart.SECOND)])]
    if introducer is not None and introducer not in {
        who for who, _ in part_rows(meeting, "theirs")
    }:
        now = shared_places(asking, meeting, _with(asking, meeting, introducer))
        parts["theirs"], values["sensitivity"] = now.rows, now.sensitivity
    with change_set("join_meeting", asking) as changes:
        changes.change(meeting, parts=parts, **values)
        return changes.made(meeting)


def _with(asking: Asking, meeting: Meeting, introducer: uuid.UUID) -> dict[uuid.UUID, tuple[str]]:
    """Return the places of those I can see, each with their part, and the introducer's."""
    there = Relationship.objects.visible_to(asking.me).values("pk")
    seen = meeting.theirs.filter(relationship__in=there).order_by("pk")
    places = {key: (part,) for key, part in seen.values_list("relationship_id", "part")}
    return {**places, introducer: (TheirPart.INTRODUCER.value,)}
