"""Importing a register: upload, say what the columns mean, check, take in, undo."""

import uuid
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import uploads
from rapport.bridges.limits import ORDINARY
from rapport.bridges.refusals import CannotTranslate
from rapport.exchange import registers as exchange
from rapport.exchange.register_map import MEANINGS, RegisterMap, map_from
from rapport.exchange.register_rows import FAULTS
from rapport.records.models import (
    Channel,
    ImportState,
    Membership,
    Purpose,
    RegisterImport,
    Sensitivity,
)
from rapport.records.models.keeping import NOT_THERE
from rapport.records.refusals import NotThere, Refusal
from rapport.web.forms import Chips, circle_choices, refused
from rapport.web.register_work import RUNNING, Running, begin, take_back, take_in, worded


@require_http_methods(["GET", "POST"])
def registers(request: Any) -> HttpResponse:
    """Show the imports I brought, and take in an upload."""
    trouble = ""
    if request.method == "POST":
        upload = request.FILES.get("file")
        try:
            size = upload.size if upload else int(request.META.get("CONTENT_LENGTH") or 0)
            if size > ORDINARY.file_bytes:
                # One that is much too large is not even read: then only its length is known.
                trouble = _("This file is larger than 20 MB. Save a part of it, and import that.")
            elif upload is None:
                trouble = _("No file was chosen.")
            else:
                staged = exchange.stage(
                    by=request.me, now=request.now, name=upload.name, data=upload.read()
                )
                return HttpResponseRedirect(reverse("import-columns", args=[staged.pk]))
        except CannotTranslate as refusal:
            trouble = worded(refusal)
    brought = RegisterImport.objects.filter(by=request.me).defer("file", "rows")[:20]
    context = {"imports": brought, "trouble": trouble}
    return render(request, "import/import.html", context, status=422 if trouble else 200)


class MapForm(forms.Form):
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
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)

    def __init__(self, *args: Any, me: Any, staged: RegisterImport, **options: Any) -> None:
        super().__init__(*args, **options)
        sniffed = staged.sniffed
        encodings = [(name, f"{name}: {text[:60]}") for name, _sure, text in sniffed["encodings"]]
        sheets = [(name, name) for name in sniffed["sheets"]]
        nothing = [("", "—")]
        for name, choices in (
            ("circle", circle_choices(me)),
            ("encoding", encodings or nothing),
            ("sheet", sheets or nothing),
        ):
            cast("forms.ChoiceField", self.fields[name]).choices = choices
        meanings = [("", _("leave out")), *((key, _(text)) for key, text in MEANINGS.items())]
        for number, header in enumerate(sniffed["headers"]):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=header, choices=meanings, required=False
            )


def _start(staged: RegisterImport) -> dict[str, Any]:
    made = staged.mapping
    start = {name: value for name, value in made.items() if value not in (None, "", [])}
    start.setdefault("encoding", staged.sniffed["encoding"])
    start.setdefault("sheet", staged.sniffed["sheet"])
    for number, header in enumerate(staged.sniffed["headers"]):
        start[f"column-{number}"] = made["columns"].get(header, "")
    return start


def _made(staged: RegisterImport, said: dict[str, Any]) -> RegisterMap:
    columns = {
        header: meaning
        for number, header in enumerate(staged.sniffed["headers"])
        if (meaning := said[f"column-{number}"])
    }
    kept = map_from(staged.mapping)
    return map_from(
        replace(
            kept,
            columns=columns,
            circle=said["circle"],
            sensitivity=said["sensitivity"],
            date_order=said["date_order"] or kept.date_order,
            calendar=said["calendar"] or kept.calendar,
            split=tuple(said["split"]),
            purpose=said["purpose"] or kept.purpose,
            channel=said["channel"] or kept.channel,
            encoding=said["encoding"] or None,
            sheet=said["sheet"] or None,
        ).as_json()
    )


@require_http_methods(["GET", "POST"])
def columns(request: Any, key: uuid.UUID) -> HttpResponse:
    """Say what the columns mean; another encoding or sheet is read and shown again."""
    staged = exchange.mine(request.me, key)
    if staged.state not in (ImportState.STAGED, ImportState.CHECKED, ImportState.STOPPED):
        return HttpResponseRedirect(reverse("import-progress", args=[key]))
    form = MapForm(request.POST or None, me=request.me, staged=staged, initial=_start(staged))
    if request.method == "POST" and form.is_valid():
        try:
            made = _made(staged, form.cleaned_data)
            seen = staged.sniffed
            other_letters = made.encoding not in (None, seen["encoding"])
            if other_letters or made.sheet not in (None, seen["sheet"]):
                exchange.look_again(staged, made)
                return HttpResponseRedirect(reverse("import-columns", args=[key]))
            uploads.change_upload(staged, mapping=made.as_json())
            return HttpResponseRedirect(reverse("import-check", args=[key]))
        except CannotTranslate as trouble:
            form.add_error(None, worded(trouble))
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    plain = [field for field in form if not field.name.startswith("column-")]
    headed = [
        (
            form[f"column-{number}"],
            [row[number] for row in staged.sniffed["sample"][:3] if number < len(row)],
        )
        for number in range(len(staged.sniffed["headers"]))
    ]
    context = {"staged": staged, "form": form, "plain": plain, "headed": headed}
    return render(request, "import/columns.html", context, status=422 if form.errors else 200)


@require_GET
def check(request: Any, key: uuid.UUID) -> HttpResponse:
    """Read the whole register without writing: what is wrong, who is double, who will see it."""
    staged = exchange.mine(request.me, key)
    try:
        answer = exchange.check(
            by=request.me,
            made=map_from(staged.mapping),
            name=staged.name,
            data=bytes(staged.file or b""),
            today=request.day,
        )
    except CannotTranslate as trouble:
        return _again(request, staged, worded(trouble))
    except Refusal as refusal:
        return _again(request, staged, refused(refusal))
    faults = [
        (fault.row, _(MEANINGS[fault.column]), _(FAULTS[fault.code])) for fault in answer.faults
    ]
    seen_by = _seen_by(staged)
    context = {"staged": staged, "check": answer, "faults": faults, "seen_by": seen_by}
    return render(request, "import/check.html", context)


def _again(request: Any, staged: RegisterImport, trouble: str) -> HttpResponse:
    context = {"staged": staged, "trouble": trouble}
    return render(request, "import/trouble.html", context, status=422)


def _seen_by(staged: RegisterImport) -> list[str]:
    members = Membership.objects.filter(circle=staged.mapping["circle"], colleague__is_active=True)
    return list(members.order_by("colleague__name").values_list("colleague__name", flat=True))


@require_POST
def run(request: Any, key: uuid.UUID) -> HttpResponse:
    """Begin to take the register in; the work goes on while a page shows how far it is."""
    staged = exchange.mine(request.me, key)
    if staged.state in (ImportState.STAGED, ImportState.STOPPED):
        begin(take_in, request, key, Running(total=staged.total))
    return HttpResponseRedirect(reverse("import-progress", args=[key]))


@require_GET
def progress(request: Any, key: uuid.UUID) -> HttpResponse:
    """Show how far an import is, or what came of it."""
    staged = exchange.mine(request.me, key)
    running = RUNNING.get(key)
    if running is None and staged.state in (ImportState.STAGED, ImportState.CHECKED):
        return HttpResponseRedirect(reverse("import-columns", args=[key]))
    context = {"staged": staged, "running": running}
    return render(request, "import/progress.html", context)


@require_POST
def stop(request: Any, key: uuid.UUID) -> HttpResponse:
    """Stop an import; nothing of it stays."""
    staged = exchange.mine(request.me, key)
    running = RUNNING.get(staged.pk)
    if running is not None:
        running.stop.set()
    return HttpResponseRedirect(reverse("import-progress", args=[key]))


@require_POST
def undo(request: Any, key: uuid.UUID) -> HttpResponse:
    """Begin to take a whole import back."""
    staged = exchange.mine(request.me, key)
    if staged.deed is None:
        raise NotThere(NOT_THERE)
    begin(take_back, request, key, Running(back=True))
    return HttpResponseRedirect(reverse("import-progress", args=[key]))


@require_POST
def forget(request: Any, key: uuid.UUID) -> HttpResponse:
    """Forget an upload that was not taken in."""
    uploads.forget_upload(exchange.mine(request.me, key))
    return HttpResponseRedirect(reverse("import"))
