"""Every group, once a year: walked in one sitting, three keys each."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import actor_reviews as verbs
from rapport.briefings.actor_reviews import walk
from rapport.records.change import Change
from rapport.records.models import Actor, ActorReview
from rapport.web.forms import column_field, form_page, key_in
from rapport.web.request import Request
from rapport.web.undoing import go_on


class ReviewForm(forms.Form):
    """Are we in contact, what is in the way, what next: one key each."""

    in_touch = column_field(ActorReview, "in_touch", label=gettext_lazy("Are we in contact?"))
    obstacle = column_field(ActorReview, "obstacle", label=gettext_lazy("What is in the way?"))
    next_step = column_field(ActorReview, "next_step", label=gettext_lazy("What next?"))
    note = column_field(ActorReview, "note", label=gettext_lazy("Note"))


class ChangeReviewForm(ReviewForm):
    """A review that was made."""

    on = column_field(ActorReview, "on", label=gettext_lazy("When"), required=False)


@require_http_methods(["GET", "POST"])
def review(request: Request) -> HttpResponse:
    """Show the next group, take the answer about one, and go on to the one after it."""
    asking = request.asking
    actor = key_in(request.POST.get("actor", ""))
    after = key_in(request.GET.get("after", ""))
    answer = walk(asking, after=after)
    form = ReviewForm(request.POST or None)

    def act(values: dict[str, Any]) -> Change[ActorReview]:
        return verbs.review_actor(asking, actor=actor or uuid.UUID(int=0), **values)

    about = answer.turn.actor if answer.turn else None
    if actor is not None and request.method == "POST":
        about = Actor.objects.one_changeable_by(asking.me, actor)
    again = reverse("review-actors")
    return form_page(
        request,
        form,
        act,
        title=_("Every group, once a year"),
        back=reverse("actors"),
        then=lambda row: f"{again}?after={row.actor_id}",
        template="power/review.html",
        walk=answer,
        about=about,
    )


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put right what a review said."""
    row = ActorReview.objects.one_changeable_by(request.asking.me, key)
    begin = {name: getattr(row, name) for name in ChangeReviewForm.base_fields}
    form = ChangeReviewForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[ActorReview]:
        values["on"] = values["on"] or row.on
        return verbs.change_review(request.asking, key=key, **values)

    return form_page(
        request, form, act, title=_("Change the review"), standing=True,
        back=reverse("actor", args=[row.actor_id]), alias=row.actor.name,
        remove=reverse("remove-actor-review", args=[key]),
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a review; the group's page offers to bring it back."""
    done = verbs.remove_review(request.asking, key=key)
    return go_on(reverse("actor", args=[done.row.actor_id]), done)
