"""Where a colleague of a team is signed in: listed, and ended."""

import re
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from rapport.records.sessions import end_sessions_of, sessions_of, trace_of
from rapport.web.request import Request

_BROWSERS = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
_CALLED = {"Edg": "Edge", "OPR": "Opera", "Mac OS": "macOS"}


@require_GET
def sessions(request: Request) -> HttpResponse:
    """Show where I am signed in."""
    mine = _mine(request)
    found = sessions_of(request.asking.me)
    return render(request, "team/sessions.html", {"sessions": found, "mine": mine})


@require_POST
def end(request: Request) -> HttpResponse:
    """End one of my sessions, or all but this one."""
    mine, trace = _mine(request), request.POST.get("session", "")
    end_sessions_of(request.asking.me, trace=trace or None, but_for=mine)
    return HttpResponseRedirect(reverse("sessions"))


def _mine(request: Any) -> str:
    if not settings.IS_TEAM:
        raise Http404
    return trace_of(request.session.session_key or "")


def browser_of(request: Any) -> str:
    """Return in a few words which browser a request comes from, so that its owner knows it."""
    said = request.headers.get("User-Agent", "")
    found = [
        next((name for name in names if re.search(rf"\b{name}\b", said)), "")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(_CALLED.get(name, name) for name in found if name)
