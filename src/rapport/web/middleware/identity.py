"""Who is asking, and what day it is: decided once a request, before any page."""

import time as clock
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from rapport.actions import retention
from rapport.briefings.reading import may_see_readings
from rapport.records import planner_statistics
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Store
from rapport.records.prepared import prepared
from rapport.web.day_field import TODAY
from rapport.web.look import look_of
from rapport.web.middleware import session_gate
from rapport.web.middleware.token_door import by_token, let_in
from rapport.web.own_addresses import door_for
from rapport.web.sealed import sealing
from rapport.web.undoing import offer

ACTING: dict[str, uuid.UUID] = {}
"""In the demo world: which colleague each browser session has chosen to be. Memory only."""

SEEN: Callable[[uuid.UUID, date], None] | None = None
"""Hears who asks on which day, so that their people are judged first; set by whoever serves."""

Answer = Callable[[HttpRequest], HttpResponse]


class Identity:
    """Set ``request.asking``: who asks, when and on what day; or send to the door.

    Reading never writes. What the rules say is brought up to a new day beside the pages. What is
    past its end is purged by the first request that may write, and when a store is opened.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer a request by somebody, or show the way in."""
        if getattr(request, "needs_nobody", False) or request.path_info.startswith("/static/"):
            return self.get_response(request)
        planner_statistics.follow()
        now = datetime.now(UTC)  # noqa: TID251 - this is the door
        # A team's is asked for its day alone: who asks, the session says.
        store = next(iter(_the_store_alone() if settings.IS_TEAM else _the_store()), None)
        fixed = store.fixed_today if store else None
        request.is_demo = fixed is not None
        request.now = _demo_time(fixed, now) if fixed else now
        day = fixed or timezone.localdate(now)
        me = let_in(request, day) if by_token(request) else _colleague(request, store)
        if isinstance(me, HttpResponse):
            return me
        if me is None:
            return self._outside(request)
        request.asking = Asking(me, request.now, day)
        if settings.IS_TEAM and not by_token(request) and request.asking.me.has_left(day):
            request.session.flush()
            del request.asking
            return self._outside(request)
        TODAY.set(day)
        if settings.IS_TEAM and not by_token(request):
            request.session.heard_of()
        if SEEN is not None:
            SEEN(me.pk, day)
        if request.method == "POST" and not getattr(request, "read_only", False):
            retention.purge(now=request.now, today=day)
        return self.get_response(request)

    def _outside(self, request: HttpRequest) -> HttpResponse:
        if settings.WORKS_HERE and Colleague.objects.exists():
            return _nobody_of_that_name(request)
        ways_in = ("sign-in", "sign-in-code") if settings.IS_TEAM else ("welcome",)
        addresses = [reverse(way) for way in ways_in]
        if request.path_info in (*addresses, reverse("language")):
            return self.get_response(request)
        way_in = door_for(addresses[0], request) if settings.IS_TEAM else addresses[0]
        return HttpResponseRedirect(way_in)


_DEMO_MORNING = time(9, 0, tzinfo=UTC)


def this_moment() -> tuple[datetime, date]:
    """Return the moment and the day for whoever is nobody: a phone that sends."""
    now = datetime.now(UTC)  # noqa: TID251 - this is the door
    store = next(iter(_the_store()), None)
    fixed = store.fixed_today if store else None
    return (_demo_time(fixed, now), fixed) if fixed else (now, timezone.localdate(now))


def _demo_time(day: date, now: datetime) -> datetime:
    """Return a time of the demo's morning: a day of this machine passes in an hour of it.

    So whatever is done there happens on its day, after what was told before, in order.
    """
    since_midnight = now - now.replace(hour=0, minute=0, second=0, microsecond=0)
    return datetime.combine(day, _DEMO_MORNING) + since_midnight / 24


@prepared
def _the_store_alone() -> "QuerySet[Store]":
    return Store.objects.only("fixed_today").order_by("pk")[:1]


@prepared
def _the_store() -> "QuerySet[Store]":
    return Store.objects.select_related("owner__office").order_by("pk")[:1]


def _colleague(request: Any, store: Store | None) -> Colleague | None:
    """Return who asks: the signed-in colleague of a team; on a laptop, whoever works at it.

    That is the owner of the store, unless it was started for another colleague.
    """
    if settings.IS_TEAM:
        user = request.user
        return user if user.is_authenticated and user.is_active else None
    if store is None:
        return None
    acting = ACTING.get(getattr(request, "session_token", "")) if request.is_demo else None
    if acting is not None:
        here = Colleague.objects.select_related("office").filter(is_active=True)
        return here.filter(pk=acting).first() or store.owner
    if settings.WORKS_HERE and not request.is_demo:
        here = Colleague.objects.select_related("office").filter(is_active=True)
        return here.filter(sign_in=settings.WORKS_HERE).first()
    return store.owner


def _nobody_of_that_name(request: HttpRequest) -> HttpResponse:
    """Say that this laptop was started for nobody there is."""
    named = {"name": settings.WORKS_HERE}
    context = {
        "says": gettext("Nobody here has the sign-in name %(name)s.") % named,
        "next": gettext("Stop Rapport, and start it with another RAPPORT_COLLEAGUE, or without."),
        "back": "/",
    }
    return render(request, "refused.html", context, status=409)


def around_every_page(request: Any) -> dict[str, Any]:
    """Return what the frame around every page shows."""
    asking: Asking | None = getattr(request, "asking", None)
    around = {**look_of(request), "is_team": settings.IS_TEAM, "languages": settings.LANGUAGES}
    if asking is None:
        return {**around, "me": None}
    return {
        **around,
        **({} if settings.IS_TEAM else sealing()),
        "store_alarm": session_gate.ALARM,
        "being_checked": session_gate.CHECKING is not None,
        "found_whole": clock.monotonic() < session_gate.WHOLE_UNTIL,
        "reads_only": session_gate.ONLY_READS,
        "old_address": session_gate.OLD_ADDRESS in session_gate.ADDRESSES,
        "me": asking.me,
        "day": asking.day,
        "is_demo": request.is_demo,
        "may_write": session_gate.ALARM is None and bool(asking.me.writable_circles()),
        "sees_readings": partial(may_see_readings, asking.me),
        "letters": asking.me.single_letters,
        "offer": offer(request),
        "here": request.resolver_match.url_name if request.resolver_match else "",
    }
