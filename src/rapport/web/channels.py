"""The ways to reach a counterpart: how safe each is for them, how soon it works, if it does."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import channels as verbs
from rapport.records.change import Change
from rapport.records.models import Channel, Colleague, Relationship, Safety, Within
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.day_field import Day
from rapport.web.forms import (
    Chips,
    Words,
    about_person,
    colleague_choices,
    person_address,
    person_form,
    sent_day,
)
from rapport.web.request import Request
from rapport.web.undoing import go_on


class ChannelForm(forms.Form):
    """A way to reach them."""

    channel = Chips(label=gettext_lazy("Channel"), choices=Channel.choices, required=True)
    safety = Chips(label=gettext_lazy("How safe is it for them?"), choices=Safety.choices)
    within = Chips(
        label=gettext_lazy("How soon can we reach them this way?"),
        choices=[*Within.choices, ("", gettext_lazy("not known"))],
    )
    verified_on = Day(
        label=gettext_lazy("Day it last worked"),
        help_text=gettext_lazy("Leave it empty if we have not tried it."),
    )
    note = Words(
        label=gettext_lazy("Precautions"),
        longest=verbs.LONGEST,
        help_text=gettext_lazy(
            "When, through whom, on which number. Leave out what is not needed."
        ),
    )
    held_by = forms.ChoiceField(label=gettext_lazy("Colleague who has it"), required=False)


@require_http_methods(["GET", "POST"])
def add(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note a way to reach them."""
    relationship = about_person(request, key)
    asking = request.asking
    start = {
        "safety": Safety.CARE,
        "within": "",
        "verified_on": asking.day,
        "held_by": str(asking.me.pk),
    }
    form = _form(request, relationship, start)

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.add_channel(asking, key=relationship.person.pk, **_told(values))

    return person_form(request, relationship, form, act, title=_("Add a contact channel"))


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID, way: uuid.UUID) -> HttpResponse:
    """Change what is known of a way."""
    relationship = about_person(request, key)
    there = _there(relationship, way)
    holder = str(uuid.UUID(there["held_by"])) if there["held_by"] else ""
    start = {
        **{name: there[name] for name in ("channel", "safety", "note")},
        "within": there.get("within", ""),
        "verified_on": there.get("verified_on", ""),
        "held_by": holder,
    }
    form = _form(request, relationship, start)

    def act(values: dict[str, Any]) -> Change[Any]:
        told = _told(values)
        if values["held_by"] == holder:  # somebody who has left since stays named
            del told["held_by"]
        return verbs.change_channel(request.asking, key=relationship.person.pk, way=way, **told)

    title = _("Change a contact channel")
    return person_form(request, relationship, form, act, title=title, standing=True)


@require_POST
def verify(request: Request, key: uuid.UUID, way: uuid.UUID) -> HttpResponse:
    """Confirm that a way worked: today, or on the day that comes with the button."""
    person = about_person(request, key).person.pk
    change = verbs.verify_channel(request.asking, key=person, way=way, on=sent_day(request))
    return go_on(person_address(key), change)


@require_POST
def drop(request: Request, key: uuid.UUID, channel: uuid.UUID) -> HttpResponse:
    """Drop a way that is of no use any more."""
    person = about_person(request, key).person.pk
    change = verbs.drop_channel(request.asking, key=person, channel=channel)
    return go_on(person_address(key), change)


def _form(request: Request, relationship: Relationship, start: dict[str, Any]) -> ChannelForm:
    form = ChannelForm(request.POST or None, initial=start)
    here = colleague_choices(request.asking.day, relationship.circle_id, empty="—")
    if start["held_by"] not in dict(here):
        left = Colleague.objects.filter(pk=start["held_by"]).values_list("name", flat=True)
        here += [(start["held_by"], name) for name in left]
    form.fields["held_by"].choices = here  # type: ignore[attr-defined]
    return form


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a form says of a way as the verbs take it."""
    held_by = uuid.UUID(values["held_by"]) if values["held_by"] else None
    return {**values, "safety": values["safety"] or Safety.CARE, "held_by": held_by}


def _there(relationship: Relationship, key: uuid.UUID) -> dict[str, Any]:
    for way in relationship.person.channels:
        if way["key"] == key.hex:
            return dict(way)
    raise NotThere(NOT_THERE)
