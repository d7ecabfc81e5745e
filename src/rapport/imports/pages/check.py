"""Before a register is imported: what would be, what is wrong, who may be double, who sees it."""

import json
import uuid
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rapport.imports.at_work import WAITING
from rapport.imports.check_register import Check, check_register
from rapport.imports.mapping import RegisterMap, mapping_from
from rapport.imports.pages.columns import show_columns
from rapport.imports.reading import WARNINGS
from rapport.imports.rows import DOUBTS, FAULTS, ODDITIES
from rapport.imports.uploads import change_upload, upload_of
from rapport.records.models import Membership, RegisterImport, Sensitivity
from rapport.refusals import Refusal
from rapport.web.forms import refused
from rapport.web.request import Request

_ROWS_SHOWN = 30


@require_http_methods(["GET", "POST"])
def check_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Read the whole register without writing; keep who was said to be one and the same."""
    upload = upload_of(request.asking.me, key)
    if upload.state not in WAITING:
        return HttpResponseRedirect(reverse("import-progress", args=[key]))
    try:
        mapping = mapping_from(upload.mapping)
        if request.method == "POST":
            mapping = _with_answers(mapping, request.POST)
            change_upload(upload, mapping=mapping.as_json())
            return HttpResponseRedirect(reverse("import-check", args=[key]))
        check = check_register(
            request.asking,
            mapping=mapping,
            name=upload.name,
            data=bytes(upload.file or b""),
        )
    except Refusal as refusal:
        return show_columns(request, upload, trouble=refused(refusal))
    return render(request, "import/check.html", _shown(request, upload, mapping, check))


def _shown(
    request: Request, upload: RegisterImport, mapping: RegisterMap, check: Check
) -> dict[str, Any]:
    headers = {meaning: header for header, meaning in mapping.columns.items()}
    return {
        "upload": upload,
        "check": check,
        "faults": [
            (fault.row, headers.get(fault.column, ""), fault.text, _({**FAULTS, **DOUBTS}[fault.code]))
            for fault in (*check.faults, *check.doubts)
        ],
        "fault_count": check.fault_counts.total(),
        "other_order": check.doubt_counts["other_order"],
        "oddities": [
            (headers.get(oddity.column, ""), oddity.text, times, _(ODDITIES[oddity.code]))
            for oddity, times in check.oddities
        ],
        "warnings": [
            (", ".join(map(str, rows[:_ROWS_SHOWN])), len(rows) > _ROWS_SHOWN, _(WARNINGS[trouble]))
            for trouble, rows in check.noticed.items()
        ],
        "pairs": [(json.dumps(pair[:2]), pair) for pair in check.pairs],
        "same": [(json.dumps([name]), name, kept) for name, kept in mapping.same.items()],
        "seen_by": _seen_by(request, upload),
    }


def _with_answers(mapping: RegisterMap, ticked: Any) -> RegisterMap:
    """Return the map with the names that were said to be one, without those taken apart again."""
    same = dict(mapping.same)
    for names in map(_names, ticked.getlist("apart")):
        same.pop(names[0] if names else "", None)
    for names in map(_names, ticked.getlist("same")):
        if len(names) == 2:
            same[names[0]] = names[1]
    return mapping_from(replace(mapping, same=same).as_json())


def _names(written: str) -> list[str]:
    """Return the names a tick box stands for; a value that was not ours stands for none."""
    try:
        names = json.loads(written)
    except (ValueError, RecursionError):
        return []
    fits = isinstance(names, list) and all(isinstance(name, str) for name in names)
    return names if fits else []


def _seen_by(request: Request, upload: RegisterImport) -> list[str]:
    if upload.mapping["sensitivity"] >= Sensitivity.SEVERE:
        return [request.asking.me.name]
    here = Membership.objects.of_colleagues_here(request.asking.day)
    members = here.filter(circle=upload.mapping["circle"])
    return list(members.order_by("colleague__name").values_list("colleague__name", flat=True))
