"""Verbs about care with data: keep a note longer, or erase it for good."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.records import judging
from rapport.records.erasing import erase
from rapport.records.models import Colleague, Insight
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe


@transaction.atomic
def keep_note(
    *, by: Colleague, now: datetime, today: date, key: uuid.UUID, until: date, reason: str
) -> Insight:
    """Keep a note until another day, for a stated reason."""
    insight = Insight.objects.one_changeable_by(by, key)
    if until <= today:
        raise CannotBe(
            gettext_noop("This day has passed."),
            next_step=gettext_noop("Choose a day to come, or erase the note."),
        )
    if not reason.strip():
        raise CannotBe(
            gettext_noop("Keeping a note longer needs its reason."),
            next_step=gettext_noop("Say what it is still needed for, or erase the note."),
        )
    with change_set("keep_note", by=by, now=now) as changes:
        changes.change(insight, expires=until, need=reason.strip())
    judging.rejudge([insight.relationship_id], today=today)
    return insight


@transaction.atomic
def erase_note(*, by: Colleague, now: datetime, today: date, key: uuid.UUID) -> None:
    """Erase a note for good: the row, its place in the index, and its text in the history.

    The history still shows that there was a note, and its chain still fits.
    """
    insight = Insight.objects.one_changeable_by(by, key)
    relationship = insight.relationship_id
    with change_set("erase_note", by=by, now=now) as changes:
        changes.delete(insight)
        changes.write()
        erase(insight.pk)
    judging.rejudge([relationship], today=today)
