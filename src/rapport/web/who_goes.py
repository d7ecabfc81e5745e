"""Who of us goes: colleagues side by side, the choice with its reason, and what stands behind it.

The choice is somebody's, never the program's. For a planned meeting it is kept in the meeting;
without one it is carried to the form that plans one (`web.team_in_address`).
"""

import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import meetings
from rapport.actions import who_goes as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings import who_goes as briefing
from rapport.briefings.told_by_both import InCommon, in_common
from rapport.briefings.who_goes import Candidate, Comparison
from rapport.records.change import Change
from rapport.records.models import (
    Connection,
    Function,
    Interest,
    Meeting,
    OurPart,
    Relationship,
    Sensitivity,
)
from rapport.web.forms import (
    Words,
    about,
    colleague_choices,
    column_field,
    form_page,
    person_address,
    person_form,
)
from rapport.web.request import Request
from rapport.web.sealed_words import sealed_fields

PARTS = [
    ("", pgettext_lazy("part in a meeting", "does not go")),
    (OurPart.LEAD, pgettext_lazy("part in a meeting", "lead")),
    *((value, label) for value, label in OurPart.choices if value != OurPart.LEAD),
]
COVERS: dict[str, Any] = {
    "programme": gettext_lazy("Knows the programme"),
    "explains": gettext_lazy("Explains why access and safety matter"),
    "language": gettext_lazy("Speaks a language of theirs"),
    "national": gettext_lazy("National colleague"),
    "international": gettext_lazy("International colleague"),
    "shield": gettext_lazy("Goes as shield"),
}
_REASON = "reason_for_lead"


class TeamForm(forms.Form):
    """Who goes as what, and why."""

    def __init__(self, sent: Any, *, comparison: Comparison) -> None:
        self.comparison = comparison
        begin: dict[str, Any] = {_field(one): one.part for one in comparison.candidates}
        if comparison.meeting is not None:
            begin[_REASON] = comparison.meeting.meeting.reason_for_lead
        super().__init__(sent, initial=begin)
        for one in comparison.candidates:
            label = _("Part of %(name)s") % {"name": one.name}
            self.fields[_field(one)] = forms.ChoiceField(label=label, choices=PARTS, required=False)
        self.fields[_REASON] = Words(label=_("Why this colleague?"), rows=3)

    def columns(self) -> Iterator[tuple[Candidate, forms.BoundField]]:
        """Yield each colleague with the field for their part."""
        for one in self.comparison.candidates:
            yield one, self[_field(one)]

    def reason(self) -> forms.BoundField:
        """Return the field for the reason."""
        return self[_REASON]


def _field(one: Candidate) -> str:
    return f"part_{one.key.hex}"


def _team(comparison: Comparison, values: dict[str, Any]) -> list[tuple[uuid.UUID, str]]:
    return [(one.key, values[_field(one)]) for one in comparison.candidates if values[_field(one)]]


@require_http_methods(["GET", "POST"])
def who_goes(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show who could go to a person; the choice goes on to the form that plans a meeting."""
    comparison = briefing.for_person(request.asking, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=key)
    else:
        Relationship.objects.one_changeable_by(request.asking.me, key)
    form = TeamForm(request.POST or None, comparison=comparison)
    if request.method == "POST" and form.is_valid():
        return HttpResponseRedirect(_planning(request, key, comparison, form.cleaned_data))
    context = {"form": form, "back": person_address(key), **_shown(comparison)}
    return render(request, "meetings/who_goes.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def who_goes_to(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show who could go to a planned meeting, and keep who does and why in the meeting."""
    comparison = briefing.for_meeting(request.asking, key)
    if request.method == "GET":
        for one in comparison.about:
            open_counterpart(request.asking, relationship=one.relationship)

    def act(values: dict[str, Any]) -> Change[Meeting]:
        team = _team(comparison, values)
        chosen = {_REASON: values[_REASON]}
        return meetings.change_meeting(request.asking, key=key, ours=team, **chosen)

    def then(meeting: Meeting) -> str:
        # Whoever sends security alone sees here with whom to pair them; it is saved all the same.
        functions = meeting.ours.values_list("colleague__function", flat=True)
        alone = set(functions) == {Function.SECURITY}
        return reverse("who-goes-to" if alone else "meeting", args=[key])

    form = TeamForm(request.POST or None, comparison=comparison)
    return form_page(
        request,
        form,
        act,
        back=reverse("meeting", args=[key]),
        then=then,
        template="meetings/who_goes.html",
        standing=True,
        **_shown(comparison),
    )


def _shown(comparison: Comparison) -> dict[str, Any]:
    return {
        "title": _("Who goes first?") if comparison.never_met else _("Who goes?"),
        "comparison": comparison,
        "covers": [(COVERS[one.what], one.names) for one in comparison.covers],
        "mix": [(COVERS[one.what], one.names) for one in comparison.mix],
    }


def _planning(
    request: Request, key: uuid.UUID, comparison: Comparison, values: dict[str, Any]
) -> str:
    """Return the address of the form that plans a meeting, with the choice: keys, words sealed."""
    team = _team(comparison, values)
    said = [("ours", who) for who, _part in team] + [("part", part) for _who, part in team]
    if values[_REASON]:
        said.append(("typed", sealed_fields(request, {_REASON: values[_REASON]})))
    where = reverse("plan-meeting", args=[key])
    return f"{where}?{urlencode(said)}" if said else where


class ConnectionForm(forms.Form):
    """What one of us shares with them."""

    colleague = forms.ChoiceField(label=gettext_lazy("Colleague"))
    text = column_field(
        Connection,
        "text",
        label=gettext_lazy("What they share"),
        help_text=gettext_lazy("A place, a language, a sport, a study, somebody both know."),
    )


class InterestForm(forms.Form):
    """A conflict of interest of one of us."""

    colleague = forms.ChoiceField(label=gettext_lazy("Colleague"))
    kind = column_field(Interest, "kind", label=gettext_lazy("What kind"))
    text = column_field(Interest, "text", label=gettext_lazy("In one line"), rows=2)
    declared_on = column_field(Interest, "declared_on", label=gettext_lazy("Declared on"))
    managed = column_field(
        Interest,
        "managed",
        label=gettext_lazy("How it is managed"),
        rows=2,
        help_text=gettext_lazy(
            "For example: somebody else leads, or two of us always go. Leave it empty until it is."
        ),
    )
    until = column_field(Interest, "until", label=gettext_lazy("Until"), nearest="coming")


@require_http_methods(["GET", "POST"])
def connection(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note what one of us shares with them."""
    relationship = about(request, key)

    def act(values: dict[str, Any]) -> Change[Connection]:
        values["colleague"] = uuid.UUID(values["colleague"])
        return verbs.note_connection(request.asking, relationship=key, **values)

    offered = in_common(request.asking, relationship)
    form = ConnectionForm(request.POST or None, initial=_begun(request, offered))
    _offer(form, _who_see(request, relationship))
    page = {"template": "people/connection.html", "offered": offered}
    return person_form(request, relationship, form, act, title=_("Add a connection"), **page)


def _begun(request: Request, offered: tuple[InCommon, ...]) -> dict[str, str]:
    """Return what the form begins with: what was chosen of what is offered, or me."""
    chosen = (request.GET.get("with", ""), request.GET.get("note", ""))
    for one in offered:
        if (str(one.colleague), str(one.note)) == chosen:
            return {"colleague": str(one.colleague), "text": one.what}
    return {"colleague": str(request.asking.me.pk)}


@require_http_methods(["GET", "POST"])
def interest(request: Request, key: uuid.UUID) -> HttpResponse:
    """Declare a conflict of interest: one's own, or, for who writes there, a colleague's."""
    me = request.asking.me
    relationship: Relationship = Relationship.objects.one_visible_to(me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=key)

    def act(values: dict[str, Any]) -> Change[Interest]:
        values["colleague"] = uuid.UUID(values["colleague"])
        return verbs.declare_interest(request.asking, relationship=key, **values)

    form = InterestForm(
        request.POST or None,
        initial={"colleague": str(me.pk), "declared_on": request.asking.day},
    )
    writes = relationship.circle_id in me.writable_circles()
    every = _who_see(request, relationship)
    _offer(form, every if writes else [one for one in every if one[0] == str(me.pk)])
    return person_form(request, relationship, form, act, title=_("Declare a conflict of interest"))


def _offer(form: forms.Form, colleagues: list[tuple[str, str]]) -> None:
    form.fields["colleague"].choices = colleagues  # type: ignore[attr-defined]


def _who_see(request: Request, relationship: Relationship) -> list[tuple[str, str]]:
    """Return the colleagues who can see somebody."""
    found = colleague_choices(request.asking.day, relationship.circle_id)
    if relationship.sensitivity < Sensitivity.SEVERE:
        return found
    named = {str(key) for key in relationship.named.values_list("colleague_id", flat=True)}
    return [one for one in found if one[0] in named]
