"""Verbs about posts: people move, posts stay. Add one, say who holds it, when and why it ended."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from rapport.actions.gates import check_held, stripped
from rapport.actions.people import sealed_name
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.hanging import belonging_to
from rapport.records.models import (
    Actor,
    Confidence,
    Consent,
    Consented,
    DayKnown,
    Position,
    Relationship,
    Tenure,
)
from rapport.records.raw_rows import among
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import check_needed


def add_post(asking: Asking, *, actor: uuid.UUID, title: str, area: str = "") -> Change[Position]:
    """Add a post of a group, whoever holds it."""
    about = Actor.objects.one_changeable_by(asking.me, actor)
    values = stripped({"title": title, "area": area})
    check_needed(Position, values)
    with change_set("add_post", asking) as changes:
        return changes.made(changes.add(Position, about, **values))


def change_post(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Position]:
    """Put right what a post is called, and where it is."""
    row = Position.objects.one_changeable_by(asking.me, key)
    values = stripped(values)
    check_needed(Position, values)
    with change_set("change_post", asking) as changes:
        changes.change(row, **values)
        return changes.made(row)


def remove_post(asking: Asking, *, key: uuid.UUID) -> Change[Position]:
    """Remove a post on which nothing depends; one that was held is part of what happened.

    Who held it may be for others only: it is refused all the same, as nothing is lost unseen.
    """
    row = Position.objects.one_changeable_by(asking.me, key)
    if next(belonging_to(row), None) is not None:
        raise CannotBe(
            gettext_noop("Other records depend on this post: who held it, or a consent."),
            next_step=gettext_noop("Keep the post, or remove those you can see first."),
        )
    with change_set("remove_post", asking) as changes:
        changes.delete(row)
        return changes.made(row)


def hold_post(
    asking: Asking,
    *,
    post: uuid.UUID,
    relationship: uuid.UUID | None = None,
    named: str = "",
    since: date | None = None,
    until: date | None = None,
    ends: uuid.UUID | None = None,
    **values: Any,
) -> Change[Tenure]:
    """Say who holds a post, or held it, from when to when: a person, or a name alone.

    ``ends``: whoever held it before left it the day this one begins (``Tenure`` of the same post).
    """
    position = Position.objects.one_changeable_by(asking.me, post)
    named = named.strip()
    if (relationship is None) == (not named):
        raise CannotBe(
            gettext_noop("A post is held by somebody we deal with, or by a name."),
            next_step=gettext_noop("Choose a person, or enter the name of somebody else."),
        )
    who = None if relationship is None else _person_for(asking, position, relationship)
    check_held(asking, since, until)
    before = None if ends is None else _before(asking, position, ends)
    with change_set("hold_post", asking) as changes:
        if before is not None:
            begins = since or asking.day
            until_before = max(before.since, begins) if before.since else begins
            changes.change(before, until=until_before)
        held = changes.add(
            Tenure,
            who or position,
            counterpart=None if who is None else who.counterpart,
            position=position,
            named=named,
            since=since,
            until=until,
            **{"confidence": Confidence.MEDIUM, **stripped(values)},
        )
        return changes.made(held)


def _person_for(asking: Asking, position: Position, relationship: uuid.UUID) -> Relationship:
    """Return the person who may hold a post, or refuse."""
    who = Relationship.objects.one_changeable_by(asking.me, relationship)
    if position.circle_id != who.circle_id:
        raise CannotBe(
            gettext_noop("The post and the person are in different circles."),
            next_step=gettext_noop("Add the post to a group of the person's circle."),
        )
    if who.actor_id is not None:
        raise CannotBe(
            gettext_noop("A group holds no post."),
            next_step=gettext_noop("Choose a person."),
        )
    return who


def know_holder(asking: Asking, *, key: uuid.UUID, relationship: uuid.UUID) -> Change[Tenure]:
    """Say that a name that holds a post, or held it, is somebody we deal with.

    The name goes from the post and is kept sealed with the person's others.
    """
    row: Tenure = Tenure.objects.one_changeable_by(asking.me, key)
    if row.counterpart_id is not None:
        raise CannotBe(
            gettext_noop("It is known already who this is."),
            next_step=gettext_noop("Correct who held the post, if it is wrong."),
        )
    position = Position.objects.one_changeable_by(asking.me, row.position_id)
    who = _person_for(asking, position, relationship)
    person = who.person
    with change_set("know_holder", asking) as changes:
        changes.create(sealed_name(person, "", row.named))
        level = max(row.sensitivity, who.sensitivity)
        changes.change(row, counterpart=person, named="", sensitivity=level)
        return changes.made(row)


def _before(asking: Asking, position: Position, key: uuid.UUID) -> Tenure:
    row: Tenure = Tenure.objects.one_changeable_by(asking.me, key)
    if row.position_id != position.pk or row.until is not None:
        raise CannotBe(
            gettext_noop("This person does not hold the post any more."),
            next_step=gettext_noop("Correct the day on which they left it, if it is wrong."),
        )
    return row


def leave_post(
    asking: Asking, *, key: uuid.UUID, on: date | None = None, why_ended: str = ""
) -> Change[Tenure]:
    """Say that somebody left their post on a day; they stay somebody we know.

    What the post had agreed to before is not known any more, unless somebody else holds it whom
    one sees: the consents of the gates it decides on say so from that day on.
    """
    row: Tenure = Tenure.objects.one_changeable_by(asking.me, key)
    if row.until is not None:
        raise CannotBe(
            gettext_noop("This person does not hold the post any more."),
            next_step=gettext_noop("Correct the day on which they left it, if it is wrong."),
        )
    day = on or asking.day
    check_held(asking, row.since, day)
    with change_set("leave_post", asking) as changes:
        changes.change(row, until=day, until_known=DayKnown.DAY.value, why_ended=why_ended.strip())
        changes.write()
        let_consents_be_unknown(changes, asking, [row.position_id], day)
        return changes.made(row)


def let_consents_be_unknown(
    changes: ChangeSet, asking: Asking, positions: Collection[uuid.UUID], day: date
) -> None:
    """Let what posts had agreed to be unknown from a day on, where nobody we know holds them.

    That their holders left is written before this is called. Two questions, however many posts.
    """
    goes_on = Q(until__isnull=True) | Q(until__gt=day)
    held = Tenure.objects.visible_to(asking.me).filter(goes_on, counterpart__isnull=False)
    held = held.filter(position__in=among(list(positions)))
    left = sorted(set(positions) - set(held.values_list("position_id", flat=True)))
    consents = Consent.objects.changeable_by(asking.me).filter(position__in=among(left))
    for consent in consents.order_by("pk"):
        if _agreed_before(consent, day):
            unknown = [day.isoformat(), Consented.UNKNOWN.value]
            changes.change(consent, states=[*consent.states, unknown])


def _agreed_before(consent: Consent, day: date) -> bool:
    agrees = (Consented.GIVEN, Consented.CONDITIONAL)
    last = consent.states[-1] if consent.states else None
    return last is not None and last[0] < day.isoformat() and last[1] in agrees


def change_holding(asking: Asking, *, key: uuid.UUID, **values: Any) -> Change[Tenure]:
    """Put right from when to when somebody held a post, why it ended, how sure we are."""
    row = Tenure.objects.one_changeable_by(asking.me, key)
    values = stripped(values)
    check_held(asking, values.get("since", row.since), values.get("until", row.until))
    if (row.counterpart_id is None) != bool(values.get("named", row.named)):
        raise CannotBe(
            gettext_noop("A post is held by somebody we deal with, or by a name."),
            next_step=gettext_noop("Choose a person, or enter the name of somebody else."),
        )
    for name in ("since", "until"):
        if name in values and values[name] != getattr(row, name):
            # A day entered by hand is a day.
            values.setdefault(f"{name}_known", DayKnown.DAY)
    with change_set("change_holding", asking) as changes:
        changes.change(row, **values)
        return changes.made(row)


def remove_holding(asking: Asking, *, key: uuid.UUID) -> Change[Tenure]:
    """Remove that somebody held a post; one that is over is better ended than removed."""
    row = Tenure.objects.one_changeable_by(asking.me, key)
    with change_set("remove_holding", asking) as changes:
        changes.delete(row)
        return changes.made(row)
