"""The newest records of each kind about a counterpart before a day: a page of what passed.

They are asked only where a part is too long for its panel (``briefings.passed``).
"""

import uuid
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rapport.briefings import parts
from rapport.records.models import Ask, Colleague, Commitment, Insight, Interaction
from rapport.records.operations import recorded_models
from rapport.records.prepared import Question, prepared


@prepared
def contacts(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Interaction, uuid.UUID]":
    """Return the keys of the contacts with somebody, to be counted."""
    rows = Interaction.objects.visible_to(me).filter(theirs__relationship=relationship)
    return rows.values_list("pk", flat=True)


@prepared
def promises_made(
    me: Colleague, relationship: uuid.UUID, before: date, at_most: int | None
) -> "QuerySet[Commitment]":
    """Return promises by the day they were made, newest first."""
    rows = _promises(me, relationship).filter(made_on__lt=before)
    return rows.order_by("-made_on", "-pk")[:at_most]


@prepared
def promises_settled(
    me: Colleague, relationship: uuid.UUID, before: date, at_most: int | None
) -> "QuerySet[Commitment]":
    """Return promises by the day they were settled, newest first."""
    rows = _promises(me, relationship).filter(settled_on__lt=before)
    return rows.order_by("-settled_on", "-pk")[:at_most]


def _promises(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Commitment]":
    rows: QuerySet[Commitment] = Commitment.objects.visible_to(me)
    return rows.filter(relationship=relationship).select_related("colleague")


@prepared
def asks_made(
    me: Colleague, relationship: uuid.UUID, before: date, at_most: int | None
) -> "QuerySet[Ask]":
    """Return requests by the day they were made, newest first."""
    rows: QuerySet[Ask] = Ask.objects.visible_to(me).filter(relationship=relationship)
    return rows.filter(made_on__lt=before).order_by("-made_on", "-pk")[:at_most]


@prepared
def asks_answered(
    me: Colleague, relationship: uuid.UUID, before: date, at_most: int | None
) -> "QuerySet[Ask]":
    """Return requests by the day they were answered, newest first."""
    rows: QuerySet[Ask] = Ask.objects.visible_to(me).filter(relationship=relationship)
    return rows.filter(answered_on__lt=before).order_by("-answered_on", "-pk")[:at_most]


@prepared
def insights(
    me: Colleague, relationship: uuid.UUID, before: date, day: date, at_most: int | None
) -> "QuerySet[Insight]":
    """Return what is understood and still kept on ``day``, newest first."""
    rows: QuerySet[Insight] = Insight.objects.visible_to(me).filter(relationship=relationship)
    rows = rows.filter(Q(expires__isnull=True) | Q(expires__gte=day), on__lt=before)
    return rows.select_related("checked_by").order_by("-on", "-pk")[:at_most]


def _of_section(kind: Any) -> Question[..., Any]:
    """Return the question for the newest records of a kind with a section of its own."""

    def records(
        me: Colleague, relationship: uuid.UUID, before: date, at_most: int | None
    ) -> "QuerySet[Any]":
        rows: QuerySet[Any] = kind.objects.visible_to(me).filter(relationship=relationship)
        rows = rows.filter(**{f"{kind.SHOWN.day}__lt": before})
        return rows.order_by(f"-{kind.SHOWN.day}", "-pk")[:at_most]

    records.__qualname__ = f"passed.{kind.__name__}"
    return prepared(records)


SECTIONS = {name: _of_section(recorded_models()[name]) for name in parts.SECTIONS}
