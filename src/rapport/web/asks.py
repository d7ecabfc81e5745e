"""Asks: plan one with its risk to them, use the exception, settle one."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import asks as verbs
from rapport.records.models import Ask, Channel, Cost, Outcome
from rapport.web.forms import (
    Chips,
    Day,
    Words,
    about,
    colleague_choices,
    form_page,
    person_address,
)
from rapport.web.undoing import do_and_offer


class AskForm(forms.Form):
    """What we mean to ask, and what a yes may cost them."""

    what = Words(label=gettext_lazy("What we would ask for"), required=True, rows=2)
    planned_for = Day(label=gettext_lazy("When"))
    channel = Chips(label=gettext_lazy("How"), choices=Channel.choices)
    costs = forms.MultipleChoiceField(
        label=gettext_lazy("What saying yes may cost them"),
        choices=Cost.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
    )
    softens = Words(label=gettext_lazy("What would make it easier for them"), longest=1000)
    for_them = Words(label=gettext_lazy("What is in it for them"), longest=1000)
    life_saving = forms.BooleanField(
        label=gettext_lazy("Life-saving and urgent: use the exception"), required=False
    )
    life_saving_reason = Words(label=gettext_lazy("Whose lives depend on it, and how"))
    authorised_by = forms.ChoiceField(label=gettext_lazy("Authorised by"), required=False)


@require_http_methods(["GET", "POST"])
def plan(request: Any, key: uuid.UUID) -> HttpResponse:
    """Plan an ask."""
    relationship = about(request, key)
    form = AskForm(request.POST or None)
    colleagues = colleague_choices(relationship.circle_id, empty="—")
    form.fields["authorised_by"].choices = colleagues  # type: ignore[attr-defined]

    def act(said: dict[str, Any]) -> str:
        authorised = said.pop("authorised_by")
        said["costs"] = tuple((cost, 1) for cost in said["costs"])
        verbs.plan_ask(
            by=request.me,
            now=request.now,
            today=request.day,
            new=verbs.NewAsk(
                relationship=key,
                authorised_by=uuid.UUID(authorised) if authorised else None,
                **said,
            ),
        )
        return person_address(key)

    return form_page(
        request,
        form,
        act,
        title=_("Plan an ask"),
        back=person_address(key),
        alias=relationship.counterpart.alias,
    )


@require_POST
def settle(request: Any, key: uuid.UUID) -> HttpResponse:
    """Say what became of an ask."""
    outcome = request.POST.get("outcome", "")
    if outcome not in Outcome.values:
        raise Http404
    ask = Ask.objects.one_changeable_by(request.me, key)
    common = {"by": request.me, "now": request.now, "today": request.day}
    return do_and_offer(
        request,
        person_address(ask.relationship_id),
        lambda: verbs.settle_ask(**common, key=key, outcome=outcome),
    )
