"""Where a reader sees no relationship of ours: actors, their kinds, and places with gates.

Nothing is counted that the reader may not see: an actor may be known well to another circle.
"""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import translation

from rapport.briefings.groups import as_compared
from rapport.briefings.holders_known import with_holders_known
from rapport.briefings.sides import begun_lately, sides
from rapport.briefings.ties_with_actors import ties_seen
from rapport.briefings.views import View
from rapport.messages import gettext_noop
from rapport.records.influence import LOW, influence_on, influences
from rapport.records.models import (
    Actor,
    ActorKind,
    ActorPlace,
    Consent,
    CounterpartStatus,
    Gate,
    Interaction,
    Phase,
    Presence,
    Relationship,
)
from rapport.records.models.relationships import of_actor
from rapport.records.packed_facts import TWO_WAY_AT, unpack
from rapport.records.raw_rows import among, as_uuid, rows_as_stored
from rapport.rules.broad_network import LATELY
from rapport.rules.days import later
from rapport.rules.facts_of_many import OfficeFacts, SizedContact, Unmet
from rapport.rules.rule import Settings

FEW = 12
"""So many actors of one kind without a relationship are said one by one, more together."""

_NO_KIND = gettext_noop("type not recorded")
_VIEWS_KEPT = 8


class ActorsUnmet(NamedTuple):
    """Actors without a relationship: each alone, or many of a kind together."""

    alone: tuple[uuid.UUID, ...]
    by_kind: tuple[Unmet, ...]


def actors_unmet(view: View, settings: Settings) -> ActorsUnmet:
    """Return the actors a reader sees without any relationship that they see."""
    if settings["N05"] is None:
        return ActorsUnmet((), ())
    known = known_actors(view)
    by_kind: dict[str, list[uuid.UUID]] = defaultdict(list)
    for key, kind in known.kinds.items():
        if key not in known.with_somebody:
            by_kind[kind].append(key)
    alone: list[uuid.UUID] = []
    many = []
    for kind, keys in by_kind.items():
        if len(keys) <= FEW:
            alone += keys
        else:
            many.append(Unmet(_word_of(kind), is_place=False, behind=tuple(keys)))
    return ActorsUnmet(tuple(alone), tuple(many))


def office_facts(view: View, settings: Settings) -> OfficeFacts:
    """Return what is known of the work of an office as a whole, as far as a reader sees."""
    unmet = [*actors_unmet(view, settings).by_kind]
    if settings["N05"] is not None:
        unmet += _places_unmet(view, known_actors(view).with_somebody)
    begun = begun_lately(view) if settings["N09"] is not None else ()
    facts = OfficeFacts(view.office, tuple(unmet), begun=begun)
    if settings["N10"] is not None:
        known = known_actors(view)
        parties, with_parties = sides(view, known.kinds, known.parents)
        facts = facts._replace(parties=parties, with_parties=with_parties)
    if settings["N06"] is None:
        return facts
    known = known_actors(view)
    small = {key for key, influence in known.influence.items() if influence <= LOW} & known.met
    contacts = tuple(_contacts(view, known.influence)) if small else ()
    return facts._replace(contacts=contacts, small=tuple(sorted(small)))


def names_of(view: View, records: Iterable[tuple[str, Hashable]]) -> dict[Hashable, str]:
    """Return what actors, gates and those we deal with are called, by their key."""
    wanted: dict[str, list[Any]] = defaultdict(list)
    for kind, key in records:
        wanted[kind].append(key)
    if not wanted:
        return {}
    actors: dict[Any, Actor] = Actor.objects.visible_to(view.reader).in_bulk(wanted["actor"])
    gates: dict[Any, Gate] = Gate.objects.visible_to(view.reader).in_bulk(wanted["gate"])
    called: dict[Hashable, str] = {key: one.name for key, one in actors.items()}
    ours = Relationship.objects.visible_to(view.reader).filter(pk__in=among(wanted["relationship"]))
    called |= {one.pk: one.called for one in ours.select_related("counterpart", "actor")}
    return called | {key: one.name for key, one in gates.items()}


class Known(NamedTuple):
    """The actors a reader sees by kind, the influence of those of whom it is noted, who is met.

    ``rising`` are the dated values of those whose influence rose at any time, ``parents`` what each
    is part of. Of those ``held`` somebody we know holds a post, and nobody else of them may be
    known.
    """

    kinds: Mapping[uuid.UUID, str]
    influence: Mapping[uuid.UUID, int]
    met: frozenset[uuid.UUID]
    held: frozenset[uuid.UUID]
    rising: Mapping[uuid.UUID, tuple[tuple[date, int], ...]]
    parents: Mapping[uuid.UUID, uuid.UUID]

    @property
    def with_somebody(self) -> frozenset[uuid.UUID]:
        """Return the actors in which we know somebody."""
        return self.met | self.held


@lru_cache(maxsize=_VIEWS_KEPT)
def known_actors(view: View) -> Known:
    """Return the actors a reader sees, and of which of them somebody is known."""
    kinds, influence, rising, parents = {}, {}, {}, {}
    actors = Actor.objects.visible_to(view.reader).order_by("pk")
    columns = ("pk", "kind", "influence", "parent_id")
    for stored, kind, said, parent in rows_as_stored(actors, *columns):
        key = as_uuid(stored)
        kinds[key] = kind
        if parent is not None:
            parents[key] = as_uuid(parent)
        value = influence_on(said, view.day)
        if value is not None:
            influence[key] = value
            dated = influences(said, view.day)
            if any(one[1] < other[1] for one, other in pairwise(dated)):
                rising[key] = dated
    met = _relationships(view).values_list("of_actor", flat=True).order_by().distinct()
    held = with_holders_known(view.reader, view.day)
    return Known(kinds, influence, frozenset(met), frozenset(held), rising, parents)


def _relationships(view: View) -> "QuerySet[Any]":
    """Return the relationships with actors and with people who are there, even those that rest."""
    rows = Relationship.objects.visible_to(view.reader).exclude(phase=Phase.CLOSED)
    there = Q(counterpart__status=CounterpartStatus.ACTIVE) | Q(actor__isnull=False)
    return rows.filter(there).annotate(of_actor=of_actor()).filter(of_actor__isnull=False)


def _word_of(kind: str) -> str:
    """Return the message that names a kind, whatever language is spoken just now."""
    with translation.override(None):
        return str(ActorKind(kind).label) if kind else _NO_KIND


def _places_unmet(view: View, met: frozenset[uuid.UUID]) -> Iterator[Unmet]:
    """Yield the places with a gate that is needed, and nobody there or to consent whom we know."""
    needed = Q(until__isnull=True) | Q(until__gte=view.day)
    gates = Gate.objects.visible_to(view.reader).filter(needed).exclude(place="")
    names: dict[str, str] = {}
    of_place: dict[str, list[uuid.UUID]] = defaultdict(list)
    for key, place in gates.order_by("pk").values_list("pk", "place"):
        names.setdefault(as_compared(place), place)
        of_place[as_compared(place)].append(key)
    if not of_place:
        return
    there = {as_compared(place) for place in _places_met(view, met)}
    every = [key for keys in of_place.values() for key in keys]
    answered = set(_gates_with_somebody(view, every, met))
    for place, keys in of_place.items():
        if place not in there and not answered.intersection(keys):
            yield Unmet(names[place], is_place=True, behind=tuple(keys))


def _places_met(view: View, met: Iterable[uuid.UUID]) -> "QuerySet[Any, str]":
    begun = Q(since__isnull=True) | Q(since__lte=view.day)
    held = Q(until__isnull=True) | Q(until__gte=view.day)
    rows = ActorPlace.objects.visible_to(view.reader).filter(
        begun, held, actor__in=among(list(met))
    )
    return rows.values_list("place", flat=True).distinct()


def _gates_with_somebody(
    view: View, gates: list[uuid.UUID], met: Iterable[uuid.UUID]
) -> "QuerySet[Any, uuid.UUID]":
    """Return the gates of which somebody we know, or an actor of theirs, is to consent."""
    seen = _relationships_with_anybody(view)
    actors = among(list(met))
    rows = Consent.objects.visible_to(view.reader).filter(gate__in=among(gates))
    whose = Q(relationship__in=seen) | Q(actor__in=actors) | Q(position__actor__in=actors)
    return rows.filter(whose).values_list("gate_id", flat=True)


def _relationships_with_anybody(view: View) -> "QuerySet[Relationship]":
    return Relationship.objects.visible_to(view.reader).exclude(phase=Phase.CLOSED)


def _contacts(view: View, influence: Mapping[uuid.UUID, int]) -> Iterator[SizedContact]:
    """Yield the two-way contacts of the last months with actors whose influence is noted."""
    rows = Presence.objects.filter(
        relationship__in=ties_seen(view).filter(of_actor__in=among(list(influence))),
        interaction__in=Interaction.objects.visible_to(view.reader),
        on__gt=later(view.day, -LATELY),
        on__lte=view.day,
    )
    whose = of_actor("relationship__")
    for actor, contact, on, told in rows.order_by("pk").values_list(
        whose, "interaction_id", "on", "told"
    ):
        if unpack(told)[TWO_WAY_AT]:
            yield SizedContact(contact, on, influence[actor] <= LOW)
