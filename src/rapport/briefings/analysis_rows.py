"""The records that views of one relationship are made of, each asked for once."""

import uuid
from datetime import date

from django.db.models import Q, QuerySet

from rapport.records.models import (
    Ask,
    Colleague,
    CommonGround,
    Disagreement,
    DisagreementState,
    Disclosure,
    Insight,
    SecondReading,
    Tie,
    TieKind,
)
from rapport.records.prepared import prepared

MOST = 500
"""So many records of each kind are read for a view: more of one person nobody reads at once."""

TO_READ = 12
"""So many analyses that wait to be read are shown at once."""


@prepared
def ground_rows(me: Colleague, relationship: uuid.UUID) -> "QuerySet[CommonGround]":
    """Return what stands on the common ground with somebody, oldest first."""
    rows: QuerySet[CommonGround] = CommonGround.objects.visible_to(me)
    return rows.filter(relationship=relationship).order_by("on", "pk")[:MOST]


@prepared
def insight_rows(me: Colleague, relationship: uuid.UUID, day: date) -> "QuerySet[Insight]":
    """Return what is understood of somebody and has not ended, newest first."""
    rows: QuerySet[Insight] = Insight.objects.visible_to(me).filter(relationship=relationship)
    return rows.exclude(expires__lt=day).order_by("-on", "-pk")[:MOST]


@prepared
def disagreement_rows(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Disagreement]":
    """Return what is not agreed with somebody, newest first; what was cleared up is none."""
    rows: QuerySet[Disagreement] = Disagreement.objects.visible_to(me)
    found = rows.filter(relationship=relationship).exclude(state=DisagreementState.CLEARED)
    return found.order_by("-on", "-pk")[:MOST]


@prepared
def request_rows(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Ask]":
    """Return what was or will be asked of somebody, newest first."""
    rows: QuerySet[Ask] = Ask.objects.visible_to(me).filter(relationship=relationship)
    return rows.order_by("-pk")[:MOST]


@prepared
def told_rows(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Disclosure]":
    """Return what we told somebody of us, newest first."""
    rows: QuerySet[Disclosure] = Disclosure.objects.visible_to(me)
    return rows.filter(relationship=relationship).order_by("-on", "-pk")[:MOST]


@prepared
def trust_rows(me: Colleague, relationship: uuid.UUID, day: date) -> "QuerySet[Tie]":
    """Return whom somebody trusts today, as far as the reader may see both ends."""
    rows: QuerySet[Tie] = Tie.objects.visible_to(me)
    found = rows.filter(relationship=relationship, kind=TieKind.TRUSTS)
    lasting = found.filter(Q(until__isnull=True) | Q(until__gte=day))
    return lasting.select_related("other__counterpart", "other__actor", "other_actor").order_by(
        "-verified_on", "pk"
    )[:MOST]


@prepared
def reading_rows(me: Colleague, relationship: uuid.UUID) -> "QuerySet[SecondReading]":
    """Return who was asked to read an analysis of a relationship, newest first."""
    rows: QuerySet[SecondReading] = SecondReading.objects.visible_to(me)
    found = rows.filter(relationship=relationship).select_related("reader", "asked_by")
    return found.order_by("-asked_on", "-pk")[:MOST]


@prepared
def readings_of(me: Colleague, reader: uuid.UUID) -> "QuerySet[SecondReading]":
    """Return the analyses that wait to be read by one of us."""
    rows: QuerySet[SecondReading] = SecondReading.objects.visible_to(me)
    found = rows.filter(reader=reader, read_on__isnull=True)
    return found.select_related(
        "relationship__counterpart", "relationship__actor", "asked_by"
    ).order_by("asked_on", "pk")[:TO_READ]
