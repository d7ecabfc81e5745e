"""What is set aside for now: by us for a person, and by whoever reads for themselves alone."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from rapport.briefings.across_circles import across_circles
from rapport.briefings.findings import Noticed
from rapport.records.asking import Asking
from rapport.records.models import Colleague, OwnWaiver, Relationship, Waiver
from rapport.records.prepared import prepared
from rapport.rules.catalogue import RULES

ON_ONE_PAGE = 100


@dataclass(frozen=True, slots=True)
class Snoozed:
    """A rule that is silent about somebody until a day, and why.

    ``relationship`` is None where it is silent for the reader alone, about what ``name`` calls so.
    """

    waiver: uuid.UUID
    name: str
    relationship: uuid.UUID | None
    title: str
    reason: str
    until: date
    may_change: bool


def count_snoozed(asking: Asking, across: Sequence[Noticed], *, mine: bool) -> int:
    """Return how many rules are silent about somebody; ``across`` is what the reader is told."""
    own = sum(one.waived_until is not None for one in across)
    return _waivers.count(asking.me, asking.day, mine) + own


def snoozed(asking: Asking, *, mine: bool) -> tuple[Snoozed, ...]:
    """Return what is set aside, what comes back first at the top; as many as one page lists."""
    rows = _waivers.plain(asking.me, asking.day, mine).select_related(
        "relationship__counterpart", "relationship__actor"
    )
    found = list(rows.order_by("until", "pk")[:ON_ONE_PAGE])
    keys = [one.relationship_id for one in found]
    changeable = Relationship.objects.changeable_by(asking.me).filter(pk__in=keys)
    mine_to_change = set(changeable.values_list("pk", flat=True))
    ours = [
        Snoozed(
            waiver=one.pk,
            name=one.relationship.called,
            relationship=one.relationship_id,
            title=RULES[one.code].title,
            reason=one.reason,
            until=one.until,
            may_change=one.relationship_id in mine_to_change,
        )
        for one in found
        if one.code in RULES
    ]
    return (*ours, *_own(asking, mine=mine))


def _own(asking: Asking, *, mine: bool) -> list[Snoozed]:
    silent = {
        (one.about_kind, one.about_key, one.code): one
        for one in across_circles(asking, mine=mine)
        if one.waived_until is not None
    }
    rows = OwnWaiver.objects.filter(by=asking.me, until__gte=asking.day).order_by("until", "pk")
    return [
        Snoozed(
            waiver=one.pk,
            name=found.alias,
            relationship=None,
            title=found.title,
            reason=one.reason,
            until=one.until,
            may_change=True,
        )
        for one in rows
        if (found := silent.get((one.about_kind, one.about_key, one.code)))
    ]


@prepared
def _waivers(me: Colleague, day: date, mine: bool) -> "QuerySet[Waiver]":
    rows: QuerySet[Waiver] = Waiver.objects.visible_to(me).filter(until__gte=day)
    led = Q(relationship__lead=me) | Q(relationship__lead__isnull=True)
    return rows.filter(led) if mine else rows
