"""Greetings this week: whom to greet on a day they mentioned, and who was. Nothing is sent."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import occasions as verbs
from rapport.briefings.greetings import greetings, of_calendar
from rapport.briefings.today import mine_first
from rapport.exchange.exports.others.calendar import code_of, traced
from rapport.formats.ics import Event, calendar_file
from rapport.records.change import Change
from rapport.records.models import Occasion
from rapport.web.forms import Chips, Words, about, form_page, keys
from rapport.web.request import Request
from rapport.web.today import chosen
from rapport.web.undoing import go_on

_WHY_NOT = [
    ("asked", gettext_lazy("They would rather not be greeted.")),
    ("moment", gettext_lazy("This is not the moment for it.")),
    ("other", gettext_lazy("Somebody else of us greets them.")),
]


@require_GET
def this_week(request: Request) -> HttpResponse:
    """Show whom to greet in the coming days."""
    found = _found(request)
    return render(request, "today/greetings.html", {"found": found, "everyone": not found.mine})


@require_GET
def calendar(request: Request) -> HttpResponse:
    """Answer with the days as a calendar file: a code each, and no name, feast or place."""
    events = [
        Event(f"Rapport {code_of(key)}", f"{traced(key, 16)}@rapport", on)
        for key, on in of_calendar(_found(request))
    ]
    content = calendar_file(events, stamped=request.asking.now)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rapport.ics"'
    return answer


def _found(request: Request) -> Any:
    mine = mine_first(request.asking.me, chosen=chosen(request))
    return greetings(request.asking, mine=mine)


@require_POST
def greeted(request: Request) -> HttpResponse:
    """Note that those who were ticked, or the one whose button was pressed, were greeted."""
    wanted = keys(request.POST.getlist("only") or request.POST.getlist("occasion"))
    if not wanted:
        return HttpResponseRedirect(_back(request))
    return go_on(_back(request), verbs.greet_several(request.asking, keys=wanted))


class WhyNotForm(forms.Form):
    """Why no word is sent this time: a chip, or one's own words, which count first."""

    why = Chips(label=gettext_lazy("Why not?"), choices=_WHY_NOT)
    reason = Words(label=gettext_lazy("Or in your own words"), longest=300)

    def clean(self) -> dict[str, Any]:
        """Return the reason, whichever way it was given."""
        said = super().clean() or {}
        reason = said.get("reason") or str(dict(_WHY_NOT).get(said.get("why", ""), ""))
        if not reason and "reason" not in self.errors:
            self.add_error("reason", _("Choose a reason, or write one."))
        return {"reason": reason}


@require_http_methods(["GET", "POST"])
def not_this_year(request: Request, key: uuid.UUID) -> HttpResponse:
    """Leave somebody out this time, with a reason."""
    occasion = Occasion.objects.one_changeable_by(request.asking.me, key)
    relationship = about(request, occasion.relationship_id)

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.not_this_year(request.asking, key=key, **values)

    return form_page(
        request,
        WhyNotForm(request.POST or None),
        act,
        title=_("No greeting this year"),
        alias=relationship.called,
        back=_back(request),
        explain=_("It comes back next year. Colleagues see the reason."),
    )


def _back(request: Request) -> str:
    whose = request.GET.get("whose", "")
    where = reverse("greetings")
    return f"{where}?whose={whose}" if whose in ("mine", "office") else where


GREETINGS = [
    path("greetings/", this_week, name="greetings"),
    path("greetings/calendar/", calendar, name="greetings-calendar"),
    path("greetings/greeted/", greeted, name="greeted"),
    path("greetings/<uuid:key>/not-this-year/", not_this_year, name="not-this-year"),
]
