"""The list of gates, and the page of one: how it stands, whose consent it needs, what happened."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from rapport.briefings.dependence import of_gate
from rapport.briefings.gate_list import DIFFER, ORDER, Wanted, gate_list
from rapport.briefings.gate_picture import gate_picture
from rapport.briefings.gates import gate_page
from rapport.records.models import GateKind, Service, Standing
from rapport.web.day_field import day_asked
from rapport.web.forms import mark
from rapport.web.people_filters import Chip, Option, with_query
from rapport.web.request import Request

_OTHER = {DIFFER: gettext_lazy("recorded status and consents differ")}

CHOICES: dict[str, list[tuple[str, Any]]] = {
    "standing": [(one, _OTHER.get(one) or Standing(one).label) for one in ORDER],
    "kind": list(GateKind.choices),
    "service": list(Service.choices),
}
TITLES = {
    "standing": gettext_lazy("How it stands"),
    "kind": gettext_lazy("Type"),
    "service": gettext_lazy("Service"),
    "place": gettext_lazy("Place"),
}

Asked = dict[str, str]


@require_GET
def gates(request: Request) -> HttpResponse:
    """List the gates whoever asks may see; the filters stand in the address, choices only."""
    asked = _asked_for(request.GET)
    wanted = Wanted(
        standing=asked.get("standing", ""),
        kind=asked.get("kind", ""),
        service=asked.get("service", ""),
        place=asked.get("place", ""),
        past="past" in asked,
        page=mark(request.GET.get("page", "")) or 1,
    )
    answer = gate_list(request.asking, wanted)
    places = {**dict(answer.places)}
    context = {
        "gates": answer,
        "export": with_query(reverse("export", args=["gates"]), asked),
        "chips": [_chip(name, asked, places) for name in TITLES],
        "is_filtered": any(name in asked for name in TITLES),
        "is_past": wanted.past,
        "all": _address({"past": asked.get("past", "")}),
        "past_ones": _address({"past": "1"}),
        "before": _address(asked, page=str(answer.page - 1)) if answer.page > 1 else "",
        "after": _address(asked, page=str(answer.page + 1)) if answer.page < answer.pages else "",
    }
    return render(request, "gates/gates.html", context)


def _asked_for(told: Mapping[str, str]) -> Asked:
    """Return the filters that an address asks for; a choice there is not is left out."""
    asked = {
        name: told[name] for name, choices in CHOICES.items() if told.get(name, "") in dict(choices)
    }
    for name in ("place", "past"):
        if told.get(name):
            asked[name] = told[name][:12] if name == "place" else "1"
    return asked


def _address(asked: Mapping[str, str], **changes: str) -> str:
    return with_query(reverse("gates"), {**asked, **changes})


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


@require_GET
def gate(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show one gate as it stands, or with ``on`` in the address as it stood on that day."""
    typed = request.GET.get("on", "").strip()
    on, wrong = day_asked(typed)
    answer = gate_page(request.asking, key, on=on)
    is_past = answer.day < request.asking.day
    context = {
        "page": answer,
        "picture": gate_picture(answer),
        "is_past": is_past,
        "hangs": None if is_past else of_gate(request.asking, key),
        "typed": typed if wrong else "",
        "wrong": wrong,
    }
    return render(request, "gates/gate.html", context, status=422 if wrong else 200)
