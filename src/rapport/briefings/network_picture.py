"""What is drawn of the network: ways to a gate, who is around somebody, everybody; and if one goes.

Everything is read from the map of the reader (``network_map``) and named as far as they may see.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rapport.briefings.hanging import hangs_on
from rapport.briefings.network_map import Network
from rapport.briefings.network_numbers import COLLEAGUE, GROUP, US, Arc, NetworkMap, numbers_in
from rapport.briefings.tie_words import sentence
from rapport.briefings.views import View, view_of
from rapport.briefings.ways_drawn import beside, within_one_more
from rapport.briefings.ways_to_gates import Called, called, judged
from rapport.briefings.what_if import changed, lost_numbers
from rapport.pictures import Kind, Line, Mark
from rapport.pictures.network import MOST
from rapport.records.asking import Asking
from rapport.records.models import Gate, Relationship, Tie

OUR_OFFICE = "us"
Gone = Sequence[tuple[str, uuid.UUID]]
"""Whom one thinks away: the kind and the key of each."""


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """One who is drawn, or a gate; ``called`` is None for us and for a gate."""

    key: str
    kind: Kind
    name: str
    mark: Mark
    called: Called | None = None
    gate: uuid.UUID | None = None

    @property
    def can_go(self) -> bool:
        """Say whether one can think them away."""
        return self.called is not None


@dataclass(frozen=True, slots=True)
class DrawnTie:
    """A tie between two who are drawn, and since when it is unchecked.

    ``of`` is what it is: ``us``, ``contact``, ``member``, ``consent`` or ``tie``; of the last
    ``says`` is the sentence and ``claim`` the record.
    """

    tail: str
    head: str
    of: str
    line: Line
    both: bool = False
    says: str = ""
    checked_on: date | None = None
    claim: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """What changes once they are gone: gates without a way, gates on one person, the others.

    ``unvouched`` are agreements that nobody vouches for then.
    """

    names: tuple[str, ...]
    close: tuple[str, ...]
    hang: tuple[str, ...]
    same: int
    unvouched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NetworkPicture:
    """Who and what is drawn around ``middle``; what changes if ``gone`` go; what is left out."""

    name: str
    middle: str
    nodes: tuple[DrawnNode, ...]
    ties: tuple[DrawnTie, ...]
    gone: tuple[str, ...]
    closing: Closing | None
    left_out: int = 0
    places: tuple[str, ...] = ()
    groups: tuple[Called, ...] = ()


def ways_to_gate(asking: Asking, gate: uuid.UUID, gone: Gone = ()) -> NetworkPicture:
    """Return our ways to a gate; raises ``NotThere``. With ``gone``, the ways left as well."""
    row = Gate.objects.one_visible_to(asking.me, gate)
    drawing = _Drawing(asking, gone)
    gates = [place for place, key in enumerate(drawing.whose.gates) if key == gate]
    if not gates:
        us = DrawnNode(OUR_OFFICE, Kind.US, "", Mark.NONE)
        alone = DrawnNode(f"gate:{gate}", Kind.GATE, row.name, Mark.CHOSEN, gate=gate)
        return NetworkPicture(row.name, alone.key, (us, alone), (), (), None)
    numbers = drawing.on_ways(gates)
    return drawing.picture(row.name, f"gate:{gate}", numbers, gates)


def around(asking: Asking, relationship: uuid.UUID, gone: Gone = ()) -> NetworkPicture:
    """Return who is at most two ties from somebody, and the gates it takes them for.

    Raises ``NotThere``. Of more than 500 only those who are tied to them.
    """
    row: Relationship = Relationship.objects.one_visible_to(asking.me, relationship)
    drawing = _Drawing(asking, gone)
    number = drawing.whose.number_of(relationship)
    middle = f"relationship:{relationship}"
    if number is None:
        about = Called("relationship", row.pk, row.called)
        kind = Kind.GROUP if row.counterpart_id is None else Kind.PERSON
        alone = DrawnNode(middle, kind, row.called, Mark.CHOSEN, called=about)
        return NetworkPicture(row.called, middle, (alone,), (), (), None)
    near = {number} | beside(drawing.map.arcs, {number})
    wide = near | beside(drawing.map.arcs, near - {US})
    gates = [place for place, gate in enumerate(drawing.map.gates) if near & set(numbers_in(gate))]
    numbers = near if len(wide) + len(gates) > MOST else wide
    return drawing.picture(row.called, middle, numbers, gates)


def whole(
    asking: Asking, *, place: str = "", group: uuid.UUID | None = None, gone: Gone = ()
) -> NetworkPicture:
    """Return everybody and every gate, or what belongs to a place or a group.

    Of a place: its gates, with our ways to them. Of a group: its people, with whom they are tied
    to. Of more than 500 only so many are drawn as fit, the nearest to us first.
    """
    drawing = _Drawing(asking, gone)
    gates = list(range(len(drawing.map.gates)))
    numbers = set(range(len(drawing.map.kinds)))
    rows = Gate.objects.visible_to(asking.me).in_bulk(list(drawing.whose.gates))
    places = tuple(sorted({row.place for row in rows.values() if row.place}))
    if place:
        of_gate = drawing.whose.gates
        gates = [one for one in gates if (row := rows.get(of_gate[one])) and row.place == place]
        numbers = drawing.on_ways(gates)
    elif group is not None:
        within = lost_numbers(drawing.network, "actor", group)
        numbers = {US} | within | beside(drawing.map.arcs, within)
        gates = [one for one in gates if within & set(numbers_in(drawing.map.gates[one]))]
    named = [one for key in drawing.whose.groups if (one := drawing.whose.number_of(key))]
    groups = tuple(sorted(called(drawing.view, drawing.network, named).values(), key=_by_name))
    return drawing.picture("", OUR_OFFICE, numbers, gates, places=places, groups=groups)


def _by_name(one: Called) -> tuple[str, uuid.UUID]:
    return one.name, one.key


class _Drawing:
    """Draws from one reader's map, with some of it gone."""

    def __init__(self, asking: Asking, gone: Gone) -> None:
        self.asking = asking
        self.view: View = view_of(asking)
        judgement = judged(self.view)
        self.network: Network = judgement.network
        self.map: NetworkMap = self.network.map
        self.whose = self.network.whose
        self.before = judgement.fresh
        seen = called(self.view, self.network, [one for key in gone for one in self._numbers(key)])
        self.asked = [key for key in gone if self._numbers(key) and self._numbers(key) <= set(seen)]
        self.gone = {one for key in self.asked for one in self._numbers(key)}
        self.left = self.map.without(self.gone) if self.gone else self.map
        self.after = tuple(hangs_on(self.left)) if self.gone else self.before

    def _numbers(self, one: tuple[str, uuid.UUID]) -> set[int]:
        return lost_numbers(self.network, *one)

    def on_ways(self, gates: Sequence[int]) -> set[int]:
        """Return who stands on our ways to gates, as it is and as it would be."""
        ends = {one for place in gates for one in numbers_in(self.map.gates[place]) if one > 0}
        found = {US} | ends
        for network in (self.map, self.left):
            fresh = [arc for arc in network.arcs if not arc.is_stale]
            for arcs in (fresh, network.arcs):
                found |= within_one_more(arcs, US, ends)
        alone = {one for place in gates for one in self.before[place].alone}
        return found | alone | {one for place in gates for one in self.after[place].alone}

    def picture(
        self,
        name: str,
        middle: str,
        numbers: Iterable[int],
        gates: Sequence[int],
        *,
        places: tuple[str, ...] = (),
        groups: tuple[Called, ...] = (),
    ) -> NetworkPicture:
        """Return who of these is drawn, with every tie among them."""
        shown = sorted(numbers, key=lambda one: (self.map.kinds[one], one))
        drawn_gates = list(gates)[: MOST // 2]
        fits = MOST - len(drawn_gates)
        left_out = max(len(shown) - fits, 0) + len(gates) - len(drawn_gates)
        if len(shown) > fits:
            shown = self._nearest(shown)[:fits]
        names = called(self.view, self.network, shown)
        rows = Gate.objects.visible_to(self.asking.me).in_bulk(
            [self.whose.gates[one] for one in drawn_gates]
        )
        keys = {US: OUR_OFFICE} | {n: f"{one.kind}:{one.key}" for n, one in names.items()}
        there = [one for one in drawn_gates if self.whose.gates[one] in rows]
        alone = {one for place in there for one in self.after[place].alone}
        nodes = [self._node(one, keys[one], names, alone, middle) for one in shown if one in keys]
        for place in there:
            gate = rows[self.whose.gates[place]]
            key = f"gate:{gate.pk}"
            mark = Mark.CHOSEN if key == middle else Mark.NONE
            nodes.append(DrawnNode(key, Kind.GATE, gate.name, mark, gate=gate.pk))
        ties = [*self._ties(keys, names), *self._consents(keys, there)]
        gone = tuple(f"{kind}:{key}" for kind, key in self.asked)
        return NetworkPicture(
            name, middle, tuple(nodes), tuple(ties), gone, self._closing(), left_out, places, groups
        )

    def _nearest(self, numbers: Iterable[int]) -> list[int]:
        wanted, found, edge = set(numbers), [US], {US}
        while edge:
            edge = beside(self.map.arcs, edge) - set(found)
            found += sorted(edge)
        return [one for one in found if one in wanted]

    def _node(
        self, one: int, key: str, names: Mapping[int, Called], alone: set[int], middle: str
    ) -> DrawnNode:
        if one == US:
            return DrawnNode(key, Kind.US, "", Mark.NONE)
        kinds = {COLLEAGUE: Kind.COLLEAGUE, GROUP: Kind.GROUP}
        mark = Mark.ALONE if one in alone else Mark.NONE
        mark = Mark.GONE if one in self.gone else Mark.CHOSEN if key == middle else mark
        kind = kinds.get(self.map.kinds[one], Kind.PERSON)
        return DrawnNode(key, kind, names[one].name, mark, called=names[one])

    def _ties(self, keys: Mapping[int, str], names: Mapping[int, Called]) -> Iterable[DrawnTie]:
        arcs = {
            (arc.tail, arc.head): (arc, claim)
            for arc, claim in zip(self.map.arcs, self.whose.claims, strict=True)
            if arc.tail in keys and arc.head in keys
        }
        claims = [claim for _, claim in arcs.values() if claim]
        rows = Tie.objects.visible_to(self.asking.me).in_bulk(claims)
        for (tail, head), (arc, claim) in arcs.items():
            back = arcs.get((head, tail))
            both = back is not None and back[1] == claim is not None
            if both and tail > head:
                continue
            says, checked = "", self.view.day - timedelta(days=arc.days)
            if claim in rows and tail in names and head in names:
                row = rows[claim]
                ends = (names[tail], names[head])
                first = row.relationship_id or row.actor_id
                one, other = ends if ends[0].key == first else ends[::-1]
                says = sentence(row.kind, one.name, other.name)
            yield DrawnTie(
                keys[tail], keys[head], self._of(arc, claim), _line(arc), both, says, checked, claim
            )

    def _of(self, arc: Arc, claim: uuid.UUID | None) -> str:
        if arc.tail == US:
            return "us"
        if self.map.kinds[arc.tail] == COLLEAGUE:
            return "contact"
        return "member" if claim is None else "tie"

    def _consents(self, keys: Mapping[int, str], gates: Iterable[int]) -> Iterable[DrawnTie]:
        for place in gates:
            for one in dict.fromkeys(numbers_in(self.map.gates[place])):
                if one in keys and one > 0:
                    gate = f"gate:{self.whose.gates[place]}"
                    yield DrawnTie(keys[one], gate, "consent", Line.SURE)

    def _closing(self) -> Closing | None:
        if not self.asked:
            return None
        names = called(self.view, self.network, self.gone)
        said = [names[one].name for one in sorted(self.gone) if one in names]
        found = changed(self.view, self.network, self.gone, self.before, self.after)
        return Closing(tuple(said), *found)


def _line(arc: Arc) -> Line:
    if arc.is_stale:
        return Line.OLD
    return Line.SURE if arc.sure else Line.UNSURE
