"""Doing one thing to several people of the list: chosen, read through, done as one change.

What to do is asked by GET, and so is what it would do: nothing is written before it was read, and
Back leads through it. Of some it may not be possible; they are named, and the rest is done only
by whoever has read so.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import many as verbs
from rapport.briefings.many import MOST, Chosen, chosen
from rapport.briefings.people import keys_wanted
from rapport.messages import gettext_noop
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Sensitivity, Waiver
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.refusals import Refusal
from rapport.web.forms import Chips, column_field, keys, refused
from rapport.web.people_filters import address, asked_for, wanted
from rapport.web.request import Request
from rapport.web.sealed_words import opened
from rapport.web.templatetags.wording import says, word
from rapport.web.undoing import go_on


@dataclass(frozen=True, slots=True)
class Effect:
    """What would change of one person: how it is, how it would be, and who no longer sees them.

    ``refusal`` says why it cannot be; where it is empty and ``after`` too, it is so already.
    """

    person: Chosen
    before: str = ""
    after: str = ""
    loses: tuple[str, ...] = ()
    gains: tuple[str, ...] = ()
    refusal: str = ""


READ_ONLY = gettext_lazy("You may read this, but not change it.")


class DeedForm(forms.Form):
    """What is asked before something is done to several people, what it would do, and doing it."""

    def __init__(self, told: Any, asking: Asking, people: Sequence[Chosen]) -> None:
        super().__init__(told)
        self.asking = asking
        self.offer(people)

    def offer(self, people: Sequence[Chosen]) -> None:
        """Fill in what can be chosen for these people."""

    def effect(self, person: Chosen) -> Effect:
        """Return what it would do to one of them."""
        raise NotImplementedError

    def act(self, done: list[uuid.UUID]) -> Change[int]:
        """Do it to these people."""
        raise NotImplementedError


class LeadForm(DeedForm):
    """Who is to lead."""

    lead = forms.ChoiceField(label=gettext_lazy("New lead"))

    def offer(self, people: Sequence[Chosen]) -> None:
        """Offer the colleagues of the circles these people are in."""
        self.fields["lead"].choices = [("", "—"), *_members(people)]  # type: ignore[attr-defined]

    def effect(self, person: Chosen) -> Effect:
        """Return what a new lead changes."""
        lead = uuid.UUID(self.cleaned_data["lead"])
        if lead not in person.members:
            return Effect(person, refusal=_("This colleague is not in the circle."))
        if lead in {person.lead, person.offered}:
            return Effect(person)
        name = person.members[lead]
        gains = () if lead in person.seen_by else (name,)
        before = person.lead_name or _("no lead")
        if person.offered:
            said = {"lead": before, "name": person.offered_name}
            before = _("%(lead)s, offered to %(name)s") % said
        accepts = lead == self.asking.me.pk
        after = name if accepts else _("%(name)s, once they accept") % {"name": name}
        return Effect(person, before, after, gains=gains)

    def act(self, done: list[uuid.UUID]) -> Change[int]:
        """Offer them to the new lead; whoever takes them for themselves leads at once."""
        lead = uuid.UUID(self.cleaned_data["lead"])
        return verbs.assign_lead_to_many(self.asking, relationships=done, lead=lead)


class SnoozeForm(DeedForm):
    """Why nobody is to be reminded of them, and until when."""

    reason = column_field(
        Waiver, "reason", label=gettext_lazy("Reason"), required=True, longest=300
    )
    until = column_field(Waiver, "until", label=gettext_lazy("Until"), required=True)

    def offer(self, people: Sequence[Chosen]) -> None:
        """Begin with a month from now."""
        del people
        self.initial["until"] = self.asking.day + timedelta(days=30)

    def effect(self, person: Chosen) -> Effect:
        """Return what would not be said of somebody for a while."""
        if not person.noticed:
            return Effect(person)
        more = len(person.noticed) - 1
        after = _("snoozed, and %(n)s more") % {"n": more} if more else _("snoozed")
        return Effect(person, says(person.noticed[0], self.asking.day), after)

    def act(self, done: list[uuid.UUID]) -> Change[int]:
        """Set aside what is noticed of them."""
        return verbs.snooze_many(self.asking, relationships=done, **self.cleaned_data)


class AccessForm(DeedForm):
    """Who may see them."""

    sensitivity = Chips(
        label=gettext_lazy("Sensitivity"), choices=Sensitivity.choices, required=True
    )
    named = forms.MultipleChoiceField(
        label=gettext_lazy("Named colleagues, beside you, the lead and the backup"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )

    def offer(self, people: Sequence[Chosen]) -> None:
        """Offer to name the colleagues of the circles these people are in."""
        me = str(self.asking.me.pk)
        self.fields["named"].choices = [one for one in _members(people) if one[0] != me]  # type: ignore[attr-defined]

    @property
    def _named(self) -> set[uuid.UUID]:
        severe = int(self.cleaned_data["sensitivity"]) >= Sensitivity.SEVERE
        return set(keys(self.cleaned_data["named"])) if severe else set()

    def effect(self, person: Chosen) -> Effect:
        """Return who would see somebody, and who no longer."""
        level = int(self.cleaned_data["sensitivity"])
        if not person.members.keys() >= self._named:
            return Effect(person, refusal=_("Not everybody named is in the circle."))
        after = person.seen_after(level, self._named)
        loses = tuple(name for key, name in person.seen_by.items() if key not in after)
        gains = tuple(name for key, name in after.items() if key not in person.seen_by)
        if person.sensitivity == level and not loses and not gains:
            return Effect(person)
        before = word(person.sensitivity, "sensitivity")
        return Effect(person, before, word(level, "sensitivity"), loses, gains)

    def act(self, done: list[uuid.UUID]) -> Change[int]:
        """Change who sees them."""
        return verbs.set_access_of_many(
            self.asking,
            relationships=done,
            sensitivity=int(self.cleaned_data["sensitivity"]),
            named=self._named,
        )


def _members(people: Sequence[Chosen]) -> list[tuple[str, str]]:
    """Return the colleagues of the circles that these people are in, by name."""
    members = {str(key): name for one in people for key, name in one.members.items()}
    return sorted(members.items(), key=lambda one: one[1])


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done to several people."""

    form: type[DeedForm]
    title: Any
    explain: Any = ""


DEEDS = {
    "lead": Deed(
        LeadForm,
        gettext_lazy("Assign lead"),
        gettext_lazy("A colleague is asked first. Until they accept, everything stays as it is."),
    ),
    "snooze": Deed(
        SnoozeForm,
        gettext_lazy("Snooze"),
        gettext_lazy("Everything Today shows for them is snoozed. Anything new appears again."),
    ),
    "access": Deed(
        AccessForm,
        gettext_lazy("Change who can see"),
        gettext_lazy(
            "With “named colleagues only”, the rest of the circle will not see these people or"
            " their notes, even in a count."
        ),
    ),
}


@require_http_methods(["GET", "POST"])
def many(request: Request, deed: str) -> HttpResponse:
    """Ask what to do to several people, show what it would do, and do it."""
    if deed not in DEEDS:
        raise Http404
    asked = {**asked_for(request.GET.dict()), "words": request.GET.get("words", "")}
    people = chosen(request.asking, _keys(request, asked))
    if not people:
        raise NotThere(gettext_noop("Nobody was selected."))
    told = request.POST if request.method == "POST" else request.GET
    checks = request.method == "POST" or "check" in request.GET
    form = DEEDS[deed].form(told if checks else None, request.asking, people)
    effects = _effects(form, people) if checks and form.is_valid() else []
    done = [one for one in effects if one.after and not one.refusal]
    if request.method == "POST" and done:
        try:
            return _do(request, form, effects, done)
        except (NotThere, NotYours):
            raise
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    context = {
        "deed": deed,
        "title": DEEDS[deed].title,
        "explain": DEEDS[deed].explain,
        "form": form,
        "people": people,
        "most": MOST if len(people) == MOST else 0,
        "kept": _kept(request, asked),
        "checked": bool(effects),
        "done": done,
        "refused": [one for one in effects if one.refusal],
        "unchanged": [one for one in effects if not one.after and not one.refusal],
        "loses": sorted({name for one in done for name in one.loses}),
        "gains": sorted({name for one in done for name in one.gains}),
        "seen": _trace(effects),
        "back": address(asked),
    }
    return render(request, "people/many.html", context, status=422 if form.errors else 200)


def _keys(request: Request, asked: dict[str, str]) -> list[uuid.UUID]:
    """Return who is meant: those ticked, or all that match what the list was narrowed to."""
    if request.method == "POST":
        return keys(request.POST.getlist("who"))
    if "all" not in request.GET:
        return keys(request.GET.getlist("who"))
    text = opened(request, asked["words"])
    return keys_wanted(request.asking, wanted(asked, text=text), most=MOST)


def _kept(request: Request, asked: dict[str, str]) -> list[tuple[str, str]]:
    """Return what says who is meant, for the next page of the same question."""
    kept = [(name, value) for name, value in asked.items() if value]
    if "all" in request.GET:
        return [*kept, ("all", "1")]
    return [*kept, *(("who", str(key)) for key in keys(request.GET.getlist("who")))]


def _effects(form: DeedForm, people: Sequence[Chosen]) -> list[Effect]:
    return [
        form.effect(one) if one.may_change else Effect(one, refusal=str(READ_ONLY))
        for one in people
    ]


def _do(
    request: Request, form: DeedForm, effects: Sequence[Effect], done: Sequence[Effect]
) -> HttpResponse:
    """Do what was read; where it would be anything else by now, nothing is done."""
    if request.POST.get("seen", "") != _trace(effects):
        raise CannotBe(
            gettext_noop("Something has changed since this was opened here."),
            next_step=gettext_noop("Read it again, then confirm."),
        )
    change = form.act([one.person.relationship for one in done])
    return go_on(reverse("people"), change)


def _trace(effects: Sequence[Effect]) -> str:
    """Return a short trace of all that was shown."""
    shown = sorted(
        (one.person.relationship.hex, one.before, one.after, one.loses, one.gains, one.refusal)
        for one in effects
    )
    return hashlib.sha256(repr(shown).encode("utf-8", "surrogatepass")).hexdigest()[:16]
