"""The forms about a breach and its repair."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from django import forms
from django.db.models import DateField, ForeignKey, TextField
from django.utils.translation import gettext_lazy, pgettext_lazy

from rapport.briefings.recalled import Recalled
from rapport.records.entry import entered_columns
from rapport.records.models import (
    Breach,
    BreachEnd,
    Colleague,
    Demand,
    NameConsent,
    RedLine,
    RepairStage,
    RepairStep,
    Screened,
    Stage,
)
from rapport.records.models.repair import OfBreach
from rapport.web.day_field import Day
from rapport.web.forms import Chips, Words, column_field
from rapport.web.repair_words import STAGE_WORDS

_breach = partial(column_field, Breach)
_step = partial(column_field, RepairStep)
_demand = partial(column_field, Demand)
_name = partial(column_field, NameConsent)

_LONGEST_REASON = 1000


class BreachForm(forms.Form):
    """What broke trust, by whom, when, and who saw it."""

    what = _breach(
        "what",
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("In one line, without whose fault it was."),
    )
    by = _breach("by", label=gettext_lazy("Who broke trust"))
    on = _breach("on", label=gettext_lazy("When"), required=False)
    seen_by = _breach(
        "seen_by",
        label=gettext_lazy("Seen by whom"),
        help_text=gettext_lazy("Such as “his office, and two shopkeepers”."),
    )


class EndedBreachForm(BreachForm):
    """A breach that was reviewed, with what the review came to; or why requests wait."""

    paused_because = _breach("paused_because", label=gettext_lazy("Why planned requests wait"))
    ended_because = _breach("ended_because", label=gettext_lazy("What the review said"), rows=2)


class StepForm(forms.Form):
    """What was done at one stage, with what only that stage asks."""

    text = _step("text", label=gettext_lazy("In words"), rows=4)
    on = _step("on", label=gettext_lazy("When"), required=False)

    def __init__(
        self,
        *args: Any,
        stage: str,
        us: Sequence[tuple[str, str]] = (),
        good: Sequence[Recalled] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = STAGE_WORDS[stage].label
        if stage == RepairStage.COOL:
            self.fields["until"] = _step(
                "until", label=gettext_lazy("Cool off until"), nearest="coming"
            )
        if stage == RepairStage.APOLOGY:
            asked = {
                "fitting": _step("fitting", label=gettext_lazy("Is an apology fitting?")),
                "speaker": forms.ChoiceField(
                    label=gettext_lazy("Who says it"), choices=us, required=False
                ),
            }
            self.fields = {**asked, **self.fields}
        if stage == RepairStage.RECALL and good:
            lines = list(dict.fromkeys(one.text for one in good))
            self.fields = {
                "good": forms.MultipleChoiceField(
                    label=gettext_lazy("From what was logged"),
                    choices=[(line, line) for line in lines],
                    required=False,
                    widget=forms.CheckboxSelectMultiple({"class": "chips"}),
                ),
                **self.fields,
            }
            self.fields["text"].required = False

    def values(self) -> dict[str, Any]:
        """Return what was told; what was chosen from the log stands above what was written."""
        told = dict(self.cleaned_data)
        chosen = told.pop("good", [])
        told["text"] = "\n".join(filter(None, [*chosen, told["text"].strip()]))
        return told


class WithoutForm(forms.Form):
    """Why one goes on without a stage."""

    because = _step("text", label=gettext_lazy("Why do we go on without it?"), rows=2)


class DemandForm(forms.Form):
    """What they ask for to put it right."""

    text = _demand(
        "text",
        label=gettext_lazy("What they ask for"),
        help_text=gettext_lazy("One demand for each; add another in the same way."),
    )
    on = _demand("on", label=gettext_lazy("When"), required=False)


class ScreenForm(forms.Form):
    """What a demand is, held against the red lines, and what we say to it."""

    screened = Chips(
        label=gettext_lazy("Held against our red lines, it is"),
        choices=Screened.choices,
        required=True,
    )
    red_line = forms.ChoiceField(label=gettext_lazy("Which red line"), required=False)
    refer_to = forms.ChoiceField(
        label=gettext_lazy("Who decides"),
        required=False,
        help_text=gettext_lazy("Where it is to be referred."),
    )
    refusal = _demand("refusal", label=gettext_lazy("What we say"), rows=4)

    def __init__(
        self,
        *args: Any,
        lines: Sequence[RedLine] = (),
        us: Sequence[tuple[str, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["red_line"].choices = [("", "—"), *((str(one.pk), one.text) for one in lines)]
        fields["refer_to"].choices = us


class NameForm(forms.Form):
    """Whose name we may mention, for what, and until when."""

    who = _name(
        "who",
        label=gettext_lazy("Whose name"),
        help_text=gettext_lazy("By the name used here. They have said that we may."),
    )
    for_what = _name(
        "for_what",
        label=gettext_lazy("For what"),
        help_text=gettext_lazy("Such as “that he has known us for four years”."),
    )
    on = _name("on", label=gettext_lazy("Agreed on"), required=False)
    until = _name("until", label=gettext_lazy("Until when"), nearest="coming")


class PauseForm(forms.Form):
    """Which planned requests wait, why, and until when."""

    asks = forms.MultipleChoiceField(
        label=gettext_lazy("Requests that are to wait"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
    )
    because = _breach("paused_because", label=gettext_lazy("Why"), required=True)
    until = Day(
        required=False,
        label=gettext_lazy("Ask again on"),
        nearest="coming",
        help_text=gettext_lazy("Left empty, they wait until somebody plans them again."),
    )


class ReviewRepairForm(forms.Form):
    """What a repair came to, and why."""

    ended = Chips(
        label=gettext_lazy("What the repair came to"), choices=BreachEnd.choices, required=True
    )
    why = Words(label=gettext_lazy("Why"), rows=3, required=True, longest=_LONGEST_REASON)
    stage = forms.ChoiceField(
        label=gettext_lazy("If it is repaired, how far trust has come"),
        required=False,
        choices=[
            ("", pgettext_lazy("stage", "as far as before")),
            *(
                (one.value, one.label)
                for one in Stage
                if one not in {Stage.UNKNOWN, Stage.STRAINED, Stage.CLOSED, Stage.DORMANT}
            ),
        ],
    )
    on = _breach("ended_on", label=gettext_lazy("Reviewed on"))


@cache
def put_right_form(kind: type[OfBreach]) -> type[forms.Form]:
    """Return the form in which what belongs to a breach is put right, by its columns."""
    fields: dict[str, Any] = {}
    columns = dict(entered_columns(kind))
    for column in kind._meta.concrete_fields:  # noqa: SLF001 - documented Meta API
        named = isinstance(column, ForeignKey) and column.related_model in {Colleague, RedLine}
        if named and column.editable:
            columns[column.name] = column
    for name, column in columns.items():
        label = column.verbose_name
        if isinstance(column, ForeignKey):
            fields[name] = forms.ChoiceField(label=label, required=False)
            continue
        lines = {"rows": 3} if isinstance(column, TextField) else {}
        is_day = {"required": False} if isinstance(column, DateField) else {}
        coming = {"nearest": "coming"} if name == "until" else {}
        fields[name] = column_field(kind, name, label=label, **lines, **is_day, **coming)
    return type("PutRightForm", (forms.Form,), fields)
