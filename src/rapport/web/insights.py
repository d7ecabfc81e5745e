"""Knowing each other: what we understood, what we told, and notes near their end."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import care
from rapport.actions import insights as verbs
from rapport.records.models import (
    Confidence,
    DisclosureKind,
    Insight,
    InsightKind,
    Nature,
    SpecialCategory,
)
from rapport.vault import reserved_space
from rapport.web.forms import Chips, Day, Words, about, form_page, person_address

KEPT_FOR = timedelta(days=365)


class InsightForm(forms.Form):
    """Something understood of a counterpart."""

    kind = Chips(label=gettext_lazy("What is it?"), choices=InsightKind.choices, required=True)
    nature = Chips(label=gettext_lazy("Fact, or how we read it?"), choices=Nature.choices)
    text = Words(label=gettext_lazy("Write it as if they could read it"), required=True, rows=3)
    confidence = Chips(label=gettext_lazy("How sure are we?"), choices=Confidence.choices)
    special = Chips(
        label=gettext_lazy("Does it touch family, faith or health?"),
        choices=SpecialCategory.choices,
    )
    need = Words(label=gettext_lazy("If so, what is it needed for?"), longest=300)
    expires = Day(label=gettext_lazy("Keep until"))


@require_http_methods(["GET", "POST"])
def note(request: Any, key: uuid.UUID) -> HttpResponse:
    """Note something understood."""
    relationship = about(request, key)

    def act(said: dict[str, Any]) -> str:
        verbs.note_insight(
            by=request.me,
            now=request.now,
            today=request.day,
            relationship=key,
            **{name: value for name, value in said.items() if value not in ("", None)},
        )
        return person_address(key)

    start = {
        "nature": Nature.INTERPRETATION,
        "confidence": Confidence.MEDIUM,
        "expires": request.day + KEPT_FOR,
        "special": "",
    }
    return form_page(
        request,
        InsightForm(request.POST or None, initial=start),
        act,
        title=_("Note something understood"),
        back=person_address(key),
        alias=relationship.counterpart.alias,
    )


class TellForm(forms.Form):
    """Something we told them."""

    kind = Chips(
        label=gettext_lazy("What did we tell?"), choices=DisclosureKind.choices, required=True
    )
    text = Words(label=gettext_lazy("In one line"), rows=2)
    on = Day(label=gettext_lazy("When"))


@require_http_methods(["GET", "POST"])
def tell(request: Any, key: uuid.UUID) -> HttpResponse:
    """Note something we told them."""
    relationship = about(request, key)

    def act(said: dict[str, Any]) -> str:
        verbs.tell(by=request.me, now=request.now, today=request.day, relationship=key, **said)
        return person_address(key)

    return form_page(
        request,
        TellForm(request.POST or None, initial={"on": request.day}),
        act,
        title=_("Note what we told them"),
        back=person_address(key),
        alias=relationship.counterpart.alias,
    )


class KeepForm(forms.Form):
    """Why, and until when, a note is still needed."""

    reason = Words(label=gettext_lazy("What it is still needed for"), required=True, longest=300)
    until = Day(label=gettext_lazy("Keep until"), required=True)


@require_http_methods(["GET", "POST"])
def keep(request: Any, key: uuid.UUID) -> HttpResponse:
    """Keep a note longer."""
    insight = Insight.objects.one_changeable_by(request.me, key)
    back = person_address(insight.relationship_id)

    def act(said: dict[str, Any]) -> str:
        care.keep_note(by=request.me, now=request.now, today=request.day, key=key, **said)
        return back

    return form_page(
        request,
        KeepForm(request.POST or None, initial={"until": request.day + timedelta(days=90)}),
        act,
        title=_("Keep this note longer"),
        back=back,
        typed=insight.text,
    )


@require_POST
def erase(request: Any, key: uuid.UUID) -> HttpResponse:
    """Erase a note for good."""
    insight = Insight.objects.one_changeable_by(request.me, key)
    about = {"by": request.me, "now": request.now, "today": request.day, "key": key}
    try:
        care.erase_note(**about)
    except OperationalError:
        # Erasing must work on a full disk too: that is what the ballast is there for.
        if settings.RAPPORT_HOME is None:
            raise
        reserved_space.free(settings.RAPPORT_HOME)
        care.erase_note(**about)
    return HttpResponseRedirect(person_address(insight.relationship_id))
