"""The register of gifts and favours, how a conflict of interest is managed, whom one can call."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rapport.actions import gifts as verbs
from rapport.actions import who_goes
from rapport.actions.reading import open_counterpart
from rapport.briefings.gifts import gift_register
from rapport.briefings.who_sees import those_who_see
from rapport.records.change import Change
from rapport.records.models import Gift, Interaction, Interest, Office, Relationship
from rapport.web.forms import (
    Words,
    column_field,
    form_page,
    key_in,
    mark,
    person_form,
)
from rapport.web.request import Request


class GiftForm(forms.Form):
    """What passed, between whom of us and them, and why it was taken, given or declined."""

    way = column_field(Gift, "way", label=gettext_lazy("Which way?"))
    kind = column_field(Gift, "kind", label=gettext_lazy("What kind?"))
    what = column_field(Gift, "what", label=gettext_lazy("What it was"))
    on = column_field(Gift, "on", label=gettext_lazy("When?"))
    colleague = forms.ChoiceField(label=gettext_lazy("Colleague"))
    amount = column_field(Gift, "amount", label=gettext_lazy("Worth, roughly"))
    currency = column_field(Gift, "currency", label=gettext_lazy("Currency"))
    why = column_field(
        Gift,
        "why",
        label=gettext_lazy("Why it was accepted, given or declined"),
        rows=2,
        help_text=gettext_lazy("For example: refusing tea would have been an insult."),
    )


@require_http_methods(["GET", "POST"])
def register(request: Request, key: uuid.UUID) -> HttpResponse:
    """Register a gift: one's own, or, for who writes there, a colleague's."""
    me = request.asking.me
    about: Relationship = Relationship.objects.one_visible_to(me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=key)
    contact = _contact(request, about)

    def act(values: dict[str, Any]) -> Change[Gift]:
        values["colleague"] = key_in(values["colleague"])
        there = contact.pk if contact else None
        return verbs.register_gift(request.asking, relationship=key, interaction=there, **values)

    start = {
        "colleague": str(me.pk),
        "on": contact.on if contact else request.asking.day,
        "kind": "gift",
    }
    form = GiftForm(request.POST or None, initial=start)
    writes = about.circle_id in me.writable_circles()
    every = [(str(one.pk), one.name) for one in those_who_see(me, about)]
    mine = [one for one in every if one[0] == str(me.pk)]
    form.fields["colleague"].choices = every if writes else mine  # type: ignore[attr-defined]
    title = _("Register a gift or favour")
    return person_form(request, about, form, act, title=title, template="close/gift_form.html")


def _contact(request: Request, about: Relationship) -> Interaction | None:
    """Return the contact the form was opened from, if it was with them."""
    key = key_in(request.GET.get("contact", ""))
    seen = Interaction.objects.visible_to(request.asking.me)
    return seen.filter(pk=key, theirs__relationship=about).first() if key else None


class ReviewForm(forms.Form):
    """What the review says; a word is enough."""

    remark = column_field(Gift, "remark", label=gettext_lazy("What the review says"), rows=2)
    on = column_field(Gift, "reviewed_on", label=gettext_lazy("Reviewed on"))


@require_http_methods(["GET", "POST"])
def review(request: Request, key: uuid.UUID) -> HttpResponse:
    """Review a gift of a colleague."""
    gift: Gift = Gift.objects.one_visible_to(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=gift.relationship_id)

    def act(values: dict[str, Any]) -> Change[Gift]:
        return verbs.review_gift(request.asking, key=key, **values)

    start = {"remark": gift.remark, "on": gift.reviewed_on or request.asking.day}
    return person_form(
        request,
        gift.relationship,
        ReviewForm(request.POST or None, initial=start),
        act,
        title=_("Review a gift or favour"),
        template="close/review.html",
        standing=True,
        gift=gift,
        own=gift.colleague_id == request.asking.me.pk,
    )


@require_GET
def gifts(request: Request) -> HttpResponse:
    """Show the register; what waits for a review stands first."""
    only_waiting = request.GET.get("show") == "waiting"
    page = mark(request.GET.get("page", "")) or 1
    answer = gift_register(request.asking, only_waiting=only_waiting, page=page)
    context = {"register": answer, "only_waiting": only_waiting}
    return render(request, "close/gifts.html", context)


class ManageForm(forms.Form):
    """Who decides instead, until when, and in which words."""

    decides = forms.ChoiceField(label=gettext_lazy("Who decides instead?"), required=False)
    managed_until = column_field(
        Interest, "managed_until", label=gettext_lazy("Until"), nearest="coming"
    )
    managed = column_field(
        Interest,
        "managed",
        label=gettext_lazy("How it is managed"),
        rows=2,
        help_text=gettext_lazy("For example: two of us always go, or somebody else leads."),
    )
    until = column_field(
        Interest,
        "until",
        label=gettext_lazy("The conflict itself ends on"),
        nearest="coming",
        help_text=gettext_lazy("Leave it empty while it stands."),
    )


@require_http_methods(["GET", "POST"])
def manage(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say how a conflict of interest is managed."""
    row = who_goes.own_or_changeable(request.asking, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=row.relationship_id)

    def act(values: dict[str, Any]) -> Change[Interest]:
        values["decides"] = key_in(values["decides"])
        return who_goes.manage_interest(request.asking, key=key, **values)

    start = {name: getattr(row, name) for name in ("managed", "managed_until", "until")}
    form = ManageForm(request.POST or None, initial={**start, "decides": str(row.decides_id or "")})
    seen = those_who_see(request.asking.me, row.relationship)
    others = [(str(one.pk), one.name) for one in seen if one.pk != row.colleague_id]
    form.fields["decides"].choices = [("", "—"), *others]  # type: ignore[attr-defined]
    return person_form(
        request,
        row.relationship,
        form,
        act,
        title=_("Manage a conflict of interest"),
        template="close/manage.html",
        standing=True,
        conflict=row,
    )


class CallForm(forms.Form):
    """Whom colleagues can call."""

    whom_to_call = Words(
        label=gettext_lazy("Whom to call"),
        rows=4,
        longest=2000,
        help_text=gettext_lazy("Names, hours and numbers, inside and outside the office."),
    )


@require_http_methods(["GET", "POST"])
def whom_to_call(request: Request) -> HttpResponse:
    """Say whom colleagues can call, for those who look after them or set the rules."""
    me = request.asking.me
    if not (me.looks_after_colleagues() or me.sets_rules()):
        raise Http404

    def act(values: dict[str, Any]) -> Change[Office]:
        return verbs.set_whom_to_call(request.asking, **values)

    start = {"whom_to_call": me.office.whom_to_call}
    return form_page(
        request,
        CallForm(request.POST or None, initial=start),
        act,
        title=_("Whom to call"),
        explain=_EXPLAINS,
        standing=True,
        back=reverse("rules"),
    )


_EXPLAINS = gettext_lazy(
    "Everybody of the office is shown this after a hard meeting, and where a colleague is pressed."
)
