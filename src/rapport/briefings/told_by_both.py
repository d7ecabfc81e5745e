"""What a colleague and a counterpart may share, offered from what both chose to tell.

A colleague tells it on their own page: places, topics, languages. A counterpart told it to us: a
fact noted as such. Nothing is worked out about anybody, and nothing of family, faith or health is
read for it.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapport.briefings.who_sees import those_who_see
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import (
    Colleague,
    Connection,
    Insight,
    InsightKind,
    KnownFrom,
    Nature,
    Relationship,
    SpecialCategory,
)

OFFERED = 6
"""So many are offered at once."""

_LEFT_OUT = (InsightKind.AVOID, InsightKind.MISPERCEPTION, InsightKind.CONCERN)
"""Kinds of notes that nobody begins a conversation with."""

_SHORTEST = 3
_READ = 200  # of what they told us, the newest


@dataclass(frozen=True, slots=True)
class InCommon:
    """What a colleague says of themselves that this person told us too: where, and on what day."""

    colleague: uuid.UUID
    name: str
    what: str
    note: uuid.UUID
    text: str
    on: date


def in_common(asking: Asking, relationship: Relationship) -> tuple[InCommon, ...]:
    """Return what may be noted as a connection and is not yet, newest told first."""
    told = list(_told_us(asking, relationship))
    if not told:
        return ()
    noted = [
        (row.colleague_id, _words(row.text))
        for row in Connection.objects.visible_to(asking.me).filter(relationship=relationship)
    ]
    us = [(who, _said_by(asking.me, who)) for who in those_who_see(asking.me, relationship)]
    found = [
        InCommon(who.pk, who.name, said, note.pk, note.text, note.on)
        for note in told
        for who, words in us
        for said in words
        if _stands_in(said, note.text)
        and not any(one == who.pk and _stands_in(said, text) for one, text in noted)
    ]
    return tuple({(one.colleague, fold(one.what)): one for one in reversed(found)}.values())[::-1][
        :OFFERED
    ]


def _told_us(asking: Asking, relationship: Relationship) -> Iterable[Insight]:
    rows = Insight.objects.visible_to(asking.me).filter(
        relationship=relationship,
        nature=Nature.FACT,
        known_from=KnownFrom.TOLD_US,
        special=SpecialCategory.NONE,
        on__lte=asking.day,
    )
    return (
        rows.exclude(kind__in=_LEFT_OUT)
        .exclude(expires__lt=asking.day)
        .order_by("-on", "-pk")[:_READ]
    )


def _said_by(me: Colleague, who: Colleague) -> tuple[str, ...]:
    """Return what a colleague says of themselves, where ``me`` may read it."""
    if not me.may_read_words_of(who):
        return ()
    return tuple(str(word) for word in (*who.areas, *who.topics) if len(fold(word)) >= _SHORTEST)


def _words(text: str) -> str:
    return f" {fold(text)} "


def _stands_in(said: str, text: str) -> bool:
    """Say whether what is said stands in a text as whole words."""
    return _words(said) in _words(text)
