"""Culture notes: what colleagues who know a place tell those who go there."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import culture_notes as verbs
from rapport.actions.people import check_writes
from rapport.briefings.culture_notes import every_culture_note
from rapport.records.change import Change
from rapport.records.models import CultureNote
from rapport.web.forms import column_field, form_page
from rapport.web.request import Request
from rapport.web.undoing import go_on

_LONGEST = 1000
_EXPLAINS = gettext_lazy(
    "Write how it is done there, as you would tell a new colleague. Everybody in the office reads"
    " it: write no names here."
)


class CultureForm(forms.Form):
    """A custom of a place, and how its author knows it."""

    place = column_field(CultureNote, "place", label=gettext_lazy("District or place"))
    topic = column_field(CultureNote, "topic", label=gettext_lazy("About"))
    text = column_field(
        CultureNote,
        "text",
        label=gettext_lazy("What should a visitor know?"),
        rows=3,
        longest=_LONGEST,
    )
    role = column_field(
        CultureNote,
        "role",
        label=gettext_lazy("How do you know?"),
        help_text=gettext_lazy("In your own words, such as: I am from here."),
    )


@require_GET
def culture(request: Request) -> HttpResponse:
    """Show the culture notes of the office, by place."""
    may_write = bool(request.asking.me.writable_circles()) and not request.read_only
    context = {"places": every_culture_note(request.asking), "may_write": may_write}
    return render(request, "culture/culture.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Add a culture note; whoever writes in a circle may."""
    check_writes(request.asking.me)

    def act(values: dict[str, Any]) -> Change[CultureNote]:
        return verbs.note_culture(request.asking, **values)

    form = CultureForm(request.POST or None)
    return form_page(
        request, form, act, title=_("Add a culture note"), explain=_EXPLAINS, **_way_on()
    )


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change a culture note; saved as it stands, it is known to be true today.

    How its author knows it is theirs to say: whoever puts other words there says so for themselves.
    """
    note = verbs.culture_note_to_change(request.asking, key)
    mine = note.author_id == request.asking.me.pk

    def act(values: dict[str, Any]) -> Change[CultureNote]:
        if not (mine or values["role"]):
            del values["role"]
        return verbs.change_culture(request.asking, key=key, **values)

    initial = {name: getattr(note, name) for name in CultureForm.base_fields}
    initial["role"] = note.role if mine else ""
    form = CultureForm(request.POST or None, initial=initial)
    title = _("Edit the culture note")
    return form_page(request, form, act, title=title, explain=_EXPLAINS, standing=True, **_way_on())


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a culture note away; the page it leads to offers to bring it back."""
    return go_on(reverse("culture"), verbs.remove_culture(request.asking, key=key))


def _way_on() -> dict[str, Any]:
    return {
        "back": reverse("culture"),
        "then": lambda note: f"{reverse('culture')}#{note.pk}",
    }
