"""The usual form of a kind of record that has a section on a counterpart's page."""

import uuid
from typing import Any

from django import forms
from django.db import models
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from rapport.actions import sections as verbs
from rapport.records.change import Change
from rapport.records.entry import entered_columns
from rapport.records.models import AboutRelationship
from rapport.web.forms import about, column_field, person_form
from rapport.web.request import Request


def record_form(kind: type[AboutRelationship], *given: Any, **options: Any) -> forms.Form:
    """Return a form that asks for every column of a kind, in the model's order."""
    form = forms.Form(*given, **options)
    for name, column in entered_columns(kind).items():
        lines = {"rows": 2} if isinstance(column, models.TextField) else {}
        form.fields[name] = column_field(kind, name, label=column.verbose_name, **lines)
    return form


@require_http_methods(["GET", "POST"])
def note(request: Request, key: uuid.UUID, kind: str) -> HttpResponse:
    """Note a record of a kind about one counterpart."""
    model = verbs.sectioned(kind)
    relationship = about(request, key)

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.note_record(request.asking, model, relationship=key, **values)

    days = {model.SHOWN.day: request.asking.day} if model.SHOWN else {}
    form = record_form(model, request.POST or None, initial=days)
    title = model.SECTION.add if model.SECTION else ""
    return person_form(request, relationship, form, act, title=title)
