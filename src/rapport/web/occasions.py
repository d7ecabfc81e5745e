"""Days that matter to a counterpart."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import occasions as verbs
from rapport.records.feasts import FEASTS
from rapport.records.models import Channel, Occasion, OccasionTone
from rapport.web.forms import Chips, Day, Words, about, form_page, person_address
from rapport.web.undoing import do_and_offer


class OccasionForm(forms.Form):
    """A feast, a day of the year, or one date."""

    name = Words(label=gettext_lazy("What is the day called?"), required=True, longest=120)
    feast = forms.ChoiceField(label=gettext_lazy("A feast"), required=False)
    on = Day(label=gettext_lazy("Or a date"))
    yearly = forms.BooleanField(label=gettext_lazy("Every year"), required=False)
    tone = Chips(label=gettext_lazy("What sort of day?"), choices=OccasionTone.choices)
    mentioned_by_them = forms.BooleanField(
        label=gettext_lazy("They mentioned it themselves"), required=False
    )
    safe_channel = Chips(label=gettext_lazy("Safe way to send a word"), choices=Channel.choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["feast"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((code, str(feast.name)) for code, feast in FEASTS.items()),
        ]


@require_http_methods(["GET", "POST"])
def note(request: Any, key: uuid.UUID) -> HttpResponse:
    """Note a day that matters to them."""
    relationship = about(request, key)

    def act(said: dict[str, Any]) -> str:
        on, yearly = said.pop("on"), said.pop("yearly")
        when = {"month": on.month, "day": on.day} if on and yearly else {"once": on}
        said["tone"] = said["tone"] or OccasionTone.JOYFUL
        verbs.note_occasion(
            by=request.me, now=request.now, today=request.day, relationship=key, **said, **when
        )
        return person_address(key)

    return form_page(
        request,
        OccasionForm(request.POST or None, initial={"tone": OccasionTone.JOYFUL}),
        act,
        title=_("Note a day that matters to them"),
        back=person_address(key),
        alias=relationship.counterpart.alias,
    )


@require_POST
def greet(request: Any, key: uuid.UUID) -> HttpResponse:
    """Note that a word was sent."""
    occasion = Occasion.objects.one_changeable_by(request.me, key)
    common = {"by": request.me, "now": request.now, "today": request.day}
    return do_and_offer(
        request,
        person_address(occasion.relationship_id),
        lambda: verbs.greet(**common, key=key),
    )
