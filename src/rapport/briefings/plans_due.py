"""Steps of a plan after a change of power on Today: mine that are due, or come this week."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from rapport.records.asking import Asking
from rapport.records.models import Colleague, PlanItem
from rapport.records.prepared import prepared
from rapport.rules.days import later

FEW = 6
AHEAD = 7


@dataclass(frozen=True, slots=True)
class PlanNews:
    """The steps that are due or come this week; ``more`` are left out."""

    items: tuple[PlanItem, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(self.items)


NO_PLAN = PlanNews()


def plan_news(asking: Asking, *, mine: bool) -> PlanNews:
    """Return what plans ask for; of everybody in the office, unless only mine are wanted."""
    until = later(asking.day, AHEAD)
    rows = _mine(asking.me, asking.me.pk, until) if mine else _every(asking.me, until)
    return PlanNews(tuple(rows[:FEW]), len(rows[FEW:])) if rows else NO_PLAN


@prepared
def _mine(me: Colleague, owner: uuid.UUID, until: date) -> "QuerySet[PlanItem]":
    return _due(me, until).filter(owner=owner)


@prepared
def _every(me: Colleague, until: date) -> "QuerySet[PlanItem]":
    return _due(me, until)


def _due(me: Colleague, until: date) -> "QuerySet[PlanItem]":
    rows: QuerySet[PlanItem] = PlanItem.objects.visible_to(me)
    rows = rows.filter(done_on__isnull=True, due__lte=until).order_by("due", "pk")
    return rows.select_related(
        "owner", "power_change", "gate", "agreement", "position",
        "relationship__counterpart", "relationship__actor",
    )  # fmt: skip
