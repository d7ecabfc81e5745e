"""The fields of a tie: how they stand, who the other end is, and how we know."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.actions.ties import BOTH_WAYS, End
from rapport.briefings.tie_ends import called, offered
from rapport.briefings.tie_words import sentence
from rapport.records.models import Colleague, Tie, TieKind
from rapport.web.forms import Chips, Words, column_field

BACK = ".back"
"""Ends the name of a kind that is chosen from its second end: somebody answers to them."""

_GAP = "…"
_tie = partial(column_field, Tie)


def kinds_of(name: str) -> Iterator[tuple[str, str]]:
    """Yield how somebody called so may stand to somebody else, from either end, in words."""
    for kind in TieKind:
        yield str(kind), sentence(kind, name, _GAP)
        if kind not in BOTH_WAYS:
            yield f"{kind}{BACK}", sentence(kind, _GAP, name, from_the_other=True)


def as_group(name: str) -> str:
    """Return the name of a group as it is offered and may be typed, apart from a person's."""
    return _("%(name)s (group)") % {"name": name}


class PersonOrGroup(Words):
    """The name of one person or group that whoever asks may see; cleaned, it is an end of a tie.

    The browser offers names while one types, without any script of ours (``datalist``). ``known``
    is whom the field stands for already: left as it is, their name means them, however many others
    are called the same.
    """

    me: Colleague
    known: tuple[str, End] | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(longest=200, attrs={"list": "ends"}, **options)

    def clean(self, value: Any) -> End | None:
        """Return whom the name means, refusing one that nobody or several have."""
        name = super().clean(value).strip()
        if not name:
            return None
        if self.known is not None and self.known[0] == name:
            return self.known[1]
        before, after = as_group("\0").split("\0")
        is_group = name.startswith(before) and name.endswith(after) and bool(before or after)
        plain = name.removeprefix(before).removesuffix(after) if is_group else name
        found = called(self.me, plain, only_groups=is_group) or called(self.me, name)
        if not found:
            says = _("Nobody is called “%(name)s”. Check the spelling.")
            raise forms.ValidationError(says % {"name": name})
        if len(found) > 1:
            says = _("Several could be meant by “%(name)s”: write the whole name.")
            raise forms.ValidationError(says % {"name": name})
        return End(found[0].relationship, found[0].actor)

    def offered(self) -> list[str]:
        """Return the names to offer while one types."""
        people, groups = offered(self.me)
        return [*people, *map(as_group, groups)]


class TieForm(forms.Form):
    """How somebody stands to somebody else, and, if one likes, how we know and how sure we are."""

    kind = forms.ChoiceField(label=gettext_lazy("What is the tie?"))
    need = _tie(
        "need",
        label=gettext_lazy("If they are related: what is it needed for?"),
        help_text=gettext_lazy("Family is kept only with a reason, in a few words."),
    )
    known_from = _tie("known_from", label=gettext_lazy("How do we know?"))
    confidence = _tie("confidence", label=gettext_lazy("How sure are we?"), required=False)
    strength = Chips(
        label=gettext_lazy("How strong is it?"),
        choices=Tie._meta.get_field("strength").choices,  # noqa: SLF001 - documented Meta API
    )
    since = _tie("since", label=gettext_lazy("Since"))
    note = _tie(
        "note",
        label=gettext_lazy("Note"),
        rows=2,
        help_text=gettext_lazy("For whoever lets people in: at which hours, and how to ask."),
    )
    expires = _tie("expires", label=gettext_lazy("Check again by"), nearest="coming")

    def __init__(self, *args: Any, kinds: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]

    def told(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return what was filled in, as the columns of a tie take it."""
        strength = values.get("strength")
        return {
            **values,
            "strength": int(strength) if strength else None,
            "confidence": values["confidence"] or "medium",
        }


class NewTieForm(TieForm):
    """A new tie: how, then to whom, then perhaps the rest."""

    who = PersonOrGroup(
        label=gettext_lazy("Who?"),
        help_text=gettext_lazy("A person or a group, by the name used here."),
        required=True,
    )
    field_order = ("kind", "who", "need")

    def __init__(self, *args: Any, me: Colleague, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who"].me = me  # type: ignore[attr-defined]


class ChangeTieForm(TieForm):
    """A tie as it stands, with the day it was checked and its last day."""

    verified_on = _tie("verified_on", label=gettext_lazy("Last checked on"), required=False)
    until = _tie("until", label=gettext_lazy("End date, if it has ended"))
    field_order = ("kind", "need", "verified_on", "since", "until")
