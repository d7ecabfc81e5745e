"""Verbs about an offer to lead: whoever is asked accepts or declines, others may withdraw it.

Until it is accepted nothing is handed over: promises and findings stay where they are
(:mod:`rapport.records.whose`).
"""

import uuid
from datetime import date

from django.utils.translation import gettext_noop

from rapport.actions.holders import check_since, let_see
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Answer,
    Colleague,
    Commitment,
    CommitmentState,
    Handover,
    Holder,
    Interaction,
    Named,
    Operation,
    Relationship,
    Sensitivity,
    Side,
)
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe


def accept_lead(
    asking: Asking, *, key: uuid.UUID, since: date | None = None
) -> Change[Relationship]:
    """Accept to lead: from today, or from ``since`` where I have led since then already.

    Raises ``NotThere`` for a relationship I may not see, ``CannotBe`` where nobody offered it to me
    or the day cannot be.
    """
    relationship = Relationship.objects.one_visible_to(asking.me, key)
    with change_set("accept_lead", asking) as changes:
        offer = _offered_to(asking.me, relationship)
        leaver = relationship.lead_id
        take(changes, asking, relationship, offer=offer, since=since)
        if Handover.objects.filter(offer=offer).exists():
            _pass_promises(changes, relationship, leaver, asking.me)
        return changes.made(relationship)


def decline_lead(asking: Asking, *, key: uuid.UUID, reason: str) -> Change[Relationship]:
    """Decline to lead, with a reason for whoever has to ask somebody else. Raises as above."""
    relationship = Relationship.objects.one_visible_to(asking.me, key)
    if not reason.strip():
        raise CannotBe(
            gettext_noop("Declining needs a reason."),
            next_step=gettext_noop("One line is enough: whoever offered it reads it."),
        )
    with change_set("decline_lead", asking) as changes:
        offer = _offered_to(asking.me, relationship)
        _unname(changes, offer, relationship)
        changes.change(
            offer,
            answer=Answer.DECLINED,
            answered_on=asking.day,
            declined_because=reason.strip(),
        )
        return changes.made(relationship)


def withdraw_offer(asking: Asking, *, key: uuid.UUID) -> Change[Relationship]:
    """Withdraw the offer that waits, so that the lead stays where it is."""
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    with change_set("withdraw_offer", asking) as changes:
        if not withdraw(changes, relationship):
            raise CannotBe(
                gettext_noop("No offer is waiting here."),
                next_step=gettext_noop("It may have been answered: look at who leads now."),
            )
        return changes.made(relationship)


def offer_to(
    changes: ChangeSet,
    asking: Asking,
    relationship: Relationship,
    who: Colleague,
    *,
    since: date,
    meeting: Interaction | None,
) -> Holder:
    """Ask a colleague to lead; an offer that waited for anybody is replaced."""
    withdraw(changes, relationship)
    offer = changes.add(
        Holder,
        relationship,
        colleague=who,
        since=since,
        introduced_in=meeting,
        answer=Answer.WAITING,
        offered_on=asking.day,
    )
    let_see(changes, relationship, who)
    return offer


def take(
    changes: ChangeSet,
    asking: Asking,
    relationship: Relationship,
    *,
    offer: Holder | None = None,
    since: date | None = None,
    meeting: Interaction | None = None,
) -> None:
    """Let whoever asks lead from ``since``, and whoever led before them until then."""
    last = last_lead(relationship)
    since = since or max(asking.day, last.since if last else asking.day)
    check_since(asking, relationship, since, after=last.since if last else None)
    for holder in relationship.holders.accepted().filter(until__isnull=True):
        changes.change(holder, until=since)
    if offer is None:
        changes.add(Holder, relationship, colleague=asking.me, since=since, introduced_in=meeting)
    else:
        changes.change(offer, since=since, answer=Answer.ACCEPTED, answered_on=asking.day)
    withdraw(changes, relationship, besides=offer)
    let_see(changes, relationship, asking.me)
    backup = None if relationship.backup_id == asking.me.pk else relationship.backup
    changes.change(relationship, lead=asking.me, backup=backup)


def last_lead(relationship: Relationship) -> Holder | None:
    """Return the entry of whoever led last, offers left out."""
    last: Holder | None = relationship.holders.accepted().order_by("since", "pk").last()
    return last


def withdraw(
    changes: ChangeSet, relationship: Relationship, *, besides: Holder | None = None
) -> bool:
    """Take away the offers that wait, ``besides`` one; say whether there were any."""
    offers = relationship.holders.waiting().select_related("colleague")
    going = [offer for offer in offers if besides is None or offer.pk != besides.pk]
    for offer in going:
        _unname(changes, offer, relationship)
        changes.delete(offer)
    return bool(going)


def _pass_promises(
    changes: ChangeSet, relationship: Relationship, leaver: uuid.UUID | None, who: Colleague
) -> None:
    """Let the promises that whoever leaves gave, and that are open, be the new lead's."""
    ours = Commitment.objects.filter(
        relationship=relationship, by=Side.US, state=CommitmentState.OPEN, colleague=leaver
    )
    for promise in ours.exclude(colleague=None).order_by("pk"):
        changes.change(promise, colleague=who)


def _offered_to(me: Colleague, relationship: Relationship) -> Holder:
    offer: Holder | None = relationship.holders.waiting().filter(colleague=me).last()
    if offer is None:
        raise CannotBe(
            gettext_noop("Nobody is waiting for your answer here."),
            next_step=gettext_noop("The offer may have been withdrawn. Ask who leads now."),
        )
    return offer


def _unname(changes: ChangeSet, offer: Holder, relationship: Relationship) -> None:
    """Close a severe relationship again to whom only this offer opened it."""
    holding = (relationship.lead_id, relationship.backup_id)
    if relationship.sensitivity < Sensitivity.SEVERE or offer.colleague_id in holding:
        return
    begun = Operation.objects.filter(row=offer.pk).order_by("sequence").first()
    if begun is not None:
        with_it = Operation.objects.filter(change_set=begun.change_set, effect=1).values("row")
        opened = Named.objects.filter(relationship=relationship, colleague=offer.colleague_id)
        for named in opened.filter(pk__in=with_it):
            changes.delete(named)
