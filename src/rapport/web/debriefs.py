"""Two minutes after a meeting: four questions, for oneself first, and shared if one chooses."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import debriefs as verbs
from rapport.actions.reading import open_counterpart
from rapport.records.change import Change
from rapport.records.entry import entered_columns
from rapport.records.models import Debrief, Interaction, Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import column_field, person_address, person_form
from rapport.web.request import Request
from rapport.web.undoing import go_on

SHARE, KEEP = "share", "keep"


def _asked(name: str, **options: Any) -> Any:
    label = entered_columns(Debrief)[name].verbose_name
    return column_field(Debrief, name, label=label, **options)


_words = partial(_asked, rows=2, longest=4000)


class DebriefForm(forms.Form):
    """What I heard, what I had not expected, what the next one should know, their risk."""

    heard = _words("heard")
    unexpected = _words("unexpected")
    lesson = _words("lesson")
    acknowledged = _asked("acknowledged")


@require_http_methods(["GET", "POST"])
def debrief(request: Request, key: uuid.UUID) -> HttpResponse:
    """Write a debrief of a contact, or go on with the one I wrote; ``?who=`` names with whom."""
    contact: Interaction = Interaction.objects.one_visible_to(request.asking.me, key)
    there = _there(request, contact)
    about = next((row for row in there if str(row.pk) == request.GET.get("who")), there[0])
    mine = verbs.of_contact(request.asking, key, about.pk)

    def act(values: dict[str, Any]) -> Change[Debrief]:
        if mine is not None:
            return verbs.change_debrief(request.asking, key=mine.pk, **_shared(request), **values)
        return verbs.write_debrief(
            request.asking, interaction=key, relationship=about.pk, **_shared(request), **values
        )

    return _page(request, about, mine, act, on=contact.on, others=there)


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what I wrote, also where the contact itself is gone."""
    mine: Debrief = Debrief.objects.one_changeable_by(request.asking.me, key)

    def act(values: dict[str, Any]) -> Change[Debrief]:
        return verbs.change_debrief(request.asking, key=key, **_shared(request), **values)

    return _page(request, mine.relationship, mine, act, on=mine.on, others=())


def _page(
    request: Request, about: Relationship, mine: Debrief | None, act: Any, **more: Any
) -> HttpResponse:
    if request.method == "GET":
        open_counterpart(request.asking, relationship=about.pk)
    start = {name: getattr(mine, name) for name in verbs.QUESTIONS} if mine else {}
    return person_form(
        request,
        about,
        DebriefForm(request.POST or None, initial=start),
        act,
        title=_("Debrief"),
        template="people/debrief.html",
        standing=True,
        debrief=mine,
        about=about,
        **more,
    )


def _there(request: Request, contact: Interaction) -> list[Relationship]:
    """Return those who were there and about whom I may write."""
    mine = Relationship.objects.changeable_by(request.asking.me).select_related(
        "counterpart", "actor"
    )
    there = list(mine.filter(presences__interaction=contact).order_by("presences__number"))
    if not there:
        raise NotThere(NOT_THERE)
    return there


def _shared(request: Request) -> dict[str, bool]:
    """Return what the button said of sharing, if it said anything."""
    if SHARE in request.POST:
        return {"shared": True}
    return {"shared": False} if KEEP in request.POST else {}


@require_POST
def share(request: Request, key: uuid.UUID) -> HttpResponse:
    """Let the others of the circle read it."""
    change = verbs.share_debrief(request.asking, key=key)
    return go_on(person_address(change.row.relationship_id), change)


@require_POST
def keep(request: Request, key: uuid.UUID) -> HttpResponse:
    """Keep it to myself again."""
    change = verbs.keep_debrief(request.asking, key=key)
    return go_on(person_address(change.row.relationship_id), change)


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove it; the page it leads to offers to bring it back."""
    change = verbs.remove_debrief(request.asking, key=key)
    return go_on(person_address(change.row.relationship_id), change)
