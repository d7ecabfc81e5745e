"""Who could introduce us to somebody: up to three ways, each with its ages, risks and consents.

The ways rest on ties and contacts that the reader may see, and on nothing else. The likeliest
comes first; whether somebody wants to be asked is not in the numbers, and is said beside them.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from rapport.briefings.introducers import Used, every_introduction, leave_out_meetings, used
from rapport.briefings.network_assumptions import Assumed, assumed_of
from rapport.briefings.network_map import Network, network_of
from rapport.briefings.network_numbers import COLLEAGUE, FRESH_DAYS, US, Arc
from rapport.briefings.tie_words import sentence
from rapport.briefings.views import View, view_of
from rapport.briefings.ways_to_gates import Called, called
from rapport.records.asking import Asking
from rapport.records.models import Introduction, Relationship, Tie
from rapport.records.models.people import CounterpartStatus
from rapport.rules.catalogue import validated_settings
from rapport.rules.rule import Numbers

WAYS = 3
_TRIED = 24
_SOON = 90


@dataclass(frozen=True, slots=True)
class Hop:
    """A tie of a way: from whom to whom, how we know, how sure, how old.

    ``says`` is the sentence of a tie, or empty where it is a contact of a colleague of ours, or
    where somebody is of a group; ``tie`` is its key. ``sure`` is 0 to 2, less with age.
    """

    one: Called
    other: Called
    says: str
    tie: uuid.UUID | None
    is_contact: bool
    sure: int
    checked_on: date
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Between:
    """Somebody who would introduce us: how often they were asked, what it may cost, consent.

    ``too_often`` as the office has it in rule N07; never where that is off.
    """

    who: Called
    used: Used
    too_often: bool
    consent: str
    consent_on: date | None


@dataclass(frozen=True, slots=True)
class Way:
    """A way to somebody: which colleague of ours goes, over whom."""

    ours: Called
    between: tuple[Between, ...]
    hops: tuple[Hop, ...]

    @property
    def is_stale(self) -> bool:
        """Say whether any tie on it was not checked for long."""
        return any(hop.is_stale for hop in self.hops)

    @property
    def lacks_consent(self) -> bool:
        """Say whether whoever would introduce us first has not agreed."""
        return bool(self.between) and self.between[0].consent != "given"


@dataclass(frozen=True, slots=True)
class KnownBy:
    """A colleague of ours who leads or backs up somebody and has met them, and when last."""

    name: str
    last: date


@dataclass(frozen=True, slots=True)
class IntroductionPage:
    """How we could be introduced to somebody, and what was planned or done for it.

    ``changeable`` are the introductions that the reader may put right.
    """

    relationship: uuid.UUID
    alias: str
    known_by: tuple[KnownBy, ...]
    ways: tuple[Way, ...]
    introductions: tuple[Introduction, ...]
    is_reachable: bool
    may_change: bool
    changeable: frozenset[uuid.UUID]


def introduction_page(asking: Asking, key: uuid.UUID) -> IntroductionPage:
    """Return who could introduce us to a person or group, or raise ``NotThere``."""
    me = asking.me
    whom: Relationship = Relationship.objects.one_visible_to(me, key)
    view = view_of(asking)
    network = network_of(view)
    number = network.whose.number_of(key)
    rows = every_introduction(me)
    theirs = [row for row in reversed(rows) if row.relationship_id == key]
    leave_out_meetings(me, theirs)
    writable = me.writable_circles()
    known = () if number is None else _known_by(view, network, number)
    ways = () if number is None else _ways(view, network, number, rows)
    status = whom.counterpart.status if whom.counterpart else CounterpartStatus.ACTIVE
    return IntroductionPage(
        relationship=key,
        alias=whom.called,
        known_by=known,
        ways=ways,
        introductions=tuple(theirs),
        is_reachable=status == CounterpartStatus.ACTIVE,
        may_change=whom.circle_id in writable,
        changeable=frozenset(row.pk for row in theirs if row.circle_id in writable),
    )


def _known_by(view: View, network: Network, number: int) -> tuple[KnownBy, ...]:
    kinds = network.map.kinds
    direct = [
        arc for arc in network.map.arcs if arc.head == number and kinds[arc.tail] == COLLEAGUE
    ]
    names = called(view, network, {arc.tail for arc in direct})
    return tuple(
        KnownBy(names[arc.tail].name, view.day - timedelta(days=arc.days))
        for arc in sorted(direct, key=lambda arc: arc.days)
        if arc.tail in names
    )


def _ways(
    view: View, network: Network, number: int, rows: Sequence[Introduction]
) -> tuple[Way, ...]:
    settings = validated_settings(view.reader.office.rule_settings)
    assumed, often = assumed_of(settings["N01"]), settings["N07"]
    paths = paths_to(network, number, assumed)
    names = called(view, network, {one for path in paths for one in path if one != US})
    places = {(arc.tail, arc.head): place for place, arc in enumerate(network.map.arcs)}
    on_paths = [places[pair] for path in paths for pair in pairwise(path[1:])]
    claims = {place: network.whose.claims[place] for place in on_paths}
    ties = _ties(view, [key for key in claims.values() if key is not None])
    found = []
    for path in paths:
        if not set(path[1:]) <= names.keys():
            continue
        steps = [places[pair] for pair in pairwise(path[1:])]
        hops = [
            _hop(network.map.arcs[step], names, ties.get(claims[step]), view.day) for step in steps
        ]
        to = whose_key(network, number)
        between = [_between(names[one], to, rows, view.day, often) for one in path[2:-1]]
        found.append(Way(names[path[1]], tuple(between), tuple(hops)))
    return tuple(found)


def whose_key(network: Network, number: int) -> uuid.UUID | None:
    """Return the key of a number of the map."""
    return network.whose.people[number]


def paths_to(network: Network, number: int, assumed: Assumed) -> list[tuple[int, ...]]:
    """Return the likeliest ways to somebody over others, of our colleagues first; at most three.

    A way of a colleague who has met them already is none, and a longer one over all the people of
    a likelier one says nothing new.
    """
    from rapport.briefings.engine_input import kept_snapshot  # noqa: PLC0415 - it loads NumPy
    from rapport.network import best_paths  # noqa: PLC0415

    tried = best_paths(kept_snapshot(network.map, assumed, _SOON), number, most=_TRIED)
    chosen: list[tuple[int, ...]] = []
    for path in tried:
        through = set(path.people[2:-1])
        if through and not any(set(one[2:-1]) <= through for one in chosen):
            chosen.append(path.people)
    return chosen[:WAYS]


def _ties(view: View, keys: Sequence[uuid.UUID]) -> Mapping[uuid.UUID | None, Tie]:
    if not keys:
        return {}
    rows = Tie.objects.visible_to(view.reader).filter(pk__in=keys)
    ends = ("relationship__counterpart", "actor", "other__counterpart", "other_actor")
    return {
        row.pk: row for row in rows.select_related(*ends, "relationship__actor", "other__actor")
    }


def _hop(arc: Arc, names: Mapping[int, Called], tie: Tie | None, day: date) -> Hop:
    says = ""
    if tie is not None:
        one = tie.relationship.called if tie.relationship else tie.actor.name if tie.actor else ""
        other = tie.other.called if tie.other else tie.other_actor.name if tie.other_actor else ""
        says = sentence(tie.kind, one, other)
    return Hop(
        one=names[arc.tail],
        other=names[arc.head],
        says=says,
        tie=tie.pk if tie else None,
        is_contact=names[arc.tail].kind == "colleague",
        sure=max(arc.sure - arc.days // FRESH_DAYS, 0),
        checked_on=day - timedelta(days=arc.days),
        is_stale=arc.is_stale,
    )


def _between(
    who: Called,
    whom: uuid.UUID | None,
    rows: Sequence[Introduction],
    day: date,
    often: Numbers | None,
) -> Between:
    """Return somebody who would introduce us, with what they said last of this introduction."""
    to_them = [
        row
        for row in rows
        if row.introducer_id == who.key and whom in (row.relationship_id, row.relationship.actor_id)
    ]
    last = to_them[-1] if to_them else None
    asked = used(rows, who.key, day)
    return Between(
        who=who,
        used=asked,
        too_often=often is not None and asked.times >= often["times"],
        consent=last.consent if last else "not_asked",
        consent_on=last.consent_on if last else None,
    )
