"""The forms about a change of power, and about the steps of its plan."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rapport.records.models import PlanItem, PowerChange
from rapport.web.forms import column_field

_change = partial(column_field, PowerChange)
_item = partial(column_field, PlanItem)


class PowerForm(forms.Form):
    """What one hears: who loses power and who gains it, where, when, how sure it is."""

    what = _change(
        "what",
        label=gettext_lazy("What happened, in one line"),
        help_text=gettext_lazy("Such as “The front takes over the port”. Write it with care."),
    )
    certainty = _change("certainty", label=gettext_lazy("How sure it is"))
    kind = _change("kind", label=gettext_lazy("What kind"))
    fallen = forms.ChoiceField(label=gettext_lazy("Who loses power"), required=False)
    risen = forms.ChoiceField(label=gettext_lazy("Who gains power"), required=False)
    position = forms.ChoiceField(
        label=gettext_lazy("Only this post"),
        required=False,
        help_text=gettext_lazy("Leave it empty where all their posts change hands."),
    )
    on = _change("on", label=gettext_lazy("From which day"), required=False)
    place = _change(
        "place",
        label=gettext_lazy("District or place"),
        help_text=gettext_lazy("Leave it empty where it is so everywhere."),
    )
    basis = _change("basis", label=gettext_lazy("How we know"), rows=2)

    def __init__(
        self,
        *args: Any,
        groups: list[tuple[str, str]],
        posts: list[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        for name in ("fallen", "risen"):
            self.fields[name].choices = groups  # type: ignore[attr-defined]
        self.fields["position"].choices = posts  # type: ignore[attr-defined]


class FalseForm(forms.Form):
    """How we know that it is not so."""

    because = _change("false_because", label=gettext_lazy("How we know that it is not so"), rows=2)


class PlanForm(forms.Form):
    """A step of a plan: what, by whom, until when; once it is done, what came of it."""

    text = _item("text", label=gettext_lazy("In words"))
    owner = forms.ChoiceField(label=gettext_lazy("Which colleague does it"), required=False)
    due = _item("due", label=gettext_lazy("Until when"), required=False, nearest="coming")

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].choices = colleagues  # type: ignore[attr-defined]


class ChangePlanForm(PlanForm):
    """A step that stands in a plan."""

    done_on = _item("done_on", label=gettext_lazy("Done on"))
    outcome = _item("outcome", label=gettext_lazy("What came of it"))
