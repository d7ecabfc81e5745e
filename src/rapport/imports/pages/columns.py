"""Saying what the columns of a register mean, and how its file is read."""

import uuid
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods

from rapport.imports.at_work import WAITING
from rapport.imports.mapping import MEANINGS, RegisterMap, mapping_from
from rapport.imports.tables import ENCODINGS
from rapport.imports.uploads import change_upload, look_again, upload_of
from rapport.records.models import Channel, Purpose, RegisterImport, Sensitivity
from rapport.refusals import Refusal
from rapport.web.forms import Chips, circle_choices, refused
from rapport.web.request import Request

ASKS = {
    "encoding": gettext_noop(
        "The letters can be read in more than one way. Choose the line that reads right."
    ),
    "delimiter": gettext_noop(
        "It is not certain what parts the cells. Look whether the columns are right."
    ),
    "sheet": gettext_noop(
        "This workbook has several sheets. Choose which one is read; another can be brought after."
    ),
    "header": gettext_noop("It is not certain in which row the headers stand."),
    "days": gettext_noop(
        "The days can be read in more than one way. Say which comes first: day, month or year."
    ),
    "hijri": gettext_noop("The years look like those of the Hijri calendar."),
    "no_rows": gettext_noop(
        "There is no row below the headers. If the first row is somebody already, "
        "write 0 as the row of the headers."
    ),
}


class MappingForm(forms.Form):
    """How to read the file and where its rows go; the columns follow, one field each."""

    circle = forms.ChoiceField(label=gettext_lazy("Who will see these people"))
    sensitivity = forms.TypedChoiceField(
        label=gettext_lazy("Sensitivity"), choices=Sensitivity.choices, coerce=int
    )
    date_order = Chips(
        label=gettext_lazy("Days are written"),
        choices=[
            ("ymd", gettext_lazy("year, month, day")),
            ("dmy", gettext_lazy("day, month, year")),
            ("mdy", gettext_lazy("month, day, year")),
        ],
    )
    calendar = Chips(
        label=gettext_lazy("Calendar"),
        choices=[("gregorian", gettext_lazy("Gregorian")), ("hijri", gettext_lazy("Hijri"))],
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
        ],
    )
    purpose = Chips(label=gettext_lazy("Where no purpose is said"), choices=Purpose.choices)
    channel = Chips(label=gettext_lazy("Where no channel is said"), choices=Channel.choices)
    encoding = forms.ChoiceField(label=gettext_lazy("Letters are written as"), required=False)
    delimiter = forms.ChoiceField(
        label=gettext_lazy("Cells are parted by"),
        required=False,
        choices=[
            (",", gettext_lazy("comma")),
            (";", gettext_lazy("semicolon")),
            ("\t", gettext_lazy("tab")),
            ("|", gettext_lazy("bar")),
        ],
    )
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header_row = forms.IntegerField(
        label=gettext_lazy("Row of the headers (0: there are none)"),
        required=False,
        min_value=0,
        max_value=50_000,
    )

    def __init__(self, *args: Any, me: Any, upload: RegisterImport, **options: Any) -> None:
        super().__init__(*args, **options)
        sniffed = upload.sniffed
        for name, choices in (
            ("circle", circle_choices(me)),
            ("encoding", _encodings(sniffed)),
            ("sheet", [(name, name) for name in sniffed["sheets"]]),
        ):
            cast("forms.ChoiceField", self.fields[name]).choices = choices
        if len(sniffed["sheets"]) == 1:
            # Where there is nothing to choose, there is nothing to ask.
            self.fields["sheet"].widget = forms.HiddenInput()
        for name in _OF_THE_OTHER_KIND[sniffed["kind"]]:
            del self.fields[name]
        meanings = [("", _("leave out")), *((key, _(text)) for key, text in MEANINGS.items())]
        for number, header in enumerate(sniffed["headers"]):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=header, choices=meanings, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the order of days where a column holds days and no order is said."""
        answers: dict[str, Any] = super().clean() or {}
        columns = {answers.get(name) for name in self.fields if name.startswith("column-")}
        if "date" in columns and not answers.get("date_order"):
            self.add_error("date_order", _(ASKS["days"]))
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
    return start


def _mapping_as_answered(upload: RegisterImport, answers: dict[str, Any]) -> RegisterMap:
    columns = {
        header: meaning
        for number, header in enumerate(upload.sniffed["headers"])
        if (meaning := answers[f"column-{number}"])
    }
    kept = mapping_from(upload.mapping)
    read = {name: answers[name] for name in _HOW_IT_IS_READ if answers.get(name) not in (None, "")}
    return mapping_from(
        replace(
            kept,
            **read,
            columns=columns,
            circle=answers["circle"],
            sensitivity=answers["sensitivity"],
            date_order=answers["date_order"] or kept.date_order,
            calendar=answers["calendar"] or kept.calendar,
            split=tuple(answers["split"]),
            purpose=answers["purpose"] or kept.purpose,
            channel=answers["channel"] or kept.channel,
        ).as_json()
    )


def _reads_otherwise(upload: RegisterImport, mapping: RegisterMap) -> bool:
    """Say whether the file has to be looked at again, because it is to be read in another way."""
    return any(
        getattr(mapping, name) not in (None, upload.sniffed[name]) for name in _HOW_IT_IS_READ
    )


def _asks(upload: RegisterImport) -> list[str]:
    """Return what could not be told from the file alone."""
    sniffed, mapping = upload.sniffed, upload.mapping
    asks = [ask for ask in sniffed["asks"] if mapping.get(_ANSWERED_BY.get(ask, ask)) is None]
    days = sniffed["days"]
    if days and not days["sure"] and upload.total and not mapping["date_order"]:
        asks.append("days")
    if days.get("hijri"):
        asks.append("hijri")
    if not upload.total:
        asks.append("no_rows")
    return asks


#: The question that answers what could not be told, where it is called otherwise.
_ANSWERED_BY = {
    "header": "header_row",
    "days": "date_order",
    "hijri": "calendar",
    "no_rows": "header_row",
}


@require_http_methods(["GET", "POST"])
def columns_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say what the columns mean; another encoding or sheet is read and shown again."""
    upload = upload_of(request.asking.me, key)
    if upload.state not in WAITING:
        return HttpResponseRedirect(reverse("import-progress", args=[key]))
    form = MappingForm(
        request.POST or None, me=request.asking.me, upload=upload, initial=_start(upload)
    )
    if request.method == "POST" and form.is_valid():
        try:
            mapping = _mapping_as_answered(upload, form.cleaned_data)
            if _reads_otherwise(upload, mapping):
                look_again(upload, mapping)
                return HttpResponseRedirect(reverse("import-columns", args=[key]))
            change_upload(upload, mapping=mapping.as_json())
            return HttpResponseRedirect(reverse("import-check", args=[key]))
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    return show_columns(request, upload, form)


def show_columns(
    request: Request, upload: RegisterImport, form: MappingForm | None = None, *, trouble: str = ""
) -> HttpResponse:
    """Show the columns with what each may mean, and above them what is in the way.

    ``form``: what was typed, if it did not fit; else the form begins with what is known.
    """
    form = form or MappingForm(None, me=request.asking.me, upload=upload, initial=_start(upload))
    asks = _asks(upload)
    first = {*(_ANSWERED_BY.get(ask, ask) for ask in asks), *form.errors}
    plain = [field for field in form if not field.name.startswith("column-")]
    headed = [
        (
            form[f"column-{number}"],
            [row[number] for row in upload.sniffed["sample"][:3] if number < len(row)],
        )
        for number in range(len(upload.sniffed["headers"]))
    ]
    context = {
        "upload": upload,
        "form": form,
        "trouble": trouble,
        "asks": [_(ASKS[ask]) for ask in asks],
        "asked": [field for field in plain if field.name in first],
        "plain": [field for field in plain if field.name not in first],
        "headed": headed,
    }
    status = 422 if trouble or form.errors else 200
    return render(request, "import/columns.html", context, status=status)
