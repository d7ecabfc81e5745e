"""The card of a planned meeting: read it, write on it, carry it on paper."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods

from rapport.actions import meetings as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.card_on_paper import card_on_paper, what_may_be_carried
from rapport.briefings.lessons import lessons_for
from rapport.briefings.meeting_card import Card
from rapport.briefings.meeting_card import card as briefing
from rapport.exchange.exports.others.calendar import code_of
from rapport.names import visible
from rapport.records.change import Change
from rapport.records.models import Meeting, MeetingState
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import CannotBe, NotThere
from rapport.web.call_guests import joining
from rapport.web.card_offers import PARTS, Part, parts
from rapport.web.forms import column_field, form_page
from rapport.web.request import Request
from rapport.web.undoing import go_on


def _read(request: Request, key: uuid.UUID) -> Card:
    """Return a card; whoever opens it reads about the people on it."""
    answer = briefing(request.asking, key)
    for one in answer.people:
        open_counterpart(request.asking, relationship=one.relationship)
    return answer


@require_GET
def card(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show the plan of a meeting on one card."""
    answer = _read(request, key)
    context = {
        "card": answer,
        "parts": parts(answer),
        "may_change": answer.planned.may_change,
        "joining": joining(request, answer.planned),
        "code": code_of(key),
        "lessons": lessons_for(request.asking.me, answer.planned.meeting.purpose),
    }
    return render(request, "meetings/card.html", context)


def _card_form() -> type[forms.Form]:
    """Return the form with the texts of a card, labelled by their columns."""
    fields: dict[str, Any] = {}
    for name in PARTS:
        column: Any = Meeting._meta.get_field(name)  # noqa: SLF001 - documented Meta API
        fields[name] = column_field(Meeting, name, label=column.verbose_name, rows=3, longest=4000)
    return type("CardForm", (forms.Form,), fields)


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Write on the card; a button beside an offer puts that one sentence on it."""
    plan: Meeting = Meeting.objects.one_changeable_by(request.asking.me, key)
    _refuse_settled(plan)
    back = reverse("meeting", args=[key])
    if request.method == "POST" and "use" in request.POST:
        name, _colon, words = request.POST["use"].partition(":")
        if name not in PARTS:
            raise NotThere(NOT_THERE)
        return go_on(f"{back}#{name}", _take(request, plan, name, words))
    if request.method == "POST" and "fill" in request.POST:
        return go_on(f"{reverse('print-card', args=[key])}?every=1", _fill(request, key))
    # Sending the form is not reading: words that were typed are never held up.
    answer = _read(request, key) if request.method == "GET" else briefing(request.asking, key)
    start = {name: getattr(plan, name) for name in PARTS}
    form = _card_form()(request.POST or None, initial=start)
    offers = {part.name: part.offers for part in parts(answer)}
    for name, field in form.fields.items():
        field.help_text = " · ".join(offers[name])

    def act(values: dict[str, Any]) -> Change[Meeting]:
        return verbs.change_meeting(request.asking, key=key, **values)

    return form_page(request, form, act, title=_("Write the card"), back=back, standing=True)


def _refuse_settled(plan: Meeting) -> None:
    """Refuse to write on the card of a meeting that is over with: it says what was planned."""
    if plan.state != MeetingState.PLANNED:
        raise CannotBe(
            gettext_noop("This meeting is not planned any more, so its card can only be read."),
            next_step=gettext_noop("Write down in the log how it went, or plan it again."),
        )


def _take(request: Request, plan: Meeting, name: str, words: str) -> Change[Meeting]:
    """Put an offered sentence on the card, under what is written there."""
    text = "\n".join(filter(None, (getattr(plan, name), visible(words).strip())))
    values: dict[str, Any] = {name: text}
    return verbs.change_meeting(request.asking, key=plan.pk, **values)


def _fill(request: Request, key: uuid.UUID) -> Change[Meeting]:
    """Put the first sentence that is offered on each part of the card that is still empty."""
    empty = [part for part in parts(briefing(request.asking, key)) if _waits(part)]
    values: dict[str, Any] = {part.name: part.offers[0] for part in empty}
    return verbs.change_meeting(request.asking, key=key, **values)


def _waits(part: Part) -> bool:
    return bool(part.offers) and not part.text


@require_http_methods(["GET", "POST"])
def on_paper(request: Request, key: uuid.UUID) -> HttpResponse:
    """Choose what of the card to carry; sending that shows the page to print, and keeps nothing."""
    answer = _read(request, key)
    if request.method == "POST":
        ticked = request.POST.getlist("with")
        page = card_on_paper(request.asking, answer, ticked=ticked)
        return render(request, "meetings/paper.html", {"card": answer, "page": page})
    choice = what_may_be_carried(request.asking, answer)
    planned = answer.planned
    may_fill = planned.may_change and planned.is_open and not choice.for_named_only
    empty = [part for part in parts(answer) if _waits(part)] if may_fill else []
    context = {"card": answer, "choice": choice, "every": "every" in request.GET, "empty": empty}
    return render(request, "meetings/carry.html", context)
