"""The forms of a planned meeting: when and where, who goes, who moved it."""

import uuid
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.briefings.meetings import PlannedMeeting
from rapport.briefings.with_group import dealt_with
from rapport.names import listed
from rapport.records.asking import Asking
from rapport.records.models import Channel, Meeting, OurPart, Purpose, Side, TheirPart
from rapport.web.forms import Chips, Words, YesNo, column_field
from rapport.web.log_day import ComingDay, DayChip, coming_chips
from rapport.web.log_form import Clock

_column = partial(column_field, Meeting)

ONE_EACH = (OurPart.INTERPRETER, OurPart.NOTE_TAKER, OurPart.SHIELD)
"""The parts of ours that one colleague has, beside whoever leads."""

TO_PLAN = [(value, label) for value, label in Channel.choices if value != Channel.CHANCE]
"""How a meeting may be meant to pass: nobody plans to meet by chance."""

_NOBODY = [("", "—")]

Ours = list[tuple[uuid.UUID, str]]


class PlanForm(forms.Form):
    """A meeting to come: when, how, where, who goes; the rest may wait.

    ``us`` are the colleagues who may go, by key and name.
    """

    on = ComingDay(label=gettext_lazy("When?"), required=True)
    time = Clock(label=gettext_lazy("Time"))
    channel = _column("channel", label=gettext_lazy("How?"), required=True, choices=TO_PLAN)
    place = _column("place", label=gettext_lazy("Where?"))
    purpose = _column(
        "purpose",
        label=gettext_lazy("What for?"),
        required=True,
        choices=[one for one in Purpose.choices if one[0] != Purpose.INCIDENT],
    )
    is_hard = _column(
        "is_hard", label=gettext_lazy("A refusal or bad news is to be said"), required=False
    )
    lead = forms.ChoiceField(label=gettext_lazy("Who leads?"))
    second = forms.MultipleChoiceField(
        label=gettext_lazy("Who else goes?"),
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        required=False,
    )
    interpreter = forms.ChoiceField(label=gettext_lazy("Interpreter"), required=False)
    note_taker = forms.ChoiceField(label=gettext_lazy("Note-taker"), required=False)
    shield = forms.ChoiceField(
        label=gettext_lazy("Shield"),
        required=False,
        help_text=gettext_lazy("Takes the pressure on themselves, so that colleagues do not."),
    )
    reason_for_lead = _column(
        "reason_for_lead", label=gettext_lazy("Why this colleague?"), rows=2, longest=500
    )
    others = Words(
        label=gettext_lazy("Who else of them?"),
        help_text=gettext_lazy("By their aliases, separated by commas."),
        longest=600,
    )
    guests = _column(
        "guests",
        label=gettext_lazy("Guests"),
        help_text=gettext_lazy(
            "In words. Of a call that is planned, its page offers who could join: whoever"
            " introduced us, who speaks their language, programme colleagues."
        ),
    )
    journey = _column("journey", label=gettext_lazy("How we get there"))
    zone = _column(
        "zone",
        label=gettext_lazy("Time zone there"),
        help_text=gettext_lazy("Such as Asia/Amman; empty if it is the same as here."),
    )

    AT_HAND = ("channel", "purpose", "is_hard", "lead", "second")
    FOLDED = ("interpreter", "note_taker", "shield", "reason_for_lead", "others", "guests",
              "journey", "zone")  # fmt: skip

    def __init__(
        self,
        *args: Any,
        asking: Asking,
        us: Sequence[tuple[str, str]],
        planned: PlannedMeeting | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.asking = asking
        self.theirs = planned.theirs if planned else ()
        for name in ("lead", "second", *ONE_EACH):
            choices = [*us] if name in ("lead", "second") else [*_NOBODY, *us]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for one in self.theirs if len(self.theirs) > 1 else ():
            self.fields[_part_of(one.relationship)] = forms.ChoiceField(
                label=_("Part of %(alias)s") % {"alias": one.alias},
                choices=[*TheirPart.choices, ("", _("does not come"))],
                required=False,
            )

    def days(self) -> Iterator[DayChip]:
        """Yield the days to tap."""
        return coming_chips(self["on"].value())

    def at_hand(self) -> Iterator[forms.BoundField]:
        """Yield the fields shown at once, below the day, the hour and the place."""
        return (self[name] for name in self.AT_HAND)

    def folded(self) -> Iterator[forms.BoundField]:
        """Yield the fields that wait behind "More"."""
        names = [*self.FOLDED, *(_part_of(one.relationship) for one in self.theirs)]
        return (self[name] for name in names if name in self.fields)

    @property
    def unfolded(self) -> bool:
        """Say whether something folded is filled in or wrong, so that it stands open."""
        return any(field.errors or field.value() for field in self.folded())

    def clean_others(self) -> list[uuid.UUID]:
        """Return the keys of the people named, refusing names that nobody or several have."""
        found = []
        for alias in listed(self.cleaned_data["others"]):
            rows = dealt_with(self.asking.me, alias)
            if not rows:
                says = _("Nobody is called “%(name)s”. Check the spelling.")
                raise forms.ValidationError(says % {"name": alias})
            if len(rows) > 1:
                says = _("Several people could be “%(name)s”: write the whole alias.")
                raise forms.ValidationError(says % {"name": alias})
            found.append(rows[0].relationship)
        return found

    def take(self, first: Sequence[uuid.UUID]) -> dict[str, Any]:
        """Return the cleaned values as the verbs want them; ``first`` are those it is with."""
        values = dict(self.cleaned_data)
        parts = {key: values.pop(_part_of(key), TheirPart.LEAD) for key in first}
        came = {key: part for key, part in parts.items() if part}
        others = dict.fromkeys(values.pop("others"), TheirPart.LEAD)
        values["theirs"] = list({**others, **came}.items())
        values["ours"] = self._ours(values)
        return values

    def _ours(self, values: dict[str, Any]) -> Ours:
        """Take who of us goes, and as what, out of the values; one of several parts leads."""
        ours = dict.fromkeys(values.pop("second"), OurPart.SECOND)
        ours |= {values.pop(part): part for part in ONE_EACH}
        ours[values.pop("lead")] = OurPart.LEAD
        return [(uuid.UUID(key), part) for key, part in ours.items() if key]


def begun(planned: PlannedMeeting) -> dict[str, Any]:
    """Return what the form of a meeting begins with."""
    start = {name: getattr(planned.meeting, name) for name in _OF_THE_MEETING}
    start |= going([(one.colleague, one.part) for one in planned.ours])
    start |= {_part_of(one.relationship): one.part for one in planned.theirs}
    return start


def going(ours: Ours) -> dict[str, Any]:
    """Return what the form begins with where it is known who of us goes, and as what."""
    start: dict[str, Any] = {
        str(part): str(who) for who, part in ours if part in (OurPart.LEAD, *ONE_EACH)
    }
    seconds = [str(who) for who, part in ours if str(who) not in start.values()]
    return {**start, "second": seconds} if ours else {}


_OF_THE_MEETING = tuple(
    name
    for name in PlanForm.base_fields
    if name in {f.name for f in Meeting._meta.concrete_fields}  # noqa: SLF001 - documented Meta API
)


def _part_of(key: uuid.UUID) -> str:
    return f"part-{key.hex}"


class MoveForm(forms.Form):
    """Another day or hour, who moved it, and whether the others heard in time."""

    on = ComingDay(label=gettext_lazy("New date"), required=True)
    time = Clock(label=gettext_lazy("Time"))
    by = Chips(label=gettext_lazy("Who moved it?"), choices=Side.choices, required=True)
    told_in_advance = YesNo(
        label=gettext_lazy("Were the others told in advance?"),
        unsaid=gettext_lazy("not recorded"),
    )


class CallOffForm(forms.Form):
    """Who called it off, and whether the others heard in time."""

    by = Chips(label=gettext_lazy("Who called it off?"), choices=Side.choices, required=True)
    told_in_advance = YesNo(
        label=gettext_lazy("Were the others told in advance?"),
        unsaid=gettext_lazy("not recorded"),
    )
