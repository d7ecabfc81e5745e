"""What to know while a contact is logged: is it there already, what was to be asked, what day."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Q, Value, When

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
)
from rapport.records.models.asks import AHEAD
from rapport.records.models.insights import FOLLOWED

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


def open_requests(me: Colleague, keys: Sequence[uuid.UUID]) -> list[Ask]:
    """Return the requests ahead, or made and not answered, of the people chosen."""
    rows = Ask.objects.changeable_by(me).filter(
        AHEAD | Q(outcome=Outcome.MADE), relationship__in=keys
    )
    return list(
        rows.select_related("relationship__counterpart", "relationship__actor").order_by(
            "planned_for", "pk"
        )
    )


def open_worries(asking: Asking, keys: Sequence[uuid.UUID]) -> list[Insight]:
    """Return what worries the people chosen and how they misread us, as far as it is not answered.

    What they told us themselves comes before how we read them, and the newest first.
    """
    rows = Insight.objects.changeable_by(asking.me).filter(relationship__in=keys, kind__in=FOLLOWED)
    rows = rows.exclude(state=FollowedUp.ANSWERED).exclude(expires__lt=asking.day)
    read = Case(When(nature=Nature.FACT, then=Value(0)), default=Value(1))
    return list(
        rows.select_related("relationship__counterpart", "relationship__actor").order_by(
            read, "-on", "-pk"
        )[:_OPEN]
    )


_OPEN = 8
"""Of what is not answered yet, so many are offered to whoever logs."""


def near_occasions(asking: Asking, keys: Sequence[uuid.UUID]) -> list[Occasion]:
    """Return the occasions of the people chosen that are near, or just past, and not yet marked."""
    rows = Occasion.objects.changeable_by(asking.me).filter(relationship__in=keys)
    found = rows.exclude(tone=OccasionTone.POLITICAL).select_related(
        "relationship__counterpart", "relationship__actor"
    )
    return [row for row in found.order_by("pk") if _is_near(row, asking.day)]


def _is_near(occasion: Occasion, today: date) -> bool:
    coming = comes_next(occasion, today - GREETED_AFTER)
    if coming is None:
        return False
    _, opens = coming
    greeted = occasion.greeted_on
    return opens <= today and (greeted is None or greeted < opens)
