"""Our own words as they are handed to whoever goes: of each kind, in a language they share."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from rapport.records.models import Colleague, OwnWords, spoken
from rapport.records.prepared import prepared


@dataclass(frozen=True, slots=True)
class Card:
    """What we say of ourselves: its kind, the language it is in, and the words."""

    key: uuid.UUID
    kind: str
    language: str
    text: str


def own_words(me: Colleague, languages: Sequence[str]) -> tuple[Card, ...]:
    """Return one card of each kind that the office has, in the first of these languages there is.

    Give the languages of the counterpart first, then those of whoever goes. One question.
    """
    return tuple(map(_card, spoken(_of_office(me.office_id), languages).values()))


def every_own_words(me: Colleague) -> tuple[Card, ...]:
    """Return all cards of the office, by language."""
    return tuple(map(_card, _of_office(me.office_id)))


def _card(row: OwnWords) -> Card:
    return Card(row.pk, row.kind, row.language, row.text)


@prepared
def _of_office(office: uuid.UUID) -> "QuerySet[OwnWords]":
    return OwnWords.objects.filter(office=office).order_by("language", "kind", "pk")
