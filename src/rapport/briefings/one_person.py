"""People of whom one reader sees several records: each circle keeps its own, and somebody said so.

Two records of one circle are merged instead. Only whoever sees both learns that they are one.
"""

import uuid
from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db.models import F, Q

from rapport.briefings.ties_with_actors import contacts_asked
from rapport.briefings.views import View
from rapport.records.models import (
    Colleague,
    CounterpartStatus,
    Phase,
    Relationship,
    Tie,
    TieKind,
)
from rapport.records.models.relationships import called
from rapport.records.raw_rows import among
from rapport.rules.facts_of_many import ActorContact, PersonFacts
from rapport.rules.rule import Settings

_Key = TypeVar("_Key", bound=Any)

Pair = tuple[uuid.UUID, uuid.UUID]


class Record(NamedTuple):
    """One of the relationships with somebody of whom there are several."""

    key: uuid.UUID
    name: str
    last_two_way: date | None
    circle: uuid.UUID
    lead: uuid.UUID | None
    backup: uuid.UUID | None


def said_to_be_one(me: Colleague, day: date) -> list[Pair]:
    """Return the pairs of relationships that are said to be with one person, as far as I see."""
    ties = Tie.objects.visible_to(me).filter(
        Q(until__isnull=True) | Q(until__gt=day), kind=TieKind.SAME_PERSON
    )
    return list(ties.order_by("pk").values_list("relationship_id", "other_id"))


def joined(pairs: Iterable[tuple[_Key, _Key]]) -> dict[_Key, _Key]:
    """Return one record of each person by every record of theirs: the first by its key."""
    first: dict[_Key, _Key] = {}

    def of(key: _Key) -> _Key:
        while first.setdefault(key, key) != key:
            key = first[key]
        return key

    for one, other in pairs:
        low, high = sorted((of(one), of(other)))
        first[high] = low
    return {key: of(key) for key in first}


def asked_of_one(
    view: View, settings: Settings
) -> list[tuple[uuid.UUID, PersonFacts, dict[Hashable, Record]]]:
    """Return the people of whom there are several records, with the contacts E11 counts.

    Each begins with the key that stands for all of them, and ends with the records by theirs.
    """
    numbers = settings["E11"]
    whose = joined(said_to_be_one(view.reader, view.day)) if numbers else {}
    if numbers is None or not whose:
        return []
    ties = (
        Relationship.objects.visible_to(view.reader)
        .filter(pk__in=among(sorted(whose)), counterpart__status=CounterpartStatus.ACTIVE)
        .exclude(phase__in=(Phase.DORMANT, Phase.CLOSED))
    )
    columns = ("pk", called(), "last_two_way", "circle_id", "lead_id", "backup_id")
    records = {row[0]: Record(*row) for row in ties.order_by("pk").values_list(*columns)}
    contacts: dict[uuid.UUID, list[ActorContact]] = {}
    for tie, contact in contacts_asked(view, ties, numbers["days"], F("relationship_id")):
        contacts.setdefault(whose[tie], []).append(contact)
    of_each: dict[uuid.UUID, dict[Hashable, Record]] = {}
    for one, record in records.items():
        of_each.setdefault(whose[one], {})[one] = record
    return [
        (key, PersonFacts(key, tuple(theirs)), of_each[key])
        for key, theirs in sorted(contacts.items())
    ]
