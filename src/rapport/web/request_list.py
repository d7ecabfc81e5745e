"""The list of requests: what waits for an answer, what is ahead, what became of the others."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.briefings import requests as briefing
from rapport.briefings.requests import Which
from rapport.web.forms import mark
from rapport.web.request import Request

TITLES: dict[Which, Any] = {
    Which.OPEN: gettext_lazy("All open"),
    Which.WAITING: gettext_lazy("Waiting for an answer"),
    Which.PLANNED: gettext_lazy("Planned"),
    Which.AGAIN: gettext_lazy("Postponed"),
    Which.ENDED: gettext_lazy("Ended in the last 90 days"),
}


@require_GET
def requests(request: Request) -> HttpResponse:
    """Show the requests; ``?which=`` is one of the kinds."""
    asked = request.GET.get("which", "")
    which = Which(asked) if asked in set(Which) else Which.OPEN
    page = mark(request.GET.get("page", "")) or 1
    answer = briefing.requests(request.asking, which=which, page=min(page, _LAST_PAGE))
    tabs = [(one.value, title, answer.counts[one]) for one, title in TITLES.items()]
    return render(request, "people/asked.html", {"requests": answer, "tabs": tabs})


_LAST_PAGE = 100_000
"""A number beyond this is no page; the store would not take it."""
