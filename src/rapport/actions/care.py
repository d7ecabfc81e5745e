"""Verbs about care with data: keep a note longer, or erase it for good."""

import uuid
from datetime import date

from django.utils.translation import gettext_noop

from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.erasing import erase
from rapport.records.models import Insight
from rapport.records.models.history import SET_TO_ERASE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import require_text


def keep_note(asking: Asking, *, key: uuid.UUID, until: date, reason: str) -> Change[Insight]:
    """Keep a note until another day, for a stated reason."""
    insight = Insight.objects.one_changeable_by(asking.me, key)
    if until <= asking.day:
        raise CannotBe(
            gettext_noop("This date has passed."),
            next_step=gettext_noop("Choose a later date, or erase the note."),
        )
    require_text(
        reason,
        gettext_noop("Keeping a note longer needs a reason."),
        gettext_noop("Say what it is still needed for, or erase the note."),
    )
    with change_set("keep_note", asking) as changes:
        changes.change(insight, expires=until, need=reason.strip())
        return changes.made(insight)


def set_to_erase(asking: Asking, *, key: uuid.UUID) -> Change[Insight]:
    """Take a note away at once; it is erased for good on the second day after, unless undone.

    Until then the history alone holds it, and taking this back brings it back whole.
    """
    insight = Insight.objects.one_changeable_by(asking.me, key)
    with change_set(SET_TO_ERASE, asking) as changes:
        changes.delete(insight)
        return changes.made(insight)


def erase_note(asking: Asking, *, key: uuid.UUID) -> Change[Insight]:
    """Erase a note for good: the row, its place in the index, and its text in the history.

    The history still shows that there was a note, and its chain still fits.
    """
    insight = Insight.objects.one_changeable_by(asking.me, key)
    with change_set("erase_note", asking) as changes:
        erase(changes, [insight.pk], on=asking.day)
        return changes.made(insight)
