"""What we said we would do next: part of Today's queue, in the row of its person."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import QuerySet

from rapport.records.models import Colleague, Interaction, Presence
from rapport.records.models.relationships import called
from rapport.records.prepared import prepared

EVE = timedelta(days=1)
"""A step is on Today from the day before it, so that there is time to prepare it."""

READ = 100
"""So many of the oldest steps are read; finishing one makes room for the next."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something we meant to do about now, as the last log says.

    ``lead`` and ``last_two_way`` are the person's.
    """

    interaction: uuid.UUID
    relationship: uuid.UUID
    alias: str
    on: date
    text: str
    lead: uuid.UUID | None = None
    last_two_way: date | None = None


def next_steps(me: Colleague, *, mine: bool, until: date) -> tuple[NextStep, ...]:
    """Return what we meant to do by a day and nobody has said is done, the oldest first.

    A step after a contact with several people stands with the first of them. With ``mine``, only
    after contacts at which I was.
    """
    found = _meant(me, until, mine)
    if not found:
        return ()
    whom = _first_of_each([key for key, _, _ in found])
    return tuple(
        NextStep(
            key,
            whom[key].relationship,
            whom[key].alias,
            on,
            text,
            whom[key].lead,
            whom[key].last_two_way,
        )
        for key, on, text in found
        if key in whom and on
    )


@prepared
def _meant(
    me: Colleague, until: date, mine: bool
) -> "QuerySet[Interaction, tuple[uuid.UUID, date | None, str]]":
    rows = Interaction.objects.visible_to(me).filter(
        next_step_on__lte=until, next_step_done_on__isnull=True
    )
    if mine:
        rows = rows.filter(ours__colleague_id=me.pk)
    said = rows.order_by("next_step_on", "pk")
    return said.values_list("pk", "next_step_on", "next_step")[:READ]


class _Whom(NamedTuple):
    interaction: uuid.UUID
    relationship: uuid.UUID
    alias: str
    lead: uuid.UUID | None
    last_two_way: date | None


_COLUMNS = (
    *("interaction_id", "relationship_id"),
    *(called("relationship__"), "relationship__lead_id"),
    "relationship__last_two_way",
)


def _first_of_each(interactions: list[uuid.UUID]) -> dict[uuid.UUID, _Whom]:
    """Return the first person of each contact."""
    rows = Presence.objects.filter(interaction__in=interactions).order_by("-pk")
    found = map(_Whom._make, rows.values_list(*_COLUMNS))
    return {one.interaction: one for one in found}
