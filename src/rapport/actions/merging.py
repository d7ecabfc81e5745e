"""The verb that makes two records of one person one."""

import uuid
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext_noop

from rapport.actions.joining_consents import join_consents
from rapport.actions.people import check_cadence, sealed_name
from rapport.actions.ties import join_the_same
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.hanging import hanging_on, rows_of, shared_with
from rapport.records.models import (
    Colleague,
    Counterpart,
    Holder,
    Relationship,
    ScopedModel,
    SealedName,
    Sensitivity,
    Tenure,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.name_index import open_name
from rapport.records.operations import part_rows
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere

Pick = Literal["kept", "other", "both"]
"""Whose value stands once two records are one: that of the record kept, of the other, or both."""


class Field(NamedTuple):
    """Columns of the person or of the relationship that one pick decides together."""

    model: type[Counterpart] | type[Relationship]
    columns: tuple[str, ...]
    may_join: bool = False


FIELDS = {
    "alias": Field(Counterpart, ("alias",)),
    "how_to_address": Field(Counterpart, ("how_to_address",)),
    "actor": Field(Counterpart, ("actor",)),
    "languages": Field(Counterpart, ("languages",), may_join=True),
    "documentation": Field(Counterpart, ("documentation",)),
    "status": Field(Counterpart, ("status",)),
    "lead": Field(Relationship, ("lead", "backup")),
    "rhythm": Field(Relationship, ("ideal_days", "maximum_days")),
    "phase": Field(Relationship, ("phase",)),
    "stage": Field(Relationship, ("stage",)),
    "objective": Field(Relationship, ("objective",), may_join=True),
    "expectations": Field(Relationship, ("expectations",), may_join=True),
    "terms": Field(Relationship, ("terms",), may_join=True),
}
"""What is picked where the two differ; of what only one of them has, nothing is asked."""

HANGING: dict[str, type[SealedName] | type[Tenure]] = {"names": SealedName, "posts": Tenure}
"""Records of which those of both pass on, unless only one side is picked."""


def merge_counterparts(
    asking: Asking, *, keep: uuid.UUID, merge: uuid.UUID, picks: Mapping[str, Pick] | None = None
) -> Change[Relationship]:
    """Make two records of one person one: everything of ``merge`` passes to ``keep``.

    ``picks`` say by the names of ``FIELDS`` and ``HANGING`` whose values stand. Without one, what
    is kept stands, and is filled in where it was empty. An alias that goes is kept as a sealed
    name, so that whoever looks for it still finds the person.
    """
    kept, gone = mergeable(asking, keep=keep, merge=merge)
    picked = dict(picks or {})
    if unknown := picked.keys() - FIELDS.keys() - HANGING.keys():
        raise TypeError(f"Nothing to pick: {', '.join(sorted(unknown))}.")
    with change_set("merge_counterparts", asking) as changes:
        changes.wait_for_others()
        _pass_on(changes, asking.me, kept, gone, picked)
        check_cadence(kept.ideal_days, kept.maximum_days, kept.office)
        return changes.made(kept)


def mergeable(
    asking: Asking, *, keep: uuid.UUID, merge: uuid.UUID
) -> tuple[Relationship, Relationship]:
    """Return the relationships with these two counterparts, or refuse to make them one."""
    if keep == merge:
        raise CannotBe(
            gettext_noop("These are already the same record."),
            next_step=gettext_noop("Choose the other record of this person."),
        )
    mine = Relationship.objects.changeable_by(asking.me).select_related(
        "counterpart__actor", "actor"
    )
    kept = mine.filter(counterpart_id=keep).first()
    gone = mine.filter(counterpart_id=merge).first()
    if kept is None or gone is None:
        raise NotThere(NOT_THERE)
    check_seen_alike(kept, gone)
    return kept, gone


def values_of(relationship: Relationship, name: str) -> tuple[Any, ...]:
    """Return what a record has of a field, as it would pass on."""
    field = FIELDS[name]
    row = relationship if field.model is Relationship else relationship.person
    return tuple(getattr(row, column) for column in field.columns)


def check_seen_alike(kept: ScopedModel, gone: ScopedModel) -> None:
    """Refuse to make two records one that not the same colleagues see."""
    if kept.circle_id != gone.circle_id:
        raise CannotBe(
            gettext_noop("These two records are in different circles."),
            next_step=gettext_noop("Ask the keepers of both circles to agree on one circle first."),
        )
    if (kept.sensitivity >= Sensitivity.SEVERE) != (gone.sensitivity >= Sensitivity.SEVERE):
        raise CannotBe(
            gettext_noop("Only one of these two records is limited to named colleagues."),
            next_step=_KEEP_APART,
        )
    if _named_for(kept) != _named_for(gone):
        raise CannotBe(
            gettext_noop("These two records are limited to different colleagues."),
            next_step=_KEEP_APART,
        )


_KEEP_APART = gettext_noop("Keep them separate: after a merge, some colleagues would see too much.")


def _named_for(row: ScopedModel) -> set[uuid.UUID]:
    if not isinstance(row, Relationship):
        return set()
    return set(row.named.values_list("colleague_id", flat=True))


def _pass_on(
    changes: ChangeSet,
    me: Colleague,
    kept: Relationship,
    gone: Relationship,
    picks: Mapping[str, Pick],
) -> None:
    """Let everything of ``gone`` and its person hang on ``kept`` and its person instead."""
    person, other = kept.person, gone.person
    for name, kind in HANGING.items():
        _leave_out(changes, kind, person, other, picks.get(name))
    join_relationships(changes, me, kept, gone, picks)
    called = person.alias if picks.get("alias") == "other" else other.alias
    changes.create(sealed_name(person, "", called))
    hang_on(changes, other, person)
    for name in _of(Counterpart):
        _settle(changes, (person, other), name, picks.get(name))
    if other.channels:
        changes.change(person, channels=[*person.channels, *other.channels])
    changes.change(person, sensitivity=max(person.sensitivity, other.sensitivity))
    changes.delete(other)


def join_relationships(
    changes: ChangeSet,
    me: Colleague,
    kept: Relationship,
    gone: Relationship,
    picks: Mapping[str, Pick],
) -> None:
    """Let everything of one relationship hang on another instead, and the one be gone."""
    for shared in shared_with([gone.pk]):
        theirs = {row[0]: row for row in part_rows(shared, "theirs")}
        _, *values = theirs.pop(gone.pk)
        theirs.setdefault(kept.pk, (kept.pk, *values))
        changes.change(shared, parts={"theirs": list(theirs.values())})
    if picks.get("lead") == "other":
        _take_holders(changes, kept, gone)
    join_the_same(changes, me, kept, gone)
    hang_on(changes, gone, kept)
    changes.delete(gone)
    for name in _of(Relationship):
        _settle(changes, (kept, gone), name, picks.get(name))
    changes.change(kept, sensitivity=max(kept.sensitivity, gone.sensitivity))
    if gone.opened < kept.opened:
        changes.change(kept, opened=gone.opened)


def _of(model: type[Counterpart] | type[Relationship]) -> list[str]:
    return [name for name, field in FIELDS.items() if field.model is model]


def hang_on(changes: ChangeSet, gone: ScopedModel, kept: ScopedModel) -> None:
    """Pass on what points at one record to another; kinds that do not merge go with it."""
    for hanging in hanging_on(type(gone)):
        if hanging.model.MERGES:
            for row in rows_of(gone, hanging):
                if row.JOINS and kept.pk in {getattr(row, f"{end}_id") for end in row.JOINS}:
                    changes.delete(row)  # nobody stands in any way to themselves
                elif not changes.takes_away(row) and not join_consents(
                    changes, row, hanging.column, kept
                ):
                    changes.repoint(row, hanging.column, kept)


def _leave_out(
    changes: ChangeSet,
    kind: type[SealedName] | type[Tenure],
    person: Counterpart,
    other: Counterpart,
    pick: Pick | None,
) -> None:
    """Take away what was not picked, or, of both, what is there twice."""
    ours: list[Any] = list(kind.objects.filter(counterpart=person).order_by("pk"))
    theirs: list[Any] = list(kind.objects.filter(counterpart=other).order_by("pk"))
    going: list[Any] = []
    if pick == "kept":
        going = theirs
    elif pick == "other":
        going = ours
    elif pick == "both":
        there = {_says(row) for row in ours}
        going = [row for row in theirs if _says(row) in there]
    for row in going:
        changes.delete(row)


def _says(row: SealedName | Tenure) -> tuple[Any, ...]:
    """Return what two records have alike if one of them is enough."""
    if isinstance(row, SealedName):
        return row.script, fold(open_name(bytes(row.sealed)))
    return row.position_id, row.since, row.until, row.why_ended, row.confidence


def _take_holders(changes: ChangeSet, kept: Relationship, gone: Relationship) -> None:
    """Let those who led the other record be those who led this one: they go with its lead."""
    for holder in kept.holders.order_by("pk"):
        changes.delete(holder)
    for holder in Holder.objects.filter(relationship=gone).order_by("pk"):
        changes.repoint(holder, "relationship", kept)


def _settle(
    changes: ChangeSet, rows: tuple[ScopedModel, ScopedModel], name: str, pick: Pick | None
) -> None:
    """Let the value stand that was picked; without a pick, fill in what only the other has."""
    field = FIELDS[name]
    ours, theirs = (tuple(getattr(row, column) for column in field.columns) for row in rows)
    if pick is None and name != "lead" and any(theirs) and not any(ours):
        pick = "other"
    if pick == "other":
        changes.change(rows[0], **dict(zip(field.columns, theirs, strict=True)))
    elif pick == "both" and field.may_join:
        changes.change(rows[0], **{field.columns[0]: _joined(ours[0], theirs[0])})


def _joined(ours: Any, theirs: Any) -> Any:
    """Return two lists as one without what is in both, or two texts one below the other."""
    if isinstance(ours, list):
        return list(dict.fromkeys([*ours, *theirs]))
    return "\n".join(filter(None, dict.fromkeys([ours, theirs])))
