"""The good rows of a register, written as people, relationships and interactions."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from rapport.actions.interactions import usually_two_way
from rapport.imports.day_notes import day_note, each_wording
from rapport.imports.known import (
    AlreadyNoted,
    AlreadyRecorded,
    Recorded,
    by_alias,
    known_colleagues,
    name_key,
)
from rapport.imports.mapping import RegisterMap
from rapport.imports.people_writer import Counts, PeopleWriter
from rapport.imports.rows import RegisterRow
from rapport.names import visible
from rapport.records.asking import Asking
from rapport.records.models import (
    Channel,
    Circle,
    Colleague,
    Counterpart,
    Holder,
    Interaction,
    Named,
    OurPart,
    Relationship,
    Sensitivity,
    TheirPart,
)
from rapport.records.new_rows import new_row
from rapport.records.recording import ChangeSet

_DESCRIBING = ("real_name", "how_to_address", "actor", "position")
"""The columns that tell more of people than what they are called."""


class RowWriter:
    """Adds rows to a change set, meeting whoever is known in the circle by the same alias.

    What is recorded already is not added again. Of ``people``, who are known, nothing is changed;
    of those this register brings, a later row fills in what earlier ones left out.
    """

    def __init__(
        self,
        changes: ChangeSet,
        mapping: RegisterMap,
        asking: Asking,
        circle: Circle,
        people: Sequence[Recorded],
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
        self._relationships = by_alias(people)
        self._sensitivities = {one.key: one.sensitivity for one in people}
        self._met: set[str] = set()
        self._opened: dict[uuid.UUID, date] = {}
        self._earlier: dict[uuid.UUID, date] = {}
        self._people = PeopleWriter(changes, asking, circle, self.place, self.counts)
        self._colleagues = known_colleagues(by)
        self._already = AlreadyRecorded(by)
        self._noted = AlreadyNoted(by)

    def write(self, rows: Sequence[RegisterRow]) -> None:
        """Write rows at once, so that memory does not grow with the register."""
        firsts = _first_days(rows, self.today)
        names = {name_key(name) for row in rows for name in row.people}
        known = (self._relationships.get(name) for name in names)
        before = [key for key in known if key and key not in self._opened]
        self._already.look_up(before)
        if any(row.note for row in rows):
            self._noted.look_up(before)
        for row in rows:
            theirs = [self._person(name, row, firsts) for name in row.people]
            if row.on is None:
                self._keep_words(row, theirs)
            elif self._is_recorded(row, row.on, theirs):
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
                for holder in filter(attrgetter("accepted_on"), row.holders.all()):
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
            self._people.describe(known, row, name)
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
            self._people.begin(relationship, counterpart)
            self._people.describe(relationship.pk, row, name)
        return relationship.pk

    def _new_person(
        self, name: str, row: RegisterRow, opened: date
    ) -> tuple[Counterpart, Relationship]:
        address = (row.addressed or {}).get(name) or row.how_to_address
        called = {"alias": visible(name), "how_to_address": address}
        counterpart = new_row(Counterpart, {**self.place, **called})
        counterpart.actor = self._people.actor(row.actor) if row.actor else None
        self.changes.create(counterpart)
        led = {"counterpart_id": counterpart.pk, "opened": opened, "lead_id": self.by.pk}
        relationship = self.changes.create(new_row(Relationship, {**self.place, **led}))
        held = {"relationship_id": relationship.pk, "colleague_id": self.by.pk, "since": opened}
        self.changes.create(new_row(Holder, {**self.place, **held}))
        return counterpart, relationship

    def _keep_words(self, row: RegisterRow, theirs: Iterable[uuid.UUID]) -> None:
        """Keep the words of a row without a sure day as a note of each of its people."""
        if row.note is None:
            return
        fresh = [
            key for key in dict.fromkeys(theirs) if not self._noted.has(key, each_wording(row.note))
        ]
        if not fresh:
            self.counts.again += 1
            return
        for key in fresh:
            self._people.note(key, self._sensitivities[key], day_note(row.note))
        self.counts.notes += 1
        self.counts.keep("note" if row.doubt is None else "note_without_day")

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
                new_row(Interaction, {**place, "on": row.on, "until": row.until, **columns}),
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
