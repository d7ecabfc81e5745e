"""What points at a group, found from the models, and whether one group is part of another."""

from typing import NamedTuple

from rapport.records.hanging import hanging_on, rows_of
from rapport.records.models import Actor, Relationship, ScopedModel


class Passing(NamedTuple):
    """A record that points at a group, and the column in which it does."""

    row: ScopedModel
    column: str


def passing(actor: Actor) -> list[Passing]:
    """Return all that points at a group, whoever may see it, kind by kind, oldest first."""
    return [
        Passing(row, hanging.column)
        for hanging in hanging_on(Actor)
        if hanging.model is not Relationship
        for row in rows_of(actor, hanging)
    ]


def is_part_of(actor: Actor, other: Actor) -> bool:
    """Say whether a group is a part of another, at whatever depth."""
    above, seen = actor.parent, {actor.pk}
    while above is not None and above.pk not in seen:
        if above.pk == other.pk:
            return True
        seen.add(above.pk)
        above = above.parent
    return False
