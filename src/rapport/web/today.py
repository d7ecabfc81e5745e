"""The morning's page: one queue of people, what falls in the coming days, what is snoozed."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from rapport.briefings import today as briefing
from rapport.briefings.across_circles import is_of_now
from rapport.briefings.backups import backup_due
from rapport.briefings.own_records import is_named
from rapport.briefings.phones import phone_news
from rapport.briefings.pressing import Span
from rapport.briefings.snoozed import snoozed
from rapport.briefings.up_to_date import COUNTED, still_to_check
from rapport.briefings.views import view_of
from rapport.web.request import Request

LOOKS = 12
"""How often a page that is open looks again whether all is checked, every five seconds: no
longer, for looking keeps a store from being locked."""

SNOOZED = "snoozed"


@require_GET
def today(request: Request) -> HttpResponse:
    """Show what to do today and why; to htmx, what is still to be checked for the day.

    ``?when=`` is a span, or ``snoozed``; ``?select=1`` puts a box to tick before each person.
    """
    if request.htmx:
        return _still_checking(request)
    when = request.GET.get("when", "")
    span = Span(when) if when in set(Span) else Span.TODAY
    aside = when == SNOOZED
    answer = briefing.today(request.asking, mine=chosen(request), only=span)
    shown = {
        "today": answer,
        "everyone": not answer.mine,
        "when": SNOOZED if aside else span.value,
        "heading": next((one for one in answer.headings if one.span == span), None),
        "counts": {each.value: answer.count(each) for each in Span},
        "snoozed": snoozed(request.asking, mine=answer.mine) if aside else (),
        "select": "select" in request.GET and not request.read_only,
        "phone": phone_news(request.asking),
        "named": answer.mine and is_named(request.asking),
        "backup": None if request.read_only else backup_due(request.asking.now),
        "looks": 0 if request.read_only else LOOKS,
        "most": COUNTED,
    }
    return render(request, "today/today.html", shown)


def _still_checking(request: Request) -> HttpResponse:
    """Say what is still to be checked; nothing under the reader's eyes moves."""
    view = view_of(request.asking)
    looks = request.GET.get("looks", "")
    mine = briefing.mine_first(request.asking.me, chosen=chosen(request))
    shown = {
        "checking": still_to_check(request.asking, mine=mine),
        "renewing": not is_of_now(request.asking, view, mine=mine),
        "everyone": not mine,
        "looks": min(int(looks), LOOKS) - 1 if looks.isascii() and looks.isdecimal() else 0,
        "most": COUNTED,
    }
    return render(request, "today/checking.html", shown)


def chosen(request: Request) -> bool | None:
    """Return whether mine were asked for; None where it was left open."""
    return {"mine": True, "office": False}.get(request.GET.get("whose", ""))


def back_to_today(request: Request) -> str:
    """Return the address of the page of Today that somebody came from, as theirs says."""
    kept = QueryDict(mutable=True)
    if chosen(request) is not None:
        kept["whose"] = request.GET["whose"]
    if request.GET.get("when") in {*Span, SNOOZED}:
        kept["when"] = request.GET["when"]
    return f"{reverse('today')}?{kept.urlencode()}" if kept else reverse("today")
