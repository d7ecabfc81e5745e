"""Two records of one group made one, and one record of two groups parted."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from rapport.actions.actors import part_of, written_names
from rapport.actions.merging import hang_on, join_relationships
from rapport.actions.named_actors import called
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Actor,
    PowerChange,
    Relationship,
    ScopedModel,
    Sensitivity,
)
from rapport.records.pointing_at_groups import is_part_of, passing
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe

_MOST_NAMES = 20


def merge_actors(asking: Asking, *, keep: uuid.UUID, merge: uuid.UUID) -> Change[Actor]:
    """Make two records of one group one: everything of ``merge`` passes to ``keep``.

    What is kept stands and is filled in where it was empty; every name stays among its names. Two
    relationships with them as groups become one.
    """
    kept, gone = mergeable_groups(asking, keep=keep, merge=merge)
    with change_set("merge_actors", asking) as changes:
        changes.wait_for_others()
        _join_what_we_have_with_them(changes, asking, kept, gone)
        if is_part_of(kept, gone):
            whole = part_of(asking, kept.circle, gone.parent_id, of=kept)
            changes.change(kept, parent=whole)
            changes.write()
        hang_on(changes, gone, kept)
        changes.change(kept, **_both(kept, gone))
        changes.delete(gone)
        return changes.made(kept)


def mergeable_groups(asking: Asking, *, keep: uuid.UUID, merge: uuid.UUID) -> tuple[Actor, Actor]:
    """Return two groups, or refuse to make them one."""
    kept: Actor = Actor.objects.one_changeable_by(asking.me, keep)
    gone: Actor = Actor.objects.one_changeable_by(asking.me, merge)
    if kept.pk == gone.pk:
        raise CannotBe(
            gettext_noop("These are already the same record."),
            next_step=gettext_noop("Choose the other record of this group."),
        )
    if kept.circle_id != gone.circle_id:
        raise CannotBe(
            gettext_noop("These two records are in different circles."),
            next_step=gettext_noop("Ask the keepers of both circles to agree on one circle first."),
        )
    if (kept.sensitivity >= Sensitivity.SEVERE) != (gone.sensitivity >= Sensitivity.SEVERE):
        raise CannotBe(
            gettext_noop("Only one of these two records is limited to named colleagues."),
            next_step=gettext_noop(
                "Keep them separate: after a merge, some colleagues would see too much."
            ),
        )
    between = Q(fallen=kept, risen=gone) | Q(fallen=gone, risen=kept)
    if PowerChange.objects.filter(between).exists():
        raise CannotBe(
            gettext_noop("A change of power from one of these groups to the other is recorded."),
            next_step=gettext_noop("Keep them separate, or remove that change of power first."),
        )
    _check_mine(asking, (one.row for one in passing(gone)))
    return kept, gone


def split_actor(
    asking: Asking, *, key: uuid.UUID, name: str, passes: Iterable[uuid.UUID] = ()
) -> Change[Actor]:
    """Make two groups of one record: a new one with this name takes the records that ``passes``.

    Those are people, posts, places, ties, consents and whatever else points at the group. The new
    one is of the same type, part of the same whole, and in the same circle.
    """
    actor: Actor = Actor.objects.one_changeable_by(asking.me, key)
    names = written_names([name])
    if called(asking, actor.circle, names) is not None:
        raise CannotBe(
            gettext_noop("A group in this circle already has this name."),
            next_step=gettext_noop("Open that one, or add what tells the two apart to the name."),
        )
    wanted = set(passes)
    chosen = [one for one in passing(actor) if one.row.pk in wanted]
    _check_mine(asking, (one.row for one in chosen))
    with change_set("split_actor", asking) as changes:
        other = changes.add(
            Actor,
            actor.circle,
            names=names,
            kind=actor.kind,
            parent=actor.parent,
            sensitivity=actor.sensitivity,
        )
        changes.write()
        for one in chosen:
            changes.repoint(one.row, one.column, other)
        return changes.made(other)


def _check_mine(asking: Asking, rows: Iterable[ScopedModel]) -> None:
    """Refuse if one of these is not whoever asks may change: in the same words whatever it is."""
    for row in rows:
        if not type(row).objects.changeable_by(asking.me).filter(pk=row.pk).exists():
            raise CannotBe(
                gettext_noop("Other records depend on this group that you cannot change."),
                next_step=gettext_noop("Ask a keeper of the circle, or keep the record as it is."),
            )


def _join_what_we_have_with_them(
    changes: ChangeSet, asking: Asking, kept: Actor, gone: Actor
) -> None:
    """Let what we have with one group as such be with the other; two become one."""
    for theirs in Relationship.objects.filter(actor=gone).order_by("pk"):
        _check_mine(asking, [theirs])
        ours = Relationship.objects.filter(actor=kept, office=theirs.office_id).first()
        if ours is None:
            changes.repoint(theirs, "actor", kept)
            continue
        _check_mine(asking, [ours])
        if _named_for(ours) != _named_for(theirs) or ours.circle_id != theirs.circle_id:
            raise CannotBe(
                gettext_noop("What we have with these groups is limited to different colleagues."),
                next_step=gettext_noop(
                    "Keep them separate: after a merge, some colleagues would see too much."
                ),
            )
        join_relationships(changes, asking.me, ours, theirs, {})


def _named_for(relationship: Relationship) -> set[uuid.UUID]:
    return set(relationship.named.values_list("colleague_id", flat=True))


def _both(kept: Actor, gone: Actor) -> dict[str, Any]:
    """Return what the kept one is then: its own, with what only the other has."""
    names = {fold(str(name)): str(name) for name in (*gone.names, *kept.names)}
    first = [str(name) for name in kept.names]
    others = [name for key, name in names.items() if key not in set(map(fold, first))]
    notes = dict.fromkeys(one for one in (kept.legal_note, gone.legal_note) if one)
    return {
        "names": [*first, *others][:_MOST_NAMES],
        "kind": kept.kind or gone.kind,
        "areas": list(dict.fromkeys([*kept.areas, *gone.areas])),
        "legal_note": "\n".join(notes),
        "influence": _dated(kept.influence, gone.influence),
        "acceptances": _dated(kept.all_acceptances, gone.all_acceptances),
        "sensitivity": max(kept.sensitivity, gone.sensitivity),
    }


def _dated(ours: list[Any], theirs: list[Any]) -> list[Any]:
    """Return two lists of dated values as one; of one day ours stands."""
    by_day = {one[0]: one for one in (*theirs, *ours)}
    return [by_day[day] for day in sorted(by_day)]
