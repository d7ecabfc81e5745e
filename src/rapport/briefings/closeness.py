"""Whom one of us meets alone, and what the rules say of it: worked out for that colleague alone.

Boundary checks are part of it, which nobody else may know of: it is never written down, and kept in
memory for that colleague alone (:func:`briefings.noticed_of_oneself.about_myself`).
"""

import uuid
from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from rapport.briefings.called_here import called_here
from rapport.records.models import (
    BoundaryCheck,
    Colleague,
    CounterpartStatus,
    Interaction,
    OurPresence,
    Phase,
    Presence,
)
from rapport.records.prepared import prepared
from rapport.rules.boundaries import FEW, LOOKED_BACK
from rapport.rules.facts_of_boundaries import CloseFacts, CloseTie
from rapport.rules.warmups import VOICE


def close_ties(me: Colleague, day: date) -> CloseFacts:
    """Return whom a colleague has spoken with alone within a year, and when they last checked."""
    since = day - timedelta(days=LOOKED_BACK)
    alone: dict[uuid.UUID, list[date]] = defaultdict(list)
    for relationship, on in _alone(me, since, day):
        alone[relationship].append(on)
    often = {key: days for key, days in alone.items() if len(days) >= FEW}
    checked = dict(_checked(me, day)) if often else {}
    ties = (CloseTie(key, tuple(sorted(days)), checked.get(key)) for key, days in often.items())
    return CloseFacts(me.pk, tuple(sorted(ties, key=lambda tie: tie.alone[-1])))


@prepared
def _alone(me: Colleague, since: date, day: date) -> "QuerySet[Presence, tuple[uuid.UUID, date]]":
    """Return contacts by voice between me alone and one person alone, whom we may still meet."""
    ours = OurPresence.objects.filter(interaction=OuterRef("interaction"))
    theirs = Presence.objects.filter(interaction=OuterRef("interaction"))
    seen = Interaction.objects.visible_to(me).filter(pk=OuterRef("interaction"))
    rows = Presence.objects.filter(
        interaction__ours__colleague=me.pk,
        interaction__two_way=True,
        interaction__channel__in=sorted(VOICE),
        on__gt=since,
        on__lte=day,
    )
    rows = rows.exclude(relationship__phase__in=[Phase.DORMANT, Phase.CLOSED])
    rows = rows.exclude(
        relationship__counterpart__isnull=False,
        relationship__counterpart__status__in=_BEYOND_REACH,
    )
    rows = rows.filter(
        ~Exists(ours.exclude(colleague=me.pk)),
        ~Exists(theirs.exclude(relationship=OuterRef("relationship"))),
        Exists(seen),
    )
    return rows.values_list("relationship_id", "on")


_BEYOND_REACH = sorted(set(CounterpartStatus) - {CounterpartStatus.ACTIVE})


@prepared
def _checked(me: Colleague, day: date) -> "QuerySet[BoundaryCheck, tuple[uuid.UUID, date]]":
    mine = BoundaryCheck.objects.changeable_by(me).filter(on__lte=day)
    return (
        mine.order_by()
        .values("relationship_id")
        .annotate(last=Max("on"))
        .values_list("relationship_id", "last")
    )


def called(me: Colleague, keys: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return what those of these relationships are called that ``me`` may see."""
    return dict(called_here(me, keys))
