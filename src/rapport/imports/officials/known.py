"""What is recorded of groups, posts and their holders where a register of officials goes."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from rapport.imports.officials.claims import KnownTenure
from rapport.imports.officials.plan import Known
from rapport.imports.officials.posts import KnownGroup, KnownPost
from rapport.records import name_index
from rapport.records.models import (
    Actor,
    Counterpart,
    Position,
    Relationship,
    SealedName,
    Tenure,
)
from rapport.records.models.offices import Colleague
from rapport.rules.successions import span_of


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody we deal with: under which relationship, by which alias, and all their names."""

    relationship: uuid.UUID
    counterpart: uuid.UUID
    alias: str
    names: tuple[str, ...]


def people_in(me: Colleague, circle: uuid.UUID) -> list[Person]:
    """Return the people of a circle ``me`` may change, by alias; with their sealed names."""
    rows = Relationship.objects.changeable_by(me).with_people().filter(circle=circle)
    sealed: dict[uuid.UUID, list[str]] = defaultdict(list)
    names: Any = SealedName.objects.changeable_by(me).filter(circle=circle).order_by("pk")
    for key, name in names.values_list("counterpart_id", "sealed"):
        sealed[key].append(name_index.open_name(bytes(name)))
    found = rows.order_by("counterpart__alias", "pk")
    return [
        Person(key, who, alias, (alias, *sealed[who]))
        for key, who, alias in found.values_list("pk", "counterpart_id", "counterpart__alias")
    ]


def known_in(me: Colleague, circle: uuid.UUID, people: list[Person]) -> Known:
    """Return what ``me`` sees recorded in a circle of groups, posts and who held them."""
    actors: Any = Actor.objects.changeable_by(me).filter(circle=circle).order_by("pk")
    groups = [
        KnownGroup(key, tuple(str(name) for name in names))
        for key, names in actors.values_list("pk", "names")
    ]
    positions: Any = Position.objects.changeable_by(me).filter(circle=circle).order_by("pk")
    there = {one.key for one in groups}
    posts = [
        KnownPost(*row)
        for row in positions.values_list("pk", "actor_id", "title", "area")
        if row[1] in there
    ]
    return Known(groups, posts, _tenures(me, circle, {one.counterpart: one for one in people}))


def _tenures(
    me: Colleague, circle: uuid.UUID, people: dict[uuid.UUID, Person]
) -> dict[uuid.UUID, list[KnownTenure]]:
    """Return who held which post; of people ``me`` does not see, nothing."""
    rows: Any = Tenure.objects.changeable_by(me).filter(circle=circle).select_related("counterpart")
    seen = Q(counterpart__isnull=True) | Q(counterpart__in=Counterpart.objects.visible_to(me))
    found: dict[uuid.UUID, list[KnownTenure]] = defaultdict(list)
    for row in rows.filter(seen).order_by("pk"):
        who = people.get(row.counterpart_id) if row.counterpart_id else None
        found[row.position_id].append(
            KnownTenure(
                row.pk,
                who.names if who else (row.called,),
                span_of(row.since, row.since_known),
                span_of(row.until, row.until_known, ends=True),
                row.acting,
                row.counterpart_id,
                row.why_ended,
            )
        )
    return found
