"""The story of a relationship for whoever takes over: read in half an hour, on paper if wanted.

Nothing of family, faith or health is in it: neither what is kept as such, nor any record in whose
words it was found. Who tells these tells them in person, or offers them with a need.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from rapport.briefings.who_helped import HelpedToOpen, of_person
from rapport.records.asking import Asking
from rapport.records.ending import standing
from rapport.records.models import (
    Agreement,
    AgreementState,
    Colleague,
    Commitment,
    Disclosure,
    Handover,
    Holder,
    Insight,
    InsightKind,
    Interaction,
    Mark,
    Presence,
)
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

WORDS = 5000
"""So many words are read in half an hour with time to think."""

CONTACTS = 80
"""So many contacts at most, the latest; the years before them are counted."""

_WORKS = (InsightKind.HOOK, InsightKind.PREFERENCE, InsightKind.VALUE)
_AVOID = (InsightKind.AVOID,)


@dataclass(frozen=True, slots=True)
class Told:
    """A contact of the story: its line, and the tones theirs and ours."""

    on: date
    until: date | None
    channel: str
    purpose: str
    line: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year in one line: how many contacts, and how they sounded."""

    year: int
    contacts: int
    tones: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A relationship told from its beginning. ``earlier`` contacts stand only in the years."""

    handover: Handover
    alias: str
    opened: date
    stage: str
    objective: str
    leads: tuple[Holder, ...]
    years: tuple[Year, ...]
    contacts: tuple[Told, ...]
    earlier: int
    works: tuple[str, ...]
    avoid: tuple[str, ...]
    told: tuple[Disclosure, ...]
    promises: tuple[Commitment, ...]
    agreements: tuple[Agreement, ...]
    helped: tuple[HelpedToOpen, ...]

    @property
    def minutes(self) -> int:
        """Return how long it takes to read, at two hundred words a minute."""
        texts = [one.line for one in self.contacts]
        texts += [*self.works, *self.avoid, *(one.text for one in self.told)]
        texts += [one.text for one in self.promises] + [one.what for one in self.agreements]
        texts += [one.how for one in self.helped]
        return max(1, round(sum(len(text.split()) for text in texts) / 200))


def handover_story(asking: Asking, key: uuid.UUID) -> Story:
    """Return the story of what is handed over, or raise ``NotThere``."""
    me = asking.me
    Handover.objects.one_visible_to(me, key)
    row = next(iter(_whole(me, key)))
    relationship = row.relationship
    about = relationship.pk
    contacts = list(_contacts(me, about))
    told, promises = list(_told(me, about)), list(_promises(me, about))
    agreements = list(_agreements(me, about))
    helped = of_person(asking, about)
    kept = standing(Insight, me, asking.day).filter(relationship=about, special="")
    notes = list(kept.filter(kind__in=[*_WORKS, *_AVOID]).order_by("on", "pk"))
    rows = [one.interaction for one in contacts]
    about_them = [*told, *promises, *agreements, *notes, *helped]
    private = private_among([*rows, *about_them, row, relationship])
    open_ = [one for one in contacts if one.interaction_id not in private]
    lines = _as_long_as_half_an_hour(open_)
    own = row.pk not in private
    return Story(
        handover=row,
        alias=relationship.called,
        opened=relationship.opened,
        stage=relationship.stage,
        objective="" if about in private else relationship.objective,
        leads=tuple(_leads(me, about)),
        years=_years(contacts),
        contacts=lines,
        earlier=len(open_) - len(lines),
        works=_texts(row.works if own else "", notes, private, _WORKS),
        avoid=_texts(row.avoid if own else "", notes, private, _AVOID),
        told=tuple(one for one in told if one.pk not in private),
        promises=tuple(one for one in promises if one.pk not in private),
        agreements=tuple(one for one in agreements if one.pk not in private),
        helped=tuple(one for one in helped if one.pk not in private),
    )


def left_out(me: Colleague, relationship: uuid.UUID) -> int:
    """Return in how many contacts words of family, faith or health keep a line out of the story."""
    rows = [one.interaction for one in _contacts(me, relationship)]
    return len(private_among(rows))


def private_among(rows: Iterable[Any]) -> set[uuid.UUID]:
    """Return the keys of records in whose words family, faith or health was found."""
    marks = Mark.objects.filter(row__in=among([row.pk for row in rows]))
    return {key for key, words in marks.values_list("row", "private") if words}


def _texts(
    own: str, notes: Sequence[Insight], private: set[uuid.UUID], kinds: Sequence[str]
) -> tuple[str, ...]:
    found = [one.text for one in notes if one.kind in kinds and one.pk not in private]
    return tuple(text for text in (own, *found) if text)


def _as_long_as_half_an_hour(contacts: Sequence[Presence]) -> tuple[Told, ...]:
    """Return the latest contacts that can be read in half an hour, the oldest of them first."""
    lines: list[Told] = []
    words = 0
    for one in reversed(contacts[-CONTACTS:]):
        held = one.interaction
        line = held.line or held.topics
        words += len(line.split()) + 8
        if words > WORDS:
            break
        theirs, ours = one.tone_theirs or held.tone_theirs, one.tone_ours or held.tone_ours
        lines.append(Told(held.on, held.until, held.channel, held.purpose, line, theirs, ours))
    return tuple(reversed(lines))


def _years(contacts: Sequence[Presence]) -> tuple[Year, ...]:
    by_year: dict[int, list[Presence]] = {}
    for one in contacts:
        by_year.setdefault(one.interaction.on.year, []).append(one)
    return tuple(
        Year(
            year,
            len(rows),
            tuple(
                Counter(
                    tone for one in rows if (tone := one.tone_theirs or one.interaction.tone_theirs)
                ).most_common()
            ),
        )
        for year, rows in sorted(by_year.items())
    )


@prepared
def _whole(me: Colleague, handover: uuid.UUID) -> "QuerySet[Handover]":
    rows: QuerySet[Handover] = Handover.objects.visible_to(me).filter(pk=handover)
    return rows.select_related(
        "relationship__counterpart", "relationship__actor", "leaver", "successor"
    )


@prepared
def _contacts(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Presence]":
    seen = Interaction.objects.visible_to(me)
    rows = Presence.objects.filter(relationship=relationship, interaction__in=seen)
    return rows.select_related("interaction").order_by("on", "interaction_id")


@prepared
def _leads(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Holder]":
    rows: QuerySet[Holder] = Holder.objects.visible_to(me).accepted()
    rows = rows.filter(relationship=relationship).select_related("colleague")
    return rows.order_by("since", "pk")


@prepared
def _told(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Disclosure]":
    rows: QuerySet[Disclosure] = Disclosure.objects.visible_to(me)
    return rows.filter(relationship=relationship).order_by("on", "pk")[:40]


@prepared
def _promises(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Commitment]":
    rows: QuerySet[Commitment] = Commitment.objects.visible_to(me)
    return rows.filter(relationship=relationship).order_by("-made_on", "-pk")[:40]


@prepared
def _agreements(me: Colleague, relationship: uuid.UUID) -> "QuerySet[Agreement]":
    rows: QuerySet[Agreement] = Agreement.objects.visible_to(me)
    rows = rows.filter(relationship=relationship, state=AgreementState.LIVE)
    return rows.order_by("-made_on", "-pk")[:20]
