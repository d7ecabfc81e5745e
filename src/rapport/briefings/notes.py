"""What we understood of somebody: facts and readings, what worries them, where we disagree.

What worries them and how they misread us stands apart: it is followed to its end, so that the
unanswered comes first, however old it is.
"""

import uuid
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When

from rapport.records.models import (
    Colleague,
    Disagreement,
    DisagreementState,
    FollowedUp,
    Insight,
    InsightKind,
    Nature,
)
from rapport.records.models.insights import FOLLOWED
from rapport.records.prepared import prepared


@prepared
def facts(
    me: Colleague, relationship: uuid.UUID, day: date, first: int | None, end: int | None
) -> "QuerySet[Insight]":
    """Return what we know of them, the newest first; what worries them is a part of its own."""
    rows = _notes(me, relationship, day).filter(nature=Nature.FACT).exclude(kind__in=FOLLOWED)
    return rows.order_by(*_NEWEST)[first:end]


@prepared
def interpretations(
    me: Colleague, relationship: uuid.UUID, day: date, first: int | None, end: int | None
) -> "QuerySet[Insight]":
    """Return how we read them, the newest first; what worries them is a part of its own."""
    rows = _notes(me, relationship, day).exclude(Q(nature=Nature.FACT) | Q(kind__in=FOLLOWED))
    return rows.order_by(*_NEWEST)[first:end]


@prepared
def concerns(
    me: Colleague, relationship: uuid.UUID, day: date, first: int | None, end: int | None
) -> "QuerySet[Insight]":
    """Return what worries them and how they misread us: the unanswered first, then the newest."""
    rows = _notes(me, relationship, day).filter(kind__in=FOLLOWED)
    return rows.order_by(_UNANSWERED, *_NEWEST)[first:end]


@prepared
def disagreements_open(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Disagreement]":
    """Return what we and they still do not agree on, the newest first."""
    rows: QuerySet[Disagreement] = Disagreement.objects.visible_to(me)
    rows = rows.filter(relationship=relationship).exclude(state=DisagreementState.CLEARED)
    return rows.order_by(*_NEWEST)[first:end]


@prepared
def facts_for_a_meeting(
    me: Colleague, relationship: uuid.UUID, day: date, first: int | None, end: int | None
) -> "QuerySet[Insight]":
    """Return what we know of them: what worries them, what they like, then the newest."""
    rows = _notes(me, relationship, day).filter(nature=Nature.FACT).exclude(_SETTLED)
    return rows.order_by(_FOR_A_MEETING, *_NEWEST)[first:end]


@prepared
def interpretations_for_a_meeting(
    me: Colleague, relationship: uuid.UUID, day: date, first: int | None, end: int | None
) -> "QuerySet[Insight]":
    """Return how we read them: what may worry them, then the newest."""
    rows = _notes(me, relationship, day).exclude(nature=Nature.FACT).exclude(_SETTLED)
    return rows.order_by(_FOR_A_MEETING, *_NEWEST)[first:end]


_NEWEST = ("-on", "-pk")
_UNANSWERED = Case(
    When(state=FollowedUp.OPEN, then=Value(0)),
    When(state=FollowedUp.FOLLOWED_UP, then=Value(1)),
    default=Value(2),
)
_SETTLED = Q(kind=InsightKind.CONCERN, state=FollowedUp.ANSWERED)
"""What does not come before a meeting any more; what we said to a misperception still does."""

_FOR_A_MEETING = Case(
    When(kind=InsightKind.CONCERN, state=FollowedUp.OPEN, then=Value(0)),
    When(kind=InsightKind.CONCERN, then=Value(1)),
    When(kind=InsightKind.MISPERCEPTION, then=Value(2)),
    When(kind__in=[InsightKind.HOOK, InsightKind.AVOID], then=Value(3)),
    When(kind=InsightKind.PREFERENCE, then=Value(4)),
    default=Value(5),
)


def _notes(me: Colleague, relationship: uuid.UUID, day: date) -> "QuerySet[Insight]":
    rows: QuerySet[Insight] = Insight.objects.visible_to(me).filter(relationship=relationship)
    return rows.exclude(expires__lt=day).select_related("checked_by")


def by_kind(notes: tuple[Insight, ...]) -> tuple[Insight, ...]:
    """Return notes with those of a kind together, each kind in the order they come in.

    What to begin with and what not to raise stand before the others: they are for the next meeting.
    """
    return tuple(sorted(notes, key=lambda note: (_PLACE.get(note.kind, len(_PLACE)), note.kind)))


_PLACE = {InsightKind.HOOK.value: 0, InsightKind.AVOID.value: 1}
