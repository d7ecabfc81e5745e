"""The list of people, a counterpart's page, and what can be changed about a counterpart."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import people as verbs
from rapport.briefings import people as listing
from rapport.briefings.person import person as briefing
from rapport.records.models import (
    Actor,
    ActorKind,
    CounterpartStatus,
    Documentation,
    OpenReason,
    Phase,
    Sensitivity,
    Stage,
)
from rapport.web.forms import Chips, Day, Words, about, circle_choices, form_page, person_address


@require_http_methods(["GET", "POST"])
def people(request: Any) -> HttpResponse:
    """List the people I may see. Names typed to find somebody travel in a POST, not the address."""
    asked = request.POST if request.method == "POST" else request.GET
    wanted = listing.Wanted(
        text=request.POST.get("text", "") if request.method == "POST" else "",
        phase=asked.get("phase", ""),
        stage=asked.get("stage", ""),
        mine=asked.get("whose") == "mine",
        overdue=asked.get("due") == "overdue",
        order=asked.get("order", "due"),
        after=asked.get("after", ""),
    )
    answer = listing.people(request.me, wanted=wanted, day=request.day)
    template = "people/people.html#rows" if request.htmx else "people/people.html"
    context = {"people": answer, "phases": Phase.choices, "stages": Stage.choices}
    return render(request, template, context)


@require_POST
def suggest(request: Any) -> HttpResponse:
    """Suggest people while a name is being typed."""
    found = listing.named(request.me, request.POST.get("text", "")[:80])
    chosen = request.POST.getlist("who")
    return render(request, "people/suggest.html", {"found": found, "chosen": chosen})


@require_GET
def person(request: Any, key: uuid.UUID) -> HttpResponse:
    """Show one counterpart: header, findings, timeline, promises, what we know and told."""
    before = _day(request.GET.get("before", ""))
    answer = briefing(request.me, key, day=request.day, before=before)
    template = "people/person.html#timeline" if request.htmx else "people/person.html"
    context = {"person": answer, "before": before}
    return render(request, template, context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


NEW_ACTOR = gettext_lazy("Or to a group not listed yet")
SEEN_BY_ALL = gettext_lazy("Everybody in the circle sees the name of a group, severe or not.")
ACTOR_KINDS = [("", "—"), *ActorKind.choices]


class PersonForm(forms.Form):
    """What is known when a counterpart is added."""

    alias = Words(
        label=gettext_lazy("Alias"),
        required=True,
        longest=120,
        help_text=gettext_lazy("What we call them here. Choose one that tells a stranger nothing."),
    )
    real_name = Words(
        label=gettext_lazy("Real name (sealed)"),
        longest=300,
        help_text=gettext_lazy("Kept sealed, shown only on request. Leave empty if not needed."),
    )
    other_name = Words(label=gettext_lazy("The same in another script (sealed)"), longest=300)
    how_to_address = Words(label=gettext_lazy("How to address them"), longest=200)
    actor = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)
    new_actor = Words(label=NEW_ACTOR, help_text=SEEN_BY_ALL, longest=200)
    new_actor_kind = forms.ChoiceField(
        label=gettext_lazy("What sort of group?"), choices=ACTOR_KINDS, required=False
    )
    circle = forms.ChoiceField(label=gettext_lazy("Who will see this"))
    opened = Day(label=gettext_lazy("First contact"), required=True)
    open_reason = Chips(label=gettext_lazy("Begun"), choices=OpenReason.choices)
    sensitivity = forms.TypedChoiceField(
        label=gettext_lazy("Sensitivity"), choices=Sensitivity.choices, coerce=int
    )

    def __init__(self, *args: Any, me: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["circle"].choices = circle_choices(me)  # type: ignore[attr-defined]
        self.fields["actor"].choices = actor_choices(me)  # type: ignore[attr-defined]


def actor_choices(me: Any, held: uuid.UUID | None = None) -> list[tuple[str, str]]:
    """Return the actors I may see, after none; among them the one held, if I may see it."""
    seen = Actor.objects.visible_to(me)
    actors = {*seen.order_by("-pk")[:500], *seen.filter(pk__in=[held] if held else [])}
    named = sorted((actor.name, str(actor.pk)) for actor in actors)
    return [("", "—"), *((key, name) for name, key in named)]


@require_http_methods(["GET", "POST"])
def add(request: Any) -> HttpResponse:
    """Add a counterpart."""

    def act(said: dict[str, Any]) -> str:
        names = [("", name) for name in (said["real_name"], said["other_name"]) if name.strip()]
        relationship = verbs.add_counterpart(
            by=request.me,
            now=request.now,
            today=request.day,
            new=verbs.NewCounterpart(
                alias=said["alias"],
                circle=uuid.UUID(said["circle"]),
                opened=said["opened"],
                names=names,
                how_to_address=said["how_to_address"],
                actor=uuid.UUID(said["actor"]) if said["actor"] else None,
                new_actor=said["new_actor"],
                new_actor_kind=said["new_actor_kind"],
                open_reason=said["open_reason"] or OpenReason.PROACTIVE,
                sensitivity=said["sensitivity"],
            ),
        )
        return person_address(relationship.pk)

    start = {
        "opened": request.day,
        "sensitivity": Sensitivity.RESTRICTED,
        "open_reason": OpenReason.PROACTIVE,
    }
    form = PersonForm(request.POST or None, me=request.me, initial=start)
    return form_page(request, form, act, title=_("Add a counterpart"), back=reverse("people"))


class ChangeForm(forms.Form):
    """What may change about a counterpart."""

    alias = Words(label=gettext_lazy("Alias"), required=True, longest=120)
    how_to_address = Words(label=gettext_lazy("How to address them"), longest=200)
    languages = Words(label=gettext_lazy("Languages they speak, parted by commas"), longest=200)
    documentation = Chips(
        label=gettext_lazy("How they like things kept"), choices=Documentation.choices
    )
    status = Chips(label=gettext_lazy("Where they are now"), choices=CounterpartStatus.choices)
    actor = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)
    new_actor = Words(label=NEW_ACTOR, help_text=SEEN_BY_ALL, longest=200)
    new_actor_kind = forms.ChoiceField(
        label=gettext_lazy("What sort of group?"), choices=ACTOR_KINDS, required=False
    )

    def __init__(self, *args: Any, actors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["actor"].choices = actors  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def change(request: Any, key: uuid.UUID) -> HttpResponse:
    """Change what is known of a counterpart."""
    relationship = about(request, key)
    counterpart = relationship.counterpart
    actors = actor_choices(request.me, counterpart.actor_id)
    held = str(counterpart.actor_id or "")
    # An actor of a circle I am not in is neither shown to me nor taken away by me.
    hidden = held not in dict(actors)

    def act(said: dict[str, Any]) -> str:
        named = said["actor"] or said["new_actor"]
        actor = uuid.UUID(said["actor"]) if said["actor"] else None
        belongs = {} if hidden and not named else {"actor": actor}
        verbs.change_counterpart(
            by=request.me,
            now=request.now,
            today=request.day,
            key=counterpart.pk,
            alias=said["alias"],
            how_to_address=said["how_to_address"],
            documentation=said["documentation"],
            status=said["status"] or CounterpartStatus.ACTIVE,
            new_actor=said["new_actor"],
            new_actor_kind=said["new_actor_kind"],
            languages=[word.strip() for word in said["languages"].split(",") if word.strip()],
            **belongs,
        )
        return person_address(key)

    start = {
        "alias": counterpart.alias,
        "how_to_address": counterpart.how_to_address,
        "languages": ", ".join(counterpart.languages),
        "documentation": counterpart.documentation,
        "status": counterpart.status,
        "actor": "" if hidden else held,
    }
    form = ChangeForm(request.POST or None, actors=actors, initial=start)
    return form_page(
        request,
        form,
        act,
        title=_("Change"),
        standing=True,
        back=person_address(key),
        alias=counterpart.alias,
    )


@require_POST
def names(request: Any, key: uuid.UUID) -> HttpResponse:
    """Open the sealed names; the history keeps that they were looked at."""
    relationship = about(request, key)
    opened = verbs.show_names(by=request.me, now=request.now, key=relationship.counterpart_id)
    context = {
        "names": opened,
        "alias": relationship.counterpart.alias,
        "back": person_address(key),
    }
    return render(request, "people/names.html", context)


class NameForm(forms.Form):
    """A real name to seal."""

    name = Words(label=gettext_lazy("Real name"), required=True, longest=300)


@require_http_methods(["GET", "POST"])
def seal(request: Any, key: uuid.UUID) -> HttpResponse:
    """Seal one more name."""
    relationship = about(request, key)

    def act(said: dict[str, Any]) -> str:
        verbs.seal_name(
            by=request.me,
            now=request.now,
            today=request.day,
            key=relationship.counterpart_id,
            name=said["name"],
        )
        return person_address(key)

    return form_page(
        request,
        NameForm(request.POST or None),
        act,
        title=_("Seal a real name"),
        back=person_address(key),
        alias=relationship.counterpart.alias,
        explain=_("It will be kept sealed and shown only on request; every look is recorded."),
    )
