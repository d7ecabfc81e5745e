"""The page of the five lights, and how each light is put into words."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from rapport.briefings.lights import Behind, Lights, Only, SeenLight, lights
from rapport.briefings.what_opened import what_opened
from rapport.records.models import Circle, Relationship
from rapport.rules.lights import State
from rapport.web.forms import key_in
from rapport.web.request import Request

STATES = {
    State.ON: pgettext_lazy("light", "on"),
    State.PARTLY: pgettext_lazy("light", "partly"),
    State.OFF: pgettext_lazy("light", "off"),
    State.UNKNOWN: pgettext_lazy("light", "not known yet"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a light is called, what it says of how many, why it may be unknown, and what helps.

    ``page`` is the address about one person of whom it is not true where that is mended, with the
    words of its link; ``known_by`` the same about one of whom it is not known.
    """

    title: Any
    says: Any
    unknown: Any
    page: str
    link: Any
    known_by: tuple[str, Any]


_LOG = ("log", gettext_lazy("Log contact"))

WORDS: dict[str, Words] = {
    "proactive": Words(
        gettext_lazy("We build relationships before we need them"),
        ngettext_lazy(
            "%(part)s of %(known)s person: begun on our initiative, and we have met or called "
            "without a request.",
            "%(part)s of %(known)s people: begun on our initiative, and we have met or called "
            "without a request.",
            "known",
        ),
        gettext_lazy("No contact is recorded yet."),
        "plan-meeting",
        gettext_lazy("Plan a meeting without a request"),
        _LOG,
    ),
    "small_talk": Words(
        gettext_lazy("We talk about more than work"),
        ngettext_lazy(
            "%(part)s of %(known)s person: small talk in a contact of the last 12 months.",
            "%(part)s of %(known)s people: small talk in a contact of the last 12 months.",
            "known",
        ),
        gettext_lazy("No contact says yet whether there was small talk."),
        "plan-meeting",
        gettext_lazy("Plan a meeting with time to talk"),
        _LOG,
    ),
    "every_actor": Words(
        gettext_lazy("We speak with every type of group"),
        ngettext_lazy(
            "%(part)s of %(known)s relationship with a known group: contact in the last 90 days.",
            "%(part)s of %(known)s relationships with a known group: contact in the last 90 days.",
            "known",
        ),
        gettext_lazy("No group is recorded yet, or not what type of group it is."),
        "plan-meeting",
        gettext_lazy("Plan a meeting"),
        ("group", gettext_lazy("Add their group")),
    ),
    "maintained": Words(
        gettext_lazy("We stay in touch"),
        ngettext_lazy(
            "%(part)s of %(known)s relationship: last contact within the longest interval, or "
            "sooner where influence is low.",
            "%(part)s of %(known)s relationships: last contact within the longest interval, or "
            "sooner where influence is low.",
            "known",
        ),
        gettext_lazy("No contact is recorded yet."),
        "plan-meeting",
        gettext_lazy("Plan a meeting"),
        _LOG,
    ),
    "broad": Words(
        gettext_lazy("We do not depend on one colleague"),
        ngettext_lazy(
            "%(part)s of %(known)s relationship: a backup is named, or a second colleague has met "
            "them.",
            "%(part)s of %(known)s relationships: a backup is named, or a second colleague has met "
            "them.",
            "known",
        ),
        gettext_lazy("No person is recorded yet."),
        "holders",
        gettext_lazy("Name a backup"),
        _LOG,
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One light as a page shows it; ``door`` leads to what would help first, for ``whom``."""

    light: SeenLight
    title: Any
    state: Any
    says: str
    door: str = ""
    link: Any = ""
    whom: Behind | None = None


def rows_of(found: Lights, *, adds_colleagues: bool) -> list[Row]:
    """Return the rows of a page that shows these lights.

    Where nobody could be a backup yet, the door is adding a colleague, for those who may.
    """
    rows = [_row(light) for light in found.lights]
    if not found.alone:
        return rows
    add = reverse("add-colleague") if adds_colleagues else ""
    broad = replace(rows[-1], door=add, link=_("Add a colleague"), whom=None)
    return [*rows[:-1], broad]


@require_GET
def five_lights(request: Request) -> HttpResponse:
    """Show the five lights over all whom the reader may see, whom they lead, or one circle."""
    chosen = request.GET.get("of", "")
    only, circle = _only(request, chosen), key_in(chosen)
    found = lights(request.asking, only=only)
    rows = rows_of(found, adds_colleagues=request.asking.me.looks_after_colleagues())
    mine = Circle.objects.filter(pk__in=request.asking.me.readable_circles())
    context = {
        "rows": rows,
        "opened": what_opened(request.asking, only=None if circle else only, circle=circle),
        "relationships": found.relationships,
        "circles": [(str(key), name) for key, name in mine.values_list("pk", "name")],
        "chosen": chosen,
    }
    return render(request, "lights/lights.html", context)


def _only(request: Request, chosen: str) -> Only:
    """Return the people of a choice; a circle one does not read has none, as one that is not."""
    seen = Relationship.objects.visible_to(request.asking.me)
    if chosen == "mine":
        return list(seen.filter(lead=request.asking.me.pk).values_list("pk", flat=True))
    key = key_in(chosen)
    return None if key is None else list(seen.filter(circle=key).values_list("pk", flat=True))


def _row(light: SeenLight) -> Row:
    words = WORDS[light.name]
    unknown = light.state is State.UNKNOWN
    says = words.unknown if unknown else words.says % {"part": light.part, "known": light.known}
    row = Row(light, words.title, STATES[light.state], str(says))
    if light.not_of:
        return _with_door(row, words.page, words.link, light.not_of[0])
    if light.unknown_of:
        return _with_door(row, *words.known_by, light.unknown_of[0])
    return row


def _with_door(row: Row, page: str, link: Any, whom: Behind) -> Row:
    key = whom.relationship
    door = f"{reverse(page)}?who={key}" if page == "log" else reverse(page, args=[key])
    return replace(row, door=door, link=link, whom=whom)
