"""The good rows of a register, written as people, relationships and interactions."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapport.actions.interactions import usually_two_way
from rapport.imports.known import (
    AlreadyRecorded,
    known_actors,
    known_colleagues,
    known_people,
    name_key,
    sensitivities,
)
from rapport.imports.mapping import RegisterMap
from rapport.imports.rows import RegisterRow
from rapport.names import fold, visible
from rapport.records import name_index
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    Channel,
    Circle,
    Colleague,
    Counterpart,
    Holder,
    Interaction,
    Named,
    OurPart,
    Position,
    Relationship,
    SealedName,
    Sensitivity,
    Tenure,
    TheirPart,
)
from rapport.records.new_rows import new_row
from rapport.records.recording import ChangeSet


@dataclass
class Counts:
    """What an import added; ``known`` were there, and so were the interactions of ``again``."""

    people: int = 0
    known: int = 0
    interactions: int = 0
    again: int = 0
    actors: int = 0
    colleagues: int = 0

    @property
    def brought_anything(self) -> bool:
        """Say whether there is anything to take back."""
        return any((self.people, self.interactions, self.actors, self.colleagues))


@dataclass(slots=True)
class _NewPerson:
    """Somebody this register brought, and whether their name and their post were said."""

    counterpart: Counterpart
    named: bool = False
    placed: bool = False


_DESCRIBING = ("real_name", "how_to_address", "actor", "position")
"""The columns that tell more of people than what they are called."""


class RowWriter:
    """Adds rows to a change set, meeting whoever is known in the circle by the same alias.

    What is recorded already is not added again. Of people known before, nothing is changed; of
    those this register brings, a later row fills in what earlier ones left out.
    """

    def __init__(
        self,
        changes: ChangeSet,
        mapping: RegisterMap,
        asking: Asking,
        circle: Circle,
    ) -> None:
        self.changes = changes
        self._describes = any(mapping.column(meaning) for meaning in _DESCRIBING)
        self.by = by = asking.me
        self.circle = circle
        self.place: dict[str, Any] = {
            "office_id": circle.office_id,
            "circle_id": circle.pk,
            "sensitivity": mapping.sensitivity,
        }
        self.today = asking.day
        self.counts = Counts()
        self._relationships = known_people(by, circle)
        self._sensitivities = sensitivities(by, circle)
        self._met: set[str] = set()
        self._opened: dict[uuid.UUID, date] = {}
        self._earlier: dict[uuid.UUID, date] = {}
        self._actors = known_actors(by, circle)
        self._colleagues = known_colleagues(by)
        self._already = AlreadyRecorded(by)
        self._unfinished: dict[uuid.UUID, _NewPerson] = {}
        self._positions: dict[tuple[uuid.UUID, str], Position] = {}

    def write(self, rows: Sequence[RegisterRow]) -> None:
        """Write rows at once, so that memory does not grow with the register."""
        firsts = _first_days(rows, self.today)
        names = {name_key(name) for row in rows for name in row.people}
        known = (self._relationships.get(name) for name in names)
        self._already.look_up(key for key in known if key and key not in self._opened)
        for row in rows:
            theirs = [self._person(name, row, firsts) for name in row.people]
            if row.on is None:
                continue
            if self._is_recorded(row, row.on, theirs):
                self.counts.again += 1
            else:
                self._interaction(row, theirs)
        self.changes.write()

    def _is_recorded(self, row: RegisterRow, on: date, theirs: Sequence[uuid.UUID]) -> bool:
        colleague = self._colleagues.get(name_key(row.ours)) if row.ours else None
        if row.ours and colleague is None:
            return False
        line = visible(row.interaction.get("line", ""))
        return self._already.has(dict.fromkeys(theirs), on, line, colleague)

    def finish(self) -> None:
        """Open relationships on the earliest day the whole register names them."""
        keys = sorted(self._earlier)
        for start in range(0, len(keys), 1000):
            rows = Relationship.objects.filter(pk__in=keys[start : start + 1000])
            for row in rows.prefetch_related("holders"):
                self.changes.change(row, opened=self._earlier[row.pk])
                for holder in row.holders.all():
                    self.changes.change(holder, since=self._earlier[row.pk])
            self.changes.write()

    def _person(self, name: str, row: RegisterRow, firsts: Mapping[str, date]) -> uuid.UUID:
        key = name_key(name)
        known = self._relationships.get(key)
        if known is not None:
            if key not in self._met:
                self.counts.known += 1
                self._met.add(key)
            opened = self._opened.get(known)
            if opened is not None and key in firsts and firsts[key] < opened:
                self._opened[known] = self._earlier[known] = firsts[key]
            self._fill_in(known, row, row.people[name])
            return known
        self._met.add(key)
        opened = firsts.get(key, self.today)
        counterpart, relationship = self._new_person(name, row, opened)
        if relationship.sensitivity >= Sensitivity.SEVERE:
            self.changes.create(Named(**self.place, relationship=relationship, colleague=self.by))
        self._relationships[key] = relationship.pk
        self._sensitivities[relationship.pk] = relationship.sensitivity
        self._opened[relationship.pk] = opened
        self.counts.people += 1
        if self._describes:
            self._unfinished[relationship.pk] = _NewPerson(counterpart)
            self._fill_in(relationship.pk, row, row.people[name])
        return relationship.pk

    def _new_person(
        self, name: str, row: RegisterRow, opened: date
    ) -> tuple[Counterpart, Relationship]:
        called = {"alias": visible(name), "how_to_address": row.how_to_address}
        counterpart = new_row(Counterpart, {**self.place, **called})
        counterpart.actor = self._actor(row.actor) if row.actor else None
        self.changes.create(counterpart)
        led = {"counterpart_id": counterpart.pk, "opened": opened, "lead_id": self.by.pk}
        relationship = self.changes.create(new_row(Relationship, {**self.place, **led}))
        held = {"relationship_id": relationship.pk, "colleague_id": self.by.pk, "since": opened}
        self.changes.create(new_row(Holder, {**self.place, **held}))
        return counterpart, relationship

    def _fill_in(self, key: uuid.UUID, row: RegisterRow, real_name: str) -> None:
        """Add what the row says of somebody whom this register brought and nothing said so far."""
        person = self._unfinished.get(key)
        if person is None or not (real_name or row.how_to_address or row.actor or row.position):
            return
        if row.how_to_address and not person.counterpart.how_to_address:
            self.changes.change(person.counterpart, how_to_address=row.how_to_address)
        if row.actor and person.counterpart.actor_id is None:
            self.changes.change(person.counterpart, actor=self._actor(row.actor))
        if real_name and not person.named:
            person.named = True
            sealed = name_index.seal_name(visible(real_name))
            self.changes.create(
                SealedName(**self.place, counterpart=person.counterpart, sealed=sealed)
            )
        actor = person.counterpart.actor
        if actor is not None and row.position and not person.placed:
            person.placed = True
            self._tenure(person.counterpart, actor, row.position)

    def _interaction(self, row: RegisterRow, theirs: Iterable[uuid.UUID]) -> None:
        ours = [(self._colleague(row.ours), OurPart.LEAD)] if row.ours else []
        columns = {
            name: visible(value) if isinstance(value, str) else value
            for name, value in row.interaction.items()
        }
        # What the register does not say nobody recorded; only that people speak is taken for usual.
        columns.setdefault("asked", None)
        channel = columns.get("channel", Channel.IN_PERSON)
        columns.setdefault("two_way", usually_two_way(channel))
        for group in self._apart(theirs):
            place = {**self.place, "sensitivity": max(self._sensitivities[key] for key in group)}
            self.changes.create(
                new_row(Interaction, {**place, "on": row.on, **columns}),
                theirs=[(key, TheirPart.LEAD) for key in group],
                ours=ours,
            )
        self.counts.interactions += 1

    def _apart(self, theirs: Iterable[uuid.UUID]) -> list[list[uuid.UUID]]:
        """Return who shares a record: a severe relationship stays by itself."""
        groups: dict[uuid.UUID | None, list[uuid.UUID]] = {}
        for key in dict.fromkeys(theirs):
            severe = self._sensitivities[key] >= Sensitivity.SEVERE
            groups.setdefault(key if severe else None, []).append(key)
        return list(groups.values())

    def _actor(self, name: str) -> Actor:
        key = name_key(name)
        if key not in self._actors:
            self._actors[key] = self.changes.create(Actor(**self.place, names=[visible(name)]))
            self.counts.actors += 1
        return self._actors[key]

    def _tenure(self, counterpart: Counterpart, actor: Actor, title: str) -> None:
        key = (actor.pk, fold(title))
        if key not in self._positions:
            self._positions[key] = self.changes.create(
                Position(**self.place, actor=actor, title=visible(title))
            )
        self.changes.create(
            Tenure(**self.place, position=self._positions[key], counterpart=counterpart)
        )

    def _colleague(self, name: str) -> uuid.UUID:
        """Return one of us by name; somebody unknown is kept as a colleague who cannot sign in."""
        key = name_key(name)
        if key not in self._colleagues:
            colleague = Colleague(
                office_id=self.circle.office_id,
                name=visible(name),
                sign_in=f"register-{uuid.uuid4().hex}",
                is_active=False,
            )
            colleague.set_unusable_password()
            self._colleagues[key] = self.changes.create(colleague).pk
            self.counts.colleagues += 1
        return self._colleagues[key]


def _first_days(rows: Sequence[RegisterRow], today: date) -> dict[str, date]:
    """Return the earliest day on which each name of these rows appears."""
    firsts: dict[str, date] = {}
    for row in rows:
        for name in row.people:
            key = name_key(name)
            day = row.on or today
            firsts[key] = min(day, firsts.get(key, day))
    return firsts
