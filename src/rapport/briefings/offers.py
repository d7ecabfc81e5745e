"""Offers to lead: those that wait for an answer, and those that were declined lately."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from rapport.records import whose
from rapport.records.asking import Asking
from rapport.records.models import Answer, Colleague, Holder, Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.prepared import prepared
from rapport.records.refusals import NotThere

TOLD_FOR = timedelta(days=14)
"""So long whoever offered the lead is told that it was declined."""

AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Offer:
    """The lead of a relationship, offered to a colleague.

    ``by`` leads until it is accepted, "" where nobody does. ``to_me``: it waits for whoever reads.
    ``may_withdraw``: they write in its circle. ``declined_on`` is None while it waits;
    ``because`` is what was said then.
    """

    relationship: uuid.UUID
    alias: str
    name: str
    by: str
    on: date
    since: date
    to_me: bool
    may_withdraw: bool
    declined_on: date | None
    because: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for my answer, what waits for somebody else's, and what they declined."""

    for_me: tuple[Offer, ...] = ()
    for_others: tuple[Offer, ...] = ()
    declined: tuple[Offer, ...] = ()
    more: bool = False

    def __bool__(self) -> bool:
        return bool(self.for_me or self.for_others or self.declined)


def waiting(asking: Asking, *, mine: bool) -> Waiting:
    """Return the offers to me, and those of my relationships (or of all I may see)."""
    me = asking.me
    rows = _offers(me, asking.day, asking.day - TOLD_FOR, mine)
    told = [offer_of(me, one.relationship, one) for one in rows[:AT_MOST]]
    return Waiting(
        for_me=tuple(one for one in told if one.to_me),
        for_others=tuple(one for one in told if not one.to_me and one.declined_on is None),
        declined=tuple(one for one in told if one.declined_on is not None),
        more=len(rows) > AT_MOST,
    )


def offer_of(me: Colleague, row: Relationship, holder: Holder) -> Offer:
    """Return an offer as ``me`` is shown it."""
    waits = holder.answer == Answer.WAITING
    return Offer(
        relationship=row.pk,
        alias=row.called,
        name=holder.colleague.name,
        by=row.lead.name if row.lead else "",
        on=holder.offered_on or holder.since,
        since=holder.since,
        to_me=waits and holder.colleague_id == me.pk,
        may_withdraw=row.circle_id in me.writable_circles(),
        declined_on=None if waits else holder.answered_on,
        because=holder.declined_because,
    )


@prepared
def _offers(me: Colleague, day: date, since: date, mine: bool) -> "QuerySet[Holder]":
    """Return what waits for an answer, mine first, and what others declined since."""
    seen: QuerySet[Holder] = Holder.objects.visible_to(me).filter(offered_on__isnull=False)
    later = Holder.objects.filter(relationship=OuterRef("relationship"), pk__gt=OuterRef("pk"))
    lately = Q(answer=Answer.DECLINED, answered_on__gte=since) & ~Exists(later)
    rows = seen.filter(Q(answer=Answer.WAITING) | lately & ~Q(colleague=me))
    if mine:
        held = Relationship.objects.filter(whose.mine(me, day))
        rows = rows.filter(Q(colleague=me) | Q(relationship__in=held))
    rows = rows.select_related(
        "colleague", "relationship__counterpart", "relationship__actor", "relationship__lead"
    )
    not_mine = Case(When(colleague=me, then=0), default=1)
    return rows.order_by(not_mine, "-offered_on", "-pk")[: AT_MOST + 1]


def offered_to(me: Colleague, key: uuid.UUID) -> Offer:
    """Return the offer of this relationship that waits for me; raises ``NotThere``."""
    rows = Holder.objects.visible_to(me).filter(relationship=key, colleague=me).waiting()
    rows = rows.select_related(
        "colleague", "relationship__counterpart", "relationship__actor", "relationship__lead"
    )
    found = rows.last()
    if found is None:
        raise NotThere(NOT_THERE)
    return offer_of(me, found.relationship, found)


def offer_on(me: Colleague, row: Relationship) -> Offer | None:
    """Return the offer of this relationship that waits for anybody, if one does."""
    rows = Holder.objects.visible_to(me).filter(relationship=row).waiting()
    found = rows.select_related("colleague").last()
    return offer_of(me, row, found) if found else None
