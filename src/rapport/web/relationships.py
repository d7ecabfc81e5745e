"""The relationship itself: who holds it, its rhythm, phase and stage."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import relationships as verbs
from rapport.records.change import Change
from rapport.records.models import Phase, Stage, Step
from rapport.web.forms import Chips, about, colleague_choices, column_field, person_form
from rapport.web.request import Request


class HoldersForm(forms.Form):
    """Who leads and who could step in."""

    lead = forms.ChoiceField(label=gettext_lazy("Lead"))
    joint_introduction = forms.BooleanField(
        label=gettext_lazy("The new lead was introduced in a meeting together"), required=False
    )
    backup = forms.ChoiceField(label=gettext_lazy("Backup"), required=False)
    ideal_days = forms.IntegerField(
        label=gettext_lazy("Ideal days between contacts"),
        min_value=1,
        max_value=3650,
        required=False,
    )
    maximum_days = forms.IntegerField(
        label=gettext_lazy("Maximum days"), min_value=1, max_value=3650, required=False
    )


@require_http_methods(["GET", "POST"])
def holders(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change who holds the relationship, and its rhythm."""
    relationship = about(request, key)
    start = {
        "lead": str(relationship.lead_id or ""),
        "backup": str(relationship.backup_id or ""),
        "ideal_days": relationship.ideal_days,
        "maximum_days": relationship.maximum_days,
    }
    form = HoldersForm(request.POST or None, initial=start)
    for name in ("ideal_days", "maximum_days"):
        usual = _("Left empty: %(days)s, as elsewhere in this office.")
        form.fields[name].help_text = usual % {"days": getattr(request.asking.me.office, name)}
    backups = colleague_choices(request.asking.day, relationship.circle_id, empty="—")
    # A lead who has left the circle is not followed by whoever comes first in the list.
    leads = backups if start["lead"] not in dict(backups) else backups[1:]
    form.fields["lead"].choices = leads if start["lead"] else backups  # type: ignore[attr-defined]
    form.fields["backup"].choices = backups  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> Change[Any]:
        values["lead"] = uuid.UUID(values["lead"])
        values["backup"] = uuid.UUID(values["backup"]) if values["backup"] else None
        return verbs.change_holders(request.asking, key=key, **values)

    return person_form(request, relationship, form, act, title=_("Who holds it"), standing=True)


class StepForm(forms.Form):
    """A step, with its reason or evidence."""

    to = Chips(label=gettext_lazy("Move to"), choices=[], required=True)
    why = column_field(Step, "reason", label="", required=True, rows=2, longest=2000)


@require_http_methods(["GET", "POST"])
def phase(request: Request, key: uuid.UUID) -> HttpResponse:
    """Switch the phase: a recorded decision."""
    relationship = about(request, key)
    form = StepForm(request.POST or None, initial={"to": relationship.phase})
    form.fields["to"].choices = Phase.choices  # type: ignore[attr-defined]
    form.fields["why"].label = _("Why?")

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.switch_phase(request.asking, key=key, phase=values["to"], reason=values["why"])

    return person_form(request, relationship, form, act, title=_("Switch the phase"))


@require_http_methods(["GET", "POST"])
def stage(request: Request, key: uuid.UUID) -> HttpResponse:
    """Record a step of trust with its evidence."""
    relationship = about(request, key)
    form = StepForm(request.POST or None, initial={"to": relationship.stage})
    form.fields["to"].choices = Stage.choices  # type: ignore[attr-defined]
    form.fields["why"].label = _("What shows it?")

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.take_stage(request.asking, key=key, stage=values["to"], evidence=values["why"])

    return person_form(request, relationship, form, act, title=_("Record a step of trust"))
