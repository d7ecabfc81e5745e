"""A second pair of eyes on a plan: ask a colleague to read it, and say what one noticed."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import meetings as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.meetings import PlannedMeeting
from rapport.briefings.meetings import meeting as briefing
from rapport.briefings.second_reader import readers
from rapport.records.change import Change
from rapport.records.models import Meeting
from rapport.records.models.scoped import ASK_A_WRITER, NOT_YOURS
from rapport.records.refusals import NotYours
from rapport.web.forms import Words, form_page
from rapport.web.request import Request
from rapport.web.templatetags.meeting_page import texts_of_plan


class ReaderForm(forms.Form):
    """Whom to ask; nobody, to ask nobody any more."""

    reader = forms.ChoiceField(
        label=gettext_lazy("Who reads it?"),
        widget=forms.RadioSelect({"class": "chips"}),
        required=False,
    )


@require_http_methods(["GET", "POST"])
def ask(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask a colleague to read a plan before it is used."""
    plan: Meeting = Meeting.objects.one_changeable_by(request.asking.me, key)
    form = ReaderForm(request.POST or None, initial={"reader": str(plan.reader_id or "")})
    form.fields["reader"].choices = [  # type: ignore[attr-defined]
        *((str(one.key), _worded(one.name, one.origin)) for one in readers(request.asking, plan)),
        ("", _("nobody")),
    ]

    def act(values: dict[str, Any]) -> Change[Meeting]:
        reader = uuid.UUID(values["reader"]) if values["reader"] else None
        return verbs.ask_to_read_meeting(request.asking, key=key, reader=reader)

    return form_page(
        request,
        form,
        act,
        title=_("Ask a colleague to read it"),
        explain=_EXPLAINS,
        back=reverse("meeting", args=[key]),
    )


_EXPLAINS = gettext_lazy(
    "Somebody who knows how this will be heard there sees what the writer cannot. They find it on"
    " their Today, and their remark is shown on the card."
)


def _worded(name: str, origin: str) -> str:
    return f"{name} · {origin}" if origin else name


class RemarkForm(forms.Form):
    """What the reader noticed."""

    remark = Words(label=gettext_lazy("Your remark"), rows=4, longest=2000, required=True)


@require_http_methods(["GET", "POST"])
def remark(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say what one noticed in a plan; whoever was asked may, and whoever writes in its circle."""
    plan = briefing(request.asking, key)
    asked = plan.meeting.reader_id == request.asking.me.pk
    if not asked and plan.meeting.circle_id not in request.asking.me.writable_circles():
        raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)
    _read(request, plan)

    def act(values: dict[str, Any]) -> Change[Meeting]:
        return verbs.remark_on_meeting(request.asking, key=key, remark=values["remark"])

    return form_page(
        request,
        RemarkForm(request.POST or None, initial={"remark": plan.meeting.remark}),
        act,
        title=_("Remark on the plan"),
        back=reverse("meeting", args=[key]),
        template="meetings/remark.html",
        standing=True,
        plan=plan,
        said=texts_of_plan(plan),
    )


def _read(request: Request, plan: PlannedMeeting) -> None:
    if request.method == "GET":
        for one in plan.theirs:
            open_counterpart(request.asking, relationship=one.relationship)
