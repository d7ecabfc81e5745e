"""What happened: a contact, a promise, a request or an insight in one line, on a person's page.

What is asked there is the least that each of them needs; "More fields" goes on in the full form,
with what was typed.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.actions import asks, commitments, interactions
from rapport.actions.insights import note_insight
from rapport.records.change import Change
from rapport.records.models import (
    Channel,
    InsightKind,
    Nature,
    Purpose,
    Relationship,
    Side,
)
from rapport.records.refusals import NotThere, NotYours
from rapport.refusals import Refusal
from rapport.web import interactions as logging
from rapport.web.asks import ask_form
from rapport.web.commitments import CommitmentForm
from rapport.web.day_field import Day
from rapport.web.forms import Words, YesNo, about, person_address, refused
from rapport.web.insights import KEPT_FOR, insight_form
from rapport.web.people_filters import with_query
from rapport.web.request import Request
from rapport.web.sealed_words import sealed_fields
from rapport.web.undoing import go_on

CONTACT, PROMISE, REQUEST, INSIGHT = "contact", "promise", "request", "insight"
TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"

_LONGEST_ADDRESS = 4_000
"""Servers before ours take no longer ones; what is longer goes on without an address of its own."""


class ComposeForm(forms.Form):
    """One line of what happened, and the few choices that its kind needs."""

    what = forms.ChoiceField(
        choices=[
            (CONTACT, gettext_lazy("Contact")),
            (PROMISE, gettext_lazy("Promise")),
            (REQUEST, gettext_lazy("Request")),
            (INSIGHT, gettext_lazy("Insight")),
        ]
    )
    line = Words(label=gettext_lazy("What happened?"), rows=2)
    day = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[
            (TODAY, gettext_lazy("Today")),
            (YESTERDAY, gettext_lazy("Yesterday")),
            (OTHER, gettext_lazy("Pick a date")),
        ],
        required=False,
    )
    on = Day(label=gettext_lazy("Date"))
    asked = YesNo(label=gettext_lazy("Did we ask for anything?"))
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"), choices=Channel.choices, required=False
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Who made the promise?"), choices=Side.choices, required=False
    )
    due = Day(label=gettext_lazy("Due"), nearest="coming")
    planned_for = Day(label=gettext_lazy("Planned for"), nearest="coming")
    nature = forms.ChoiceField(
        label=gettext_lazy("Fact or interpretation?"), choices=Nature.choices, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Type"), choices=InsightKind.choices, required=False
    )

    def happened_on(self, today: Any) -> Any:
        """Return the day that was chosen."""
        values = self.cleaned_data
        if values["day"] == YESTERDAY:
            return today - timedelta(days=1)
        return values["on"] or today if values["day"] == OTHER else today

    def wrong(self, what: str) -> str:
        """Return what is wrong in the fields of a kind; what was typed for another is let be."""
        asked = {"what", "day", *_NAMES[what].values()}
        return " ".join(
            str(said) for name in self.errors if name in asked for said in self.errors[name]
        )


def begun(request: Request) -> ComposeForm:
    """Return the form as a page begins with it."""
    start = {
        "what": CONTACT,
        "day": TODAY,
        "on": request.asking.day,
        "asked": False,
        "channel": Channel.IN_PERSON,
        "by": Side.US,
        "nature": Nature.INTERPRETATION,
        "kind": InsightKind.CONCERN,
    }
    return ComposeForm(initial=start)


@require_POST
def compose(request: Request, key: uuid.UUID) -> HttpResponse:
    """Record what happened, or go on in the full form of its kind with what was typed."""
    relationship = about(request, key)
    form = ComposeForm(request.POST)
    form.is_valid()
    what = form.cleaned_data.get("what", CONTACT)
    if "more" in request.POST:
        where = _full_address(request, key, form, what)
        if len(where) <= _LONGEST_ADDRESS:
            return HttpResponseRedirect(where)
        return _in_full(request, relationship, form, what)
    if wrong := form.wrong(what):
        return _in_full(request, relationship, form, what, says=wrong)
    try:
        return go_on(person_address(key), _SAVED[what](request, key, form))
    except (NotThere, NotYours):
        raise
    except Refusal as refusal:
        return _in_full(request, relationship, form, what, says=refused(refusal))


def _full_address(request: Request, key: uuid.UUID, form: ComposeForm, what: str) -> str:
    """Return where the full form of a kind opens with what was typed, sealed in the address.

    So it is a page like any other: it can be loaded again, and Back leads to the person.
    """
    typed = {"typed": sealed_fields(request, _typed(request, form, what))}
    if what == CONTACT:
        return with_query(reverse("log"), {"who": str(key), **typed})
    return with_query(reverse(_FULL[what][1], args=[key]), typed)


def _typed(request: Request, form: ComposeForm, what: str) -> dict[str, str]:
    """Return what was typed, by the names that the full form of a kind has for it."""
    typed = {name: request.POST.get(source, "") for name, source in _NAMES[what].items()}
    if what == CONTACT:
        if not form.wrong(what):
            typed["on"] = str(form.happened_on(request.asking.day))
        typed["purpose"] = Purpose.ENGAGEMENT.value
    return {name: value for name, value in typed.items() if value}


def _in_full(
    request: Request, relationship: Relationship, form: ComposeForm, what: str, says: str = ""
) -> HttpResponse:
    """Show the full form of a kind with what was typed; ``says`` why it was not saved, if so."""
    if what == CONTACT:
        return _log_in_full(request, relationship, form, saving=bool(says))
    title, where, build = _FULL[what]
    full = build(request, relationship, _typed(request, form, what))
    context = {
        "form": full,
        "title": title,
        "says": says,
        "alias": relationship.called,
        "back": person_address(relationship.pk),
        "action": reverse(where, args=[relationship.pk]),
        "mark": True,
    }
    template = _TEMPLATES.get(what, "parts/form_page.html")
    return render(request, template, context, status=422 if says else 200)


def _log_in_full(
    request: Request, relationship: Relationship, form: ComposeForm, *, saving: bool
) -> HttpResponse:
    """Go on in the form of a log, which says itself what is wrong where it was to be saved."""
    typed = QueryDict(mutable=True)
    typed.update({"who": str(relationship.pk), **_typed(request, form, CONTACT)})
    if saving:
        typed["save"] = "1"
    request.POST = typed  # type: ignore[assignment]
    return logging.log(request)


def _contact(request: Request, key: uuid.UUID, form: ComposeForm) -> Change[Any]:
    values = form.cleaned_data
    return interactions.log_interaction(
        request.asking,
        theirs=[(key,)],
        on=form.happened_on(request.asking.day),
        line=values["line"],
        asked=values["asked"],
        channel=values["channel"] or Channel.IN_PERSON,
        purpose=Purpose.ENGAGEMENT,
    )


def _promise(request: Request, key: uuid.UUID, form: ComposeForm) -> Change[Any]:
    values = form.cleaned_data
    return commitments.make_commitment(
        request.asking,
        relationship=key,
        text=values["line"],
        by=values["by"] or Side.US,
        due=values["due"],
    )


def _request(request: Request, key: uuid.UUID, form: ComposeForm) -> Change[Any]:
    values = form.cleaned_data
    planned_for = values["planned_for"]
    return asks.plan_ask(
        request.asking, relationship=key, what=values["line"], planned_for=planned_for
    )


def _note(request: Request, key: uuid.UUID, form: ComposeForm) -> Change[Any]:
    values = form.cleaned_data
    kind = values["kind"] or InsightKind.CONCERN
    lasts = None if kind == InsightKind.CONCERN else request.asking.day + KEPT_FOR
    return note_insight(
        request.asking,
        relationship=key,
        text=values["line"],
        kind=kind,
        nature=values["nature"] or Nature.INTERPRETATION,
        expires=lasts,
    )


def _promise_form(_request: Request, _about: Relationship, typed: dict[str, Any]) -> forms.Form:
    return CommitmentForm(initial={"by": Side.US, **typed})


_Build = Callable[[Request, Relationship, dict[str, Any]], forms.Form]

_FULL: dict[str, tuple[Any, str, _Build]] = {
    PROMISE: (gettext_lazy("Add a promise"), "promise", _promise_form),
    REQUEST: (gettext_lazy("Plan a request"), "ask", ask_form),
    INSIGHT: (gettext_lazy("Add an insight"), "insight", insight_form),
}

_TEMPLATES = {REQUEST: "people/ask_change.html"}
"""Full forms that have a look of their own."""

_NAMES = {
    CONTACT: {"line": "line", "asked": "asked", "channel": "channel", "on": "on"},
    PROMISE: {"text": "line", "by": "by", "due": "due"},
    REQUEST: {"what": "line", "planned_for": "planned_for"},
    INSIGHT: {"text": "line", "kind": "kind", "nature": "nature"},
}
"""What each field of a full form is called here."""

_SAVED: dict[str, Callable[[Request, uuid.UUID, ComposeForm], Change[Any]]] = {
    CONTACT: _contact,
    PROMISE: _promise,
    REQUEST: _request,
    INSIGHT: _note,
}
