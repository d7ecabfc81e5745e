"""Colleagues: the list, one's page, adding one, ending their access, giving them a code."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rapport.actions import colleagues as verbs
from rapport.actions import leaving, sign_in, team
from rapport.actions.last_days import closes_circles
from rapport.briefings import colleagues as briefing
from rapport.briefings.leaving import leaving as left_behind
from rapport.records.change import Change
from rapport.records.models import Colleague
from rapport.web.colleague_forms import AboutMeForm, AddForm, ChangeForm
from rapport.web.forms import form_page
from rapport.web.request import Request


@require_GET
def colleagues(request: Request) -> HttpResponse:
    """Show the colleagues of my office, and the circles I keep."""
    answer = briefing.colleagues(request.asking)
    return render(request, "colleagues/colleagues.html", {"colleagues": answer})


@require_GET
def colleague(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show one colleague's page."""
    answer = briefing.colleague(request.asking, key)
    return render(request, "colleagues/colleague.html", {"colleague": answer})


@require_http_methods(["GET", "POST"])
def say_of_myself(request: Request) -> HttpResponse:
    """Let whoever asks tend their own page; nobody else's can be sent here."""
    me = request.asking.me
    form = AboutMeForm(request.POST or None, me=me)

    def act(_values: dict[str, Any]) -> Change[Colleague]:
        return verbs.say_of_myself(request.asking, **form.said())

    return form_page(
        request,
        form,
        act,
        title=_("Your page"),
        back=_page_of(me.pk),
        template="colleagues/about_me.html",
        standing=True,
        readers=briefing.exposure_readers(me),
    )


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change the name, function, duties or end of mission of a colleague I look after."""
    me = request.asking.me
    who = team.looked_after(me, key)
    form = ChangeForm(
        request.POST or None,
        initial={name: getattr(who, name) for name in ChangeForm.base_fields},
    )
    if who.pk == me.pk and not verbs.may_change_own_duties(me):
        del form.fields["duties"]
    if not closes_circles(who):
        form.fields["end_of_mission"].help_text = ""

    def act(values: dict[str, Any]) -> Change[Colleague]:
        return verbs.change_colleague(request.asking, colleague=key, **values)

    return form_page(
        request,
        form,
        act,
        title=_("What %(name)s does here") % {"name": who.name},
        back=_page_of(key),
        explain=_("They fill in the rest of their page themselves."),
        standing=True,
    )


def _page_of(key: uuid.UUID) -> str:
    return reverse("colleague", args=[key])


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
        AddForm(request.POST or None),
        act,
        title=_("Add a colleague"),
        back=reverse("colleagues"),
        explain=_("They see nothing until a keeper adds them to a circle."),
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
