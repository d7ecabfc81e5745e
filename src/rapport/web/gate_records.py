"""Gates and what is said of them: how one stands, incidents, second paths, who helped."""

import uuid
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import gates as verbs
from rapport.briefings.who_helped import first_words
from rapport.records.change import Change
from rapport.records.models import Gate, GateHelp, GateIncident, GateState, SecondPath
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import circle_choices, form_page, key_in, sent_day
from rapport.web.gate_forms import (
    GateForm,
    HelpForm,
    IncidentForm,
    NewGateForm,
    NewPathForm,
    StandingForm,
    put_right_form,
)
from rapport.web.people_by_alias import asked_by
from rapport.web.request import Request
from rapport.web.undoing import go_on


def gate_address(key: uuid.UUID) -> str:
    """Return the address of a gate's page."""
    return reverse("gate", args=[key])


def changeable(request: Request, key: uuid.UUID) -> Gate:
    """Return a gate that a form is about, if whoever asks may change it."""
    gate: Gate = Gate.objects.one_changeable_by(request.asking.me, key)
    return gate


def gate_form(
    request: Request,
    gate: Gate,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Change[Any]],
    **more: Any,
) -> HttpResponse:
    """Show or take a form about one gate; it leads back to its page."""
    return form_page(request, form, act, back=gate_address(gate.pk), alias=gate.name, **more)


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Add what must be open."""
    circles = circle_choices(request.asking.me)
    form = NewGateForm(request.POST or None, circles=circles)

    def act(values: dict[str, Any]) -> Change[Gate]:
        values["circle"] = uuid.UUID(values["circle"])
        return verbs.add_gate(request.asking, **values)

    return form_page(
        request,
        form,
        act,
        title=_("Add a gate"),
        explain="" if circles else _("You can read here, but not write. Ask a keeper of a circle."),
        back=reverse("gates"),
        alias=pgettext("menu", "Gates"),
        then=lambda gate: gate_address(gate.pk),
    )


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what is known of a gate."""
    gate = changeable(request, key)
    begin = {name: getattr(gate, name) for name in GateForm.base_fields}
    form = GateForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[Gate]:
        return verbs.change_gate(request.asking, key=key, **values)

    return gate_form(
        request, gate, form, act, title=_("Change the gate"), standing=True,
        remove=reverse("remove-gate", args=[key]),
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a gate; the list it leads to offers to bring it back."""
    return go_on(reverse("gates"), verbs.remove_gate(request.asking, key=key))


@require_http_methods(["GET", "POST"])
def stand(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say how a gate stands from a day on."""
    gate = changeable(request, key)
    form = StandingForm(request.POST or None, initial={"on": request.asking.day})

    def act(values: dict[str, Any]) -> Change[GateState]:
        return verbs.say_standing(request.asking, gate=key, **values)

    return gate_form(request, gate, form, act, title=_("Record how it stands"))


@require_http_methods(["GET", "POST"])
def incident(request: Request, key: uuid.UUID) -> HttpResponse:
    """Log what happened at a gate."""
    gate = changeable(request, key)
    form = IncidentForm(request.POST or None, initial={"on": request.asking.day})

    def act(values: dict[str, Any]) -> Change[GateIncident]:
        return verbs.log_incident(request.asking, gate=key, **values)

    return gate_form(request, gate, form, act, title=_("Log an incident"))


@require_http_methods(["GET", "POST"])
def second_path(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note what we could do if a gate fails."""
    gate = changeable(request, key)
    form = asked_by(NewPathForm(request.POST or None), request.asking.me)

    def act(values: dict[str, Any]) -> Change[SecondPath]:
        return verbs.note_second_path(
            request.asking, gate=key, text=values["text"], relationship=values["who"]
        )

    return gate_form(request, gate, form, act, title=_("Add a second path"))


@require_http_methods(["GET", "POST"])
def note_help(request: Request, key: uuid.UUID) -> HttpResponse:
    """Record who helped to open a gate; after a granted request (``?ask=``), begun with it."""
    gate = changeable(request, key)
    first = first_words(request.asking, gate, key_in(request.GET.get("ask", "")))
    form = asked_by(HelpForm(request.POST or None, initial=asdict(first)), request.asking.me)

    def act(values: dict[str, Any]) -> Change[GateHelp]:
        who = values.pop("who")
        return verbs.note_help(request.asking, gate=key, relationship=who, **values)

    return gate_form(request, gate, form, act, title=_("Record who helped"))


@require_POST
def thank(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note that somebody was thanked for their help, today or on the day that was sent."""
    change = verbs.thank_for_help(request.asking, key=key, on=sent_day(request))
    return go_on(f"{gate_address(change.row.gate_id)}#helps", change)


@require_http_methods(["GET", "POST"])
def change_of_gate(request: Request, kind: str, key: uuid.UUID) -> HttpResponse:
    """Put right what was said of a gate."""
    model = _kind(kind)
    row = model.objects.one_changeable_by(request.asking.me, key)
    build = put_right_form(model)
    begin = {name: getattr(row, name) for name in build.base_fields}
    form = build(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[Any]:
        values = {name: value for name, value in values.items() if name != "on" or value}
        return verbs.change_of_gate(request.asking, model, key=key, **values)

    return gate_form(
        request, row.gate, form, act, title=model.PUT_RIGHT.title, standing=True,
        remove=reverse("remove-of-gate", args=[kind, key]),
    )  # fmt: skip


@require_POST
def remove_of_gate(request: Request, kind: str, key: uuid.UUID) -> HttpResponse:
    """Remove what was said of a gate; its page offers to bring it back."""
    change = verbs.remove_of_gate(request.asking, _kind(kind), key=key)
    return go_on(gate_address(change.row.gate_id), change)


def _kind(word: str) -> Any:
    """Return the kind of this word of what is said of a gate, or raise ``NotThere``."""
    kind = verbs.put_right_by_word().get(word)
    if kind is None:
        raise NotThere(NOT_THERE)
    return kind
