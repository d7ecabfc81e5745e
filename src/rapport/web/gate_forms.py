"""The forms about gates: what must be open, how it stands, what happened, who helped."""

from functools import cache, partial
from typing import Any

from django import forms
from django.db.models import DateField, TextField
from django.utils.translation import gettext_lazy

from rapport.records.entry import entered_columns
from rapport.records.models import Gate, GateHelp, GateIncident, GateState, SecondPath
from rapport.records.models.gates import OfGate
from rapport.web.forms import column_field
from rapport.web.people_by_alias import OneByAlias

_gate = partial(column_field, Gate)
_state = partial(column_field, GateState)
_incident = partial(column_field, GateIncident)
_help = partial(column_field, GateHelp)


class GateForm(forms.Form):
    """What must be open, where, for which service and how long."""

    name = _gate(
        "name",
        label=gettext_lazy("What must be open?"),
        help_text=gettext_lazy("Such as “North road” or “Customs clearance for medicines”."),
    )
    kind = _gate("kind", label=gettext_lazy("What kind"))
    place = _gate("place", label=gettext_lazy("District or place"))
    service = _gate("service", label=gettext_lazy("For which service"))
    since = _gate("since", label=gettext_lazy("Needed from"))
    until = _gate("until", label=gettext_lazy("Needed until"), nearest="coming")
    note = _gate("note", label=gettext_lazy("Note"), rows=2)


class StandingForm(forms.Form):
    """How a gate stands from a day on, and how we know."""

    standing = _state("standing", label=gettext_lazy("How it stands"))
    on = _state("on", label=gettext_lazy("Since"), required=False)
    reason = _state("reason", label=gettext_lazy("How we know"), rows=2)


class NewGateForm(GateForm):
    """A new gate; how it stands may be said at once."""

    standing = _state("standing", label=gettext_lazy("How it stands"), required=False)
    reason = _state("reason", label=gettext_lazy("How we know"), rows=2)
    circle = forms.ChoiceField(
        label=gettext_lazy("Circle"),
        help_text=gettext_lazy("Everybody who reads in this circle will see the gate."),
    )

    def __init__(self, *args: Any, circles: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["circle"].choices = circles  # type: ignore[attr-defined]
        if len(circles) == 1:
            self.fields["circle"].widget = forms.HiddenInput()
            self.fields["circle"].initial = circles[0][0]


class IncidentForm(forms.Form):
    """What happened at a gate, in one line."""

    kind = _incident("kind", label=gettext_lazy("What happened?"))
    on = _incident("on", label=gettext_lazy("When"), required=False)
    text = _incident(
        "text",
        label=gettext_lazy("In one line"),
        help_text=gettext_lazy("Such as “Two trucks sent back, papers asked for twice”."),
    )


class PathForm(forms.Form):
    """What we could do if a gate fails."""

    text = column_field(
        SecondPath, "text", label=gettext_lazy("If this fails, what could we do?"), rows=2
    )


class NewPathForm(PathForm):
    """A new second path, and through whom it would go."""

    who = OneByAlias(
        label=gettext_lazy("Through whom"),
        help_text=gettext_lazy("By their alias; may be left empty."),
    )


class HelpForm(forms.Form):
    """Who helped to open a gate, how and when; and when they were thanked, if they were."""

    who = OneByAlias(
        label=gettext_lazy("Who helped"), help_text=gettext_lazy("By their alias."), required=True
    )
    how = _help(
        "how",
        label=gettext_lazy("How they helped"),
        help_text=gettext_lazy("In one line, such as “spoke to the commander”."),
    )
    on = _help("on", label=gettext_lazy("When they helped"), required=False)
    thanked_on = _help(
        "thanked_on",
        label=gettext_lazy("Thanked on"),
        help_text=gettext_lazy("May be left empty: you can note it later."),
    )


@cache
def put_right_form(kind: type[OfGate]) -> type[forms.Form]:
    """Return the form in which what was said of a gate is put right, by the columns of its kind."""
    fields: dict[str, Any] = {}
    for name, column in entered_columns(kind).items():
        several_lines = {"rows": 2} if isinstance(column, TextField) else {}
        is_day = {"required": False} if isinstance(column, DateField) else {}
        label = column.verbose_name
        fields[name] = column_field(kind, name, label=label, **several_lines, **is_day)
    return type("PutRightForm", (forms.Form,), fields)
