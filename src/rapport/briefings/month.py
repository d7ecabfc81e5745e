"""The month: figures that circles released, and what waits, as far as the reader can see."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from rapport.briefings.exceptions import exceptions_by_month, last_months
from rapport.records.asking import Asking
from rapport.records.models import (
    Agreement,
    AgreementState,
    Circle,
    Insight,
    LegalQuestion,
    MonthFigures,
    OpenReason,
    Relationship,
    Sensitivity,
)

_EXPIRING = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Line:
    """One area and kind of group, put together over the sheets the reader may see."""

    area: str
    kind: str
    people: int
    in_touch: int


@dataclass(frozen=True, slots=True)
class Release:
    """When the figures of a circle were released, by whom, and whether for its readers alone."""

    on: date
    by: str
    severe: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """How many relationships that the reader may see were begun in a month, by why."""

    month: date
    by_reason: tuple[int, ...]

    @property
    def ours(self) -> int:
        """Return how many of them we began before anything forced us to."""
        return self.by_reason[OpenReason.values.index(OpenReason.PROACTIVE)]

    @property
    def every(self) -> int:
        """Return how many there are."""
        return sum(self.by_reason)


@dataclass(frozen=True, slots=True)
class Month:
    """A month as its reader sees it.

    ``releases`` are those of the circles that released it; ``to_release`` are the circles whose
    keeper the reader is, and that have not. ``others`` are figures of whole circles by name. The
    counts of what waits, and the trend, are of what the reader may see today.
    """

    month: date
    months: tuple[date, ...]
    is_over: bool
    releases: tuple[Release, ...]
    lines: tuple[Line, ...]
    others: tuple[tuple[str, int], ...]
    to_release: tuple[tuple[uuid.UUID, str], ...]
    agreements_overdue: int
    notes_expiring: int
    legal_open: int
    exceptions_used: int
    exceptions_owed: int
    openings: tuple[Opened, ...]


def month(asking: Asking, wanted: date | None = None) -> Month:
    """Return a month: the last that is over, unless another is wanted."""
    months = last_months(asking.day)
    first = (wanted or months[-2]).replace(day=1)
    sheets = list(_sheets(asking, first))
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    others: dict[str, int] = defaultdict(int)
    for sheet in sheets:
        for area, kind, people, in_touch in sheet.cells:
            sums[area, kind][0] += people
            sums[area, kind][1] += in_touch
        for name, many in sheet.others.items():
            others[name] += many
    kept = Circle.objects.filter(pk__in=asking.me.kept_circles()).order_by("name", "pk")
    left = kept.exclude(pk__in=MonthFigures.objects.filter(month=first).values("circle"))
    is_over = first < months[-1]
    used = [one for of in exceptions_by_month(asking) for one in of.months if one.month == first]
    return Month(
        month=first,
        months=months,
        is_over=is_over,
        releases=tuple(_release(sheet) for sheet in sheets),
        lines=tuple(Line(*cell, *both) for cell, both in sorted(sums.items())),
        others=tuple(sorted(others.items())),
        to_release=tuple(left.values_list("pk", "name")) if is_over else (),
        agreements_overdue=_overdue(asking),
        notes_expiring=_expiring(asking),
        legal_open=_legal(asking),
        exceptions_used=sum(one.used for one in used),
        exceptions_owed=sum(one.owed for one in used),
        openings=_openings(asking, months),
    )


def _sheets(asking: Asking, first: date) -> "QuerySet[MonthFigures]":
    rows: QuerySet[MonthFigures] = MonthFigures.objects.visible_to(asking.me).filter(month=first)
    return rows.select_related("released_by").order_by("released_on", "pk")


def _release(sheet: MonthFigures) -> Release:
    by = sheet.released_by.name if sheet.released_by else ""
    return Release(sheet.released_on, by, sheet.sensitivity >= Sensitivity.SEVERE)


def _overdue(asking: Asking) -> int:
    """Count what the list of agreements shows as past its review."""
    rows = Agreement.objects.visible_to(asking.me)
    return rows.filter(state=AgreementState.LIVE, review_on__lte=asking.day).count()


def _expiring(asking: Asking) -> int:
    until = asking.day + _EXPIRING
    return Insight.objects.visible_to(asking.me).filter(expires__range=(asking.day, until)).count()


def _legal(asking: Asking) -> int:
    return LegalQuestion.objects.visible_to(asking.me).filter(answered_on__isnull=True).count()


def _openings(asking: Asking, months: tuple[date, ...]) -> tuple[Opened, ...]:
    rows = Relationship.objects.visible_to(asking.me).filter(opened__range=(months[0], asking.day))
    counts: dict[tuple[date, str], int] = defaultdict(int)
    for opened, reason in rows.values_list("opened", "open_reason"):
        counts[opened.replace(day=1), reason] += 1
    return tuple(
        Opened(at, tuple(counts[at, reason] for reason in OpenReason.values)) for at in months
    )
