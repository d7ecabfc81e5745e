"""What a group is part of, and its own parts, as a small tree."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from rapport.names import fold
from rapport.records.models import Actor, Colleague
from rapport.records.prepared import prepared


@dataclass(frozen=True, slots=True)
class Branch:
    """A group in the small tree: one above, this one (``is_here``), or a part."""

    key: uuid.UUID
    name: str
    is_here: bool
    parts: tuple["Branch", ...] = ()


class _Group(NamedTuple):
    key: uuid.UUID
    names: list[str]
    parent: uuid.UUID | None


def tree(me: Colleague, actor: Actor) -> Branch:
    """Return the group within what it is part of, and with its parts, two steps down."""
    groups = {row[0]: _Group._make(row) for row in _groups(me, actor.circle_id)}
    parts: dict[uuid.UUID | None, list[uuid.UUID]] = defaultdict(list)
    for group in groups.values():
        parts[group.parent].append(group.key)
    here = _branch(groups, parts, actor.pk, actor.pk, down=2)
    above = actor.parent_id
    seen = {actor.pk}
    while above is not None and above in groups and above not in seen:
        seen.add(above)
        here = Branch(above, str(groups[above].names[0]), is_here=False, parts=(here,))
        above = groups[above].parent
    return here


def _branch(
    groups: Mapping[uuid.UUID, _Group],
    parts: Mapping[uuid.UUID | None, list[uuid.UUID]],
    key: uuid.UUID,
    here: uuid.UUID,
    *,
    down: int,
) -> Branch:
    name = str(groups[key].names[0]) if key in groups and groups[key].names else ""
    below = parts.get(key, []) if down else []
    found = [_branch(groups, parts, one, here, down=down - 1) for one in below]
    ordered = sorted(found, key=lambda one: fold(one.name))
    return Branch(key, name, is_here=key == here, parts=tuple(ordered))


@prepared
def _groups(me: Colleague, circle: uuid.UUID) -> "QuerySet[Actor, tuple[Any, ...]]":
    rows: QuerySet[Actor] = Actor.objects.visible_to(me).filter(circle=circle).order_by("pk")
    return rows.values_list("pk", "names", "parent_id")
