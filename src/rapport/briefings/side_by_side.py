"""Two records of one person side by side: where they differ, and what would be joined."""

import uuid
from dataclasses import dataclass
from typing import Any

from rapport.briefings.people import Person, persons
from rapport.records.asking import Asking
from rapport.records.hanging import hanging_on
from rapport.records.models import (
    Actor,
    Colleague,
    Counterpart,
    Interaction,
    Relationship,
    ScopedModel,
    Sensitivity,
    Tenure,
)

_WHOLE = (Relationship, Counterpart)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records: the person as the list shows them, what hangs on it, its posts.

    ``group`` and ``posts`` are None where a group is of a circle the reader is not in: it is
    neither shown nor asked about. ``counts`` are pairs of a kind of record and how many.
    """

    person: Person
    group: str | None
    posts: tuple[str, ...] | None
    sealed_names: int
    counts: tuple[tuple[type[ScopedModel], int], ...]


def sides(asking: Asking, *both: Relationship) -> tuple[Side, ...]:
    """Return these records side by side, of what whoever asks may see; a fixed number of questions.

    The records are those that whoever asks was found to be allowed to merge.
    """
    people = persons(asking.me, [row.pk for row in both])
    return tuple(_side(asking.me, row, people[row.pk]) for row in both)


def _side(me: Colleague, row: Relationship, person: Person) -> Side:
    counts = [(kind, number) for kind in _kinds() if (number := _count(me, kind, row))]
    return Side(
        person=person,
        group=_group(me, row.person.actor),
        posts=_posts(me, row.counterpart_id),
        sealed_names=row.person.sealed_names.count(),
        counts=tuple(counts),
    )


def _kinds() -> list[type[ScopedModel]]:
    """Return the kinds that pass on with a person or a relationship, each once; contacts first."""
    hanging = [one for kind in _WHOLE for one in hanging_on(kind) if one.belongs]
    kinds = [one.model for one in hanging if one.model.MERGES and one.model not in _WHOLE]
    return [Interaction, *dict.fromkeys(kinds)]


def _count(me: Colleague, kind: type[ScopedModel], row: Relationship) -> int:
    seen: Any = kind.objects.visible_to(me)
    if kind is Interaction:
        return int(seen.filter(theirs__relationship=row).count())
    columns = {
        one.column: pointed
        for whole, pointed in ((Relationship, row), (Counterpart, row.person))
        for one in hanging_on(whole)
        if one.model is kind and one.belongs
    }
    return int(seen.filter(**columns).count())


def _group(me: Colleague, actor: Actor | None) -> str | None:
    if actor is None:
        return ""
    known = actor.circle_id in me.readable_circles() and actor.sensitivity < Sensitivity.SEVERE
    return actor.name if known else None


def _posts(me: Colleague, counterpart: uuid.UUID | None) -> tuple[str, ...] | None:
    every = Tenure.objects.filter(counterpart=counterpart).select_related("position__actor")
    posts = []
    for tenure in every.order_by("-since", "-pk"):
        if _group(me, tenure.position.actor) is None:
            return None
        posts.append(tenure.position.title)
    return tuple(posts)
