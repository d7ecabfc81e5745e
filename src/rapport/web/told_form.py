"""What we told them, one tap each: the office's own words that were said in a contact."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rapport.briefings.own_words import own_words
from rapport.records.models import Relationship
from rapport.web.own_words import LABELS
from rapport.web.request import Request


class ToldForm(forms.Form):
    """A tick for each kind of words that the office has."""

    told = forms.MultipleChoiceField(
        label=gettext_lazy("What we shared"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.kinds = kinds
        self.fields["told"].choices = [(kind, LABELS[kind]) for kind in kinds]  # type: ignore[attr-defined]

    def ticked(self) -> list[str]:
        """Return what was ticked, of a form that is valid."""
        kinds: list[str] = self.cleaned_data["told"]
        return kinds


def told_form(request: Request, posted: Any, who: Sequence[Relationship]) -> ToldForm:
    """Return the ticks of a log with these people; what was ticked stays as people come and go."""
    languages = [code for row in who if row.counterpart for code in row.counterpart.languages]
    kinds = [card.kind for card in own_words(request.asking.me, languages)]
    ticked = request.POST.getlist("told") if request.method == "POST" else []
    return ToldForm(posted, initial={"told": ticked}, kinds=kinds)
