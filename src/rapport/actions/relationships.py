"""Verbs about a relationship: who holds it, its rhythm, its phase and stage."""

import uuid

from django.utils.translation import gettext_noop

from rapport.actions.people import check_cadence, colleague_in, name_in
from rapport.records.asking import Asking
from rapport.records.change import Change
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
from rapport.records.validation import require_text


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


def set_lead(
    asking: Asking,
    *,
    key: uuid.UUID,
    lead: uuid.UUID,
    joint_introduction: bool = False,
) -> Change[Relationship]:
    """Pass the relationship to another lead; the holder history keeps who held it before."""
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    who = colleague_in(asking, relationship.circle, lead)
    with change_set("set_lead", asking) as changes:
        if who is None or relationship.lead_id == who.pk:
            return changes.made(relationship)
        for holder in relationship.holders.filter(until__isnull=True):
            changes.change(holder, until=max(asking.day, holder.since))
        changes.add(
            Holder,
            relationship,
            colleague=who,
            since=asking.day,
            joint_introduction=joint_introduction,
        )
        _let_see(changes, relationship, who)
        backup = None if relationship.backup_id == who.pk else relationship.backup
        changes.change(relationship, lead=who, backup=backup)
        return changes.made(relationship)


def set_backup(asking: Asking, *, key: uuid.UUID, backup: uuid.UUID | None) -> Change[Relationship]:
    """Name, or unname, the colleague who could step in."""
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    if backup is not None and backup == relationship.lead_id:
        raise CannotBe(
            gettext_noop("The backup must be somebody other than the lead."),
            next_step=gettext_noop("Choose a second colleague, or leave it empty for now."),
        )
    who = colleague_in(asking, relationship.circle, backup)
    with change_set("set_backup", asking) as changes:
        _let_see(changes, relationship, who)
        changes.change(relationship, backup=who)
        return changes.made(relationship)


def set_cadence(
    asking: Asking,
    *,
    key: uuid.UUID,
    ideal_days: int | None,
    maximum_days: int | None,
) -> Change[Relationship]:
    """Set how often we mean to be in touch; empty means as the office does."""
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    check_cadence(ideal_days, maximum_days, relationship.office)
    with change_set("set_cadence", asking) as changes:
        changes.change(relationship, ideal_days=ideal_days, maximum_days=maximum_days)
        return changes.made(relationship)


def change_holders(
    asking: Asking,
    *,
    key: uuid.UUID,
    lead: uuid.UUID,
    joint_introduction: bool,
    backup: uuid.UUID | None,
    ideal_days: int | None,
    maximum_days: int | None,
) -> Change[Relationship]:
    """Set who holds the relationship and its rhythm, all of it or nothing, as one change set."""
    with change_set("change_holders", asking):
        set_lead(asking, key=key, lead=lead, joint_introduction=joint_introduction)
        set_backup(asking, key=key, backup=backup)
        return set_cadence(asking, key=key, ideal_days=ideal_days, maximum_days=maximum_days)


def switch_phase(
    asking: Asking, *, key: uuid.UUID, phase: str, reason: str
) -> Change[Relationship]:
    """Move to another phase: a decision, with its reason."""
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    _need(reason, gettext_noop("Switching the phase needs its reason."))
    with change_set("switch_phase", asking) as changes:
        changes.change(relationship, phase=phase)
        changes.add(
            Step,
            relationship,
            of=Step.Of.PHASE,
            to=phase,
            on=asking.day,
            reason=reason,
            by=asking.me,
        )
        return changes.made(relationship)


def take_stage(
    asking: Asking, *, key: uuid.UUID, stage: str, evidence: str
) -> Change[Relationship]:
    """Move to another stage of trust, with the evidence for it."""
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    _need(evidence, gettext_noop("A stage needs its evidence."))
    with change_set("take_stage", asking) as changes:
        changes.change(relationship, stage=stage)
        changes.add(
            Step,
            relationship,
            of=Step.Of.STAGE,
            to=stage,
            on=asking.day,
            reason=evidence,
            by=asking.me,
        )
        return changes.made(relationship)


def _let_see(changes: ChangeSet, relationship: Relationship, who: Colleague | None) -> None:
    """Name in a severe relationship whoever is to hold it: they could not see it otherwise."""
    if who is not None and relationship.sensitivity >= Sensitivity.SEVERE:
        name_in(changes, relationship, [who.pk])


def _need(text: str, says: str) -> None:
    require_text(text, says, gettext_noop("Write one line that a successor will understand."))
