"""The forms of the first ten minutes: one field or two for each of a few people."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rapport.actions.first_ten import FIVE, Spoke, Worry
from rapport.briefings.first_ten import OneOfFive
from rapport.records.models import Counterpart, Insight, Meeting, Nature
from rapport.rules.days import later
from rapport.web.day_field import Day
from rapport.web.forms import Chips, Words, YesNo, circle_choices, column_field
from rapport.web.log_form import Clock

ALIAS = "alias"
OUTSIDE_LONGEST = 200
NEVER, LONGER, NOBODY = "never", "longer", "nobody"

SPANS: Mapping[str, tuple[int, int]] = {"week": (6, 0), "month": (30, 7), "quarter": (91, 31)}
"""How many days ago the first and the last day of each span lie; longer ago is before them all."""

_WHEN = (
    ("week", pgettext_lazy("last spoke", "This week")),
    ("month", pgettext_lazy("last spoke", "This month")),
    ("quarter", pgettext_lazy("last spoke", "Last 3 months")),
    (LONGER, pgettext_lazy("last spoke", "Longer ago")),
    (NEVER, pgettext_lazy("last spoke", "Never")),
)
_SAID = (
    (Nature.INTERPRETATION, gettext_lazy("My impression")),
    (Nature.FACT, gettext_lazy("They said so")),
)


def of(name: str, key: uuid.UUID) -> str:
    """Return what the field is called that asks something about one of the people."""
    return f"{name}-{key.hex}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One of the people on a page, with the fields about them by name."""

    person: OneOfFive
    fields: Mapping[str, forms.BoundField]

    def __getitem__(self, name: str) -> forms.BoundField:
        """Return a field by its name, as a template asks for it."""
        return self.fields[name]


class NamesForm(forms.Form):
    """Up to five aliases, and who will see these people where there is a choice."""

    def __init__(self, *args: Any, me: Any, room: int, **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(FIVE - room + 1, FIVE + 1):
            self.fields[f"{ALIAS}-{number}"] = column_field(
                Counterpart,
                "alias",
                label=_("Person %(number)s") % {"number": number},
                required=False,
            )
        self.circles = circle_choices(me)
        if len(self.circles) > 1 and room:
            label = gettext_lazy("Who will see them")
            self.fields["circle"] = forms.ChoiceField(label=label, choices=self.circles)

    def clean(self) -> dict[str, Any]:
        """Refuse one name written twice: it would be the same person twice."""
        seen: set[str] = set()
        for name, alias in self.typed():
            if alias.casefold() in seen:
                self.add_error(name, _("You wrote this name twice. Leave one of them empty."))
            seen.add(alias.casefold())
        return self.cleaned_data

    def typed(self) -> list[tuple[str, str]]:
        """Return the aliases that were typed, each with its field."""
        found = ((name, self.cleaned_data.get(name, "").strip()) for name in self.fields)
        return [(name, alias) for name, alias in found if name.startswith(ALIAS) and alias]

    @property
    def chosen_circle(self) -> uuid.UUID:
        """Return the circle that was chosen, or the only one."""
        return uuid.UUID(self.cleaned_data.get("circle") or self.circles[0][0])


class _OfEach(forms.Form):
    """A form that asks the same of each of a few people."""

    def __init__(self, *args: Any, people: Sequence[OneOfFive], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = people
        for person in people:
            for name, field in self.about(person).items():
                self.fields[of(name, person.relationship)] = field

    def about(self, person: OneOfFive) -> dict[str, forms.Field]:
        """Return the fields about one of them."""
        raise NotImplementedError

    def rows(self) -> Iterator[Asked]:
        """Yield the people, each with their fields."""
        for person in self.people:
            names = self.about(person)
            yield Asked(person, {name: self[of(name, person.relationship)] for name in names})

    def said(self, name: str, person: OneOfFive) -> Any:
        """Return what was said of one of them."""
        return self.cleaned_data.get(of(name, person.relationship))


class SpokeForm(_OfEach):
    """When we last spoke with each without asking for anything."""

    def about(self, person: OneOfFive) -> dict[str, forms.Field]:
        """Return the fields about one of them."""
        when = _("When did you last speak with %(name)s without asking for anything?")
        return {
            "when": Chips(label=when % {"name": person.alias}, choices=_WHEN),
            "day": Day(label=gettext_lazy("Or enter a date")),
            "talk": YesNo(label=gettext_lazy("Small talk too?")),
        }

    def answers(self, day: date) -> dict[uuid.UUID, Spoke]:
        """Return what was answered, of those with whom we have spoken at all."""
        found = {}
        for person in self.people:
            said = self._answer(person, day)
            if said is not None:
                found[person.relationship] = said
        return found

    def _answer(self, person: OneOfFive, day: date) -> Spoke | None:
        when, talk = self.said("when", person), self.said("talk", person)
        if exact := self.said("day", person):
            return Spoke(exact, exact, talk)
        if when == LONGER:
            return Spoke(None, later(day, -SPANS["quarter"][0] - 1))
        if when not in SPANS:
            return None
        first, last = SPANS[when]
        return Spoke(later(day, -first), later(day, -last), talk)


class WhoElseForm(_OfEach):
    """Who besides us could call each of them."""

    def __init__(
        self, *args: Any, colleagues: Mapping[uuid.UUID, list[tuple[str, str]]], **options: Any
    ) -> None:
        self.colleagues = colleagues
        super().__init__(*args, **options)

    def about(self, person: OneOfFive) -> dict[str, forms.Field]:
        """Return the fields about one of them."""
        lead = str(person.lead)
        others = [one for one in self.colleagues.get(person.circle, ()) if one[0] != lead]
        label = _("Who besides you could call %(name)s?") % {"name": person.alias}
        nobody = (NOBODY, pgettext_lazy("who could call", "Nobody"))
        return {
            "who": Chips(
                label=label,
                choices=[nobody, *others],
                initial=str(person.backup) if person.backup else None,
            ),
            "outside": Words(
                label=gettext_lazy("Somebody outside our team"), longest=OUTSIDE_LONGEST
            ),
        }

    def backups(self) -> dict[uuid.UUID, uuid.UUID | None]:
        """Return the colleague who was named for each, None for nobody."""
        chosen = {one.relationship: self.said("who", one) for one in self.people}
        return {
            key: None if who == NOBODY else uuid.UUID(who) for key, who in chosen.items() if who
        }

    def outside(self) -> dict[uuid.UUID, str]:
        """Return what was written of somebody outside, for each."""
        said = {one.relationship: self.said("outside", one) or "" for one in self.people}
        return {key: text for key, text in said.items() if text.strip()}


class WorriesForm(_OfEach):
    """What worries each of them."""

    def about(self, person: OneOfFive) -> dict[str, forms.Field]:
        """Return the fields about one of them."""
        text = column_field(Insight, "text", label=person.alias, rows=2, required=False)
        said = Chips(
            label=gettext_lazy("How do you know?"), choices=_SAID, initial=Nature.INTERPRETATION
        )
        return {"worry": text, "nature": said}

    def worries(self) -> dict[uuid.UUID, Worry]:
        """Return what was written, for each of whom something was."""
        found = {}
        for person in self.people:
            text = (self.said("worry", person) or "").strip()
            if text:
                nature = self.said("nature", person) or Nature.INTERPRETATION
                found[person.relationship] = Worry(text, nature)
        return found


class NextForm(forms.Form):
    """Whom we meet next, when and where."""

    whom = Chips(label=gettext_lazy("Whom?"), choices=())
    tapped = Chips(label=gettext_lazy("Which day?"), choices=())
    on = Day(label=gettext_lazy("Or another day"), nearest="coming")
    time = Clock(label=gettext_lazy("At what time?"))
    place = column_field(Meeting, "place", label=gettext_lazy("Where?"))

    def __init__(self, *args: Any, people: Sequence[OneOfFive], day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.day = day
        fields: dict[str, Any] = self.fields
        fields["whom"].choices = [(str(one.relationship), one.alias) for one in people]
        today, tomorrow = day.isoformat(), later(day, 1).isoformat()
        # Each sends its day, so that a page left open overnight means the same.
        fields["tapped"].choices = [
            (today, pgettext_lazy("day", "Today")),
            (tomorrow, pgettext_lazy("day", "Tomorrow")),
        ]
        self.initial.setdefault("tapped", tomorrow)
        if len(people) == 1:
            self.initial.setdefault("whom", str(people[0].relationship))

    def clean(self) -> dict[str, Any]:
        """Find the day: one that was typed counts before one that was tapped."""
        said = self.cleaned_data
        tapped = said.get("tapped")
        if not said.get("whom") and "whom" not in self.errors:
            self.add_error("whom", _("Choose whom you meet, or skip this question."))
        if said.get("on") is None and "on" not in self.errors:
            if tapped:
                said["on"] = date.fromisoformat(tapped)
            else:
                self.add_error("on", _("Choose the day of the meeting."))
        if said.get("on") is not None and said["on"] < self.day:
            self.add_error("on", _("This day is over. Choose today or a day to come."))
        return said
