"""What to know before a meeting, on one page that prints."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.actions.reading import open_counterpart
from rapport.briefings.brief import brief as briefing
from rapport.briefings.person import person
from rapport.web.request import Request


@require_GET
def brief(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show the brief; ``?for=road`` leaves out what would hurt on paper at a checkpoint."""
    road = request.GET.get("for") == "road"
    answer = briefing(person(request.asking, key), road=road)
    open_counterpart(request.asking, relationship=key)
    return render(
        request, "people/brief.html", {"brief": answer, "relationship": key, "road": road}
    )
