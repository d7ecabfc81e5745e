"""Groups and what is said of them: add, change, remove; influence, attitude, places, posts."""

import uuid
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import actor_places, posts
from rapport.actions import actors as verbs
from rapport.names import listed
from rapport.records.change import Change
from rapport.records.models import Actor, ActorPlace, Position, Tenure
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.actor_forms import (
    AcceptanceForm,
    ActorForm,
    HoldingForm,
    InfluenceForm,
    KnowingForm,
    LeavingForm,
    NamedHoldingForm,
    NewActorForm,
    NewHoldingForm,
    PlaceForm,
    PostForm,
)
from rapport.web.forms import circle_choices, form_page
from rapport.web.people import actor_choices
from rapport.web.people_by_alias import asked_by
from rapport.web.request import Request
from rapport.web.undoing import go_on


def actor_address(key: uuid.UUID) -> str:
    """Return the address of a group's page."""
    return reverse("actor", args=[key])


def _changeable(request: Request, key: uuid.UUID) -> Actor:
    actor: Actor = Actor.objects.one_changeable_by(request.asking.me, key)
    return actor


def _form(
    request: Request,
    actor: Actor,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Change[Any]],
    **more: Any,
) -> HttpResponse:
    """Show or take a form about one group; it leads back to its page."""
    return form_page(request, form, act, back=actor_address(actor.pk), alias=actor.name, **more)


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Return what a form says of a group as the actions take it."""
    parent = values["parent"]
    return {
        **values,
        "also_called": values["also_called"].splitlines(),
        "areas": listed(values["areas"]),
        "parent": uuid.UUID(parent) if parent else None,
    }


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """Add a group or institution; nobody of it need be known."""
    me = request.asking.me
    circles = circle_choices(me)
    form = NewActorForm(request.POST or None, circles=circles, groups=actor_choices(me))

    def act(values: dict[str, Any]) -> Change[Actor]:
        told = {**_told(values), "circle": uuid.UUID(values["circle"])}
        return verbs.add_actor(request.asking, **told)

    return form_page(
        request,
        form,
        act,
        title=_("Add a group"),
        explain="" if circles else _("You can read here, but not write. Ask a keeper of a circle."),
        back=reverse("actors"),
        alias=pgettext("menu", "Groups"),
        then=lambda actor: actor_address(actor.pk),
    )


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what is known of a group."""
    actor = _changeable(request, key)
    begin = {
        "name": actor.name,
        "also_called": "\n".join(map(str, actor.names[1:])),
        "kind": actor.kind,
        "parent": str(actor.parent_id or ""),
        "areas": ", ".join(map(str, actor.areas)),
        "legal_note": actor.legal_note,
    }
    groups = [
        one for one in actor_choices(request.asking.me, actor.parent_id) if one[0] != str(actor.pk)
    ]
    form = ActorForm(request.POST or None, initial=begin, groups=groups)

    def act(values: dict[str, Any]) -> Change[Actor]:
        return verbs.change_actor(request.asking, key=key, **_told(values))

    return _form(
        request, actor, form, act, title=_("Change the group"), standing=True,
        remove=reverse("remove-actor", args=[key]),
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a group; the list it leads to offers to bring it back."""
    return go_on(reverse("actors"), verbs.remove_actor(request.asking, key=key))


@require_http_methods(["GET", "POST"])
def influence(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say how much a group weighs from a day on."""
    actor = _changeable(request, key)
    form = InfluenceForm(request.POST or None, initial={"on": request.asking.day})

    def act(values: dict[str, Any]) -> Change[Actor]:
        told = {**values, "value": int(values["value"])}
        return verbs.say_influence(request.asking, key=key, **told)

    return _form(request, actor, form, act, title=_("Record their influence"))


@require_http_methods(["GET", "POST"])
def acceptance(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say how a group takes our presence from a day on."""
    actor = _changeable(request, key)
    form = AcceptanceForm(request.POST or None, initial={"on": request.asking.day})

    def act(values: dict[str, Any]) -> Change[Actor]:
        return verbs.say_acceptance(request.asking, key=key, **values)

    return _form(request, actor, form, act, title=_("Record their attitude to us"))


@require_POST
def take_back(request: Request, key: uuid.UUID, of: str, on: str) -> HttpResponse:
    """Take back what was said of a group for one day, or ``undated``."""
    try:
        day = None if on == "undated" else date.fromisoformat(on)
    except ValueError:
        raise NotThere(NOT_THERE) from None
    if of not in ("influence", "acceptances"):
        raise NotThere(NOT_THERE)
    done = verbs.take_back(request.asking, key=key, of=of, on=day)  # type: ignore[arg-type]
    return go_on(actor_address(key), done)


@require_http_methods(["GET", "POST"])
def place(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note a place a group is in."""
    actor = _changeable(request, key)

    def act(values: dict[str, Any]) -> Change[ActorPlace]:
        return actor_places.note_place(request.asking, actor=key, **values)

    return _form(request, actor, PlaceForm(request.POST or None), act, title=_("Add a place"))


@require_http_methods(["GET", "POST"])
def change_place(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put right a place of a group, or say until when it held."""
    row = ActorPlace.objects.one_changeable_by(request.asking.me, key)
    begin = {name: getattr(row, name) for name in PlaceForm.base_fields}
    form = PlaceForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[ActorPlace]:
        return actor_places.change_place(request.asking, key=key, **values)

    return _form(
        request, row.actor, form, act, title=_("Change the place"), standing=True,
        remove=reverse("remove-place", args=[key]),
    )  # fmt: skip


@require_POST
def remove_place(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a place of a group; its page offers to bring it back."""
    done = actor_places.remove_place(request.asking, key=key)
    return go_on(actor_address(done.row.actor_id), done)


@require_http_methods(["GET", "POST"])
def post(request: Request, key: uuid.UUID) -> HttpResponse:
    """Add a post of a group."""
    actor = _changeable(request, key)

    def act(values: dict[str, Any]) -> Change[Position]:
        return posts.add_post(request.asking, actor=key, **values)

    return _form(request, actor, PostForm(request.POST or None), act, title=_("Add a post"))


@require_http_methods(["GET", "POST"])
def change_post(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put right what a post is called."""
    row = Position.objects.one_changeable_by(request.asking.me, key)
    begin = {name: getattr(row, name) for name in PostForm.base_fields}
    form = PostForm(request.POST or None, initial=begin)
    return _form(
        request, row.actor, form,
        lambda said: posts.change_post(request.asking, key=key, **said),
        title=_("Change the post"), standing=True, remove=reverse("remove-post", args=[key]),
    )  # fmt: skip


@require_POST
def remove_post(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a post nobody held."""
    done = posts.remove_post(request.asking, key=key)
    return go_on(actor_address(done.row.actor_id), done)


@require_http_methods(["GET", "POST"])
def hold(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say who holds a post, or held it."""
    me = request.asking.me
    row = Position.objects.one_changeable_by(me, key)
    there = Tenure.objects.changeable_by(me).filter(position=row, until__isnull=True)
    holders = [
        (str(one.pk), one.called)
        for one in there.select_related("counterpart").order_by("since", "pk")
    ]
    form = asked_by(NewHoldingForm(request.POST or None, holders=holders), me)

    def act(values: dict[str, Any]) -> Change[Tenure]:
        who, ends = values.pop("who") or None, values.pop("ends", "")
        ended = uuid.UUID(ends) if ends else None
        return posts.hold_post(
            request.asking, post=key, relationship=who, ends=ended, **_sure(values)
        )

    return _form(request, row.actor, form, act, title=_("Record who holds this post"))


@require_http_methods(["GET", "POST"])
def know_holder(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say which of those we deal with a name on a post is."""
    me = request.asking.me
    row = Tenure.objects.one_changeable_by(me, key)
    actor = Actor.objects.one_visible_to(me, row.position.actor_id)
    form = asked_by(KnowingForm(request.POST or None), me)
    act = partial(posts.know_holder, request.asking, key=key)
    title = _("Say who holds this post")
    return _form(request, actor, form, lambda said: act(relationship=said["who"]), title=title)


@require_http_methods(["GET", "POST"])
def leave(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say that somebody left their post; the form that follows asks who holds it now."""
    row = Tenure.objects.one_changeable_by(request.asking.me, key)
    form = LeavingForm(request.POST or None)

    def act(values: dict[str, Any]) -> Change[Tenure]:
        return posts.leave_post(request.asking, key=key, **values)

    me = request.asking.me
    group = Actor.objects.visible_to(me).filter(pk=row.position.actor_id).first()
    back = actor_address(group.pk) if group else reverse("actors")
    may_go_on = Position.objects.changeable_by(me).filter(pk=row.position_id).exists()
    return form_page(
        request, form, act, title=_("Record that they left this post"), back=back,
        alias=row.called,
        then=lambda held: reverse("hold-post", args=[held.position_id]) if may_go_on else back,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change_holding(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put right from when to when somebody held a post, and why it ended."""
    row = Tenure.objects.one_changeable_by(request.asking.me, key)
    shape = HoldingForm if row.counterpart_id is not None else NamedHoldingForm
    begin = {name: getattr(row, name) for name in shape.base_fields}
    form = shape(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[Tenure]:
        return posts.change_holding(request.asking, key=key, **_sure(values))

    # Who held a post stands in a circle of its own: its reader may not see the group.
    group = Actor.objects.visible_to(request.asking.me).filter(pk=row.position.actor_id).first()
    return form_page(
        request, form, act, title=_("Change who held the post"), standing=True,
        remove=reverse("remove-holding", args=[key]),
        back=actor_address(group.pk) if group else reverse("actors"),
        alias=group.name if group else pgettext("menu", "Groups"),
    )  # fmt: skip


@require_POST
def remove_holding(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove that somebody held a post."""
    done = posts.remove_holding(request.asking, key=key)
    group = done.row.position.actor_id
    seen = Actor.objects.visible_to(request.asking.me).filter(pk=group).exists()
    return go_on(actor_address(group) if seen else reverse("actors"), done)


def _sure(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out how sure we are where nobody said: the column has its usual value."""
    return {name: value for name, value in values.items() if name != "confidence" or value}
