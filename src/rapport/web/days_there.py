"""Where the office is, what sort of day it is there, and a meeting as a calendar file."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rapport.actions import team
from rapport.briefings.day_there import day_at
from rapport.briefings.meetings import meeting
from rapport.exchange.exports.others.calendar import code_of, event_of
from rapport.formats.ics import calendar_file
from rapport.records.change import Change
from rapport.web.forms import Words, form_page
from rapport.web.log_day import ComingDay
from rapport.web.log_form import Clock
from rapport.web.request import Request


class PlaceForm(forms.Form):
    """Where the office is, and which days are free there."""

    coordinates = Words(
        label=gettext_lazy("Coordinates of the town"),
        help_text=gettext_lazy(
            "Degrees north and east, such as 33.51, 36.29. For prayer times; the town is enough,"
            " not the house."
        ),
        longest=40,
    )
    weekend = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Weekend there"),
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )


@require_http_methods(["GET", "POST"])
def place(request: Request) -> HttpResponse:
    """Set where the office is, for those who set its rules."""
    office = request.asking.me.office
    if not team.may_set_rules(request.asking.me):
        raise Http404

    def act(values: dict[str, Any]) -> Change[Any]:
        return team.set_place(request.asking, **values)

    start = {"coordinates": office.coordinates, "weekend": office.weekend}
    return form_page(
        request,
        PlaceForm(request.POST or None, initial=start),
        act,
        title=_("Where this office is"),
        standing=True,
        back=reverse("rules"),
    )


class DayForm(forms.Form):
    """What a form that plans a meeting says of when: nothing else of it is asked for here."""

    on = ComingDay()
    time = Clock()
    zone = Words()


@require_GET
def there(request: Request) -> HttpResponse:
    """Say what sort of day it is there: a strip for the form that plans a meeting.

    Of what cannot be read nothing is said: the form itself will, once it is sent.
    """
    form = DayForm(request.GET)
    form.is_valid()
    said = form.cleaned_data
    on, hour, zone = said.get("on"), said.get("time"), said.get("zone", "")
    answer = day_at(request.asking.me.office, on, hour, zone) if on else None
    return render(request, "meetings/day_there.html", {"there": answer})


@require_GET
def calendar(request: Request, key: uuid.UUID) -> HttpResponse:
    """Answer with a meeting as a calendar file, by its code: no name of anybody is in it."""
    planned = meeting(request.asking, key)
    event = event_of(planned.meeting, request.asking)
    content = calendar_file([event], stamped=request.asking.now)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code_of(key)}.ics"'
    return answer
