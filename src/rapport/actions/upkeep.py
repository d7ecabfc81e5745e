"""Verbs about findings: set one aside for a while, or hear it again."""

import uuid
from datetime import date

from django.utils.translation import gettext_noop

from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Relationship, Waiver
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import require_text
from rapport.rules.catalogue import RULES


def waive(
    asking: Asking, *, relationship: uuid.UUID, code: str, reason: str, until: date
) -> Change[Waiver]:
    """Silence one rule for one relationship, with a reason, until a day.

    What the finding rests on now is remembered: once it rests on something else, it speaks again.
    """
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    if code not in RULES:
        raise CannotBe(
            gettext_noop("There is no rule of this name."),
            next_step=gettext_noop("Open the page of rules to see them all."),
        )
    require_text(
        reason,
        gettext_noop("Setting a finding aside needs its reason."),
        gettext_noop("Write one line that a successor will understand."),
    )
    if until <= asking.day:
        raise CannotBe(
            gettext_noop("This day has passed."),
            next_step=gettext_noop("Choose a day to come."),
        )
    with change_set("waive", asking) as changes:
        waiver = changes.add(
            Waiver,
            about,
            code=code,
            reason=reason,
            until=until,
            by=asking.me,
            seen=_rests_on(about, code),
        )
        return changes.made(waiver)


def _rests_on(about: Relationship, code: str) -> list[str]:
    """Return the keys of the records that the finding rests on now."""
    found = about.findings.filter(code=code).values_list("because", flat=True)
    return sorted({key for because in found for _, key in because})


def lift_waiver(asking: Asking, *, key: uuid.UUID) -> Change[Waiver]:
    """Hear a silenced rule again."""
    waiver = Waiver.objects.one_changeable_by(asking.me, key)
    with change_set("lift_waiver", asking) as changes:
        changes.delete(waiver)
        return changes.made(waiver)
