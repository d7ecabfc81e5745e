"""The rows that maps of one day are read from, read once for all who read the same circles.

A map is of one reader, and its rows are those that they may see. But most of them lie in circles
that others read too: ``records.rows_by_circle`` reads each circle once, as long as nothing is
recorded. What is worked out of a row here is the same for all who see it.
"""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import NamedTuple

from rapport.briefings.network_claims import COLUMNS, claims_asked, claims_of
from rapport.records.models import (
    Actor,
    Colleague,
    Consent,
    ConsentGroup,
    Gate,
    Interaction,
    Position,
    Relationship,
    Tenure,
)
from rapport.records.raw_rows import Key, as_uuid
from rapport.records.rows_by_circle import Row, RowsByCircle

Parts = dict[uuid.UUID | None, list[Row]]

_OF_PEOPLE = (
    *("pk", "lead_id", "backup_id", "actor_id", "counterpart_id"),
    *("counterpart__actor_id", "counterpart__status", "phase", "opened"),
)
_OF_CONTACTS = ("ours__colleague_id", "theirs__relationship_id", "on")
_OF_TENURES = ("pk", "position_id", "counterpart_id", "since", "until")
_OF_GROUPS = ("pk", "gate_id", "parent_id", "needs", "count")
_OF_CONSENTS = ("pk", "gate_id", "group_id", "relationship_id", "position_id", "actor_id")


class Person(NamedTuple):
    """A relationship as a map reads it."""

    key: Key
    lead: Key | None
    backup: Key | None
    actor: Key | None
    counterpart: Key | None
    of_actor: Key | None
    status: str | None
    phase: str
    opened: object


class Contact(NamedTuple):
    """The last contact of a colleague with somebody: so many days ago."""

    colleague: Key
    who: Key
    days: int


class Seen(NamedTuple):
    """What one reader sees: each kind in the order of its keys, contacts in that of their ends."""

    actors: list[Row]
    people: list[Person]
    ties: list[Row]
    contacts: list[Contact]
    positions: list[Row]
    tenures: list[Row]
    gates: list[Row]
    groups: list[Row]
    consents: list[Row]
    common: frozenset[object]
    """What is in the circle with most people and not severe: others are likely to see it too."""


class DayRows:
    """The rows of an office on a day, as they stood when they were first asked for."""

    def __init__(self, office: uuid.UUID, day: date, *, is_past: bool = False) -> None:
        self.day, self.is_past = day, is_past
        self.uuids = _Uuids()
        self.luck = _Luck(office)
        self._rows = RowsByCircle()
        self._common: dict[uuid.UUID, frozenset[object]] = {}

    def seen_by(self, me: Colleague) -> Seen:
        """Return what a reader sees: what is severe is asked for, and circles not read before."""
        parts = self._rows.parts
        actors = parts(me, Actor.objects.all(), "pk")
        people = parts(me, Relationship.objects.all(), *_OF_PEOPLE, made=_people)
        there = {row[0] for row in chain(*actors.values(), *people.values())}
        ties = parts(me, claims_asked(), *COLUMNS, made=self._claims, ends=(1, 2), there=there)
        met = Interaction.objects.filter(two_way=True, on__lte=self.day)
        contacts = parts(me, met, *_OF_CONTACTS, made=self._contacts)
        return Seen(
            actors=_in_order(actors),
            people=_in_order(people),  # type: ignore[arg-type]
            ties=_in_order(ties),
            contacts=_latest(_in_order(contacts)),  # type: ignore[arg-type]
            positions=_in_order(parts(me, Position.objects.all(), "pk", "actor_id")),
            tenures=_in_order(parts(me, Tenure.objects.all(), *_OF_TENURES)),
            gates=_in_order(parts(me, Gate.objects.all(), "pk", "until")),
            groups=_in_order(parts(me, ConsentGroup.objects.all(), *_OF_GROUPS)),
            consents=_in_order(parts(me, Consent.objects.all(), *_OF_CONSENTS)),
            common=self._common_of(me, people, actors, ties, contacts),
        )

    def _claims(self, rows: Iterable[Row]) -> list[Row]:
        return list(claims_of(rows, self.day, is_past=self.is_past))

    def _contacts(self, rows: Iterable[Row]) -> list[Row]:
        """Return the last contact of each two; the store sorts them all to tell as much."""
        latest: dict[tuple[Key, Key], object] = {}
        for colleague, who, on in rows:
            pair = (colleague, who)
            if colleague is not None and (pair not in latest or latest[pair] < on):
                latest[pair] = on
        age = {on: (self.day - date.fromisoformat(str(on))).days for on in set(latest.values())}
        return sorted(Contact(*pair, max(0, age[on])) for pair, on in latest.items())

    def _common_of(self, me: Colleague, people: Parts, *parts: Parts) -> frozenset[object]:
        """Return the keys of people, groups and ties of the circle with most people, and contacts.

        Kept by circle: a tie of it whose end a reader does not see is in no map of theirs.
        """
        circles = me.readable_circles()
        if not circles:
            return frozenset()
        most = max(circles, key=lambda circle: (len(people[circle]), circle))
        if most not in self._common:
            rows = chain(people[most], *(part[most] for part in parts))
            self._common[most] = frozenset(
                row if isinstance(row, Contact) else row[0] for row in rows
            )
        return self._common[most]


class _Uuids(dict[Key, uuid.UUID]):
    """Keys as records have them, each made once."""

    def __missing__(self, key: Key) -> uuid.UUID:
        made = self[key] = as_uuid(key)
        return made


class _Luck(dict[Key, int]):
    """The number that stands for somebody in what is drawn: of their key, and not their key.

    Of 63 bits. The same somebody has the same in every view of the office.
    """

    def __init__(self, office: uuid.UUID) -> None:
        super().__init__()
        self._office = office

    def __missing__(self, key: Key) -> int:
        digest = hashlib.blake2b(as_uuid(key).bytes, digest_size=8, key=self._office.bytes).digest()
        luck = self[key] = int.from_bytes(digest) >> 1
        return luck


def _people(rows: Iterable[Row]) -> list[Row]:
    return [Person._make(row) for row in rows]


def _in_order(parts: Parts) -> list[Row]:
    """Return rows in the order of their keys: read at one moment, no two have the same."""
    return sorted(chain.from_iterable(parts.values()))


def _latest(contacts: list[Contact]) -> list[Contact]:
    """Keep the last contact of each two, of several circles; they come in the order of the two."""
    latest: dict[tuple[Key, Key], Contact] = {}
    for one in contacts:
        latest.setdefault((one.colleague, one.who), one)  # the first is of the fewest days
    return list(latest.values())
