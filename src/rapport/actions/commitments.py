"""Verbs about promises: make one, settle one."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_date, colleague_in
from rapport.actions.relationships import heard_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Commitment, CommitmentState, Relationship, Side
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import require_text


def make_commitment(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    text: str,
    by: str = Side.US,
    due: date | None = None,
    made_on: date | None = None,
    colleague: uuid.UUID | None = None,
    interaction: uuid.UUID | None = None,
    **values: Any,
) -> Change[Commitment]:
    """Record a promise, ours or theirs."""
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    made = made_on or asking.day
    check_date(made, asking.day)
    if due is not None and due < made:
        raise CannotBe(
            gettext_noop("This would be due before it was promised."),
            next_step=gettext_noop("Check both dates."),
        )
    require_text(
        text,
        gettext_noop("A promise needs words."),
        gettext_noop("Write what was promised, in one line."),
    )
    giver = colleague or (asking.me.pk if by == Side.US else None)
    with change_set("make_commitment", asking) as changes:
        commitment = changes.add(
            Commitment,
            about,
            by=by,
            text=text,
            made_on=made,
            due=due,
            colleague=colleague_in(asking, about.circle, giver),
            interaction=heard_in(asking.me, about, interaction),
            **values,
        )
        return changes.made(commitment)


def settle_commitment(asking: Asking, *, key: uuid.UUID, state: str) -> Change[Commitment]:
    """Say what became of a promise; ``open`` opens it again."""
    commitment = Commitment.objects.one_changeable_by(asking.me, key)
    settled = None if state == CommitmentState.OPEN else asking.day
    with change_set("settle_commitment", asking) as changes:
        changes.change(commitment, state=state, settled_on=settled)
        return changes.made(commitment)
