"""A log that closes a planned meeting: what it begins with, and who of us was there as what."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from rapport.briefings.meetings import PlannedMeeting, meeting, to_close
from rapport.records.asking import Asking
from rapport.records.models import Interaction, OurPart, Relationship
from rapport.web.forms import keys
from rapport.web.log_form import of_each
from rapport.web.log_requests import planned_tick
from rapport.web.request import Request

_PLACE: Any = Interaction._meta.get_field("place")  # noqa: SLF001 - documented Meta API
_LONGEST: int = _PLACE.max_length

OFFERED = "planned"
"""The field in which a page says which meetings it offered: what was not ticked there stays so."""


def opened_from(request: Request) -> PlannedMeeting | None:
    """Return the planned meeting that the page was opened for, if it was for one."""
    named = keys(request.GET.getlist("meeting")[:1]) if request.method == "GET" else []
    found = meeting(request.asking, named[0]) if named else None
    return found if found and found.is_open else None


def begun(planned: PlannedMeeting, asking: Asking) -> dict[str, Any]:
    """Return what the log of a planned meeting begins with."""
    plan = planned.meeting
    start: dict[str, Any] = {
        "on": min(planned.on, asking.day),
        "time": planned.begins.time() if planned.begins else None,
        "channel": plan.channel,
        "purpose": plan.purpose,
        "place": shortened(plan.place),
        "with_us": [str(us.colleague) for us in planned.ours if us.colleague != asking.me.pk],
        planned_tick(plan.pk): True,
    }
    start |= {of_each("part", one.relationship): one.part for one in planned.theirs}
    return start


def shortened(place: str) -> str:
    """Return a planned place as a log can keep it; what was cut is seen to be cut."""
    if len(place) <= _LONGEST:
        return place
    return f"{place[: _LONGEST - 1].rstrip()}…"


def say_whole_place(request: Request, form: forms.Form, meetings: Sequence[PlannedMeeting]) -> bool:
    """Say below the place what the plan of this log says, if that is longer than a log keeps.

    The plan is the one that the page was opened for, or that is ticked.
    """
    named = {*request.GET.getlist("meeting"), *(one for one in request.POST)}
    known = (one for one in meetings if {str(one.key), planned_tick(one.key)} & named)
    place = next((one.meeting.place for one in known if len(one.meeting.place) > _LONGEST), "")
    if place:
        says = _("The plan says: %(place)s. There is room for %(longest)d characters here.")
        form.fields["place"].help_text = says % {"place": place, "longest": _LONGEST}
    return bool(place)


def offered(
    request: Request, who: Sequence[Relationship]
) -> tuple[tuple[PlannedMeeting, ...], dict[str, Any]]:
    """Return the planned meetings a log may have been, and which of them begin with a tick.

    The one of the day does, unless it was offered before and not ticked; which of several it was,
    nobody can know.
    """
    found = to_close(request.asking, [row.pk for row in who])
    seen = set(request.POST.getlist(OFFERED))
    of_the_day = [one.key for one in found if one.on == request.asking.day]
    return found, {
        planned_tick(key): len(of_the_day) == 1 for key in of_the_day if str(key) not in seen
    }


def our_side(
    asking: Asking, closed: Sequence[PlannedMeeting], others: Sequence[str]
) -> list[tuple[uuid.UUID, str]]:
    """Return who of us was there: as planned, where a part was planned for those ticked.

    Whoever logs a meeting that others were to go to was not there, unless they ticked themselves.
    """
    parts = {us.colleague: us.part for one in closed for us in one.ours}
    there = [uuid.UUID(key) for key in others]
    if not parts or asking.me.pk in parts or not there:
        there.insert(0, asking.me.pk)
    usual = {asking.me.pk: OurPart.LEAD}
    return [(key, parts.get(key) or usual.get(key, OurPart.SECOND)) for key in dict.fromkeys(there)]
