"""The verb about a hard message: who says it at a planned meeting, and in which first words."""

import uuid

from rapport.actions.meetings import open_meeting, who_sees_meeting
from rapport.actions.presences import our_side
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Meeting, OurPart
from rapport.records.recording import change_set


def choose_bringer(
    asking: Asking, *, key: uuid.UUID, bringer: uuid.UUID | None, first_words: str = ""
) -> Change[Meeting]:
    """Choose who says the hard thing at a meeting, or nobody, and what is said first.

    Whoever does goes along: they are put beside those who are to go.
    """
    meeting = open_meeting(asking, key)
    colleague = who_sees_meeting(asking, meeting, bringer)
    going = list(meeting.ours.order_by("pk").values_list("colleague_id", "part"))
    parts = {}
    if colleague is not None and colleague.pk not in {who for who, _ in going}:
        parts["ours"] = our_side(
            asking, meeting.circle_id, [*going, (colleague.pk, OurPart.SECOND)]
        )
    with change_set("choose_bringer", asking) as changes:
        changes.change(
            meeting,
            parts=parts,
            is_hard=True,
            bringer=colleague,
            first_words=first_words.strip(),
        )
        return changes.made(meeting)
