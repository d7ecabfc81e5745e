"""What to know before a meeting, on one page that prints."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.briefings.brief import brief as cut
from rapport.briefings.person import person


@require_GET
def brief(request: Any, key: uuid.UUID) -> HttpResponse:
    """Show the brief; ``?for=field`` leaves out what would hurt on paper at a checkpoint."""
    field_safe = request.GET.get("for") == "field"
    answer = cut(person(request.me, key, day=request.day), field_safe=field_safe)
    context = {"brief": answer, "relationship": key, "field_safe": field_safe}
    return render(request, "people/brief.html", context)
