"""Meetings: plan one, change it, move it, call it off, say who did not come, remove it."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import meetings as verbs
from rapport.briefings import meetings as briefing
from rapport.briefings.lessons import lessons_for
from rapport.briefings.meetings import PlannedMeeting
from rapport.records.change import Change
from rapport.records.models import Channel, Meeting, Purpose, Relationship, Side
from rapport.web.forms import about, colleague_choices, form_page, person_address, person_form
from rapport.web.meeting_forms import CallOffForm, MoveForm, PlanForm, begun, going
from rapport.web.request import Request
from rapport.web.team_in_address import opened_team
from rapport.web.undoing import go_on


@require_http_methods(["GET", "POST"])
def plan(request: Request, key: uuid.UUID) -> HttpResponse:
    """Plan a meeting: tomorrow in person, led by whoever leads, unless something else is said."""
    relationship = about(request, key)
    us = colleague_choices(request.asking.day, relationship.circle_id)
    form = PlanForm(
        request.POST or None,
        asking=request.asking,
        us=us,
        initial={
            "on": request.asking.day + timedelta(days=1),
            "channel": Channel.IN_PERSON,
            "purpose": Purpose.ENGAGEMENT,
            "lead": _leading(request, relationship, us),
            **going(opened_team(request)),
        },
    )

    def act(_values: dict[str, Any]) -> Change[list[Meeting]]:
        return verbs.plan_meeting(request.asking, **form.take([key]))

    return person_form(
        request,
        relationship,
        form,
        act,
        title=_("Plan a meeting"),
        template="meetings/plan.html",
        lessons=lessons_for(request.asking.me, Purpose.ENGAGEMENT, stage=relationship.stage),
        then=lambda planned: _address(planned[0].pk),
    )


def _leading(request: Request, relationship: Relationship, us: list[tuple[str, str]]) -> str:
    """Return who goes unless somebody says otherwise: the lead, or whoever plans it."""
    there = {key for key, _name in us}
    lead = str(relationship.lead_id)
    return lead if lead in there else str(request.asking.me.pk)


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what is planned, and who is to be there."""
    planned = _planned(request, key)
    form = PlanForm(
        request.POST or None,
        asking=request.asking,
        us=colleague_choices(request.asking.day, planned.meeting.circle_id),
        planned=planned,
        initial=begun(planned),
    )

    def act(_values: dict[str, Any]) -> Change[Meeting]:
        theirs = [one.relationship for one in planned.theirs]
        return verbs.change_meeting(request.asking, key=key, **form.take(theirs))

    return _meeting_form(
        request, planned, form, act, title=_("Change the meeting"), template="meetings/plan.html",
        lessons=lessons_for(request.asking.me, planned.meeting.purpose),
        remove=reverse("remove-meeting", args=[key]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def move(request: Request, key: uuid.UUID) -> HttpResponse:
    """Move a meeting to another day or hour."""
    planned = _planned(request, key)
    start = {
        "on": max(planned.meeting.on, request.asking.day) + timedelta(days=1),
        "time": planned.meeting.time,
        "by": Side.US,
    }
    form = MoveForm(request.POST or None, initial=start)

    def act(values: dict[str, Any]) -> Change[Meeting]:
        return verbs.move_meeting(request.asking, key=key, **values)

    n = verbs.on_its_day(request.asking, planned.meeting).count()
    says = ngettext(
        "%(n)s request planned for this meeting moves with it.",
        "%(n)s requests planned for this meeting move with it.",
        n,
    ) % {"n": n}
    return _meeting_form(
        request, planned, form, act, title=_("Move the meeting"), explain=says if n else ""
    )


@require_http_methods(["GET", "POST"])
def call_off(request: Request, key: uuid.UUID) -> HttpResponse:
    """Call a meeting off."""
    planned = _planned(request, key)
    form = CallOffForm(request.POST or None, initial={"by": Side.US})

    def act(values: dict[str, Any]) -> Change[Meeting]:
        return verbs.call_off_meeting(request.asking, key=key, **values)

    return _meeting_form(request, planned, form, act, title=_("Call the meeting off"))


@require_POST
def miss(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say that one side did not come."""
    by = request.POST.get("by", "")
    if by not in Side.values:
        raise Http404
    return go_on(_back(request, key), verbs.miss_meeting(request.asking, key=key, by=by))


@require_POST
def reopen(request: Request, key: uuid.UUID) -> HttpResponse:
    """Plan a meeting again that was called off or missed."""
    return go_on(_address(key), verbs.reopen_meeting(request.asking, key=key))


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a meeting away; the page it leads to offers to bring it back."""
    planned = _planned(request, key)
    where = person_address(planned.theirs[0].relationship) if planned.theirs else reverse("today")
    return go_on(where, verbs.remove_meeting(request.asking, key=key))


def _planned(request: Request, key: uuid.UUID) -> PlannedMeeting:
    """Return a meeting that a form changes, if whoever asks may change it."""
    Meeting.objects.one_changeable_by(request.asking.me, key)
    return briefing.meeting(request.asking, key)


def _meeting_form(
    request: Request,
    planned: PlannedMeeting,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Change[Meeting]],
    **more: Any,
) -> HttpResponse:
    """Show or take a form about one meeting; it leads back to where one came from."""
    alias = planned.theirs[0].alias if planned.theirs else ""
    back = _back(request, planned.key)
    return form_page(request, form, act, back=back, alias=alias, standing=True, **more)


def _back(request: Request, key: uuid.UUID) -> str:
    return reverse("today") if request.GET.get("from") == "today" else _address(key)


def _address(key: uuid.UUID) -> str:
    return reverse("meeting", args=[key])
