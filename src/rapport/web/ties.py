"""How people and groups stand to each other: noted from a page of either, checked, ended."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import not_tied
from rapport.actions import ties as verbs
from rapport.actions.reading import open_counterpart
from rapport.actions.ties import End
from rapport.briefings.likely_ties import likely_ties, said_not_so
from rapport.briefings.tie_ends import name_of
from rapport.briefings.tie_words import sentence
from rapport.records.change import Change
from rapport.records.models import Actor, Relationship, Tie, TieKind
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.web.forms import about, form_page, key_in, person_address
from rapport.web.request import Request
from rapport.web.tie_fields import BACK, ChangeTieForm, NewTieForm, kinds_of
from rapport.web.undoing import go_on

_PLACE = "#ties"


@require_http_methods(["GET", "POST"])
def add(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note how a person stands to another person or to a group."""
    relationship = about(request, key)
    name = relationship.called
    proposed = {
        "likely": likely_ties(request.asking, key),
        "not_so": said_not_so(request.asking, key),
    }
    return _new(request, End(relationship=key), name, person_address(key), **proposed)


@require_POST
def not_so(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say of a tie that is proposed that it is not so; the page it leads to proposes others."""
    other = key_in(request.POST.get("other", ""))
    if other is None:
        raise NotThere(NOT_THERE)
    done = not_tied.say_not_tied(request.asking, relationship=key, other=other)
    return go_on(reverse("tie", args=[key]), done)


@require_POST
def propose_again(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take back that a proposed tie is not so, on the page of whom one came from."""
    done = not_tied.propose_again(request.asking, key=key)
    ends = (done.row.relationship_id, done.row.other_id)
    came_from = key_in(request.GET.get("of", ""))
    return go_on(reverse("tie", args=[came_from if came_from in ends else ends[0]]), done)


@require_http_methods(["GET", "POST"])
def add_of_group(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note how a group itself stands to a person or to another group."""
    actor: Actor = Actor.objects.one_changeable_by(request.asking.me, key)
    return _new(request, End(actor=key), actor.name, _group_address(key))


def _new(request: Request, here: End, name: str, back: str, **more: Any) -> HttpResponse:
    whom = _whom_asked_for(request)
    begin = {"confidence": "medium", "who": whom.called if whom else ""}
    kinds = kinds_of(name)
    form = NewTieForm(request.POST or None, initial=begin, kinds=kinds, me=request.asking.me)
    if whom is not None:
        # Two circles may call somebody the same: left as it is, the name means whom it came with.
        form.fields["who"].known = (whom.called, End(relationship=whom.pk))  # type: ignore[attr-defined]
    form.fields["who" if request.GET.get("kind") else "kind"].widget.attrs["autofocus"] = True
    noted: dict[str, Any] = {}

    def act(values: dict[str, Any]) -> Change[Tie]:
        told = form.told(values)
        kind, other = told.pop("kind"), told.pop("who")
        one = here
        if kind.endswith(BACK):
            kind, one, other = kind.removesuffix(BACK), other, here
        ends = verbs.ends_of(request.asking.me, one, other)
        noted["tie"] = verbs.the_same(request.asking.me, kind, ends)
        return verbs.note_tie(request.asking, one=one, kind=kind, other=other, **told)

    return form_page(
        request, form, act, title=_("Add a tie"), alias=name, back=back + _PLACE,
        template="ties/form.html", noted=noted, here=here, **more,
    )  # fmt: skip


def _whom_asked_for(request: Request) -> Relationship | None:
    """Return whom a proposal leads to; nobody where the reader may not see them."""
    key = key_in(request.GET.get("with", ""))
    mine: Any = Relationship.objects.visible_to(request.asking.me)
    people = mine.filter(counterpart__isnull=False).select_related("counterpart", "actor")
    return people.filter(pk=key).first() if key else None


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put right what was noted of a tie."""
    tie: Tie = Tie.objects.one_changeable_by(request.asking.me, key)
    for end in (tie.relationship_id, tie.other_id):
        if end is not None and request.method == "GET":
            open_counterpart(request.asking, relationship=end)
    begin = {name: getattr(tie, name) for name in ChangeTieForm.base_fields}
    begin["strength"] = str(tie.strength or "")
    one, other = _names(request, tie)
    kinds = [(str(kind), sentence(kind, one, other)) for kind in TieKind]
    form = ChangeTieForm(request.POST or None, initial=begin, kinds=kinds)

    def act(values: dict[str, Any]) -> Change[Tie]:
        told = form.told(values)
        told["verified_on"] = told["verified_on"] or tie.verified_on
        return verbs.change_tie(request.asking, key=key, **told)

    where, here = _page_of(request, tie)
    return form_page(
        request, form, act, title=_("Edit the tie"), back=where + _PLACE, standing=True,
        typed=sentence(tie.kind, one, other), alias=here,
        remove=f"{reverse('remove-tie', args=[key])}?{request.GET.urlencode()}",
    )  # fmt: skip


@require_POST
def verify(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say that a tie is still so."""
    return _done(request, verbs.verify_tie(request.asking, key=key))


@require_POST
def end(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say that a tie is over."""
    return _done(request, verbs.end_tie(request.asking, key=key))


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Remove a tie that was noted by mistake; the page offers to bring it back."""
    return _done(request, verbs.remove_tie(request.asking, key=key))


def _done(request: Request, change: Change[Tie]) -> HttpResponse:
    return go_on(_page_of(request, change.row)[0] + _PLACE, change)


def _names(request: Request, tie: Tie) -> tuple[str, str]:
    me = request.asking.me
    return (
        name_of(me, tie.relationship_id, tie.actor_id),
        name_of(me, tie.other_id, tie.other_actor_id),
    )


def _page_of(request: Request, tie: Tie) -> tuple[str, str]:
    """Return the page of the end one came from, and its name; else of the first person in it."""
    came_from = key_in(request.GET.get("of", ""))
    names = _names(request, tie)
    ends = [
        (tie.relationship_id, tie.actor_id, names[0]),
        (tie.other_id, tie.other_actor_id, names[1]),
    ]
    ends.sort(key=lambda end: (came_from not in end[:2], end[0] is None))
    relationship, actor, name = ends[0]
    return (person_address(relationship) if relationship else _group_address(actor)), name


def _group_address(actor: uuid.UUID | None) -> str:
    return reverse("actor", args=[actor])
