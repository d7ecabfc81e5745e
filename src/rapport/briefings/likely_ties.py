"""Ties that may be: two people whose posts met in the same years. Offered with the reason why.

Nothing here is ever stored by itself: it is what somebody may ask about, and then note. What was
said not to be so is proposed no more, until that is taken back.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from rapport.records.asking import Asking
from rapport.records.models import Actor, Colleague, NotTied, Position, Relationship, Tenure, Tie
from rapport.records.raw_rows import among

OFFERED = 5
"""So many are offered, those that met last first."""

_READ = 400
"""Of the posts that could have met theirs so many are looked at, the newest."""

_GAP = timedelta(days=366)
"""Who takes a post within a year of the one before has followed them."""


@dataclass(frozen=True, slots=True)
class LikelyTie:
    """Somebody they may know, and why: ``followed`` or ``preceded`` in a post, or the same years.

    ``reason`` is one of ``followed``, ``preceded``, ``same_group``, ``same_place``; ``where`` names
    the post, the group or the place; they met from the year ``first`` to the year ``last``.
    """

    relationship: uuid.UUID
    alias: str
    reason: str
    where: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class NotSo:
    """Somebody of whom it was said that no tie joins the two: by whom, on what day."""

    key: uuid.UUID
    alias: str
    by: str
    on: date
    may_change: bool


def likely_ties(asking: Asking, key: uuid.UUID) -> tuple[LikelyTie, ...]:
    """Return whom a person may know from their posts, and to whom no tie is noted yet.

    Only posts, groups and people the reader may see count. Five questions, however many there are.
    """
    me, day = asking.me, asking.day
    theirs = list(_of_person(me, key))
    if not theirs:
        return ()
    posts = [one.position_id for one in theirs]
    actors = [one.position.actor_id for one in theirs]
    areas = sorted({one.position.area for one in theirs if one.position.area})
    others = list(_near(me, theirs[0].counterpart_id, posts, actors, areas))
    found: dict[uuid.UUID, tuple[date, str, str, date]] = {}
    for other in others:
        for met in _meetings(theirs, other, day):
            who = other.counterpart_id
            if who is not None and (who not in found or met > found[who]):
                found[who] = met
    known = _tied_to(me, key) | {one for ends in _said_not(me, key) for one in ends}
    return tuple(_offered(me, found, known))


def said_not_so(asking: Asking, key: uuid.UUID) -> tuple[NotSo, ...]:
    """Return with whom a person is said not to be tied, as far as the reader may see both."""
    writable = set(asking.me.writable_circles())
    rows = _not_tied(asking.me, key).select_related(
        "relationship__counterpart",
        "relationship__actor",
        "other__counterpart",
        "other__actor",
        "by",
    )
    return tuple(
        NotSo(
            row.pk,
            (row.other if row.relationship_id == key else row.relationship).called,
            row.by.name if row.by else "",
            row.on,
            row.circle_id in writable,
        )
        for row in rows.order_by("-on", "-pk")
    )


def _offered(
    me: Colleague, found: dict[uuid.UUID, tuple[date, str, str, date]], known: set[uuid.UUID]
) -> Iterator[LikelyTie]:
    rows = list(_people(me, list(found))) if found else []
    free = [(found[row.person.pk], row) for row in rows if row.pk not in known]
    free.sort(key=lambda one: (one[0][0], one[1].called), reverse=True)
    for (last, reason, where, first), row in free[:OFFERED]:
        yield LikelyTie(row.pk, row.called, reason, where, first.year, last.year)


def _meetings(
    theirs: Sequence[Tenure], other: Tenure, day: date
) -> Iterator[tuple[date, str, str, date]]:
    """Yield where posts of two met: the last day, the reason, where, and the first day."""
    for own in theirs:
        if own.since is None or other.since is None:
            continue
        post, beside = own.position, other.position
        if post.pk == beside.pk and own.until and _follows(own.until, other.since):
            yield other.since, "followed", post.title, own.since
        if post.pk == beside.pk and other.until and _follows(other.until, own.since):
            yield own.since, "preceded", post.title, other.since
        first, last = max(own.since, other.since), min(own.until or day, other.until or day)
        if first > last:
            continue
        if post.actor_id == beside.actor_id:
            yield last, "same_group", post.actor.name, first
        elif post.area and post.area == beside.area:
            yield last, "same_place", post.area, first


def _follows(left: date, taken: date) -> bool:
    return left <= taken <= left + _GAP


def _visible(me: Colleague) -> "QuerySet[Tenure]":
    rows: QuerySet[Tenure] = Tenure.objects.visible_to(me)
    posts = Position.objects.visible_to(me).values("pk")
    actors = Actor.objects.visible_to(me).values("pk")
    rows = rows.filter(position__in=posts, position__actor__in=actors)
    return rows.select_related("position__actor").order_by("-pk")


def _of_person(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Tenure]":
    return _visible(me).filter(counterpart__relationships__pk=relationship)[:_READ]


def _near(
    me: Colleague,
    person: uuid.UUID | None,
    posts: list[uuid.UUID],
    actors: list[uuid.UUID],
    areas: list[str],
) -> "QuerySet[Tenure]":
    beside = Q(position__actor__in=among(actors)) | Q(position__area__in=areas)
    rows = _visible(me).filter(beside | Q(position__in=among(posts)))
    return rows.filter(counterpart__isnull=False).exclude(counterpart=person)[:_READ]


def _people(me: Colleague, counterparts: list[uuid.UUID]) -> "QuerySet[Relationship]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    return rows.filter(counterpart__in=among(counterparts)).select_related("counterpart")


def _tied_to(me: Colleague, key: uuid.UUID) -> set[uuid.UUID]:
    """Return the people to whom a tie is noted that the reader may see, also one that is over."""
    return {end for ends in _ends(me, key) for end in ends if end is not None and end != key}


def _not_tied(me: Colleague, key: uuid.UUID) -> "QuerySet[NotTied]":
    rows: QuerySet[NotTied] = NotTied.objects.visible_to(me)
    return rows.filter(Q(relationship=key) | Q(other=key))


def _said_not(me: Colleague, key: uuid.UUID) -> "QuerySet[NotTied, tuple[uuid.UUID, uuid.UUID]]":
    return _not_tied(me, key).values_list("relationship_id", "other_id")


def _ends(
    me: Colleague, key: uuid.UUID
) -> "QuerySet[Tie, tuple[uuid.UUID | None, uuid.UUID | None]]":
    rows: QuerySet[Tie] = Tie.objects.visible_to(me).filter(Q(relationship=key) | Q(other=key))
    return rows.values_list("relationship_id", "other_id")
