"""What if somebody goes: which gates close or hang on one, and for what nobody vouches then."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet

from rapport.briefings.hanging import Hanging, hangs_on
from rapport.briefings.network_map import Network
from rapport.briefings.network_numbers import COLLEAGUE, GROUP, PERSON, numbers_in
from rapport.briefings.views import View
from rapport.briefings.ways_to_gates import called
from rapport.records.models import (
    Agreement,
    AgreementParty,
    AgreementState,
    Gate,
    PartyRole,
    Position,
)
from rapport.records.raw_rows import among


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody or something one can think away: a kind, its key, what it is called."""

    kind: str
    key: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What changes if somebody goes: gates that close, and those that then hang on one person.

    ``unvouched`` are agreements that nobody vouches for then.
    """

    lost: Lost
    close: tuple[str, ...]
    hang: tuple[str, ...]
    same: int
    unvouched: tuple[str, ...]


MOST_CHOICES = 400


def choices(view: View, network: Network) -> tuple[Lost, ...]:
    """Return whom one can think away: ours, people of ways, guarantors, posts, groups."""
    of_use = {arc.tail for arc in network.map.arcs if arc.tail} | {
        number for gate in network.map.gates for number in numbers_in(gate) if number > 0
    }
    vouch = {network.whose.number_of(one) for some in _guarantors(view).values() for one in some}
    of_use |= {number for number in vouch if number is not None}
    chosen = sorted(of_use, key=lambda one: (network.map.kinds[one], one))[:MOST_CHOICES]
    names = called(view, network, chosen)
    people = [
        Lost(names[one].kind, names[one].key, names[one].name)
        for one in chosen
        if one in names and network.map.kinds[one] in (COLLEAGUE, PERSON)
    ]
    posts = Position.objects.visible_to(view.reader).in_bulk(
        [post for post, _ in network.whose.posts[:MOST_CHOICES]]
    )
    held = [Lost("position", key, row.title) for key, row in posts.items()]
    groups = _groups(view, network)
    return (*people, *sorted(held, key=lambda one: one.name), *groups)


def _groups(view: View, network: Network) -> list[Lost]:
    numbers = [
        number
        for key in network.whose.groups
        if (number := network.whose.number_of(key)) is not None
    ]
    names = called(view, network, numbers)
    return [Lost("actor", one.key, one.name) for one in names.values()]


def lost_numbers(network: Network, kind: str, key: uuid.UUID) -> set[int]:
    """Return the numbers of whom one thinks away: a person, a colleague, a post, a whole group."""
    whose = network.whose
    if kind == "position":
        return {one for post, held in whose.posts if post == key for one in held}
    number = whose.number_of(key)
    if number is None:
        return set()
    if kind != "actor" or network.map.kinds[number] != GROUP:
        return {number}
    if key not in whose.groups:
        return {number}
    place = whose.groups.index(key)
    return {number} | {one for one, of in enumerate(network.map.together) if of == place}


class Changed(NamedTuple):
    """Gates by name that close, and that then hang on one person, and how many stay the same.

    ``unvouched`` says of agreements what was agreed, where nobody vouches for it then.
    """

    close: tuple[str, ...]
    hang: tuple[str, ...]
    same: int
    unvouched: tuple[str, ...]


def changed(
    view: View,
    network: Network,
    gone: Collection[int],
    before: Sequence[Hanging],
    after: Sequence[Hanging],
) -> Changed:
    """Return what changes once some are gone, for gates and agreements the reader may see now."""
    keys = among(list(network.whose.gates))
    rows = Gate.objects.visible_to(view.reader).filter(pk__in=keys)
    names = dict(rows.values_list("pk", "name"))
    close, hang = [], []
    for key, old, new in zip(network.whose.gates, before, after, strict=True):
        if key in names and old.can_open and not new.can_open:
            close.append(names[key])
        elif key in names and new.alone and not old.alone:
            hang.append(names[key])
    same = len(names) - len(close) - len(hang)
    left = _unvouched(view, network, gone)
    return Changed(tuple(sorted(close)), tuple(sorted(hang)), same, left)


def _unvouched(view: View, network: Network, gone: Collection[int]) -> tuple[str, ...]:
    """Return what was agreed, holds, and has guarantors, all of whom are gone."""
    lost = [
        key
        for key, guarantors in _guarantors(view).items()
        if all(network.whose.number_of(one) in gone for one in guarantors)
    ]
    live: QuerySet[Agreement] = Agreement.objects.visible_to(view.reader)
    rows = live.filter(pk__in=among(lost)).order_by("what", "pk")
    return tuple(rows.values_list("what", flat=True))


def _guarantors(view: View) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return for each agreement that holds the people and groups who vouch for it."""
    live: QuerySet[Agreement] = Agreement.objects.visible_to(view.reader)
    live = live.filter(state=AgreementState.LIVE)
    rows: QuerySet[AgreementParty] = AgreementParty.objects.visible_to(view.reader)
    rows = rows.filter(role=PartyRole.GUARANTOR, agreement__in=live)
    vouch: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for agreement, person, group in rows.order_by().values_list(
        "agreement_id", "relationship_id", "actor_id"
    ):
        vouch[agreement].add(person or group)
    return vouch


def what_if(view: View, network: Network, without: tuple[str, uuid.UUID]) -> WhatIf | None:
    """Return what changes without somebody; None where they are nobody to think away."""
    lost = next((one for one in choices(view, network) if (one.kind, one.key) == without), None)
    if lost is None:
        return None
    gone = lost_numbers(network, *without)
    before, after = hangs_on(network.map), hangs_on(network.map.without(gone))
    return WhatIf(lost, *changed(view, network, gone, before, after))
