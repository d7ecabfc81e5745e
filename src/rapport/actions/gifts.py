"""Verbs about gifts: register one, put it right, have another colleague review it."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.holders import heard_in
from rapport.actions.people import check_date
from rapport.actions.who_goes import check_whose, colleague_who_sees
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Gift, Office, Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_needed

_REVIEWED_AS = ("kind", "way", "what", "amount", "currency", "colleague")
"""What a review speaks of: changed, the gift waits for a review again."""

_NOT_REVIEWED: dict[str, Any] = {"reviewed_by": None, "reviewed_on": None, "remark": ""}


def register_gift(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    way: str,
    what: str,
    colleague: uuid.UUID | None = None,
    on: date | None = None,
    interaction: uuid.UUID | None = None,
    **values: Any,
) -> Change[Gift]:
    """Register a gift, a meal or a favour; without a colleague, my own.

    One's own may be registered by whoever sees the relationship, that of another by who writes
    there.
    """
    who = colleague or asking.me.pk
    rows = Relationship.objects
    find = rows.one_visible_to if who == asking.me.pk else rows.one_changeable_by
    about = find(asking.me, relationship)
    said = {**values, "way": way, "what": what, "colleague": who, "on": on or asking.day}
    checked = checked_gift(asking, about, said)
    with change_set("register_gift", asking) as changes:
        contact = heard_in(asking.me, about, interaction)
        return changes.made(changes.add(Gift, about, interaction=contact, **checked))


def checked_gift(
    asking: Asking, about: Relationship, values: Mapping[str, Any], gift: Gift | None = None
) -> dict[str, Any]:
    """Return the values of a gift as they are stored, or refuse what cannot be.

    Where it is now another gift than the one that was reviewed, it waits for a review again.
    """
    checked = dict(values)
    if "colleague" in checked:
        checked["colleague"] = colleague_who_sees(asking, about, checked["colleague"])
    check_needed(Gift, {name: checked[name] for name in ("way", "what", "on")})
    check_date(checked["on"], asking.day)
    check_whose(asking, about, checked.get("colleague"))
    checked = {name: one.strip() if type(one) is str else one for name, one in checked.items()}
    if gift is not None and any(
        checked.get(name, getattr(gift, name)) != getattr(gift, name) for name in _REVIEWED_AS
    ):
        checked |= _NOT_REVIEWED
    return checked


def own_or_changeable(asking: Asking, key: uuid.UUID) -> Gift:
    """Return a gift that I may change: my own, or any where I write; else raises."""
    own = Gift.objects.visible_to(asking.me).filter(pk=key, colleague=asking.me).first()
    found: Gift = own or Gift.objects.one_changeable_by(asking.me, key)
    return found


def review_gift(
    asking: Asking, *, key: uuid.UUID, remark: str = "", on: date | None = None
) -> Change[Gift]:
    """Say that I have looked at a gift: anybody who sees it may, but whom it passed to or from."""
    gift: Gift = Gift.objects.one_visible_to(asking.me, key)
    day = on or asking.day
    check_date(day, asking.day)
    if gift.colleague_id == asking.me.pk:
        raise CannotBe(
            gettext_noop("This is your own gift, and another colleague reviews it."),
            next_step=gettext_noop("Ask a colleague who sees this person to review it."),
        )
    if day < gift.on:
        raise CannotBe(
            gettext_noop("It is reviewed before it was given."),
            next_step=gettext_noop("Check both dates."),
        )
    with change_set("review_gift", asking) as changes:
        changes.change(gift, reviewed_by=asking.me, reviewed_on=day, remark=remark.strip())
        return changes.made(gift)


def set_whom_to_call(asking: Asking, *, whom_to_call: str) -> Change[Office]:
    """Say whom colleagues can call after a hard meeting, or when they are pressed."""
    if not (asking.me.looks_after_colleagues() or asking.me.sets_rules()):
        raise NotThere(NOT_THERE)
    with change_set("set_whom_to_call", asking) as changes:
        changes.change(asking.me.office, whom_to_call=whom_to_call.strip())
        return changes.made(asking.me.office)
