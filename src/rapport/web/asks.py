"""Asks: plan one with its risk to them, use the exception, settle one."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import asks as verbs
from rapport.briefings.meetings import coming, of_person
from rapport.names import visible
from rapport.records.change import Change
from rapport.records.models import Ask, Cost, Outcome, Relationship
from rapport.web.forms import (
    about,
    colleague_choices,
    column_field,
    keys,
    person_address,
    person_form,
    sent_day,
)
from rapport.web.in_their_place import thought
from rapport.web.request import Request
from rapport.web.undoing import go_on

_column = partial(column_field, Ask)

THINK = "think"
_LONGEST_SAID = 1000


class AskForm(forms.Form):
    """What we would feel in their place, what we mean to ask, and what a yes may cost them."""

    why_no = _column(
        "why_no",
        label=gettext_lazy("In their place, what would make you say no, and what would you need?"),
        rows=3,
        longest=2000,
    )
    what = _column("what", label=gettext_lazy("What we will ask for"), rows=2)
    planned_for = _column("planned_for", label=gettext_lazy("When"), nearest="coming")
    channel = _column("channel", label=gettext_lazy("Channel"))
    costs = forms.MultipleChoiceField(
        label=gettext_lazy("What saying yes may cost them"),
        choices=Cost.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
    )
    softens = _column(
        "softens", label=gettext_lazy("What would make it easier for them"), longest=1000
    )
    for_them = _column("for_them", label=gettext_lazy("What is in it for them"), longest=1000)
    life_saving = _column(
        "life_saving", label=gettext_lazy("Life-saving and urgent: use the exception")
    )
    life_saving_reason = _column(
        "life_saving_reason", label=gettext_lazy("Whose lives depend on it, and how")
    )
    authorised_by = forms.ChoiceField(label=gettext_lazy("Authorised by"), required=False)


def ask_form(
    request: Request, relationship: Relationship, typed: dict[str, Any] | None = None
) -> AskForm:
    """Return the form of a request to one counterpart: as sent, or begun with what was typed."""
    sent = None if typed is not None else request.POST or None
    form = AskForm(sent, initial=typed or {})
    colleagues = colleague_choices(request.asking.day, relationship.circle_id, empty="—")
    form.fields["authorised_by"].choices = colleagues  # type: ignore[attr-defined]
    return form


@require_http_methods(["GET", "POST"])
def plan(request: Request, key: uuid.UUID) -> HttpResponse:
    """Plan an ask."""
    relationship = about(request, key)
    form = ask_form(request, relationship)

    in_place = request.headers.get("hx-target") == "thought"
    if request.method == "POST" and (in_place or THINK in request.POST):
        return _thought_about(request, relationship)

    def act(values: dict[str, Any]) -> Change[Ask]:
        authorised = values["authorised_by"]
        values["authorised_by"] = uuid.UUID(authorised) if authorised else None
        values["costs"] = [(cost, 1) for cost in values["costs"]]
        return verbs.plan_ask(request.asking, relationship=key, **values, **_to_say(request))

    return person_form(
        request, relationship, form, act, template="people/ask.html", title=_("Plan a request")
    )


def _thought_about(request: Request, relationship: Relationship) -> HttpResponse:
    """Answer what was said in their place with what it suggests; nothing is saved or ticked."""
    meetings = of_person(request.asking, relationship.pk)
    ticked = request.POST.getlist("costs")
    context = {
        "thought": thought(request.POST.get("why_no", ""), ticked),
        "meeting": coming(meetings),
    }
    if request.headers.get("hx-target") == "thought":
        return render(request, "people/ask_thought.html", context)
    typed = ask_form(request, relationship, _typed(request))
    page = {"form": typed, "title": _("Plan a request"), "mark": True}
    page |= {"back": person_address(relationship.pk), "alias": relationship.counterpart.alias}
    return render(request, "people/ask.html", {**page, **context})


def _typed(request: Request) -> dict[str, Any]:
    """Return what was typed so far, for the form to begin with again."""
    return {**request.POST.dict(), "costs": request.POST.getlist("costs")}


def _to_say(request: Request) -> dict[str, Any]:
    """Return the acknowledging sentence and the meeting on whose card it goes, if ticked."""
    (meeting,) = keys([request.POST.get("on_card", "")]) or (None,)
    said = visible(request.POST.get("acknowledgement", ""))[:_LONGEST_SAID]
    return {"meeting": meeting, "acknowledgement": said} if meeting else {}


class OutcomeForm(forms.Form):
    """What became of a request, and on which day."""

    outcome = _column("outcome", label=gettext_lazy("Outcome"), required=True)
    on = _column("answered_on", label=gettext_lazy("Date"))


@require_http_methods(["GET", "POST"])
def settle(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say what became of an ask: by a button, today; or in a form, on another day."""
    if request.method == "GET":
        row = Ask.objects.one_changeable_by(request.asking.me, key)
        return person_form(
            request,
            about(request, row.relationship_id),
            OutcomeForm(initial={"outcome": row.outcome, "on": request.asking.day}),
            lambda _values: None,
            title=_("Settle request"),
            typed=row.what,
        )
    outcome = request.POST.get("outcome", "")
    if outcome not in Outcome.values:
        raise Http404
    on = sent_day(request)
    change = verbs.settle_ask(request.asking, key=key, outcome=outcome, on=on)
    return go_on(person_address(change.row.relationship_id), change)
