"""The morning's page, and setting a finding aside."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import upkeep
from rapport.briefings import today as briefing
from rapport.records.change import Change
from rapport.records.models import Waiver
from rapport.rules.catalogue import RULES
from rapport.web.forms import about, column_field, person_address, person_form
from rapport.web.request import Request
from rapport.web.undoing import go_on


@require_GET
def today(request: Request) -> HttpResponse:
    """Show what to do today and why."""
    everyone = request.GET.get("whose") == "office"
    answer = briefing.today(request.asking, mine=not everyone)
    return render(request, "today/today.html", {"today": answer, "everyone": everyone})


class WaiverForm(forms.Form):
    """Why, and until when, a finding is set aside."""

    reason = column_field(Waiver, "reason", label=gettext_lazy("Because"), longest=300)
    until = column_field(Waiver, "until", label=gettext_lazy("Until"))


@require_http_methods(["GET", "POST"])
def waive(request: Request, key: uuid.UUID, code: str) -> HttpResponse:
    """Set one rule aside for one counterpart, with a reason and an end."""
    relationship = about(request, key)
    rule = RULES.get(code)

    def act(values: dict[str, Any]) -> Change[Waiver]:
        return upkeep.waive(request.asking, relationship=key, code=code, **values)

    def then(_waiver: Waiver) -> str:
        return reverse("today") if request.GET.get("from") == "today" else person_address(key)

    return person_form(
        request,
        relationship,
        WaiverForm(
            request.POST or None, initial={"until": request.asking.day + timedelta(days=30)}
        ),
        act,
        then=then,
        title=_("Not now, because…"),
        explain=rule.reason if rule else "",
    )


@require_POST
def lift(request: Request, key: uuid.UUID) -> HttpResponse:
    """Hear a silenced rule again."""
    change = upkeep.lift_waiver(request.asking, key=key)
    return go_on(person_address(change.row.relationship_id), change)
