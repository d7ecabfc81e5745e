"""The first page of an empty store, the language, the shortcuts, and being somebody in the demo."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import team
from rapport.records.change import Change
from rapport.records.models import Colleague, Duty, Office
from rapport.records.preferences import remember
from rapport.web.forms import Words, form_page
from rapport.web.middleware.identity import ACTING
from rapport.web.middleware.session_gate import read_in
from rapport.web.request import Request


class WelcomeForm(forms.Form):
    """Who we are."""

    office = Words(label=gettext_lazy("Your office"), required=True, longest=120)
    name = Words(label=gettext_lazy("The name colleagues use for you"), required=True, longest=120)


@require_http_methods(["GET", "POST"])
def welcome(request: Request) -> HttpResponse:
    """Found the office of an empty store."""
    if Office.objects.exists():
        return HttpResponseRedirect(reverse("today"))

    def act(values: dict[str, Any]) -> Change[Colleague]:
        return team.found_office(
            now=request.now,
            name=values["office"],
            colleague=values["name"],
            sign_in="me",
            circle=_("Whole office"),
            duties=[Duty.NEGOTIATOR, Duty.HEAD_OF_OFFICE],
        )

    return form_page(
        request,
        WelcomeForm(request.POST or None),
        act,
        then=lambda _colleague: reverse("first-ten"),
        title=_("Welcome"),
        back="",
        template="welcome/welcome.html",
    )


@require_POST
def language(request: Request) -> HttpResponse:
    """Read the pages in another language."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    answer = HttpResponseRedirect(back)
    if chosen in dict(settings.LANGUAGES):
        read_in(answer, chosen)
        _remember(request, reads_in=chosen)
    return answer


@require_http_methods(["GET", "POST"])
def shortcuts(request: Request) -> HttpResponse:
    """Show what the keyboard can do; single letters can be switched off."""
    if request.method == "GET":
        return render(request, "welcome/shortcuts.html")
    _remember(request, single_letters=request.POST.get("letters") != "off")
    return HttpResponseRedirect(reverse("shortcuts"))


def _remember(request: Request, **preferences: object) -> None:
    """Remember how somebody reads, if it is known who they are."""
    asking = getattr(request, "asking", None)
    if asking is not None and not getattr(request, "read_only", False):
        remember(asking.me, **preferences)


@require_http_methods(["GET", "POST"])
def be(request: Request) -> HttpResponse:
    """In the demo world, look at it as another colleague would."""
    if not request.is_demo:
        raise Http404
    if request.method == "POST":
        try:
            who = Colleague.objects.get(pk=uuid.UUID(request.POST.get("who", "")))
        except (ValueError, Colleague.DoesNotExist):
            raise Http404 from None
        ACTING[getattr(request, "session_token", "")] = who.pk
        return HttpResponseRedirect(reverse("today"))
    colleagues = Colleague.objects.filter(is_active=True).order_by("name")
    return render(request, "welcome/be.html", {"colleagues": colleagues})
