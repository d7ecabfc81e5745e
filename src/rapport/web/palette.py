"""The palette: pages, acts, people and groups by what is typed, and people with acts of theirs."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from rapport.briefings.go_to import go_to, recent
from rapport.briefings.people import Person
from rapport.web.act_pages import PAGES, Act
from rapport.web.acts import ACTS, address_of, is_called, offered
from rapport.web.people_filters import address
from rapport.web.request import Request


@dataclass(frozen=True, slots=True)
class Link:
    """Something to do with a row beside opening it."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing found: where it leads, or what it sends; a person with their mark and acts."""

    title: str
    address: str
    icon: str = ""
    under: str = ""
    sends: tuple[str, str] | None = None
    person: Person | None = None
    acts: tuple[Link, ...] = ()


@require_POST
def found(request: Request) -> HttpResponse:
    """Find what is typed in the palette; where nothing is typed, offer what is used most."""
    text = request.POST.get("text", "")[:80].strip()
    parts = _named(request, text) if text else _at_first(request)
    here = request.POST.get("here", "")
    shown = [(title, rows) for title, rows in parts if rows]
    return render(request, "parts/palette_found.html", {"parts": shown, "text": text, "here": here})


def _at_first(request: Request) -> list[tuple[str, list[Row]]]:
    people = recent(request.asking)
    return [
        (_("Recent contacts"), [_person(request, one) for one in people]),
        (_("Pages"), [_act(act) for act in offered(request, PAGES)]),
        (_("Actions"), [_act(act) for act in offered(request, ACTS) if act.about != "key"]),
    ]


def _named(request: Request, text: str) -> list[tuple[str, list[Row]]]:
    """Return what is called like ``text``, and what "log colonel" means: an act, then a name."""
    called = go_to(request.asking, text)
    groups = [
        Row(group.name, reverse("actor", args=[group.key]), "group", pgettext("menu", "Groups"))
        for group in called.groups
    ]
    gates = [
        Row(name, reverse("gate", args=[key]), "gate", place) for key, name, place in called.gates
    ]
    return [
        (_("Pages"), [_act(act) for act in offered(request, PAGES) if is_called(act, text)]),
        (_("Actions"), _acts(request, text)),
        (_("People"), [_person(request, one) for one in called.people]),
        (_("Groups"), groups),
        (pgettext("menu", "Gates"), gates),
    ]


def _acts(request: Request, text: str) -> list[Row]:
    acts = offered(request, ACTS)
    rows = [_act(act) for act in acts if act.about != "key" and is_called(act, text)]
    rows += [
        _act(act, person)
        for act in acts
        if act.about == "key" and is_called(act, text)
        for person in recent(request.asking)[:3]
    ]
    first, _space, name = text.partition(" ")
    about = [act for act in acts if act.about and name.strip() and is_called(act, first)]
    people = go_to(request.asking, name).people if about else ()
    return rows + [_act(act, person) for act in about[:2] for person in people]


def _act(act: Act, person: Person | None = None) -> Row:
    if person is None:
        return Row(str(act.title), address_of(act), act.icon, sends=act.sends)
    there = address_of(act, person.relationship)
    return Row(str(act.title), there, act.icon, under=person.alias)


def _person(request: Request, person: Person) -> Row:
    links = tuple(
        Link(str(act.short), address_of(act, person.relationship))
        for act in offered(request, ACTS)
        if act.short
    )
    where = f"{address({})}{person.relationship}/"
    return Row(person.alias, where, under=person.actor, person=person, acts=links)
