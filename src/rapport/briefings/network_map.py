"""The network as one reader sees it on a day, in numbers only: who is tied to whom, what it opens.

All arithmetic over people and ties begins here. A map holds no name and no key: those stand beside
it (``Whose``), in this process alone, so that a map may be given to a process that has no key. What
it has of a key is a digest, by which the same person has the same luck in every view.
Only rows that its reader may see are used (``network_rows``), and one map serves all who see
the same until anything is recorded or the day changes.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import starmap
from typing import NamedTuple

from rapport.briefings.gate_expressions import Expression, expressions
from rapport.briefings.network_numbers import (
    COLLEAGUE,
    FRESH_DAYS,
    GROUP,
    PERSON,
    US,
    Arc,
    NetworkMap,
)
from rapport.briefings.network_rows import DayRows, Person, Seen
from rapport.briefings.one_person import joined
from rapport.briefings.views import View, end_of_history
from rapport.records.models import Colleague, CounterpartStatus, Phase, TieKind
from rapport.records.raw_rows import Key, as_stored, as_uuid, rows_as_stored
from rapport.records.read_snapshot import one_moment

_HIGH = 2
_MAPS_KEPT = 8
_DAYS_KEPT = 2
"""The rows of two heads: those who wait for their turn share them until anything is recorded."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose the numbers of a map are: keys of people, groups, colleagues, gates and ties.

    ``claims`` has for each tie of the map the record it was read from; None where it is a contact
    of ours, or that somebody is of a group. ``groups`` are those lost together, by their number;
    ``posts`` have who holds each. ``numbers`` has every key, also those beside the one that stands
    in ``people``: of a group, of each relationship with it, of each record of one person.
    """

    people: tuple[uuid.UUID | None, ...]
    gates: tuple[uuid.UUID, ...]
    claims: tuple[uuid.UUID | None, ...]
    groups: tuple[uuid.UUID, ...]
    posts: tuple[tuple[uuid.UUID, tuple[int, ...]], ...]
    numbers: Mapping[uuid.UUID, int]

    def number_of(self, key: uuid.UUID) -> int | None:
        """Return the number of a person, group or colleague, or None."""
        return self.numbers.get(key)


class Network(NamedTuple):
    """A map, and whose its numbers are."""

    map: NetworkMap
    whose: Whose


@lru_cache(maxsize=_DAYS_KEPT)
def _rows_of(office: uuid.UUID, head: bytes, day: date) -> DayRows:  # noqa: ARG001 - what they are of
    """Return the rows of a day, for all who read them before anything else is recorded."""
    return DayRows(office, day)


@lru_cache(maxsize=_MAPS_KEPT)
def network_of(view: View) -> Network:
    """Return the network as a reader sees it today.

    It is of one moment, that of reading: later than the head of the view if anything was recorded
    since the view was asked for. What was read of other circles before is used while the history
    ends where it did then.
    """
    with one_moment():
        head = end_of_history().head
        return _Reading(_rows_of(view.office, head, view.day), view.reader).network()


def network_on(view: View, on: date) -> Network:
    """Return the network as it stood on an earlier day; it is not kept.

    An earlier day leaves out who was met, whom we began with and which ties were claimed since;
    who leads and whose consent is needed are as now, and what was removed since is not there.
    """
    with one_moment():
        return _Reading(DayRows(view.office, on, is_past=True), view.reader).network()


def forget_maps() -> None:
    """Forget every map, and the rows that maps were read from."""
    network_of.cache_clear()
    _rows_of.cache_clear()


class _Told(NamedTuple):
    """What makes a tie of a map: how sure and how old it is, by which claim, if by one.

    ``is_common``: it is of the circle with most people, as others are likely to see it.
    """

    sure: int
    days: int
    claim: Key | None = None
    is_common: bool = True


class _Reading:
    """Puts the rows of one reader in numbers."""

    def __init__(self, rows: DayRows, me: Colleague) -> None:
        self.rows = rows
        self.seen: Seen = rows.seen_by(me)
        self.day = rows.day
        self.today = rows.day.isoformat()
        self.numbers: dict[Key, int] = {}
        self.kinds: list[int] = [US]
        self.firsts: list[Key | None] = [None]  # the key by whose luck a number is drawn
        self.arcs: dict[tuple[int, int], _Told] = {}

    def network(self) -> Network:
        for (key,) in self.seen.actors:
            self._number(key, GROUP)
        people = self._people()
        self._our_ties(people)
        self._ties()
        held = self._holders()
        gates, shapes = self._gates(held)
        together = [-1] * len(self.kinds)
        groups: dict[int, int] = {}
        for key, row in people.items():
            actor = self.numbers.get(row.of_actor) if row.of_actor is not None else None
            if actor is not None and self.kinds[self.numbers[key]] == PERSON:
                together[self.numbers[key]] = groups.setdefault(actor, len(groups))
        luck = [US if key is None else self.rows.luck[key] for key in self.firsts]
        common = self._common(people)
        found = NetworkMap(
            kinds=tuple(self.kinds),
            arcs=tuple(starmap(_arc, self.arcs.items())),
            ends=tuple(self._ends()),
            together=tuple(together),
            gates=tuple(shapes),
            luck=tuple(luck),
            group_luck=tuple(luck[actor] for actor in groups),
            common=tuple(sorted(common)),
            apart=tuple(self._apart(common)),
        )
        return Network(found, self._whose(gates, held, groups))

    def _whose(self, gates: list[Key], held: dict[Key, list[int]], groups: Iterable[int]) -> Whose:
        uuids = self.rows.uuids
        numbers = {uuids[key]: number for key, number in self.numbers.items()}
        keys = dict(zip(numbers.values(), numbers, strict=True))
        claims = [told.claim for told in self.arcs.values()]
        return Whose(
            people=(None, *(keys[number] for number in range(1, len(self.kinds)))),
            gates=tuple(uuids[gate] for gate in gates),
            claims=tuple(None if claim is None else uuids[claim] for claim in claims),
            groups=tuple(keys[actor] for actor in groups),
            posts=tuple((uuids[post], tuple(whose)) for post, whose in held.items() if whose),
            numbers=numbers,
        )

    def _number(self, key: Key, kind: int) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.kinds)
            self.kinds.append(kind)
            self.firsts.append(key)
        return self.numbers[key]

    def _tie(self, tail: int, head: int, told: _Told) -> None:
        """Keep a tie; of several between two the surest now, then the one checked last."""
        held = self.arcs.get((tail, head))
        if tail != head and (held is None or _better(told) > _better(held)):
            self.arcs[tail, head] = told

    def _people(self) -> dict[Key, Person]:
        """Give a number to whom contact is possible with; a group itself is the actor it is.

        Records that are said to be of one person have one number: whoever is lost is lost in all.
        """
        ties = self.seen.ties
        same = joined((tie[1], tie[2]) for tie in ties if tie[3] == TieKind.SAME_PERSON)
        standing: dict[Key, Key] = {}  # the record whose number stands for a person of several
        people = {row.key: row for row in self.seen.people if self._is_there(row)}
        for key, row in people.items():
            if row.actor is None:
                first = standing.setdefault(same.get(key, key), key)
                number = self.numbers[key] = self._number(first, PERSON)
                if row.of_actor in self.numbers:  # somebody of a group that the reader sees
                    self._tie(number, self.numbers[row.of_actor], _SURE)
            elif row.actor in self.numbers:
                self.numbers[key] = self.numbers[row.actor]
            else:
                self._number(key, GROUP)
        return people

    def _is_there(self, row: Person) -> bool:
        is_open = str(row.opened) <= self.today
        return is_open and row.status in {None, CounterpartStatus.ACTIVE.value}

    def _our_ties(self, people: dict[Key, Person]) -> None:
        """Tie us to whoever leads or backs up and has met them, as of their last contact."""
        active = {key for (key,) in rows_as_stored(Colleague.objects.filter(is_active=True), "pk")}
        common = self.seen.common
        for contact in self.seen.contacts:
            row = people.get(contact.who)
            if row is None or contact.colleague not in {row.lead, row.backup}:
                continue
            if row.phase != Phase.CLOSED.value and contact.colleague in active:
                number = self._number(contact.colleague, COLLEAGUE)
                told = _Told(_HIGH, contact.days, None, contact in common)
                self._tie(US, number, _SURE)
                self._tie(number, self.numbers[contact.who], told)

    def _ties(self) -> None:
        """Tie who is said to know whom; a group introduces nobody."""
        number_of, kinds, common = self.numbers.get, self.kinds, self.seen.common
        for key, one, other, _, sure, days in self.seen.ties:
            first, second = number_of(one), number_of(other)
            if first is None or second is None:
                continue
            told = _Told(sure, days, key, key in common)
            for tail, head in ((first, second), (second, first)):
                if kinds[tail] != GROUP:
                    self._tie(tail, head, told)

    def _holders(self) -> dict[Key, list[int]]:
        """Return by post who holds it, among those whom the reader sees; tie them to its group."""
        actor_of: dict[Key, Key] = dict(self.seen.positions)
        of_person: dict[Key, list[int]] = {}
        for row in self.seen.people:
            if row.counterpart is not None and row.key in self.numbers:
                of_person.setdefault(row.counterpart, []).append(self.numbers[row.key])
        held: dict[Key, list[int]] = {post: [] for post in actor_of}
        for _, post, who, since, until in self.seen.tenures:
            is_over = until is not None and str(until) < self.today
            if is_over or (since and str(since) > self.today) or post not in actor_of:
                continue
            for number in of_person.get(who, ()):
                held[post].append(number)
                if actor_of[post] in self.numbers:
                    self._tie(number, self.numbers[actor_of[post]], _SURE)
        return held

    def _gates(self, held: dict[Key, list[int]]) -> tuple[list[Key], list[Expression | None]]:
        """Return the gates that are needed, and whose consent opens each, as expressions."""
        rows = self.seen.gates
        gates = [key for key, until in rows if until is None or str(until) >= self.today]
        said = []
        for _, gate, group, who, post, actor in self.seen.consents:
            if post is not None:
                said.append((gate, group, tuple(held.get(post, ()))))
            else:
                number = self.numbers.get(who if who is not None else actor)
                said.append((gate, group, () if number is None else (number,)))
        return gates, expressions(gates, self.seen.groups, said)

    def _ends(self) -> list[int]:
        """Return in how many days the mission of each colleague ends; -1 for all others."""
        ours = [as_uuid(key) for key, n in self.numbers.items() if self.kinds[n] == COLLEAGUE]
        known = Colleague.objects.filter(pk__in=ours, end_of_mission__isnull=False)
        ends = [-1] * len(self.kinds)
        for key, last in known.values_list("pk", "end_of_mission"):
            if last is not None:
                ends[self.numbers[as_stored(key)]] = max(0, (last - self.day).days)
        return ends

    def _common(self, people: dict[Key, Person]) -> set[int]:
        """Return the numbers that others are likely to have with the same ties between them.

        Those are people and groups of the circle with most people, and whoever of us met them. Not
        whoever has several records, or is of a group known elsewhere: others may see only one.
        """
        common, numbers = self.seen.common, self.numbers
        records = Counter(numbers[key] for key in people)
        found = {numbers[key] for (key,) in self.seen.actors if key in common}
        apart = {key for (key,) in self.seen.actors if key not in common}
        for key, row in people.items():
            number = numbers[key]
            if key in common and records[number] == 1 and row.of_actor not in apart:
                found.add(number)
        ours = {
            tail
            for (tail, head), told in self.arcs.items()
            if told.is_common and self.kinds[tail] == COLLEAGUE and head in found
        }
        return {US} | found | ours

    def _apart(self, common: set[int]) -> Iterator[int]:
        """Yield the places of ties between those that are known from elsewhere."""
        for place, ((tail, head), told) in enumerate(self.arcs.items()):
            if not told.is_common and tail in common and head in common:
                yield place


def _arc(ends: tuple[int, int], told: _Told) -> Arc:
    return Arc(*ends, *told[:2])


_SURE = _Told(_HIGH, 0)
"""How sure a tie is that nobody need check."""


def _better(told: _Told) -> tuple[bool, int, int]:
    is_fresh = told.days <= FRESH_DAYS
    return is_fresh, max(told.sure - told.days // FRESH_DAYS, 0), -told.days
