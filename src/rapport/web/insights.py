"""Knowing each other: what we understood, what we told, and notes near their end."""

import uuid
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import care
from rapport.actions import insights as verbs
from rapport.records.change import Change
from rapport.records.models import (
    Confidence,
    Disclosure,
    Insight,
    InsightKind,
    Nature,
    Relationship,
)
from rapport.web.erasing import on_any_disk
from rapport.web.forms import about, column_field, form_page, person_address, person_form
from rapport.web.request import Request
from rapport.web.sections import record_form
from rapport.web.undoing import go_on

KEPT_FOR = timedelta(days=365)

_insight = partial(column_field, Insight)


class InsightForm(forms.Form):
    """Something understood of a counterpart."""

    kind = _insight("kind", label=gettext_lazy("Type of insight"))
    nature = _insight("nature", label=gettext_lazy("Fact or interpretation?"))
    text = _insight("text", label=gettext_lazy("Write it as if they could read it"), rows=3)
    their_version = _insight(
        "their_version",
        label=gettext_lazy("How would they tell it?"),
        rows=2,
        help_text=gettext_lazy("For our interpretation: the same thing, as they see it."),
    )
    known_from = _insight("known_from", label=gettext_lazy("How do we know?"))
    confidence = _insight("confidence", label=gettext_lazy("Confidence"))
    special = _insight("special", label=gettext_lazy("Does it touch family, faith or health?"))
    need = _insight("need", label=gettext_lazy("If so, what is it needed for?"))
    expires = _insight("expires", label=gettext_lazy("Keep until"), nearest="coming")


def insight_form(
    request: Request, relationship: Relationship, typed: dict[str, Any] | None = None
) -> InsightForm:
    """Return the form of a note about one counterpart: as sent, or begun with what was typed."""
    start = {"nature": Nature.INTERPRETATION, "confidence": Confidence.MEDIUM, "special": ""}
    sent = None if typed is not None else request.POST or None
    form = InsightForm(sent, initial={**start, **(typed or {})})
    usual = _("If left empty: %(days)s days for a concern, a year for anything else.")
    form.fields["expires"].help_text = usual % {"days": relationship.office.concern_days}
    return form


@require_http_methods(["GET", "POST"])
def note(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note something understood."""
    relationship = about(request, key)

    def act(values: dict[str, Any]) -> Change[Insight]:
        given = {name: value for name, value in values.items() if value not in ("", None)}
        if given.get("kind") != InsightKind.CONCERN:
            given.setdefault("expires", request.asking.day + KEPT_FOR)
        return verbs.note_insight(request.asking, relationship=key, **given)

    form = insight_form(request, relationship)
    return person_form(request, relationship, form, act, title=_("Add an insight"))


@require_http_methods(["GET", "POST"])
def tell(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note something we told them."""
    relationship = about(request, key)

    def act(values: dict[str, Any]) -> Change[Disclosure]:
        return verbs.tell(request.asking, relationship=key, **values)

    form = record_form(Disclosure, request.POST or None, initial={"on": request.asking.day})
    return person_form(request, relationship, form, act, title=_("Add what we shared"))


class KeepForm(forms.Form):
    """Why, and until when, a note is still needed."""

    reason = _insight("need", label=gettext_lazy("What it is still needed for"), required=True)
    until = _insight("expires", label=gettext_lazy("Keep until"), required=True, nearest="coming")


@require_http_methods(["GET", "POST"])
def keep(request: Request, key: uuid.UUID) -> HttpResponse:
    """Keep a note longer."""
    insight = Insight.objects.one_changeable_by(request.asking.me, key)

    def act(values: dict[str, Any]) -> Change[Insight]:
        return care.keep_note(request.asking, key=key, **values)

    start = {"until": request.asking.day + timedelta(days=90)}
    return form_page(
        request,
        KeepForm(request.POST or None, initial=start),
        act,
        title=_("Keep this note longer"),
        back=person_address(insight.relationship_id),
        typed=insight.text,
    )


@require_http_methods(["GET", "POST"])
def erase(request: Request, key: uuid.UUID) -> HttpResponse:
    """Erase a note for good: in a day, which can be undone until then, or at once.

    The page shows its words once more before it is erased at once, for nothing brings that back.
    """
    insight = Insight.objects.one_changeable_by(request.asking.me, key)
    where = person_address(insight.relationship_id)
    if request.method == "GET":
        about(request, insight.relationship_id)
        alias = insight.relationship.called
        context = {"note": insight, "back": where, "alias": alias}
        return render(request, "people/erase_note.html", context)
    if "now" in request.POST:
        on_any_disk(lambda: care.erase_note(request.asking, key=key))
        return HttpResponseRedirect(where)
    return go_on(where, on_any_disk(lambda: care.set_to_erase(request.asking, key=key)))
