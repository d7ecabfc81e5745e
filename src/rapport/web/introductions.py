"""Being introduced to somebody: the ways there, and what is planned, asked and came of it."""

import uuid
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import introductions as verbs
from rapport.actions.reading import open_counterpart
from rapport.actions.ties import End
from rapport.briefings.introductions import introduction_page
from rapport.briefings.meetings import of_person
from rapport.names import visible
from rapport.records.change import Change
from rapport.records.models import Gate, Introduction, Relationship
from rapport.web.days import days_in_words
from rapport.web.forms import Chips, colleague_choices, column_field, form_page, key_in
from rapport.web.request import Request
from rapport.web.tie_fields import PersonOrGroup
from rapport.web.undoing import go_on

_column = partial(column_field, Introduction)
_KEYS = ("gate", "colleague", "meeting")
_PEOPLE = ("introducer", "second")


class IntroductionForm(forms.Form):
    """Through whom, who of us, what it may cost them, and what is asked and given back."""

    introducer = PersonOrGroup(
        label=gettext_lazy("Who introduces us?"),
        help_text=gettext_lazy("By the name used here. Leave it empty if we go ourselves."),
    )
    second = PersonOrGroup(label=gettext_lazy("And through whom then?"))
    consent = _column("consent", label=gettext_lazy("Do they agree to introduce us?"))
    consent_on = _column("consent_on", label=gettext_lazy("They said so on"))
    risk = Chips(
        label=gettext_lazy("How much could it cost them?"),
        choices=Introduction._meta.get_field("risk").choices,  # noqa: SLF001 - documented Meta API
    )
    risk_text = _column(
        "risk_text", label=gettext_lazy("What could it cost them, and what softens it?")
    )
    asks = _column("asks", label=gettext_lazy("What do we ask of them?"))
    gives = _column("gives", label=gettext_lazy("What do we give back?"))
    colleague = forms.ChoiceField(label=gettext_lazy("Which colleague?"), required=False)
    due = _column("due", label=gettext_lazy("By when?"), nearest="coming")
    gate = forms.ChoiceField(label=gettext_lazy("For which access?"), required=False)

    def __init__(
        self,
        *given: Any,
        request: Request,
        row: Introduction | None,
        people: Mapping[str, Relationship | None],
        **more: Any,
    ) -> None:
        named = {name: str(one.called) if one else "" for name, one in people.items()}
        super().__init__(*given, **{**more, "initial": {**more["initial"], **named}})
        me: Any = request.asking.me
        fields: Any = self.fields
        for name in _PEOPLE:
            fields[name].me = me
            if (one := people[name]) is not None:
                fields[name].known = (visible(named[name]).strip(), End(one.pk))
        circle = row.circle_id if row else None
        circles = [circle] if circle else me.writable_circles()
        ours = colleague_choices(request.asking.day, *circles, empty="—")
        held = row.colleague if row else None
        if held is not None and str(held.pk) not in dict(ours):
            ours = [*ours, (str(held.pk), held.name)]
        fields["colleague"].choices = ours
        seen = Gate.objects.visible_to(me).order_by("name", "pk")
        fields["gate"].choices = [("", "—"), *((str(one.pk), one.name) for one in seen)]

    def told(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return what was filled in, as the columns of an introduction take it."""
        told = dict(values)
        for name in _PEOPLE:
            end: End | None = told[name]
            if end is not None and end.relationship is None:
                self.add_error(name, _("A group introduces nobody: choose a person of it."))
            told[name] = end.relationship if end else None
        told |= {name: key_in(told.get(name) or "") for name in _KEYS if name in told}
        told["risk"] = int(told["risk"]) if told.get("risk") else None
        told["consent"] = told.get("consent") or "not_asked"
        return told


class ChangeIntroductionForm(IntroductionForm):
    """The same once it is there, with what came of it."""

    outcome = _column("outcome", label=gettext_lazy("What came of it?"), required=False)
    asked_on = _column("asked_on", label=gettext_lazy("Asked on"))
    meeting = forms.ChoiceField(label=gettext_lazy("Planned meeting"), required=False)
    field_order = ("consent", "consent_on", "outcome", "asked_on", "meeting")

    def __init__(self, *given: Any, request: Request, row: Introduction, **more: Any) -> None:
        super().__init__(*given, request=request, row=row, **more)
        fields: Any = self.fields
        fields["meeting"].choices = [("", "—"), *_meetings(request, row)]


def _meetings(request: Request, row: Introduction) -> Iterator[tuple[str, str]]:
    for one in of_person(request.asking, row.relationship_id):
        if one.is_open or one.key == row.meeting_id:
            place = f" · {one.meeting.place}" if one.meeting.place else ""
            yield str(one.key), f"{days_in_words(one.on)}{place}"


def address_of(relationship: uuid.UUID) -> str:
    """Return the page with the ways to somebody."""
    return reverse("introduction", args=[relationship])


@require_GET
def ways(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show who could introduce us to somebody."""
    page = introduction_page(request.asking, key)
    open_counterpart(request.asking, relationship=key)
    may_write = bool(request.asking.me.writable_circles()) and not request.read_only
    context = {"page": page, "may_write": may_write, "alias": page.alias}
    return render(request, "introductions/ways.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: Request, key: uuid.UUID) -> HttpResponse:
    """Plan to be introduced to somebody, by a way that the page offered or by any other."""
    whom: Relationship = Relationship.objects.one_visible_to(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=key)
    begin: dict[str, Any] = {"consent": "not_asked"}
    people = {name: _named(request, request.GET.get(name, "")) for name in _PEOPLE}
    form = IntroductionForm(
        request.POST or None, request=request, row=None, people=people, initial=begin
    )

    def act(values: dict[str, Any]) -> Change[Introduction] | None:
        told = form.told(values)
        if form.errors:
            return None
        return verbs.plan_introduction(request.asking, relationship=key, **told)

    return form_page(
        request, form, act, title=_("Plan an introduction"), alias=whom.called,
        back=address_of(key), template="introductions/form.html",
    )  # fmt: skip


def _named(request: Request, key: str) -> Relationship | None:
    """Return somebody whose key stands in the address, if one may see them."""
    asked = key_in(key)
    seen: Any = Relationship.objects.visible_to(request.asking.me)
    row: Relationship | None = seen.filter(pk=asked).first() if asked else None
    return row


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Record consent, or what came of it, or put an introduction right."""
    row: Introduction = Introduction.objects.one_changeable_by(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=row.relationship_id)
    names = [name for name in ChangeIntroductionForm.base_fields if name not in (*_PEOPLE, *_KEYS)]
    begin: dict[str, Any] = {name: getattr(row, name) for name in names}
    begin |= {name: str(getattr(row, f"{name}_id") or "") for name in _KEYS}
    begin["risk"] = str(row.risk or "")
    people = {name: getattr(row, name) for name in _PEOPLE}
    form = ChangeIntroductionForm(
        request.POST or None, request=request, row=row, people=people, initial=begin
    )

    def act(values: dict[str, Any]) -> Change[Introduction] | None:
        told = form.told(values)
        if form.errors:
            return None
        told["outcome"] = told["outcome"] or row.outcome
        return verbs.change_introduction(request.asking, key=key, **told)

    return form_page(
        request, form, act, title=_("Edit the introduction"), alias=row.relationship.called,
        back=address_of(row.relationship_id), standing=True, template="introductions/form.html",
        remove=reverse("remove-introduction", args=[key]),
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove an introduction; the page offers to bring it back."""
    done = verbs.remove_introduction(request.asking, key=key)
    return go_on(address_of(done.row.relationship_id), done)
