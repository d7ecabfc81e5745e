"""The posts of a group, and who holds and held each, as far as one may see."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rapport.records.models import (
    Colleague,
    Counterpart,
    DayKnown,
    Position,
    Relationship,
    Tenure,
)
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.rules.successions import Held, span_of, successions


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds or held a post, as far as one may see.

    Of whom we do not deal with there is a name alone: ``is_name``. ``after`` is whom they followed
    in their own right, ``vacant`` from when to when nobody one sees held it in between.
    """

    key: uuid.UUID
    relationship: uuid.UUID | None
    alias: str
    is_name: bool
    acting: bool
    since: date | None
    since_known: str
    until: date | None
    until_known: str
    why_ended: str
    confidence: str
    may_change: bool
    after: str = ""
    vacant: tuple[date, date] | None = None

    @property
    def since_last(self) -> date | None:
        """Return the last day they may have taken it, where only a month or a year is known."""
        return span_of(self.since, self.since_known).last

    @property
    def until_first(self) -> date | None:
        """Return the first day they may have left it, where only a month or a year is known."""
        return None if self.left_by else span_of(self.until, self.until_known, ends=True).first

    @property
    def left_by(self) -> bool:
        """Say whether nothing is known but that they had left it by a day."""
        return self.until_known == DayKnown.BY


@dataclass(frozen=True, slots=True)
class Post:
    """A post with those who hold it now, and those who held it, the latest first."""

    key: uuid.UUID
    title: str
    area: str
    now: tuple[Holding, ...]
    before: tuple[Holding, ...]

    @property
    def vacant_since(self) -> date | None:
        """Return when the last of those seen left it, if nobody seen holds it."""
        ended = [one.until for one in self.before if one.until is not None]
        return max(ended, default=None) if not self.now else None


def posts(me: Colleague, actor: uuid.UUID, day: date, *, past: bool = False) -> tuple[Post, ...]:
    """Return the posts of a group, each with who holds it on a day and who held it before.

    Who came after a day gone by has no part in it.
    """
    rows = list(_positions(me, actor))
    held: dict[uuid.UUID, list[Tenure]] = defaultdict(list)
    tenures = list(_tenures(me, [row.pk for row in rows])) if rows else []
    people = [one.counterpart_id for one in tenures if one.counterpart_id is not None]
    who: dict[uuid.UUID, uuid.UUID] = dict(_relationships(me, people)) if people else {}
    for tenure in tenures:
        held[tenure.position_id].append(tenure)
    writable = set(me.writable_circles())
    found = []
    for row in rows:
        there = [one for one in held[row.pk] if not past or one.since is None or one.since <= day]
        before_them = _followed(there)
        told = [_holding(one, who, writable, before_them) for one in there]
        now = tuple(one for one in told if one.until is None or one.until >= day)
        before = tuple(one for one in told if one not in now)
        found.append(Post(row.pk, row.title, row.area, now, before))
    return tuple(found)


_Before = Mapping[object, tuple[str, tuple[date, date] | None]]


def _followed(tenures: Sequence[Tenure]) -> _Before:
    """Return whom each followed, of those one sees, and when the post was empty in between."""
    called: dict[object, str] = {one.pk: one.called for one in tenures}
    held = [
        Held(
            one.pk,
            one.counterpart_id or one.named,
            span_of(one.since, one.since_known),
            span_of(one.until, one.until_known, ends=True),
            one.acting,
        )
        for one in tenures
    ]
    return {one.after.key: (called[one.before.key], one.vacant) for one in successions(held)}


def _holding(
    tenure: Tenure,
    who: Mapping[uuid.UUID, uuid.UUID],
    writable: set[uuid.UUID],
    followed: _Before,
) -> Holding:
    before = followed.get(tenure.pk)
    return Holding(
        key=tenure.pk,
        relationship=who.get(tenure.counterpart_id) if tenure.counterpart_id else None,
        alias=tenure.called,
        is_name=tenure.counterpart_id is None,
        acting=tenure.acting,
        since=tenure.since,
        since_known=tenure.since_known,
        until=tenure.until,
        until_known=tenure.until_known,
        why_ended=tenure.why_ended,
        confidence=tenure.confidence,
        may_change=tenure.circle_id in writable,
        after=before[0] if before else "",
        vacant=before[1] if before else None,
    )


@prepared
def _positions(me: Colleague, actor: uuid.UUID) -> "QuerySet[Position]":
    rows: QuerySet[Position] = Position.objects.visible_to(me).filter(actor=actor)
    return rows.order_by("title", "pk")


@prepared
def _tenures(me: Colleague, posts: list[uuid.UUID]) -> "QuerySet[Tenure]":
    rows: QuerySet[Tenure] = Tenure.objects.visible_to(me).filter(position__in=among(posts))
    seen = Q(counterpart__isnull=True) | Q(counterpart__in=Counterpart.objects.visible_to(me))
    return rows.filter(seen).select_related("counterpart").order_by("-since", "-pk")


@prepared
def _relationships(
    me: Colleague, people: list[uuid.UUID]
) -> "QuerySet[Relationship, tuple[Any, ...]]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    return rows.filter(counterpart__in=among(people)).values_list("counterpart_id", "pk")
