"""What holds of who led a relationship from when: days in line, introductions, the lead now."""

import uuid
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_date, colleague_in, name_in
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Holder, Interaction, Relationship, Sensitivity
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet
from rapport.records.refusals import CannotBe, NotThere

LED_BEFORE = gettext_noop("The lead cannot start that early.")
LED_BEFORE_NEXT = gettext_noop("Check the date against the first contact and the previous lead.")


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


def introduced_at(
    asking: Asking, about: Relationship, key: uuid.UUID | None, leads: set[uuid.UUID]
) -> Interaction | None:
    """Return the meeting in which a new lead was introduced: all of ``leads`` were there."""
    meeting = heard_in(asking.me, about, key)
    if meeting is None:
        return None
    there = set(meeting.ours.values_list("colleague_id", flat=True))
    if not leads <= there:
        raise CannotBe(
            gettext_noop("The previous lead and the new lead were not both in this meeting."),
            next_step=gettext_noop("Choose a meeting both attended, or log it first."),
        )
    return meeting


def check_since(asking: Asking, about: Relationship, since: date, after: date | None) -> None:
    """Refuse a lead from a day to come, before we knew them, or before the lead before them."""
    check_date(since, asking.day)
    if since < about.opened or (after is not None and since < after):
        raise CannotBe(LED_BEFORE, next_step=LED_BEFORE_NEXT)


def let_see(changes: ChangeSet, relationship: Relationship, who: Colleague | None) -> None:
    """Name in a severe relationship whoever is to hold it: they could not see it otherwise."""
    if who is not None and relationship.sensitivity >= Sensitivity.SEVERE:
        name_in(changes, relationship, [who.pk])


def checked_holder(
    asking: Asking, about: Relationship, values: Mapping[str, Any], before: Holder
) -> dict[str, Any]:
    """Return the values of an entry put right; its last day follows from the one after it."""
    _check_led(before)
    check_since(asking, about, values["since"], after=None)
    checked = {"since": values["since"]}
    who = before.colleague
    if values.get("colleague", who.pk) != who.pk:
        who = colleague_in(asking, about.circle, values["colleague"]) or who
        _check_accepts(asking, about, before, who)
        checked["colleague"] = who
    meeting = values.get("introduced_in", before.introduced_in_id)
    if meeting != before.introduced_in_id or who is not before.colleague:
        earlier = about.holders.accepted().exclude(pk=before.pk).filter(since__lte=values["since"])
        last = earlier.order_by("since", "pk").last()
        leads = {who.pk, last.colleague_id} if last else {who.pk}
        checked["introduced_in"] = introduced_at(asking, about, meeting, leads)
    return checked


def _check_led(entry: Holder) -> None:
    if entry.accepted_on is None:
        raise CannotBe(
            gettext_noop("This is an offer: nobody has led by it."),
            next_step=gettext_noop("Withdraw it, or offer the lead again."),
        )


def _check_accepts(asking: Asking, about: Relationship, entry: Holder, who: Colleague) -> None:
    """Refuse to make somebody else the lead of today by putting the newest entry right."""
    leads_now = entry.until is None and about.lead_id is not None
    if leads_now and who.pk not in {asking.me.pk, about.lead_id}:
        raise CannotBe(
            gettext_noop("Nobody leads before they have accepted."),
            next_step=gettext_noop("Offer the lead to this colleague instead."),
        )


def line_up(changes: ChangeSet, asking: Asking, relationship: Relationship) -> None:
    """Let each entry end where the next begins, and whoever is the last of them lead.

    Raises ``CannotBe`` where nobody would have led, or where the last may not see the circle. A
    relationship that nobody leads since somebody has left stays without a lead.
    """
    changes.write()
    accepted = relationship.holders.accepted().select_related("colleague")
    rows = list(accepted.order_by("since", "pk"))
    if not rows:
        raise CannotBe(
            gettext_noop("There must be a lead from the start."),
            next_step=gettext_noop("Change who led, or the start date."),
        )
    for row, later in pairwise(rows):
        changes.change(row, until=later.since)
    newest = rows[-1]
    if relationship.lead_id is None:
        return
    changes.change(newest, until=None)
    if newest.colleague_id != relationship.lead_id:
        lead = colleague_in(asking, relationship.circle, newest.colleague_id)
        let_see(changes, relationship, lead)
        backup = relationship.backup
        keeps = backup is not None and backup.pk != newest.colleague_id
        changes.change(relationship, lead=lead, backup=backup if keeps else None)
