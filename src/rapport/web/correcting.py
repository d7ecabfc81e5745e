"""Putting right what was noted: one form for each kind of record, and its removal.

The form asks what is asked when the record is noted, and every other column that was filled in
since: its fields come from the form that notes it and from the model.
"""

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.actions import correcting as verbs
from rapport.actions.commitments import NOT_WRITTEN
from rapport.actions.reading import open_counterpart
from rapport.records.change import Change
from rapport.records.models import (
    AboutRelationship,
    Ask,
    Colleague,
    Commitment,
    CommitmentState,
    Connection,
    Gift,
    Holder,
    Insight,
    Interaction,
    Interest,
    Occasion,
    Phase,
    Relationship,
    Stage,
    Step,
)
from rapport.web.asks import AskForm, choose_from
from rapport.web.commitments import CommitmentForm
from rapport.web.days import days_in_words
from rapport.web.forms import (
    Chips,
    colleague_choices,
    column_field,
    form_page,
    person_address,
)
from rapport.web.insights import InsightForm
from rapport.web.motives import contact_choices
from rapport.web.occasions import OccasionForm, as_shown, as_stored
from rapport.web.request import Request
from rapport.web.undoing import go_on

LABELS: dict[type[AboutRelationship], dict[str, Any]] = {
    Ask: {
        "outcome": _("Outcome"),
        "made_on": _("Asked on"),
        "answered_on": _("Answered on"),
        "answer": _("What they said"),
        "again_on": _("Ask again on"),
    },
    Commitment: {
        "made_on": _("Promised on"),
        "first_due": _("First due date"),
        "told_on": _("Told of a new date on"),
        "state": _("Outcome"),
        "settled_on": _("Settled on"),
        "colleague": _("Colleague who promised"),
    },
    Holder: {
        "colleague": _("Who led"),
        "since": _("From"),
        "introduced_in": _("Introduced in this meeting"),
    },
    Connection: {"colleague": _("Colleague")},
    Insight: {
        "on": _("When"),
        "state": _("Where it stands"),
        "answer": _("What we said"),
        "answered_on": _("Answered on"),
        "answered_in": _("Answered in this contact"),
        "returned_on": _("It came back on"),
    },
    Gift: {"colleague": _("Colleague")},
    Interest: {"colleague": _("Colleague"), "decides": _("Who decides instead")},
    Occasion: {
        "mentioned_on": _("They mentioned it on"),
        "greeted_on": _("Greeted on"),
    },
    Step: {"on": _("When"), "reason": _("Reason or evidence"), "to": _("Moved to")},
}
"""Labels of the columns that no form asks for when a record is noted."""

TITLES: dict[type[AboutRelationship], Any] = {
    Ask: _("Change this request"),
    Commitment: _("Change this promise"),
    Connection: _("Change this connection"),
    Holder: _("Change who led from when"),
    Insight: _("Change this note"),
    Gift: _("Change this gift or favour"),
    Interest: _("Change this conflict of interest"),
    Occasion: _("Change this important date"),
    Step: _("Correct this change"),
}


class _Correction:
    """The form that puts one record right: its fields, what it begins with, what was sent."""

    NOTED_WITH: ClassVar[dict[type[AboutRelationship], type[forms.Form]]] = {
        Ask: AskForm,
        Commitment: CommitmentForm,
        Insight: InsightForm,
        Occasion: OccasionForm,
    }
    IN_OTHER_FIELDS: ClassVar[dict[type[AboutRelationship], frozenset[str]]] = {
        Occasion: frozenset({"once", "month", "day"})
    }
    """Columns that the form asks for together, under another name."""

    def __init__(self, request: Request, row: AboutRelationship) -> None:
        self.row = row
        self.kind = type(row)
        self.columns = verbs.corrected_columns(self.kind)
        begin = {name: _begin(row, column) for name, column in self.columns.items()}
        if self.kind in _SHOWN:
            begin |= _SHOWN[self.kind](row)
        build = self.NOTED_WITH.get(self.kind, forms.Form)
        self.form = build(request.POST or None, initial=begin)
        there = {*self.form.fields, *self.IN_OTHER_FIELDS.get(self.kind, ())}
        for name in self.columns.keys() - there:
            self.form.fields[name] = self._field(name)
        in_order = [*self.NOTED_WITH.get(self.kind, forms.Form)().fields, *self.columns]
        self.form.order_fields(in_order)
        self._choices(request)

    def _field(self, name: str) -> forms.Field:
        column = self.columns[name]
        label = LABELS.get(self.kind, {}).get(name, column.verbose_name)
        if column.is_relation:
            return forms.ChoiceField(label=label, required=not column.null)
        if self.kind is Step and name == "to":
            return Chips(label=label, choices=_steps_of(self.row), required=True)
        lines = {"rows": 2} if isinstance(column, models.TextField) else {}
        field: forms.Field = column_field(self.kind, name, label=label, **lines)
        return field

    def _choices(self, request: Request) -> None:
        for name, column in self.columns.items():
            field: Any = self.form.fields.get(name)
            if column.is_relation and column.related_model is Colleague:
                field.choices = _colleagues(request, self.row, name)
            elif self.kind is Insight and column.is_relation:
                held = getattr(self.row, name)
                field.choices = contact_choices(request, self.row.relationship, held)
            elif column.is_relation and self.kind is not Ask:
                field.choices = _meetings(request, self.row, name)
            elif self.kind is Commitment and name == "state":
                old = NOT_WRITTEN - {getattr(self.row, name)}
                field.choices = [one for one in CommitmentState.choices if one[0] not in old]

        if isinstance(self.row, Ask) and isinstance(self.form, AskForm):
            choose_from(self.form, request, self.row.relationship, self.row)

    def values(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Return what was sent as the verb takes it: keys of records, and no empty choice."""
        values = dict(sent)
        for name, column in self.columns.items():
            if column.is_relation:
                values[name] = uuid.UUID(values[name]) if values[name] else None
            elif values.get(name, ...) == "" and not column.blank:
                values[name] = getattr(self.row, name)
        return _SENT[self.kind](self.row, values) if self.kind in _SENT else values


def _begin(row: AboutRelationship, column: Any) -> Any:
    return (
        str(getattr(row, column.attname) or "")
        if column.is_relation
        else column.value_from_object(row)
    )


def _steps_of(row: Any) -> list[tuple[str, Any]]:
    return list(Phase.choices if row.of == Step.Of.PHASE else Stage.choices)


def _colleagues(request: Request, row: Any, name: str) -> list[tuple[str, str]]:
    """Return the colleagues of the circle, and whoever stands in the record, here or not."""
    column: Any = row._meta.get_field(name)  # noqa: SLF001 - documented Meta API
    empty = "—" if column.null else ""
    found = colleague_choices(request.asking.day, row.circle_id, empty=empty)
    held = getattr(row, name)
    known = held is None or str(held.pk) in dict(found)
    return found if known else [*found, (str(held.pk), held.name)]


def _meetings(request: Request, row: Any, name: str) -> list[tuple[str, str]]:
    """Return the meetings offered, and the one that stands in the record."""
    found = meeting_choices(request, row.relationship)
    held = getattr(row, name)
    if held is None or str(held.pk) in dict(found):
        return found
    seen = Interaction.objects.visible_to(request.asking.me).filter(pk=held.pk).exists()
    return [
        *found,
        (str(held.pk), _worded(held) if seen else str(_("a meeting in another circle"))),
    ]


def meeting_choices(request: Request, relationship: Relationship) -> list[tuple[str, str]]:
    """Return the meetings with somebody in which two of us or more were, the newest first."""
    met = Interaction.objects.visible_to(request.asking.me).filter(
        theirs__relationship=relationship, two_way=True
    )
    together = met.annotate(of_us=models.Count("ours__number", distinct=True)).filter(of_us__gt=1)
    rows = together.order_by("-on", "-pk").prefetch_related("ours__colleague")[:50]
    return [("", "—"), *((str(row.pk), _worded(row)) for row in rows)]


def _worded(row: Interaction) -> str:
    names = ", ".join(sorted(one.colleague.name for one in row.ours.all()))
    return f"{days_in_words(row.on, row.until)} · {names}"


_SHOWN: dict[type[AboutRelationship], Callable[[Any], dict[str, Any]]] = {
    Ask: lambda row: {"costs": list(row.weighed())},
    Occasion: as_shown,
}
_SENT: dict[type[AboutRelationship], Callable[[Any, dict[str, Any]], dict[str, Any]]] = {
    Occasion: lambda _row, values: as_stored(values),
}
"""What a form begins with, and what it sends, where a column has another form there."""


_TEMPLATES: dict[type[AboutRelationship], str] = {Ask: "people/ask_change.html"}
"""Forms that have a look of their own."""


@require_http_methods(["GET", "POST"])
def change(request: Request, kind: str, key: uuid.UUID) -> HttpResponse:
    """Change a record of a kind; its page offers to remove it as well."""
    model = verbs.correctable(kind)
    row = verbs.one_to_put_right(request.asking, model, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=row.relationship_id)
    correction = _Correction(request, row)

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.change_record(request.asking, model, key=key, **correction.values(values))

    title = TITLES.get(model) or (model.SECTION.title if model.SECTION else "")
    return form_page(
        request,
        correction.form,
        act,
        title=title,
        standing=True,
        template=_TEMPLATES.get(model, "parts/form_page.html"),
        back=person_address(row.relationship_id),
        alias=row.relationship.called,
        remove=reverse("remove-record", args=[kind, key]),
    )


@require_POST
def remove(request: Request, kind: str, key: uuid.UUID) -> HttpResponse:
    """Remove a record of a kind; the page it leads to offers to bring it back."""
    change = verbs.remove_record(request.asking, verbs.correctable(kind), key=key)
    return go_on(person_address(change.row.relationship_id), change)
