"""Trust that broke: the page of a breach, recording and changing one, pausing requests, review."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import breaches as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.breaches import BreachPage, breach_page
from rapport.briefings.lessons import lessons_for
from rapport.records.change import Change
from rapport.records.models import Ask, Breach, BreachBy, Outcome, RepairStage, TermMark
from rapport.records.models.lessons import FOR_REPAIR
from rapport.web.forms import about, colleague_choices, form_page, keys, person_address, person_form
from rapport.web.repair_forms import (
    BreachForm,
    EndedBreachForm,
    PauseForm,
    ReviewRepairForm,
    StepForm,
)
from rapport.web.request import Request
from rapport.web.undoing import go_on

_NO_FORM = {RepairStage.CONTACTS, RepairStage.REVIEW, ""}
"""Where nothing is written: contacts are counted, and a review has a form of its own."""


def breach_address(key: uuid.UUID) -> str:
    """Return the address of a breach's page."""
    return reverse("breach", args=[key])


def short(breach: Breach) -> str:
    """Return what happened, as it fits above the form that leads back to it."""
    return Truncator(breach.what).chars(36)


@require_GET
def breach(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show a breach with its repair, stage by stage."""
    answer = breach_page(request.asking, key)
    open_counterpart(request.asking, relationship=answer.breach.relationship_id)
    may_write = answer.may_change and not request.read_only
    form = _form_now(request, answer) if may_write else None
    return render(
        request, "repair/breach.html", {"page": answer, "form": form, "may_write": may_write}
    )


def _form_now(request: Request, page: BreachPage) -> StepForm | None:
    """Return the form of the stage the repair is at."""
    if page.now in _NO_FORM:
        return None
    us = colleague_choices(request.asking.day, page.breach.circle_id, empty="—")
    return StepForm(stage=page.now, us=us, good=page.good, initial={"on": request.asking.day})


@require_http_methods(["GET", "POST"])
def record(request: Request, key: uuid.UUID) -> HttpResponse:
    """Record that trust broke with somebody."""
    return _record(request, key, None)


@require_http_methods(["GET", "POST"])
def record_of_term(request: Request, key: uuid.UUID) -> HttpResponse:
    """Record that trust broke as a term was not kept."""
    mark: TermMark = TermMark.objects.one_changeable_by(request.asking.me, key)
    return _record(request, mark.relationship_id, mark)


def _record(request: Request, key: uuid.UUID, mark: TermMark | None) -> HttpResponse:
    relationship = about(request, key)
    begin: dict[str, Any] = {"on": mark.on if mark else request.asking.day}
    if mark is not None:
        begin |= {"by": BreachBy.THEM, "what": (mark.note or mark.term.what)[:200]}
    form = BreachForm(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[Breach]:
        of = mark.pk if mark else None
        return verbs.record_breach(request.asking, relationship=key, term_mark=of, **values)

    return person_form(
        request, relationship, form, act, title=_("Trust broke"),
        template="repair/record.html", lessons=lessons_for(request.asking.me, FOR_REPAIR),
        then=lambda row: breach_address(row.pk),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put right what is said of a breach."""
    row = _one(request, key)
    build = EndedBreachForm if row.ended or row.paused_because else BreachForm
    begin = {name: getattr(row, name) for name in build.base_fields}
    form = build(request.POST or None, initial=begin)

    def act(values: dict[str, Any]) -> Change[Breach]:
        values["on"] = values["on"] or row.on
        return verbs.change_breach(request.asking, key=key, **values)

    return form_page(
        request, form, act, title=_("Change what happened"), standing=True,
        back=breach_address(key), alias=short(row), remove=reverse("remove-breach", args=[key]),
    )  # fmt: skip


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a breach with its repair; the person's page offers to bring it back."""
    change = verbs.remove_breach(request.asking, key=key)
    return go_on(person_address(change.row.relationship_id), change)


@require_http_methods(["GET", "POST"])
def pause(request: Request, key: uuid.UUID) -> HttpResponse:
    """Let planned requests wait, those that are ticked."""
    row = _one(request, key)
    planned = Ask.objects.changeable_by(request.asking.me).filter(
        relationship=row.relationship_id, outcome=Outcome.PLANNED
    )
    choices = [(str(one.pk), one.what) for one in planned.order_by("planned_for", "pk")]
    form = PauseForm(request.POST or None, initial={"because": row.paused_because})
    form.fields["asks"].choices = choices  # type: ignore[attr-defined]

    def act(values: dict[str, Any]) -> Change[Breach]:
        values["asks"] = keys(values["asks"])
        return verbs.pause_requests(request.asking, key=key, **values)

    return form_page(
        request, form, act, title=_("Pause planned requests"),
        back=breach_address(key), alias=short(row),
        explain=_("They come back on the day you choose, or when somebody plans them again."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def review(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say what a repair came to."""
    row = _one(request, key)
    form = ReviewRepairForm(request.POST or None, initial={"on": request.asking.day})

    def act(values: dict[str, Any]) -> Change[Breach]:
        return verbs.review_repair(request.asking, key=key, **values)

    return form_page(
        request, form, act, title=_("Review the repair"), typed=row.what,
        back=breach_address(key), alias=row.relationship.called,
    )  # fmt: skip


def _one(request: Request, key: uuid.UUID) -> Breach:
    row: Breach = Breach.objects.one_changeable_by(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=row.relationship_id)
    return row
