"""Verbs about a handover: begin it, write it, plan the introduction, accept it, take it back."""

import uuid
from collections.abc import Collection
from datetime import date, time
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.gates import stripped
from rapport.actions.meetings import plan_meeting
from rapport.actions.offers import accept_lead, last_lead, offer_to, withdraw
from rapport.actions.people import check_date, colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Answer,
    Colleague,
    Evidence,
    Handover,
    InPerson,
    Insight,
    OurPart,
    Purpose,
    Relationship,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.records.validation import check_choice

WRITTEN = frozenset({"works", "avoid", "in_person", "told_on"})
"""What is written in a handover, beside who takes over."""


def begin_handover(
    asking: Asking, *, relationship: uuid.UUID, successor: uuid.UUID, **values: Any
) -> Change[Handover]:
    """Begin to hand over what a colleague who leaves leads: the lead is offered to the successor.

    Notes on family, faith or health are the leaver's alone from now on, until the successor agrees
    to keep them; of a leaver who is gone already they stay as they are, as nobody could offer
    them. Nothing else leaves the leaver before the successor has accepted.
    """
    about: Relationship = Relationship.objects.one_changeable_by(asking.me, relationship)
    leaver = _leaving(about)
    who = _successor(asking, about, leaver, successor)
    checked = _checked(asking, values)
    if about.handovers.filter(leaver=leaver).exclude(offer__answer=Answer.ACCEPTED).exists():
        raise CannotBe(
            gettext_noop("This handover has begun."),
            next_step=gettext_noop("Open it, and choose another successor there if needed."),
        )
    with change_set("begin_handover", asking) as changes:
        offer = _offer(changes, asking, about, who)
        changes.write()
        hold_back(changes, about, leaver, asking.day)
        handover = changes.add(
            Handover, about, leaver=leaver, successor=who, on=asking.day, offer=offer, **checked
        )
        return changes.made(handover)


def change_successor(asking: Asking, *, key: uuid.UUID, successor: uuid.UUID) -> Change[Handover]:
    """Offer what is handed over to another colleague; notes are offered to them anew."""
    row = _open(asking, key)
    who = _successor(asking, row.relationship, row.leaver, successor)
    with change_set("change_successor", asking) as changes:
        for note in row.notes.order_by("pk"):
            changes.delete(note)
        offer = _offer(changes, asking, row.relationship, who)
        changes.write()
        hold_back(changes, row.relationship, row.leaver, asking.day)
        changes.change(row, successor=who, offer=offer)
        return changes.made(row)


def change_handover(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Handover]:
    """Write what works and what to avoid, tick what was told in person, say that they were told."""
    row: Handover = Handover.objects.one_changeable_by(asking.me, key)
    checked = _checked(asking, values)
    with change_set("change_handover", asking) as changes:
        changes.change(row, **checked)
        return changes.made(row)


def remove_handover(asking: Asking, *, key: uuid.UUID) -> Change[Handover]:
    """Take a handover back that was not accepted: the leaver leads on, and notes are as before.

    While the leaver is here only they may: others would read what is theirs alone. What they held
    back and left behind is not brought back.
    """
    row = _open(asking, key)
    here = row.leaver.is_here(asking.day)
    if here and row.leaver_id != asking.me.pk:
        raise NotYours(
            gettext_noop("Only the colleague who leaves can remove this handover."),
            next_step=gettext_noop("Ask them, or choose another successor."),
        )
    with change_set("remove_handover", asking) as changes:
        if row.answer == Answer.WAITING:
            withdraw(changes, row.relationship)
        held = Insight.objects.filter(relationship=row.relationship_id, held_back_by=row.leaver)
        for note in held.order_by("pk") if here else ():
            changes.change(note, held_back_by=None)
        changes.delete(row)
        return changes.made(row)


def plan_introduction(
    asking: Asking, *, key: uuid.UUID, on: date, at: time | None = None, place: str = ""
) -> Change[Handover]:
    """Plan the meeting in which the leaver introduces the successor.

    Once it is logged with both of them there, meetings without a request count on.
    """
    row: Handover = Handover.objects.one_changeable_by(asking.me, key)
    last = row.leaver.end_of_mission
    if last is not None and on > last:
        raise CannotBe(
            gettext_noop("This is after the last day of the colleague who leaves."),
            next_step=gettext_noop("Choose an earlier day, so that both can be there."),
        )
    both = [(row.leaver_id, OurPart.LEAD), (row.successor_id, OurPart.SECOND)]
    with change_set("plan_introduction", asking) as changes:
        planned = plan_meeting(
            asking,
            theirs=[(row.relationship_id, "")],
            ours=both,
            on=on,
            time=at,
            place=place.strip(),
            purpose=Purpose.COURTESY,
        )
        changes.change(row, meeting=planned.row[0])
        return changes.made(row)


def accept_handover(
    asking: Asking,
    *,
    key: uuid.UUID,
    since: date | None = None,
    evidence: Collection[uuid.UUID] = (),
    channels: Collection[uuid.UUID] = (),
) -> Change[Handover]:
    """Accept a relationship handed over to me: I lead, and its open promises are mine.

    ``evidence`` and ``channels`` are what I hold in my own hands from now on: only whoever has
    them can say so. What is not ticked stays with the leaver, and is noticed (A06).
    """
    row: Handover = Handover.objects.one_visible_to(asking.me, key)
    if row.successor_id != asking.me.pk:
        raise NotThere(NOT_THERE)
    with change_set("accept_handover", asking) as changes:
        accept_lead(asking, key=row.relationship_id, since=since)
        kept = Evidence.objects.visible_to(asking.me).filter(
            relationship=row.relationship_id, custodian=row.leaver, pk__in=list(evidence)
        )
        for one in kept.order_by("pk"):
            changes.change(one, custodian=asking.me, kept_since=asking.day)
        _take_channels(changes, row, {one.hex for one in channels}, asking.me)
        return changes.made(row)


def hold_back(changes: ChangeSet, about: Relationship, leaver: Colleague, day: date) -> None:
    """Let notes on family, faith or health be the leaver's alone until a successor agrees.

    Of somebody who has left nothing is held back: it would be erased before anybody could agree.
    """
    if not leaver.is_here(day):
        return
    notes = Insight.objects.filter(relationship=about, held_back_by=None).exclude(special="")
    for note in notes.order_by("pk"):
        changes.change(note, held_back_by=leaver)


def _take_channels(changes: ChangeSet, row: Handover, keys: set[str], who: Colleague) -> None:
    person = row.relationship.counterpart
    if person is None or not keys:
        return
    leaver = row.leaver_id.hex
    now = [
        {**way, "held_by": who.pk.hex}
        if way["key"] in keys and way.get("held_by") == leaver
        else way
        for way in person.channels
    ]
    changes.change(person, channels=now)


def _leaving(about: Relationship) -> Colleague:
    """Return who leads and leaves; a handover of somebody who stays is an offer of the lead."""
    leaver = about.lead
    if leaver is None:
        raise CannotBe(
            gettext_noop("Nobody leads here."),
            next_step=gettext_noop("Choose a lead: nothing needs to be handed over."),
        )
    if leaver.is_active and leaver.end_of_mission is None:
        raise CannotBe(
            gettext_noop("No last day is set for whoever leads here."),
            next_step=gettext_noop("Set their last day first, or offer the lead without it."),
        )
    return leaver


def _successor(asking: Asking, about: Relationship, leaver: Colleague, key: uuid.UUID) -> Colleague:
    who = colleague_in(asking, about.circle, key)
    if who is None:
        raise NotThere(NOT_THERE)
    if who.pk == leaver.pk:
        raise CannotBe(
            gettext_noop("The successor is the colleague who leaves."),
            next_step=gettext_noop("Choose somebody else."),
        )
    return who


def _offer(changes: ChangeSet, asking: Asking, about: Relationship, who: Colleague) -> Any:
    last = last_lead(about)
    since = max(asking.day, last.since) if last else asking.day
    return offer_to(changes, asking, about, who, since=since, meeting=None)


def _open(asking: Asking, key: uuid.UUID) -> Handover:
    """Return a handover that was not accepted, or refuse."""
    row: Handover = Handover.objects.one_changeable_by(asking.me, key)
    if row.is_accepted:
        raise CannotBe(
            gettext_noop("The successor has accepted: this handover is done."),
            next_step=gettext_noop("Offer the lead to somebody else, if it must change again."),
        )
    return row


def _checked(asking: Asking, values: dict[str, Any]) -> dict[str, Any]:
    unknown = values.keys() - WRITTEN
    if unknown:
        raise TypeError(f"Not written in a handover: {', '.join(sorted(unknown))}.")
    if values.get("told_on") is not None:
        check_date(values["told_on"], asking.day)
    checked = dict(stripped(values))
    if "in_person" in checked:
        for topic in checked["in_person"]:
            check_choice(topic, InPerson.values)
        checked["in_person"] = [one for one in InPerson.values if one in checked["in_person"]]
    return checked
