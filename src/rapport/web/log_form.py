"""The form of a log: three taps and one line; everything else can be added later."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rapport.briefings.with_us import Offered
from rapport.records.models import (
    Asked,
    Interaction,
    OnTime,
    Presence,
    Relationship,
    TheirPart,
    Tone,
)
from rapport.records.packed_facts import ASKED
from rapport.web.day_field import Day
from rapport.web.forms import Chips, Words, YesNo, column_field
from rapport.web.log_day import DayChip, TappedDay, day_chips

_column = partial(column_field, Interaction)
OF_EACH = Presence.VALUES[1:]
"""What a log may say of each of several people, by the names of the columns."""


_WORD = {said: word for word, said in ASKED.items()}
"""What is said of one person, by what the column says of all."""


class Clock(forms.TimeField):
    """A time of day, in the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput({"type": "time"}, format="%H:%M")
        super().__init__(required=False, widget=widget, **options)


def of_each(name: str, key: uuid.UUID) -> str:
    """Return what the field is called that says something of one of several people."""
    return f"{name}-{key.hex}"


@dataclass(frozen=True, slots=True)
class Row:
    """One of the people who were there; of several, with the fields about each."""

    person: Relationship
    asked: forms.BoundField
    part: forms.BoundField | None = None
    tone_theirs: forms.BoundField | None = None
    tone_ours: forms.BoundField | None = None


class LogForm(forms.Form):
    """An interaction: chips first, words after. With several people, a row for each of them."""

    purpose = _column("purpose", label=gettext_lazy("What for?"), required=True)
    asked = YesNo(label=gettext_lazy("Asked for anything?"), unsaid=gettext_lazy("not recorded"))
    tone_theirs = _column("tone_theirs", label=gettext_lazy("Their tone"))
    tone_ours = _column("tone_ours", label=gettext_lazy("Our tone"))
    line = _column("line", label=gettext_lazy("Summary"), rows=2)
    on = TappedDay(label=gettext_lazy("When?"), required=True)
    until = _column(
        "until",
        label=gettext_lazy("Until"),
        help_text=gettext_lazy(
            "Only if it lasted several days, or if you know only the month: the last day."
        ),
    )
    time = Clock(label=gettext_lazy("Time"))
    channel = _column("channel", label=gettext_lazy("How?"), required=True)
    two_way = YesNo(
        label=gettext_lazy("Was it two-way?"),
        unsaid=gettext_lazy("as usual for this channel"),
        help_text=gettext_lazy(
            "As usual: yes in person, by phone, by video and by chance; no for a message, a"
            " letter or an intermediary, until they answer. Always no if we were not there."
        ),
    )
    small_talk = _column("small_talk", label=gettext_lazy("Was there small talk?"))
    introduced_self = _column("introduced_self", label=gettext_lazy("Did we introduce ourselves?"))
    introduced_organisation = _column(
        "introduced_organisation", label=gettext_lazy("Did we introduce the organisation?")
    )
    with_us = forms.MultipleChoiceField(
        label=gettext_lazy("Who else from our team?"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )
    on_time = _column(
        "on_time",
        label=gettext_lazy("Were we on time?"),
        choices=[*OnTime.choices, ("", gettext_lazy("not recorded"))],
    )
    life_saving = _column(
        "life_saving", label=gettext_lazy("Life-saving and urgent: exception used")
    )
    place = _column("place", label=gettext_lazy("Place (P-code)"))
    topics = _column("topics", label=gettext_lazy("Topics"))
    facts = _column("facts", label=gettext_lazy("Facts: what was said or seen"), rows=3)
    interpretations = _column("interpretations", label=gettext_lazy("Our interpretation"), rows=3)
    next_step = _column("next_step", label=gettext_lazy("Next step"), longest=500)
    next_step_on = _column("next_step_on", label=gettext_lazy("On"), nearest="coming")

    def __init__(
        self,
        *args: Any,
        colleagues: Offered,
        who: Sequence[Relationship],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choices = [(str(key), name) for key, name in colleagues.colleagues]
        self.fields["with_us"].choices = choices  # type: ignore[attr-defined]
        self.more_of_us = colleagues.more
        self.who = who
        self.several = len(who) > 1
        for row in who if self.several else ():
            for name, field in _fields_of_each():
                self.fields[of_each(name, row.pk)] = field
        self._asked = self._asked_so_far()

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Return what a field begins with: whether each was asked is kept as people come and go."""
        if field_name in self._asked:
            return self._asked[field_name]
        return super().get_initial_for_field(field, field_name)

    def _asked_so_far(self) -> dict[str, Any]:
        """Return whether each was asked: as it was said of them, or else of all."""
        asked = {row.pk: self.initial.get(of_each("asked", row.pk)) for row in self.who}
        if not self.several:
            said = next(iter(asked.values()), None)
            return {"asked": ASKED[said]} if said in ASKED else {}
        of_all = self.initial.get("asked")
        of_all = _WORD.get(None if of_all == "" else of_all, of_all)
        return {of_each("asked", key): said or of_all for key, said in asked.items()}

    def rows(self) -> Iterator[Row]:
        """Yield who was there; several have fields of their own."""
        for one in self.who:
            if self.several:
                yield Row(one, **{name: self[of_each(name, one.pk)] for name in OF_EACH})
            else:
                yield Row(one, self["asked"])

    def days(self) -> Iterator[DayChip]:
        """Yield the days to tap."""
        return day_chips(self["on"].value())

    def clean(self) -> dict[str, Any]:
        """Say of the contact as a whole what was said of each: whether anybody was asked.

        Who was asked as all were needs no word of their own.
        """
        values = self.cleaned_data
        names = [of_each("asked", row.pk) for row in self.who] if self.several else []
        said = [values.get(name) for name in names]
        if not said or not all(said):
            return values
        of_all = next(word for word in (Asked.YES, Asked.NOT_RECORDED, Asked.NO) if word in said)
        values["asked"] = ASKED[of_all]
        return values | {name: "" for name in names if values[name] == of_all}

    def take_theirs(
        self, values: dict[str, Any], before: Mapping[uuid.UUID, Sequence[Any]]
    ) -> list[tuple[Any, ...]]:
        """Take the rows of ``theirs`` out of the cleaned values, as the verbs want them.

        Of one alone the form asks no part and no tones of their own: they stay as ``before``.
        """
        if not self.several:
            rows = {one.pk: before.get(one.pk, (TheirPart.LEAD,)) for one in self.who}
            return [(key, part, "", *said[1:]) for key, (part, *said) in rows.items()]
        return [
            (one.pk, *(values.pop(of_each(name, one.pk)) for name in OF_EACH)) for one in self.who
        ]


def _fields_of_each() -> Iterator[tuple[str, forms.Field]]:
    tones = [("", gettext_lazy("as above")), *Tone.choices]
    yield (
        "part",
        forms.ChoiceField(
            label=gettext_lazy("Their role"),
            choices=TheirPart.choices,
            initial=TheirPart.LEAD,
            required=False,
        ),
    )
    yield (
        "asked",
        Chips(label=gettext_lazy("Asked for anything?"), choices=Asked.choices),
    )
    for name, label in (
        ("tone_theirs", gettext_lazy("Their tone")),
        ("tone_ours", gettext_lazy("Our tone")),
    ):
        yield name, forms.ChoiceField(label=label, choices=tones, required=False)


class MoreForm(forms.Form):
    """What a log may bring with it: a concern heard, a promise made, and whose it is."""

    concern = Words(label=gettext_lazy("A concern they voiced"), longest=1000)
    concern_of = forms.ChoiceField(label=gettext_lazy("Whose concern"), required=False)
    our_promise = Words(label=gettext_lazy("Something we promised"), longest=1000)
    our_promise_due = Day(label=gettext_lazy("Due"), nearest="coming")
    our_promise_to = forms.ChoiceField(label=gettext_lazy("Promised to"), required=False)
    their_promise = Words(label=gettext_lazy("Something they promised"), longest=1000)
    their_promise_due = Day(label=gettext_lazy("Due"), nearest="coming")
    their_promise_of = forms.ChoiceField(label=gettext_lazy("Promised by"), required=False)

    WHOSE = ("concern_of", "our_promise_to", "their_promise_of")

    def __init__(self, *args: Any, who: Sequence[Relationship], **options: Any) -> None:
        super().__init__(*args, **options)
        self.several = len(who) > 1
        choices = [(str(row.pk), row.called) for row in who]
        for name in self.WHOSE:
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def heard(self) -> dict[str, Any]:
        """Return what was also heard, of a form that is valid; nobody named is the first."""
        values = dict(self.cleaned_data)
        for name in self.WHOSE:
            values[name] = uuid.UUID(values[name]) if values[name] else None
        return values
