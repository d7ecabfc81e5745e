"""The forms of a register of officials: what its columns mean, and what is answered about it."""

import uuid
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rapport.imports.officials.columns import KEYS, MEANINGS
from rapport.imports.officials.mapping import OfficialsMap, officials_map
from rapport.imports.officials.staging import map_of
from rapport.imports.pages.mapping_form import ASKS, MappingForm
from rapport.imports.tables import ENCODINGS
from rapport.records.models import Actor, Colleague, RegisterImport, Sensitivity
from rapport.web.forms import circle_choices

SHOW_NAMES = gettext_noop("Confirm that these names may be read by the whole circle.")
_READ = ("encoding", "delimiter", "sheet", "header_row")
_OTHER_KIND = {"csv": ["sheet"], "xlsx": ["encoding", "delimiter"]}


class OfficialsForm(forms.Form):
    """How a register of officials is read, and who will read it."""

    circle = forms.ChoiceField(label=gettext_lazy("Who will see these posts and names"))
    group = forms.ChoiceField(
        label=gettext_lazy("Whose posts these are, if no column says"), required=False
    )
    sensitivity = forms.TypedChoiceField(
        label=gettext_lazy("Sensitivity of new groups and posts"),
        choices=[one for one in Sensitivity.choices if one[0] < Sensitivity.SEVERE],
        coerce=int,
    )
    names_shown = forms.BooleanField(
        label=gettext_lazy("I know that the whole circle will read these names"), required=False
    )
    date_order = MappingForm.base_fields["date_order"]
    calendar = MappingForm.base_fields["calendar"]
    blank_is_above = forms.BooleanField(
        label=gettext_lazy("An empty group or post repeats the one above"), required=False
    )
    encoding = MappingForm.base_fields["encoding"]
    delimiter = MappingForm.base_fields["delimiter"]
    sheet = MappingForm.base_fields["sheet"]
    header_row = MappingForm.base_fields["header_row"]

    def __init__(self, typed: Any, *, me: Colleague, upload: RegisterImport) -> None:
        mapping = map_of(upload)
        super().__init__(typed, initial=_start(upload, mapping))
        self._upload, self._mapping = upload, mapping
        sniffed = upload.sniffed
        encodings = {name: f"{name}: {text[:60]}" for name, _sure, text in sniffed["encodings"]}
        for name, choices in (
            ("circle", circle_choices(me)),
            ("group", [("", _("each row says so")), *_groups(me)]),
            ("encoding", [*{**{one: one for one in ENCODINGS}, **encodings}.items()]),
            ("sheet", [(one, one) for one in sniffed["sheets"]]),
        ):
            cast("forms.ChoiceField", self.fields[name]).choices = choices
        for name in ("date_order", "calendar"):
            self.fields[name].required = False
        for name in _OTHER_KIND.get(sniffed["kind"], _READ):
            del self.fields[name]
        if len(sniffed["sheets"]) == 1 and "sheet" in self.fields:
            self.fields["sheet"].widget = forms.HiddenInput()
        if not sniffed["days"]:
            del self.fields["date_order"], self.fields["calendar"]
        meanings = [("", _("leave out")), *((key, _(text)) for key, text in MEANINGS.items())]
        for number, header in enumerate(sniffed["headers"]):
            if mapping.columns.get(header) not in KEYS:
                self.fields[f"column-{number}"] = forms.ChoiceField(
                    label=header, choices=meanings, required=False
                )

    def clean(self) -> dict[str, Any]:
        """Ask for what nobody should guess: the order of days, the calendar, names in the clear."""
        answers: dict[str, Any] = super().clean() or {}
        days = self._upload.sniffed["days"]
        if "date_order" in self.fields and not answers.get("date_order"):
            self.add_error("date_order", _(ASKS["days"]))
        if len(days.get("calendars", ())) > 1 and not answers.get("calendar"):
            self.add_error("calendar", _(ASKS["calendar"]))
        if not answers.get("names_shown"):
            self.add_error("names_shown", _(SHOW_NAMES))
        return answers

    def answered(self) -> OfficialsMap:
        """Return the map as the form says it; what the form does not ask stays as it was."""
        answers, kept = self.cleaned_data, self._mapping
        headers = self._upload.sniffed["headers"]
        columns = {h: said for h, said in kept.columns.items() if said in KEYS}
        for number, header in enumerate(headers):
            if meaning := answers.get(f"column-{number}"):
                columns[header] = meaning
        circle, group = answers["circle"], answers["group"]
        if group:
            circle = str(Actor.objects.get(pk=uuid.UUID(group)).circle_id)
        read = {name: answers[name] for name in _READ if answers.get(name) not in (None, "")}
        answered = replace(
            kept,
            **read,
            columns=columns,
            circle=circle,
            group=group,
            sensitivity=answers["sensitivity"],
            names_shown=answers["names_shown"],
            date_order=answers.get("date_order") or kept.date_order,
            calendar=answers.get("calendar") or kept.calendar,
            blank_is_above=answers["blank_is_above"],
        )
        return officials_map(answered.as_json())

    def reads_otherwise(self, mapping: OfficialsMap) -> bool:
        """Say whether the file has to be looked at again, as it is to be read in another way."""
        sniffed = self._upload.sniffed
        return any(getattr(mapping, name) not in (None, sniffed[name]) for name in _READ)


def _groups(me: Colleague) -> list[tuple[str, str]]:
    rows: Any = Actor.objects.changeable_by(me)
    return sorted(((str(one.pk), one.name) for one in rows), key=lambda one: one[1].casefold())


def _start(upload: RegisterImport, mapping: OfficialsMap) -> dict[str, Any]:
    start = {name: value for name, value in mapping.as_json().items() if value not in (None, "")}
    for name in _READ:
        start.setdefault(name, upload.sniffed[name])
    for number, header in enumerate(upload.sniffed["headers"]):
        start[f"column-{number}"] = mapping.columns.get(header, "")
    return start


def with_answers(mapping: OfficialsMap, typed: Any) -> OfficialsMap:
    """Return the map with what was ticked and chosen on the check page."""
    same = {
        name: typed.get(f"person {name}", "")
        for name in typed.getlist("person")
        if typed.get(f"person {name}")
    }
    answers = {
        key: typed.get(f"answer {key}", "")
        for key in typed.getlist("question")
        if typed.get(f"answer {key}")
    }
    apart = set(typed.getlist("apart"))
    kept = [title for title in mapping.apart if title not in typed.getlist("spelled")]
    answered = replace(
        mapping,
        same={
            **{k: v for k, v in mapping.same.items() if k not in typed.getlist("person")},
            **same,
        },
        answers=answers,
        apart=tuple(dict.fromkeys([*kept, *sorted(apart)])),
        one_post=tuple(dict.fromkeys([*mapping.one_post, *typed.getlist("one_post")])),
        end_by_next=typed.get("end_by_next", "yes") != "no",
    )
    return officials_map(answered.as_json())
