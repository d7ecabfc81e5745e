"""The history, and taking a change set back."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from rapport.actions import history as verbs
from rapport.briefings.history import history as briefing
from rapport.web.forms import mark
from rapport.web.request import Request
from rapport.web.undoing import undone


@require_GET
def history(request: Request) -> HttpResponse:
    """Show what was done, newest first."""
    answer = briefing(request.asking, before=mark(request.GET.get("before", "")))
    return render(request, "history/history.html", {"history": answer})


@require_POST
def undo(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a change set back."""
    return undone(request, verbs.undo(request.asking, key=key))
