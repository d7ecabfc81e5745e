"""Asks: plan one with its risk to them, use the exception, settle one."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import asks as verbs
from rapport.briefings.meetings import coming, of_person
from rapport.briefings.red_lines import every_red_line
from rapport.briefings.requests import Which
from rapport.briefings.since_a_breach import too_soon
from rapport.names import visible
from rapport.records.change import Change
from rapport.records.models import Ask, Gate, Outcome, RedLine, Relationship, Urgency
from rapport.web.costs_field import CostRows, Costs
from rapport.web.days import days_in_words
from rapport.web.forms import (
    about,
    colleague_choices,
    column_field,
    key_in,
    person_address,
    person_form,
    sent_day,
)
from rapport.web.in_their_place import thought
from rapport.web.people_filters import with_query
from rapport.web.request import Request
from rapport.web.undoing import go_on

_column = partial(column_field, Ask)

THINK = "think"
_LONGEST_SAID = 1000


_URGENCY = [("", gettext_lazy("not recorded")), *Urgency.choices]


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields of a form under their title; without a title they stand in the open."""

    title: Any
    fields: tuple[forms.BoundField, ...]

    @property
    def is_open(self) -> bool:
        """Say whether there is something to see: words, a choice, or what is wrong with them."""
        blank: tuple[Any, ...] = (None, "", False, [])
        return any(field.errors or field.value() not in blank for field in self.fields)


class AskForm(forms.Form):
    """What we would feel in their place, what we mean to ask, and what a yes may cost them."""

    why_no = _column(
        "why_no",
        label=gettext_lazy("In their place, what would make you say no, and what would you need?"),
        rows=3,
        longest=2000,
    )
    what = _column("what", label=gettext_lazy("What we will ask for"), rows=2)
    planned_for = _column("planned_for", label=gettext_lazy("When"), nearest="coming")
    costs = Costs(label=gettext_lazy("What saying yes may cost them"), required=False)
    gate = forms.ChoiceField(label=gettext_lazy("What it is to open"), required=False)
    meeting = forms.ChoiceField(label=gettext_lazy("At which meeting"), required=False)
    channel = _column("channel", label=gettext_lazy("Channel"))
    urgency_ours = _column(
        "urgency_ours", label=gettext_lazy("How urgent it is for us"), choices=_URGENCY
    )
    urgency_theirs = _column(
        "urgency_theirs", label=gettext_lazy("How urgent it is for them"), choices=_URGENCY
    )
    softens = _column(
        "softens", label=gettext_lazy("What would make it easier for them"), longest=1000
    )
    for_them = _column(
        "for_them",
        label=gettext_lazy("What is in it for them"),
        help_text=gettext_lazy("A legitimate reason they have to say yes."),
        longest=1000,
    )
    benefit_checked = _column(
        "benefit_checked",
        label=gettext_lazy("It crosses no red line and gives them nothing of material value"),
    )
    may_say = _column("may_say", label=gettext_lazy("What we may say"), rows=2, longest=2000)
    bottom_line = _column(
        "bottom_line",
        label=gettext_lazy("The least we can live with"),
        help_text=gettext_lazy("This stays among us: it is never printed."),
        rows=2,
        longest=2000,
    )
    life_saving = _column(
        "life_saving", label=gettext_lazy("Life-saving and urgent: use the exception")
    )
    life_saving_reason = _column(
        "life_saving_reason", label=gettext_lazy("Whose lives depend on it, and how")
    )
    authorised_by = forms.ChoiceField(label=gettext_lazy("Authorised by"), required=False)

    GROUPS: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        ("", ("what", "planned_for", "costs")),
        (
            gettext_lazy("What it is to open, where, and how urgent"),
            ("gate", "meeting", "channel", "urgency_ours", "urgency_theirs"),
        ),
        (
            gettext_lazy("What helps them to say yes"),
            ("softens", "for_them", "benefit_checked"),
        ),
        (gettext_lazy("What we may say, and our limit"), ("may_say", "bottom_line")),
        (
            gettext_lazy("Life-saving exception"),
            ("life_saving", "life_saving_reason", "authorised_by"),
        ),
    )
    """The fields below the first question: the first few in the open, the rest folded away."""

    red_lines: Sequence[RedLine] = ()

    def groups(self) -> Iterator[Group]:
        """Yield the fields in their groups, and last whatever was added to the form."""
        known = {"why_no", *(name for _title, names in self.GROUPS for name in names)}
        added = tuple(name for name in self.fields if name not in known)
        rest = (gettext_lazy("Outcome"), added)
        for title, names in (*self.GROUPS, *([rest] if added else [])):
            yield Group(title, tuple(self[name] for name in names))


def choose_from(
    form: AskForm, request: Request, about: Relationship, row: Ask | None = None
) -> None:
    """Put into a form what may be chosen in it: the gates of the circle, the meetings with them.

    What stands in ``row`` stays to be chosen, also once it is over.
    """
    fields: Any = form.fields
    fields["gate"].choices = [("", "—"), *_gates(request, about, row)]
    fields["meeting"].choices = [("", "—"), *_meetings(request, about, row)]
    form.red_lines = every_red_line(request.asking.me)


def _gates(request: Request, about: Relationship, row: Ask | None) -> Iterator[tuple[str, str]]:
    kept = row.gate_id if row else None
    needed = Q(until__isnull=True) | Q(until__gte=request.asking.day) | Q(pk=kept)
    found = Gate.objects.visible_to(request.asking.me).filter(needed, circle=about.circle_id)
    for gate in found.order_by("name", "pk"):
        yield str(gate.pk), gate.name
    if kept and row and row.gate_shown is None:
        yield str(kept), str(_("one kept elsewhere"))


def _meetings(request: Request, about: Relationship, row: Ask | None) -> Iterator[tuple[str, str]]:
    kept = row.meeting_id if row else None
    known = set()
    for one in of_person(request.asking, about.pk):
        if one.meeting.circle_id == about.circle_id and (one.is_open or one.key == kept):
            known.add(one.key)
            place = f" · {one.meeting.place}" if one.meeting.place else ""
            yield str(one.key), f"{days_in_words(one.on)}{place}"
    if kept and kept not in known:
        yield str(kept), str(_("one kept elsewhere"))


def ask_form(
    request: Request, relationship: Relationship, typed: dict[str, Any] | None = None
) -> AskForm:
    """Return the form of a request to one counterpart: as sent, or begun with what was typed."""
    sent = None if typed is not None else request.POST or None
    form = AskForm(sent, initial=typed or {})
    colleagues = colleague_choices(request.asking.day, relationship.circle_id, empty="—")
    form.fields["authorised_by"].choices = colleagues  # type: ignore[attr-defined]
    choose_from(form, request, relationship)
    return form


@require_http_methods(["GET", "POST"])
def plan(request: Request, key: uuid.UUID) -> HttpResponse:
    """Plan an ask."""
    relationship = about(request, key)
    form = ask_form(request, relationship)

    in_place = request.headers.get("hx-target") == "thought"
    if request.method == "POST" and (in_place or THINK in request.POST):
        return _thought_about(request, relationship)

    def act(values: dict[str, Any]) -> Change[Ask]:
        for name in ("authorised_by", "gate", "meeting"):
            values[name] = key_in(values[name])
        return verbs.plan_ask(request.asking, relationship=key, **values, **_to_say(request))

    return person_form(
        request, relationship, form, act, template="people/ask.html", title=_("Plan a request"),
        too_soon=too_soon(request.asking, [relationship.pk]),
    )  # fmt: skip


def _thought_about(request: Request, relationship: Relationship) -> HttpResponse:
    """Answer what was said in their place with what it suggests; nothing is saved or ticked."""
    meetings = of_person(request.asking, relationship.pk)
    ticked = request.POST.getlist("costs")
    context = {
        "thought": thought(request.POST.get("why_no", ""), ticked),
        "meeting": coming(meetings),
    }
    if request.headers.get("hx-target") == "thought":
        return render(request, "people/ask_thought.html", context)
    typed = ask_form(request, relationship, _typed(request))
    page = {"form": typed, "title": _("Plan a request"), "mark": True}
    page |= {"back": person_address(relationship.pk), "alias": relationship.called}
    page |= {"too_soon": too_soon(request.asking, [relationship.pk])}
    return render(request, "people/ask.html", {**page, **context})


def _typed(request: Request) -> dict[str, Any]:
    """Return what was typed so far, for the form to begin with again."""
    costs = CostRows().value_from_datadict(request.POST, {}, "costs")
    return {**request.POST.dict(), "costs": costs}


def _to_say(request: Request) -> dict[str, Any]:
    """Return the acknowledging sentence and the meeting on whose card it goes, if ticked."""
    meeting = key_in(request.POST.get("on_card", ""))
    said = visible(request.POST.get("acknowledgement", ""))[:_LONGEST_SAID]
    return {"on_card": meeting, "acknowledgement": said} if meeting else {}


class OutcomeForm(forms.Form):
    """What became of a request, on which day, and in which words."""

    outcome = _column("outcome", label=gettext_lazy("Outcome"), required=True)
    on = _column("answered_on", label=gettext_lazy("Date"))
    answer = _column("answer", label=gettext_lazy("What they said"), rows=2, longest=2000)
    again_on = _column(
        "again_on",
        label=gettext_lazy("Ask again on"),
        nearest="coming",
        help_text=gettext_lazy("If it was postponed: on this day it is planned again."),
    )


@require_http_methods(["GET", "POST"])
def settle(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say what became of an ask: by a button, today; or in a form, with its day and words."""
    if request.method == "GET" or "answer" in request.POST:
        return _settle_in_full(request, key)
    outcome = request.POST.get("outcome", "")
    if outcome not in Outcome.values:
        raise Http404
    on = sent_day(request)
    change = verbs.settle_ask(request.asking, key=key, outcome=outcome, on=on)
    return go_on(_back(request, change.row), change)


def _settle_in_full(request: Request, key: uuid.UUID) -> HttpResponse:
    row = Ask.objects.one_changeable_by(request.asking.me, key)
    begin = {"outcome": row.outcome, "on": request.asking.day}
    begin |= {"answer": row.answer, "again_on": row.again_on}

    def act(values: dict[str, Any]) -> Change[Ask]:
        return verbs.settle_ask(request.asking, key=key, **values)

    return person_form(
        request,
        about(request, row.relationship_id),
        OutcomeForm(request.POST or None, initial=begin),
        act,
        title=_("Record the outcome"),
        typed=row.what,
        back=_back(request, row),
    )


def _back(request: Request, ask: Ask) -> str:
    """Return where it was settled from: the list of requests, or the page of the person."""
    listed = request.POST.get("list") or request.GET.get("list", "")
    if listed in set(Which):
        return with_query(reverse("requests"), {"which": listed})
    return person_address(ask.relationship_id)
