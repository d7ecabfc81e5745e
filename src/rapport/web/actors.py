"""The list of groups and institutions, and the page of one."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rapport.actions.reading import open_counterpart
from rapport.briefings.actor_list import Wanted, actor_list
from rapport.briefings.actor_page import actor_page
from rapport.briefings.ties import ties_of_actor
from rapport.briefings.with_group import with_group
from rapport.briefings.years import years
from rapport.names import visible
from rapport.records.models import Acceptance, ActorKind
from rapport.web.actor_forms import INFLUENCE
from rapport.web.day_field import day_asked
from rapport.web.forms import mark
from rapport.web.people_filters import Chip, Option, with_query
from rapport.web.request import Request
from rapport.web.sealed_words import opened, sealed

MET: list[tuple[str, Any]] = [
    ("lately", gettext_lazy("met in the last 90 days")),
    ("before", gettext_lazy("met before that")),
    ("never", gettext_lazy("people known, never met")),
    ("nobody", gettext_lazy("nobody known there")),
]
CHOICES: dict[str, list[tuple[str, Any]]] = {
    "kind": list(ActorKind.choices),
    "influence": list(INFLUENCE),
    "acceptance": [one for one in Acceptance.choices if one[0] != Acceptance.UNKNOWN],
    "met": MET,
}
TITLES = {
    "kind": gettext_lazy("Type"),
    "place": gettext_lazy("Place"),
    "influence": gettext_lazy("Influence"),
    "acceptance": gettext_lazy("Attitude to us"),
    "met": gettext_lazy("Met"),
}

_LONGEST = 200

Asked = dict[str, str]


@require_http_methods(["GET", "POST"])
def actors(request: Request) -> HttpResponse:
    """List the groups whoever asks may see; the filters stand in the address, choices only.

    A name typed to find one comes by POST, and goes on in the address sealed.
    """
    asked = _asked_for(request.GET)
    if request.method == "POST":
        typed = visible(request.POST.get("text", "")).strip()[:_LONGEST]
        return HttpResponseRedirect(_address(asked, words=sealed(request, typed)))
    text = opened(request, request.GET.get("words", ""))[:_LONGEST]
    chosen = {name: asked.get(name, "") for name in TITLES}
    page = mark(request.GET.get("page", "")) or 1
    answer = actor_list(request.asking, Wanted(text=text, page=page, **chosen))
    here = {**asked, "words": sealed(request, text)}
    context = {
        "groups": answer,
        "text": text,
        "export": with_query(reverse("export", args=["actors"]), here),
        "chips": [_chip(name, asked, dict(answer.places)) for name in TITLES],
        "is_filtered": bool(text) or any(name in asked for name in TITLES),
        "before": _address(here, page=str(answer.page - 1)) if answer.page > 1 else "",
        "after": _address(here, page=str(answer.page + 1)) if answer.page < answer.pages else "",
    }
    return render(request, "actors/actors.html", context)


@require_GET
def actor(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show one group: what it is, whom we know there, what it decides, what we have with it.

    With ``on`` in the address its posts stand there as they were held on that day.
    """
    typed = request.GET.get("on", "").strip()
    on, wrong = day_asked(typed)
    page = actor_page(request.asking, key, on=on)
    ours = with_group(request.asking, key)
    if ours.relationship is not None:
        open_counterpart(request.asking, relationship=ours.relationship)
    context = {
        "page": page,
        "actor": page.actor,
        "with_group": ours,
        "years": years(request.asking, ours.whole) if ours.whole else None,
        "tied": ties_of_actor(request.asking, key),
        "power": page.power,
        "typed": typed if wrong else "",
        "wrong": wrong,
    }
    return render(request, "actors/actor.html", context, status=422 if wrong else 200)


def _asked_for(told: Mapping[str, str]) -> Asked:
    """Return the filters that an address asks for; a choice there is not is left out."""
    asked = {
        name: told[name] for name, choices in CHOICES.items() if told.get(name, "") in dict(choices)
    }
    if told.get("place"):
        asked["place"] = told["place"][:12]
    return asked


def _address(asked: Mapping[str, str], **changes: str) -> str:
    return with_query(reverse("actors"), {**asked, **changes})


def _chip(name: str, asked: Asked, places: Mapping[str, str]) -> Chip:
    choices: Iterable[tuple[str, Any]] = places.items() if name == "place" else CHOICES[name]
    value = asked.get(name, "")
    options = tuple(
        Option(capfirst(str(label)), _address(asked, **{name: key}), key == value)
        for key, label in choices
    )
    chosen = next((one.label for one in options if one.is_chosen), "")
    if value and not chosen:
        chosen = _("Unknown")
    return Chip(name, str(TITLES[name]), chosen, _address(asked, **{name: ""}), options)
