"""What a register says of the people it brings: names, groups, posts, and notes of them."""

import uuid
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rapport.imports.day_notes import post_note
from rapport.imports.known import known_actors, name_key
from rapport.imports.rows import Post, RegisterRow
from rapport.imports.told_of_person import ToldOfPerson
from rapport.names import fold, visible
from rapport.records import name_index
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    Circle,
    Confidence,
    Counterpart,
    Insight,
    InsightKind,
    Nature,
    Position,
    Relationship,
    SealedName,
    Tenure,
)
from rapport.records.new_rows import new_row
from rapport.records.recording import ChangeSet


@dataclass
class Counts:
    """What an import added; ``known`` were there, and so was what the rows of ``again`` say.

    ``notes`` are rows without a sure day. ``kept`` counts, by the codes of ``rows.KEPT``, what is
    kept otherwise than as it stands.
    """

    people: int = 0
    known: int = 0
    interactions: int = 0
    notes: int = 0
    again: int = 0
    actors: int = 0
    colleagues: int = 0
    kept: dict[str, int] = field(default_factory=dict)

    @property
    def brought_anything(self) -> bool:
        """Say whether there is anything to take back."""
        return any((self.people, self.interactions, self.notes, self.actors, self.colleagues))

    def keep(self, code: str) -> None:
        """Count something that is kept otherwise than as it stands."""
        self.kept[code] = self.kept.get(code, 0) + 1


@dataclass(slots=True)
class _NewPerson:
    """Somebody this register brought, and what it said of them so far."""

    counterpart: Counterpart
    sensitivity: int
    told: ToldOfPerson = field(default_factory=ToldOfPerson)


class PeopleWriter:
    """Adds to a change set what rows say of people; of those known before nothing is changed.

    ``place`` is the office, the circle and how sensitive the register is. The groups of the circle
    are read when the first is named: many registers name none.
    """

    def __init__(
        self,
        changes: ChangeSet,
        asking: Asking,
        circle: Circle,
        place: dict[str, Any],
        counts: Counts,
    ) -> None:
        self.changes = changes
        self.place = place
        self.today = asking.day
        self.counts = counts
        self._by, self._circle = asking.me, circle
        self._new: dict[uuid.UUID, _NewPerson] = {}
        self._positions: dict[tuple[uuid.UUID, str], Position] = {}

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return known_actors(self._by, self._circle)

    def begin(self, relationship: Relationship, counterpart: Counterpart) -> None:
        """Begin with somebody this register brings."""
        self._new[relationship.pk] = _NewPerson(counterpart, relationship.sensitivity)

    def describe(self, key: uuid.UUID, row: RegisterRow, name: str) -> None:
        """Add what the row says of somebody whom this register brought, and no row said so far."""
        person = self._new.get(key)
        if person is None:
            return
        address = (row.addressed or {}).get(name) or row.how_to_address
        if address and not person.counterpart.how_to_address:
            self.changes.change(person.counterpart, how_to_address=address)
        for kept, what in person.told.news(row, name):
            if kept not in ("name", "post"):
                self.counts.keep(kept)
            if not isinstance(what, Post):
                self._seal(person.counterpart, what)
            elif kept in ("post", "second_post"):
                self._tenure(person.counterpart, self.actor(what.actor), what.title)
            else:
                self.note(key, person.sensitivity, post_note(what))
        if person.told.group and person.counterpart.actor_id is None:
            self.changes.change(person.counterpart, actor=self.actor(person.told.group))

    def note(self, key: uuid.UUID, sensitivity: int, text: str) -> None:
        """Note something of somebody that has no better place."""
        place = {**self.place, "sensitivity": sensitivity, "relationship_id": key}
        told = {"kind": InsightKind.CONNECTION, "nature": Nature.FACT, "on": self.today}
        sure = {"confidence": Confidence.LOW, "text": visible(text)}
        self.changes.create(new_row(Insight, {**place, **told, **sure}))

    def actor(self, name: str) -> Actor:
        """Return a group or institution by its name: known, or added."""
        key = name_key(name)
        if key not in self._actors:
            self._actors[key] = self.changes.create(Actor(**self.place, names=[visible(name)]))
            self.counts.actors += 1
        return self._actors[key]

    def _seal(self, counterpart: Counterpart, real_name: str) -> None:
        sealed = name_index.seal_name(visible(real_name))
        self.changes.create(SealedName(**self.place, counterpart=counterpart, sealed=sealed))

    def _tenure(self, counterpart: Counterpart, actor: Actor, title: str) -> None:
        key = (actor.pk, fold(title))
        if key not in self._positions:
            self._positions[key] = self.changes.create(
                Position(**self.place, actor=actor, title=visible(title))
            )
        self.changes.create(
            Tenure(**self.place, position=self._positions[key], counterpart=counterpart)
        )
