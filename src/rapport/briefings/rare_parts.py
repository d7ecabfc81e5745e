"""Parts of a person's page that most people have none of, asked for only where there are any."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from rapport.briefings import agreements, breaches, gates_of_a_person, meetings, who_helped
from rapport.records.asking import Asking
from rapport.records.hanging import others_joined
from rapport.records.models import (
    Agreement,
    Breach,
    Connection,
    Consent,
    Debrief,
    Disagreement,
    GateHelp,
    Gift,
    Interest,
    MeetingWith,
    Relationship,
    SecondPath,
    Tie,
)
from rapport.records.prepared import prepared

RARE: dict[str, type[models.Model]] = {
    "debriefs": Debrief,
    "disagreements": Disagreement,
    "connections": Connection,
    "interests": Interest,
    "gifts": Gift,
    "meetings": MeetingWith,
    "consents": Consent,
    "paths": SecondPath,
    "helped": GateHelp,
    "ties": Tie,
    "agreements": Agreement,
    "breaches": Breach,
}
"""What most people have none of: one question says which of these are worth asking for."""


@prepared
def _rare(relationship: uuid.UUID) -> "QuerySet[Relationship, tuple[bool, ...]]":
    there = (Exists(kind._base_manager.filter(_about_them(kind))) for kind in RARE.values())  # noqa: SLF001 - Meta API
    return Relationship.objects.filter(pk=relationship).values_list(*there)


def _about_them(kind: type[models.Model]) -> Q:
    """Return the condition under which a row is about a relationship, from either end of it."""
    about = Q(relationship=OuterRef("pk"))
    for column, joined in others_joined(kind):
        end = column if joined is Relationship else f"{column.removesuffix('_id')}__relationship"
        about |= Q(**{end: OuterRef("pk")})
    return about


def missing(relationship: uuid.UUID) -> frozenset[str]:
    """Return what of ``RARE`` a relationship has no row of, whoever may see them."""
    found = next(iter(_rare(relationship)), ())
    return frozenset(name for name, there in zip(RARE, found, strict=False) if not there)


_NO_GATES = frozenset({"consents", "paths"})


def told_if_any(
    asking: Asking, key: uuid.UUID, none: frozenset[str], *, for_a_meeting: bool
) -> dict[str, Any]:
    """Return those rare parts of a person's briefing that are loaded whole, by their names.

    ``none`` are those there is nothing of. What hangs on them, and how trust broke, is not told
    before a meeting.
    """
    ways: dict[str, Any] = {
        "meetings": meetings.of_person,
        "gates": gates_of_a_person.gates_of_a_person,
        "agreements": agreements.of_relationship,
        "breaches": breaches.of_relationship,
        "helped": who_helped.of_person,
    }
    left = set(none) | ({"gates"} if none >= _NO_GATES else set())
    left |= {"gates", "breaches"} if for_a_meeting else set()
    return {name: () if name in left else tell(asking, key) for name, tell in ways.items()}
