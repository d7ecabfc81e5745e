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
from rapport.records import judging
from rapport.records.models import Waiver
from rapport.rules.catalogue import RULES
from rapport.web.forms import Day, Words, about, form_page, person_address
from rapport.web.undoing import do_and_offer


@require_GET
def today(request: Any) -> HttpResponse:
    """Show what to do today and why."""
    if not getattr(request, "read_only", False):
        judging.rejudge_due(today=request.day)
    everyone = request.GET.get("whose") == "office"
    answer = briefing.today(request.me, day=request.day, mine=not everyone)
    return render(request, "today/today.html", {"today": answer, "everyone": everyone})


class WaiverForm(forms.Form):
    """Why, and until when, a finding is set aside."""

    reason = Words(label=gettext_lazy("Because"), required=True, longest=300)
    until = Day(label=gettext_lazy("Until"), required=True)


@require_http_methods(["GET", "POST"])
def waive(request: Any, key: uuid.UUID, code: str) -> HttpResponse:
    """Set one rule aside for one counterpart, with a reason and an end."""
    relationship = about(request, key)

    def act(said: dict[str, Any]) -> str:
        upkeep.waive(
            by=request.me,
            now=request.now,
            today=request.day,
            relationship=key,
            code=code,
            reason=said["reason"],
            until=said["until"],
        )
        return reverse("today") if request.GET.get("from") == "today" else person_address(key)

    start = {"until": request.day + timedelta(days=30)}
    rule = RULES.get(code)
    return form_page(
        request,
        WaiverForm(request.POST or None, initial=start),
        act,
        title=_("Not now, because…"),
        back=person_address(key),
        alias=relationship.counterpart.alias,
        explain=rule.reason if rule else "",
    )


@require_POST
def lift(request: Any, key: uuid.UUID) -> HttpResponse:
    """Hear a silenced rule again."""
    waiver = Waiver.objects.one_changeable_by(request.me, key)
    common = {"by": request.me, "now": request.now, "today": request.day}
    return do_and_offer(
        request,
        person_address(waiver.relationship_id),
        lambda: upkeep.lift_waiver(**common, key=key),
    )
