"""Our relationship with a group as such: its part of the group's page, to begin and to remove."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import groups as verbs
from rapport.records.change import Change
from rapport.records.models import Actor, OpenReason, Relationship, Sensitivity
from rapport.web.forms import colleague_choices, column_field, form_page
from rapport.web.request import Request
from rapport.web.undoing import go_on


def _days(label: Any) -> forms.Field:
    return forms.IntegerField(label=label, min_value=1, max_value=3650, required=False)


class BeginForm(forms.Form):
    """How our relationship with a group begins."""

    opened = column_field(Relationship, "opened", label=gettext_lazy("Since when"))
    open_reason = column_field(Relationship, "open_reason", label=gettext_lazy("How it started"))
    lead = forms.ChoiceField(label=gettext_lazy("Lead"))
    backup = forms.ChoiceField(label=gettext_lazy("Backup"), required=False)
    ideal_days = _days(gettext_lazy("Ideal days between contacts"))
    maximum_days = _days(gettext_lazy("Maximum days"))
    objective = column_field(Relationship, "objective", label=gettext_lazy("Objective"), rows=2)
    expectations = column_field(
        Relationship, "expectations", label=gettext_lazy("Expectations"), rows=2
    )
    terms = column_field(
        Relationship, "terms", label=gettext_lazy("Agreed ways of working"), rows=2
    )
    sensitivity = forms.TypedChoiceField(
        label=gettext_lazy("Sensitivity"), choices=Sensitivity.choices, coerce=int
    )


@require_http_methods(["GET", "POST"])
def begin(request: Request, key: uuid.UUID) -> HttpResponse:
    """Begin a relationship with a group."""
    me = request.asking.me
    group: Actor = Actor.objects.one_changeable_by(me, key)
    start = {
        "opened": request.asking.day,
        "open_reason": OpenReason.PROACTIVE,
        "sensitivity": Sensitivity.RESTRICTED,
        "lead": str(me.pk),
    }
    form = BeginForm(request.POST or None, initial=start)
    for name, empty in (("lead", ""), ("backup", _("Nobody yet"))):
        offered = colleague_choices(request.asking.day, group.circle_id, empty=empty)
        form.fields[name].choices = offered  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> Change[Relationship]:
        for name in ("lead", "backup"):
            values[name] = uuid.UUID(values[name]) if values[name] else None
        values["open_reason"] = values["open_reason"] or OpenReason.PROACTIVE
        return verbs.begin_with_group(request.asking, actor=key, **values)

    return form_page(
        request,
        form,
        act,
        title=_("Start a relationship with this group"),
        back=reverse("actor", args=[key]),
        alias=group.name,
    )


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take away a relationship with a group that was begun by mistake."""
    change = verbs.remove_with_group(request.asking, key=key)
    return go_on(reverse("actor", args=[change.row.actor_id]), change)
