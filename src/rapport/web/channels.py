"""The ways to reach a counterpart, each with how safe it is for them."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import channels as verbs
from rapport.records.change import Change
from rapport.records.models import Channel, Safety
from rapport.web.forms import (
    Chips,
    Words,
    about,
    colleague_choices,
    person_address,
    person_form,
)
from rapport.web.request import Request
from rapport.web.undoing import go_on


class ChannelForm(forms.Form):
    """A way to reach them."""

    channel = Chips(label=gettext_lazy("Channel"), choices=Channel.choices, required=True)
    safety = Chips(label=gettext_lazy("How safe is it for them?"), choices=Safety.choices)
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
    relationship = about(request, key)
    start = {"safety": Safety.CARE, "held_by": str(request.asking.me.pk)}
    form = ChannelForm(request.POST or None, initial=start)
    here = colleague_choices(request.asking.day, relationship.circle_id, empty="—")
    form.fields["held_by"].choices = here  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.add_channel(
            request.asking,
            key=relationship.counterpart.pk,
            channel=values["channel"],
            safety=values["safety"] or Safety.CARE,
            note=values["note"],
            held_by=uuid.UUID(values["held_by"]) if values["held_by"] else None,
        )

    return person_form(request, relationship, form, act, title=_("Add a contact channel"))


@require_POST
def drop(request: Request, key: uuid.UUID, channel: uuid.UUID) -> HttpResponse:
    """Drop a way that is of no use any more."""
    person = about(request, key).counterpart.pk
    change = verbs.drop_channel(request.asking, key=person, channel=channel)
    return go_on(person_address(key), change)
