"""Finding by words. What is looked for travels in the body, never in an address."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from rapport.briefings.find import find as briefing
from rapport.web.forms import mark
from rapport.web.request import Request


@require_http_methods(["GET", "POST"])
def find(request: Request) -> HttpResponse:
    """Find people by name and notes by what they say."""
    text = request.POST.get("text", "")[:200]
    answer = briefing(request.asking, text, before=mark(request.POST.get("before", "")))
    return render(request, "find/find.html", {"finds": answer})
