"""What to know while a contact is logged: is it there already, what was to be asked, what day."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Q, QuerySet, Value, When

from rapport.records.asking import Asking
from rapport.records.feasts import comes_next
from rapport.records.models import (
    Ask,
    Colleague,
    FollowedUp,
    Insight,
    Interaction,
    Nature,
    Occasion,
    OccasionTone,
    OurPresence,
    Outcome,
    Presence,
    Relationship,
)
from rapport.records.models.asks import AHEAD
from rapport.records.models.insights import FOLLOWED
from rapport.records.prepared import prepared_for_writers
from rapport.records.raw_rows import among

_WHOM = ("relationship__counterpart", "relationship__actor")
MOST_EARLIER = 3
_LONG = 120
GREETED_AFTER = timedelta(days=3)
"""How long after its day a contact may still have been for an occasion."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A contact with one of the people chosen, logged for the same day and channel."""

    key: uuid.UUID
    relationship: uuid.UUID
    alias: str
    line: str
    ours: tuple[str, ...]
    may_change: bool


def same_contact(
    asking: Asking,
    keys: Sequence[uuid.UUID],
    *,
    on: date,
    channel: str,
    but: uuid.UUID | None = None,
) -> tuple[Earlier, ...]:
    """Return the first contacts that may be the one being logged; ``but`` is itself."""
    logs = Interaction.objects.visible_to(asking.me).filter(on=on, channel=channel)
    there = Presence.objects.filter(relationship__in=keys, on=on, interaction__in=logs)
    rows = there.exclude(interaction=but).select_related(
        "interaction", "relationship__counterpart", "relationship__actor"
    )
    first: dict[uuid.UUID, Presence] = {}
    for row in rows.order_by("interaction_id", "pk"):
        first.setdefault(row.interaction_id, row)
    return tuple(earlier(asking, dict(list(first.items())[:MOST_EARLIER])).values())


def earlier(asking: Asking, shown: Mapping[uuid.UUID, Presence]) -> dict[uuid.UUID, Earlier]:
    """Return contacts as they are shown beside one being logged, each with whom of theirs."""
    ours: dict[uuid.UUID, list[str]] = {key: [] for key in shown}
    names = OurPresence.objects.filter(interaction__in=shown).select_related("colleague")
    for our in names.order_by("pk"):
        ours[our.interaction_id].append(our.colleague.name)
    mine = Interaction.objects.changeable_by(asking.me).filter(pk__in=shown)
    changeable = set(mine.values_list("pk", flat=True))
    return {
        key: Earlier(
            key,
            row.relationship_id,
            row.relationship.called,
            _short(row.interaction.line or row.interaction.topics),
            tuple(ours[key]),
            key in changeable,
        )
        for key, row in shown.items()
    }


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else line[: _LONG - 1].rstrip() + "…"


def to_write_about(me: Colleague, keys: Sequence[uuid.UUID]) -> list[Relationship]:
    """Return people in the order of their keys, of those I may write about."""
    known = {row.pk: row for row in _changeable(me, list(keys))} if keys else {}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


@prepared_for_writers
def _changeable(me: Colleague, keys: list[uuid.UUID]) -> "QuerySet[Relationship]":
    rows = Relationship.objects.changeable_by(me).filter(pk__in=among(keys))
    return rows.select_related("counterpart", "actor").order_by("pk")


def met_last(me: Colleague, at_most: int) -> list[Relationship]:
    """Return the people I lead whom I met last, and after them those I never met.

    Both are read off one index, newest first.
    """
    met = _led(me, True, at_most)
    return met if len(met) == at_most else [*met, *_led(me, False, at_most)[: at_most - len(met)]]


@prepared_for_writers
def _led(me: Colleague, met: bool, at_most: int) -> "QuerySet[Relationship]":
    mine = Relationship.objects.changeable_by(me).filter(lead_id=me.pk)
    rows = mine.filter(last_two_way__isnull=not met).select_related("counterpart", "actor")
    return rows.order_by("-last_two_way", "-pk")[:at_most]


def open_requests(me: Colleague, keys: Sequence[uuid.UUID]) -> list[Ask]:
    """Return the requests ahead, or made and not answered, of the people chosen."""
    return _open_requests(me, list(keys)) if keys else []


@prepared_for_writers
def _open_requests(me: Colleague, keys: list[uuid.UUID]) -> "QuerySet[Ask]":
    rows = Ask.objects.changeable_by(me).filter(relationship__in=among(keys))
    asked = rows.filter(AHEAD | Q(outcome=Outcome.MADE)).select_related(*_WHOM)
    return asked.order_by("planned_for", "pk")


def open_worries(asking: Asking, keys: Sequence[uuid.UUID]) -> list[Insight]:
    """Return what worries the people chosen and how they misread us, as far as it is not answered.

    What they told us themselves comes before how we read them, and the newest first.
    """
    return _worries(asking.me, asking.day, list(keys)) if keys else []


@prepared_for_writers
def _worries(me: Colleague, day: date, keys: list[uuid.UUID]) -> "QuerySet[Insight]":
    rows = Insight.objects.changeable_by(me).filter(relationship__in=among(keys))
    rows = rows.filter(kind__in=FOLLOWED).exclude(state=FollowedUp.ANSWERED)
    read = Case(When(nature=Nature.FACT, then=Value(0)), default=Value(1))
    still = rows.exclude(expires__lt=day).select_related(*_WHOM)
    return still.order_by(read, "-on", "-pk")[:_OPEN]


_OPEN = 8
"""Of what is not answered yet, so many are offered to whoever logs."""


def near_occasions(asking: Asking, keys: Sequence[uuid.UUID]) -> list[Occasion]:
    """Return the occasions of the people chosen that are near, or just past, and not yet marked."""
    found = _occasions(asking.me, list(keys)) if keys else []
    return [row for row in found if _is_near(row, asking.day)]


@prepared_for_writers
def _occasions(me: Colleague, keys: list[uuid.UUID]) -> "QuerySet[Occasion]":
    rows = Occasion.objects.changeable_by(me).filter(relationship__in=among(keys))
    rows = rows.exclude(tone=OccasionTone.POLITICAL).select_related(*_WHOM)
    return rows.order_by("pk")


def _is_near(occasion: Occasion, today: date) -> bool:
    coming = comes_next(occasion, today - GREETED_AFTER)
    if coming is None:
        return False
    _, opens = coming
    greeted = occasion.greeted_on
    return opens <= today and (greeted is None or greeted < opens)
