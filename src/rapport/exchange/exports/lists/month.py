"""The figures of a month, as circles released them: P-codes, steps of three, no names."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy

from rapport.briefings.exceptions import last_months
from rapport.exchange.exports.kind import Column, Kind, Row
from rapport.exchange.exports.lists.files import FORMS
from rapport.records.asking import Asking
from rapport.records.models import ActorKind, MonthFigures, OpenReason
from rapport.rules.month_figures import OTHER


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield a month's figures, put together over circles of one sensitivity."""
    first = _month(asking, filters)
    sums: dict[tuple[int, str, str, str], int] = defaultdict(int)
    keys: dict[int, UUID] = {}
    for sheet in MonthFigures.objects.visible_to(asking.me).filter(month=first).order_by("pk"):
        level = sheet.sensitivity
        keys.setdefault(level, sheet.pk)
        for area, kind, people, in_touch in sheet.cells:
            sums[level, area, kind, "relationships"] += people
            sums[level, area, kind, "in_touch"] += in_touch
        for name, many in sheet.others.items():
            sums[level, "", "", name] += many
    for (level, area, kind, figure), many in sorted(sums.items()):
        if many:
            values = {
                "month": f"{first:%Y-%m}",
                "p_code": area,
                "kind": kind,
                "figure": figure,
                "at_least": many,
            }
            yield Row(MonthFigures, keys[level], level, values)


def _month(asking: Asking, filters: Mapping[str, str]) -> date:
    months = last_months(asking.day)
    named = {f"{at:%Y-%m}": at for at in months}
    return named.get(filters.get("month", ""), months[-2])


MONTH = Kind(
    name="month",
    title=gettext_lazy("Figures of a month"),
    columns=(
        Column("month", gettext_lazy("Month")),
        Column(
            "p_code",
            gettext_lazy("P-code"),
            gettext_lazy(
                "The largest area by the place code of the UN; that of the office where a group has"
                " none"
            ),
        ),
        Column(
            "kind",
            gettext_lazy("Type"),
            codes=(*ActorKind.choices, (OTHER, gettext_lazy("other types, put together"))),
        ),
        Column(
            "figure",
            gettext_lazy("What is counted"),
            codes=(
                ("relationships", gettext_lazy("relationships")),
                ("in_touch", gettext_lazy("of them, in touch this month")),
                ("exceptions", gettext_lazy("requests with the life-saving exception")),
                *OpenReason.choices,
            ),
        ),
        Column(
            "at_least",
            gettext_lazy("At least"),
            gettext_lazy("In steps of three, for each circle; under three is not given"),
        ),
    ),
    forms=FORMS,
    gather=gather,
    back="month",
    filters=("month",),
)
