"""The verb that makes two records of one person one."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.actions.people import sealed_name
from rapport.records import judging, name_index
from rapport.records.models import Colleague, Counterpart, Relationship, Sensitivity
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere

_IF_EMPTY = ("how_to_address", "languages", "documentation", "actor")


@transaction.atomic
def merge_counterparts(
    *, by: Colleague, now: datetime, today: date, keep: uuid.UUID, merge: uuid.UUID
) -> Relationship:
    """Make two records of one person one: everything of ``merge`` passes to ``keep``."""
    if keep == merge:
        raise CannotBe(
            gettext_noop("These are already one and the same record."),
            next_step=gettext_noop("Choose the other record of this person."),
        )
    kept = Relationship.objects.changeable_by(by).filter(counterpart_id=keep).first()
    gone = Relationship.objects.changeable_by(by).filter(counterpart_id=merge).first()
    if kept is None or gone is None:
        raise NotThere(NOT_THERE)
    if kept.circle_id != gone.circle_id:
        raise CannotBe(
            gettext_noop("These two records are in different circles."),
            next_step=gettext_noop("Ask the keepers of both circles to agree on one first."),
        )
    if (kept.sensitivity >= Sensitivity.SEVERE) != (gone.sensitivity >= Sensitivity.SEVERE):
        raise CannotBe(
            gettext_noop("Only one of these two records is for named people only."),
            next_step=gettext_noop("Keep them apart: together, some would see too much."),
        )
    if _named_for(kept) != _named_for(gone):
        raise CannotBe(
            gettext_noop("Different people are named for these two records."),
            next_step=gettext_noop("Keep them apart: together, some would see too much."),
        )
    with change_set("merge_counterparts", by=by, now=now) as changes:
        _pass_on(changes, kept, gone)
    judging.mark_notes_with(*name_index.names_of(kept.counterpart), today=today)
    judging.rejudge([kept.pk], today=today)
    return kept


def _named_for(relationship: Relationship) -> set[uuid.UUID]:
    return set(relationship.named.values_list("colleague_id", flat=True))


def _pass_on(changes: ChangeSet, kept: Relationship, gone: Relationship) -> None:
    for presence in gone.presences.select_related("interaction"):
        interaction = presence.interaction
        theirs = {one.relationship_id: one.part for one in interaction.theirs.order_by("pk")}
        part = theirs.pop(gone.pk)
        theirs.setdefault(kept.pk, part)
        changes.change(interaction, parts={"theirs": list(theirs.items())})
    hanging = ("insights", "disclosures", "commitments", "asks", "occasions", "steps", "waivers")
    for name in hanging:
        for row in getattr(gone, name).all():
            changes.change(row, relationship=kept)
    for row in (*gone.holders.all(), *gone.named.all()):
        changes.delete(row)
    other = gone.counterpart
    changes.create(sealed_name(kept.counterpart, "", other.alias))
    for sealed in other.sealed_names.all():
        changes.change(sealed, counterpart=kept.counterpart)
    for tenure in other.tenures.all():
        changes.change(tenure, counterpart=kept.counterpart)
    _fill_in(changes, kept.counterpart, other)
    if gone.opened < kept.opened:
        changes.change(kept, opened=gone.opened)
    changes.delete(gone)
    changes.delete(other)


def _fill_in(changes: ChangeSet, person: Counterpart, other: Counterpart) -> None:
    """Pass on what only the other record knows of the person."""
    known = {
        name: getattr(other, name)
        for name in _IF_EMPTY
        if getattr(other, name) and not getattr(person, name)
    }
    if other.channels:
        known["channels"] = [*person.channels, *other.channels]
    if known:
        changes.change(person, **known)
