"""What to know before a meeting, on one page that prints."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.briefings.brief import brief as briefing
from rapport.briefings.brief import for_the_road
from rapport.briefings.person import person


@require_GET
def brief(request: Any, key: uuid.UUID) -> HttpResponse:
    """Show the brief; ``?for=road`` leaves out what would hurt on paper at a checkpoint."""
    answer = briefing(person(request.me, key, day=request.day))
    road = request.GET.get("for") == "road"
    context = {"brief": for_the_road(answer) if road else answer, "relationship": key, "road": road}
    return render(request, "people/brief.html", context)
