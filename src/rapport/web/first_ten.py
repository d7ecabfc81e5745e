"""The first ten minutes: five people, four questions about them, five lights, tomorrow's card.

Each step saves records at once, so that whoever leaves loses nothing and comes back to where they
stopped. Any step can be skipped, and none is asked twice for what it was told.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rapport.actions import first_ten as verbs
from rapport.briefings.first_ten import OneOfFive, the_five
from rapport.briefings.lights import lights
from rapport.records.change import Change
from rapport.records.preferences import remember
from rapport.refusals import Refusal
from rapport.web.first_forms import NamesForm, NextForm, SpokeForm, WhoElseForm, WorriesForm
from rapport.web.first_names import Named, in_order, lines, sorted_out
from rapport.web.forms import colleague_choices, keys, refused
from rapport.web.lights import rows_of
from rapport.web.request import Request
from rapport.web.undoing import go_on

STEPS = ("people", "spoke", "who-else", "worries", "next")
READY = "ready"
_Act = Callable[[Any], Change[Any] | None]


@require_http_methods(["GET", "POST"])
def first_ten(request: Request) -> HttpResponse:
    """Go on where somebody stopped; a POST puts it aside, and Today speaks of it no more."""
    if request.method == "POST":
        stand(request, at="")
        return HttpResponseRedirect(reverse("today"))
    at = request.asking.me.first_ten.get("at") or STEPS[0]
    return _to(at if at in (*STEPS, READY) else STEPS[0])


@require_http_methods(["GET", "POST"])
def step(request: Request, step: str) -> HttpResponse:
    """Show one question, or take its answer and go on to the next."""
    if step not in (*STEPS, READY):
        raise Http404
    if not request.asking.me.writable_circles():
        return HttpResponseRedirect(reverse("today"))
    five = the_five(request.asking, named_before(request))
    if step == STEPS[0]:
        return _names(request, five)
    if not five:
        # Undo may have taken them away again; what the address says of that is kept.
        return HttpResponseRedirect(f"{_address(STEPS[0])}?{request.GET.urlencode()}".rstrip("?"))
    if step == READY:
        return _ready(request, five)
    return _QUESTIONS[step](request, five)


def stand(request: Request, *, at: str, people: list[uuid.UUID] | None = None) -> None:
    """Remember where somebody stands, and whom they named."""
    known = named_before(request) if people is None else people
    kept = {"people": [str(key) for key in known], "at": at}
    remember(request.asking.me, first_ten=kept)


def named_before(request: Request) -> list[uuid.UUID]:
    """Return the keys of the people somebody named."""
    return [uuid.UUID(key) for key in request.asking.me.first_ten.get("people", ())]


def after(step: str) -> str:
    """Return the step after one."""
    return (*STEPS, READY)[STEPS.index(step) + 1]


def around(step: str) -> dict[str, Any]:
    """Return what the page of every question shows around it."""
    place = STEPS.index(step)
    return {
        "number": place + 1,
        "count": len(STEPS),
        "back": _address(STEPS[place - 1]) if place else "",
        "skip": _address(after(step)),
    }


def _names(request: Request, five: tuple[OneOfFive, ...]) -> HttpResponse:
    """Ask for five people; whose names are near to one that is here is offered first."""
    left_out = keys(request.POST.getlist("without"))
    if left_out:
        kept = [one.relationship for one in five if one.relationship not in left_out]
        stand(request, at=STEPS[0], people=kept)
        return _to(STEPS[0])
    form = NamesForm(request.POST or None, me=request.asking.me, room=verbs.FIVE - len(five))
    named: Named | None = None
    if request.method == "POST" and form.is_valid():
        named = sorted_out(request, form)
        if not (named.asked or form.errors or five or named.new or named.here):
            form.add_error(None, _("Write at least one alias."))
        if not (named.asked or form.errors):
            try:
                return _named(request, form, named, five)
            except Refusal as refusal:
                form.add_error(None, refused(refusal))
    context = {"form": form, "five": five, "lines": lines(request, form, named), **around(STEPS[0])}
    context["asks_who"] = bool(named and named.asked)
    status = 422 if form.errors else 200
    return render(request, "first/people.html", context, status=status)


def _named(
    request: Request, form: NamesForm, named: Named, five: tuple[OneOfFive, ...]
) -> HttpResponse:
    """Add who is new, remember all of them, and go on."""
    there = _address(after(STEPS[0]))
    if not named.new:
        stand(request, at=after(STEPS[0]), people=in_order(five, named.here))
        return HttpResponseRedirect(there)
    change = verbs.name_five(request.asking, people=named.new, circle=form.chosen_circle)
    added = [row.pk for row in change.row]
    stand(request, at=after(STEPS[0]), people=in_order(five, named.here, added))
    return go_on(there, change)


def _spoke(request: Request, five: tuple[OneOfFive, ...]) -> HttpResponse:
    def act(form: SpokeForm) -> Change[Any] | None:
        spoke = form.answers(request.asking.day)
        return verbs.tell_last_contacts(request.asking, spoke=spoke) if spoke else None

    return _question(request, "spoke", SpokeForm(request.POST or None, people=five), act)


def _who_else(request: Request, five: tuple[OneOfFive, ...]) -> HttpResponse:
    def act(form: WhoElseForm) -> Change[Any] | None:
        backups, outside = form.backups(), form.outside()
        if not backups and not outside:
            return None
        return verbs.name_who_else(request.asking, backups=backups, outside=outside)

    circles = {one.circle for one in five}
    colleagues = {one: colleague_choices(request.asking.day, one) for one in circles}
    form = WhoElseForm(request.POST or None, people=five, colleagues=colleagues)
    alone = all(len(others) < 2 for others in colleagues.values())
    return _question(request, "who-else", form, act, alone=alone)


def _worries(request: Request, five: tuple[OneOfFive, ...]) -> HttpResponse:
    def act(form: WorriesForm) -> Change[Any] | None:
        worries = form.worries()
        return verbs.note_worries(request.asking, worries=worries) if worries else None

    return _question(request, "worries", WorriesForm(request.POST or None, people=five), act)


def _next(request: Request, five: tuple[OneOfFive, ...]) -> HttpResponse:
    def act(form: NextForm) -> Change[Any]:
        said = form.cleaned_data
        return verbs.plan_next_meeting(
            request.asking,
            whom=uuid.UUID(said["whom"]),
            on=said["on"],
            time=said["time"],
            place=said["place"],
        )

    form = NextForm(request.POST or None, people=five, day=request.asking.day)
    planned = [one.meeting for one in five if one.meeting is not None]
    return _question(request, "next", form, act, planned=planned)


_QUESTIONS: dict[str, Callable[[Request, tuple[OneOfFive, ...]], HttpResponse]] = {
    "spoke": _spoke,
    "who-else": _who_else,
    "worries": _worries,
    "next": _next,
}


def _question(request: Request, step: str, form: Any, act: _Act, **more: Any) -> HttpResponse:
    """Show the form of a step, or do what it says; a refusal keeps every word."""
    if request.method == "POST" and form.is_valid():
        try:
            change = act(form)
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
        else:
            stand(request, at=after(step))
            there = _address(after(step))
            return go_on(there, change) if change else HttpResponseRedirect(there)
    status = 422 if form.errors else 200
    context = {"form": form, **around(step), **more}
    return render(request, f"first/{step.replace('-', '_')}.html", context, status=status)


def _ready(request: Request, five: tuple[OneOfFive, ...]) -> HttpResponse:
    """Show the five lights of these people, and the card of the next meeting with one of them."""
    found = lights(request.asking, only=[one.relationship for one in five])
    meetings = sorted((one.meeting for one in five if one.meeting), key=lambda one: one.on)
    context = {
        "rows": rows_of(found, adds_colleagues=request.asking.me.looks_after_colleagues()),
        "meeting": meetings[0] if meetings else None,
        "back": _address(STEPS[-1]),
    }
    return render(request, "first/ready.html", context)


def _address(step: str) -> str:
    return reverse("first-step", args=[step])


def _to(step: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(step))
