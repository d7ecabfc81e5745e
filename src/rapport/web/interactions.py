"""Logging: three taps and one line; everything else can be added later."""

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import interactions as verbs
from rapport.briefings.people import named
from rapport.records.models import (
    Channel,
    Interaction,
    OnTime,
    OurPart,
    Purpose,
    Relationship,
    TheirPart,
    Tone,
)
from rapport.records.refusals import NotThere, NotYours
from rapport.refusals import Refusal
from rapport.rules.warmups import WARM_UPS_NEEDED
from rapport.web.forms import (
    Chips,
    Day,
    Words,
    YesNo,
    colleague_choices,
    form_page,
    person_address,
    refused,
)
from rapport.web.undoing import act_and_offer, with_offer


class LogForm(forms.Form):
    """An interaction: chips first, words after."""

    purpose = Chips(label=gettext_lazy("What was it for?"), choices=Purpose.choices, required=True)
    asked = forms.ChoiceField(
        label=gettext_lazy("Did we ask for anything?"),
        choices=[("no", gettext_lazy("no")), ("yes", gettext_lazy("yes"))],
        widget=forms.RadioSelect({"class": "chips"}),
    )
    tone_theirs = Chips(label=gettext_lazy("Their tone"), choices=Tone.choices)
    tone_ours = Chips(label=gettext_lazy("Our tone"), choices=Tone.choices)
    line = Words(label=gettext_lazy("One line"), rows=2)
    on = Day(label=gettext_lazy("When"), required=True)
    channel = Chips(label=gettext_lazy("How"), choices=Channel.choices, required=True)
    two_way = forms.ChoiceField(
        label=gettext_lazy("Did they take part too?"),
        choices=[("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
        widget=forms.RadioSelect({"class": "chips"}),
        required=False,
    )
    small_talk = YesNo(label=gettext_lazy("Was there small talk?"))
    introduced_self = YesNo(label=gettext_lazy("Did we introduce ourselves?"))
    introduced_organisation = YesNo(label=gettext_lazy("Did we introduce the organisation?"))
    with_us = forms.MultipleChoiceField(
        label=gettext_lazy("Who of us was there too?"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )
    on_time = Chips(
        label=gettext_lazy("Were we on time?"),
        choices=[*OnTime.choices, ("", gettext_lazy("not said"))],
    )
    life_saving = forms.BooleanField(
        label=gettext_lazy("Life-saving and urgent: the exception was used"), required=False
    )
    place = Words(label=gettext_lazy("Where (place code)"), longest=40)
    topics = Words(label=gettext_lazy("Topics"), longest=300)
    facts = Words(label=gettext_lazy("Facts: what was said or seen"), rows=3)
    interpretations = Words(label=gettext_lazy("Interpretations: how we read it"), rows=3)
    next_step = Words(label=gettext_lazy("Next step"), longest=500)
    next_step_on = Day(label=gettext_lazy("On"))

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


def _who(request: Any) -> list[Relationship]:
    """Return the people chosen, in the order chosen, of those I may write about."""
    asked = request.POST.getlist("who") if request.method == "POST" else request.GET.getlist("who")
    keys = []
    for text in asked:
        try:
            keys.append(uuid.UUID(text))
        except ValueError:
            continue
    rows = Relationship.objects.changeable_by(request.me).select_related("counterpart")
    known = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [known[key] for key in dict.fromkeys(keys) if key in known]


def _recent(request: Any) -> list[Relationship]:
    """Return the people I met last, to tap instead of typing."""
    rows = Relationship.objects.changeable_by(request.me).filter(lead_id=request.me.pk)
    return list(rows.select_related("counterpart").order_by("-last_two_way", "pk")[:6])


def _early(who: list[Relationship], request: Any) -> list[Relationship]:
    """Return those for whom asking now is early, as the strip above the button says."""
    early = request.POST.get("asked") == "yes" and not request.POST.get("life_saving")
    return [row for row in who if row.warm_ups < WARM_UPS_NEEDED] if early else []


_AT_HAND = {"__all__", "purpose", "asked", "tone_theirs", "tone_ours", "line"}
"""What the page shows without being unfolded."""

_START = {
    "purpose": Purpose.ENGAGEMENT,
    "asked": "no",
    "channel": Channel.IN_PERSON,
    "two_way": "yes",
}


@require_http_methods(["GET", "POST"])
def log(request: Any) -> HttpResponse:
    """Log an interaction: who, what for, whether we asked, both tones, one line."""
    who = _who(request)
    start = {**_START, "on": request.day}
    posted = request.POST if request.method == "POST" and "save" in request.POST else None
    start = {**start, **_kept(request)}
    form = LogForm(posted, initial=start, colleagues=_colleagues(request, who))
    more = MoreForm(posted, initial=_kept(request))
    nobody = _("Choose at least one counterpart.") if posted is not None and not who else ""
    if posted is not None and not nobody and form.is_valid() and more.is_valid():
        try:
            said = form.cleaned_data, more.cleaned_data
            saved = act_and_offer(request, lambda: _save(request, who, *said))
            if saved is not None:
                return saved
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
        "found": [row for row in named(request.me, text) if row.relationship not in known],
        "more_open": more.errors or set(form.errors) - _AT_HAND,
    }
    if request.htmx:
        part = (
            "log/chosen.html" if request.headers.get("hx-target") == "who" else "log/log.html#strip"
        )
        return render(request, part, context)
    return render(request, "log/log.html", context, status=422 if form.errors or nobody else 200)


def _looked_for(request: Any) -> str:
    """Return the name typed to find somebody, unless somebody was just chosen by it."""
    looking = request.method == "POST" and {"look", "save"} & request.POST.keys()
    return request.POST.get("text", "")[:80].strip() if looking else ""


def _kept(request: Any) -> dict[str, Any]:
    """Return what was already typed when only the people were changed."""
    if request.method != "POST":
        return {}
    kept = {name: value for name, value in request.POST.items() if value}
    return {**kept, "with_us": request.POST.getlist("with_us")}


def _colleagues(request: Any, who: list[Relationship]) -> list[tuple[str, str]]:
    """Return my colleagues of the circles it is about; of all mine while nobody is chosen."""
    circles = {row.circle_id for row in who} or set(request.me.writable_circles())
    return [one for one in colleague_choices(*circles) if one[0] != str(request.me.pk)]


def _save(request: Any, who: list[Relationship], said: dict[str, Any], more: dict[str, Any]) -> str:
    common = {"by": request.me, "now": request.now, "today": request.day}
    apart = ("asked", "two_way", "with_us")
    values = {name: value for name, value in said.items() if name not in apart}
    others = [(uuid.UUID(key), OurPart.SECOND) for key in said["with_us"]]
    verbs.log_interaction(
        **common,
        new=verbs.NewInteraction(
            theirs=[(row.pk, TheirPart.LEAD) for row in who],
            ours=[(request.me.pk, OurPart.LEAD), *others],
            asked=said["asked"] == "yes",
            two_way=said["two_way"] != "no",
            **values,
        ),
        also=verbs.AlsoHeard(**more),
    )
    return person_address(who[0].pk)


@require_http_methods(["GET", "POST"])
def change(request: Any, key: uuid.UUID) -> HttpResponse:
    """Change what was logged."""
    interaction = Interaction.objects.one_changeable_by(request.me, key)
    relationship = _first(request, interaction)
    there = {our.colleague_id: our.part for our in interaction.ours.order_by("pk")}
    led = [key for key, part in there.items() if part == OurPart.LEAD]
    names = {*LogForm.base_fields} - {"with_us"}
    start = {name: getattr(interaction, name) for name in names}
    start["with_us"] = [str(key) for key in there if key not in led]
    others = [
        (key, name)
        for key, name in colleague_choices(interaction.circle_id)
        if uuid.UUID(key) not in led
    ]
    start["asked"] = "yes" if interaction.asked else "no"
    start["two_way"] = "yes" if interaction.two_way else "no"
    for name in ("small_talk", "introduced_self", "introduced_organisation"):
        start[name] = {True: "yes", False: "no", None: ""}[start[name]]

    def act(said: dict[str, Any]) -> str:
        said = {**said, "asked": said["asked"] == "yes", "two_way": said["two_way"] != "no"}
        second = [uuid.UUID(one) for one in said.pop("with_us")]
        ours = [(one, there.get(one, OurPart.SECOND)) for one in [*led, *second]]
        verbs.change_interaction(
            by=request.me, now=request.now, today=request.day, key=key, ours=ours, **said
        )
        return person_address(relationship)

    return form_page(
        request,
        LogForm(request.POST or None, initial=start, colleagues=others),
        act,
        title=_("Change this log"),
        standing=True,
        back=person_address(relationship),
    )


@require_POST
def remove(request: Any, key: uuid.UUID) -> HttpResponse:
    """Take a log away; the page it leads to offers to bring it back."""
    interaction = Interaction.objects.one_changeable_by(request.me, key)
    relationship = _first(request, interaction)
    change_set = verbs.remove_interaction(
        by=request.me, now=request.now, today=request.day, key=interaction.pk
    )
    return HttpResponseRedirect(with_offer(person_address(relationship), change_set))


def _first(request: Any, interaction: Interaction) -> uuid.UUID:
    visible = Relationship.objects.visible_to(request.me)
    row = visible.filter(presences__interaction=interaction).order_by("pk").first()
    if row is None:
        raise NotThere(reverse("today"))
    return row.pk
