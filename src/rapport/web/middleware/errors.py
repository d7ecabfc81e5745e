"""Pages for what is not there, cannot be, or went wrong on our side."""

import re
from typing import Any
from urllib.parse import urlencode

from django.db import OperationalError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django_htmx.http import HttpResponseClientRedirect

from rapport.records.refusals import NotThere, SayWhy
from rapport.refusals import Refusal

_OF_THE_DISK = re.compile("disk is full|disk I/O error|readonly database")
_FULL = gettext_noop("The disk could not be written to; nothing was saved.")
_MAKE_ROOM = gettext_noop(
    "Free some space on the disk, go back and save again. Locking still works."
)

_GARBLED = gettext_noop("This request could not be read; nothing was changed.")
STALE = gettext_noop("This form is no longer valid; nothing was changed.")
ANEW = gettext_noop("Open the page again and try once more.")


def not_here(request: Any, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer alike for what does not exist and what is another's."""
    return render(request, "404.html", status=404)


def not_understood(request: Any, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """Answer a request that is none: its words are in no alphabet we know, or far too many."""
    context = {"says": gettext(_GARBLED), "next": gettext(ANEW), "back": "/"}
    return render(request, "refused.html", context, status=400)


def not_from_here(request: Any, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's
    """Answer a form that was not sent from a page of ours, or from one that is no longer valid."""
    return no_longer_valid(request, status=403)


def no_longer_valid(request: Any, *, status: int) -> HttpResponse:
    """Answer a form that is no longer valid."""
    context = {"says": gettext(STALE), "next": gettext(ANEW), "back": "/"}
    return render(request, "refused.html", context, status=status)


def our_fault(request: Any) -> HttpResponse:
    """Say that it was us, and what to do."""
    return render(request, "500.html", status=500)


def _to_the_reason(request: Any) -> HttpResponse:
    """Ask why so many are read, and go on from there to what was wanted."""
    key = request.resolver_match.kwargs.get("key")
    again = request.method == "GET" and not getattr(request, "htmx", False)
    # What comes with a form is not asked for again; from there it is sent once more.
    page = "meeting" if request.path.startswith("/meetings/") else "person"
    then = request.get_full_path() if again else reverse(page, args=[key])
    where = f"{reverse('say-why')}?{urlencode({'then': then})}"
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(where)
    return HttpResponseRedirect(where, status=303)


class Refusals:
    """Answer a refusal that no form has caught with its sentence and the next step."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Pass the request on."""
        answer: HttpResponse = self.get_response(request)
        return answer

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into a page."""
        if isinstance(exception, NotThere):
            return not_here(request)
        if isinstance(exception, SayWhy):
            return _to_the_reason(request)
        if isinstance(exception, OperationalError) and _OF_THE_DISK.search(str(exception)):
            context = {"says": gettext(_FULL), "next": gettext(_MAKE_ROOM), "back": "/"}
            return render(request, "refused.html", context, status=507)
        if not isinstance(exception, Refusal):
            return None
        wording = exception.worded(gettext)
        context = {"says": wording.says, "next": wording.next, "back": "/"}
        status = 403 if exception.code == "not_yours" else 409
        return render(request, "refused.html", context, status=status)
