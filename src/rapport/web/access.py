"""Who may see a counterpart: the sensitivity, and the named few where it is severe."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions.access import set_access
from rapport.records.change import Change
from rapport.records.models import Sensitivity
from rapport.web.forms import about, colleague_choices, person_form
from rapport.web.request import Request


class AccessForm(forms.Form):
    """How much harm it could do in the wrong hands, and who sees it where that is severe."""

    sensitivity = forms.TypedChoiceField(
        label=gettext_lazy("Sensitivity"),
        choices=Sensitivity.choices,
        coerce=int,
        widget=forms.RadioSelect({"class": "chips"}),
    )
    named = forms.MultipleChoiceField(
        label=gettext_lazy("Named colleagues (besides you, the lead and the backup)"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )


@require_http_methods(["GET", "POST"])
def access(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change who may see a counterpart and all that is kept of them."""
    relationship = about(request, key)
    always = {str(request.asking.me.pk), str(relationship.lead_id), str(relationship.backup_id)}
    named = [str(row.colleague_id) for row in relationship.named.all()]
    start = {"sensitivity": relationship.sensitivity, "named": named}
    form = AccessForm(request.POST or None, initial=start)
    members = colleague_choices(request.asking.day, relationship.circle_id)
    form.fields["named"].choices = [one for one in members if one[0] not in always]  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> Change[Any]:
        named = [uuid.UUID(key) for key in values["named"]]
        return set_access(request.asking, key=key, sensitivity=values["sensitivity"], named=named)

    return person_form(
        request,
        relationship,
        form,
        act,
        title=_("Who can see this"),
        explain=_(
            "With “named colleagues only”, the rest of the circle will not see this person or"
            " their notes, even in a count."
        ),
    )
