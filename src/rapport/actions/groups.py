"""Verbs about what we have with a group as such: begin it, take it away."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.people import check_cadence, check_date, colleague_in, name_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.hanging import shared_with
from rapport.records.models import Actor, Holder, Relationship, Sensitivity
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere


def begin_with_group(
    asking: Asking,
    *,
    actor: uuid.UUID,
    opened: date,
    lead: uuid.UUID | None = None,
    backup: uuid.UUID | None = None,
    sensitivity: int = Sensitivity.RESTRICTED,
    named: Collection[uuid.UUID] = (),
    **values: Any,
) -> Change[Relationship]:
    """Begin our relationship with a group as such, which outlives all its people.

    It lies in the circle of the group. Without a ``lead``, whoever begins it leads. A severe one is
    for those ``named``, whoever begins it, the lead and the backup; that the group is there, its
    circle knows. ``values`` are columns of the relationship, by their names.
    """
    group: Actor = Actor.objects.one_changeable_by(asking.me, actor)
    check_date(opened, asking.day)
    check_cadence(values.get("ideal_days"), values.get("maximum_days"), group.office)
    if Relationship.objects.filter(office=group.office_id, actor=group).exists():
        raise CannotBe(
            gettext_noop("There is already a relationship with this group."),
            next_step=gettext_noop("Open it from the page of the group, or ask a keeper."),
        )
    with change_set("begin_with_group", asking) as changes:
        relationship = changes.add(
            Relationship,
            group,
            actor=group,
            sensitivity=sensitivity,
            opened=opened,
            lead=colleague_in(asking, group.circle, lead or asking.me.pk),
            backup=colleague_in(asking, group.circle, backup),
            **values,
        )
        if relationship.lead is not None:
            changes.add(Holder, relationship, colleague=relationship.lead, since=opened)
        if sensitivity >= Sensitivity.SEVERE:
            for colleague in named:
                colleague_in(asking, group.circle, colleague)
            holding = (relationship.lead_id, relationship.backup_id)
            name_in(changes, relationship, [asking.me.pk, *filter(None, holding), *named])
        return changes.made(relationship)


def remove_with_group(asking: Asking, *, key: uuid.UUID) -> Change[Relationship]:
    """Take away a relationship with a group, begun by mistake, with all that is kept of it.

    What passed with the group stays: where a contact or a meeting is kept, it is closed instead.
    """
    relationship: Relationship = Relationship.objects.one_changeable_by(asking.me, key)
    if relationship.actor_id is None:
        raise NotThere(NOT_THERE)
    if next(shared_with([relationship.pk]), None) is not None:
        raise CannotBe(
            gettext_noop("Contacts or meetings with this group are recorded."),
            next_step=gettext_noop("Change the phase to closed; what passed stays readable."),
        )
    with change_set("remove_with_group", asking) as changes:
        changes.delete(relationship)
        return changes.made(relationship)
