"""What a log may answer: their open concerns, and how they misread us, each with what we said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.actions.interactions import Answered
from rapport.records.models import FollowedUp, Insight
from rapport.web.forms import Chips, Words

_CHOICES = [
    ("", pgettext_lazy("concern in a log", "not this time")),
    (FollowedUp.FOLLOWED_UP.value, pgettext_lazy("concern in a log", "we spoke of it")),
    (FollowedUp.ANSWERED.value, FollowedUp.ANSWERED.label),
]


@dataclass(frozen=True, slots=True)
class Offered:
    """A concern offered by the form, with the field that settles it and the one for our words."""

    note: Insight
    state: forms.BoundField
    said: forms.BoundField


class AnswersForm(forms.Form):
    """What worries the people chosen: one tap each, and what we said if anybody likes to tell."""

    def __init__(self, *args: Any, worries: Sequence[Insight], **options: Any) -> None:
        super().__init__(*args, **options)
        self.worries = worries
        for note in worries:
            self.fields[_state(note)] = Chips(label=note.text, choices=_CHOICES)
            self.fields[_said(note)] = Words(label=_("What we said"), rows=2, longest=2000)

    def offered(self) -> Iterator[Offered]:
        """Yield what is offered."""
        for note in self.worries:
            yield Offered(note, self[_state(note)], self[_said(note)])

    @property
    def begun(self) -> bool:
        """Say whether something was tapped or typed already, so that it is shown unfolded."""
        return any(self[name].value() for name in self.fields)

    def answered(self) -> list[Answered]:
        """Return what was answered, of a valid form; words alone say that we spoke of it."""
        told = []
        for note in self.worries:
            state, said = self.cleaned_data[_state(note)], self.cleaned_data[_said(note)]
            if state or said:
                told.append(Answered(note.pk, state or FollowedUp.FOLLOWED_UP, said))
        return told


def _state(note: Insight) -> str:
    return f"worry-{note.pk.hex}"


def _said(note: Insight) -> str:
    return f"said-{note.pk.hex}"
