"""Where the tone of both sides has been going with somebody, and the meetings that show it."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from rapport.records.asking import Asking
from rapport.records.models import Colleague, Interaction, Relationship, SpiralOf
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.records.spirals import toned_contacts
from rapport.rules.tone import RECENT, TRUSTED_FOR

SHOWN = 6
"""So many meetings are named, the newest."""


@dataclass(frozen=True, slots=True)
class ToneGoing:
    """Where the tone is going: ``better`` or worse, since when, and the meetings by their day."""

    better: bool
    since: date
    meetings: tuple[tuple[uuid.UUID, date], ...]


def tone_going(asking: Asking, relationship: uuid.UUID) -> ToneGoing | None:
    """Return it where an answer is kept that still fits, and the reader sees all it rests on."""
    kept = next(iter(_kept(asking.me, relationship)), None)
    if kept is None or not kept.as_of <= asking.day <= kept.as_of + timedelta(days=TRUSTED_FOR):
        return None
    contacts = toned_contacts([relationship], asking.day)[relationship]
    if {one.remembered for one in contacts} != set(kept.rests_on):
        return None
    keys = {one.key for one in contacts}
    readable = Interaction.objects.visible_to(asking.me).filter(pk__in=among(list(keys)))
    since = kept.as_of - timedelta(days=RECENT)
    recent = [one for one in contacts if one.on > since]
    if not recent or readable.count() != len(keys):
        return None
    meetings = tuple((one.key, one.on) for one in recent[:SHOWN])
    return ToneGoing(kept.spiral > 0, recent[-1].on, meetings)


@prepared
def _kept(me: Colleague, relationship: uuid.UUID) -> "QuerySet[SpiralOf]":
    seen = Relationship.objects.visible_to(me).filter(pk=relationship)
    rows: QuerySet[SpiralOf] = SpiralOf.objects.filter(relationship__in=seen.values("pk"))
    return rows.order_by("pk")[:1]
