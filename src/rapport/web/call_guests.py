"""Who could join a call, offered on its page: one button each adds them to the plan."""

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from rapport.actions.joining import join_meeting
from rapport.briefings.call_guests import CallGuests, call_guests
from rapport.briefings.meetings import PlannedMeeting
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import key_in
from rapport.web.request import Request
from rapport.web.undoing import go_on


def joining(request: Request, planned: PlannedMeeting) -> CallGuests:
    """Return whom the page of a meeting offers to whoever may change it."""
    return call_guests(request.asking, planned) if planned.may_change else CallGuests()


@require_POST
def join(request: Request, key: uuid.UUID) -> HttpResponse:
    """Add one who was offered: ``colleague`` or ``introducer`` in the form is their key."""
    colleague = key_in(request.POST.get("colleague", ""))
    introducer = key_in(request.POST.get("introducer", ""))
    if colleague is None and introducer is None:
        raise NotThere(NOT_THERE)
    change = join_meeting(request.asking, key=key, colleague=colleague, introducer=introducer)
    return go_on(reverse("meeting", args=[key]), change)
