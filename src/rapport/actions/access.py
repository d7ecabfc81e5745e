"""Verbs about who may see a counterpart: how sensitive it is, and who is named where severe."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.utils.translation import gettext_noop

from rapport.actions.oneself import check_is_oneself
from rapport.actions.people import colleague_in, name_in
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.hanging import (
    belonging_to,
    hanging_on,
    relationships_of,
    rows_of,
    shared_with,
)
from rapport.records.models import (
    LoggedModel,
    Membership,
    Relationship,
    ScopedModel,
    Sensitivity,
)
from rapport.records.operations import columns_of, part_rows
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe


def set_access(
    asking: Asking,
    *,
    key: uuid.UUID,
    sensitivity: int,
    named: Collection[uuid.UUID] = (),
) -> Change[Relationship]:
    """Say how sensitive a counterpart is, with all that is kept of them.

    Where it is severe only those ``named`` see it from now on, and always whoever says so, the
    lead and the backup. What passed with others there too stays in their timelines without them.
    """
    check_is_oneself(asking)
    relationship = Relationship.objects.one_changeable_by(asking.me, key)
    if sensitivity not in Sensitivity.values:
        raise CannotBe(
            gettext_noop("This is not a sensitivity level."),
            next_step=gettext_noop("Choose one from the list."),
        )
    for colleague in named:
        colleague_in(asking, relationship.circle, colleague)
    seeing: set[uuid.UUID] = set()
    if sensitivity >= Sensitivity.SEVERE:
        seeing = _seeing(asking, relationship, named)
    with change_set("set_access", asking) as changes:
        for named_row in relationship.named.exclude(colleague__in=seeing):
            changes.delete(named_row)
        name_in(changes, relationship, seeing)
        _grade(changes, relationship, sensitivity)
        return changes.made(relationship)


def grade_again(changes: ChangeSet, put_back: Iterable[LoggedModel]) -> None:
    """Grade what is kept of people as their relationship is, where rows put back are otherwise.

    Rows come back as they once were: an undo can turn somebody severe, or back, without what was
    noted in between, and bring a note of a severe person back as open as it was.
    """
    levels: dict[type[ScopedModel], dict[uuid.UUID, int]] = defaultdict(dict)
    for row in put_back:
        if isinstance(row, ScopedModel):
            levels[type(row)][row.pk] = row.sensitivity
    apart = set(levels.pop(Relationship, ()))
    about = {kind: relationships_of(kind, keys) for kind, keys in levels.items()}
    theirs = {one for found in about.values() for keys in found.values() for one in keys}
    now = dict(Relationship.objects.filter(pk__in=theirs).values_list("pk", "sensitivity"))
    for kind, found in about.items():
        for key, keys in found.items():
            severe = levels[kind][key] >= Sensitivity.SEVERE
            # Somebody who comes back in the same undo comes with all that went with them.
            there = now.keys() & keys
            if kind.JOINS and there:
                severest = max(now[one] for one in there)
                apart |= there if (severest >= Sensitivity.SEVERE) != severe else set()
                continue
            apart |= {one for one in there if (now[one] >= Sensitivity.SEVERE) != severe}
    for relationship in Relationship.objects.filter(pk__in=apart).order_by("pk"):
        _grade(changes, relationship, relationship.sensitivity)


def _grade(changes: ChangeSet, relationship: Relationship, sensitivity: int) -> None:
    for row in _kept_of(relationship):
        joined = max((end.sensitivity for end in _joined_with(row, relationship)), default=0)
        changes.change(row, sensitivity=max(sensitivity, joined))
    parted: dict[uuid.UUID, ScopedModel] = {}
    for shared in shared_with([relationship.pk]):
        _grade_shared(changes, relationship, shared, sensitivity, parted)


def _seeing(
    asking: Asking, relationship: Relationship, named: Collection[uuid.UUID]
) -> set[uuid.UUID]:
    """Return who is to see it: with who leads, backs up or is asked to lead, if still there."""
    holding = {relationship.lead_id, relationship.backup_id}
    offered = relationship.holders.waiting().values_list("colleague_id", flat=True)
    wanted = {asking.me.pk, *holding, *offered, *named}
    members = Membership.objects.in_force(asking.day).filter(circle=relationship.circle_id)
    rows = members.filter(colleague__in=wanted - {None})
    return set(rows.values_list("colleague_id", flat=True))


def _kept_of(relationship: Relationship) -> list[ScopedModel]:
    """Return the relationship, its person if it has one, and all that is either's alone."""
    person = relationship.counterpart
    rows: list[ScopedModel] = [relationship, *belonging_to(relationship)]
    if person is None:
        return rows  # a group is known to its circle; what we have with it may be for few
    rows.append(person)
    for hanging in hanging_on(type(person)):
        if hanging.belongs and hanging.model is not Relationship:
            rows += rows_of(person, hanging)
    return rows


def _joined_with(row: ScopedModel, relationship: Relationship) -> list[ScopedModel]:
    """Return what a row joins with the relationship, which is as severe as its severest end."""
    ends = [getattr(row, column) for column in row.JOINS]
    return [end for end in ends if end is not None and end.pk != relationship.pk]


def _grade_shared(
    changes: ChangeSet,
    relationship: Relationship,
    shared: ScopedModel,
    sensitivity: int,
    parted: dict[uuid.UUID, ScopedModel],
) -> None:
    """Grade what is shared; where others are in it and it is severe, part it in two records.

    ``parted`` are the records parted so far, by the key of what they were parted from: what points
    at one of those points at the new one.
    """
    parts = {row[0]: row for row in part_rows(shared, "theirs")}
    theirs = parts.pop(relationship.pk)
    others = Relationship.objects.filter(pk__in=parts).values_list("sensitivity", flat=True)
    if not parts or sensitivity < Sensitivity.SEVERE:
        changes.change(shared, sensitivity=max([sensitivity, *others]))
        return
    kind = type(shared)
    alone = kind(sensitivity=sensitivity)
    for column in columns_of(kind):
        if column.name != "sensitivity":
            value = getattr(shared, column.attname)
            one = parted.get(value) if isinstance(value, uuid.UUID) else None
            setattr(alone, column.attname, one.pk if one else value)
    changes.create(alone, theirs=[theirs], ours=part_rows(shared, "ours"))
    changes.change(shared, parts={"theirs": list(parts.values())}, sensitivity=max(others))
    parted[shared.pk] = alone
    for hanging in hanging_on(kind):
        for row in rows_of(shared, hanging):
            if getattr(row, "relationship_id", None) == relationship.pk:
                changes.repoint(row, hanging.column, alone)
