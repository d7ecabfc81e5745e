"""Logging: log a contact, change it, take it away, finish its next step."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import interactions as verbs
from rapport.briefings.contacts import (
    near_occasions,
    open_requests,
    open_worries,
    to_write_about,
)
from rapport.briefings.meetings import PlannedMeeting
from rapport.briefings.people import named
from rapport.briefings.phones import RoadLog
from rapport.records.change import Change
from rapport.records.models import Ask, Channel, Interaction, OnTime, OurPart, Purpose, Relationship
from rapport.records.operations import part_rows
from rapport.records.refusals import NotThere, NotYours
from rapport.refusals import Refusal
from rapport.rules.warmups import WARM_UPS_NEEDED
from rapport.web import log_of_a_phone, log_of_a_plan
from rapport.web.exceptions import in_a_log
from rapport.web.forms import form_page, opened_with, person_address, refused
from rapport.web.log_advice import Typed
from rapport.web.log_answers import AnswersForm
from rapport.web.log_colleagues import colleagues, offered_to_tick
from rapport.web.log_day import sent_on
from rapport.web.log_form import OF_EACH, LogForm, MoreForm, of_each
from rapport.web.log_gate import gate_form, gate_opened_for
from rapport.web.log_people import recent
from rapport.web.log_requests import RequestsForm, ticked
from rapport.web.log_terms import terms_form
from rapport.web.quick_add import Adding, with_added
from rapport.web.request import Request
from rapport.web.told_form import told_form
from rapport.web.undoing import go_on

_AT_HAND = {*("__all__", "purpose", "asked", "on", "channel", "tone_theirs", "tone_ours", "line")}
"""What the page shows without being unfolded."""

_START = {
    "purpose": Purpose.ENGAGEMENT,
    "asked": False,
    "channel": Channel.IN_PERSON,
    "two_way": None,
}


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _who(request: Request, plan: PlannedMeeting | None = None) -> list[Relationship]:
    """Return the people chosen, in the order chosen, of those I may write about."""
    if plan is not None:
        return to_write_about(request.asking.me, [one.relationship for one in plan.theirs])
    given = request.POST if request.method == "POST" else request.GET
    left_out = given.getlist("without")
    chosen = [text for text in given.getlist("who") if text not in left_out]
    return to_write_about(request.asking.me, [key for text in chosen if (key := _key(text))])


def _part_of_a_page(request: Request) -> str:
    """Return the template of what htmx asked for: people were added or left out, or only advice."""
    if request.headers.get("hx-target") == "who":
        return "log/chosen.html"
    return "log/strip.html"


@require_http_methods(["GET", "POST"])
def log(request: Request) -> HttpResponse:
    """Log a contact: who, what for, whether we asked, both tones, one line."""
    if request.htmx and (key := _key(request.POST.get("log", ""))):
        return change(request, key)
    plan = log_of_a_plan.opened_from(request)
    road = log_of_a_phone.opened_from(request)
    who, adding = with_added(request, _who(request, plan))
    asks = open_requests(request.asking.me, [row.pk for row in who])
    meetings, near = log_of_a_plan.offered(request, who)
    start = {**_START, "on": request.asking.day, **near, **_kept(request)} | _opened(request, road)
    if plan is not None:
        # The evening's meeting with the same person is not this one.
        start |= dict.fromkeys(near, False) | log_of_a_plan.begun(plan, request.asking)
    posted = request.POST if request.method == "POST" and "save" in request.POST else None
    form = LogForm(posted, initial=start, colleagues=colleagues(request, who, meetings), who=who)
    is_cut = log_of_a_plan.say_whole_place(request, form, meetings)
    if request.method == "GET":
        form.initial = start = {**start, **opened_with(request, form)}
    occasions = near_occasions(request.asking, [row.pk for row in who])
    requests = RequestsForm(
        posted, initial=start, asks=asks, occasions=occasions, meetings=meetings
    )
    answers = AnswersForm(posted, worries=open_worries(request.asking, [row.pk for row in who]))
    answers.initial = _kept(request)
    kept = terms_form(request, posted, who, _kept(request))
    more = MoreForm(posted, initial=_kept(request), who=who)
    told = told_form(request, posted, who)
    lives = in_a_log(request, posted, who=who, asks=asks)
    opening = gate_form(request, posted, who)
    nobody = _("Choose at least one counterpart.") if posted is not None and not who else ""
    valid = posted is not None and not nobody
    forms = (form, requests, answers, kept, more, told, lives, opening)
    if valid and all(one.is_valid() for one in forms):
        try:
            parts = {"answers": answers, "kept": kept, "more": more, "told": told, "lives": lives}
            saved = _save(request, form, requests, {**parts, "opening": opening}, road)
            return go_on(person_address(who[0].pk), saved)
        except (NotThere, NotYours):
            raise
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    folded = is_cut or more.errors or lives.errors or set(form.errors) - _AT_HAND
    context = {
        **_page(request, form, asks, start),
        **_adding(adding),
        "requests": requests,
        "answers": answers,
        "kept": kept,
        "more": more,
        "told": told,
        "exception": lives,
        "opening": opening,
        "nobody": nobody,
        "road": road,
        "more_open": folded or "all_of_us" in request.POST,
    }
    if request.htmx:
        return render(request, _part_of_a_page(request), context)
    wrong = form.errors or lives.errors or nobody
    return render(request, "log/log.html", context, status=422 if wrong else 200)


def _page(
    request: Request,
    form: LogForm,
    asks: Sequence[Ask],
    start: dict[str, Any],
    but: uuid.UUID | None = None,
) -> dict[str, Any]:
    """Return what every log page shows around its form: whom one may tap, and what is advised."""
    text = _looked_for(request)
    typed = Typed(request.asking, request.POST, start if request.method == "GET" else {})
    chosen = {row.pk for row in form.who}
    return {
        "form": form,
        "who": form.who,
        "recent": recent(request, form.who),
        "early": typed.early(form.who, asks),
        "after_a_breach": typed.after_a_breach(form.who, asks),
        "same": typed.same(form.who, but),
        "needed": WARM_UPS_NEEDED,
        "text": text,
        "found": [row for row in named(request.asking.me, text) if row.relationship not in chosen],
    }


def _adding(adding: Adding | None) -> dict[str, Any]:
    """Return what the page asks before somebody is added, if it does; the name stays typed."""
    return {"adding": adding, "text": adding.text} if adding else {}


def _looked_for(request: Request) -> str:
    """Return the name typed to find somebody, unless somebody was just chosen by it."""
    looking = request.method == "POST" and {"look", "save"} & request.POST.keys()
    return request.POST.get("text", "")[:80].strip() if looking else ""


def _kept(request: Request) -> dict[str, Any]:
    """Return what was already typed when only the people were changed."""
    if request.method != "POST":
        return {}
    on = sent_on(request.POST)
    day = {} if on is None else {"on": on}
    return {**request.POST.dict(), **day, "with_us": request.POST.getlist("with_us")}


def _opened(request: Request, road: RoadLog | None) -> dict[str, Any]:
    """Return what the page was opened for: an occasion, a request for a gate, a phone's log."""
    if request.method != "GET":
        return {}
    if road is not None:
        return log_of_a_phone.begun(road)
    occasion = _key(request.GET.get("occasion", ""))
    asked = {"asked": True} if gate_opened_for(request) else {}
    return asked | (ticked(occasion) if occasion else {})


def _save(
    request: Request,
    form: LogForm,
    requests: RequestsForm,
    parts: Mapping[str, Any],
    road: RoadLog | None,
) -> Change[list[Interaction]]:
    values = dict(form.cleaned_data)
    closed = requests.closed()
    saved = verbs.log_interaction(
        request.asking,
        theirs=form.take_theirs(values, {}),
        ours=log_of_a_plan.our_side(request.asking, closed, values.pop("with_us")),
        closes=[one.key for one in closed],
        also=verbs.AlsoHeard(**parts["more"].heard()),
        asked_for=requests.asked_for(),
        answered=parts["answers"].answered(),
        kept=parts["kept"].marked(),
        greeting=requests.greeting(),
        told=parts["told"].ticked(),
        for_lives=parts["lives"].said(),
        gate=parts["opening"].chosen(),
        **values,
    )
    log_of_a_phone.confirm(request, road, saved)
    return saved


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what was logged, and who was there."""
    interaction = Interaction.objects.one_changeable_by(request.asking.me, key)
    there = {row[0]: row[1:] for row in part_rows(interaction, "theirs")}
    before = to_write_about(request.asking.me, list(there))
    # What is sent by another hand than this page's form may say nothing of who was there.
    silent = request.method != "POST" or not {"who", "log"} & request.POST.keys()
    who, adding = (before, None) if silent else with_added(request, _who(request))
    saving = request.method == "POST" and (silent or "save" in request.POST) and not request.htmx
    ours = dict(interaction.ours.order_by("pk").values_list("colleague_id", "part"))
    led = [colleague for colleague, part in ours.items() if part == OurPart.LEAD]
    others = offered_to_tick(request, [interaction.circle_id], before, but=led, chosen=ours)
    # What was said of the only one there stands in the columns; of one left of several, in the row.
    only = 1 if len(there) == 1 else None
    start = _standing(interaction, there, [colleague for colleague in ours if colleague not in led])
    form = LogForm(
        request.POST if saving else None,
        initial=start if saving or request.method == "GET" else {**start, **_kept(request)},
        colleagues=others,
        who=who,
    )

    def act(values: dict[str, Any]) -> Change[Interaction]:
        with_us = [*led, *(uuid.UUID(colleague) for colleague in values.pop("with_us"))]
        parts = [(colleague, ours.get(colleague, OurPart.SECOND)) for colleague in with_us]
        rows = form.take_theirs(values, {key: row[:only] for key, row in there.items()})
        theirs = None if silent else rows
        return verbs.change_interaction(
            request.asking, key=key, theirs=theirs, ours=parts, **values
        )

    page = {
        **_page(request, form, (), start, key),
        **_adding(adding),
        "title": _("Change this log"),
        "log_key": key,
        "more_open": True,
        "back": person_address(_first(request, interaction)),
    }
    if request.htmx:
        return render(request, _part_of_a_page(request), page)
    if request.method == "POST" and not saving:
        page["seen"] = request.POST.get("seen", "")
        return render(request, "log/log.html", page)
    around: dict[str, Any] = {name: value for name, value in page.items() if name != "form"}
    return form_page(request, form, act, template="log/log.html", standing=True, **around)


def _standing(
    interaction: Interaction,
    there: dict[uuid.UUID, tuple[Any, ...]],
    others: Sequence[uuid.UUID],
) -> dict[str, Any]:
    """Return what the form begins with: the columns, and what was said of each who was there."""
    here = {*LogForm.base_fields} - {"with_us"}
    start = {name: getattr(interaction, name) for name in here}
    start["with_us"] = [str(colleague) for colleague in others]
    usual = interaction.two_way == verbs.usually_two_way(interaction.channel)
    if usual or interaction.on_time == OnTime.ABSENT:
        start["two_way"] = None
    for key, values in there.items():
        start |= {of_each(name, key): value for name, value in zip(OF_EACH, values, strict=True)}
    return start


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a log away; the page it leads to offers to bring it back."""
    interaction = Interaction.objects.one_changeable_by(request.asking.me, key)
    relationship = _first(request, interaction)
    change = verbs.remove_interaction(request.asking, key=interaction.pk)
    return go_on(person_address(relationship), change)


@require_POST
def finish(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say that the next step of a contact is done; back to Today, or to the person's page."""
    change = verbs.finish_next_step(request.asking, key=key)
    where = person_address(_first(request, change.row))
    return go_on(reverse("today") if request.GET.get("from") == "today" else where, change)


def _first(request: Request, interaction: Interaction) -> uuid.UUID:
    visible = Relationship.objects.visible_to(request.asking.me)
    row = visible.filter(presences__interaction=interaction).order_by("pk").first()
    if row is None:
        raise NotThere(reverse("today"))
    return row.pk
