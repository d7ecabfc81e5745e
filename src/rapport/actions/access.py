"""Verbs about who may see a counterpart: how sensitive it is, and who is named where severe."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.actions.people import colleague_in, name_in
from rapport.records import judging, name_index
from rapport.records.models import (
    Colleague,
    Interaction,
    Membership,
    Relationship,
    ScopedModel,
    Sensitivity,
)
from rapport.records.operations import columns_of
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe

_HANGING = ("holders", "steps", "insights", "disclosures", "commitments", "asks", "occasions",
            "waivers")  # fmt: skip


@transaction.atomic
def set_access(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    key: uuid.UUID,
    sensitivity: int,
    named: Collection[uuid.UUID] = (),
) -> Relationship:
    """Say how sensitive a counterpart is, with all that is kept of them.

    Where it is severe only those ``named`` see it from now on, and always whoever says so, the
    lead and the backup. What passed with others there too stays in their timelines without them.
    """
    relationship = Relationship.objects.one_changeable_by(by, key)
    if sensitivity not in Sensitivity.values:
        raise CannotBe(
            gettext_noop("This is no step of sensitivity."),
            next_step=gettext_noop("Choose one of those offered."),
        )
    for colleague in named:
        colleague_in(relationship.circle, colleague)
    seeing = _seeing(relationship, by, named) if sensitivity >= Sensitivity.SEVERE else set()
    with change_set("set_access", by=by, now=now) as changes:
        for row in relationship.named.exclude(colleague__in=seeing):
            changes.delete(row)
        name_in(changes, relationship, seeing)
        _grade(changes, relationship, sensitivity)
        for interaction in Interaction.objects.filter(theirs__relationship=relationship):
            _grade_shared(changes, relationship, interaction, sensitivity)
    # A name for named people only is not looked for in the notes of others, and was until now.
    judging.mark_notes_with(*name_index.names_of(relationship.counterpart), today=today)
    judging.rejudge([key], today=today)
    return relationship


def _seeing(
    relationship: Relationship, by: Colleague, named: Collection[uuid.UUID]
) -> set[uuid.UUID]:
    """Return who is to see it, without a lead or backup who has left the circle."""
    wanted = {by.pk, relationship.lead_id, relationship.backup_id, *named}
    rows = Membership.objects.filter(circle=relationship.circle_id, colleague__in=wanted - {None})
    return set(rows.values_list("colleague_id", flat=True))


def _grade(changes: ChangeSet, relationship: Relationship, sensitivity: int) -> None:
    """Give the person, the relationship and what hangs on it alone one sensitivity."""
    person = relationship.counterpart
    rows: list[ScopedModel] = [relationship, person, *person.sealed_names.all()]
    for name in _HANGING:
        rows += getattr(relationship, name).all()
    for row in rows:
        changes.change(row, sensitivity=sensitivity)


def _grade_shared(
    changes: ChangeSet, relationship: Relationship, interaction: Interaction, sensitivity: int
) -> None:
    """Grade what passed; where others were there and it is severe, part it in two records."""
    parts = {one.relationship_id: one.part for one in interaction.theirs.order_by("pk")}
    part = parts.pop(relationship.pk)
    others = Relationship.objects.filter(pk__in=parts).values_list("sensitivity", flat=True)
    if not parts or sensitivity < Sensitivity.SEVERE:
        changes.change(interaction, sensitivity=max([sensitivity, *others]))
        return
    alone = Interaction(sensitivity=sensitivity)
    for column in columns_of(Interaction):
        if column.name != "sensitivity":
            setattr(alone, column.attname, getattr(interaction, column.attname))
    ours = [(one.colleague_id, one.part) for one in interaction.ours.order_by("pk")]
    changes.create(alone, theirs=[(relationship.pk, part)], ours=ours)
    changes.change(interaction, parts={"theirs": list(parts.items())}, sensitivity=max(others))
    for name in ("insights", "disclosures", "commitments", "asks"):
        for row in getattr(interaction, name).filter(relationship=relationship):
            changes.change(row, interaction=alone)
