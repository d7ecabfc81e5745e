"""The list of people: filtered, sorted, searched while one types, and seen in saved views."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.briefings import people as listing
from rapport.records import preferences
from rapport.records.models import SavedView
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import keys
from rapport.web.people_filters import (
    CHOSEN_ELSEWHERE,
    TITLES,
    Asked,
    address,
    as_text,
    asked_for,
    chips,
    from_text,
    options_of,
    wanted,
    with_query,
)
from rapport.web.people_rows import lines_of
from rapport.web.request import Request
from rapport.web.sealed_words import opened, sealed

_LONGEST = 200
_OPTIONS = 300
"""So many choices of a filter are listed."""

TABS: tuple[tuple[Any, Asked], ...] = (
    (gettext_lazy("Everyone"), {}),
    (gettext_lazy("Mine"), {"whose": "mine"}),
    (gettext_lazy("Late"), {"due": "overdue"}),
    (gettext_lazy("Smaller groups"), {"smaller": "1"}),
    (gettext_lazy("Not met yet"), {"met": "never"}),
)
COLUMNS = {
    "alias": gettext_lazy("Name"),
    "stage": gettext_lazy("Stage"),
    "": gettext_lazy("Without a request"),
    "last": gettext_lazy("Last contact"),
    "due": gettext_lazy("Next due"),
    "lead": gettext_lazy("Lead"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A view of the list; ``key`` where somebody saved it."""

    title: str
    address: str
    is_chosen: bool
    count: int | None = None
    key: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: by which address it is sorted, and how it is now, as ARIA says it."""

    title: str
    address: str
    sorted: str


@require_http_methods(["GET", "POST"])
def people(request: Request) -> HttpResponse:
    """List the people I may see.

    A name typed to find somebody comes by POST, and goes on in the address sealed: so Back leads
    to the same list, and the address names nobody.
    """
    view = _view(request)
    asked = _asked(request, view)
    if request.method == "POST":
        return _searched(request, asked)
    text = opened(request, request.GET.get("words", ""))[:_LONGEST]
    after = opened(request, request.GET.get("after", ""))
    return _page(request, asked, text, after=after, view=view)


def _searched(request: Request, asked: Asked) -> HttpResponse:
    text = request.POST.get("text", "").strip()[:_LONGEST]
    there = address(asked, words=sealed(request, text))
    if not request.htmx:
        return HttpResponseRedirect(there)
    return _page(request, asked, text, there=there)


def _asked(request: Request, view: SavedView | None) -> Asked:
    told = request.POST if request.method == "POST" else request.GET
    asked = asked_for(told.dict())
    if view is None:
        return asked
    return {**from_text(view.filters), **asked}


def _view(request: Request) -> SavedView | None:
    """Return the saved view that the address names, if it is mine."""
    if "view" not in request.GET:
        return None
    named = keys([request.GET["view"]])
    for view in preferences.views_of(request.asking.me.pk):
        if view.pk in named:
            return view
    raise NotThere(NOT_THERE)


def _page(
    request: Request,
    asked: Asked,
    text: str,
    *,
    after: str = "",
    view: SavedView | None = None,
    there: str = "",
) -> HttpResponse:
    """Answer with the page, with what a search changes of it, or with the rows that come next.

    ``there`` is the address that a search while typing goes on under (``static/js/people.js``):
    htmx would write it into the browser's storage, where nothing is kept (decision 0025).
    """
    found = listing.people(request.asking, wanted=wanted(asked, text=text, after=after))
    kept = {**asked, "words": sealed(request, text)}
    following = sealed(request, found.following)
    may_write = not request.read_only and bool(request.asking.me.writable_circles())
    context: dict[str, Any] = {
        "people": found,
        "lines": lines_of(found.rows, request.asking.day, may_write=may_write),
        "next": address(kept, after=following) if following else "",
    }
    if after and request.htmx:
        return render(request, "people/rows.html", context)
    context |= {
        "asked": kept,
        "there": there,
        "text": text,
        "chips": chips(request, kept),
        "export": with_query(reverse("export", args=["people"]), kept),
        "narrowed": any(name in asked for name in TITLES) or bool(text),
        "heads": [_head(name, kept) for name in COLUMNS],
    }
    if request.htmx:
        return render(request, "people/listed.html", context)
    tabs = [] if found.knows_nobody else _tabs(request, asked, view)
    is_new = view is None and not any(tab.is_chosen for tab in tabs)
    context |= {"tabs": tabs, "view": view, "filters": as_text(asked) if is_new else ""}
    return render(request, "people/people.html", context)


def _head(name: str, asked: Asked) -> Head:
    if not name:
        return Head(str(COLUMNS[name]), "", "")
    sort = asked.get("sort", "due")
    turned = f"-{name}" if sort == name else name
    how = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    there = address(asked, sort="" if turned == "due" else turned)
    return Head(str(COLUMNS[name]), there, how)


def _tabs(request: Request, asked: Asked, view: SavedView | None) -> list[Tab]:
    filters = as_text(asked)
    tabs = [
        Tab(
            str(title),
            address(chosen),
            view is None and filters == as_text(chosen),
            listing.how_many(request.asking, wanted(chosen)) if _is_quick(chosen) else None,
        )
        for title, chosen in TABS
    ]
    own = preferences.views_of(request.asking.me.pk)
    return tabs + [
        Tab(one.title, address({"view": str(one.pk)}), one.pk == (view and view.pk), key=one.pk)
        for one in own
    ]


def _is_quick(chosen: Asked) -> bool:
    """Say whether who stands in a tab is counted off an index, so that every page may count it."""
    return bool(chosen) and "smaller" not in chosen


@require_GET
def choose(request: Request, name: str) -> HttpResponse:
    """List the choices of a filter with many: groups, places, leads."""
    if name not in CHOSEN_ELSEWHERE:
        raise Http404
    words = request.GET.get("words", "")
    asked = {**asked_for(request.GET.dict()), "words": words if opened(request, words) else ""}
    options = options_of(request, name)
    context = {
        "title": TITLES[name],
        "options": [(label, address(asked, **{name: key})) for key, label in options[:_OPTIONS]],
        "more": len(options) > _OPTIONS,
        "back": address(asked),
    }
    template = "people/options.html" if request.htmx else "people/choose.html"
    return render(request, template, context)


@require_POST
def save_view(request: Request) -> HttpResponse:
    """Save the filters of the list as a view of one's own."""
    filters = as_text(from_text(request.POST.get("filters", "")[:400]))
    title = request.POST.get("title", "")[:40]
    view = preferences.save_view(request.asking.me, title=title, filters=filters)
    return HttpResponseRedirect(address({"view": str(view.pk)}))


@require_POST
def remove_view(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a view of one's own; the people in it stay as they are."""
    if not any(view.pk == key for view in preferences.views_of(request.asking.me.pk)):
        raise NotThere(NOT_THERE)
    preferences.remove_view(request.asking.me, key)
    return HttpResponseRedirect(address({}))
