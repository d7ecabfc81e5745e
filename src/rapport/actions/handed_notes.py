"""Verbs about notes on family, faith or health in a handover: named with their need, agreed to."""

import uuid

from django.utils.translation import gettext_noop

from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Answer, Handover, Insight, NoteAnswer, NoteOffer, Relationship
from rapport.records.models.offices import Colleague
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import require_text


def offer_note(
    asking: Asking, *, handover: uuid.UUID, insight: uuid.UUID, need: str
) -> Change[NoteOffer]:
    """Offer a note I hold back to the successor, with what it is needed for; they do not read it.

    Raises ``NotThere`` to everybody but the leaver.
    """
    row: Handover = Handover.objects.one_visible_to(asking.me, handover)
    note = Insight.objects.one_visible_to(asking.me, insight)
    mine = note.held_back_by_id == asking.me.pk == row.leaver_id
    if not mine or note.relationship_id != row.relationship_id:
        raise NotThere(NOT_THERE)
    require_text(
        need,
        gettext_noop("A note on family, faith or health is passed on only for a need."),
        gettext_noop("Say what it is needed for, without what the note says."),
    )
    with change_set("offer_note", asking) as changes:
        for earlier in row.notes.filter(insight=note).order_by("pk"):
            changes.delete(earlier)
        offer = changes.add(
            NoteOffer,
            row.relationship,
            handover=row,
            insight=note,
            leaver=row.leaver,
            successor=row.successor,
            need=need,
        )
        return changes.made(offer)


def answer_note(asking: Asking, *, key: uuid.UUID, agreed: bool) -> Change[NoteOffer]:
    """Agree to keep a note for the need that was named, or say that it is not needed.

    One that is agreed to is read again by everybody who read it before; one that is not goes with
    the leaver. Raises ``NotThere`` to everybody but the successor.
    """
    offer: NoteOffer = NoteOffer.objects.one_visible_to(asking.me, key)
    if offer.successor_id != asking.me.pk:
        raise NotThere(NOT_THERE)
    if offer.answer != NoteAnswer.WAITING:
        raise CannotBe(
            gettext_noop("This was answered already."),
            next_step=gettext_noop("Undo the answer, or ask the colleague who leaves."),
        )
    answer = NoteAnswer.AGREED if agreed else NoteAnswer.DECLINED
    with change_set("answer_note", asking) as changes:
        if agreed:
            changes.change(offer.insight, held_back_by=None)
        changes.change(offer, answer=answer, answered_on=asking.day)
        return changes.made(offer)


def held_back_in(asking: Asking, about: Relationship) -> Colleague | None:
    """Return who holds back a new note on family, faith or health, if a handover waits.

    Nobody who has left does, as it would be erased at once. What the successor notes they know
    themselves.
    """
    waiting = about.handovers.filter(offer__answer=Answer.WAITING).select_related("leaver")
    row = waiting.exclude(successor=asking.me).order_by("pk").last()
    return row.leaver if row is not None and row.leaver.is_here(asking.day) else None
