"""Days that matter to a counterpart."""

import uuid
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import occasions as verbs
from rapport.records.change import Change
from rapport.records.feasts import FEASTS, LEAP_YEAR, Feast
from rapport.records.models import Occasion, OccasionTone
from rapport.web.forms import about, column_field, person_address, person_form
from rapport.web.request import Request
from rapport.web.undoing import go_on

_column = partial(column_field, Occasion)


class OccasionForm(forms.Form):
    """A feast, a day of the year, or one date."""

    name = _column("name", label=gettext_lazy("Name of the date"))
    feast = forms.ChoiceField(label=gettext_lazy("Holiday"), required=False)
    on = _column(
        "once",
        label=gettext_lazy("Or a date"),
        nearest="coming",
        help_text=gettext_lazy(
            "In any calendar: 3 Feb, 12 Ramadan 1446, 12 Mordad 1404, 5 Meskerem. We show it in"
            " ours before it is saved."
        ),
    )
    yearly = forms.BooleanField(label=gettext_lazy("Every year"), required=False)
    tone = _column(
        "tone",
        label=gettext_lazy("Type of day"),
        help_text=gettext_lazy("For a holiday, the calendar sets this and your choice is ignored."),
    )
    mentioned_by_them = _column(
        "mentioned_by_them", label=gettext_lazy("They mentioned it themselves")
    )
    safe_channel = _column("safe_channel", label=gettext_lazy("Safe channel for a greeting"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["feast"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            *((code, _with_its_tone(feast)) for code, feast in FEASTS.items()),
        ]


def _with_its_tone(feast: Feast) -> str:
    """Name a feast and what sort of day it is: a day of mourning is nobody's joy."""
    return f"{feast.name} ({OccasionTone(feast.tone).label})"


def as_stored(values: dict[str, Any]) -> dict[str, Any]:
    """Return what the form sent as columns: a date is one day, or a day of every year."""
    on, yearly = values.pop("on"), values.pop("yearly")
    values["tone"] = values["tone"] or OccasionTone.JOYFUL
    if on and yearly:
        return {**values, "month": on.month, "day": on.day, "once": None}
    return {**values, "month": None, "day": None, "once": on}


def as_shown(occasion: Occasion) -> dict[str, Any]:
    """Return what the form shows of an occasion: of a day of every year, that of a leap year."""
    if occasion.month and occasion.day:
        return {"on": date(LEAP_YEAR, occasion.month, occasion.day), "yearly": True}
    return {"on": occasion.once, "yearly": False}


@require_http_methods(["GET", "POST"])
def note(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note a day that matters to them."""
    relationship = about(request, key)

    def act(values: dict[str, Any]) -> Change[Occasion]:
        return verbs.note_occasion(request.asking, relationship=key, **as_stored(values))

    form = OccasionForm(request.POST or None, initial={"tone": OccasionTone.JOYFUL})
    return person_form(request, relationship, form, act, title=_("Add an important date"))


@require_POST
def greet(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note that a word was sent."""
    change = verbs.greet(request.asking, key=key)
    return go_on(person_address(change.row.relationship_id), change)
