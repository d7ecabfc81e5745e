"""Pictures of the network: ways to a gate, who is around somebody, everybody; and if one goes.

Each is made here as text, with the same as a table. A click on somebody is a link: it asks for the
same page without them.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import (
    get_language_bidi,
    gettext,
    gettext_lazy,
    pgettext,
    pgettext_lazy,
)
from django.views.decorators.http import require_GET

from rapport import pictures
from rapport.actions.reading import open_counterpart
from rapport.briefings import network_picture as briefing
from rapport.briefings.network_picture import DrawnTie, NetworkPicture
from rapport.pictures import Kind, Mark
from rapport.web.forms import key_in
from rapport.web.request import Request
from rapport.web.templatetags.gate_page import ago

MOST_GONE = 8
_CAN_GO = ("colleague", "relationship", "position", "actor")
KINDS = {
    Kind.US: gettext_lazy("our office"),
    Kind.COLLEAGUE: gettext_lazy("of ours"),
    Kind.PERSON: pgettext_lazy("kind", "person"),
    Kind.GROUP: pgettext_lazy("kind", "group"),
    Kind.GATE: pgettext_lazy("kind", "gate"),
}
MARKS = {
    Mark.ALONE: gettext_lazy("access hangs on them alone"),
    Mark.GONE: gettext_lazy("taken away"),
    Mark.CHOSEN: gettext_lazy("what this picture is about"),
}


@dataclass(frozen=True, slots=True)
class _Page:
    """What a picture is called, where it leads back to, and how it is drawn."""

    title: str
    back: str
    of: str
    draw: Callable[..., pictures.Picture]


@require_GET
def of_gate(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show our ways to a gate."""
    found = briefing.ways_to_gate(request.asking, key, _gone(request))
    title = gettext("Our ways to %(name)s") % {"name": found.name}

    def draw(network: pictures.Network, **how: Any) -> pictures.Picture:
        return pictures.ways_picture(network, briefing.OUR_OFFICE, found.middle, **how)

    page = _Page(title, reverse("gate", args=[key]), found.name, draw)
    return _shown(request, found, page, {"gate": str(key)})


@require_GET
def of_person(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show who is around somebody; entered as their page is."""
    found = briefing.around(request.asking, key, _gone(request))
    open_counterpart(request.asking, relationship=key)
    title = gettext("Who is around %(name)s") % {"name": found.name}

    def draw(network: pictures.Network, **how: Any) -> pictures.Picture:
        return pictures.around_picture(network, found.middle, **how)

    page = _Page(title, reverse("person", args=[key]), found.name, draw)
    return _shown(request, found, page, {"person": str(key)})


@require_GET
def of_all(request: Request) -> HttpResponse:
    """Show everybody and every gate; of a large network by place or group."""
    place, group = request.GET.get("place", "")[:80], request.GET.get("group", "")
    found = briefing.whole(
        request.asking, place=place, group=key_in(group) if group else None, gone=_gone(request)
    )

    def draw(network: pictures.Network, **how: Any) -> pictures.Picture:
        return pictures.whole_picture(network, briefing.OUR_OFFICE, **how)

    title = gettext("Everybody and every gate")
    page = _Page(title, reverse("dependence"), gettext("Dependence"), draw)
    asked = {name: value for name, value in (("place", place), ("group", group)) if value}
    return _shown(request, found, page, asked, asked)


def _gone(request: Request) -> list[tuple[str, uuid.UUID]]:
    """Return whom the address takes away."""
    found = []
    for one in request.GET.getlist("without")[:MOST_GONE]:
        kind, _, key = one.partition(":")
        if kind in _CAN_GO and (known := key_in(key)):
            found.append((kind, known))
    return found


def _shown(
    request: Request,
    found: NetworkPicture,
    page: _Page,
    saved: dict[str, str],
    asked: dict[str, str] | None = None,
) -> HttpResponse:
    narrowed = asked or {}
    network = _network(request, found, narrowed)
    said = pictures.PictureWords(
        named=page.title,
        described=gettext("The same is in the table."),
        kinds={kind: str(word) for kind, word in KINDS.items()},
        marks={mark: str(word) for mark, word in MARKS.items()},
    )
    picture = page.draw(network, said=said, rtl=get_language_bidi())
    context = {
        "page": page,
        "found": found,
        "picture": picture,
        "back_with_all": f"?{urlencode(narrowed)}",
        "asked": narrowed,
        "names_gone": pgettext("between names", ", ").join(found.closing.names)
        if found.closing
        else "",
        "export": f"{reverse('export', args=['picture'])}?{urlencode(saved)}".rstrip("?"),
    }
    return render(request, "dependence/picture.html", context)


def _network(request: Request, found: NetworkPicture, asked: dict[str, str]) -> pictures.Network:
    nodes = []
    for one in found.nodes:
        label = one.name or request.asking.me.office.name
        link = _without(found.gone, one.key, asked) if one.can_go else ""
        nodes.append(pictures.Node(one.key, label, one.kind, mark=one.mark, link=link))
    day = request.asking.day
    ties = tuple(
        pictures.Tie(one.tail, one.head, _says(one, day), one.line, one.both) for one in found.ties
    )
    return pictures.Network(tuple(nodes), ties)


def _without(gone: tuple[str, ...], key: str, asked: dict[str, str]) -> str:
    """Return the address of the same picture with one more taken away, or brought back."""
    left = [one for one in gone if one != key] if key in gone else [*gone, key]
    return "?" + urlencode([*asked.items(), *(("without", one) for one in left)])


def _says(tie: DrawnTie, day: Any) -> str:
    if tie.of == "us":
        return ""
    if tie.of == "consent":
        return gettext("its consent is needed")
    if tie.of == "member":
        return gettext("belongs to it")
    when = {"ago": ago(tie.checked_on, day)}
    if tie.of == "contact":
        return gettext("last met %(ago)s") % when
    checked = gettext("checked %(ago)s") % when
    return f"{tie.says} ({checked})" if tie.says else checked
