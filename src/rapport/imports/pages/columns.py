"""Saying what the columns of a register mean, and how its file is read."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from rapport.imports.at_work import WAITING
from rapport.imports.mapping import MEANINGS
from rapport.imports.pages.mapping_form import (
    ASKS,
    MappingForm,
    mapping_as_answered,
    reads_otherwise,
)
from rapport.imports.shown_names import examples, who_would_see
from rapport.imports.uploads import change_upload, look_again, upload_of
from rapport.records.models import RegisterImport
from rapport.refusals import Refusal
from rapport.web.forms import refused
from rapport.web.request import Request

#: What a guess at columns leaves open, by the codes of its questions.
QUESTIONS = {
    "cells_disagree": gettext_noop(
        "%(columns)s: the header suggests “%(meaning)s”, but some cells do not fit, such as"
        " “%(example)s”. Check the meaning."
    ),
    "two_days": gettext_noop(
        "%(columns)s: these columns hold dates. Only one can be the date of contact."
    ),
    "tie": gettext_noop(
        "%(columns)s: each could be “%(meaning)s”. The first is used; check that this is right."
    ),
    "one_name": gettext_noop(
        "%(columns)s: these columns hold names. Check that they belong to one person."
    ),
    "several_people": gettext_noop(
        "%(columns)s: some cells seem to hold several people, such as “%(example)s”."
    ),
}


@require_http_methods(["GET", "POST"])
def columns_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say what the columns mean; another encoding or sheet is read and shown again."""
    upload = upload_of(request.asking.me, key)
    if upload.state not in WAITING:
        return HttpResponseRedirect(reverse("import-progress", args=[key]))
    form = MappingForm(request.POST or None, me=request.asking.me, upload=upload)
    if request.method == "POST" and form.is_valid():
        try:
            mapping = mapping_as_answered(upload, form)
            if reads_otherwise(upload, mapping):
                look_again(upload, mapping)
                return HttpResponseRedirect(reverse("import-columns", args=[key]))
            change_upload(upload, mapping=mapping.as_json())
            return HttpResponseRedirect(reverse("import-check", args=[key]))
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    return show_columns(request, upload, form)


def show_columns(
    request: Request, upload: RegisterImport, form: MappingForm | None = None, *, trouble: str = ""
) -> HttpResponse:
    """Show the columns with what each may mean, and above them what is in the way.

    ``form``: what was typed, if it did not fit; else the form begins with what is known.
    """
    form = form or MappingForm(None, me=request.asking.me, upload=upload)
    asks = _asks(upload)
    first = {*(_ANSWERED_BY.get(ask, ask) for ask in asks), *form.errors} - {*_OF_NAMES}
    plain = [
        field
        for field in form
        if not field.name.startswith("column-") and field.name not in _OF_NAMES
    ]
    sniffed = upload.sniffed
    headed = [
        (form[f"column-{number}"], [row[number] for row in sniffed["sample"][:3]])
        for number in range(len(sniffed["headers"]))
    ]
    context = {
        "upload": upload,
        "form": form,
        "trouble": trouble,
        "asks": [*(_(ASKS[ask]) for ask in asks), *_questions(sniffed)],
        "asked": [field for field in plain if field.name in first],
        "plain": [field for field in plain if field.name not in first],
        "headed": headed,
        "names": _names_shown(request, upload),
    }
    status = 422 if trouble or form.errors else 200
    return render(request, "import/columns.html", context, status=status)


def _asks(upload: RegisterImport) -> list[str]:
    """Return what could not be told from the file alone."""
    sniffed, mapping = upload.sniffed, upload.mapping
    asks = [ask for ask in sniffed["asks"] if mapping.get(_ANSWERED_BY.get(ask, ask)) is None]
    days = sniffed["days"]
    if days and not days["sure"] and upload.total and not mapping["date_order"]:
        asks.append("days")
    if len(days.get("calendars", ())) > 1 and not mapping["calendar"]:
        asks.append("calendar")
    if any(question["code"] == "several_people" for question in sniffed.get("questions", ())):
        asks.append("split")
    if sniffed.get("blank_is_above"):
        asks.append("above")
    if not upload.total:
        asks.append("no_rows")
    return asks


#: The question that answers what could not be told, where it is called otherwise.
_ANSWERED_BY = {
    "header": "header_row",
    "days": "date_order",
    "above": "blank_is_above",
    "no_rows": "header_row",
}
_OF_NAMES = ("called", "names_shown")


def _questions(sniffed: dict[str, Any]) -> list[str]:
    """Word what the guess at the columns leaves open."""
    headers = sniffed["headers"]
    return [
        _(QUESTIONS[question["code"]])
        % {
            "columns": ", ".join(f"“{headers[place]}”" for place in question["columns"]),
            "meaning": _(MEANINGS.get(question["meaning"], "")) if question["meaning"] else "",
            "example": " ".join(question["example"].split())[:60],
        }
        for question in sniffed.get("questions", ())
    ]


def _names_shown(request: Request, upload: RegisterImport) -> dict[str, Any] | None:
    """Return who would see the names of the register, and three of them; None if it has none."""
    sniffed = upload.sniffed
    names = sniffed.get("names", ())
    if not names:
        return None
    return {
        "examples": examples(sniffed["headers"], names, sniffed["sample"]),
        "circles": [(circle, count) for _key, circle, count in who_would_see(request.asking)],
    }
