"""Verbs about knowing each other: note what we understood, note what we told."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.actions.people import check_date
from rapport.actions.relationships import heard_in
from rapport.records import judging
from rapport.records.models import (
    Colleague,
    Confidence,
    Disclosure,
    Insight,
    Nature,
    Relationship,
)
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe


@transaction.atomic
def note_insight(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    relationship: uuid.UUID,
    kind: str,
    text: str,
    nature: str = Nature.INTERPRETATION,
    on: date | None = None,
    interaction: uuid.UUID | None = None,
    confidence: str = Confidence.MEDIUM,
    special: str = "",
    need: str = "",
    expires: date | None = None,
) -> Insight:
    """Note something understood of a counterpart.

    Family, faith and health are kept only with the reason why they are needed.
    """
    about = Relationship.objects.one_changeable_by(by, relationship)
    check_date(on or today, today)
    if not text.strip():
        raise CannotBe(
            gettext_noop("A note needs words."),
            next_step=gettext_noop("Write what was understood, as if they could read it."),
        )
    if expires is not None and expires < (on or today):
        raise CannotBe(
            gettext_noop("This note would end before its day."),
            next_step=gettext_noop("Check both dates."),
        )
    if special and not need.strip():
        raise CannotBe(
            gettext_noop("Family, faith and health are kept only for a stated reason."),
            next_step=gettext_noop("Say what it is needed for, or leave it out."),
        )
    heard = heard_in(by, about, interaction)
    with change_set("note_insight", by=by, now=now) as changes:
        insight = changes.create(
            Insight(
                office_id=about.office_id,
                circle_id=about.circle_id,
                sensitivity=about.sensitivity,
                relationship=about,
                kind=kind,
                nature=nature,
                text=text.strip(),
                on=on or today,
                interaction=heard,
                confidence=confidence,
                special=special,
                need=need.strip(),
                expires=expires,
            )
        )
    judging.rejudge([about.pk], today=today)
    return insight


@transaction.atomic
def tell(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    relationship: uuid.UUID,
    kind: str,
    text: str = "",
    on: date | None = None,
    interaction: uuid.UUID | None = None,
) -> Disclosure:
    """Note what we told them about ourselves, our organisation or our limits."""
    about = Relationship.objects.one_changeable_by(by, relationship)
    check_date(on or today, today)
    heard = heard_in(by, about, interaction)
    with change_set("tell", by=by, now=now) as changes:
        disclosure = changes.create(
            Disclosure(
                office_id=about.office_id,
                circle_id=about.circle_id,
                sensitivity=about.sensitivity,
                relationship=about,
                kind=kind,
                text=text.strip(),
                on=on or today,
                interaction=heard,
            )
        )
    judging.rejudge([about.pk], today=today)
    return disclosure
