"""What an office knows how to do, and what it offered of that to a group."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from rapport.records.asking import Asking
from rapport.records.models import Colleague, KnowHow, Offer
from rapport.records.note_flags import with_names_known_in
from rapport.records.prepared import prepared


@dataclass(frozen=True, slots=True)
class KnowHowLine:
    """Something on the list. ``names_somebody``: a real name that the reader may know is in it."""

    key: uuid.UUID
    topic: str
    text: str
    names_somebody: bool = False


def know_how(asking: Asking) -> tuple[KnowHowLine, ...]:
    """Return all the office knows how to do, by topic."""
    rows = _of_office(asking.me.office_id)
    circles = asking.me.readable_circles()
    named = with_names_known_in([row.text for row in rows], circles=circles) if rows else ()
    return tuple(KnowHowLine(row.pk, row.topic, row.text, row.text in named) for row in rows)


def offers_to(me: Colleague, actor: uuid.UUID) -> tuple[Offer, ...]:
    """Return what was offered to a group, the newest first."""
    return tuple(_to(me, actor))


@prepared
def _of_office(office: uuid.UUID) -> "QuerySet[KnowHow]":
    return KnowHow.objects.filter(office=office).order_by("topic", "text", "pk")


@prepared
def _to(me: Colleague, actor: uuid.UUID) -> "QuerySet[Offer]":
    rows: QuerySet[Offer] = Offer.objects.visible_to(me).filter(actor=actor)
    return rows.order_by("-offered_on", "-pk")[:10]
