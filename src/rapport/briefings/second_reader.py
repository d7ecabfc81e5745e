"""Who of us could read a plan before it is used: by name, with where they are from beside it."""

import uuid
from dataclasses import dataclass

from rapport.records.asking import Asking
from rapport.records.models import Colleague, Meeting, Membership, Named, Origin, Sensitivity


@dataclass(frozen=True, slots=True)
class Reader:
    """A colleague who may see the plan; ``origin`` is what they say of themselves, or nothing."""

    key: uuid.UUID
    name: str
    origin: str


def readers(asking: Asking, plan: Meeting) -> tuple[Reader, ...]:
    """Return the colleagues of the circle who may see a plan, but whoever asks, by name."""
    members = Membership.objects.of_colleagues_here(asking.day).filter(circle=plan.circle_id)
    rows = Colleague.objects.filter(pk__in=members.values("colleague"))
    if plan.sensitivity >= Sensitivity.SEVERE:
        theirs = plan.theirs.values("relationship")
        rows = rows.filter(pk__in=Named.objects.filter(relationship__in=theirs).values("colleague"))
    found = rows.exclude(pk=asking.me.pk).order_by("name", "pk")
    labels = dict(Origin.choices)
    return tuple(Reader(one.pk, one.name, str(labels.get(one.origin, ""))) for one in found)
