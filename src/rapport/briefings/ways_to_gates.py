"""What the rules are told about access: on whom it hangs, and over which ties.

It is worked out for each reader from what they may see, without the engine: nothing is loaded to
judge (``hanging``).
"""

import uuid
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet

from rapport.briefings.hanging import Hanging, hangs_on, stale_on_the_way
from rapport.briefings.network_map import Network, network_of
from rapport.briefings.network_numbers import COLLEAGUE, GROUP, numbers_in
from rapport.briefings.views import View
from rapport.records.models import Actor, Colleague, Gate, Relationship
from rapport.records.raw_rows import among
from rapport.rules.facts_of_many import Alone, GateFacts, StaleTie

_KEPT = 16


class Called(NamedTuple):
    """Somebody of the map: what they are called, and the record that says so.

    ``relationship`` opens their page; a colleague and a group have none.
    """

    kind: str
    key: uuid.UUID
    name: str
    holders: tuple[tuple[uuid.UUID | None, uuid.UUID], ...] = ()

    @property
    def relationship(self) -> uuid.UUID | None:
        """Return the relationship with them, where that is what they are."""
        return self.key if self.kind == "relationship" else None


def called(view: View, of: Network, numbers: Collection[int]) -> dict[int, Called]:
    """Return whom numbers of a map stand for, as far as the reader may see them now."""
    network, whose = of
    keys = {number: key for number in numbers if (key := whose.people[number]) is not None}
    by_kind: dict[int, list[uuid.UUID]] = {}
    for number, key in keys.items():
        by_kind.setdefault(network.kinds[number], []).append(key)
    found: dict[uuid.UUID, Called] = {}
    mine: QuerySet[Relationship] = Relationship.objects.visible_to(view.reader)
    rows = mine.filter(pk__in=among(list(keys.values()))).select_related("counterpart", "actor")
    for row in rows:
        holders = tuple((who, row.circle_id) for who in (row.lead_id, row.backup_id))
        found[row.pk] = Called("relationship", row.pk, row.called, holders)
    if groups := by_kind.get(GROUP):
        for actor in Actor.objects.visible_to(view.reader).filter(pk__in=among(groups)):
            found[actor.pk] = Called("actor", actor.pk, actor.name)
    if ours := by_kind.get(COLLEAGUE):
        for one in Colleague.objects.filter(pk__in=ours):
            found[one.pk] = Called("colleague", one.pk, one.name, ((one.pk, view.office),))
    return {number: found[key] for number, key in keys.items() if key in found}


class Judged(NamedTuple):
    """What the rules go by: what each gate hangs on, over ties checked lately and over all."""

    network: Network
    fresh: tuple[Hanging, ...]
    every: tuple[Hanging, ...]
    stale: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=_KEPT)
def judged(view: View) -> Judged:
    """Return what each gate hangs on as a reader sees it now, however large the map."""
    network = network_of(view)
    return Judged(
        network,
        tuple(hangs_on(network.map)),
        tuple(hangs_on(network.map, stale_too=True)),
        tuple(stale_on_the_way(network.map)),
    )


def gate_facts(view: View) -> Iterator[tuple[Gate, GateFacts, Mapping[Hashable, Called]]]:
    """Yield every gate that is needed with what the rules are told of it, and by key who is in any.

    Whom all gates hang on is the same for each: thousands of gates must not go through it again.
    """
    if not Gate.objects.visible_to(view.reader).exists():
        return
    network, fresh, every, stale = judged(view)
    names = called(view, network, set(_numbers(network, fresh, stale)))
    by_key: dict[Hashable, Called] = {one.key: one for one in names.values()}
    ties = _ties(view, network, {place for places in stale for place in places}, names)
    gates = Gate.objects.visible_to(view.reader).in_bulk(list(network.whose.gates))
    for place, key in enumerate(network.whose.gates):
        if key not in gates:
            continue
        asked = network.map.gates[place]
        ends = [names[one] for one in dict.fromkeys(numbers_in(asked)) if one in names]
        facts = GateFacts(
            key=key,
            consent_known=asked is not None,
            can_open=fresh[place].can_open,
            by_stale_ties=every[place].can_open,
            alone=tuple(
                Alone(one.kind, one.key, one.name)
                for number in fresh[place].alone
                if (one := names.get(number))
            ),
            unreached=()
            if fresh[place].can_open
            else tuple(one.key for one in ends if one.relationship),
            stale=tuple(ties[one] for one in stale[place] if one in ties),
        )
        yield gates[key], facts, by_key


def _numbers(
    network: Network, hanging: Iterable[Hanging], stale: Iterable[Iterable[int]]
) -> Iterator[int]:
    for one in hanging:
        yield from one.alone
    for gate, found in zip(network.map.gates, hanging, strict=True):
        if not found.can_open:
            yield from (number for number in numbers_in(gate) if number > 0)
    for places in stale:
        for place in places:
            yield network.map.arcs[place].tail
            yield network.map.arcs[place].head


def _ties(
    view: View, network: Network, places: Iterable[int], names: Mapping[int, Called]
) -> dict[int, StaleTie]:
    """Return the stale ties that are somebody's claim; a contact of ours is no tie of theirs."""
    found = {}
    for place in sorted(places):
        arc, key = network.map.arcs[place], network.whose.claims[place]
        if key is not None and {arc.tail, arc.head} <= names.keys():
            both = f"{names[arc.tail].name} · {names[arc.head].name}"
            found[place] = StaleTie(key, both, _checked(view.day, arc.days))
    return found


def _checked(day: date, days: int) -> date:
    return day - timedelta(days=days)
