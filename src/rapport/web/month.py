"""The page of the month, which prints, and the form that releases its figures."""

from datetime import date
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from rapport.actions import month_figures as verbs
from rapport.briefings import month as briefing
from rapport.briefings.exceptions import last_months
from rapport.records.models import ActorKind, OpenReason, Sensitivity
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.rules.month_figures import OTHER
from rapport.web.forms import key_in
from rapport.web.request import Request
from rapport.web.undoing import go_on

KINDS: dict[str, Any] = {
    **dict(ActorKind.choices),
    OTHER: gettext_lazy("other types, put together"),
    "": gettext_lazy("type not known"),
}
FIGURES: dict[str, Any] = {
    **dict(OpenReason.choices),
    "exceptions": gettext_lazy("requests with the life-saving exception"),
}


@require_GET
def month(request: Request) -> HttpResponse:
    """Show a month: what was released, what waits, and how relationships began."""
    wanted = _month(request.GET.get("month", ""), request.asking.day)
    found = briefing.month(request.asking, wanted)
    context = {
        "month": found,
        "lines": sorted(
            ((line, KINDS.get(line.kind, line.kind)) for line in found.lines),
            key=lambda both: (both[0].area, both[0].kind in (OTHER, ""), str(both[1])),
        ),
        "others": [(FIGURES.get(name, name), many) for name, many in found.others],
        "openings": _openings(found),
        "begun": sum(one.every for one in found.openings),
        "begun_by_us": sum(one.ours for one in found.openings),
        "at": found.month.strftime("%Y-%m"),
    }
    return render(request, "month/month.html", context)


@require_POST
def release(request: Request) -> HttpResponse:
    """Release the figures of a month of one circle."""
    at = _month(request.POST.get("month", ""), request.asking.day)
    circle = key_in(request.POST.get("circle", ""))
    if at is None or circle is None:
        raise NotThere(NOT_THERE)
    severe = "severe" in request.POST
    level = Sensitivity.SEVERE if severe else Sensitivity.CONFIDENTIAL
    made = verbs.release_month(request.asking, circle=circle, month=at, sensitivity=level)
    return go_on(f"{reverse('month')}?month={at:%Y-%m}", made)


class Opening(NamedTuple):
    """A month with why relationships began in it, and its bar: ours, and ours with the others."""

    month: date
    said: list[tuple[Any, int]]
    ours: int
    every: int


def _openings(found: briefing.Month) -> list[Opening]:
    """Return the last twelve months, the newest first; the longest bar is drawn as 100."""
    labels = [label for _, label in OpenReason.choices]
    most = max((one.every for one in found.openings), default=0) or 1
    return [
        Opening(
            one.month,
            [both for both in zip(labels, one.by_reason, strict=True) if both[1]],
            100 * one.ours // most,
            100 * one.every // most,
        )
        for one in reversed(found.openings)
    ]


def _month(typed: str, day: date) -> date | None:
    """Return one of the last twelve months, if that is what was meant."""
    named = {f"{at:%Y-%m}": at for at in last_months(day)}
    return named.get(typed)
