"""The relationship itself: its phase and stage, and what it is for."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import relationships as verbs
from rapport.records.change import Change
from rapport.records.models import Phase, Relationship, Stage, Step
from rapport.web.forms import Chips, about, column_field, person_form
from rapport.web.request import Request


class StepForm(forms.Form):
    """A step, with its reason or evidence."""

    to = Chips(label=gettext_lazy("Move to"), choices=[], required=True)
    why = column_field(Step, "reason", label="", required=True, rows=2, longest=2000)
    on = column_field(Step, "on", label=gettext_lazy("When"), required=False)


@require_http_methods(["GET", "POST"])
def phase(request: Request, key: uuid.UUID) -> HttpResponse:
    """Switch the phase: a recorded decision."""
    relationship = about(request, key)
    form = StepForm(
        request.POST or None, initial={"to": relationship.phase, "on": request.asking.day}
    )
    form.fields["to"].choices = Phase.choices  # type: ignore[attr-defined]
    form.fields["why"].label = _("Reason")

    def act(values: dict[str, Any]) -> Change[Any]:
        to, why, on = values["to"], values["why"], values["on"]
        return verbs.switch_phase(request.asking, key=key, phase=to, reason=why, on=on)

    return person_form(request, relationship, form, act, title=_("Change the phase"))


@require_http_methods(["GET", "POST"])
def stage(request: Request, key: uuid.UUID) -> HttpResponse:
    """Record a step of trust with its evidence."""
    relationship = about(request, key)
    form = StepForm(
        request.POST or None, initial={"to": relationship.stage, "on": request.asking.day}
    )
    form.fields["to"].choices = Stage.choices  # type: ignore[attr-defined]
    form.fields["why"].label = _("Evidence")

    def act(values: dict[str, Any]) -> Change[Any]:
        to, why, on = values["to"], values["why"], values["on"]
        return verbs.take_stage(request.asking, key=key, stage=to, evidence=why, on=on)

    return person_form(request, relationship, form, act, title=_("Update stage"))


_relationship = partial(column_field, Relationship)


class BetweenForm(forms.Form):
    """Why the relationship was begun, what it is for, and on what terms."""

    opened = _relationship("opened", label=gettext_lazy("First contact"))
    open_reason = _relationship("open_reason", label=gettext_lazy("How it started"), required=True)
    objective = _relationship("objective", label=gettext_lazy("Our goal"), rows=2)
    expectations = _relationship(
        "expectations", label=gettext_lazy("Expectations on both sides"), rows=2
    )
    terms = _relationship("terms", label=gettext_lazy("Agreed ways of working"), rows=2)


@require_http_methods(["GET", "POST"])
def between(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what is said of the relationship as a whole."""
    relationship = about(request, key)

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.describe(request.asking, key=key, **values)

    start = {name: getattr(relationship, name) for name in BetweenForm.base_fields}
    form = BetweenForm(request.POST or None, initial=start)
    return person_form(
        request, relationship, form, act, title=_("How we work together"), standing=True
    )
