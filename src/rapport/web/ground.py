"""The common ground with somebody, and the other views over the same records; each prints."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import understanding as verbs
from rapport.actions.reading import open_counterpart
from rapport.briefings.analysis_on_paper import Subject, may_be_printed, ticked_alone
from rapport.briefings.both_sides import BothSides, both_sides
from rapport.briefings.cells import Cell
from rapport.briefings.ground import Ground, common_ground
from rapport.records.change import Change
from rapport.records.models import CommonGround, GroundKind
from rapport.web.forms import Words, about, column_field, form_page, key_in
from rapport.web.request import Request
from rapport.web.templatetags.ground_page import PLACES
from rapport.web.undoing import go_on

_LONGEST = 500


class GroundForm(forms.Form):
    """One line on the common ground: where, the words, and the day."""

    kind = column_field(
        CommonGround, "kind", label=gettext_lazy("Where does it belong?"), choices=PLACES.items()
    )
    text = Words(label=gettext_lazy("In one line"), rows=2, longest=_LONGEST, required=True)
    on = column_field(CommonGround, "on", label=gettext_lazy("When"), required=False)


@require_GET
def ground(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show what both sides agree on, what is contested, and which options there are."""
    answer = common_ground(request.asking, key)
    open_counterpart(request.asking, relationship=key)
    context = {"ground": answer, "may_change": answer.may_change and not request.read_only}
    return render(request, "ground/ground.html", context)


@require_http_methods(["GET", "POST"])
def add(request: Request, key: uuid.UUID) -> HttpResponse:
    """Add a line to the common ground; with the key of an insight, put that one there."""
    relationship = about(request, key)
    insight = key_in(request.POST.get("insight", ""))

    def act(values: dict[str, Any]) -> Change[CommonGround]:
        given = {name: value for name, value in values.items() if value}
        return verbs.note_ground(request.asking, relationship=key, insight=insight, **given)

    if insight is not None:
        kind = request.POST.get("kind", "")
        return go_on(_address(key, kind), act({"kind": kind}))
    form = GroundForm(request.POST or None, initial={"on": request.asking.day})
    return form_page(
        request,
        form,
        act,
        title=_("Add to the common ground"),
        back=reverse("ground", args=[relationship.pk]),
        then=lambda row: _address(key, row.kind),
    )


@require_http_methods(["GET", "POST"])
def change(request: Request, key: uuid.UUID) -> HttpResponse:
    """Change a line of the common ground."""
    row = CommonGround.objects.one_changeable_by(request.asking.me, key)
    about(request, row.relationship_id)
    words = row.text or (row.insight.text if row.insight else "")
    initial = {"kind": row.kind, "text": words, "on": row.on}

    def act(values: dict[str, Any]) -> Change[CommonGround]:
        values["on"] = values["on"] or row.on
        return verbs.change_ground(request.asking, key=key, **values)

    return form_page(
        request,
        GroundForm(request.POST or None, initial=initial),
        act,
        title=_("Change the common ground"),
        back=reverse("ground", args=[row.relationship_id]),
        then=lambda changed: _address(changed.relationship_id, changed.kind),
        standing=True,
    )


@require_POST
def move(request: Request, key: uuid.UUID) -> HttpResponse:
    """Move a line to another place on the common ground."""
    change = verbs.move_ground(request.asking, key=key, kind=request.POST.get("kind", ""))
    return go_on(_address(change.row.relationship_id, change.row.kind), change)


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take a line off the common ground; the page it leads to offers to bring it back."""
    change = verbs.remove_ground(request.asking, key=key)
    return go_on(reverse("ground", args=[change.row.relationship_id]), change)


def _address(relationship: uuid.UUID, kind: str) -> str:
    where = f"#{kind}" if kind in GroundKind.values else ""
    return reverse("ground", args=[relationship]) + where


@require_GET
def sides(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show both sides, what it is mostly about, and how they see us."""
    answer = both_sides(request.asking, key)
    open_counterpart(request.asking, relationship=key)
    return render(request, "ground/sides.html", {"page": answer})


@require_http_methods(["GET", "POST"])
def print_ground(request: Request, key: uuid.UUID) -> HttpResponse:
    """Choose what of the common ground to print; sending that shows the page, and keeps nothing."""
    answer = common_ground(request.asking, key)
    groups = [(PLACES[place.kind], (*place.cells, *place.drawn)) for place in answer.places]
    return _printed(request, answer, groups, title=_("Common ground"), back="ground")


@require_http_methods(["GET", "POST"])
def print_sides(request: Request, key: uuid.UUID) -> HttpResponse:
    """Choose what of both sides to print; sending that shows the page, and keeps nothing."""
    answer = both_sides(request.asking, key)
    groups = [
        *((_("Their side"), one.theirs) for one in answer.layers),
        *((_("Our side"), one.ours) for one in answer.layers),
        *((_("What is contested"), one.cells) for one in answer.contested),
        (_("What they get wrong about us"), answer.us.misperceptions),
    ]
    return _printed(request, answer, groups, title=_("Both sides"), back="both-sides")


def _printed(
    request: Request,
    answer: Ground | BothSides,
    groups: Iterable[tuple[Any, tuple[Cell, ...]]],
    *,
    title: str,
    back: str,
) -> HttpResponse:
    open_counterpart(request.asking, relationship=answer.relationship)
    subject = Subject(answer.relationship, answer.alias, answer.circle, answer.for_named_only)
    offered = may_be_printed(request.asking, subject, answer.cells)
    chosen = request.method == "POST"
    shown = ticked_alone(offered, request.POST.getlist("with")) if chosen else offered
    context = {
        "title": title,
        "back": reverse(back, args=[answer.relationship]),
        "again": request.path,
        "groups": _gathered(groups, shown, empty_too=chosen and back == "ground"),
        "for_named_only": answer.for_named_only,
        "stays": len({(cell.piece, cell.text) for cell in answer.cells}) - len(offered),
        "every": "every" in request.GET,
    }
    return render(request, "ground/paper.html" if chosen else "ground/carry.html", context)


def _gathered(
    groups: Iterable[tuple[Any, tuple[Cell, ...]]], shown: Any, *, empty_too: bool
) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return the words shown under each heading, each piece once, with its name."""
    gathered: dict[Any, dict[str, str]] = {}
    seen: set[str] = set()
    for heading, cells in groups:
        under = gathered.setdefault(heading, {})
        for cell in cells:
            if cell.piece in shown and cell.piece not in seen:
                seen.add(cell.piece)
                under[cell.piece] = shown[cell.piece]
    return [(name, list(found.items())) for name, found in gathered.items() if found or empty_too]
