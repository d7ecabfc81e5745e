"""Verbs about counterparts: add, change, name, show a name."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.named_actors import actor_of
from rapport.actions.telling_apart import keep_apart
from rapport.names import visible
from rapport.records import name_index
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Circle,
    Colleague,
    Counterpart,
    Holder,
    Membership,
    Named,
    Office,
    Relationship,
    SealedName,
    Sensitivity,
)
from rapport.records.models.scoped import ASK_A_WRITER, NOT_THERE, NOT_YOURS
from rapport.records.operations import columns_of
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere, NotYours

EARLIEST = date(1900, 1, 1)
LONGEST_NAME = 300
LONGEST_INTERVAL = 3650
"""The longest interval between two contacts that can be meant, in days."""


def add_counterpart(
    asking: Asking,
    *,
    alias: str,
    circle: uuid.UUID,
    opened: date,
    names: Sequence[tuple[str, str]] = (),
    actor: uuid.UUID | None = None,
    new_actor: str = "",
    new_actor_kind: str = "",
    lead: uuid.UUID | None = None,
    backup: uuid.UUID | None = None,
    sensitivity: int = Sensitivity.RESTRICTED,
    different_from: Collection[uuid.UUID] = (),
    **values: Any,
) -> Change[Relationship]:
    """Add a counterpart with the relationship our office has with them.

    ``names`` are real ones, each ``(script, name)``, to be sealed. ``different_from`` are the
    relationships with people whose names sound alike and who were said to be somebody else.
    ``values`` are columns of the counterpart or of the relationship, by their names.
    """
    where = writable_circle(asking.me, circle)
    alias = _alias(alias)
    check_date(opened, asking.day)
    check_cadence(values.get("ideal_days"), values.get("maximum_days"), where.office)
    of_person = {column.name for column in columns_of(Counterpart)}
    person = {name: value for name, value in values.items() if name in of_person}
    rest = {name: value for name, value in values.items() if name not in of_person}
    with change_set("add_counterpart", asking) as changes:
        belongs_to = actor_of(
            changes, asking, circle=where, key=actor, name=new_actor, kind=new_actor_kind
        )
        counterpart = changes.add(
            Counterpart, where, sensitivity=sensitivity, alias=alias, actor=belongs_to, **person
        )
        for script, name in names:
            changes.create(sealed_name(counterpart, script, name))
        relationship = changes.add(
            Relationship,
            counterpart,
            opened=opened,
            lead=colleague_in(asking, where, lead or asking.me.pk),
            backup=colleague_in(asking, where, backup),
            **rest,
        )
        if relationship.lead is not None:
            changes.add(Holder, relationship, colleague=relationship.lead, since=opened)
        if sensitivity >= Sensitivity.SEVERE:
            holding = (relationship.lead_id, relationship.backup_id)
            name_in(changes, relationship, [asking.me.pk, *filter(None, holding)])
        if different_from:
            changes.write()
            keep_apart(asking, relationship, different_from, own=False)
        added = changes.made(relationship)
    if different_from:
        keep_apart(asking, relationship, different_from, own=True)
    return added


def change_counterpart(
    asking: Asking,
    *,
    key: uuid.UUID,
    new_actor: str = "",
    new_actor_kind: str = "",
    **values: Any,
) -> Change[Counterpart]:
    """Change what is known of a counterpart: alias, how to address, status, actor (a key) ..."""
    counterpart = Counterpart.objects.one_changeable_by(asking.me, key)
    if "alias" in values:
        values["alias"] = _alias(values["alias"])
    with change_set("change_counterpart", asking) as changes:
        if "actor" in values or new_actor:
            values["actor"] = actor_of(
                changes,
                asking,
                circle=counterpart.circle,
                key=values.get("actor"),
                name=new_actor,
                kind=new_actor_kind,
                now=counterpart.actor_id,
            )
        changes.change(counterpart, **values)
        return changes.made(counterpart)


def seal_name(asking: Asking, *, key: uuid.UUID, name: str, script: str = "") -> Change[SealedName]:
    """Keep a real name, sealed; notes that have it in the clear are noticed."""
    counterpart = Counterpart.objects.one_changeable_by(asking.me, key)
    with change_set("seal_name", asking) as changes:
        return changes.made(changes.create(sealed_name(counterpart, script, name)))


def show_names(asking: Asking, *, key: uuid.UUID) -> list[tuple[str, str]]:
    """Open a counterpart's sealed names to one who may change them; the look is recorded.

    Returns ``(script, name)`` pairs.
    """
    counterpart = Counterpart.objects.one_changeable_by(asking.me, key)
    with change_set("show_names", asking) as changes:
        changes.look(counterpart)
    names = counterpart.sealed_names.order_by("pk")
    return [(name.script, name_index.open_name(bytes(name.sealed))) for name in names]


def check_writes(by: Colleague) -> None:
    """Refuse whoever writes in no circle to change what the office has in common."""
    if not by.writable_circles():
        raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)


def writable_circle(by: Colleague, key: uuid.UUID) -> Circle:
    """Return the circle if ``by`` may write in it, or raise ``NotThere``."""
    if key not in by.writable_circles():
        raise NotThere(NOT_THERE)
    return Circle.objects.select_related("office").get(pk=key)


def colleague_in(asking: Asking, circle: Circle, key: uuid.UUID | None) -> Colleague | None:
    """Return a colleague who may see the circle; one who may not cannot lead or back up in it."""
    if key is None:
        return None
    member = (
        Membership.objects.of_colleagues_here(asking.day)
        .filter(circle=circle, colleague_id=key)
        .select_related("colleague")
        .first()
    )
    if member is None:
        raise CannotBe(
            gettext_noop("This colleague is not in the circle."),
            next_step=gettext_noop("Ask a keeper of the circle to add them, or choose another."),
        )
    return member.colleague.on(asking.day)


def name_in(
    changes: ChangeSet, relationship: Relationship, colleagues: Iterable[uuid.UUID]
) -> None:
    """Name colleagues in a severe relationship, where they are not named yet."""
    already = set(relationship.named.values_list("colleague_id", flat=True))
    for colleague in sorted(set(colleagues) - already):
        changes.add(Named, relationship, sensitivity=Sensitivity.SEVERE, colleague_id=colleague)


def check_date(day: date, today: date) -> None:
    """Refuse a day before 1900 or after today."""
    if day < EARLIEST:
        raise CannotBe(
            gettext_noop("This date is before 1900."),
            next_step=gettext_noop("Check the year."),
        )
    if day > today:
        raise CannotBe(
            gettext_noop("This date is in the future."),
            next_step=gettext_noop("Plan it as a next step, and log it afterwards."),
        )


def check_cadence(ideal: int | None, maximum: int | None, office: Office) -> None:
    """Refuse intervals that are none, and a maximum below the ideal; empty is the office's."""
    if any(days is not None and not 1 <= days <= LONGEST_INTERVAL for days in (ideal, maximum)):
        raise CannotBe(
            gettext_noop("An interval must be between 1 and %(most)s days."),
            next_step=gettext_noop("Check the numbers."),
            most=LONGEST_INTERVAL,
        )
    if (maximum or office.maximum_days) < (ideal or office.ideal_days):
        raise CannotBe(
            gettext_noop("The maximum interval is shorter than the ideal one."),
            next_step=gettext_noop("Make the maximum at least as long as the ideal."),
        )


def _alias(text: str) -> str:
    alias = visible(text).strip()
    if not alias:
        raise CannotBe(
            gettext_noop("A counterpart needs an alias."),
            next_step=gettext_noop("Choose one that tells an outsider nothing."),
        )
    if len(alias) > 120:
        raise CannotBe(
            gettext_noop("This alias is longer than 120 characters."),
            next_step=gettext_noop("Shorten it; details belong in the notes."),
        )
    return alias


def sealed_name(counterpart: Counterpart, script: str, name: str) -> SealedName:
    """Return a name of a counterpart, sealed, not yet stored."""
    clear = visible(name).strip()
    if not clear:
        raise CannotBe(
            gettext_noop("A name must contain letters."),
            next_step=gettext_noop("Enter the name as they write it, or leave it empty."),
        )
    if len(clear) > LONGEST_NAME:
        raise CannotBe(
            gettext_noop("This name is longer than %(most)s characters."),
            next_step=gettext_noop("Enter only the name."),
            most=LONGEST_NAME,
        )
    return SealedName(
        office_id=counterpart.office_id,
        circle_id=counterpart.circle_id,
        sensitivity=counterpart.sensitivity,
        counterpart=counterpart,
        script=script,
        sealed=name_index.seal_name(clear),
    )
