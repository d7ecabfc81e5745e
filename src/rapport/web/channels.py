"""The ways to reach a counterpart, each with how safe it is for them."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import channels as verbs
from rapport.records.models import Channel, Safety
from rapport.web.forms import (
    Chips,
    Words,
    about,
    colleague_choices,
    form_page,
    person_address,
)
from rapport.web.undoing import do_and_offer


class ChannelForm(forms.Form):
    """A way to reach them."""

    channel = Chips(label=gettext_lazy("How"), choices=Channel.choices, required=True)
    safety = Chips(label=gettext_lazy("How safe is it for them?"), choices=Safety.choices)
    note = Words(
        label=gettext_lazy("What to mind"),
        longest=verbs.LONGEST,
        help_text=gettext_lazy("When, through whom, on which line. Leave out what is not needed."),
    )
    held_by = forms.ChoiceField(label=gettext_lazy("Who of us has it"), required=False)


@require_http_methods(["GET", "POST"])
def add(request: Any, key: uuid.UUID) -> HttpResponse:
    """Note a way to reach them."""
    relationship = about(request, key)
    start = {"safety": Safety.CARE, "held_by": str(request.me.pk)}
    form = ChannelForm(request.POST or None, initial=start)
    form.fields["held_by"].choices = colleague_choices(relationship.circle_id, empty="—")  # type: ignore[attr-defined]

    def act(said: dict[str, Any]) -> str:
        verbs.add_channel(
            by=request.me,
            now=request.now,
            key=relationship.counterpart_id,
            channel=said["channel"],
            safety=said["safety"] or Safety.CARE,
            note=said["note"],
            held_by=uuid.UUID(said["held_by"]) if said["held_by"] else None,
        )
        return person_address(key)

    return form_page(
        request,
        form,
        act,
        title=_("A way to reach them"),
        back=person_address(key),
        alias=relationship.counterpart.alias,
    )


@require_POST
def drop(request: Any, key: uuid.UUID, channel: uuid.UUID) -> HttpResponse:
    """Drop a way that is of no use any more."""
    relationship = about(request, key)

    def do() -> None:
        verbs.drop_channel(
            by=request.me, now=request.now, key=relationship.counterpart_id, channel=channel
        )

    return do_and_offer(request, person_address(key), do)
