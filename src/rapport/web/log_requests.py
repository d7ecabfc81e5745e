"""What a log may settle by one tap: planned requests, near occasions, a planned meeting."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from rapport.actions.interactions import AskedFor
from rapport.briefings.meetings import PlannedMeeting
from rapport.records.models import Ask, Meeting, Occasion, Outcome
from rapport.web.days import days_in_words
from rapport.web.forms import Chips

_ANSWERS = [
    (Outcome.MADE, Outcome.MADE.label),
    (Outcome.GRANTED, Outcome.GRANTED.label),
    (Outcome.REFUSED, Outcome.REFUSED.label),
    (Outcome.DEFERRED, Outcome.DEFERRED.label),
]
_NOT_ASKED = pgettext_lazy("request in a log", "not this time")
_NO_NEWS = pgettext_lazy("request in a log", "no answer yet")
_ASKED_AGAIN = pgettext_lazy("request in a log", "asked again")


@dataclass(frozen=True, slots=True)
class Request:
    """A request offered by the form, of whom it is, and the field that settles it."""

    ask: Ask
    field: forms.BoundField


class RequestsForm(forms.Form):
    """What was to be asked of the people chosen, and the days that are near: one tap each."""

    def __init__(
        self,
        *args: Any,
        asks: Sequence[Ask],
        occasions: Sequence[Occasion],
        meetings: Sequence[PlannedMeeting] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.asks, self.occasions, self.meetings = asks, occasions, meetings
        for planned in meetings:
            self.fields[_name("meeting", planned.meeting)] = forms.BooleanField(
                label=_("This was the meeting planned for %(day)s")
                % {"day": days_in_words(planned.on)},
                required=False,
            )
        for ask in asks:
            again = ask.outcome == Outcome.MADE
            choices = [("", _NO_NEWS if again else _NOT_ASKED), *_ANSWERS]
            if again:
                choices[1] = (Outcome.MADE, _ASKED_AGAIN)
            self.fields[_name("ask", ask)] = Chips(label=ask.what, choices=choices)
        for occasion in occasions:
            self.fields[_name("occasion", occasion)] = forms.BooleanField(
                label=_("This was for: %(day)s") % {"day": occasion.name}, required=False
            )

    def requests(self) -> Iterator[Request]:
        """Yield the requests with their fields."""
        for ask in self.asks:
            yield Request(ask, self[_name("ask", ask)])

    def greetings(self) -> Iterator[tuple[Occasion, forms.BoundField]]:
        """Yield the occasions with their fields."""
        for occasion in self.occasions:
            yield occasion, self[_name("occasion", occasion)]

    def planned(self) -> Iterator[tuple[PlannedMeeting, forms.BoundField]]:
        """Yield the planned meetings with their fields."""
        for planned in self.meetings:
            yield planned, self[_name("meeting", planned.meeting)]

    def closed(self) -> list[PlannedMeeting]:
        """Return the planned meetings that were ticked, of a form that is valid."""
        return [one for one in self.meetings if self.cleaned_data[_name("meeting", one.meeting)]]

    def asked_for(self) -> list[AskedFor]:
        """Return the requests that were settled, of a form that is valid."""
        said = ((ask.pk, self.cleaned_data[_name("ask", ask)]) for ask in self.asks)
        return [AskedFor(key, outcome) for key, outcome in said if outcome]

    def greeting(self) -> list[uuid.UUID]:
        """Return the occasions that were ticked, of a form that is valid."""
        ticked = (one for one in self.occasions if self.cleaned_data[_name("occasion", one)])
        return [one.pk for one in ticked]


def _name(kind: str, row: Ask | Occasion | Meeting) -> str:
    return f"{kind}-{row.pk.hex}"


def settled_in(ask: Ask, posted: Mapping[str, Any]) -> str:
    """Return what is tapped for a request in a form not yet saved, or nothing."""
    return str(posted.get(_name("ask", ask), ""))


def ticked(occasion: uuid.UUID) -> dict[str, Any]:
    """Return what the form begins with when it was opened for an occasion."""
    return {f"occasion-{occasion.hex}": True}


def planned_tick(meeting: uuid.UUID) -> str:
    """Return what the field is called that says that a log was this planned meeting."""
    return f"meeting-{meeting.hex}"
