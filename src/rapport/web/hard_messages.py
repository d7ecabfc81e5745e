"""Who says something hard at a planned meeting, and in which first words."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import hard_messages as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.hard_messages import who_could_say_it
from rapport.briefings.meetings import meeting as briefing
from rapport.records.change import Change
from rapport.records.models import Meeting
from rapport.web.forms import column_field, form_page, key_in
from rapport.web.request import Request

SAID_FIRST = (
    gettext_lazy("Thank you for your time. I bring an answer you will not like, and say it first."),
    gettext_lazy("We have heard you, and we know what this means for you. The answer is no."),
    gettext_lazy("I cannot change this answer. I can say how we came to it."),
)
"""Offered as first words: the answer at the beginning, and nothing that blames."""


class BringerForm(forms.Form):
    """Who says it, and what first."""

    bringer = forms.ChoiceField(
        label=gettext_lazy("Who says it?"),
        widget=forms.RadioSelect({"class": "chips"}),
        required=False,
    )
    first_words = column_field(
        Meeting,
        "first_words",
        label=gettext_lazy("What to say first"),
        rows=3,
        longest=2000,
    )


@require_http_methods(["GET", "POST"])
def choose(request: Request, key: uuid.UUID) -> HttpResponse:
    """Choose who says the hard thing; the closest colleague can stay out of it."""
    plan: Meeting = Meeting.objects.one_changeable_by(request.asking.me, key)
    if request.method == "GET":
        for one in briefing(request.asking, key).theirs:
            open_counterpart(request.asking, relationship=one.relationship)
    could = who_could_say_it(request.asking, plan)
    start = {"bringer": str(plan.bringer_id or ""), "first_words": plan.first_words}
    form = BringerForm(request.POST or None, initial=start)
    form.fields["bringer"].choices = [  # type: ignore[attr-defined]
        *((str(one.key), _worded(one.name, close=one.is_close)) for one in could),
        ("", _("whoever leads")),
    ]

    def act(values: dict[str, Any]) -> Change[Meeting]:
        values["bringer"] = key_in(values["bringer"])
        return verbs.choose_bringer(request.asking, key=key, **values)

    return form_page(
        request,
        form,
        act,
        title=_("Who says it?"),
        explain=_EXPLAINS,
        template="close/bringer.html",
        standing=True,
        offers=SAID_FIRST,
        back=reverse("meeting", args=[key]),
    )


_EXPLAINS = gettext_lazy(
    "A refusal or bad news is easier to bear from somebody who is not their friend here. The friend"
    " can speak with them afterwards."
)


def _worded(name: str, *, close: bool) -> str:
    return _("%(name)s · closest to them") % {"name": name} if close else name
