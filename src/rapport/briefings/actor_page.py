"""One group or institution: what it is part of, where it is, how it stands, whom we know there.

Everything is worked out from what its reader may see; there is never a count of anybody hidden.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet

from rapport.briefings.across_circles import across_circles
from rapport.briefings.actor_posts import Post, posts
from rapport.briefings.actor_tree import Branch, tree
from rapport.briefings.findings import Noticed
from rapport.briefings.holders_known import holders_of, latest
from rapport.briefings.power_changes import PowerOfActor, power_of_actor
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    ActorPlace,
    Colleague,
    Consent,
    Outcome,
    Position,
    Relationship,
)
from rapport.records.models.asks import Ask
from rapport.records.models.relationships import called
from rapport.records.prepared import prepared
from rapport.rules.rule import About

FEW = 20
"""So many of each stand on the page; the lists of people, gates and requests have the others."""

MOST = 500
"""So many of each are in an answer for other programs."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value of influence or acceptance since a day, or since nobody knows when.

    ``basis`` is what it rests on, or "" where nobody said.
    """

    on: date | None
    value: Any
    basis: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the group we know, and when one of us last spoke with them."""

    relationship: uuid.UUID
    alias: str
    stage: str
    lead: str
    last: date | None


@dataclass(frozen=True, slots=True)
class Decides:
    """A gate that needs the group's consent, or that of one of its posts."""

    gate: uuid.UUID
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Open:
    """A request of somebody of the group that is not answered yet."""

    relationship: uuid.UUID
    alias: str
    what: str
    on: date | None


@dataclass(frozen=True, slots=True)
class ActorPage:
    """All that the page of a group shows, as far as its reader may see."""

    actor: Actor
    tree: Branch
    influence: tuple[Said, ...]
    acceptances: tuple[Said, ...]
    places: tuple[ActorPlace, ...]
    places_before: tuple[ActorPlace, ...]
    posts: tuple[Post, ...]
    people: tuple[Member, ...]
    decides: tuple[Decides, ...]
    more_decided: bool
    requests: tuple[Open, ...]
    more_asked: bool
    findings: tuple[Noticed, ...]
    last: date | None
    may_change: bool
    power: PowerOfActor
    has_more_people: bool
    posts_on: date | None = None

    @property
    def other_names(self) -> list[str]:
        """Return the names it goes by beside the first."""
        return [str(name) for name in self.actor.names[1:]]


def actor_page(
    asking: Asking, key: uuid.UUID, *, whole: bool = False, on: date | None = None
) -> ActorPage:
    """Return the page of a group, with a few of each or, ``whole``, all; or raise ``NotThere``.

    ``on`` is a day gone by: the posts stand there with who held them on that day.
    """
    me, day = asking.me, asking.day
    then = on if on is not None and on < day else None
    actor: Actor = Actor.objects.one_visible_to(me, key)
    places = list(_places(me, key))
    people = _people(me, key, whole=whole)
    noticed = across_circles(asking)
    decided, asked = list(_decides(me, key, day)), list(_requests(me, key))
    most = MOST if whole else FEW
    return ActorPage(
        actor=actor,
        tree=tree(me, actor),
        influence=_said(actor.influence, day),
        acceptances=_said(actor.all_acceptances, day),
        places=tuple(one for one in places if _still(one, day)),
        places_before=tuple(one for one in places if not _still(one, day)),
        posts=posts(me, key, then or day, past=then is not None),
        posts_on=then,
        people=tuple(people[:most]),
        has_more_people=len(people) > most,
        decides=tuple(Decides(*row) for row in decided[:most]),
        more_decided=len(decided) > most,
        requests=tuple(Open(*row) for row in asked[:most]),
        more_asked=len(asked) > most,
        findings=tuple(one for one in noticed if _is_about(one, key)),
        last=_last(me, key, day),
        may_change=actor.circle_id in me.writable_circles(),
        power=power_of_actor(me, key),
    )


def _is_about(one: Noticed, key: uuid.UUID) -> bool:
    return one.about_kind == About.ACTOR and one.about_key == key and one.waived_until is None


def _said(dated: Sequence[Any], day: date) -> tuple[Said, ...]:
    """Return dated values up to the day, the newest first, what has no day last."""
    until = day.isoformat()
    told = sorted((one for one in dated if one[0] <= until), key=lambda one: str(one[0]))
    return tuple(
        Said(date.fromisoformat(one[0]) if one[0] else None, one[1], *(one[2:3] or [""]))
        for one in reversed(told)
    )


def _still(place: ActorPlace, day: date) -> bool:
    return place.until is None or place.until >= day


def _people(me: Colleague, actor: uuid.UUID, *, whole: bool) -> list[Member]:
    rows = _members(me, actor) if whole else _first_members(me, actor)
    return [Member(key, alias, stage, lead or "", last) for key, alias, stage, lead, last in rows]


def _last(me: Colleague, actor: uuid.UUID, day: date) -> date | None:
    """Return when one of us was last in touch with anybody there, or with the group itself."""
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me).with_group(actor)
    found: date | None = rows.aggregate(last=Max("last_two_way"))["last"]
    for _actor, last, _people in holders_of(me, [actor], day):
        found = latest(found, last)
    return found


@prepared
def _places(me: Colleague, actor: uuid.UUID) -> "QuerySet[ActorPlace]":
    rows: QuerySet[ActorPlace] = ActorPlace.objects.visible_to(me).filter(actor=actor)
    return rows.order_by("-since", "-pk")


@prepared
def _members(me: Colleague, actor: uuid.UUID) -> "QuerySet[Relationship, tuple[Any, ...]]":
    return _of_actor(me, actor)[: MOST + 1]


@prepared
def _first_members(me: Colleague, actor: uuid.UUID) -> "QuerySet[Relationship, tuple[Any, ...]]":
    return _of_actor(me, actor)[: FEW + 1]


def _of_actor(me: Colleague, actor: uuid.UUID) -> "QuerySet[Relationship, tuple[Any, ...]]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    rows = rows.filter(counterpart__actor=actor).order_by("counterpart__alias", "pk")
    return rows.values_list("pk", "counterpart__alias", "stage", "lead__name", "last_two_way")


@prepared
def _decides(me: Colleague, actor: uuid.UUID, day: date) -> "QuerySet[Consent, tuple[Any, ...]]":
    needed = Q(gate__until__isnull=True) | Q(gate__until__gte=day)
    rows: QuerySet[Consent] = Consent.objects.visible_to(me).filter(needed)
    # By their keys: joined to posts and gates, each consent of the store would be read.
    posts_there = Position.objects.filter(actor=actor).order_by().values("pk")
    theirs = Consent.objects.filter(Q(actor=actor) | Q(position__in=posts_there))
    rows = rows.filter(pk__in=theirs.order_by().values("pk")).order_by("gate__name", "pk")
    rows = rows[: MOST + 1]
    return rows.values_list("gate_id", "gate__name", "position__title")


@prepared
def _requests(me: Colleague, actor: uuid.UUID) -> "QuerySet[Ask, tuple[Any, ...]]":
    open_ones = (Outcome.PLANNED, Outcome.MADE, Outcome.DEFERRED)
    rows: QuerySet[Ask] = Ask.objects.visible_to(me).filter(outcome__in=open_ones)
    with_it = Relationship.objects.visible_to(me).with_group(actor).order_by().values("pk")
    rows = rows.filter(relationship__in=with_it).order_by("planned_for", "pk")[: MOST + 1]
    alias = called("relationship__")
    return rows.values_list("relationship_id", alias, "what", "planned_for")
