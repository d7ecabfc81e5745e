"""What the palette finds: people, groups and gates by name, and whom one was in touch with last."""

import uuid
from dataclasses import dataclass

from django.db.models import F, QuerySet

from rapport.briefings.finding import gates_called, groups_called
from rapport.briefings.groups import KnownGroup, known_groups
from rapport.briefings.people import Person, named, persons
from rapport.names import asked_keys, fold
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Relationship
from rapport.records.prepared import prepared

PEOPLE = 6
GROUPS = 4
GATES = 4
RECENT = 5
_LOOKED_AT = 4 * GROUPS
"""Of so many groups, by name, those are shown that may be."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who, which groups and which gates are called like what was typed, the most alike first.

    A gate is its key, its name and its place.
    """

    people: tuple[Person, ...]
    groups: tuple[KnownGroup, ...]
    gates: tuple[tuple[uuid.UUID, str, str], ...]


def go_to(asking: Asking, text: str) -> Named:
    """Return the people, groups and gates whoever asks may see that are called like ``text``."""
    me = asking.me
    asked = asked_keys(text)
    if not asked:
        return Named((), (), ())
    called = groups_called(me, asked)
    first = sorted(called, key=lambda key: fold(called[key]))[:_LOOKED_AT]
    groups = known_groups(asking, first) if first else []
    gates = gates_called(me, asked)[:GATES]
    return Named(named(me, text, limit=PEOPLE), tuple(groups[:GROUPS]), tuple(gates))


def recent(asking: Asking) -> tuple[Person, ...]:
    """Return the people whoever asks leads and was in touch with last."""
    keys = _in_touch(asking.me)
    found = persons(asking.me, keys)
    return tuple(found[key] for key in keys if key in found)


@prepared
def _in_touch(me: Colleague) -> "QuerySet[Relationship, uuid.UUID]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me).filter(lead_id=me.pk)
    rows = rows.filter(last_two_way__isnull=False)
    return rows.order_by(F("last_two_way").desc(), "-pk").values_list("pk", flat=True)[:RECENT]
