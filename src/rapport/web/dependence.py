"""What access hangs on: the page of all gates by it, what if somebody goes, and its renewal."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from rapport.briefings import network_answers
from rapport.briefings.dependence import dependence
from rapport.briefings.views import view_of
from rapport.web.forms import key_in, mark
from rapport.web.request import Request


@require_GET
def page(request: Request) -> HttpResponse:
    """Show every gate by what it hangs on; with ``without`` in the address, what if they go.

    How far a calculation is, which a page asks every moment, is answered without the rest.
    """
    if request.htmx:
        stands = network_answers.standing(view_of(request.asking), request.asking.now)
        if stands.working is None:
            return HttpResponseClientRefresh()
        return render(request, "dependence/working.html", {"page": stands})
    found = dependence(
        request.asking, page=mark(request.GET.get("page", "")) or 1, without=_without(request)
    )
    chosen = request.GET.get("without", "")
    context: dict[str, Any] = {"page": found, "chosen": chosen}
    return render(request, "dependence/dependence.html", context)


def _without(request: Request) -> tuple[str, uuid.UUID] | None:
    kind, _, key = request.GET.get("without", "").partition(":")
    found = key_in(key)
    return (kind, found) if found else None


@require_POST
def renew(request: Request) -> HttpResponse:
    """Work the answers out again, beside the pages where they are many."""
    dependence(request.asking, begin=True)
    return HttpResponseRedirect(reverse("dependence"))


@require_POST
def stop(request: Request) -> HttpResponse:
    """Stop working them out; the answer there was stays."""
    network_answers.stop(view_of(request.asking), request.asking.now)
    return HttpResponseRedirect(reverse("dependence"))
