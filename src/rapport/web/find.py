"""Finding by words. What is looked for travels in the body, and on in the address only sealed."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rapport.briefings.find import find as briefing
from rapport.web.forms import mark
from rapport.web.people_filters import with_query
from rapport.web.request import Request
from rapport.web.sealed_words import opened, sealed

_LONGEST = 200


@require_http_methods(["GET", "POST"])
def find(request: Request) -> HttpResponse:
    """Find people by name and notes by what they say; Back leads to the same finds again."""
    if request.method == "POST":
        words = sealed(request, request.POST.get("text", "").strip()[:_LONGEST])
        return HttpResponseRedirect(with_query(reverse("find"), {"words": words}))
    words = request.GET.get("words", "")
    text = opened(request, words)[:_LONGEST]
    answer = briefing(request.asking, text, before=mark(request.GET.get("before", "")))
    earlier = {"words": words, "before": answer.following} if answer.following else {}
    context = {"finds": answer, "earlier": with_query(reverse("find"), earlier) if earlier else ""}
    return render(request, "find/find.html", context)
