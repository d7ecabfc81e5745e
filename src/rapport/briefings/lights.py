"""Five lights: how the relationships somebody may see stand, with those behind each answer.

As many questions to the store however many there are, and every one of them asks only for what the
reader may see: another circle changes neither a light nor a count.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, cast

from django.db.models import Count, Max, Q, QuerySet

from rapport.briefings.across_circles import seen_by
from rapport.briefings.called_here import called_here
from rapport.briefings.groups import SMALLER
from rapport.records.asking import Asking
from rapport.records.influence import LOW, influence_on
from rapport.records.models import (
    Actor,
    Asked,
    CounterpartStatus,
    Finding,
    Interaction,
    Membership,
    OpenReason,
    Phase,
    Presence,
    Relationship,
    Sensitivity,
    TheirPart,
)
from rapport.rules.days import later
from rapport.rules.lights import SMALL_TALK_FOR, Light, LightFact, State, asked_of, five_lights
from rapport.rules.rule import About

Only = Collection[uuid.UUID] | None
"""Which people are asked about; None is everybody the reader may see."""

SHOWN = 5
"""So many people are named behind each answer; the list of people has the others."""


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody an answer rests on."""

    relationship: uuid.UUID
    alias: str


@dataclass(frozen=True, slots=True)
class SeenLight:
    """One light as its reader may see it: how many it is true of, and the first few by name.

    ``unknown`` is of how many people nothing is known that the light asks for.
    """

    name: str
    state: State
    part: int
    known: int
    unknown: int
    true_of: tuple[Behind, ...]
    not_of: tuple[Behind, ...]
    unknown_of: tuple[Behind, ...]
    kinds: tuple[str, ...] = ()
    kinds_without: tuple[str, ...] = ()

    @property
    def others_not(self) -> int:
        """Return of how many more it is not true than are named."""
        return self.known - self.part - len(self.not_of)

    @property
    def others_unknown(self) -> int:
        """Return of how many more it is not known than are named."""
        return self.unknown - len(self.unknown_of)

    @property
    def others_true(self) -> int:
        """Return of how many more it is true than are named."""
        return self.part - len(self.true_of)


@dataclass(frozen=True, slots=True)
class Lights:
    """The five lights, over how many ``relationships`` with people and with groups as such.

    ``alone``: no colleague is in the reader's circles.
    """

    relationships: int
    lights: tuple[SeenLight, ...]
    alone: bool


class _Last(NamedTuple):
    """The last contacts of each sort with somebody; the first is there with any contact at all."""

    two_way: date | None
    free: date | None
    small_talk: date | None
    small_talk_said: int


_NOBODY_MET = _Last(None, None, None, 0)


def lights(asking: Asking, *, only: Only = None) -> Lights:
    """Return the five lights over all whom whoever asks may see, or over some of them."""
    quiet = {
        (one.about_kind, one.about_key) for one in seen_by(asking) if one.finding.code == "N06"
    }
    facts = _facts(asking, only, {key for kind, key in quiet if kind == About.ACTOR})
    few = only is None and any(kind == About.OFFICE for kind, _ in quiet)
    found = five_lights(facts, asking.day, few_with_small=few)
    groups = [(light, _groups_of(light, facts)) for light in found]
    shown = {key for _, lists in groups for keys in lists for key in keys[:SHOWN]}
    aliases = dict(called_here(asking.me, sorted(shown, key=str)))
    seen = tuple(_seen(*one, aliases) for one in groups)
    return Lights(len(facts), seen, alone=not _colleagues(asking))


def _colleagues(asking: Asking) -> bool:
    here = Membership.objects.of_colleagues_here(asking.day)
    others = here.filter(circle__in=asking.me.readable_circles()).exclude(colleague=asking.me)
    return others.exists()


_Lists = tuple[list[uuid.UUID], list[uuid.UUID], list[uuid.UUID]]


def _groups_of(light: Light, facts: Sequence[LightFact]) -> _Lists:
    """Return of whom a light is true, of whom it is not, and of whom it is not known."""
    true_of, not_of = cast("tuple[list[uuid.UUID], ...]", (list(light.true_of), list(light.not_of)))
    known = {*true_of, *not_of}
    every = cast("list[uuid.UUID]", [one.key for one in asked_of(light.name, facts)])
    return true_of, not_of, [key for key in every if key not in known]


def _seen(light: Light, lists: _Lists, aliases: Mapping[uuid.UUID, str]) -> SeenLight:
    true_of, not_of, unknown_of = (
        tuple(Behind(key, aliases[key]) for key in keys[:SHOWN]) for keys in lists
    )
    return SeenLight(
        name=light.name,
        state=light.state,
        part=len(light.true_of),
        known=light.known,
        unknown=len(lists[2]),
        true_of=true_of,
        not_of=not_of,
        unknown_of=unknown_of,
        kinds=light.kinds,
        kinds_without=light.kinds_without,
    )


def _facts(asking: Asking, only: Only, quiet: Collection[uuid.UUID]) -> list[LightFact]:
    """Return what the lights are told, of those with whom keeping in touch is possible and meant.

    A group is known as the list of people shows it: of a circle one reads, and never a severe one.
    ``quiet`` are the groups that nobody was in touch with for long (N06).
    """
    me = asking.me
    there = Q(counterpart__status=CounterpartStatus.ACTIVE) | Q(actor__isnull=False)
    rows = Relationship.objects.visible_to(me).filter(there, opened__lte=asking.day)
    rows = rows.exclude(phase__in=(Phase.DORMANT, Phase.CLOSED))
    if only is not None:
        rows = rows.filter(pk__in=only)
    found = rows.order_by("pk").values_list(
        *("pk", "open_reason", "maximum_days", "lead_id", "backup_id", "backup__is_active"),
        *("counterpart__actor_id", "actor_id"),
    )
    groups = _groups(asking)
    last = _last_contacts(asking, only)
    met_by = _met_by(asking, only)
    small = _small_and_forgotten(asking)
    facts = []
    for key, reason, most, lead, backup, there, theirs, itself in found:
        two_way, free, small_talk, said = last.get(key, _NOBODY_MET)
        others = {*met_by.get(key, ()), *([backup] if backup and there else [])} - {lead}
        actor = itself or theirs
        kind, is_small = groups.get(actor, ("", False))
        facts.append(
            LightFact(
                key=key,
                opened_by_us=reason == OpenReason.PROACTIVE,
                maximum_days=most or me.office.maximum_days,
                last_two_way=two_way,
                last_free=free,
                last_small_talk=small_talk,
                small_talk_known=bool(said),
                # Where nobody leads, the first who met them is nobody's second.
                others=len(others) - (lead is None and bool(others)),
                group=actor if actor in groups else None,
                kind=kind,
                small=is_small,
                with_group=itself is not None,
                forgotten=key in small or actor in quiet,
            )
        )
    return facts


def _groups(asking: Asking) -> dict[uuid.UUID, tuple[str, bool]]:
    """Return the kind of each group, and whether it is easily forgotten: by kind or influence."""
    rows = Actor.objects.visible_to(asking.me).filter(sensitivity__lt=Sensitivity.SEVERE)
    found = {}
    for key, kind, said in rows.values_list("pk", "kind", "influence"):
        influence = influence_on(said, asking.day)
        is_low = influence is not None and influence <= LOW
        found[key] = (kind, is_low or kind in SMALLER)
    return found


def _small_and_forgotten(asking: Asking) -> frozenset[uuid.UUID]:
    """Return with whom N06 says that we were not in touch, set aside or not."""
    rows = Finding.objects.visible_to(asking.me).filter(code="N06")
    return frozenset(rows.values_list("relationship_id", flat=True))


def _last_contacts(asking: Asking, only: Only) -> dict[uuid.UUID, _Last]:
    """Return the last contacts with everybody, of those whoever asks may see."""
    free = Q(asked=Asked.NO) | Q(asked="", interaction__asked=False)
    lately = Q(on__gte=later(asking.day, -SMALL_TALK_FOR))
    told = _spoke(asking, only).values_list("relationship_id")
    last = told.annotate(
        two_way=Max("on"),
        free=Max("on", filter=free),
        small_talk=Max("on", filter=Q(interaction__small_talk=True)),
        said=Count("on", filter=lately & Q(interaction__small_talk__isnull=False)),
    )
    return {key: _Last(*values) for key, *values in last}


def _met_by(asking: Asking, only: Only) -> Mapping[uuid.UUID, Sequence[uuid.UUID]]:
    """Return who of us, and still here, met whom in contacts that whoever asks may see."""
    there = _spoke(asking, only).filter(interaction__ours__colleague__is_active=True)
    met: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    pairs = there.values_list("relationship_id", "interaction__ours__colleague_id")
    for relationship, colleague in pairs.distinct():
        met[relationship].append(colleague)
    return met


def _spoke(asking: Asking, only: Only) -> "QuerySet[Presence]":
    """Return the places of people in two-way contacts; an interpreter's is nobody's contact."""
    seen = Interaction.objects.visible_to(asking.me).filter(two_way=True)
    rows = Presence.objects.filter(
        interaction__in=seen, on__lte=asking.day, part__in=(TheirPart.LEAD, TheirPart.SECOND)
    )
    return rows if only is None else rows.filter(relationship__in=only)
