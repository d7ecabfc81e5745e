"""Promises: make one, settle one."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import commitments as verbs
from rapport.records.models import Commitment, CommitmentState, Side
from rapport.web.forms import Chips, Day, Words, about, form_page, person_address
from rapport.web.undoing import do_and_offer


class CommitmentForm(forms.Form):
    """A promise."""

    by = Chips(label=gettext_lazy("Who promised?"), choices=Side.choices, required=True)
    text = Words(label=gettext_lazy("What was promised"), required=True, rows=2)
    due = Day(label=gettext_lazy("Due"))


@require_http_methods(["GET", "POST"])
def make(request: Any, key: uuid.UUID) -> HttpResponse:
    """Record a promise."""
    relationship = about(request, key)

    def act(said: dict[str, Any]) -> str:
        verbs.make_commitment(
            by=request.me,
            now=request.now,
            today=request.day,
            relationship=key,
            side=said["by"],
            text=said["text"],
            due=said["due"],
        )
        return person_address(key)

    return form_page(
        request,
        CommitmentForm(request.POST or None, initial={"by": Side.US}),
        act,
        title=_("Record a promise"),
        back=person_address(key),
        alias=relationship.counterpart.alias,
    )


@require_POST
def settle(request: Any, key: uuid.UUID) -> HttpResponse:
    """Say what became of a promise."""
    state = request.POST.get("state", "")
    if state not in CommitmentState.values:
        raise Http404
    commitment = Commitment.objects.one_changeable_by(request.me, key)
    common = {"by": request.me, "now": request.now, "today": request.day}
    return do_and_offer(
        request,
        person_address(commitment.relationship_id),
        lambda: verbs.settle_commitment(**common, key=key, state=state),
    )
