"""What the office knows how to do: the list, and what was offered of it to a group."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import know_how as verbs
from rapport.actions.people import check_writes
from rapport.briefings.know_how import know_how
from rapport.records.change import Change
from rapport.records.models import Actor, KnowHow, Offer
from rapport.web.forms import column_field, form_page
from rapport.web.request import Request
from rapport.web.undoing import go_on

_EXPLAINS = gettext_lazy(
    "Knowledge that any authority could use, never goods or money. Everybody in the office reads"
    " it: write no names here."
)


class KnowHowForm(forms.Form):
    """Something we know how to do."""

    topic = column_field(KnowHow, "topic", label=gettext_lazy("About what"))
    text = column_field(KnowHow, "text", label=gettext_lazy("What we know how to do"))


class OfferForm(forms.Form):
    """Know-how we offered to a group, and what came of it."""

    what = column_field(Offer, "what", label=gettext_lazy("What we offered"))
    topic = column_field(Offer, "topic", label=gettext_lazy("About what"))
    offered_on = column_field(Offer, "offered_on", label=gettext_lazy("Offered on"), required=False)
    given_on = column_field(Offer, "given_on", label=gettext_lazy("Given on"))
    answer = column_field(Offer, "answer", label=gettext_lazy("What they said"))


@require_GET
def every(request: Request) -> HttpResponse:
    """Show the list the office keeps."""
    may_write = bool(request.asking.me.writable_circles()) and not request.read_only
    context = {"lines": know_how(request.asking), "may_write": may_write}
    return render(request, "power/know_how.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Add something to the list."""
    check_writes(request.asking.me)

    def act(values: dict[str, Any]) -> Change[KnowHow]:
        return verbs.note_know_how(request.asking, **values)

    return _page(request, KnowHowForm(request.POST or None), act, title=_("Add know-how"))


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change something on the list."""
    row = verbs.know_how_to_change(request.asking, key)
    form = KnowHowForm(request.POST or None, initial={"topic": row.topic, "text": row.text})

    def act(values: dict[str, Any]) -> Change[KnowHow]:
        return verbs.change_know_how(request.asking, key=key, **values)

    return _page(
        request, form, act, title=_("Change the know-how"), standing=True,
        remove=reverse("remove-know-how", args=[key]),
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take something off the list."""
    return go_on(reverse("know-how"), verbs.remove_know_how(request.asking, key=key))


def _page(request: Request, form: KnowHowForm, act: Any, **more: Any) -> HttpResponse:
    return form_page(
        request, form, act, explain=_EXPLAINS, back=reverse("know-how"),
        alias=_("What we know how to do"), **more,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def offer(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note what we offered to a group."""
    actor = Actor.objects.one_changeable_by(request.asking.me, key)
    form = OfferForm(request.POST or None, initial={"offered_on": request.asking.day})

    def act(values: dict[str, Any]) -> Change[Offer]:
        return verbs.make_offer(request.asking, actor=key, **values)

    return _of_actor(request, actor, form, act, title=_("Record an offer"))


@require_http_methods(["GET", "POST"])
def change_offer(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put an offer right, or say when it was given and what they said."""
    row = Offer.objects.one_changeable_by(request.asking.me, key)
    begin = {name: getattr(row, name) for name in OfferForm.base_fields}
    form = OfferForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[Offer]:
        values["offered_on"] = values["offered_on"] or row.offered_on
        return verbs.change_offer(request.asking, key=key, **values)

    return _of_actor(
        request, row.actor, form, act, title=_("Change the offer"), standing=True,
        remove=reverse("remove-offer", args=[key]),
    )  # fmt: skip


@require_POST
def remove_offer(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove an offer; the group's page offers to bring it back."""
    done = verbs.remove_offer(request.asking, key=key)
    return go_on(reverse("actor", args=[done.row.actor_id]), done)


def _of_actor(
    request: Request, actor: Actor, form: OfferForm, act: Any, **more: Any
) -> HttpResponse:
    back = reverse("actor", args=[actor.pk])
    return form_page(request, form, act, back=back, alias=actor.name, **more)
