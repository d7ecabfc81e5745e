"""Days that matter to a counterpart."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import occasions as verbs
from rapport.records.change import Change
from rapport.records.feasts import FEASTS
from rapport.records.models import Occasion, OccasionTone
from rapport.web.forms import about, column_field, person_address, person_form
from rapport.web.request import Request
from rapport.web.undoing import go_on

_column = partial(column_field, Occasion)


class OccasionForm(forms.Form):
    """A feast, a day of the year, or one date."""

    name = _column("name", label=gettext_lazy("What is the day called?"))
    feast = forms.ChoiceField(label=gettext_lazy("A feast"), required=False)
    on = _column("once", label=gettext_lazy("Or a date"))
    yearly = forms.BooleanField(label=gettext_lazy("Every year"), required=False)
    tone = _column("tone", label=gettext_lazy("What sort of day?"))
    mentioned_by_them = _column(
        "mentioned_by_them", label=gettext_lazy("They mentioned it themselves")
    )
    safe_channel = _column("safe_channel", label=gettext_lazy("Safe way to send a word"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["feast"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((code, str(feast.name)) for code, feast in FEASTS.items()),
        ]


@require_http_methods(["GET", "POST"])
def note(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note a day that matters to them."""
    relationship = about(request, key)

    def act(values: dict[str, Any]) -> Change[Occasion]:
        on, yearly = values.pop("on"), values.pop("yearly")
        when = {"month": on.month, "day": on.day} if on and yearly else {"once": on}
        values["tone"] = values["tone"] or OccasionTone.JOYFUL
        return verbs.note_occasion(request.asking, relationship=key, **values, **when)

    form = OccasionForm(request.POST or None, initial={"tone": OccasionTone.JOYFUL})
    return person_form(request, relationship, form, act, title=_("Note a day that matters to them"))


@require_POST
def greet(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note that a word was sent."""
    change = verbs.greet(request.asking, key=key)
    return go_on(person_address(change.row.relationship_id), change)
