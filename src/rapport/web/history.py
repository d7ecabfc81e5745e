"""The history, and taking a deed back."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from rapport.actions import history as verbs
from rapport.briefings.history import history as briefing
from rapport.web.forms import mark
from rapport.web.undoing import back_from, with_offer


@require_GET
def history(request: Any) -> HttpResponse:
    """Show what was done, newest first."""
    answer = briefing(request.me, before=mark(request.GET.get("before", "")))
    return render(request, "history/history.html", {"history": answer})


@require_POST
def undo(request: Any, key: uuid.UUID) -> HttpResponse:
    """Take a deed back."""
    undone = verbs.undo(by=request.me, now=request.now, today=request.day, key=key)
    return HttpResponseRedirect(with_offer(back_from(request), undone))
