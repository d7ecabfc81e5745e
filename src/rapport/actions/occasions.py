"""Verbs about feasts and dates: note one, greet on one."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.records import judging
from rapport.records.feasts import FEASTS
from rapport.records.models import Colleague, Occasion, OccasionTone, Relationship
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe


@transaction.atomic
def note_occasion(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    relationship: uuid.UUID,
    name: str,
    feast: str = "",
    month: int | None = None,
    day: int | None = None,
    once: date | None = None,
    tone: str = OccasionTone.JOYFUL,
    mentioned_by_them: bool = False,
    safe_channel: str = "",
) -> Occasion:
    """Note a day that matters to a counterpart."""
    about = Relationship.objects.one_changeable_by(by, relationship)
    if not (feast in FEASTS or once or (month and day)):
        raise CannotBe(
            gettext_noop("An occasion needs a day."),
            next_step=gettext_noop("Choose a feast, a day of the year, or one date."),
        )
    if month and day:
        try:
            date(2024, month, day)
        except ValueError:
            raise CannotBe(
                gettext_noop("There is no such day in the year."),
                next_step=gettext_noop("Check the day and the month."),
            ) from None
    with change_set("note_occasion", by=by, now=now) as changes:
        occasion = changes.create(
            Occasion(
                office_id=about.office_id,
                circle_id=about.circle_id,
                sensitivity=about.sensitivity,
                relationship=about,
                name=name.strip(),
                feast=feast,
                month=month,
                day=day,
                once=once,
                tone=tone,
                mentioned_by_them=mentioned_by_them,
                mentioned_on=today if mentioned_by_them else None,
                safe_channel=safe_channel,
            )
        )
    judging.rejudge([about.pk], today=today)
    return occasion


@transaction.atomic
def greet(*, by: Colleague, now: datetime, today: date, key: uuid.UUID) -> Occasion:
    """Note that the occasion was marked this time."""
    occasion = Occasion.objects.one_changeable_by(by, key)
    with change_set("greet", by=by, now=now) as changes:
        changes.change(occasion, greeted_on=today)
    judging.rejudge([occasion.relationship_id], today=today)
    return occasion
