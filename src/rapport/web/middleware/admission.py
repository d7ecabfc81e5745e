"""How many requests a team's server works on at once; whoever would wait too long comes again.

A request waits for its turn holding nothing but a thread. Signing in has turns of its own, so that
a flood at the door leaves the pages to whoever is in.
"""

import contextlib
from collections.abc import Callable
from threading import BoundedSemaphore

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_request, gettext, override

from rapport.messages import gettext_noop

_BUSY = gettext_noop("The server is busy; nothing was changed.")
_AGAIN = gettext_noop("Go back and try again in a few seconds.")
_RETRY_AFTER = "5"


class Admission:
    """Let a few requests in at once; answer 503 to those that have waited too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages = BoundedSemaphore(settings.AT_ONCE)
        self.door = BoundedSemaphore(settings.AT_THE_DOOR)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request in its turn."""
        turns = self.pages
        if request.path_info in (reverse("sign-in"), reverse("sign-in-code")):
            turns = self.door
            # Words that come slowly take no turn from whoever has said theirs.
            with contextlib.suppress(UnreadablePostError):
                _ = request.body
        if not turns.acquire(timeout=settings.PATIENCE):
            return _come_again(request)
        try:
            return self.get_response(request)
        finally:
            turns.release()


def _come_again(request: HttpRequest) -> HttpResponse:
    """Ask whoever has waited too long to send it again; nobody has looked at the request yet."""
    with override(get_language_from_request(request)):
        context = {"says": gettext(_BUSY), "next": gettext(_AGAIN), "back": "/"}
        answer = render(request, "refused.html", context, status=503)
    answer.headers["Retry-After"] = _RETRY_AFTER
    return answer
