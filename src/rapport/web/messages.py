"""A message before it is sent: looked at as they may read it. Nothing is sent, nothing is kept."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions.reading import open_counterpart
from rapport.briefings.message_mirror import IN_WRITING, Mirror, mirror
from rapport.briefings.person import relationship_of
from rapport.records.validation import LONGEST
from rapport.rules.catalogue import RULES
from rapport.web.forms import Chips, Words
from rapport.web.log_day import ComingDay
from rapport.web.log_form import Clock
from rapport.web.request import Request


class MessageForm(forms.Form):
    """What is to be sent, how and when."""

    text = Words(label=gettext_lazy("Message"), rows=8, longest=LONGEST, required=True)
    channel = Chips(
        label=gettext_lazy("How would it go?"),
        choices=[(one.value, one.label) for one in IN_WRITING],
        required=True,
    )
    on = ComingDay(label=gettext_lazy("When?"), required=True)
    time = Clock(label=gettext_lazy("Time"))


@require_http_methods(["GET", "POST"])
def message(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show a message as they may read it; the text stays in the form and nowhere else."""
    whom = relationship_of(request.asking, key)
    open_counterpart(request.asking, relationship=key)
    now = timezone.localtime()
    start = {"on": request.asking.day, "time": now.time(), "channel": IN_WRITING[0].value}
    form = MessageForm(request.POST or None, initial=start)
    seen: Mirror | None = None
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        seen = mirror(
            request.asking,
            key,
            said["text"],
            channel=said["channel"],
            on=said["on"],
            hour=said["time"],
        )
    may_change = whom.circle_id in request.asking.me.writable_circles()
    noticed = [(one, RULES[one.code]) for one in seen.findings] if seen else []
    context = {"form": form, "whom": whom, "mirror": seen, "noticed": noticed}
    context["may_change"] = may_change
    return render(request, "people/message.html", context)
