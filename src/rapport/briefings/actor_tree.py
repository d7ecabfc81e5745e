"""What a group is part of, and its own parts, as a small tree."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform

from rapport.names import fold
from rapport.records.models import Actor, Colleague
from rapport.records.prepared import prepared

PARTS = 40
"""So many parts of a group are shown, and of all its parts together as many of theirs."""

STEPS = 8
"""So many steps up are read."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A group in the small tree: one above, this one (``is_here``), or a part.

    ``more``: it has other parts, which are not shown.
    """

    key: uuid.UUID
    name: str
    is_here: bool
    parts: tuple["Branch", ...] = ()
    more: bool = False


class _Group(NamedTuple):
    key: uuid.UUID
    names: list[str]
    parent: uuid.UUID | None


def tree(me: Colleague, actor: Actor) -> Branch:
    """Return the group within what it is part of, and with its parts, two steps down.

    What is above is read step by step, by its key; of the parts no more than ``PARTS`` of a step.
    """
    parts = [_Group._make(row) for row in _parts(me, actor.circle_id, actor.pk)]
    below: dict[uuid.UUID | None, list[Branch]] = defaultdict(list)
    for row in _parts_of_parts(me, actor.circle_id, actor.pk) if parts else ():
        below[row[2]].append(_branch(_Group._make(row)))
    branches = [_branch(one, below.get(one.key, ())) for one in parts if one.key != actor.pk]
    here = _within(branches)
    tree = Branch(actor.pk, actor.name, is_here=True, parts=here[:PARTS], more=len(here) > PARTS)
    above, seen = actor.parent_id, {actor.pk}
    while above is not None and above not in seen and len(seen) <= STEPS:
        seen.add(above)
        found = _group(me, actor.circle_id, above)
        if not found:
            break
        tree = Branch(above, _named(found[0][1]), is_here=False, parts=(tree,))
        above = found[0][2]
    return tree


def _branch(group: _Group, parts: Sequence[Branch] = ()) -> Branch:
    return Branch(group.key, _named(group.names), is_here=False, parts=_within(parts))


def _within(parts: Sequence[Branch]) -> tuple[Branch, ...]:
    return tuple(sorted(parts, key=lambda one: fold(one.name)))


def _named(names: Sequence[str]) -> str:
    return str(names[0]) if names else ""


@prepared
def _group(me: Colleague, circle: uuid.UUID, key: uuid.UUID) -> "QuerySet[Actor, tuple[Any, ...]]":
    return _of_circle(me, circle).filter(pk=key).values_list("pk", "names", "parent_id")


@prepared
def _parts(
    me: Colleague, circle: uuid.UUID, actor: uuid.UUID
) -> "QuerySet[Actor, tuple[Any, ...]]":
    rows = _of_circle(me, circle).filter(parent=actor)
    return rows.values_list("pk", "names", "parent_id")[: PARTS + 1]


@prepared
def _parts_of_parts(
    me: Colleague, circle: uuid.UUID, actor: uuid.UUID
) -> "QuerySet[Actor, tuple[Any, ...]]":
    rows = _of_circle(me, circle).filter(parent__parent=actor).exclude(pk=actor)
    return rows.values_list("pk", "names", "parent_id")[:PARTS]


def _of_circle(me: Colleague, circle: uuid.UUID) -> "QuerySet[Actor]":
    rows: QuerySet[Actor] = Actor.objects.visible_to(me).filter(circle=circle)
    return rows.annotate(first=KeyTextTransform(0, "names")).order_by("first", "pk")
