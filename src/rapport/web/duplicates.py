"""People who may be here twice: a page of pairs, and the answer that they are not the same."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from rapport.actions.telling_apart import tell_apart
from rapport.briefings import duplicates as briefing
from rapport.web.forms import mark
from rapport.web.request import Request
from rapport.web.undoing import go_on


@require_GET
def duplicates(request: Request) -> HttpResponse:
    """Show the pairs; asked for as a part of a page, only how many there are."""
    if request.htmx:
        many = briefing.how_many(request.asking)
        return render(request, "people/duplicates.html#many", {"many": many})
    answer = briefing.duplicates(request.asking, page=mark(request.GET.get("page", "")) or 1)
    return render(request, "people/duplicates.html", {"duplicates": answer})


@require_POST
def apart(request: Request, key: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Say that two people are not the same, and go on with the next pair."""
    return go_on(reverse("duplicates"), tell_apart(request.asking, one=key, other=other))
