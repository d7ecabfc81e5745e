"""Verbs about promises: make one, settle one."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.actions.people import check_date, colleague_in
from rapport.actions.relationships import heard_in
from rapport.records import judging
from rapport.records.models import (
    Colleague,
    Commitment,
    CommitmentState,
    Relationship,
    Side,
)
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe


@transaction.atomic
def make_commitment(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    relationship: uuid.UUID,
    text: str,
    side: str = Side.US,
    due: date | None = None,
    made_on: date | None = None,
    colleague: uuid.UUID | None = None,
    interaction: uuid.UUID | None = None,
) -> Commitment:
    """Record a promise, ours or theirs."""
    about = Relationship.objects.one_changeable_by(by, relationship)
    made = made_on or today
    check_date(made, today)
    if due is not None and due < made:
        raise CannotBe(
            gettext_noop("This would be due before it was promised."),
            next_step=gettext_noop("Check both dates."),
        )
    if not text.strip():
        raise CannotBe(
            gettext_noop("A promise needs words."),
            next_step=gettext_noop("Write what was promised, in one line."),
        )
    who = colleague_in(about.circle, colleague or (by.pk if side == Side.US else None))
    heard = heard_in(by, about, interaction)
    with change_set("make_commitment", by=by, now=now) as changes:
        commitment = changes.create(
            Commitment(
                office_id=about.office_id,
                circle_id=about.circle_id,
                sensitivity=about.sensitivity,
                relationship=about,
                by=side,
                text=text.strip(),
                made_on=made,
                due=due,
                colleague=who,
                interaction=heard,
            )
        )
    judging.rejudge([about.pk], today=today)
    return commitment


@transaction.atomic
def settle_commitment(
    *, by: Colleague, now: datetime, today: date, key: uuid.UUID, state: str
) -> Commitment:
    """Say what became of a promise; ``open`` opens it again."""
    commitment = Commitment.objects.one_changeable_by(by, key)
    settled = None if state == CommitmentState.OPEN else today
    with change_set("settle_commitment", by=by, now=now) as changes:
        changes.change(commitment, state=state, settled_on=settled)
    judging.rejudge([commitment.relationship_id], today=today)
    return commitment
