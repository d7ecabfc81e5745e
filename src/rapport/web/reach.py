"""Who can be reached how soon: the matrix of places and services, one cell of it, and on paper."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.briefings import reach as briefings
from rapport.rules.reachable import CONFIRMED_FOR, Soon
from rapport.web.forms import mark
from rapport.web.request import Request


@require_GET
def matrix(request: Request) -> HttpResponse:
    """Show whom we could reach how soon, place by place."""
    found = briefings.reach(request.asking, first=mark(request.GET.get("from", "")) or 0)
    return render(request, "reach/reach.html", {"matrix": found, "days": CONFIRMED_FOR})


@require_GET
def cell(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show everybody of the place and service of one gate."""
    found = briefings.reach_at(request.asking, key)
    return render(request, "reach/cell.html", {"cell": found, "days": CONFIRMED_FOR})


@require_GET
def on_paper(request: Request) -> HttpResponse:
    """Show the matrix with numbers only, to be printed and sent on."""
    found = briefings.reach(request.asking, at_most=None)
    context = {"matrix": found, "days": CONFIRMED_FOR, "all": list(Soon)}
    return render(request, "reach/on_paper.html", context)
