"""Verbs about asks: plan one, use the life-saving exception, settle one."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.actions.people import colleague_in
from rapport.records import judging
from rapport.records.models import Ask, Colleague, Outcome, Relationship
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe


@dataclass(frozen=True, slots=True)
class NewAsk:
    """What we mean to ask, and what saying yes may cost them."""

    relationship: uuid.UUID
    what: str
    planned_for: date | None = None
    channel: str = ""
    life_saving: bool = False
    life_saving_reason: str = ""
    authorised_by: uuid.UUID | None = None
    costs: tuple[tuple[str, int], ...] = ()
    softens: str = ""
    for_them: str = ""


@transaction.atomic
def plan_ask(*, by: Colleague, now: datetime, today: date, new: NewAsk) -> Ask:
    """Plan an ask. Advice about its timing shows beside it and never stops it."""
    about = Relationship.objects.one_changeable_by(by, new.relationship)
    if not new.what.strip():
        raise CannotBe(
            gettext_noop("An ask needs words."),
            next_step=gettext_noop("Write what we would ask for, in one line."),
        )
    if new.life_saving and not new.life_saving_reason.strip():
        raise CannotBe(
            gettext_noop("The life-saving exception needs its reason."),
            next_step=gettext_noop("Write in one line whose lives depend on it, and how."),
        )
    with change_set("plan_ask", by=by, now=now) as changes:
        ask = changes.create(
            Ask(
                office_id=about.office_id,
                circle_id=about.circle_id,
                sensitivity=about.sensitivity,
                relationship=about,
                what=new.what.strip(),
                planned_for=new.planned_for,
                channel=new.channel,
                life_saving=new.life_saving,
                life_saving_reason=new.life_saving_reason.strip(),
                authorised_by=colleague_in(about.circle, new.authorised_by),
                costs=[list(cost) for cost in new.costs],
                softens=new.softens,
                for_them=new.for_them,
            )
        )
    judging.rejudge([about.pk], today=today)
    return ask


@transaction.atomic
def settle_ask(*, by: Colleague, now: datetime, today: date, key: uuid.UUID, outcome: str) -> Ask:
    """Say what became of an ask."""
    ask = Ask.objects.one_changeable_by(by, key)
    made = ask.made_on or (None if outcome in (Outcome.PLANNED, Outcome.WITHDRAWN) else today)
    with change_set("settle_ask", by=by, now=now) as changes:
        changes.change(ask, outcome=outcome, made_on=made)
    judging.rejudge([ask.relationship_id], today=today)
    return ask
