"""What is one's own: a boundary check, pressure on a colleague, four questions after a hard day.

Nobody opens these pages but whoever wrote what they show, and the colleagues it names.
"""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import boundaries as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.own_records import kept_until, own_records, pressure_page, shields
from rapport.briefings.who_sees import those_who_see
from rapport.records.change import Change
from rapport.records.models import (
    AfterHardMeeting,
    BoundaryCheck,
    Interaction,
    Pressure,
    Relationship,
)
from rapport.records.models.boundaries import CARE
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import column_field, key_in, person_address, person_form
from rapport.web.request import Request
from rapport.web.undoing import go_on

QUESTIONS = (
    gettext_lazy("Would I find it hard to say no to them?"),
    gettext_lazy("Have I done or promised something for them that no colleague knows of?"),
    gettext_lazy("Do I owe them something, or do they owe me?"),
    gettext_lazy("Do I tell them more of us, or of others, than my work needs?"),
    gettext_lazy("Would I have spoken otherwise the last time with a colleague beside me?"),
)
"""What one asks oneself: ticked on the page, never sent."""

_NOBODY = ("", gettext_lazy("nobody"))


class BoundaryForm(forms.Form):
    """What comes of it, and whom one tells."""

    outcome = column_field(BoundaryCheck, "outcome", label=gettext_lazy("What comes of it?"))
    told = forms.ChoiceField(
        label=gettext_lazy("A colleague who may read what comes of it"), required=False
    )


def _about(request: Request, key: uuid.UUID) -> Relationship:
    """Return a relationship somebody may read: of oneself with them anybody may write."""
    about: Relationship = Relationship.objects.one_visible_to(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=key)
    return about


def _colleagues(request: Request, about: Relationship, *held: Any) -> list[tuple[str, Any]]:
    """Return who else can be named, after nobody; whoever is named already stays a choice."""
    found = {one.pk: one.name for one in those_who_see(request.asking.me, about)}
    found |= {one.pk: one.name for one in held if one is not None}
    return [(str(key), name) for key, name in sorted(found.items(), key=lambda one: one[1])]


def _others(request: Request, about: Relationship, *held: Any) -> list[tuple[str, Any]]:
    me = str(request.asking.me.pk)
    return [_NOBODY, *(one for one in _colleagues(request, about, *held) if one[0] != me)]


def _named(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return what was sent with keys for the colleagues that were chosen."""
    return {**values, **{name: key_in(values[name]) for name in names}}


@require_http_methods(["GET", "POST"])
def boundary_check(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask oneself five questions; what comes of it is all that is sent."""
    about = _about(request, key)

    def act(values: dict[str, Any]) -> Change[BoundaryCheck]:
        return verbs.check_boundary(request.asking, relationship=key, **_named(values, "told"))

    return _boundary_page(request, about, None, act)


@require_http_methods(["GET", "POST"])
def change_boundary_check(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what came of a check of mine, or whom I told."""
    check: BoundaryCheck = BoundaryCheck.objects.one_changeable_by(request.asking.me, key)

    def act(values: dict[str, Any]) -> Change[BoundaryCheck]:
        return verbs.change_boundary_check(request.asking, key=key, **_named(values, "told"))

    return _boundary_page(request, check.relationship, check, act)


def _boundary_page(
    request: Request, about: Relationship, check: BoundaryCheck | None, act: Callable[..., Any]
) -> HttpResponse:
    start = {"outcome": check.outcome, "told": str(check.told_id or "")} if check else {}
    form = BoundaryForm(request.POST or None, initial=start)
    form.fields["told"].choices = _others(request, about, check and check.told)  # type: ignore[attr-defined]
    return person_form(
        request,
        about,
        form,
        act,
        title=_("Boundary check"),
        template="close/boundary.html",
        questions=QUESTIONS,
        standing=True,
        remove=reverse("remove-boundary-check", args=[check.pk]) if check else "",
    )


class PressureForm(forms.Form):
    """Who is pressed, with what, and who may read of it."""

    colleague = forms.ChoiceField(label=gettext_lazy("Which colleague is pressed?"))
    kind = column_field(Pressure, "kind", label=gettext_lazy("What was it?"))
    on = column_field(Pressure, "on", label=gettext_lazy("When?"))
    text = column_field(
        Pressure,
        "text",
        label=gettext_lazy("What happened, in a few words"),
        rows=3,
        longest=4000,
        help_text=gettext_lazy("Write no more than whoever helps needs to know."),
    )
    told = forms.ChoiceField(
        label=gettext_lazy("Who looks after them?"),
        help_text=gettext_lazy("They can read this note."),
        required=False,
    )
    shield = forms.ChoiceField(
        label=gettext_lazy("Who takes the contact for now?"),
        help_text=gettext_lazy("They can read this note."),
        required=False,
    )


_KEYS = ("colleague", "told", "shield")


@require_http_methods(["GET", "POST"])
def note_pressure(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note that a colleague is pressed."""
    about = _about(request, key)

    def act(values: dict[str, Any]) -> Change[Pressure]:
        return verbs.note_pressure(request.asking, relationship=key, **_named(values, *_KEYS))

    start = {"colleague": str(request.asking.me.pk), "on": request.asking.day}
    return _pressure_form(request, about, None, act, start)


@require_http_methods(["GET", "POST"])
def change_pressure(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put a note of pressure right, or name others in it."""
    note: Pressure = Pressure.objects.one_changeable_by(request.asking.me, key)

    def act(values: dict[str, Any]) -> Change[Pressure]:
        return verbs.change_pressure(request.asking, key=key, **_named(values, *_KEYS))

    start = {name: getattr(note, name) for name in ("kind", "on", "text")}
    start |= {name: str(getattr(note, f"{name}_id") or "") for name in _KEYS}
    return _pressure_form(request, note.relationship, note, act, start)


def _pressure_form(
    request: Request,
    about: Relationship,
    note: Pressure | None,
    act: Callable[..., Any],
    start: dict[str, Any],
) -> HttpResponse:
    form = PressureForm(request.POST or None, initial=start)
    held = {name: getattr(note, name) if note else None for name in _KEYS}
    for name in _KEYS:
        choices = _colleagues(request, about, held[name])
        form.fields[name].choices = choices if name == "colleague" else [_NOBODY, *choices]  # type: ignore[attr-defined]
    pressed = note.colleague_id if note else request.asking.me.pk
    return person_form(
        request,
        about,
        form,
        act,
        title=_("Pressure on a colleague"),
        template="close/pressure_form.html",
        standing=True,
        shields=shields(request.asking, about, pressed),
        then=lambda row: reverse("pressure", args=[row.pk]),
        back=reverse("pressure", args=[note.pk]) if note else person_address(about.pk),
    )


@require_GET
def pressure(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show a note of pressure to those whom it names: what to do for the colleague."""
    answer = pressure_page(request.asking, key)
    open_counterpart(request.asking, relationship=answer.note.relationship_id)
    return render(request, "close/pressure.html", {"page": answer})


@require_POST
def care(request: Request, key: uuid.UUID) -> HttpResponse:
    """Keep what has been done for them."""
    done = {name: name in request.POST for name in CARE}
    change = verbs.tick_care(request.asking, key=key, **done)
    return go_on(reverse("pressure", args=[key]), change)


@require_POST
def name_shield(request: Request, key: uuid.UUID) -> HttpResponse:
    """Name the colleague who takes the contact; they read the note from then on."""
    who = key_in(request.POST.get("shield", ""))
    change = verbs.change_pressure(
        request.asking, key=key, shield=who, contact_is_taken_over=who is not None
    )
    return go_on(reverse("pressure", args=[key]), change)


_asked = partial(column_field, AfterHardMeeting, rows=2, longest=4000)


def _label(name: str) -> Any:
    column: Any = AfterHardMeeting._meta.get_field(name)  # noqa: SLF001 - documented Meta API
    return column.verbose_name


class AfterForm(forms.Form):
    """Four questions to oneself; one answer is enough, and none is fine."""

    stays = _asked("stays", label=_label("stays"))
    body = _asked("body", label=_label("body"))
    needs = _asked("needs", label=_label("needs"))
    talk_to = _asked("talk_to", label=_label("talk_to"))


@require_http_methods(["GET", "POST"])
def after_hard_meeting(request: Request, key: uuid.UUID) -> HttpResponse:
    """Answer four questions for oneself after a contact; ``?who=`` names with whom."""
    contact: Interaction = Interaction.objects.one_visible_to(request.asking.me, key)
    rows = Relationship.objects.visible_to(request.asking.me)
    there = list(rows.filter(presences__interaction=contact).order_by("presences__number"))
    if not there:
        raise NotThere(NOT_THERE)
    about = next((row for row in there if str(row.pk) == request.GET.get("who")), there[0])
    mine = verbs.answers_of(request.asking, key, about.pk)

    def act(values: dict[str, Any]) -> Change[AfterHardMeeting]:
        return verbs.answer_for_oneself(
            request.asking, interaction=key, relationship=about.pk, **values
        )

    return _after_page(request, _about(request, about.pk), mine, act)


@require_http_methods(["GET", "POST"])
def change_answers(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what I answered."""
    mine: AfterHardMeeting = AfterHardMeeting.objects.one_changeable_by(request.asking.me, key)

    def act(values: dict[str, Any]) -> Change[AfterHardMeeting]:
        return verbs.change_answers(request.asking, key=key, **values)

    return _after_page(request, mine.relationship, mine, act)


def _after_page(
    request: Request, about: Relationship, mine: AfterHardMeeting | None, act: Callable[..., Any]
) -> HttpResponse:
    start = {name: getattr(mine, name) for name in verbs.ANSWERS} if mine else {}
    return person_form(
        request,
        about,
        AfterForm(request.POST or None, initial=start),
        act,
        title=_("After a hard meeting"),
        template="close/after.html",
        standing=True,
        until=kept_until(mine, request.asking.day),
        whom_to_call=request.asking.me.office.whom_to_call,
        remove=reverse("remove-answers", args=[mine.pk]) if mine else "",
    )


@require_GET
def only_you(request: Request) -> HttpResponse:
    """Show all that is mine alone, or names me."""
    context = {
        "own": own_records(request.asking),
        "whom_to_call": request.asking.me.office.whom_to_call,
    }
    return render(request, "close/only_you.html", context)


def _remover(verb: Callable[..., Change[Any]]) -> Callable[..., HttpResponse]:
    @require_POST
    def remove(request: Request, key: uuid.UUID) -> HttpResponse:
        """Remove it; the page it leads to offers to bring it back."""
        return go_on(reverse("only-you"), verb(request.asking, key=key))

    return remove


remove_boundary_check = _remover(verbs.remove_boundary_check)
remove_pressure = _remover(verbs.remove_pressure)
remove_answers = _remover(verbs.remove_answers)
