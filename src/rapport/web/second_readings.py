"""A second pair of eyes on an analysis: ask a colleague, read it, remark on it, take it back."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import understanding as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.ground import common_ground
from rapport.briefings.second_reader import readers_of_relationship
from rapport.records.change import Change
from rapport.records.models import Analysis, SecondReading
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import about, form_page, person_form
from rapport.web.request import Request
from rapport.web.second_reader import RemarkForm
from rapport.web.undoing import go_on

_ADDRESSES = {Analysis.MOTIVES: "motives", Analysis.COMMON_GROUND: "ground"}


class ReaderForm(forms.Form):
    """Whom to ask."""

    reader = forms.ChoiceField(
        label=gettext_lazy("Who reads it?"), widget=forms.RadioSelect({"class": "chips"})
    )


@require_http_methods(["GET", "POST"])
def ask(request: Request, key: uuid.UUID, of: str) -> HttpResponse:
    """Ask a colleague who may see the relationship to read an analysis before it is used."""
    if of not in Analysis.values:
        raise NotThere(NOT_THERE)
    relationship = about(request, key)
    form = ReaderForm(request.POST or None)
    form.fields["reader"].choices = [  # type: ignore[attr-defined]
        (str(one.key), f"{one.name} · {one.origin}" if one.origin else one.name)
        for one in readers_of_relationship(request.asking, relationship)
    ]
    explain = _EXPLAINS if form.fields["reader"].choices else _NOBODY  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> Change[SecondReading]:
        reader = uuid.UUID(values["reader"])
        return verbs.ask_to_read_analysis(request.asking, relationship=key, of=of, reader=reader)

    return person_form(
        request,
        relationship,
        form,
        act,
        title=_("Ask a colleague to read it"),
        explain=explain,
        back=where(key, of),
    )


_EXPLAINS = gettext_lazy(
    "Somebody who was not part of it sees what the writer cannot. They find it on their Today, and"
    " their remark is shown on the page with their name and the date."
)
_NOBODY = gettext_lazy(
    "No other colleague can see this person. Add one to the circle first, or name them on the page"
    " of the person."
)


@require_http_methods(["GET", "POST"])
def remark(request: Request, key: uuid.UUID) -> HttpResponse:
    """Read an analysis one was asked to read, and say what one sees otherwise."""
    row = verbs.reading_for_me(request.asking, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=row.relationship_id)

    def act(values: dict[str, Any]) -> Change[SecondReading]:
        return verbs.remark_on_analysis(request.asking, key=key, remark=values["remark"])

    shows_ground = row.of == Analysis.COMMON_GROUND
    ground = common_ground(request.asking, row.relationship_id) if shows_ground else None
    return form_page(
        request,
        RemarkForm(request.POST or None, initial={"remark": row.remark}),
        act,
        title=_("Remark on an analysis"),
        back=where(row.relationship_id, row.of),
        template="second_reading/remark.html",
        standing=True,
        ground=ground,
        of=row.of,
    )


@require_POST
def take_back(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask a colleague no more, or take their remark off the page."""
    change = verbs.take_back_reading(request.asking, key=key)
    return go_on(where(change.row.relationship_id, change.row.of), change)


def where(relationship: uuid.UUID, of: str) -> str:
    """Return the page of an analysis."""
    return reverse(_ADDRESSES[Analysis(of)], args=[relationship])
