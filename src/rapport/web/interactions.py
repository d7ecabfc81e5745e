"""Logging: three taps and one line; everything else can be added later."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import interactions as verbs
from rapport.briefings.people import named
from rapport.records.change import Change
from rapport.records.models import (
    Channel,
    Interaction,
    OnTime,
    OurPart,
    Purpose,
    Relationship,
    TheirPart,
)
from rapport.records.refusals import NotThere, NotYours
from rapport.refusals import Refusal
from rapport.rules.warmups import WARM_UPS_NEEDED
from rapport.web.forms import (
    Day,
    Words,
    YesNo,
    colleague_choices,
    column_field,
    form_page,
    person_address,
    refused,
)
from rapport.web.request import Request
from rapport.web.undoing import go_on

_column = partial(column_field, Interaction)


class LogForm(forms.Form):
    """An interaction: chips first, words after."""

    purpose = _column("purpose", label=gettext_lazy("What was it for?"), required=True)
    asked = YesNo(label=gettext_lazy("Did we ask for anything?"), required=True)
    tone_theirs = _column("tone_theirs", label=gettext_lazy("Their tone"))
    tone_ours = _column("tone_ours", label=gettext_lazy("Our tone"))
    line = _column("line", label=gettext_lazy("One line"), rows=2)
    on = _column("on", label=gettext_lazy("When"))
    channel = _column("channel", label=gettext_lazy("How"), required=True)
    two_way = YesNo(label=gettext_lazy("Did they take part too?"), empty_value=True)
    small_talk = _column("small_talk", label=gettext_lazy("Was there small talk?"))
    introduced_self = _column("introduced_self", label=gettext_lazy("Did we introduce ourselves?"))
    introduced_organisation = _column(
        "introduced_organisation", label=gettext_lazy("Did we introduce the organisation?")
    )
    with_us = forms.MultipleChoiceField(
        label=gettext_lazy("Who of us was there too?"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )
    on_time = _column(
        "on_time",
        label=gettext_lazy("Were we on time?"),
        choices=[*OnTime.choices, ("", gettext_lazy("not said"))],
    )
    life_saving = _column(
        "life_saving", label=gettext_lazy("Life-saving and urgent: the exception was used")
    )
    place = _column("place", label=gettext_lazy("Where (place code)"))
    topics = _column("topics", label=gettext_lazy("Topics"))
    facts = _column("facts", label=gettext_lazy("Facts: what was said or seen"), rows=3)
    interpretations = _column(
        "interpretations", label=gettext_lazy("Interpretations: how we read it"), rows=3
    )
    next_step = _column("next_step", label=gettext_lazy("Next step"), longest=500)
    next_step_on = _column("next_step_on", label=gettext_lazy("On"))

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["with_us"].choices = colleagues  # type: ignore[attr-defined]


class MoreForm(forms.Form):
    """What a log may bring with it: a concern heard, a promise made."""

    concern = Words(label=gettext_lazy("A concern they voiced"), longest=1000)
    our_promise = Words(label=gettext_lazy("Something we promised"), longest=1000)
    our_promise_due = Day(label=gettext_lazy("Due"))
    their_promise = Words(label=gettext_lazy("Something they promised"), longest=1000)
    their_promise_due = Day(label=gettext_lazy("Due"))


def _who(request: Request) -> list[Relationship]:
    """Return the people chosen, in the order chosen, of those I may write about."""
    asked = request.POST.getlist("who") if request.method == "POST" else request.GET.getlist("who")
    keys = []
    for text in asked:
        try:
            keys.append(uuid.UUID(text))
        except ValueError:
            continue
    rows = Relationship.objects.changeable_by(request.asking.me).select_related("counterpart")
    known = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def _recent(request: Request) -> list[Relationship]:
    """Return the people I met last, to tap instead of typing."""
    rows = Relationship.objects.changeable_by(request.asking.me).filter(
        lead_id=request.asking.me.pk
    )
    return list(rows.select_related("counterpart").order_by("-last_two_way", "pk")[:6])


def _early(who: list[Relationship], request: Request) -> list[Relationship]:
    """Return those for whom asking now is early, as the strip above the button says."""
    early = request.POST.get("asked") == "yes" and not request.POST.get("life_saving")
    return [row for row in who if row.warm_ups < WARM_UPS_NEEDED] if early else []


_AT_HAND = {"__all__", "purpose", "asked", "tone_theirs", "tone_ours", "line"}
"""What the page shows without being unfolded."""

_START = {
    "purpose": Purpose.ENGAGEMENT,
    "asked": False,
    "channel": Channel.IN_PERSON,
    "two_way": True,
}


@require_http_methods(["GET", "POST"])
def log(request: Request) -> HttpResponse:
    """Log an interaction: who, what for, whether we asked, both tones, one line."""
    who = _who(request)
    start = {**_START, "on": request.asking.day}
    posted = request.POST if request.method == "POST" and "save" in request.POST else None
    start = {**start, **_kept(request)}
    form = LogForm(posted, initial=start, colleagues=_colleagues(request, who))
    more = MoreForm(posted, initial=_kept(request))
    nobody = _("Choose at least one counterpart.") if posted is not None and not who else ""
    if posted is not None and not nobody and form.is_valid() and more.is_valid():
        try:
            change = _save(request, who, form.cleaned_data, more.cleaned_data)
            return go_on(person_address(who[0].pk), change)
        except (NotThere, NotYours):
            raise
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    text = _looked_for(request)
    known = {row.pk for row in who}
    context = {
        "form": form,
        "more": more,
        "who": who,
        "recent": [row for row in _recent(request) if row.pk not in known],
        "early": _early(who, request),
        "needed": WARM_UPS_NEEDED,
        "nobody": nobody,
        "text": text,
        "found": [row for row in named(request.asking.me, text) if row.relationship not in known],
        "more_open": more.errors or set(form.errors) - _AT_HAND,
    }
    if request.htmx:
        part = (
            "log/chosen.html" if request.headers.get("hx-target") == "who" else "log/log.html#strip"
        )
        return render(request, part, context)
    return render(request, "log/log.html", context, status=422 if form.errors or nobody else 200)


def _looked_for(request: Request) -> str:
    """Return the name typed to find somebody, unless somebody was just chosen by it."""
    looking = request.method == "POST" and {"look", "save"} & request.POST.keys()
    return request.POST.get("text", "")[:80].strip() if looking else ""


def _kept(request: Request) -> dict[str, Any]:
    """Return what was already typed when only the people were changed."""
    if request.method != "POST":
        return {}
    kept = {name: value for name, value in request.POST.items() if value}
    return {**kept, "with_us": request.POST.getlist("with_us")}


def _colleagues(request: Request, who: list[Relationship]) -> list[tuple[str, str]]:
    """Return my colleagues of the circles it is about; of all mine while nobody is chosen."""
    circles = {row.circle_id for row in who} or set(request.asking.me.writable_circles())
    return [
        one
        for one in colleague_choices(request.asking.day, *circles)
        if one[0] != str(request.asking.me.pk)
    ]


def _save(
    request: Request, who: list[Relationship], values: dict[str, Any], more: dict[str, Any]
) -> Change[list[Interaction]]:
    others = [(uuid.UUID(key), OurPart.SECOND) for key in values.pop("with_us")]
    return verbs.log_interaction(
        request.asking,
        theirs=[(row.pk, TheirPart.LEAD) for row in who],
        ours=[(request.asking.me.pk, OurPart.LEAD), *others],
        also=verbs.AlsoHeard(**more),
        **values,
    )


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what was logged."""
    interaction = Interaction.objects.one_changeable_by(request.asking.me, key)
    relationship = _first(request, interaction)
    ours = dict(interaction.ours.order_by("pk").values_list("colleague_id", "part"))
    led = [colleague for colleague, part in ours.items() if part == OurPart.LEAD]
    start = {name: getattr(interaction, name) for name in {*LogForm.base_fields} - {"with_us"}}
    start["with_us"] = [str(colleague) for colleague in ours if colleague not in led]
    others = [
        (colleague, name)
        for colleague, name in colleague_choices(request.asking.day, interaction.circle_id)
        if uuid.UUID(colleague) not in led
    ]

    def act(values: dict[str, Any]) -> Change[Interaction]:
        with_us = [*led, *(uuid.UUID(colleague) for colleague in values.pop("with_us"))]
        parts = [(colleague, ours.get(colleague, OurPart.SECOND)) for colleague in with_us]
        return verbs.change_interaction(request.asking, key=key, ours=parts, **values)

    return form_page(
        request,
        LogForm(request.POST or None, initial=start, colleagues=others),
        act,
        title=_("Change this log"),
        standing=True,
        back=person_address(relationship),
    )


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a log away; the page it leads to offers to bring it back."""
    interaction = Interaction.objects.one_changeable_by(request.asking.me, key)
    relationship = _first(request, interaction)
    change = verbs.remove_interaction(request.asking, key=interaction.pk)
    return go_on(person_address(relationship), change)


def _first(request: Request, interaction: Interaction) -> uuid.UUID:
    visible = Relationship.objects.visible_to(request.asking.me)
    row = visible.filter(presences__interaction=interaction).order_by("pk").first()
    if row is None:
        raise NotThere(reverse("today"))
    return row.pk
