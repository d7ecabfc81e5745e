"""The forms about groups and institutions: what one is, how it stands, where it is, its posts."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from rapport.records.models import Acceptance, Actor, ActorKind, ActorPlace, Position, Tenure
from rapport.web.day_field import Day
from rapport.web.forms import Chips, Words, column_field
from rapport.web.people_by_alias import OneByAlias

_actor = partial(column_field, Actor)
_place = partial(column_field, ActorPlace)
_post = partial(column_field, Position)
_held = partial(column_field, Tenure)

INFLUENCE = [
    ("0", gettext_lazy("0: none")),
    ("1", gettext_lazy("1: little")),
    ("2", gettext_lazy("2: some")),
    ("3", gettext_lazy("3: much")),
    ("4", gettext_lazy("4: decides")),
]


class ActorForm(forms.Form):
    """What is known of a group or institution."""

    name = Words(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As everybody in this circle may read it."),
        required=True,
        longest=200,
    )
    also_called = Words(
        label=gettext_lazy("Other names, one on each line"),
        help_text=gettext_lazy("Also in other scripts; it is found by each of them."),
        rows=2,
        longest=800,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Type of group"), choices=[("", "—"), *ActorKind.choices], required=False
    )
    parent = forms.ChoiceField(label=gettext_lazy("Part of"), required=False)
    areas = Words(label=gettext_lazy("Where, separated by commas"), longest=400)
    legal_note = _actor(
        "legal_note",
        label=gettext_lazy("Legal note"),
        rows=2,
        help_text=gettext_lazy("What the law or a donor says of contact with it."),
    )

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["parent"].choices = groups  # type: ignore[attr-defined]


class NewActorForm(ActorForm):
    """A new group, and the circle it is kept in."""

    circle = forms.ChoiceField(
        label=gettext_lazy("Circle"),
        help_text=gettext_lazy("Everybody who reads in this circle will see the group."),
    )

    def __init__(self, *args: Any, circles: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["circle"].choices = circles  # type: ignore[attr-defined]
        if len(circles) == 1:
            self.fields["circle"].widget = forms.HiddenInput()
            self.fields["circle"].initial = circles[0][0]


class _SaidForm(forms.Form):
    """What is said of a group from a day on."""

    on = Day(label=gettext_lazy("Since"), required=False)
    basis = Words(
        label=gettext_lazy("How we know"),
        rows=2,
        longest=600,
        help_text=gettext_lazy("Say what was seen, or who said so and why."),
    )


class InfluenceForm(_SaidForm):
    """How much a group weighs."""

    value = Chips(label=gettext_lazy("Influence"), choices=INFLUENCE)
    field_order = ("value", "on", "basis")


class AcceptanceForm(_SaidForm):
    """How a group takes our presence."""

    value = Chips(label=gettext_lazy("Attitude to us"), choices=Acceptance.choices)
    field_order = ("value", "on", "basis")


class PlaceForm(forms.Form):
    """A place a group is in."""

    place = _place("place", label=gettext_lazy("District or place"))
    control = _place("control", label=gettext_lazy("Their role there"))
    since = _place("since", label=gettext_lazy("Since"))
    until = _place("until", label=gettext_lazy("Until"))
    note = _place("note", label=gettext_lazy("How we know"))


class PostForm(forms.Form):
    """A post of a group."""

    title = _post(
        "title",
        label=gettext_lazy("Post"),
        help_text=gettext_lazy("Such as “Director of permits”. Whoever holds it, it stays."),
    )
    area = _post("area", label=gettext_lazy("Area"))


class HoldingForm(forms.Form):
    """From when to when somebody held a post."""

    since = _held("since", label=gettext_lazy("Since"))
    until = _held("until", label=gettext_lazy("Until"))
    why_ended = _held("why_ended", label=gettext_lazy("Why it ended"))
    acting = _held("acting", label=gettext_lazy("Only acting, until somebody is appointed"))
    confidence = _held("confidence", label=gettext_lazy("How sure we are"))


class NamedHoldingForm(HoldingForm):
    """The same of somebody we do not deal with: there is a name, and no more."""

    named = _held(
        "named",
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As everybody in this circle may read it."),
    )
    field_order = ("named", "since", "until", "why_ended", "acting", "confidence")


class KnowingForm(forms.Form):
    """Who of those we deal with a name is."""

    who = OneByAlias(
        label=gettext_lazy("Who"), required=True, help_text=gettext_lazy("By their alias.")
    )


class LeavingForm(forms.Form):
    """When somebody left their post, and why."""

    on = _held("until", label=gettext_lazy("When"))
    why_ended = _held("why_ended", label=gettext_lazy("Why it ended"))


class NewHoldingForm(HoldingForm):
    """Who holds a post, or held it; whoever held it before may end with them."""

    who = OneByAlias(
        label=gettext_lazy("Who"), required=False, help_text=gettext_lazy("By their alias.")
    )
    named = _held(
        "named",
        label=gettext_lazy("Or the name of somebody you do not deal with"),
        help_text=gettext_lazy("Everybody in this circle may read it."),
    )
    ends = forms.ChoiceField(label=gettext_lazy("Does this replace somebody?"), required=False)
    field_order = ("who", "named", "since", "ends", "until", "why_ended", "acting", "confidence")

    def __init__(self, *args: Any, holders: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ends"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("nobody, or not known")),
            *holders,
        ]
        if not holders:
            del self.fields["ends"]
