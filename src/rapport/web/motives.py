"""What moves them on one card; what is followed to its end: still so, answered, it came back."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import following as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.analysis_rows import reading_rows
from rapport.briefings.motives import motives as briefing
from rapport.briefings.second_reader import readings
from rapport.records.change import Change
from rapport.records.models import (
    Analysis,
    FollowedUp,
    Insight,
    InsightKind,
    Interaction,
    Relationship,
)
from rapport.web.days import days_in_words
from rapport.web.forms import (
    Chips,
    about,
    column_field,
    key_in,
    person_address,
    person_form,
    sent_day,
)
from rapport.web.request import Request
from rapport.web.undoing import go_on

_LATEST = 20
"""Of the contacts with somebody, so many are offered as the one in which it was answered."""


@require_GET
def motives(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show what moves somebody: layers, concerns, what to check, what we do not agree on."""
    answer = briefing(request.asking, key)
    open_counterpart(request.asking, relationship=key)
    me = request.asking.me
    context = {
        "card": answer,
        "h": answer.header,
        "readings": readings(reading_rows(me, key), me, Analysis.MOTIVES),
        "of": Analysis.MOTIVES.value,
    }
    return render(request, "people/motives.html", context)


def _back(request: Request, note: Insight) -> str:
    """Return the page a button was on: the card of motives, or the person's own."""
    if request.POST.get("page") == "motives":
        return reverse("motives", args=[note.relationship_id])
    return person_address(note.relationship_id)


@require_POST
def still_so(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say that a note still holds."""
    change = verbs.still_so(request.asking, key=key)
    return go_on(_back(request, change.row), change)


@require_POST
def came_back(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say that what was answered came back: today, or on the day that came with it."""
    change = verbs.came_back(request.asking, key=key, on=sent_day(request))
    return go_on(_back(request, change.row), change)


class AnswerForm(forms.Form):
    """How far something is answered, what we said, and in which contact."""

    state = Chips(
        label=gettext_lazy("Where it stands"),
        choices=[(one.value, one.label) for one in (FollowedUp.ANSWERED, FollowedUp.FOLLOWED_UP)],
        required=True,
    )
    answer = column_field(Insight, "answer", label=gettext_lazy("What we said"), rows=3)
    interaction = forms.ChoiceField(label=gettext_lazy("In which contact"), required=False)
    on = column_field(Insight, "answered_on", label=gettext_lazy("Or on which day"))


def contact_choices(
    request: Request, relationship: Relationship, held: Interaction | None = None
) -> list[tuple[str, str]]:
    """Return the latest contacts with somebody, after none; and the one that stands there."""
    rows = Interaction.objects.visible_to(request.asking.me).filter(
        theirs__relationship=relationship
    )
    found = [(str(row.pk), _worded(row)) for row in rows.order_by("-on", "-pk")[:_LATEST]]
    if held is not None and str(held.pk) not in dict(found):
        seen = rows.filter(pk=held.pk).exists()
        found.append((str(held.pk), _worded(held) if seen else str(_("a contact you cannot see"))))
    return [("", "—"), *found]


def _worded(row: Interaction) -> str:
    line = " ".join(row.line.split())[:60]
    return " · ".join(filter(None, (days_in_words(row.on, row.until), line)))


@require_http_methods(["GET", "POST"])
def answer(request: Request, key: uuid.UUID) -> HttpResponse:
    """Record what we said to a concern, or to what they think of us that is not so."""
    note: Insight = Insight.objects.one_changeable_by(request.asking.me, key)
    relationship = about(request, note.relationship_id)

    def act(values: dict[str, Any]) -> Change[Insight]:
        contact = key_in(values.pop("interaction"))
        return verbs.follow_up(request.asking, key=key, interaction=contact, **values)

    form = AnswerForm(request.POST or None, initial={"state": FollowedUp.ANSWERED})
    form.fields["interaction"].choices = contact_choices(request, relationship)  # type: ignore[attr-defined]
    concern = note.kind == InsightKind.CONCERN
    return person_form(
        request,
        relationship,
        form,
        act,
        title=_("What we said to this concern") if concern else _("What we said to this"),
        typed=note.text,
    )
