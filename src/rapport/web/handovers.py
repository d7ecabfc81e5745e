"""Pages of a handover: what a colleague passes on, one relationship of it, and its story."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from rapport.actions import handed_notes
from rapport.actions import handovers as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.handing_over import handing_over
from rapport.briefings.handover import handover_page
from rapport.briefings.handover_story import handover_story
from rapport.web.request import Request
from rapport.web.undoing import go_on


def handover_address(key: uuid.UUID) -> str:
    """Return the address of a handover's page."""
    return reverse("handover", args=[key])


@require_GET
def mine(request: Request) -> HttpResponse:
    """Show what I pass on, whether a last day is set or not."""
    return _list(request, request.asking.me.pk)


@require_GET
def of_colleague(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show what a colleague of my office passes on, as far as I may see it."""
    return _list(request, key)


def _list(request: Request, key: uuid.UUID) -> HttpResponse:
    page = handing_over(request.asking, key)
    me = request.asking.me
    may_set = page.is_me or (page.who.is_active and me.looks_after(page.who))
    return render(
        request,
        "handover/list.html",
        {"page": page, "may_set": may_set and not request.read_only},
    )


@require_GET
def handover(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show one handover."""
    page = handover_page(request.asking, key)
    open_counterpart(request.asking, relationship=page.handover.relationship_id)
    may_act = not request.read_only
    told = {"page": page, "may_write": page.may_change and may_act, "may_act": may_act}
    return render(request, "handover/handover.html", told)


@require_GET
def story(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show the story of what is handed over, as it is printed."""
    answer = handover_story(request.asking, key)
    open_counterpart(request.asking, relationship=answer.handover.relationship_id)
    return render(request, "handover/story.html", {"story": answer})


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a handover back that was not accepted; the list offers to bring it back."""
    change = verbs.remove_handover(request.asking, key=key)
    return go_on(reverse("handing-over", args=[change.row.leaver_id]), change)


@require_POST
def answer_note(request: Request, key: uuid.UUID) -> HttpResponse:
    """Agree to keep a note for the need that was named, or say that it is not needed."""
    agreed = request.POST.get("agreed") == "yes"
    change = handed_notes.answer_note(request.asking, key=key, agreed=agreed)
    return go_on(handover_address(change.row.handover_id), change)
