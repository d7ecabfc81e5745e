"""Whom we know and whom we met, by place and kind of actor."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.briefings import coverage as briefings
from rapport.briefings.last_met import LATELY
from rapport.web.forms import mark
from rapport.web.request import Request


@require_GET
def places(request: Request) -> HttpResponse:
    """Show the places, and how far we are with the actors of each."""
    found = briefings.coverage(request.asking, first=mark(request.GET.get("from", "")) or 0)
    return render(request, "coverage/places.html", {"coverage": found, "days": LATELY})


@require_GET
def place(request: Request, key: str) -> HttpResponse:
    """Show every kind of actor in one place, also those of which we know nobody."""
    found = briefings.covered_at(request.asking, key)
    return render(request, "coverage/place.html", {"area": found, "days": LATELY})
