"""For which gate somebody was asked in a contact: one choice, kept as people come and go."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.briefings.gates_to_ask_for import ToOpen, gates_to_ask_for
from rapport.records.models import Relationship
from rapport.web.forms import key_in
from rapport.web.request import Request

FIELD = "gate"


class LogGateForm(forms.Form):
    """The gate that what was asked for is to open, if any."""

    gate = forms.ChoiceField(
        label=gettext_lazy("What is the request to open?"),
        required=False,
        help_text=gettext_lazy("The request is then listed on the page of this gate."),
    )

    def __init__(self, *args: Any, to_open: ToOpen, **options: Any) -> None:
        super().__init__(*args, **options)
        theirs, others = _choices(to_open.theirs), _choices(to_open.others)
        groups: list[Any] = [(_("Linked to this person"), theirs), (_("Others"), others)]
        choices = [one for one in groups if one[1]] if theirs else others
        self.is_offered = bool(choices)
        self.fields[FIELD].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        if to_open.more:
            self.fields[FIELD].help_text = _(
                "Not in the list? Open the gate, and choose “Log a request” there."
            )

    def chosen(self) -> uuid.UUID | None:
        """Return the gate chosen, of a form that is valid."""
        return key_in(self.cleaned_data[FIELD])


def _choices(gates: Sequence[tuple[uuid.UUID, str]]) -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in gates]


def gate_opened_for(request: Request) -> str:
    """Return the gate that stands in the address or was chosen so far, as the form has it."""
    given = request.POST if request.method == "POST" else request.GET
    key = key_in(given.get(FIELD, ""))
    return str(key) if key else ""


def gate_form(request: Request, posted: Any, who: Sequence[Relationship]) -> LogGateForm:
    """Return the choice of a log with these people; a gate chosen before they were stays."""
    chosen = gate_opened_for(request)
    to_open = gates_to_ask_for(request.asking, [row.pk for row in who], key_in(chosen))
    return LogGateForm(posted, initial={FIELD: chosen}, to_open=to_open)
