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
from rapport.web.forms import Words, about, form_page, person_address


class MergeForm(forms.Form):
    """Which other record is the same person."""

    alias = Words(label=gettext_lazy("Alias of the other record"), required=True, longest=120)


@require_http_methods(["GET", "POST"])
def merge(request: Any, key: uuid.UUID) -> HttpResponse:
    """Make two records of one person one; this one is kept."""
    relationship = about(request, key)
    form = MergeForm(request.POST or None)

    def act(said: dict[str, Any]) -> str:
        others = listing.by_alias(request.me, said["alias"])
        if len(others) != 1:
            form.add_error("alias", _("Exactly one record must have this alias."))
            return ""
        merging.merge_counterparts(
            by=request.me,
            now=request.now,
            today=request.day,
            keep=relationship.counterpart_id,
            merge=others[0].counterpart,
        )
        return person_address(key)

    return form_page(
        request,
        form,
        act,
        title=_("Merge with another record"),
        back=person_address(key),
        alias=relationship.counterpart.alias,
        explain=_("Everything in the other record passes to this one. It can be undone."),
    )
