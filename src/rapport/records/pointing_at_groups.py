"""What points at a group, found from the models, and whether one group is part of another."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from rapport.records.hanging import hanging_on, rows_of
from rapport.records.models import Actor, Colleague, Relationship, ScopedModel


class Passing(NamedTuple):
    """A record that points at a group, and the column in which it does."""

    row: ScopedModel
    column: str


def passing(actor: Actor) -> list[Passing]:
    """Return all that points at a group, whoever may see it, kind by kind, oldest first.

    What we have with the group as such is not among it.
    """
    return [
        Passing(row, hanging.column)
        for hanging in hanging_on(Actor)
        if hanging.model is not Relationship
        for row in rows_of(actor, hanging)
    ]


def changeable_of(me: Colleague, rows: Iterable[ScopedModel]) -> set[uuid.UUID]:
    """Return the keys of those of these rows that ``me`` may change: one question a kind."""
    kinds: dict[type[ScopedModel], set[uuid.UUID]] = defaultdict(set)
    for row in rows:
        kinds[type(row)].add(row.pk)
    return {
        key
        for kind, keys in kinds.items()
        for key in kind.objects.changeable_by(me).filter(pk__in=keys).values_list("pk", flat=True)
    }


def is_part_of(actor: Actor | None, other: Actor) -> bool:
    """Say whether a group is another, or a part of it at whatever depth."""
    seen: set[uuid.UUID] = set()
    while actor is not None and actor.pk not in seen:
        if actor.pk == other.pk:
            return True
        seen.add(actor.pk)
        actor = actor.parent
    return False
