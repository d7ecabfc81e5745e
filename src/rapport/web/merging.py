"""Making two records of one person one."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import merging
from rapport.briefings import people as listing
from rapport.records.change import Change
from rapport.web.forms import Words, about, person_form
from rapport.web.request import Request


class MergeForm(forms.Form):
    """Which other record is the same person."""

    alias = Words(label=gettext_lazy("Alias of the other record"), required=True, longest=120)


@require_http_methods(["GET", "POST"])
def merge(request: Request, key: uuid.UUID) -> HttpResponse:
    """Make two records of one person one; this one is kept."""
    relationship = about(request, key)
    form = MergeForm(request.POST or None)

    def act(values: dict[str, Any]) -> Change[Any] | None:
        others = listing.by_alias(request.asking.me, values["alias"])
        if len(others) != 1:
            form.add_error("alias", _("Exactly one record must have this alias."))
            return None
        return merging.merge_counterparts(
            request.asking, keep=relationship.counterpart.pk, merge=others[0].counterpart
        )

    return person_form(
        request,
        relationship,
        form,
        act,
        title=_("Merge with another record"),
        explain=_("Everything in the other record passes to this one. It can be undone."),
    )
