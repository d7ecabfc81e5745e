"""Rehearsing a planned meeting: a scene made from its card, with invented names, kept nowhere."""

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from rapport.actions.reading import open_counterpart
from rapport.briefings.rehearsal import rehearsed
from rapport.practice.rehearsal import rehearsal
from rapport.web.practice import shown
from rapport.web.request import Request


@require_GET
def rehearse(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show the rehearsal of a planned meeting where the path in the address stands."""
    found = rehearsed(request.asking, key)
    open_counterpart(request.asking, relationship=found.relationship)
    scene = rehearsal(found.plan, found.facts, request.asking.day, gettext)
    start = reverse("rehearse", args=[key])
    return shown(request, scene, start=start, home=reverse("meeting", args=[key]))
