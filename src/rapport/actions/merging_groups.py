"""Two records of one group made one, and one record of two groups parted."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_noop

from rapport.actions.actors import current_of, written_names
from rapport.actions.merging import check_seen_alike, hang_on, join_relationships
from rapport.actions.named_actors import called
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Actor, PowerChange, Relationship, ScopedModel
from rapport.records.models.scoped import NOT_THERE
from rapport.records.pointing_at_groups import changeable_of, is_part_of, passing
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere


def merge_actors(asking: Asking, *, keep: uuid.UUID, merge: uuid.UUID) -> Change[Actor]:
    """Make two records of one group one: everything of ``merge`` passes to ``keep``.

    What is kept stands and is filled in where it was empty; every name stays among its names. Two
    relationships with them as groups become one.
    """
    kept, gone = mergeable_groups(asking, keep=keep, merge=merge)
    with change_set("merge_actors", asking) as changes:
        changes.wait_for_others()
        _join_what_we_have_with_them(changes, asking, kept, gone)
        # Before what is part of the other passes, so that nothing becomes part of itself.
        changes.change(kept, parent=_whole_of(kept, gone))
        changes.write()
        hang_on(changes, gone, kept)
        changes.change(kept, **_both(kept, gone))
        changes.delete(gone)
        return changes.made(kept)


def mergeable_groups(asking: Asking, *, keep: uuid.UUID, merge: uuid.UUID) -> tuple[Actor, Actor]:
    """Return two groups, or refuse to make them one.

    What whoever asks may not change is refused first, in the same words whatever it is.
    """
    kept: Actor = Actor.objects.one_changeable_by(asking.me, keep)
    gone: Actor = Actor.objects.one_changeable_by(asking.me, merge)
    if kept.pk == gone.pk:
        raise CannotBe(
            gettext_noop("These are already the same record."),
            next_step=gettext_noop("Choose the other record of this group."),
        )
    check_seen_alike(kept, gone)
    _check_mine(asking, [one.row for one in passing(gone)])
    between = Q(fallen=kept, risen=gone) | Q(fallen=gone, risen=kept)
    if PowerChange.objects.filter(between).exists():
        raise CannotBe(
            gettext_noop("A change of power from one of these groups to the other is recorded."),
            next_step=gettext_noop("Keep them separate, or remove that change of power first."),
        )
    return kept, gone


def split_actor(
    asking: Asking, *, key: uuid.UUID, name: str, passes: Iterable[uuid.UUID] = ()
) -> Change[Actor]:
    """Make two groups of one record: a new one with this name takes the records that ``passes``.

    Those are people, posts, places, ties, consents and whatever else points at the group. The new
    one is of the same type, part of the same whole, and in the same circle. Raises ``NotThere``
    for what does not point at the group, or is not for whoever asks.
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
    if changeable_of(asking.me, [one.row for one in chosen]) != wanted:
        raise NotThere(NOT_THERE)
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


def _check_mine(asking: Asking, rows: list[ScopedModel]) -> None:
    if changeable_of(asking.me, rows) != {row.pk for row in rows}:
        raise CannotBe(
            gettext_noop("Other records depend on this group that you cannot change."),
            next_step=gettext_noop("Ask a keeper of the circle, or keep the record as it is."),
        )


def _join_what_we_have_with_them(
    changes: ChangeSet, asking: Asking, kept: Actor, gone: Actor
) -> None:
    """Let what we have with one group as such be with the other; two become one."""
    for theirs in Relationship.objects.filter(actor=gone).order_by("pk"):
        ours = Relationship.objects.filter(actor=kept, office=theirs.office_id).first()
        _check_mine(asking, [theirs] if ours is None else [theirs, ours])
        if ours is not None:
            check_seen_alike(ours, theirs)
            join_relationships(changes, asking.me, ours, theirs, {})


def _whole_of(kept: Actor, gone: Actor) -> Actor | None:
    """Return what the kept one is part of then: its own whole, or that of the other."""
    own = kept.parent
    if own is not None and not is_part_of(own, gone):
        return own
    return None if is_part_of(gone.parent, kept) else gone.parent


def _both(kept: Actor, gone: Actor) -> dict[str, Any]:
    """Return what the kept one is then: its own, with what only the other has."""
    notes = dict.fromkeys(one for one in (kept.legal_note, gone.legal_note) if one)
    return {
        "names": written_names([*kept.names, *gone.names]),
        "kind": kept.kind or gone.kind,
        "areas": list(dict.fromkeys([*kept.areas, *gone.areas])),
        "legal_note": "\n".join(notes),
        "sensitivity": max(kept.sensitivity, gone.sensitivity),
        **current_of("influence", _dated(kept.influence, gone.influence)),
        **current_of("acceptances", _dated(kept.all_acceptances, gone.all_acceptances)),
    }


def _dated(ours: list[Any], theirs: list[Any]) -> list[Any]:
    """Return two lists of dated values as one; of one day ours stands."""
    by_day = {one[0]: one for one in (*theirs, *ours)}
    return [by_day[day] for day in sorted(by_day)]
