"""The forms of a handover: a last day, who takes over, what is told, an introduction, accepting."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rapport.actions import handed_notes, leaving
from rapport.actions import handovers as verbs
from rapport.actions.last_days import closes_circles
from rapport.actions.reading import open_counterpart
from rapport.actions.team import looked_after
from rapport.briefings.handover import HandoverPage, handover_page, of_relationship
from rapport.records.change import Change
from rapport.records.models import (
    Channel,
    Colleague,
    Handover,
    Holder,
    InPerson,
    Insight,
    Meeting,
    NoteOffer,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import (
    about,
    colleague_choices,
    column_field,
    form_page,
    keys,
    person_form,
)
from rapport.web.handovers import handover_address
from rapport.web.request import Request

_OURS = gettext_lazy("Only for you and your successor: say it, do not write it.")


class LastDayForm(forms.Form):
    """The last day of a colleague."""

    on = column_field(
        Colleague,
        "end_of_mission",
        label=gettext_lazy("Last day"),
        nearest="coming",
        required=True,
        help_text=gettext_lazy("At the end of this day every circle closes to them, by itself."),
    )


class SuccessorForm(forms.Form):
    """Who is asked to take over."""

    successor = forms.ChoiceField(
        label=gettext_lazy("Successor"),
        help_text=gettext_lazy("They are asked first. Until they accept, nothing leaves Today."),
    )


class WriteForm(forms.Form):
    """What the successor reads, what was told in person, when the other side was told."""

    works = column_field(
        Handover,
        "works",
        label=gettext_lazy("What works with them"),
        rows=3,
        help_text=gettext_lazy("How to begin, what they like to talk about, when they listen."),
    )
    avoid = column_field(Handover, "avoid", label=gettext_lazy("What to avoid"), rows=3)
    in_person = forms.MultipleChoiceField(
        label=gettext_lazy("Told in person, not written"),
        choices=InPerson.choices,
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
        help_text=_OURS,
    )
    told_on = column_field(
        Handover,
        "told_on",
        label=gettext_lazy("They were told on"),
        help_text=gettext_lazy("The day on which the other side heard who comes next."),
    )


class IntroductionForm(forms.Form):
    """When and where the two go together."""

    on = column_field(Meeting, "on", label=gettext_lazy("Date"), nearest="coming")
    at = forms.TimeField(
        label=gettext_lazy("Time"), required=False, widget=forms.TimeInput({"type": "time"})
    )
    place = column_field(Meeting, "place", label=gettext_lazy("Where"), required=False)


class AcceptForm(forms.Form):
    """From when the successor leads, and what they hold in their own hands."""

    since = column_field(
        Holder,
        "since",
        label=gettext_lazy("Leading since"),
        help_text=gettext_lazy("The day you accept, or an earlier day if you have led since then."),
        required=False,
    )
    evidence = forms.MultipleChoiceField(
        label=gettext_lazy("Evidence I keep now"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
        help_text=gettext_lazy("Tick what was given to you. What you leave out stays with them."),
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Contact channels I have now"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )


class NoteOfferForm(forms.Form):
    """What a note is needed for, without what it says."""

    need = column_field(
        NoteOffer,
        "need",
        label=gettext_lazy("What your successor needs it for"),
        help_text=gettext_lazy("Without what the note says: they read this before they agree."),
    )


@require_http_methods(["GET", "POST"])
def last_day(request: Request, key: uuid.UUID) -> HttpResponse:
    """Set the last day of a colleague I look after, or mine."""
    me = request.asking.me
    who = me if key == me.pk else looked_after(me, key)
    form = LastDayForm(request.POST or None, initial={"on": who.end_of_mission})
    if not closes_circles(who):
        form.fields["on"].help_text = ""

    def act(values: dict[str, Any]) -> Change[Colleague]:
        return leaving.set_last_day(request.asking, colleague=key, **values)

    return form_page(
        request, form, act, title=_("Set the last day"), alias=who.name, standing=True,
        back=reverse("handing-over", args=[key]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def begin(request: Request, key: uuid.UUID) -> HttpResponse:
    """Begin to hand over a relationship: choose who takes over; one that has begun is opened."""
    relationship = about(request, key)
    begun = of_relationship(request.asking.me, key)
    if request.method == "GET" and begun is not None and begun.leaver_id == relationship.lead_id:
        return HttpResponseRedirect(handover_address(begun.pk))
    form = SuccessorForm(request.POST or None)
    form.fields["successor"].choices = _successors(  # type: ignore[attr-defined]
        request, relationship.circle_id, relationship.lead_id
    )

    def act(values: dict[str, Any]) -> Change[Handover]:
        told = {"successor": uuid.UUID(values["successor"])}
        return verbs.begin_handover(request.asking, relationship=key, **told)

    return person_form(
        request, relationship, form, act, title=_("Start the handover"), goes_on=True,
        then=lambda row: handover_address(row.pk),
        explain=_(
            "Notes on family, faith and health are only for the colleague who leaves from then on."
        )
        if relationship.lead is not None and relationship.lead.is_here(request.asking.day)
        else "",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def successor(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask another colleague to take over."""
    row = _one(request, key)
    form = SuccessorForm(request.POST or None, initial={"successor": str(row.successor_id)})
    form.fields["successor"].choices = _successors(  # type: ignore[attr-defined]
        request, row.circle_id, row.leaver_id
    )

    def act(values: dict[str, Any]) -> Change[Handover]:
        told = {"successor": uuid.UUID(values["successor"])}
        return verbs.change_successor(request.asking, key=key, **told)

    return _form(request, row, form, act, title=_("Choose another successor"), standing=True)


@require_http_methods(["GET", "POST"])
def write(request: Request, key: uuid.UUID) -> HttpResponse:
    """Write what works and what to avoid, tick what was told, say when they were told."""
    row = _one(request, key)
    begun = {name: getattr(row, name) for name in WriteForm.base_fields}
    form = WriteForm(request.POST or None, initial=begun)

    def act(values: dict[str, Any]) -> Change[Handover]:
        return verbs.change_handover(request.asking, key=key, **values)

    return _form(request, row, form, act, title=_("Write the handover"), standing=True)


@require_http_methods(["GET", "POST"])
def introduce(request: Request, key: uuid.UUID) -> HttpResponse:
    """Plan the meeting to which both go."""
    row = _one(request, key)
    form = IntroductionForm(request.POST or None)

    def act(values: dict[str, Any]) -> Change[Handover]:
        return verbs.plan_introduction(request.asking, key=key, **values)

    return _form(
        request, row, form, act, title=_("Plan the introduction"),
        explain=_(
            "Go together once. When both are in its log, meetings without a request count on."
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def accept(request: Request, key: uuid.UUID) -> HttpResponse:
    """Accept what was handed over to me."""
    page = handover_page(request.asking, key)
    if not page.is_successor or not page.waits:
        raise NotThere(NOT_THERE)
    form = AcceptForm(request.POST or None, initial={"since": request.asking.day})
    _offer(form, page)

    def act(values: dict[str, Any]) -> Change[Handover]:
        held = {name: keys(values.get(name, ())) for name in ("evidence", "channels")}
        return verbs.accept_handover(request.asking, key=key, since=values["since"], **held)

    return _form(request, page.handover, form, act, title=_("Accept the handover"))


@require_http_methods(["GET", "POST"])
def offer_note(request: Request, key: uuid.UUID, note: uuid.UUID) -> HttpResponse:
    """Offer a note on family, faith or health to the successor, with what it is needed for."""
    page = handover_page(request.asking, key)
    held = next((one for one in page.notes if one.insight.pk == note), None)
    if held is None:
        raise NotThere(NOT_THERE)
    insight: Insight = held.insight
    form = NoteOfferForm(
        request.POST or None, initial={"need": held.offer.need if held.offer else ""}
    )

    def act(values: dict[str, Any]) -> Change[NoteOffer]:
        need = values["need"]
        return handed_notes.offer_note(request.asking, handover=key, insight=note, need=need)

    return _form(
        request, page.handover, form, act, title=_("Write the need"), typed=insight.text,
        then=lambda row: handover_address(row.handover_id),
    )  # fmt: skip


def _offer(form: forms.Form, page: HandoverPage) -> None:
    """Offer to tick what the leaver has in hand, and ask for nothing where there is none."""
    fields: Any = form.fields
    fields["evidence"].choices = [(str(one.pk), one.what) for one in page.evidence]
    fields["channels"].choices = [
        (str(uuid.UUID(way["key"])), Channel(way["channel"]).label) for way in page.channels
    ]
    for name in ("evidence", "channels"):
        if not fields[name].choices:
            del fields[name]


def _successors(
    request: Request, circle: uuid.UUID, leaver: uuid.UUID | None
) -> list[tuple[str, str]]:
    """Return who may be asked: whoever is in the circle, but the colleague who leaves."""
    here = colleague_choices(request.asking.day, circle)
    return [one for one in here if one[0] != str(leaver)]


def _one(request: Request, key: uuid.UUID) -> Handover:
    row: Handover = Handover.objects.one_changeable_by(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=row.relationship_id)
    return row


def _form(request: Request, row: Handover, form: forms.Form, act: Any, **more: Any) -> HttpResponse:
    """Show or take a form about one handover; it leads back to its page."""
    back = handover_address(row.pk)
    return form_page(request, form, act, back=back, alias=row.relationship.called, **more)
