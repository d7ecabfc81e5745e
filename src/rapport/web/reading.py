"""Reading about many people: saying why, seeing who did, and how many are ordinary."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from rapport.actions import reading as verbs
from rapport.actions.team import may_look_after_colleagues
from rapport.briefings import reading as briefing
from rapport.records.change import Change
from rapport.records.models import Office, Reading
from rapport.rules.reading import LEAST, MOST_A_DAY, MOST_AN_HOUR
from rapport.web.forms import column_field, form_page
from rapport.web.request import Request


@require_GET
def readings(request: Request) -> HttpResponse:
    """Show who read about many people, to whoever minds data protection."""
    me = request.asking.me
    if not briefing.may_see_readings(me):
        raise Http404
    context = {
        "readings": briefing.readings(request.asking),
        "office": me.office,
        "may_set": may_look_after_colleagues(me),
    }
    return render(request, "reading/reading.html", context)


class WhyForm(forms.Form):
    """Why so many people are read about."""

    reason = column_field(
        Reading, "reason", label=gettext_lazy("Why"), longest=verbs.LONGEST_REASON
    )


@require_http_methods(["GET", "POST"])
def say_why(request: Request) -> HttpResponse:
    """Take the reason for reading about many, and go on to what was wanted."""

    def act(values: dict[str, Any]) -> Change[Reading]:
        return verbs.say_why(request.asking, **values)

    then = request.GET.get("then", "")
    if not url_has_allowed_host_and_scheme(then, allowed_hosts=None):
        then = reverse("people")
    return form_page(
        request,
        WhyForm(request.POST or None),
        act,
        then=lambda _reading: then,
        title=_("You have opened many people"),
        explain=_(
            "This is unusual in a short time. Give a reason to continue: it is kept in the"
            " history and shown to the data-protection focal point."
        ),
        back=reverse("today"),
    )


class LimitsForm(forms.Form):
    """After how many people a reason is asked for."""

    hour = forms.IntegerField(
        label=gettext_lazy("Different people in an hour"), min_value=LEAST, max_value=MOST_AN_HOUR
    )
    day = forms.IntegerField(
        label=gettext_lazy("Different people in a day"), min_value=LEAST, max_value=MOST_A_DAY
    )


@require_http_methods(["GET", "POST"])
def limits(request: Request) -> HttpResponse:
    """Set how many people can be opened before a reason is asked for; for the head of office."""
    if not may_look_after_colleagues(request.asking.me):
        raise Http404
    office = request.asking.me.office
    start = {"hour": office.reads_an_hour, "day": office.reads_a_day}

    def act(values: dict[str, Any]) -> Change[Office]:
        return verbs.set_brake(request.asking, **values)

    return form_page(
        request,
        LimitsForm(request.POST or None, initial=start),
        act,
        title=_("Limit for opening many people"),
        explain=_(
            "This applies to everybody in this office. Above the limit, Rapport asks"
            " for a reason; nobody is blocked."
        ),
        back=reverse("colleagues"),
        standing=True,
    )
