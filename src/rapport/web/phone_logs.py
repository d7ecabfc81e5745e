"""The inbox of logs from phones: each is confirmed on the Log page, is the same as one, or goes."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from rapport.actions import phone_logs as verbs
from rapport.briefings.phones import inbox as logs
from rapport.briefings.phones import put_away
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import key_in
from rapport.web.request import Request


@require_GET
def inbox(request: Request) -> HttpResponse:
    """Show the logs from my phones that wait, and those I put away lately."""
    waiting, count = logs(request.asking)
    gone = put_away(request.asking)
    context = {"logs": waiting, "count": count, "more": count - len(waiting), "gone": gone}
    return render(request, "phones/inbox.html", context)


@require_POST
def same(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say that a log is a contact that is there already; nothing of that one changes."""
    contact = key_in(request.POST.get("contact", ""))
    if contact is None:
        raise NotThere(NOT_THERE)
    verbs.mark_as_same(request.asking, key=key, contact=contact)
    return _to_inbox()


@require_POST
def discard(request: Request, key: uuid.UUID) -> HttpResponse:
    """Discard a log."""
    verbs.discard(request.asking, key=key)
    return _to_inbox()


@require_POST
def bring_back(request: Request, key: uuid.UUID) -> HttpResponse:
    """Bring back a log that was discarded, or marked as the same."""
    verbs.bring_back(request.asking, key=key)
    return _to_inbox()


def _to_inbox() -> HttpResponse:
    return HttpResponseRedirect(reverse("phone-logs"))
