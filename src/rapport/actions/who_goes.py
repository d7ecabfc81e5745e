"""Verbs about what makes one colleague or another the right one to go."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_date, colleague_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Colleague, Connection, Interest, Relationship, Sensitivity
from rapport.records.models.scoped import ASK_A_WRITER, NOT_YOURS
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotYours
from rapport.records.validation import check_needed

_ENDS_BEFORE = gettext_noop("It ends before it was declared.")
_CHECK_DAYS = gettext_noop("Check both dates.")


def note_connection(
    asking: Asking, *, relationship: uuid.UUID, text: str, colleague: uuid.UUID | None = None
) -> Change[Connection]:
    """Note what a colleague shares with a counterpart; without a colleague, what I share."""
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    values = {"colleague": colleague or asking.me.pk, "text": text}
    checked = checked_connection(asking, about, values)
    with change_set("note_connection", asking) as changes:
        return changes.made(changes.add(Connection, about, **checked))


def declare_interest(
    asking: Asking,
    *,
    relationship: uuid.UUID,
    kind: str,
    colleague: uuid.UUID | None = None,
    declared_on: date | None = None,
    **values: Any,
) -> Change[Interest]:
    """Declare a conflict of interest; without a colleague, my own.

    One's own may be declared by whoever sees the relationship, that of another by who writes there.
    """
    who = colleague or asking.me.pk
    rows = Relationship.objects
    by_themselves = who == asking.me.pk
    find = rows.one_visible_to if by_themselves else rows.one_changeable_by
    about = find(asking.me, relationship)
    said = {**values, "kind": kind, "colleague": who, "declared_on": declared_on or asking.day}
    checked = checked_interest(asking, about, said)
    with change_set("declare_interest", asking) as changes:
        return changes.made(changes.add(Interest, about, **checked))


def manage_interest(
    asking: Asking,
    *,
    key: uuid.UUID,
    managed: str = "",
    decides: uuid.UUID | None = None,
    managed_until: date | None = None,
    until: date | None = None,
) -> Change[Interest]:
    """Say how a conflict of interest is managed: in words, by who decides instead, until when.

    With ``until``, from when there is none any more.
    """
    interest = own_or_changeable(asking, key)
    values = {"decides": decides, "colleague": interest.colleague_id}
    who = _deciding(asking, interest.relationship, values, interest.colleague)
    until = until or interest.until
    for end in (until, managed_until):
        _check_ends(interest.declared_on, end)
    with change_set("manage_interest", asking) as changes:
        changes.change(
            interest,
            managed=managed.strip(),
            decides=who,
            managed_until=managed_until,
            until=until,
        )
        return changes.made(interest)


def own_or_changeable(asking: Asking, key: uuid.UUID) -> Interest:
    """Return an interest that I may change: my own, or any where I write; else raises."""
    own = Interest.objects.visible_to(asking.me).filter(pk=key, colleague=asking.me).first()
    found: Interest = own or Interest.objects.one_changeable_by(asking.me, key)
    return found


def checked_connection(
    asking: Asking, about: Relationship, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values of a connection as they are stored, or refuse what cannot be."""
    check_needed(Connection, {"text": values["text"]})
    return {**values, **_named(asking, about, values), "text": values["text"].strip()}


def checked_interest(
    asking: Asking,
    about: Relationship,
    values: Mapping[str, Any],
    interest: Interest | None = None,
) -> dict[str, Any]:
    """Return the values of an interest as they are stored, or refuse what cannot be."""
    checked = {**values, **_named(asking, about, values)}
    check_needed(Interest, {"kind": checked["kind"], "declared_on": checked["declared_on"]})
    check_date(checked["declared_on"], asking.day)
    check_whose(asking, about, checked.get("colleague"))
    for end in ("until", "managed_until"):
        _check_ends(checked["declared_on"], checked.get(end))
    whose = checked.get("colleague") or (interest.colleague if interest else None)
    held = interest.decides if interest else None
    if "decides" in checked:
        checked["decides"] = _deciding(asking, about, checked, whose)
    elif held is not None and held == whose:
        raise _themselves()
    return {name: value.strip() if type(value) is str else value for name, value in checked.items()}


def _named(asking: Asking, about: Relationship, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the colleague a record names, who must be able to see whom it is about."""
    if "colleague" not in values:
        return {}
    return {"colleague": colleague_who_sees(asking, about, values["colleague"])}


def _deciding(
    asking: Asking, about: Relationship, values: Mapping[str, Any], whose: Colleague | None
) -> Colleague | None:
    """Return who decides instead, who must not be the colleague in conflict."""
    key = values["decides"]
    if not key:
        return None
    who = colleague_who_sees(asking, about, key)
    if who == whose:
        raise _themselves()
    return who


def _themselves() -> CannotBe:
    return CannotBe(
        gettext_noop("Whoever has a conflict of interest cannot decide in their own place."),
        next_step=gettext_noop("Choose another colleague who decides instead."),
    )


def colleague_who_sees(asking: Asking, about: Relationship, key: uuid.UUID | None) -> Colleague:
    """Return a colleague by their key, who must be able to see whom a record is about."""
    who = colleague_in(asking, about.circle, key)
    if who is None:
        raise CannotBe(
            gettext_noop("No colleague is chosen."),
            next_step=gettext_noop("Choose whom this is about."),
        )
    severe = about.sensitivity >= Sensitivity.SEVERE
    if severe and not about.named.filter(colleague=who).exists():
        raise CannotBe(
            gettext_noop("This colleague cannot see this person."),
            next_step=gettext_noop("Choose another, or name them on the page of the person."),
        )
    return who


def check_whose(asking: Asking, about: Relationship, who: Colleague | None) -> None:
    """Refuse to say of another what only a writer says; of oneself anybody may."""
    of_another = who is not None and who.pk != asking.me.pk
    if of_another and about.circle_id not in asking.me.writable_circles():
        raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)


def _check_ends(declared: date, until: date | None) -> None:
    if until is not None and until < declared:
        raise CannotBe(_ENDS_BEFORE, next_step=_CHECK_DAYS)
