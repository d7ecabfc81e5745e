"""Promises: make one, settle one."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import commitments as verbs
from rapport.records.change import Change
from rapport.records.models import Commitment, CommitmentState, Side
from rapport.web.forms import (
    Chips,
    about,
    column_field,
    person_address,
    person_form,
    sent_day,
)
from rapport.web.request import Request
from rapport.web.undoing import go_on


class CommitmentForm(forms.Form):
    """A promise."""

    by = column_field(Commitment, "by", label=gettext_lazy("Who made the promise?"), required=True)
    text = column_field(Commitment, "text", label=gettext_lazy("What was promised"), rows=2)
    due = column_field(Commitment, "due", label=gettext_lazy("Due"), nearest="coming")


@require_http_methods(["GET", "POST"])
def make(request: Request, key: uuid.UUID) -> HttpResponse:
    """Record a promise."""
    relationship = about(request, key)

    def act(values: dict[str, Any]) -> Change[Commitment]:
        return verbs.make_commitment(request.asking, relationship=key, **values)

    form = CommitmentForm(request.POST or None, initial={"by": Side.US})
    return person_form(request, relationship, form, act, title=_("Record a promise"))


class SettleForm(forms.Form):
    """What became of a promise, and on which day."""

    state = Chips(
        label=gettext_lazy("Outcome"),
        choices=[
            (state.value, state.label)
            for state in (CommitmentState.KEPT, CommitmentState.RELEASED, CommitmentState.BROKEN)
        ],
        required=True,
    )
    on = column_field(Commitment, "settled_on", label=gettext_lazy("Date"))


@require_http_methods(["GET", "POST"])
def settle(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say what became of a promise: by a button, today; or in a form, on another day."""
    if request.method == "GET":
        promise = Commitment.objects.one_changeable_by(request.asking.me, key)
        relationship = about(request, promise.relationship_id)
        return person_form(
            request,
            relationship,
            SettleForm(initial={"state": CommitmentState.KEPT, "on": request.asking.day}),
            lambda _values: None,
            title=_("Settle promise"),
            typed=promise.text,
        )
    state = request.POST.get("state", "")
    if state not in CommitmentState.values:
        raise Http404
    change = verbs.settle_commitment(request.asking, key=key, state=state, on=sent_day(request))
    return go_on(person_address(change.row.relationship_id), change)


class LateForm(forms.Form):
    """The new day of a promise that will be late, and when they were told of it."""

    due = column_field(
        Commitment, "due", label=gettext_lazy("New date"), required=True, nearest="coming"
    )
    on = column_field(Commitment, "told_on", label=gettext_lazy("They were told on"))


@require_http_methods(["GET", "POST"])
def late(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note that they were told that a promise of ours will be late."""
    promise = Commitment.objects.one_changeable_by(request.asking.me, key)
    relationship = about(request, promise.relationship_id)

    def act(values: dict[str, Any]) -> Change[Commitment]:
        return verbs.tell_late(request.asking, key=key, **values)

    form = LateForm(request.POST or None, initial={"on": request.asking.day})
    return person_form(
        request,
        relationship,
        form,
        act,
        title=_("Record that they were told it will be late"),
        typed=promise.text,
    )
