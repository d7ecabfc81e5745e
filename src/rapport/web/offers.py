"""An offer to lead, answered by whoever is asked and withdrawn by others."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import offers as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.handover import handed_to
from rapport.briefings.offers import Offer, offered_to
from rapport.records.change import Change
from rapport.records.models import Holder
from rapport.web.forms import column_field, form_page, person_address
from rapport.web.request import Request
from rapport.web.undoing import go_on


class AcceptForm(forms.Form):
    """From which day whoever accepts leads."""

    since = column_field(
        Holder,
        "since",
        label=gettext_lazy("Leading since"),
        help_text=gettext_lazy("The day you accept, or an earlier day if you have led since then."),
        required=False,
    )


class DeclineForm(forms.Form):
    """Why somebody does not take the lead."""

    reason = column_field(
        Holder,
        "declined_because",
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Whoever offered it reads this."),
        required=True,
        rows=2,
        longest=500,
    )


@require_http_methods(["GET", "POST"])
def accept(request: Request, key: uuid.UUID) -> HttpResponse:
    """Accept the lead I was offered; without a day, from today.

    What is handed over is accepted on its own page, with what passes into one's hands.
    """
    offer = _offer(request, key)
    handed = handed_to(request.asking.me, key)
    if handed is not None and request.method == "GET":
        return HttpResponseRedirect(reverse("accept-handover", args=[handed]))

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.accept_lead(request.asking, key=key, **values)

    form = AcceptForm(request.POST or None, initial={"since": request.asking.day})
    return _answer_page(request, offer, form, act, title=_("Accept the lead"), verb=_("Accept"))


@require_http_methods(["GET", "POST"])
def decline(request: Request, key: uuid.UUID) -> HttpResponse:
    """Decline the lead I was offered, with a reason."""
    offer = _offer(request, key)

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.decline_lead(request.asking, key=key, **values)

    form = DeclineForm(request.POST or None)
    return _answer_page(request, offer, form, act, title=_("Decline the lead"), verb=_("Decline"))


@require_POST
def withdraw(request: Request, key: uuid.UUID) -> HttpResponse:
    """Withdraw the offer that waits."""
    change = verbs.withdraw_offer(request.asking, key=key)
    return go_on(person_address(key), change)


def _offer(request: Request, key: uuid.UUID) -> Offer:
    offer = offered_to(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=key)
    return offer


def _answer_page(
    request: Request, offer: Offer, form: forms.Form, act: Any, *, title: str, verb: str
) -> HttpResponse:
    return form_page(
        request,
        form,
        act,
        title=title,
        verb=verb,
        asked=offer,
        alias=offer.alias,
        back=person_address(offer.relationship),
        template="people/answer_offer.html",
    )
