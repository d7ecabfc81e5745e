"""Before a register is taken in: what would be, what is wrong, who may be double, who sees it."""

import json
import uuid
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rapport.formats.refusals import CannotTranslate
from rapport.imports import check as checks
from rapport.imports import staging, uploads
from rapport.imports.mapping import RegisterMap, map_from
from rapport.imports.pages.columns import begun, show_columns
from rapport.imports.pages.running import WAITING, worded
from rapport.imports.reading import WARNINGS
from rapport.imports.rows import FAULTS, ODDITIES
from rapport.records.models import Membership, RegisterImport, Sensitivity
from rapport.records.refusals import Refusal
from rapport.web.forms import refused

_ROWS_SHOWN = 30


@require_http_methods(["GET", "POST"])
def check(request: Any, key: uuid.UUID) -> HttpResponse:
    """Read the whole register without writing; keep who was said to be one and the same."""
    staged = staging.mine(request.me, key)
    if staged.state not in WAITING:
        return HttpResponseRedirect(reverse("import-progress", args=[key]))
    try:
        made = map_from(staged.mapping)
        if request.method == "POST":
            made = _with_answers(made, request.POST)
            uploads.change_upload(staged, mapping=made.as_json())
            return HttpResponseRedirect(reverse("import-check", args=[key]))
        answer = checks.check(
            by=request.me,
            made=made,
            name=staged.name,
            data=bytes(staged.file or b""),
            today=request.day,
        )
    except CannotTranslate as trouble:
        return _again(request, staged, worded(trouble))
    except Refusal as refusal:
        return _again(request, staged, refused(refusal))
    return render(request, "import/check.html", _shown(request, staged, made, answer))


def _shown(
    request: Any, staged: RegisterImport, made: RegisterMap, answer: checks.Check
) -> dict[str, Any]:
    headers = {meaning: header for header, meaning in made.columns.items()}
    return {
        "staged": staged,
        "check": answer,
        "faults": [
            (one.row, headers.get(one.column, ""), one.text, _(FAULTS[one.code]))
            for one in answer.faults
        ],
        "fault_count": answer.fault_counts.total(),
        "other_order": answer.fault_counts["other_order"],
        "oddities": [
            (headers.get(one.column, ""), one.text, times, _(ODDITIES[one.code]))
            for one, times in answer.oddities
        ],
        "warnings": [
            (", ".join(map(str, rows[:_ROWS_SHOWN])), len(rows) > _ROWS_SHOWN, _(WARNINGS[trouble]))
            for trouble, rows in answer.noticed.items()
        ],
        "pairs": [(json.dumps(pair[:2]), pair) for pair in answer.pairs],
        "same": [(json.dumps([one]), one, other) for one, other in made.same.items()],
        "seen_by": _seen_by(request, staged),
    }


def _with_answers(made: RegisterMap, said: Any) -> RegisterMap:
    """Return the map with the names that were said to be one, without those taken apart again."""
    same = dict(made.same)
    for texts in map(_texts, said.getlist("apart")):
        same.pop(texts[0] if texts else "", None)
    for texts in map(_texts, said.getlist("same")):
        if len(texts) == 2:
            same[texts[0]] = texts[1]
    return map_from(replace(made, same=same).as_json())


def _texts(written: str) -> list[str]:
    """Return the names a tick box stands for; one that was not ours stands for none."""
    try:
        found = json.loads(written)
    except (ValueError, RecursionError):
        return []
    fits = isinstance(found, list) and all(isinstance(one, str) for one in found)
    return found if fits else []


def _again(request: Any, staged: RegisterImport, trouble: str) -> HttpResponse:
    return show_columns(request, staged, begun(request, staged), trouble)


def _seen_by(request: Any, staged: RegisterImport) -> list[str]:
    if staged.mapping["sensitivity"] >= Sensitivity.SEVERE:
        return [request.me.name]
    members = Membership.objects.filter(circle=staged.mapping["circle"], colleague__is_active=True)
    return list(members.order_by("colleague__name").values_list("colleague__name", flat=True))
