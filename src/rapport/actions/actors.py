"""Verbs about actors: name the one a counterpart belongs to."""

import uuid

from django.utils.translation import gettext_noop

from rapport.names import fold, visible
from rapport.records.asking import Asking
from rapport.records.models import Actor, ActorKind, Circle
from rapport.records.recording import ChangeSet
from rapport.records.refusals import CannotBe

LONGEST = 200


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
    written = visible(name).strip()
    if not written:
        return Actor.objects.one_visible_to(asking.me, key) if key else None
    if len(written) > LONGEST:
        raise CannotBe(
            gettext_noop("This name is longer than %(most)s characters."),
            next_step=gettext_noop("Leave out what is not the name."),
            most=LONGEST,
        )
    for actor in Actor.objects.visible_to(asking.me).filter(circle=circle).order_by("pk"):
        if fold(written) in map(fold, actor.names):
            return actor
    return changes.add(
        Actor, circle, names=[written], kind=kind if kind in ActorKind.values else ""
    )
