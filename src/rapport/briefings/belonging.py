"""Whom somebody belongs to, the posts they held, and who of us led from when."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import QuerySet

from rapport.briefings.offers import Offer, offer_of
from rapport.records.models import (
    Answer,
    Colleague,
    Holder,
    OurPresence,
    Relationship,
    Tenure,
)
from rapport.records.models.interactions import Interaction
from rapport.records.models.scoped import Sensitivity
from rapport.records.prepared import prepared


@dataclass(frozen=True, slots=True)
class Group:
    """The group or institution somebody belongs to, as far as one may know of it."""

    key: uuid.UUID
    name: str
    also_called: tuple[str, ...]
    kind: str
    acceptance: str
    areas: tuple[str, ...]
    legal_note: str
    may_change: bool


@dataclass(frozen=True, slots=True)
class Post:
    """A post somebody holds or held, where, and why it ended."""

    title: str
    of: str
    area: str
    since: date | None
    until: date | None
    why_ended: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Held:
    """Who led the relationship, and since when they count as introduced, if they do.

    ``introduced`` is also said without a day, in stores written before a meeting was named.
    """

    key: uuid.UUID
    name: str
    since: date
    until: date | None
    introduced: bool
    introduced_on: date | None


def group(me: Colleague, row: Relationship) -> Group | None:
    """Return the group of a counterpart where ``me`` may know of it."""
    actor = row.counterpart.actor if row.counterpart is not None else row.actor
    if actor is None or actor.circle_id not in me.readable_circles():
        return None
    if actor.sensitivity >= Sensitivity.SEVERE:
        return None
    return Group(
        key=actor.pk,
        name=actor.name,
        also_called=tuple(map(str, actor.names[1:])),
        kind=actor.kind,
        acceptance=actor.acceptance,
        areas=tuple(map(str, actor.areas)),
        legal_note=actor.legal_note,
        may_change=actor.circle_id in me.writable_circles(),
    )


def posts(me: Colleague, row: Relationship) -> tuple[Post, ...]:
    """Return the posts of a counterpart that ``me`` may know of, the latest first."""
    return tuple(
        Post(
            title=tenure.position.title,
            of=tenure.position.actor.name,
            area=tenure.position.area,
            since=tenure.since,
            until=tenure.until,
            why_ended=tenure.why_ended,
            confidence=tenure.confidence,
        )
        for tenure in (_tenures(me, row.counterpart.pk) if row.counterpart else ())
    )


@prepared
def _tenures(me: Colleague, counterpart: uuid.UUID) -> "QuerySet[Tenure]":
    rows: QuerySet[Tenure] = Tenure.objects.visible_to(me).filter(counterpart=counterpart)
    rows = rows.filter(position__circle__in=me.readable_circles())
    rows = rows.filter(position__sensitivity__lt=Sensitivity.SEVERE)
    return rows.select_related("position__actor").order_by("-since", "-pk")


def held(me: Colleague, row: Relationship) -> tuple[tuple[Held, ...], Offer | None]:
    """Return who led the relationship, the latest first, and who is asked to, if anybody is."""
    every = _holders(me, row.pk)
    held_by = [one for one in every if one.answer == Answer.ACCEPTED]
    offered = [one for one in every if one.answer == Answer.WAITING]
    return _led(me, row, held_by), offer_of(me, row, offered[-1]) if offered else None


def _led(me: Colleague, row: Relationship, held_by: Sequence[Holder]) -> tuple[Held, ...]:
    together = _met_together(me, row) if len(held_by) > 1 else {}
    before: dict[uuid.UUID, uuid.UUID] = {
        later.pk: earlier.colleague_id for earlier, later in pairwise(held_by)
    }
    answer = []
    for holder in reversed(held_by):
        meeting = holder.introduced_in
        pair = frozenset({holder.colleague_id, before.get(holder.pk, holder.colleague_id)})
        met = meeting.on if meeting else together.get(pair) if holder.pk in before else None
        answer.append(
            Held(
                key=holder.pk,
                name=holder.colleague.name,
                since=holder.since,
                until=_led_until(holder),
                introduced=holder.joint_introduction or met is not None,
                introduced_on=met,
            )
        )
    return tuple(answer)


def _led_until(holder: Holder) -> date | None:
    """Return until when somebody led: no longer than they were one of us, whoever came after."""
    last = holder.colleague.end_of_mission
    if last is None or holder.until is None:
        return holder.until
    return max(holder.since, min(last, holder.until))


@prepared
def _holders(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Holder]":
    rows: QuerySet[Holder] = Holder.objects.visible_to(me).filter(relationship=relationship)
    return rows.select_related("colleague", "introduced_in").order_by("since", "pk")


def _met_together(me: Colleague, row: Relationship) -> dict[frozenset[uuid.UUID], date]:
    """Return the first day on which each two of us met somebody together."""
    met = Interaction.objects.visible_to(me).filter(theirs__relationship=row, two_way=True)
    there: dict[tuple[date, uuid.UUID], list[uuid.UUID]] = defaultdict(list)
    rows = OurPresence.objects.filter(interaction__in=met)
    for on, key, who in rows.values_list("interaction__on", "interaction_id", "colleague_id"):
        there[on, key].append(who)
    first: dict[frozenset[uuid.UUID], date] = {}
    for (on, _key), of_us in sorted(there.items()):
        for one in of_us:
            for other in of_us:
                first.setdefault(frozenset({one, other}), on)
    return first
