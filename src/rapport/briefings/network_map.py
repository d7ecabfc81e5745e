"""The network as one reader sees it on a day, in numbers only: who is tied to whom, what it opens.

All arithmetic over people and ties begins here. A map holds no name and no key: those stand beside
it (``Whose``), in this process alone, so that a map may be given to a process that has no key. What
it has of a key is a digest, by which the same person has the same luck in every view.
Only rows that ``visible_to`` gives its reader are used, and one map serves all who see
the same until anything is recorded or the day changes.
"""

import hashlib
import uuid
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from rapport.briefings.gate_expressions import Expression, expressions
from rapport.briefings.network_claims import Claim, claimed
from rapport.briefings.network_numbers import (
    COLLEAGUE,
    FRESH_DAYS,
    GROUP,
    PERSON,
    US,
    Arc,
    NetworkMap,
)
from rapport.briefings.one_person import joined
from rapport.briefings.views import View
from rapport.records.models import (
    Actor,
    Colleague,
    Confidence,
    Consent,
    ConsentGroup,
    CounterpartStatus,
    Gate,
    Interaction,
    Phase,
    Position,
    Relationship,
    Tenure,
    TieKind,
)
from rapport.records.raw_rows import (
    Key,
    as_stored,
    as_uuid,
    each_row_as_stored,
    rows_as_stored,
)

_SURE = {Confidence.LOW.value: 0, Confidence.MEDIUM.value: 1, Confidence.HIGH.value: 2}
_HIGH = 2
_MAPS_KEPT = 8


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


@lru_cache(maxsize=_MAPS_KEPT)
def network_of(view: View) -> Network:
    """Return the network as a reader sees it today."""
    return _Reading(view.reader, view.day, is_past=False).network()


def network_on(view: View, on: date) -> Network:
    """Return the network as it stood on an earlier day; it is not kept.

    An earlier day leaves out who was met, whom we began with and which ties were claimed since;
    who leads and whose consent is needed are as now, and what was removed since is not there.
    """
    return _Reading(view.reader, on, is_past=True).network()


class _Reading:
    """Reads the rows of one reader; ten questions, however many people."""

    def __init__(self, me: Colleague, day: date, *, is_past: bool) -> None:
        self.me = me
        self.is_past = is_past
        self.day = day
        self.today = day.isoformat()
        self.numbers: dict[Hashable, int] = {US: US}
        self.kinds: list[int] = [US]
        self.arcs: dict[tuple[int, int], tuple[Arc, Key | None]] = {}

    def network(self) -> Network:
        me = self.me
        actors = [row[0] for row in self._rows(Actor.objects.visible_to(me), "pk")]
        for key in actors:
            self._number(key, GROUP)
        ties = tuple(claimed(self.me, self.day, is_past=self.is_past))
        people = self._people(ties)
        self._our_ties(people)
        self._ties(ties)
        held = self._holders()
        gates, shapes = self._gates(held)
        ends = self._ends()
        together = [-1] * len(self.kinds)
        groups: dict[int, int] = {}
        for key, row in people.items():
            actor = self.numbers.get(row[4]) if row[4] is not None else None
            if actor is not None and self.kinds[self.numbers[key]] == PERSON:
                together[self.numbers[key]] = groups.setdefault(actor, len(groups))
        uuids = {key: _uuid(key) for key in self.numbers}
        keys = dict(zip(self.numbers.values(), uuids.values(), strict=True))
        first = dict(zip(reversed(self.numbers.values()), reversed(uuids.values()), strict=True))
        luck = [_luck(me.office_id, first[number]) for number in range(len(self.kinds))]
        found = NetworkMap(
            kinds=tuple(self.kinds),
            arcs=tuple(arc for arc, _ in self.arcs.values()),
            ends=tuple(ends),
            together=tuple(together),
            gates=tuple(shapes),
            luck=tuple(luck),
            group_luck=tuple(luck[actor] for actor in groups),
        )
        said_by = {key: _uuid(key) for _, key in self.arcs.values()}  # a tie is there both ways
        claims = tuple(said_by[key] for _, key in self.arcs.values())
        lost_together = tuple(key for actor in groups if (key := keys[actor]) is not None)
        posts = tuple((as_uuid(post), tuple(whose)) for post, whose in held.items() if whose)
        numbers = {of: n for key, n in self.numbers.items() if (of := uuids[key]) is not None}
        whom = tuple(keys[number] for number in range(len(self.kinds)))
        whose = Whose(whom, tuple(map(as_uuid, gates)), claims, lost_together, posts, numbers)
        return Network(found, whose)

    def _rows(self, rows: "QuerySet[Any]", *columns: str) -> list[tuple[Any, ...]]:
        return rows_as_stored(rows.order_by("pk"), *columns)

    def _number(self, key: Hashable, kind: int) -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.kinds)
            self.kinds.append(kind)
        return self.numbers[key]

    def _tie(self, arc: Arc, claim: Key | None = None) -> None:
        """Keep a tie; of several between two the surest now, then the one checked last."""
        held = self.arcs.get((arc.tail, arc.head))
        if arc.tail != arc.head and (held is None or _better(arc) > _better(held[0])):
            self.arcs[arc.tail, arc.head] = (arc, claim)

    def _people(self, ties: Sequence[Claim]) -> dict[Key, tuple[Any, ...]]:
        """Give a number to whom contact is possible with; a group itself is the actor it is.

        Records that are said to be of one person have one number: whoever is lost is lost in all.
        """
        same = joined((tie.one, tie.other) for tie in ties if tie.kind == TieKind.SAME_PERSON)
        standing: dict[Key, Key] = {}  # the record whose number stands for a person of several
        columns = ("pk", "lead_id", "backup_id", "actor_id", "counterpart__actor_id")
        mine: QuerySet[Relationship] = Relationship.objects.visible_to(self.me)
        rows = self._rows(
            mine.filter(opened__lte=self.day), *columns, "counterpart__status", "phase"
        )
        there = (None, CounterpartStatus.ACTIVE.value)
        people = {row[0]: row for row in rows if row[5] in there}
        for key, row in people.items():
            if row[3] is None:
                first = standing.setdefault(same.get(key, key), key)
                number = self.numbers[key] = self._number(first, PERSON)
                if row[4] in self.numbers:  # somebody of a group that the reader sees
                    self._tie(Arc(number, self.numbers[row[4]], _HIGH, 0))
            elif row[3] in self.numbers:
                self.numbers[key] = self.numbers[row[3]]
            else:
                self._number(key, GROUP)
        return people

    def _our_ties(self, people: dict[Key, tuple[Any, ...]]) -> None:
        """Tie us to whoever leads or backs up and has met them, as of their last contact."""
        active = {row[0] for row in self._rows(Colleague.objects.filter(is_active=True), "pk")}
        met = Interaction.objects.visible_to(self.me).filter(two_way=True, on__lte=self.day)
        latest: dict[tuple[Key, Key], Any] = {}  # the store sorts them all to tell as much
        columns = ("ours__colleague_id", "theirs__relationship_id", "on")
        for colleague, who, on in each_row_as_stored(met.order_by(), *columns):
            if colleague in active and (
                (colleague, who) not in latest or latest[colleague, who] < on
            ):
                latest[colleague, who] = on
        rows = [(colleague, who, last) for (colleague, who), last in latest.items()]
        for colleague, who, last in sorted(rows, key=str):
            row = people.get(who)
            if row is None or colleague not in row[1:3] or row[6] == Phase.CLOSED.value:
                continue
            number = self._number(colleague, COLLEAGUE)
            self._tie(Arc(US, number, _HIGH, 0))
            self._tie(Arc(number, self.numbers[who], _HIGH, self._age(last)))

    def _ties(self, ties: Sequence[Claim]) -> None:
        """Tie who is said to know whom; a group introduces nobody."""
        for tie in ties:
            first, second = self.numbers.get(tie.one), self.numbers.get(tie.other)
            if first is None or second is None:
                continue
            for tail, head in ((first, second), (second, first)):
                if self.kinds[tail] != GROUP:
                    self._tie(Arc(tail, head, _SURE.get(tie.sure, 0), tie.days), tie.key)

    def _age(self, on: Any) -> int:
        return max(0, (self.day - date.fromisoformat(str(on))).days)

    def _holders(self) -> dict[Key, list[int]]:
        """Return by post who holds it, among those whom the reader sees; tie them to its group."""
        seen = {
            row[0]: row[1]
            for row in self._rows(Position.objects.visible_to(self.me), "pk", "actor_id")
        }
        of_person: dict[Key, list[int]] = {}
        mine: QuerySet[Relationship] = Relationship.objects.visible_to(self.me)
        for key, counterpart in rows_as_stored(mine.order_by("pk"), "pk", "counterpart_id"):
            if counterpart is not None and key in self.numbers:
                of_person.setdefault(counterpart, []).append(self.numbers[key])
        held: dict[Key, list[int]] = {post: [] for post in seen}
        columns = ("pk", "position_id", "counterpart_id", "since", "until")
        rows: QuerySet[Tenure] = Tenure.objects.visible_to(self.me)
        for _, post, who, since, until in self._rows(rows, *columns):
            is_over = until is not None and str(until) < self.today
            if is_over or (since and str(since) > self.today) or post not in seen:
                continue
            for number in of_person.get(who, ()):
                held[post].append(number)
                if seen[post] in self.numbers:
                    self._tie(Arc(number, self.numbers[seen[post]], _HIGH, 0))
        return held

    def _gates(self, held: dict[Key, list[int]]) -> tuple[list[Key], list[Expression | None]]:
        """Return the gates that are needed, and whose consent opens each, as expressions."""
        needed: QuerySet[Gate] = Gate.objects.visible_to(self.me)
        rows = self._rows(needed, "pk", "until")
        gates = [key for key, until in rows if until is None or str(until) >= self.today]
        groups: QuerySet[ConsentGroup] = ConsentGroup.objects.visible_to(self.me)
        shapes = self._rows(groups, "pk", "gate_id", "parent_id", "needs", "count")
        consents: QuerySet[Consent] = Consent.objects.visible_to(self.me)
        whose = ("gate_id", "group_id", "relationship_id", "position_id", "actor_id")
        said = []
        for _, gate, group, who, post, actor in self._rows(consents, "pk", *whose):
            if post is not None:
                said.append((gate, group, tuple(held.get(post, ()))))
            else:
                number = self.numbers.get(who if who is not None else actor)
                said.append((gate, group, () if number is None else (number,)))
        return gates, expressions(gates, shapes, said)

    def _ends(self) -> list[int]:
        """Return in how many days the mission of each colleague ends; -1 for all others."""
        ours = [as_uuid(key) for key, n in self.numbers.items() if self.kinds[n] == COLLEAGUE]  # type: ignore[arg-type]
        known = Colleague.objects.filter(pk__in=ours, end_of_mission__isnull=False)
        ends = [-1] * len(self.kinds)
        for key, last in known.values_list("pk", "end_of_mission"):
            if last is not None:
                ends[self.numbers[as_stored(key)]] = max(0, (last - self.day).days)
        return ends


def _better(arc: Arc) -> tuple[bool, int, int]:
    return not arc.is_stale, max(arc.sure - arc.days // FRESH_DAYS, 0), -arc.days


def _luck(office: uuid.UUID, key: uuid.UUID | None) -> int:
    """Return the number that stands for somebody in what is drawn: of their key, and not their key.

    Of 63 bits; ours is 0. The same somebody has the same in every view of the office.
    """
    if key is None:
        return US
    digest = hashlib.blake2b(key.bytes, digest_size=8, key=office.bytes).digest()
    return int.from_bytes(digest) >> 1


def _uuid(key: Any) -> uuid.UUID | None:
    return None if key is None or key == US else as_uuid(key)
