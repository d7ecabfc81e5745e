"""What is asked about a colleague: by whoever looks after them, and by themselves."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.actions.last_days import closes_circles
from rapport.names import listed
from rapport.records.models import Colleague, Duty, Function, Origin
from rapport.web.forms import Words, column_field

_colleague = partial(column_field, Colleague)
_COMMAS = _("Separated by commas.")
_LISTS = ("languages", "areas", "topics")
_KEPT_APART = ("exposure_notes", "exposure_shared")
_NOT_SAID = ("", _("not recorded"))


class ChangeForm(forms.Form):
    """What whoever looks after a colleague says about them."""

    name = _colleague("name", label=_("Name colleagues use"))
    function = _colleague(
        "function", label=_("Their field of work"), choices=[_NOT_SAID, *Function.choices]
    )
    duties = forms.MultipleChoiceField(
        label=_("Duties"),
        choices=Duty.choices,
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )
    end_of_mission = _colleague(
        "end_of_mission",
        label=_("Their mission ends on"),
        nearest="coming",
        help_text=_("At the end of this day every circle closes to them, by itself."),
    )


class AddForm(ChangeForm):
    """Who joins us."""

    sign_in = _colleague(
        "sign_in",
        label=_("Sign-in name"),
        help_text=_("Short and without spaces, such as a first name."),
    )
    field_order = ("name", "sign_in")


class AboutMeForm(forms.Form):
    """What a colleague says of themselves. Nothing of it is needed."""

    languages = Words(label=_("Languages you speak"), help_text=_COMMAS, longest=400)
    areas = Words(label=_("Areas you know"), help_text=_COMMAS, longest=800)
    topics = Words(label=_("Topics you know"), help_text=_COMMAS, longest=800)
    origin = _colleague(
        "origin", label=_("National or international"), choices=[_NOT_SAID, *Origin.choices]
    )
    gender = _colleague("gender", label=_("Gender"))
    function = _colleague(
        "function", label=_("Your field of work"), choices=[_NOT_SAID, *Function.choices]
    )
    end_of_mission = _colleague("end_of_mission", label=_("Your mission ends on"), nearest="coming")
    exposure_notes = _colleague("exposure_notes", label=_("What puts you at risk"), rows=4)
    exposure_shared = _colleague(
        "exposure_shared", label=_("Share it with the head of office and the security focal point")
    )

    def __init__(self, typed: Any, *, me: Colleague) -> None:
        stands = {name: getattr(me, name) for name in self.base_fields}
        lines = {name: ", ".join(stands[name]) for name in _LISTS}
        super().__init__(typed, initial=stands | lines)
        if closes_circles(me):
            self.fields["end_of_mission"].help_text = _(
                "At the end of this day every circle closes to you, by itself. The head of office"
                " can set a later day."
            )

    def about_you(self) -> list[forms.BoundField]:
        """Return what nobody else can write."""
        aside = {*Colleague.BY_EITHER, *_KEPT_APART}
        return [field for field in self if field.name not in aside]

    def work(self) -> list[forms.BoundField]:
        """Return what whoever looks after the colleague can write too."""
        return [field for field in self if field.name in Colleague.BY_EITHER]

    def kept_apart(self) -> list[forms.BoundField]:
        """Return what nobody else reads, unless it is shared."""
        return [field for field in self if field.name in _KEPT_APART]

    def said(self) -> dict[str, Any]:
        """Return what was said, each of its column's kind."""
        return self.cleaned_data | {name: listed(self.cleaned_data[name]) for name in _LISTS}
