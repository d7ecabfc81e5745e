"""Verbs about a relationship: who holds it, its rhythm, its phase and stage, what it is for."""

import uuid
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.holders import LED_BEFORE, LED_BEFORE_NEXT, check_since, introduced_at, let_see
from rapport.actions.offers import last_lead, offer_to, take
from rapport.actions.people import check_cadence, check_date, colleague_in
from rapport.actions.steps import take_step
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.entry import misfit
from rapport.records.models import Relationship, Step
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe

DESCRIBED = frozenset({"opened", "open_reason", "objective", "expectations", "terms"})
"""What is said of a relationship as a whole."""


def set_lead(
    asking: Asking,
    *,
    key: uuid.UUID,
    lead: uuid.UUID,
    since: date | None = None,
    introduced_in: uuid.UUID | None = None,
) -> Change[Relationship]:
    """Offer the lead to a colleague, who leads once they accept; for oneself, take it at once.

    ``introduced_in`` is the meeting in which the earlier lead and the new one were both there. One
    that is logged, before or after, is found without being named.
    """
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    who = colleague_in(asking, relationship.circle, lead)
    with change_set("set_lead", asking) as changes:
        if who is None or relationship.lead_id == who.pk:
            return changes.made(relationship)
        last = last_lead(relationship)
        since = since or max(asking.day, last.since if last else asking.day)
        check_since(asking, relationship, since, after=last.since if last else None)
        leads = {who.pk, last.colleague_id} if last else {who.pk}
        meeting = introduced_at(asking, relationship, introduced_in, leads)
        if who.pk == asking.me.pk:
            take(changes, asking, relationship, since=since, meeting=meeting)
        else:
            offer_to(changes, asking, relationship, who, since=since, meeting=meeting)
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
        let_see(changes, relationship, who)
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
    backup: uuid.UUID | None,
    ideal_days: int | None,
    maximum_days: int | None,
    since: date | None = None,
    introduced_in: uuid.UUID | None = None,
) -> Change[Relationship]:
    """Set who holds the relationship and its rhythm, all of it or nothing, as one change set."""
    with change_set("change_holders", asking):
        set_lead(asking, key=key, lead=lead, since=since, introduced_in=introduced_in)
        set_backup(asking, key=key, backup=backup)
        return set_cadence(asking, key=key, ideal_days=ideal_days, maximum_days=maximum_days)


def switch_phase(
    asking: Asking, *, key: uuid.UUID, phase: str, reason: str, on: date | None = None
) -> Change[Relationship]:
    """Move to another phase: a decision, with its reason."""
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    with change_set("switch_phase", asking) as changes:
        take_step(changes, asking, relationship, of=Step.Of.PHASE, to=phase, on=on, reason=reason)
        return changes.made(relationship)


def take_stage(
    asking: Asking, *, key: uuid.UUID, stage: str, evidence: str, on: date | None = None
) -> Change[Relationship]:
    """Move to another stage of trust, with the evidence for it."""
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    with change_set("take_stage", asking) as changes:
        take_step(changes, asking, relationship, of=Step.Of.STAGE, to=stage, on=on, reason=evidence)
        return changes.made(relationship)


def describe(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Relationship]:
    """Say why it was begun, what we want of it, what each expects, and on what terms."""
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    unknown = values.keys() - DESCRIBED
    if unknown:
        raise misfit(min(unknown))
    opened = values.get("opened", relationship.opened)
    check_date(opened, asking.day)
    with change_set("describe", asking) as changes:
        _open_on(changes, relationship, opened)
        changes.change(relationship, **values)
        return changes.made(relationship)


def _open_on(changes: ChangeSet, relationship: Relationship, opened: date) -> None:
    """Let who led from the first contact on have led from its new day; others keep theirs."""
    for holder in relationship.holders.accepted().order_by("since", "pk"):
        if holder.since == relationship.opened and opened <= (holder.until or opened):
            changes.change(holder, since=opened)
        elif holder.since < opened:
            raise CannotBe(LED_BEFORE, next_step=LED_BEFORE_NEXT)
