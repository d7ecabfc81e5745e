"""From engagement to negotiation: what it rests on, the move itself, and a page to send upward.

What is missing is listed and holds nothing up.
"""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rapport.actions import relationships as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.readiness import readiness, sheet
from rapport.records.change import Change
from rapport.records.models import Phase, Step
from rapport.web.forms import about, column_field, person_form
from rapport.web.request import Request


class MoveForm(forms.Form):
    """Why we move to negotiation, and from when on."""

    why = column_field(
        Step, "reason", label=gettext_lazy("Why now?"), required=True, rows=3, longest=2000
    )
    on = column_field(Step, "on", label=gettext_lazy("When"), required=False)
    read = forms.BooleanField(label=gettext_lazy("I have read the red lines"), required=False)


@require_http_methods(["GET", "POST"])
def negotiate(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show what a negotiation rests on, and move to it with a reason.

    Whether the red lines were read is asked for the one who reads; it is kept nowhere.
    """
    relationship = about(request, key)
    answer = readiness(request.asking, key)
    form = MoveForm(request.POST or None, initial={"on": request.asking.day})
    if not answer.red_lines:
        del form.fields["read"]

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.switch_phase(
            request.asking,
            key=key,
            phase=Phase.NEGOTIATION,
            reason=values["why"],
            on=values["on"],
        )

    return person_form(
        request,
        relationship,
        form,
        act,
        title=_("Move to negotiation"),
        template="people/negotiate.html",
        answer=answer,
    )


@require_GET
def readiness_sheet(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show the page to send upward where an agreement is pressed for; nobody is named on it."""
    answer = readiness(request.asking, key)
    open_counterpart(request.asking, relationship=key)
    context = {"sheet": sheet(answer), "relationship": key, "may_change": answer.may_change}
    return render(request, "people/readiness.html", context)
