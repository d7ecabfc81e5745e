"""The page of the month, which prints, and the form that releases its figures."""

from datetime import date
from typing import Any

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
        "lines": [(line, KINDS.get(line.kind, line.kind)) for line in found.lines],
        "others": [(FIGURES.get(name, name), many) for name, many in found.others],
        "openings": _openings(found),
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


def _openings(found: briefing.Month) -> list[tuple[date, list[tuple[Any, int]]]]:
    """Return the months in which a relationship began, the newest first, with why and how many."""
    labels = [label for _, label in OpenReason.choices]
    rows = [
        (one.month, [both for both in zip(labels, one.by_reason, strict=True) if both[1]])
        for one in reversed(found.openings)
    ]
    return [(at, said) for at, said in rows if said]


def _month(typed: str, day: date) -> date | None:
    """Return one of the last twelve months, if that is what was meant."""
    named = {f"{at:%Y-%m}": at for at in last_months(day)}
    return named.get(typed)
