"""Verbs about actors: name the one a counterpart belongs to, change what is known of one."""

import uuid
from typing import Any

from django.utils.translation import gettext_noop

from rapport.names import fold, visible
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Actor, ActorKind, Circle
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe

LONGEST = 200


def change_actor(
    asking: Asking, *, key: uuid.UUID, name: str | None = None, **values: Any
) -> Change[Actor]:
    """Change what is known of a group or institution; ``name`` is what it is called by first.

    A name it had before stays among its names, so that it is found by it.
    """
    actor = Actor.objects.one_changeable_by(asking.me, key)
    if name is not None:
        written = _name(name)
        if not written:
            raise CannotBe(
                gettext_noop("A group needs a name."),
                next_step=gettext_noop("Enter its name."),
            )
        others = [other for other in actor.names if fold(other) != fold(written)]
        values["names"] = [written, *others]
    with change_set("change_actor", asking) as changes:
        changes.change(actor, **values)
        return changes.made(actor)


def actor_of(
    changes: ChangeSet,
    asking: Asking,
    *,
    circle: Circle,
    key: uuid.UUID | None,
    name: str,
    kind: str,
) -> Actor | None:
    """Return the actor meant: the one of that key, or the one of that name, begun if it is new.

    A name that an actor of the circle already has, spelling folded, means that actor.
    """
    written = _name(name)
    if not written:
        return Actor.objects.one_visible_to(asking.me, key) if key else None
    for actor in Actor.objects.visible_to(asking.me).filter(circle=circle).order_by("pk"):
        if fold(written) in map(fold, actor.names):
            return actor
    return changes.add(
        Actor, circle, names=[written], kind=kind if kind in ActorKind.values else ""
    )


def _name(name: str) -> str:
    written = visible(name).strip()
    if len(written) > LONGEST:
        raise CannotBe(
            gettext_noop("This name is longer than %(most)s characters."),
            next_step=gettext_noop("Enter only the name."),
            most=LONGEST,
        )
    return written
