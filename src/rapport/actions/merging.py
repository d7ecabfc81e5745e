"""The verb that makes two records of one person one."""

import uuid

from django.utils.translation import gettext_noop

from rapport.actions.people import sealed_name
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.hanging import hanging_on, rows_of
from rapport.records.models import Counterpart, Relationship, ScopedModel, Sensitivity
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import part_rows
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere

_IF_EMPTY = ("how_to_address", "languages", "documentation", "actor")


def merge_counterparts(
    asking: Asking, *, keep: uuid.UUID, merge: uuid.UUID
) -> Change[Relationship]:
    """Make two records of one person one: everything of ``merge`` passes to ``keep``."""
    if keep == merge:
        raise CannotBe(
            gettext_noop("These are already one and the same record."),
            next_step=gettext_noop("Choose the other record of this person."),
        )
    mine = Relationship.objects.changeable_by(asking.me)
    kept = mine.filter(counterpart_id=keep).first()
    gone = mine.filter(counterpart_id=merge).first()
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
    with change_set("merge_counterparts", asking) as changes:
        _pass_on(changes, kept, gone)
        return changes.made(kept)


def _named_for(relationship: Relationship) -> set[uuid.UUID]:
    return set(relationship.named.values_list("colleague_id", flat=True))


def _pass_on(changes: ChangeSet, kept: Relationship, gone: Relationship) -> None:
    """Let everything of ``gone`` and its person hang on ``kept`` and its person instead."""
    for presence in gone.presences.select_related("interaction"):
        interaction = presence.interaction
        theirs = {row[0]: row for row in part_rows(interaction, "theirs")}
        _, *values = theirs.pop(gone.pk)
        theirs.setdefault(kept.pk, (kept.pk, *values))
        changes.change(interaction, parts={"theirs": list(theirs.values())})
    other = gone.counterpart
    _hang_on(changes, gone, kept)
    changes.delete(gone)
    changes.create(sealed_name(kept.counterpart, "", other.alias))
    _hang_on(changes, other, kept.counterpart)
    _fill_in(changes, kept.counterpart, other)
    if gone.opened < kept.opened:
        changes.change(kept, opened=gone.opened)
    changes.delete(other)


def _hang_on(changes: ChangeSet, gone: ScopedModel, kept: ScopedModel) -> None:
    """Pass on what points at one record to another; kinds that do not merge go with it."""
    for hanging in hanging_on(type(gone)):
        if hanging.model.MERGES:
            for row in rows_of(gone, hanging):
                changes.repoint(row, hanging.column, kept)


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
