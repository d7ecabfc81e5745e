"""What moves them, as the field draws it: from what is said down to what drives it.

Facts stand apart from how we read them, and beside a reading how they would tell it themselves.
What rests on a reading nobody looked at for long, and what we take for a fact on thin ground, is
listed to be checked: nothing of it is hidden until it is.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from rapport.briefings.notes import disagreements_open
from rapport.briefings.person import Header, header, relationship_of
from rapport.records.asking import Asking
from rapport.records.models import (
    Colleague,
    Confidence,
    Disagreement,
    FollowedUp,
    Insight,
    InsightKind,
    Interaction,
    KnownFrom,
    Nature,
    Office,
)
from rapport.records.models.insights import FOLLOWED
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.rules.catalogue import RULES, validated_settings

LAYERS = (
    InsightKind.POSITION,
    InsightKind.REASONING,
    InsightKind.VALUE,
    InsightKind.NEED,
)
"""From what they say, over why they say so and what they hold dear, to what they need."""

MOST = 200
"""So many notes are read, the newest; the rest is behind "more" on the person's page."""

_RULE = "R05"


@dataclass(frozen=True, slots=True)
class Held:
    """One note, with the contacts it was heard and answered in, where the reader may see them.

    ``since`` is the day it was last found to hold, or noted. ``check`` says why it should be looked
    at: "unverified" or "aged" of a reading, "as_fact" of a fact on thin ground, or nothing.
    """

    note: Insight
    heard_in: uuid.UUID | None
    answered_in: uuid.UUID | None
    since: date
    check: str

    @property
    def reading(self) -> bool:
        """Say whether it is how we read them, and not what we know."""
        return self.note.nature != Nature.FACT


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the card: its kind, what we know, and apart, how we read it."""

    kind: str
    facts: tuple[Held, ...]
    readings: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Motives:
    """The card of one person. ``limits`` are what binds them; ``has_more``: notes not read."""

    header: Header
    layers: tuple[Layer, ...]
    hooks: tuple[Held, ...]
    avoid: tuple[Held, ...]
    limits: tuple[Held, ...]
    concerns: tuple[Held, ...]
    misread: tuple[Held, ...]
    to_check: tuple[Held, ...]
    as_fact: tuple[Held, ...]
    disagreements: tuple[Disagreement, ...]
    aged_days: int
    has_more: bool

    @property
    def nothing(self) -> bool:
        """Say whether nothing is known of what moves them."""
        return not any(layer.facts or layer.readings for layer in self.layers)


def motives(asking: Asking, key: uuid.UUID) -> Motives:
    """Return the card of one person; raises ``NotThere``."""
    row = relationship_of(asking, key)
    days = aged_days(row.office)
    read = _notes(asking.me, key, asking.day)
    notes = list(read[:MOST])
    there = _contacts(asking.me, notes)
    held = [_held(note, there, asking.day, days) for note in notes]

    def of(*kinds: str) -> tuple[Held, ...]:
        return tuple(one for one in held if one.note.kind in kinds)

    return Motives(
        header=header(asking.me, row),
        layers=tuple(_layer(kind, of(kind)) for kind in LAYERS),
        hooks=of(InsightKind.HOOK),
        avoid=of(InsightKind.AVOID),
        limits=of(InsightKind.CONSTRAINT),
        concerns=_unanswered_first(of(InsightKind.CONCERN)),
        misread=_unanswered_first(of(InsightKind.MISPERCEPTION)),
        to_check=tuple(one for one in held if one.check in {"unverified", "aged"}),
        as_fact=tuple(one for one in held if one.check == "as_fact"),
        disagreements=tuple(disagreements_open(asking.me, key, asking.day, None, MOST)),
        aged_days=days,
        has_more=len(read) > MOST,
    )


def aged_days(office: Office) -> int:
    """Return after how many days without a look a reading is aged, as the office has it."""
    numbers = validated_settings(office.rule_settings)[_RULE] or RULES[_RULE].numbers
    return numbers["days"]


def why_check(note: Insight, day: date, days: int) -> str:
    """Return why a note should be looked at on a day, or nothing.

    What worries them and how they misread us is followed to its end instead.
    """
    if note.nature == Nature.FACT:
        thin = note.known_from == KnownFrom.THIRD_PARTY or note.confidence == Confidence.LOW
        return "as_fact" if thin and note.checked_on is None else ""
    if note.kind in FOLLOWED and note.state == FollowedUp.ANSWERED:
        return ""
    if day - (note.checked_on or note.on) > timedelta(days=days):
        return "aged"
    return "" if note.checked_on or note.known_from else "unverified"


def _held(note: Insight, there: Mapping[uuid.UUID | None, uuid.UUID], day: date, days: int) -> Held:
    return Held(
        note=note,
        heard_in=there.get(note.interaction_id),
        answered_in=there.get(note.answered_in_id),
        since=note.checked_on or note.on,
        check=why_check(note, day, days),
    )


def _layer(kind: str, found: Sequence[Held]) -> Layer:
    return Layer(
        kind=kind,
        facts=tuple(one for one in found if not one.reading),
        readings=tuple(one for one in found if one.reading),
    )


_ORDER = {FollowedUp.OPEN: 0, FollowedUp.FOLLOWED_UP: 1, FollowedUp.ANSWERED: 2}


def _unanswered_first(found: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted(found, key=_place))


def _place(one: Held) -> int:
    return _ORDER[FollowedUp(one.note.state)]


def _contacts(me: Colleague, notes: Iterable[Insight]) -> dict[uuid.UUID | None, uuid.UUID]:
    """Return the contacts these notes name, of those the reader may see."""
    wanted = {key for note in notes for key in (note.interaction_id, note.answered_in_id) if key}
    return {key: key for key in _seen(me, list(wanted))} if wanted else {}


@prepared
def _notes(me: Colleague, relationship: uuid.UUID, day: date) -> "QuerySet[Insight]":
    rows: QuerySet[Insight] = Insight.objects.visible_to(me).filter(relationship=relationship)
    rows = rows.exclude(expires__lt=day).select_related("checked_by")
    return rows.order_by("-on", "-pk")[: MOST + 1]


@prepared
def _seen(me: Colleague, interactions: list[uuid.UUID]) -> "QuerySet[Interaction, uuid.UUID]":
    rows: QuerySet[Interaction] = Interaction.objects.visible_to(me)
    return rows.filter(pk__in=among(interactions)).values_list("pk", flat=True)
