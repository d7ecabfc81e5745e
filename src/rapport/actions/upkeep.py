"""Verbs about findings: set one aside for a while, or hear it again."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.records import judging
from rapport.records.models import Colleague, Relationship, Waiver
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.rules.catalogue import RULES


@transaction.atomic
def waive(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    relationship: uuid.UUID,
    code: str,
    reason: str,
    until: date,
) -> Waiver:
    """Silence one rule for one relationship, with a reason, until a day."""
    about = Relationship.objects.one_changeable_by(by, relationship)
    if code not in RULES:
        raise CannotBe(
            gettext_noop("There is no rule of this name."),
            next_step=gettext_noop("Open the page of rules to see them all."),
        )
    if not reason.strip():
        raise CannotBe(
            gettext_noop("Setting a finding aside needs its reason."),
            next_step=gettext_noop("Write one line that a successor will understand."),
        )
    if until <= today:
        raise CannotBe(
            gettext_noop("This day has passed."),
            next_step=gettext_noop("Choose a day to come."),
        )
    with change_set("waive", by=by, now=now) as changes:
        waiver = changes.create(
            Waiver(
                office_id=about.office_id,
                circle_id=about.circle_id,
                sensitivity=about.sensitivity,
                relationship=about,
                code=code,
                reason=reason.strip(),
                until=until,
                by=by,
            )
        )
    judging.rejudge([about.pk], today=today)
    return waiver


@transaction.atomic
def lift_waiver(*, by: Colleague, now: datetime, today: date, key: uuid.UUID) -> None:
    """Hear a silenced rule again."""
    waiver = Waiver.objects.one_changeable_by(by, key)
    with change_set("lift_waiver", by=by, now=now) as changes:
        changes.delete(waiver)
    judging.rejudge([waiver.relationship_id], today=today)
