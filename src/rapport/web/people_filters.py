"""The filters of the list of people: read off an address, and put into one.

An address holds choices and keys, never a name: it stands in the browser's history. Words that were
typed travel in it sealed (``web.sealed_words``).
"""

import re
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rapport.briefings.groups import known_groups, places_of
from rapport.briefings.wanted import NOBODY, ORDERS, Wanted
from rapport.records.models import Phase, Stage
from rapport.web.forms import colleague_choices
from rapport.web.request import Request

_PLACE = re.compile(r"[0-9a-f]{12}")
DUE = [("overdue", gettext_lazy("Late")), ("week", gettext_lazy("This week"))]
CHOICES: dict[str, list[tuple[str, Any]]] = {
    "stage": list(Stage.choices),
    "phase": list(Phase.choices),
    "due": DUE,
    "whose": [("mine", gettext_lazy("Mine"))],
    "met": [("never", gettext_lazy("Not met yet"))],
    "smaller": [("1", gettext_lazy("Smaller groups"))],
}
FILTERS = ("group", "place", "stage", "phase", "due", "lead", "whose", "met", "smaller")
TITLES = {
    "group": gettext_lazy("Group"),
    "place": gettext_lazy("Place"),
    "stage": gettext_lazy("Stage"),
    "phase": gettext_lazy("Phase"),
    "due": gettext_lazy("Due"),
    "lead": gettext_lazy("Lead"),
    "whose": gettext_lazy("Whole team"),
    "met": gettext_lazy("Contact"),
    "smaller": gettext_lazy("Smaller groups"),
}
CHOSEN_ELSEWHERE = ("group", "place", "lead")
"""Filters of which there may be hundreds: they are chosen from a list of their own."""
NO_LEAD = gettext_noop("No lead")

Asked = dict[str, str]


def asked_for(told: Mapping[str, str]) -> Asked:
    """Return the filters and the order that an address asks for; what there is not is left out."""
    asked = {name: told.get(name, "")[:64] for name in FILTERS}
    asked = {name: value for name, value in asked.items() if value and _is_there(name, value)}
    sort = told.get("sort", "") or told.get("order", "")
    if sort.removeprefix("-") in ORDERS and sort != "due":
        asked["sort"] = sort
    return asked


def from_text(filters: str) -> Asked:
    """Return the filters that were saved as a text, as far as there still are such filters."""
    return asked_for(dict(parse_qsl(filters)))


def as_text(asked: Asked) -> str:
    """Return filters as one text, always in the same order."""
    return urlencode({name: asked[name] for name in FILTERS if name in asked})


def _is_there(name: str, value: str) -> bool:
    if name in CHOICES:
        return value in dict(CHOICES[name])
    if name == "place":
        return _PLACE.fullmatch(value) is not None
    return (name == "lead" and value == NOBODY) or _key(value) is not None


def _key(value: str) -> uuid.UUID | None:
    with suppress(ValueError):
        return uuid.UUID(value)
    return None


def wanted(asked: Asked, *, text: str = "", after: str = "") -> Wanted:
    """Return whom the filters ask for."""
    sort = asked.get("sort", "due")
    lead = asked.get("lead", "")
    return Wanted(
        text=text,
        phase=asked.get("phase", ""),
        stage=asked.get("stage", ""),
        due=asked.get("due", ""),
        met=asked.get("met", ""),
        mine="whose" in asked,
        lead=_key(lead) or lead,
        actor=_key(asked.get("group", "")),
        place=asked.get("place", ""),
        smaller="smaller" in asked,
        order=sort.removeprefix("-"),
        backwards=sort.startswith("-"),
        after=after,
    )


def address(asked: Mapping[str, str], **changes: str) -> str:
    """Return the address of the list with these filters, some of them changed or taken away."""
    return with_query(reverse("people"), {**asked, **changes})


def with_query(where: str, told: Mapping[str, str]) -> str:
    """Return an address with what it is told; what is empty is left out."""
    query = urlencode({name: value for name, value in told.items() if value})
    return f"{where}?{query}" if query else where


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    label: str
    address: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: what is chosen, the address without it, and its choices or where they are."""

    name: str
    title: str
    chosen: str
    without: str
    options: tuple[Option, ...] = ()
    elsewhere: str = ""


def chips(request: Request, asked: Asked) -> list[Chip]:
    """Return the filters; ``asked`` holds beside them what else is kept in the address."""
    return [_chip(request, name, asked) for name in FILTERS if name in asked or name not in _TABS]


_TABS = ("met", "smaller")
"""Filters that have a tab; as a chip they stand only where they are chosen."""


def _chip(request: Request, name: str, asked: Asked) -> Chip:
    value = asked.get(name, "")
    without = address(asked, **{name: ""})
    if name in CHOSEN_ELSEWHERE:
        known = dict(options_of(request, name)) if value else {}
        elsewhere = with_query(reverse("choose", args=[name]), asked)
        chosen = known.get(value, _("Unknown")) if value else ""
        return Chip(name, str(TITLES[name]), chosen, without, elsewhere=elsewhere)
    options = tuple(
        Option(capfirst(str(label)), address(asked, **{name: key}), key == value)
        for key, label in CHOICES[name]
    )
    chosen = capfirst(str(dict(CHOICES[name])[value])) if value else ""
    return Chip(name, str(TITLES[name]), chosen, without, options)


def options_of(request: Request, name: str) -> list[tuple[str, str]]:
    """Return the choices of a filter with many, each with its key."""
    me = request.asking.me
    if name == "group":
        return [(str(group.key), group.name) for group in known_groups(request.asking)]
    if name == "place":
        return places_of(known_groups(request.asking))
    leads = colleague_choices(request.asking.day, *me.readable_circles())
    return [(NOBODY, _(NO_LEAD)), *leads]
