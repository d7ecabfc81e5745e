"""A counterpart's page, and what can be changed about a counterpart."""

import uuid
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import people as verbs
from rapport.actions.actors import change_actor
from rapport.actions.reading import open_counterpart
from rapport.briefings import people as listing
from rapport.briefings.own_records import own_records
from rapport.briefings.part_page import part_page
from rapport.briefings.passed import passed
from rapport.briefings.person import person as briefing
from rapport.briefings.tone_going import tone_going
from rapport.briefings.years import years
from rapport.names import listed
from rapport.records.change import Change
from rapport.records.models import (
    Acceptance,
    Actor,
    ActorKind,
    Counterpart,
    CounterpartStatus,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.composing import begun
from rapport.web.forms import (
    Words,
    about_person,
    column_field,
    mark,
    person_address,
    person_form,
)
from rapport.web.request import Request


@require_POST
def suggest(request: Request) -> HttpResponse:
    """Suggest people while a name is being typed."""
    text = request.POST.get("text", "")[:80].strip()
    found = listing.named(request.asking.me, text)
    chosen = request.POST.getlist("who")
    context = {"found": found, "chosen": chosen, "text": text}
    return render(request, "people/suggest.html", context)


SEEN_BY = 12
"""Of the colleagues who can see somebody, so many are named before the rest is asked for."""


@require_GET
def person(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show a relationship: header, findings, timeline, promises, what we know and told.

    It is with a person, or with a group as such: of that there is no more than it can have.
    """
    before = _day(request.GET.get("before", ""))
    at_most = None if request.GET.get("seen") == "all" else SEEN_BY
    answer = briefing(request.asking, key, before=before, seen_by=at_most)
    open_counterpart(request.asking, relationship=key)
    show = request.GET.get("show", "")
    context: dict[str, Any] = {
        "person": answer,
        "passed": passed(request.asking, answer, show=show, before=before),
    }
    if request.htmx:
        part = "timeline.html" if before is None else "timeline.html#lines"
        return render(request, f"people/{part}", context)
    context |= {
        "years": years(request.asking, answer),
        "compose": begun(request),
        "tone": tone_going(request.asking, key),
        "own": own_records(request.asking, key),
    }
    return render(request, "people/person.html", context)


@require_GET
def part(request: Request, key: uuid.UUID, part: str) -> HttpResponse:
    """Show all of one part of a counterpart's page, a page at a time: what "more" leads to."""
    answer = part_page(request.asking, key, part, page=mark(request.GET.get("page", "")) or 1)
    open_counterpart(request.asking, relationship=key)
    return render(request, "people/part.html", {"part": answer})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_person = partial(column_field, Counterpart)

NEW_ACTOR = gettext_lazy("New group")
SEEN_BY_ALL = gettext_lazy(
    "Group names are visible to the whole circle, even for people restricted to named colleagues."
)
ACTOR_KINDS = [("", "—"), *ActorKind.choices]


def actor_choices(
    me: Any, held: uuid.UUID | None = None, circle: uuid.UUID | None = None
) -> list[tuple[str, str]]:
    """Return the actors I may see, after none, of one circle if it is known, and the one held."""
    seen = Actor.objects.visible_to(me)
    there = seen.filter(circle=circle) if circle else seen
    actors = {*there.order_by("-pk")[:500], *seen.filter(pk__in=[held] if held else [])}
    named = sorted((actor.name, str(actor.pk)) for actor in actors)
    return [("", "—"), *((key, name) for name, key in named)]


class ChangeForm(forms.Form):
    """What may change about a counterpart."""

    alias = _person("alias", label=gettext_lazy("Alias"))
    how_to_address = _person("how_to_address", label=gettext_lazy("How to address them"))
    languages = Words(label=gettext_lazy("Languages they speak, separated by commas"), longest=200)
    documentation = _person("documentation", label=gettext_lazy("Record they prefer"))
    status = _person("status", label=gettext_lazy("Status"))
    actor = forms.ChoiceField(label=gettext_lazy("Belongs to"), required=False)
    new_actor = Words(label=NEW_ACTOR, help_text=SEEN_BY_ALL, longest=200)
    new_actor_kind = forms.ChoiceField(
        label=gettext_lazy("Type of group"), choices=ACTOR_KINDS, required=False
    )

    def __init__(self, *args: Any, actors: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["actor"].choices = actors  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what is known of a counterpart."""
    relationship = about_person(request, key)
    counterpart = relationship.person
    actors = actor_choices(request.asking.me, counterpart.actor_id, counterpart.circle_id)
    held = str(counterpart.actor_id or "")
    # An actor of a circle I am not in is neither shown to me nor taken away by me.
    hidden = held not in dict(actors)

    def act(values: dict[str, Any]) -> Change[Counterpart]:
        named = values["actor"] or values["new_actor"]
        values["actor"] = uuid.UUID(values["actor"]) if values["actor"] else None
        if hidden and not named:
            del values["actor"]
        values["status"] = values["status"] or CounterpartStatus.ACTIVE
        values["languages"] = listed(values["languages"])
        return verbs.change_counterpart(request.asking, key=counterpart.pk, **values)

    start = {
        "alias": counterpart.alias,
        "how_to_address": counterpart.how_to_address,
        "languages": ", ".join(counterpart.languages),
        "documentation": counterpart.documentation,
        "status": counterpart.status,
        "actor": "" if hidden else held,
    }
    form = ChangeForm(request.POST or None, actors=actors, initial=start)
    return person_form(request, relationship, form, act, title=_("Edit details"), standing=True)


@require_POST
def names(request: Request, key: uuid.UUID) -> HttpResponse:
    """Open the sealed names; the history keeps that they were looked at."""
    relationship = about_person(request, key)
    open_counterpart(request.asking, relationship=key)
    opened = verbs.show_names(request.asking, key=relationship.person.pk)
    context = {
        "names": opened,
        "alias": relationship.called,
        "back": person_address(key),
    }
    return render(request, "people/names.html", context)


_actor = partial(column_field, Actor)


class GroupForm(forms.Form):
    """What is known of a group or institution."""

    name = Words(label=gettext_lazy("Name"), help_text=SEEN_BY_ALL, required=True, longest=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Type of group"), choices=ACTOR_KINDS, required=False
    )
    acceptance = _actor("acceptance", label=gettext_lazy("Attitude to us"))
    areas = Words(label=gettext_lazy("Where, separated by commas"), longest=400)
    legal_note = _actor("legal_note", label=gettext_lazy("Legal note"), rows=2)


@require_http_methods(["GET", "POST"])
def group(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change what is known of the group somebody belongs to."""
    relationship = about_person(request, key)
    belongs_to = relationship.person.actor_id
    if belongs_to is None:
        raise NotThere(NOT_THERE)
    actor = Actor.objects.one_changeable_by(request.asking.me, belongs_to)

    def act(values: dict[str, Any]) -> Change[Actor]:
        values["areas"] = listed(values["areas"])
        values["acceptance"] = values["acceptance"] or Acceptance.UNKNOWN
        return change_actor(request.asking, key=actor.pk, **values)

    start = {name: getattr(actor, name) for name in ("name", "kind", "acceptance", "legal_note")}
    form = GroupForm(request.POST or None, initial={**start, "areas": ", ".join(actor.areas)})
    return person_form(
        request, relationship, form, act, title=_("The group they belong to"), standing=True
    )


class NameForm(forms.Form):
    """A real name to seal."""

    name = Words(label=gettext_lazy("Real name"), required=True, longest=300)


@require_http_methods(["GET", "POST"])
def seal(request: Request, key: uuid.UUID) -> HttpResponse:
    """Seal one more name."""
    relationship = about_person(request, key)

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.seal_name(request.asking, key=relationship.person.pk, **values)

    return person_form(
        request,
        relationship,
        NameForm(request.POST or None),
        act,
        title=_("Add a real name (encrypted)"),
        explain=_("It is encrypted and shown only on request; every viewing is recorded."),
    )
