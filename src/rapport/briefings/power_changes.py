"""A change of power as it is looked at: what it would touch, what it changed, and the plan.

Everything is worked out from what the reader may see, and says so.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rapport.briefings.actor_reviews import reviews_of
from rapport.briefings.know_how import offers_to
from rapport.briefings.who_rises import Known, known_people, rising_people
from rapport.records.asking import Asking
from rapport.records.models import (
    ActorPlace,
    ActorReview,
    Agreement,
    Colleague,
    Gate,
    GateState,
    Offer,
    Operation,
    PlanItem,
    Position,
    PowerChange,
    Relationship,
    Tenure,
)
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.records.what_changes import Effects, effects, with_parts

FEW = 12
"""So many of each are shown at first; the rest unfolds on a page of its own."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Somebody who holds a post, and would not from then on: the tenure, the post, the person."""

    key: uuid.UUID
    relationship: uuid.UUID | None
    alias: str
    post: str
    group: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Named:
    """Something else it touches, by its key: a post, a gate, an agreement, a place."""

    key: uuid.UUID
    name: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of what is touched: how many the reader sees, and the first of them."""

    count: int = 0
    lines: tuple[Any, ...] = ()

    @property
    def more(self) -> int:
        """Return how many are not shown."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change of power would touch, or, once it is applied, what it changed."""

    endings: Part = Part()
    posts: Part = Part()
    agreements: Part = Part()
    rising: Part = Part()
    gates: Part = Part()
    seen: Part = Part()
    colleagues: Part = Part()
    places: Part = Part()
    heirs: tuple[Known, ...] = ()
    effects: Effects = field(default_factory=Effects)


@dataclass(frozen=True, slots=True)
class PowerPage:
    """One change of power: what is heard, the preview of what it touches, and the plan."""

    row: PowerChange
    preview: Preview
    plan: tuple[PlanItem, ...]
    may_change: bool
    day: date

    @property
    def done(self) -> int:
        """Return how many steps of the plan are done."""
        return sum(one.done_on is not None for one in self.plan)

    @property
    def lies_ahead(self) -> bool:
        """Say whether its day is still to come."""
        return self.row.on > self.day


def power_page(asking: Asking, key: uuid.UUID, *, whole: bool = False) -> PowerPage:
    """Return one change of power with all it touches, or raise ``NotThere``."""
    me = asking.me
    PowerChange.objects.one_visible_to(me, key)
    row = _with_groups(PowerChange.objects.filter(pk=key)).get()
    few = None if whole else FEW
    preview = _changed(asking, row, few) if row.applied_in else _ahead(asking, row, few)
    return PowerPage(
        row=row,
        preview=preview,
        plan=tuple(_plan(me, key)),
        may_change=row.circle_id in me.writable_circles(),
        day=asking.day,
    )


def power_changes(asking: Asking) -> tuple[PowerChange, ...]:
    """Return the changes of power somebody may see, the newest first."""
    return tuple(_every(asking.me))


@dataclass(frozen=True, slots=True)
class PowerOfActor:
    """Of one group: the changes of power it is part of, its yearly reviews, what we offered it."""

    changes: tuple[PowerChange, ...]
    reviews: tuple[ActorReview, ...]
    offers: tuple[Offer, ...]


def power_of_actor(me: Colleague, actor: uuid.UUID) -> PowerOfActor:
    """Return what a group gains or loses by, how it was reviewed, and what we offered it."""
    return PowerOfActor(tuple(_of_actor(me, actor)), reviews_of(me, actor), offers_to(me, actor))


def _ahead(asking: Asking, row: PowerChange, few: int | None) -> Preview:
    me, day = asking.me, asking.day
    found = effects(me, row, day)
    fallen = with_parts(me, row.fallen_id)
    heirs = known_people(me, found.rising[:50], day)
    return Preview(
        endings=_endings(me, found.tenures, few),
        posts=_part(found.posts, few, lambda keys: _posts(me, keys)),
        agreements=_part(found.agreements, few, lambda keys: _agreements(me, keys)),
        rising=_part(found.rising, few, lambda keys: rising_people(me, keys, row.on, day)),
        gates=_part(found.gates, few, lambda keys: _gates(me, keys)),
        seen=_part(found.seen, few, lambda keys: known_people(me, keys, day, of=fallen)),
        colleagues=_part(found.colleagues, few, _colleagues),
        places=_part(found.places, few, lambda keys: _places(me, keys)),
        heirs=tuple(heir for heir in heirs.values() if heir.belongs),
        effects=found,
    )


def _changed(asking: Asking, row: PowerChange, few: int | None) -> Preview:
    """Return what applying a change of power changed, as far as it is still there."""
    me = asking.me
    done = Operation.objects.filter(change_set=row.applied_in or uuid.UUID(int=0)).order_by(
        "sequence"
    )
    keys: dict[str, list[uuid.UUID]] = {}
    for kind, key in done.values_list("model", "row"):
        keys.setdefault(kind, []).append(key)
    states = GateState.objects.visible_to(me).filter(pk__in=among(keys.get("gatestate", [])))
    gates = list(states.order_by("gate__name").values_list("gate_id", flat=True))
    ended = Tenure.objects.visible_to(me).filter(pk__in=among(keys.get("tenure", [])))
    ended = ended.filter(until__isnull=False).order_by("position__title", "counterpart__alias")
    places = ActorPlace.objects.visible_to(me).filter(pk__in=among(keys.get("actorplace", [])))
    return Preview(
        endings=_endings(me, tuple(ended.values_list("pk", flat=True)), few),
        gates=_part(tuple(gates), few, lambda some: _gates(me, some)),
        places=_part(
            tuple(places.filter(until__isnull=False).values_list("pk", flat=True)),
            few,
            lambda some: _places(me, some),
        ),
    )


def _part(keys: tuple[uuid.UUID, ...], few: int | None, load: Any) -> Part:
    shown = keys[:few]
    found: Mapping[uuid.UUID, Any] = load(shown) if shown else {}
    return Part(len(keys), tuple(found[key] for key in shown if key in found))


def _endings(me: Colleague, keys: tuple[uuid.UUID, ...], few: int | None) -> Part:
    def load(shown: Collection[uuid.UUID]) -> dict[uuid.UUID, Ending]:
        rows = Tenure.objects.visible_to(me).filter(pk__in=among(list(shown)))
        told = list(rows.select_related("counterpart", "position__actor"))
        people = among([one.counterpart_id for one in told if one.counterpart_id is not None])
        ours = Relationship.objects.visible_to(me).filter(counterpart__in=people)
        with_us = dict(ours.order_by("pk").values_list("counterpart_id", "pk"))
        return {
            one.pk: Ending(
                key=one.pk,
                relationship=with_us.get(one.counterpart_id) if one.counterpart_id else None,
                alias=one.called,
                post=one.position.title,
                group=one.position.actor.name,
                since=one.since,
            )
            for one in told
        }

    return _part(keys, few, load)


def _posts(me: Colleague, keys: Collection[uuid.UUID]) -> dict[uuid.UUID, Named]:
    rows = Position.objects.visible_to(me).filter(pk__in=among(list(keys)))
    return {
        one.pk: Named(one.pk, one.title, one.actor.name) for one in rows.select_related("actor")
    }


def _agreements(me: Colleague, keys: Collection[uuid.UUID]) -> dict[uuid.UUID, Named]:
    rows = Agreement.objects.visible_to(me).filter(pk__in=among(list(keys)))
    rows = rows.select_related("relationship__counterpart", "relationship__actor")
    return {one.pk: Named(one.pk, one.what, one.relationship.called) for one in rows}


def _gates(me: Colleague, keys: Collection[uuid.UUID]) -> dict[uuid.UUID, Named]:
    rows = Gate.objects.visible_to(me).filter(pk__in=among(list(keys)))
    states = GateState.objects.visible_to(me).filter(gate__in=among(list(keys)))
    newest = dict(states.order_by("on", "pk").values_list("gate_id", "standing"))
    return {one.pk: Named(one.pk, one.name, newest.get(one.pk, "")) for one in rows}


def _colleagues(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, Named]:
    rows = Colleague.objects.filter(pk__in=among(list(keys)))
    return {one.pk: Named(one.pk, one.name) for one in rows}


def _places(me: Colleague, keys: Collection[uuid.UUID]) -> dict[uuid.UUID, Named]:
    rows = ActorPlace.objects.visible_to(me).filter(pk__in=among(list(keys)))
    return {
        one.pk: Named(one.pk, one.place, one.actor.name) for one in rows.select_related("actor")
    }


def _with_groups(rows: "QuerySet[PowerChange]") -> "QuerySet[PowerChange]":
    return rows.select_related("fallen", "risen", "position")


@prepared
def _every(me: Colleague) -> "QuerySet[PowerChange]":
    rows: QuerySet[PowerChange] = PowerChange.objects.visible_to(me)
    return _with_groups(rows).order_by("-on", "-pk")[:200]


@prepared
def _of_actor(me: Colleague, actor: uuid.UUID) -> "QuerySet[PowerChange]":
    rows: QuerySet[PowerChange] = PowerChange.objects.visible_to(me)
    return rows.filter(Q(fallen=actor) | Q(risen=actor)).order_by("-on", "-pk")[:3]


@prepared
def _plan(me: Colleague, power: uuid.UUID) -> "QuerySet[PlanItem]":
    rows: QuerySet[PlanItem] = PlanItem.objects.visible_to(me).filter(power_change=power)
    rows = rows.select_related(
        "owner", "gate", "agreement", "position", "relationship__counterpart", "relationship__actor"
    )
    return rows.order_by("due", "pk")
