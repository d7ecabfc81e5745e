"""What to know before a meeting, on one page that prints; for the road, what was ticked alone."""

import uuid
from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions.reading import open_counterpart
from rapport.briefings.brief import Brief, before_a_meeting, before_the_road
from rapport.briefings.brief import brief as briefing
from rapport.briefings.person import PersonBriefing
from rapport.briefings.road import brief_for_the_road, what_may_be_ticked
from rapport.briefings.tone_going import tone_going
from rapport.records.travelling import Piece
from rapport.web.in_their_place import acknowledging
from rapport.web.request import Request

PIECES = {
    "address": gettext_lazy("How to address them"),
    "topics": gettext_lazy("What was discussed"),
    "promise": gettext_lazy("Promises"),
    "ask": gettext_lazy("What we plan to ask"),
    "agreement": gettext_lazy("What was agreed"),
    "note": gettext_lazy("Insights"),
    "ground": gettext_lazy("Common ground"),
    "occasion": gettext_lazy("Important dates"),
    "way": gettext_lazy("On contact channels"),
}
"""Headings over what may be ticked for the road, by what each kind of piece is called."""


@require_http_methods(["GET", "POST"])
def brief(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show the brief; ``?for=road`` asks what of it to carry, and sending that shows it alone.

    What was ticked travels in the body: the browser's history keeps addresses, and would say what
    was carried. Nothing is changed by sending it, and nothing of it is kept.
    """
    for_the_road = request.method == "POST" or request.GET.get("for") == "road"
    read = before_the_road if for_the_road else before_a_meeting
    answer = read(request.asking, key)
    open_counterpart(request.asking, relationship=key)
    if request.method == "POST":
        return _for_the_road(request, answer)
    if for_the_road:
        choice = what_may_be_ticked(answer)
        context = {
            "header": answer.header,
            "choice": choice,
            "groups": _groups(choice.pieces),
            "more": sum(answer.more.values()),
        }
        return render(request, "people/road.html", context)
    page = briefing(answer)
    context = {
        "brief": page,
        "header": answer.header,
        "acknowledging": _acknowledging(page),
        "tone": tone_going(request.asking, key),
    }
    return render(request, "people/brief.html", context)


def _acknowledging(page: Brief) -> str:
    """Return the line that says we see what weighs on them; it never goes on the road by itself."""
    told = [one.text for one in page.open_concerns if not one.reading]
    return acknowledging(told, {risk.cost for ask in page.asks for risk in ask.risks})


def _groups(pieces: Sequence[Piece]) -> list[tuple[Promise, list[Piece]]]:
    """Return the pieces that may be ticked under the heading of their kind."""
    kinds = dict.fromkeys(piece.kind for piece in pieces)
    return [(PIECES[kind], [one for one in pieces if one.kind == kind]) for kind in kinds]


def _for_the_road(request: Request, answer: PersonBriefing) -> HttpResponse:
    """Show the page to print. Its own words never have the alias where a number stands for it."""
    carried = brief_for_the_road(
        request.asking,
        answer,
        ticked=request.POST.getlist("with"),
        numbered="number" in request.POST,
    )
    context = {
        "brief": carried.page,
        "header": answer.header,
        "road": True,
        "number": carried.number,
    }
    return render(request, "people/brief.html", context)
