"""Before a register is imported: what would be, what is in doubt, who may be double, who sees it.

One form holds every answer and every corrected cell, so that nothing typed is lost whichever
button is pressed: to check again, or to import.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from rapport.imports.at_work import WAITING
from rapport.imports.check_register import Check, check_register
from rapport.imports.mapping import RegisterMap, mapping_from
from rapport.imports.pages.answers import correction, value_of, with_answers
from rapport.imports.pages.columns import show_columns
from rapport.imports.pages.running import start_import
from rapport.imports.reading import PASSED_OVER, WARNINGS
from rapport.imports.rows import DOUBTS, FAULTS, KEPT, ODDITIES, Fault
from rapport.imports.uploads import change_upload, upload_of
from rapport.records.models import Membership, RegisterImport, Sensitivity
from rapport.refusals import Refusal
from rapport.web.forms import refused
from rapport.web.request import Request

_ROWS_SHOWN = 30
_CELLS_SHOWN = 100
_DOUBLES_SHOWN = 50


@require_http_methods(["GET", "POST"])
def check_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Read the whole register without writing; keep what was answered and put right."""
    upload = upload_of(request.asking.me, key)
    if upload.state not in WAITING:
        return HttpResponseRedirect(reverse("import-progress", args=[key]))
    try:
        mapping = mapping_from(upload.mapping)
        if request.method == "POST":
            mapping = with_answers(mapping, request.POST)
            change_upload(upload, mapping=mapping.as_json())
            if "import" in request.POST:
                return start_import(request, upload)
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
    return {
        "upload": upload,
        "check": check,
        "roughly": mapping.roughly,
        "doubles": [(value_of(double.name), double) for double in check.doubles[:_DOUBLES_SHOWN]],
        "pairs": [(value_of(*pair[:2]), pair) for pair in check.pairs],
        "same": [
            (value_of(name), name, kept) for name, kept in mapping.same.items() if name != kept
        ],
        "corrected": list(_corrected(mapping)),
        "cells": [_cell(fault) for fault in (*check.faults, *check.doubts)[:_CELLS_SHOWN]],
        "cell_count": check.fault_counts.total() + check.doubt_counts.total(),
        "other_order": check.doubt_counts["other_order"],
        "seen_by": _seen_by(request, upload),
        **_told(mapping, check),
    }


def _told(mapping: RegisterMap, check: Check) -> dict[str, Any]:
    """Return what is only said, and asks for nothing."""
    headers = {meaning: header for header, meaning in mapping.columns.items()}
    return {
        "left_out": check.left_out.items(),
        "kept": [str(KEPT[code] % {"n": count}) for code, count in check.kept.items()],
        "passed_over": [(row, _(PASSED_OVER[why])) for row, why in check.passed_over[:_ROWS_SHOWN]],
        "oddities": [
            (headers.get(oddity.column, ""), oddity.text, times, _(ODDITIES[oddity.code]))
            for oddity, times in check.oddities
        ],
        "warnings": [
            (", ".join(map(str, rows[:_ROWS_SHOWN])), len(rows) > _ROWS_SHOWN, _(WARNINGS[trouble]))
            for trouble, rows in check.noticed.items()
        ],
    }


def _cell(fault: Fault) -> dict[str, Any]:
    """Return a cell to be put right: where it stands, what is wrong, what becomes of its row."""
    falls = fault.code in FAULTS
    return {
        "name": correction(fault.row, fault.header),
        "fault": fault,
        "what": _(FAULTS[fault.code] if falls else DOUBTS[fault.code]),
        "then": pgettext("a row", "left out")
        if falls
        else pgettext("a row", "imported, its words as a note"),
        "falls": falls,
    }


def _corrected(mapping: RegisterMap) -> Iterator[tuple[str, str, str, str]]:
    """Yield the cells put right so far: the name of the field, row, header and text."""
    for where, text in mapping.corrections.items():
        row, _blank, header = where.partition(" ")
        yield correction(row, header), row, header, text


def _seen_by(request: Request, upload: RegisterImport) -> list[str]:
    if upload.mapping["sensitivity"] >= Sensitivity.SEVERE:
        return [request.asking.me.name]
    here = Membership.objects.of_colleagues_here(request.asking.day)
    members = here.filter(circle=upload.mapping["circle"])
    return list(members.order_by("colleague__name").values_list("colleague__name", flat=True))
