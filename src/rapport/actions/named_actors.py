"""Which actor a name means: the one of the circle that is called so, or a new one."""

import uuid
from collections.abc import Iterable

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
    now: uuid.UUID | None = None,
) -> Actor | None:
    """Return the actor meant: the one of that key, or the one of that name, begun if it is new.

    A name that an actor of the circle already has, spelling folded, means that actor. One of
    another circle is refused, for who removes it there would change this record: but what a record
    names ``now`` it may keep.
    """
    written = written_name(name)
    if not written:
        return _of_circle(asking, circle, key, now) if key else None
    there = called(asking, circle, [written])
    if there is not None:
        return there
    return changes.add(
        Actor, circle, names=[written], kind=kind if kind in ActorKind.values else ""
    )


def _of_circle(asking: Asking, circle: Circle, key: uuid.UUID, now: uuid.UUID | None) -> Actor:
    actor: Actor = Actor.objects.one_visible_to(asking.me, key)
    if actor.circle_id != circle.pk and actor.pk != now:
        raise CannotBe(
            gettext_noop("This group is kept in another circle than this."),
            next_step=gettext_noop("Choose a group of its circle, or enter its name as a new one."),
        )
    return actor


def called(asking: Asking, circle: Circle, names: Iterable[str]) -> Actor | None:
    """Return the actor of a circle that has one of these names, spelling folded."""
    folded = set(map(fold, names))
    for actor in Actor.objects.visible_to(asking.me).filter(circle=circle).order_by("pk"):
        if folded & set(map(fold, actor.names)):
            found: Actor = actor
            return found
    return None


def written_name(name: str) -> str:
    """Return a name as it is kept, or refuse one that is too long."""
    written = visible(name).strip()
    if len(written) > LONGEST:
        raise CannotBe(
            gettext_noop("This name is longer than %(most)s characters."),
            next_step=gettext_noop("Enter only the name."),
            most=LONGEST,
        )
    return written
