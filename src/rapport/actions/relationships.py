"""Verbs about a relationship: who holds it, its rhythm, its phase and stage."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.actions.people import check_cadence, colleague_in, name_in
from rapport.records import judging
from rapport.records.models import (
    Colleague,
    Holder,
    Interaction,
    Relationship,
    Sensitivity,
    Step,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere


def heard_in(by: Colleague, about: Relationship, key: uuid.UUID | None) -> Interaction | None:
    """Return the interaction with this counterpart in which something was heard, if one is named.

    One with somebody else would tie two circles together.
    """
    if key is None:
        return None
    there = Interaction.objects.visible_to(by).filter(pk=key, theirs__relationship=about)
    heard: Interaction | None = there.first()
    if heard is None:
        raise NotThere(NOT_THERE)
    return heard


@transaction.atomic
def set_lead(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    key: uuid.UUID,
    lead: uuid.UUID,
    joint_introduction: bool = False,
) -> Relationship:
    """Pass the relationship to another lead; the holder history keeps who held it before."""
    relationship = Relationship.objects.one_changeable_by(by, key)
    who = colleague_in(relationship.circle, lead)
    if who is None or relationship.lead_id == who.pk:
        return relationship
    with change_set("set_lead", by=by, now=now) as changes:
        for holder in relationship.holders.filter(until__isnull=True):
            changes.change(holder, until=max(today, holder.since))
        changes.create(
            Holder(
                office_id=relationship.office_id,
                circle_id=relationship.circle_id,
                sensitivity=relationship.sensitivity,
                relationship=relationship,
                colleague=who,
                since=today,
                joint_introduction=joint_introduction,
            )
        )
        _let_see(changes, relationship, who)
        backup = None if relationship.backup_id == who.pk else relationship.backup
        changes.change(relationship, lead=who, backup=backup)
    judging.rejudge([key], today=today)
    return relationship


@transaction.atomic
def set_backup(
    *, by: Colleague, now: datetime, today: date, key: uuid.UUID, backup: uuid.UUID | None
) -> Relationship:
    """Name, or unname, the colleague who could step in."""
    relationship = Relationship.objects.one_changeable_by(by, key)
    if backup is not None and backup == relationship.lead_id:
        raise CannotBe(
            gettext_noop("The backup must be somebody other than the lead."),
            next_step=gettext_noop("Choose a second colleague, or leave it empty for now."),
        )
    who = colleague_in(relationship.circle, backup)
    with change_set("set_backup", by=by, now=now) as changes:
        _let_see(changes, relationship, who)
        changes.change(relationship, backup=who)
    judging.rejudge([key], today=today)
    return relationship


@transaction.atomic
def set_cadence(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    key: uuid.UUID,
    ideal_days: int | None,
    maximum_days: int | None,
) -> Relationship:
    """Set how often we mean to be in touch; empty means as the office does."""
    relationship = Relationship.objects.one_changeable_by(by, key)
    check_cadence(ideal_days, maximum_days, relationship.office)
    with change_set("set_cadence", by=by, now=now) as changes:
        changes.change(relationship, ideal_days=ideal_days, maximum_days=maximum_days)
    judging.rejudge([key], today=today)
    return relationship


@transaction.atomic
def change_holders(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    key: uuid.UUID,
    lead: uuid.UUID,
    joint_introduction: bool,
    backup: uuid.UUID | None,
    ideal_days: int | None,
    maximum_days: int | None,
) -> Relationship:
    """Set who holds the relationship and its rhythm, all of it or nothing, as one deed."""
    common: dict[str, Any] = {"by": by, "now": now, "today": today, "key": key}
    with change_set("change_holders", by=by, now=now):
        set_lead(**common, lead=lead, joint_introduction=joint_introduction)
        set_backup(**common, backup=backup)
        return set_cadence(**common, ideal_days=ideal_days, maximum_days=maximum_days)


@transaction.atomic
def switch_phase(
    *, by: Colleague, now: datetime, today: date, key: uuid.UUID, phase: str, reason: str
) -> Relationship:
    """Move to another phase: a decision, with its reason."""
    relationship = Relationship.objects.one_changeable_by(by, key)
    _need(reason, gettext_noop("Switching the phase needs its reason."))
    with change_set("switch_phase", by=by, now=now) as changes:
        changes.change(relationship, phase=phase)
        _step(changes, relationship, of=Step.Of.PHASE, to=phase, on=today, reason=reason, by=by)
    judging.rejudge([key], today=today)
    return relationship


@transaction.atomic
def take_stage(
    *, by: Colleague, now: datetime, today: date, key: uuid.UUID, stage: str, evidence: str
) -> Relationship:
    """Move to another stage of trust, with the evidence for it."""
    relationship = Relationship.objects.one_changeable_by(by, key)
    _need(evidence, gettext_noop("A stage needs its evidence."))
    with change_set("take_stage", by=by, now=now) as changes:
        changes.change(relationship, stage=stage)
        _step(changes, relationship, of=Step.Of.STAGE, to=stage, on=today, reason=evidence, by=by)
    judging.rejudge([key], today=today)
    return relationship


def _let_see(changes: ChangeSet, relationship: Relationship, who: Colleague | None) -> None:
    """Name in a severe relationship whoever is to hold it: they could not see it otherwise."""
    if who is not None and relationship.sensitivity >= Sensitivity.SEVERE:
        name_in(changes, relationship, [who.pk])


def _need(text: str, says: str) -> None:
    if not text.strip():
        raise CannotBe(
            says, next_step=gettext_noop("Write one line that a successor will understand.")
        )


def _step(
    changes: ChangeSet,
    relationship: Relationship,
    *,
    of: str,
    to: str,
    on: date,
    reason: str,
    by: Colleague,
) -> None:
    changes.create(
        Step(
            office_id=relationship.office_id,
            circle_id=relationship.circle_id,
            sensitivity=relationship.sensitivity,
            relationship=relationship,
            of=of,
            to=to,
            on=on,
            reason=reason.strip(),
            by=by,
        )
    )
