"""The form in which a person says what the columns of a register mean, and how it is read."""

from dataclasses import replace
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from rapport.imports.mapping import MEANINGS, RegisterMap, mapping_from
from rapport.imports.shown_names import shows_names
from rapport.imports.tables import ENCODINGS
from rapport.records.models import Channel, Purpose, RegisterImport, Sensitivity
from rapport.web.forms import Chips, circle_choices

ASKS = {
    "encoding": gettext_noop(
        "The text can be read in more than one encoding. Choose the line that looks right."
    ),
    "delimiter": gettext_noop("It is not certain what separates the cells. Check the columns."),
    "sheet": gettext_noop(
        "This workbook has several sheets. Choose one; import the others afterwards."
    ),
    "header": gettext_noop("It is not certain which row holds the headers."),
    "days": gettext_noop(
        "The dates can be read in more than one way. Say which comes first: day, month or year."
    ),
    "calendar": gettext_noop(
        "The dates could belong to more than one calendar. Choose the calendar of the file."
    ),
    "split": gettext_noop("Some cells seem to hold several people. Say what separates them."),
    "above": gettext_noop(
        "Many names or dates are empty. Say whether an empty cell repeats the one above."
    ),
    "no_rows": gettext_noop(
        "There is no row below the headers. If the first row is already a person, enter 0 as"
        " the header row."
    ),
}
SHOW_NAMES = gettext_noop("Confirm that these real names may be shown, or have them encrypted.")


class MappingForm(forms.Form):
    """How to read the file and where its rows go; the columns follow, one field each."""

    circle = forms.ChoiceField(label=gettext_lazy("Who will see these people"))
    sensitivity = forms.TypedChoiceField(
        label=gettext_lazy("Sensitivity"), choices=Sensitivity.choices, coerce=int
    )
    called = Chips(
        label=gettext_lazy("Their real names are encrypted. Which alias should they have?"),
        choices=[
            ("number", gettext_lazy("a number: Contact 12")),
            ("post", gettext_lazy("post and place: Head of permits, North")),
            ("names", gettext_lazy("their real names, visible to the whole circle")),
        ],
    )
    names_shown = forms.BooleanField(
        label=gettext_lazy("I know who will see these names"), required=False
    )
    date_order = Chips(
        label=gettext_lazy("Dates are written"),
        choices=[
            ("ymd", gettext_lazy("year, month, day")),
            ("dmy", gettext_lazy("day, month, year")),
            ("mdy", gettext_lazy("month, day, year")),
        ],
    )
    calendar = Chips(
        label=gettext_lazy("Calendar"),
        choices=[
            ("gregorian", gettext_lazy("Gregorian")),
            ("hijri", gettext_lazy("Hijri, lunar")),
            ("solar", gettext_lazy("Hijri, solar (Iran, Afghanistan)")),
            ("ethiopian", gettext_lazy("Ethiopian")),
        ],
    )
    split = forms.MultipleChoiceField(
        label=gettext_lazy("Several people in one cell are separated by"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "chips"}),
        choices=[
            ("semicolon", gettext_lazy("semicolon")),
            ("newline", gettext_lazy("new line")),
            ("and", gettext_lazy("and")),
            ("comma", gettext_lazy("comma")),
            ("slash", gettext_lazy("slash: A / B")),
            ("plus", gettext_lazy("plus: A + B")),
        ],
    )
    blank_is_above = forms.BooleanField(
        label=gettext_lazy("An empty name or date repeats the one above"), required=False
    )
    purpose = Chips(label=gettext_lazy("Purpose, if none is given"), choices=Purpose.choices)
    channel = Chips(label=gettext_lazy("Channel, if none is given"), choices=Channel.choices)
    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), required=False)
    delimiter = forms.ChoiceField(
        label=gettext_lazy("Cells are separated by"),
        required=False,
        choices=[
            (",", gettext_lazy("comma")),
            (";", gettext_lazy("semicolon")),
            ("\t", gettext_lazy("tab")),
            ("|", gettext_lazy("vertical bar")),
        ],
    )
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header_row = forms.IntegerField(
        label=gettext_lazy("Header row (0: none)"),
        required=False,
        min_value=0,
        max_value=50_000,
    )

    def __init__(self, typed: Any, *, me: Any, upload: RegisterImport) -> None:
        super().__init__(typed, initial=_start(upload))
        self._sniffed = sniffed = upload.sniffed
        for name, choices in (
            ("circle", circle_choices(me)),
            ("encoding", _encodings(sniffed)),
            ("sheet", [(name, name) for name in sniffed["sheets"]]),
        ):
            cast("forms.ChoiceField", self.fields[name]).choices = choices
        if len(sniffed["sheets"]) == 1:
            # Where there is nothing to choose, there is nothing to ask.
            self.fields["sheet"].widget = forms.HiddenInput()
        for name in _OF_THE_OTHER_KIND.get(sniffed["kind"], ()):
            del self.fields[name]
        meanings = [("", _("leave out")), *((key, _(text)) for key, text in MEANINGS.items())]
        for number, header in enumerate(sniffed["headers"]):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=header, choices=meanings, required=False
            )

    def meanings(self) -> dict[str, str]:
        """Return what the columns were said to mean, by header; real names shown are aliases."""
        answers = self.cleaned_data
        found = {
            header: answers[f"column-{number}"]
            for number, header in enumerate(self._sniffed["headers"])
            if answers.get(f"column-{number}")
        }
        if answers.get("called") == "names" and "alias" not in found.values():
            found = {
                header: "alias" if meaning == "real_name" else meaning
                for header, meaning in found.items()
            }
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for what nobody should guess: the order of days, the calendar, names in the clear."""
        answers: dict[str, Any] = super().clean() or {}
        meanings = self.meanings()
        if "date" in meanings.values():
            if not answers.get("date_order"):
                self.add_error("date_order", _(ASKS["days"]))
            if len(self._sniffed["days"].get("calendars", ())) > 1 and not answers.get("calendar"):
                self.add_error("calendar", _(ASKS["calendar"]))
        if shows_names(meanings, _names(self._sniffed)) and not answers.get("names_shown"):
            self.add_error("names_shown", _(SHOW_NAMES))
        return answers


#: Questions that only the other kind of file answers.
_OF_THE_OTHER_KIND = {
    "csv": ["sheet"],
    "xlsx": ["encoding", "delimiter"],
    "vcard": ["sheet", "delimiter", "header_row"],
    "jscontact": ["sheet", "encoding", "delimiter", "header_row"],
    "followthemoney": ["sheet", "encoding", "delimiter", "header_row"],
}
_HOW_IT_IS_READ = ("encoding", "delimiter", "sheet", "header_row")


def _encodings(sniffed: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the letters to choose from: likely ones with how they read, then all others."""
    guessed = {name: f"{name}: {text[:60]}" for name, _sure, text in sniffed["encodings"]}
    return list({**guessed, **{name: guessed.get(name, name) for name in ENCODINGS}}.items())


def _start(upload: RegisterImport) -> dict[str, Any]:
    mapping = upload.mapping
    start = {name: value for name, value in mapping.items() if value not in (None, "", [])}
    for name in _HOW_IT_IS_READ:
        start.setdefault(name, upload.sniffed[name])
    for number, header in enumerate(upload.sniffed["headers"]):
        start[f"column-{number}"] = mapping["columns"].get(header, "")
    start["called"] = "names" if mapping.get("names_shown") else mapping.get("called_by", "number")
    return start


def mapping_as_answered(upload: RegisterImport, form: MappingForm) -> RegisterMap:
    """Return the map as the form says it; what the form does not ask stays as it was."""
    answers, kept = form.cleaned_data, mapping_from(upload.mapping)
    columns = form.meanings()
    read = {name: answers[name] for name in _HOW_IT_IS_READ if answers.get(name) not in (None, "")}
    answered = replace(
        kept,
        **read,
        columns=columns,
        circle=answers["circle"],
        sensitivity=answers["sensitivity"],
        date_order=answers["date_order"] or kept.date_order,
        calendar=answers["calendar"] or kept.calendar,
        split=tuple(answers["split"]),
        blank_is_above=answers["blank_is_above"],
        called_by="post" if answers["called"] == "post" else "number",
        names_shown=shows_names(columns, upload.sniffed.get("names", ()))
        and answers["names_shown"],
        purpose=answers["purpose"] or kept.purpose,
        channel=answers["channel"] or kept.channel,
    )
    return mapping_from(answered.as_json())


def reads_otherwise(upload: RegisterImport, mapping: RegisterMap) -> bool:
    """Say whether the file has to be looked at again, because it is to be read in another way."""
    return any(
        getattr(mapping, name) not in (None, upload.sniffed[name]) for name in _HOW_IT_IS_READ
    )


def _names(sniffed: dict[str, Any]) -> list[str]:
    """Return the headers that seem to hold real names; uploads of an earlier version name none."""
    names: list[str] = sniffed.get("names", [])
    return names
