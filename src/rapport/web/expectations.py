"""What each side can expect of the other, on one sheet that can be printed."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.actions.reading import open_counterpart
from rapport.briefings.expectations import expectations
from rapport.web.request import Request


@require_GET
def sheet(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show the sheet of one relationship."""
    answer = expectations(request.asking, key)
    open_counterpart(request.asking, relationship=key)
    return render(request, "people/expectations.html", {"sheet": answer})
