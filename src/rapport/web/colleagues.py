"""Colleagues: the list, adding one, ending their access, giving them a code."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rapport.actions import leaving, sign_in, team
from rapport.briefings import colleagues as briefing
from rapport.briefings.leaving import leaving as left_behind
from rapport.records.change import Change
from rapport.records.models import Colleague, Duty
from rapport.web.forms import column_field, form_page
from rapport.web.request import Request


@require_GET
def colleagues(request: Request) -> HttpResponse:
    """Show whom I look after and the circles I keep, to those who do either."""
    if not briefing.looks_after_somebody(request.asking.me):
        raise Http404
    answer = briefing.colleagues(request.asking)
    return render(request, "colleagues/colleagues.html", {"colleagues": answer})


class ColleagueForm(forms.Form):
    """Who joins us."""

    name = column_field(Colleague, "name", label=gettext_lazy("Name, as colleagues say it"))
    sign_in = column_field(
        Colleague,
        "sign_in",
        label=gettext_lazy("Sign-in name"),
        help_text=gettext_lazy("Short and without spaces, such as a first name."),
    )
    function = column_field(Colleague, "function", label=gettext_lazy("What their work is about"))
    duties = forms.MultipleChoiceField(
        label=gettext_lazy("What they look after"),
        choices=Duty.choices,
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Add a colleague; on a team's store their first code is shown, once."""
    if not team.may_look_after_colleagues(request.asking.me):
        raise Http404
    shown: dict[str, str] = {}

    def act(values: dict[str, Any]) -> Change[Colleague]:
        change = team.add_colleague(request.asking, **values)
        if settings.IS_TEAM:
            shown["name"] = change.row.name
            shown["code"] = sign_in.give_code(request.asking, colleague=change.row.pk)
        return change

    page = form_page(
        request,
        ColleagueForm(request.POST or None),
        act,
        title=_("Add a colleague"),
        back=reverse("colleagues"),
        explain=_("They see nothing until a keeper takes them into a circle."),
    )
    return render(request, "colleagues/code.html", shown) if shown else page


@require_http_methods(["GET", "POST"])
def end(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show what a colleague leaves behind, and end their access."""
    who = team.looked_after(request.asking.me, key)

    def act(_values: dict[str, Any]) -> Change[Colleague]:
        return leaving.end_access(request.asking, colleague=key)

    return form_page(
        request,
        _ButtonForm(request.POST if request.method == "POST" else None),
        act,
        title=_("End %(name)s's access") % {"name": who.name},
        back=reverse("colleagues"),
        template="colleagues/end.html",
        leaving=left_behind(request.asking, who),
        is_me=who.pk == request.asking.me.pk,
    )


@require_http_methods(["GET", "POST"])
def reset(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a colleague's passphrase away and show, once, the code for choosing a new one."""
    if not settings.IS_TEAM:
        raise Http404
    who = team.looked_after(request.asking.me, key)
    shown: dict[str, str] = {}

    def act(_values: dict[str, Any]) -> None:
        shown["name"] = who.name
        shown["code"] = sign_in.reset_passphrase(request.asking, colleague=key)

    page = form_page(
        request,
        _ButtonForm(request.POST if request.method == "POST" else None),
        act,
        title=_("Give %(name)s a code") % {"name": who.name},
        back=reverse("colleagues"),
        template="colleagues/reset.html",
    )
    return render(request, "colleagues/code.html", shown) if "code" in shown else page


class _ButtonForm(forms.Form):
    """Nothing to fill in: a button."""
