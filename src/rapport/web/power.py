"""Changes of power: the list, the page with its preview and plan, apply it, take it back."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import power_changes as verbs
from rapport.briefings.either_way import either_way
from rapport.briefings.power_changes import power_changes, power_page
from rapport.records.change import Change
from rapport.records.models import Position, PowerChange
from rapport.web.forms import form_page, key_in, keys
from rapport.web.people import actor_choices
from rapport.web.power_forms import FalseForm, PowerForm
from rapport.web.request import Request
from rapport.web.undoing import go_on

_MOST_POSTS = 300
_HOLDER = "holder-"


def power_address(key: uuid.UUID) -> str:
    """Return the address of a change of power."""
    return reverse("power-change", args=[key])


@require_GET
def changes(request: Request) -> HttpResponse:
    """List the changes of power, the newest first."""
    me = request.asking.me
    may_write = bool(me.writable_circles()) and not request.read_only
    told = {"changes": power_changes(request.asking), "may_write": may_write}
    return render(request, "power/changes.html", told)


@require_GET
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show one change of power: what it would touch, or what it changed, and the plan.

    With ``either`` in the address, also whom it would help to know whichever way it goes.
    """
    whole = "all" in request.GET
    page = power_page(request.asking, key, whole=whole)
    wanted = "either" in request.GET and not page.row.applied_in
    context = {
        "page": page,
        "whole": whole,
        "either": either_way(request.asking, key) if wanted else None,
        "mark": "" if page.row.applied_in else verbs.mark_of(page.preview.effects),
        "may_write": page.may_change and not request.read_only,
    }
    return render(request, "power/change.html", context)


@require_http_methods(["GET", "POST"])
def record(request: Request) -> HttpResponse:
    """Record that power changes hands, or that one hears so."""
    form = _form(request, {"on": request.asking.day, "certainty": "rumour", **_begun(request)})

    def act(values: dict[str, Any]) -> Change[PowerChange]:
        return verbs.record_power_change(request.asking, **_told(values))

    return form_page(
        request,
        form,
        act,
        title=_("Record a change of power"),
        explain=_("Nothing changes yet: you first see everything it would touch."),
        back=reverse("power-changes"),
        alias=_("Changes of power"),
        then=lambda row: power_address(row.pk),
    )


@require_http_methods(["GET", "POST"])
def edit(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put right what is said of a change of power."""
    row = PowerChange.objects.one_changeable_by(request.asking.me, key)
    begin = {name: getattr(row, name) for name in ("what", "certainty", "kind", "on", "place")}
    begin |= {name: str(getattr(row, f"{name}_id") or "") for name in _GROUPS}
    form = _form(request, {**begin, "basis": row.basis}, row)

    def act(values: dict[str, Any]) -> Change[PowerChange]:
        return verbs.change_power_change(request.asking, key=key, **_told(values))

    removal: dict[str, Any] = (
        {} if row.applied_in else {"remove": reverse("remove-power-change", args=[key])}
    )
    return form_page(
        request, form, act, title=_("Change what is said of it"), back=power_address(key),
        alias=row.what, standing=True, **removal,
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a change of power; the list it leads to offers to bring it back."""
    done = verbs.remove_power_change(request.asking, key=key)
    return go_on(reverse("power-changes"), done)


@require_POST
def apply(request: Request, key: uuid.UUID) -> HttpResponse:
    """Let it be so, but for what is ticked to stay; its page then shows the plan."""
    holders = {}
    for name, value in request.POST.items():
        post, who = key_in(name.removeprefix(_HOLDER)), key_in(str(value))
        if name.startswith(_HOLDER) and post and who:
            holders[post] = who
    done = verbs.apply_power_change(
        request.asking,
        key=key,
        leave=keys(request.POST.getlist("leave")),
        holders=holders,
        seen=request.POST.get("mark", ""),
    )
    return go_on(f"{power_address(key)}#plan", done)


@require_http_methods(["GET", "POST"])
def take_back(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take back all it changed, for it proved false; what was typed since stays."""
    row = PowerChange.objects.one_changeable_by(request.asking.me, key)
    form = FalseForm(request.POST or None)

    def act(values: dict[str, Any]) -> Change[PowerChange]:
        return verbs.undo_power_change(request.asking, key=key, because=values["because"])

    return form_page(
        request,
        form,
        act,
        title=_("Undo it: it is not so"),
        explain=_(
            "Everything goes back to what it was before. What anybody has written since stays."
        ),
        back=power_address(key),
        alias=row.what,
    )


_GROUPS = ("fallen", "risen", "position")


def _form(request: Request, begin: dict[str, Any], row: PowerChange | None = None) -> PowerForm:
    me = request.asking.me
    held = (row.fallen_id, row.risen_id) if row else (key_in(begin.get("fallen", "")),)
    groups = actor_choices(me, held[0])
    if row and row.risen_id:
        groups = list(dict.fromkeys([*groups, *actor_choices(me, row.risen_id)]))
    posts = Position.objects.changeable_by(me).select_related("actor").order_by("title", "pk")
    told = [(str(one.pk), f"{one.title} · {one.actor.name}") for one in posts[:_MOST_POSTS]]
    if row and row.position and str(row.position_id) not in dict(told):
        told.append((str(row.position_id), row.position.title))
    return PowerForm(request.POST or None, initial=begin, groups=groups, posts=[("", "—"), *told])


def _begun(request: Request) -> dict[str, Any]:
    """Return what the address begins with: the group whose page one came from."""
    key = key_in(request.GET.get("fallen", "")) or key_in(request.GET.get("risen", ""))
    name = "fallen" if request.GET.get("fallen") else "risen"
    return {name: str(key)} if key else {}


def _told(values: dict[str, Any]) -> dict[str, Any]:
    told = {name: key_in(values.pop(name)) for name in _GROUPS}
    if values.get("on") is None:
        values.pop("on", None)
    return {**values, **told}
