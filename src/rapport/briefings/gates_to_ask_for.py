"""Which gates a request made in a contact may have been for: those of the people in it first."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.records.asking import Asking
from rapport.records.models import Ask, Colleague, Consent, Gate, Relationship
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

AT_MOST = 60
"""So many are offered in a log; from its own page any gate is chosen."""


@dataclass(frozen=True, slots=True)
class ToOpen:
    """Gates by key and name: those that hang on the people, and others; ``more``: not all."""

    theirs: tuple[tuple[uuid.UUID, str], ...] = ()
    others: tuple[tuple[uuid.UUID, str], ...] = ()
    more: bool = False


def gates_to_ask_for(
    asking: Asking, relationships: Sequence[uuid.UUID], chosen: uuid.UUID | None = None
) -> ToOpen:
    """Return the gates of the circles of these people that are still needed, and the one chosen.

    Theirs are those that need their consent, or for which they were asked before.
    """
    rows = _needed(asking.me, list(relationships), asking.day) if relationships else []
    theirs = tuple((key, name) for key, name, is_theirs in rows[:AT_MOST] if is_theirs)
    others = [(key, name) for key, name, is_theirs in rows[:AT_MOST] if not is_theirs]
    if chosen is not None and chosen not in {key for key, *_ in (*theirs, *others)}:
        seen = Gate.objects.visible_to(asking.me).filter(pk=chosen)
        others = [*seen.values_list("pk", "name"), *others]
    return ToOpen(theirs, tuple(others), more=len(rows) > AT_MOST)


@prepared
def _needed(
    me: Colleague, relationships: list[uuid.UUID], day: date
) -> "QuerySet[Gate, tuple[Any, ...]]":
    here = Relationship.objects.filter(pk__in=among(relationships)).values("circle_id")
    rows: QuerySet[Gate] = Gate.objects.visible_to(me)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=day), circle__in=here)
    consents = Consent.objects.visible_to(me).filter(gate=OuterRef("pk"))
    asks = Ask.objects.visible_to(me).filter(gate=OuterRef("pk"))
    theirs = Exists(consents.filter(relationship__in=among(relationships))) | Exists(
        asks.filter(relationship__in=among(relationships))
    )
    rows = rows.annotate(theirs=theirs).order_by("-theirs", "name", "pk")
    return rows.values_list("pk", "name", "theirs")[: AT_MOST + 1]
