"""The pages of a register of officials: upload, columns, check, and what came of it."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.formats.limits import ORDINARY
from rapport.imports.at_work import WAITING, Running, at_work, claim
from rapport.imports.import_register import undo_import
from rapport.imports.officials.check import OfficialsCheck, check_officials
from rapport.imports.officials.forms import OfficialsForm, with_answers
from rapport.imports.officials.import_officials import import_officials
from rapport.imports.officials.mapping import OfficialsMap
from rapport.imports.officials.rows import NOTICES, fault_words
from rapport.imports.officials.staging import (
    keep_officials,
    look_again,
    map_of,
    officials_upload,
)
from rapport.imports.reading import PASSED_OVER, WARNINGS
from rapport.imports.shown_names import who_would_see
from rapport.imports.uploads import change_upload, forget_upload
from rapport.records.models import Actor, ImportState, Membership, RegisterImport, RegisterOf
from rapport.refusals import Refusal
from rapport.web.forms import refused
from rapport.web.request import Request

_SHOWN = 200


@require_http_methods(["GET", "POST"])
def upload_page(request: Request) -> HttpResponse:
    """Show the registers of officials I brought, and keep an uploaded file."""
    trouble, group = "", _group(request)
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            size = (file.size if file else int(request.META.get("CONTENT_LENGTH") or 0)) or 0
            if size > ORDINARY.file_bytes:
                trouble = _("This file is larger than 20 MB. Save a part of it, and import that.")
            elif file is None:
                trouble = _("No file was chosen.")
            else:
                kept = keep_officials(
                    request.asking, name=file.name or "", data=file.read(), group=group
                )
                return HttpResponseRedirect(reverse("officials-columns", args=[kept.pk]))
        except Refusal as refusal:
            trouble = refused(refusal)
    mine = RegisterImport.objects.filter(by=request.asking.me, of=RegisterOf.OFFICIALS)
    context = {"imports": mine.defer("file", "rows")[:20], "trouble": trouble, "group": group}
    return render(request, "officials/upload.html", context, status=422 if trouble else 200)


def _group(request: Request) -> Actor | None:
    """Return the group the file is about, if it was come from there and I may change it."""
    try:
        key = uuid.UUID(request.GET.get("group", ""))
    except ValueError:
        return None
    found: Actor | None = Actor.objects.changeable_by(request.asking.me).filter(pk=key).first()
    return found


@require_http_methods(["GET", "POST"])
def columns_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Say what the columns mean, and who may read the names."""
    upload = officials_upload(request.asking.me, key)
    if upload.state not in WAITING:
        return HttpResponseRedirect(reverse("officials-done", args=[key]))
    form = OfficialsForm(request.POST or None, me=request.asking.me, upload=upload)
    if request.method == "POST" and form.is_valid():
        try:
            mapping = form.answered()
            if form.reads_otherwise(mapping):
                look_again(upload, mapping)
                return HttpResponseRedirect(reverse("officials-columns", args=[key]))
            change_upload(upload, mapping=mapping.as_json())
            return HttpResponseRedirect(reverse("officials-check", args=[key]))
        except Refusal as refusal:
            form.add_error(None, refused(refusal))
    return _columns(request, upload, form)


def _columns(
    request: Request, upload: RegisterImport, form: OfficialsForm | None = None, trouble: str = ""
) -> HttpResponse:
    form = form or OfficialsForm(None, me=request.asking.me, upload=upload)
    headed = [
        (form[f"column-{number}"], [row[number] for row in upload.sniffed["sample"][:3]])
        for number in range(len(upload.sniffed["headers"]))
        if f"column-{number}" in form.fields
    ]
    days = upload.sniffed["days"]
    asked = {name for name in form.errors if name in form.fields}
    if days and not days["sure"]:
        asked.add("date_order")
    if len(days.get("calendars", ())) > 1:
        asked.add("calendar")
    first = {"circle", "group", "sensitivity", "blank_is_above"}
    plain = [
        field
        for field in form
        if not field.name.startswith("column-") and field.name != "names_shown"
    ]
    people = {header for header, said in map_of(upload).columns.items() if said == "person"}
    context = {
        "upload": upload,
        "form": form,
        "trouble": trouble,
        "headed": headed,
        "asked": [field for field in plain if field.name in asked - first],
        "first": [field for field in plain if field.name in first],
        "rest": [field for field in plain if field.name not in asked | first],
        "examples": _examples(upload, people),
        "circles": [(circle, count) for _key, circle, count in who_would_see(request.asking)],
    }
    status = 422 if trouble or form.errors else 200
    return render(request, "officials/columns.html", context, status=status)


def _examples(upload: RegisterImport, headers: set[str]) -> list[str]:
    places = [at for at, header in enumerate(upload.sniffed["headers"]) if header in headers]
    named = (" ".join(row[at] for at in places).strip() for row in upload.sniffed["sample"])
    return list(dict.fromkeys(filter(None, named)))[:3]


@require_http_methods(["GET", "POST"])
def check_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show what importing would do, keep what is answered, and import once that is wanted."""
    upload = officials_upload(request.asking.me, key)
    if upload.state not in WAITING:
        return HttpResponseRedirect(reverse("officials-done", args=[key]))
    try:
        mapping = map_of(upload)
        if request.method == "POST":
            mapping = with_answers(mapping, request.POST)
            change_upload(upload, mapping=mapping.as_json())
            if "import" in request.POST:
                return _import(request, upload, mapping)
            return HttpResponseRedirect(reverse("officials-check", args=[key]))
        check = check_officials(
            request.asking, mapping=mapping, name=upload.name, data=bytes(upload.file or b"")
        )
    except Refusal as refusal:
        return _columns(request, upload, trouble=refused(refusal))
    return render(request, "officials/check.html", _shown(request, upload, mapping, check))


def _import(request: Request, upload: RegisterImport, mapping: OfficialsMap) -> HttpResponse:
    """Import; of two who press the button at once one begins."""
    running = Running()
    if claim(upload, running):
        state, trouble = ImportState.FAILED, _("The import failed. Nothing was kept.")
        try:
            with at_work(upload, running, on_a_thread=False):
                import_officials(
                    request.asking,
                    mapping=mapping,
                    name=upload.name,
                    data=bytes(upload.file or b""),
                    upload=upload,
                )
            state = ImportState.DONE
        except Refusal as refusal:
            trouble = refused(refusal)
        finally:
            if state != ImportState.DONE:
                change_upload(upload, state=state, report={"trouble": trouble})
    return HttpResponseRedirect(reverse("officials-done", args=[upload.pk]))


def _shown(
    request: Request, upload: RegisterImport, mapping: OfficialsMap, check: OfficialsCheck
) -> dict[str, Any]:
    planned = check.plan.posts
    here = Membership.objects.of_colleagues_here(request.asking.day)
    members = here.filter(circle=check.circle).order_by("colleague__name")
    return {
        "upload": upload,
        "check": check,
        "mapping": mapping,
        "questions": [
            (one.post, one.line.question, mapping.answers.get(one.line.question.key, ""))
            for one in planned
            if one.line.question is not None
        ],
        "lines": [one for one in planned if any(claim.rows for claim in one.line.claims)][:_SHOWN],
        "spelled": [one.post for one in planned if len(one.post.spellings) > 1][:_SHOWN],
        "maybe": [("\n".join(pair), *pair) for pair in check.plan.maybe[:_SHOWN]],
        "people": _people(check),
        "faults": [(fault, *map(_, fault_words(fault))) for fault in check.faults[:_SHOWN]],
        "notices": [
            (one.row, _(NOTICES[one.code]) % {"text": one.text}, one.text)
            for one in check.notices[:_SHOWN]
        ],
        "passed_over": [(row, _(PASSED_OVER[why])) for row, why in check.passed_over[:_SHOWN]],
        "warnings": [(one.row, _(WARNINGS[one.trouble])) for one in check.warnings[:_SHOWN]],
        "left_out": check.left_out.items(),
        "seen_by": list(members.values_list("colleague__name", flat=True)),
    }


def _people(check: OfficialsCheck) -> list[tuple[str, str, list[Any]]]:
    """Return the names that may be somebody's we deal with, each with whom to choose from."""
    found: dict[str, tuple[str, list[Any]]] = {}
    for one in check.people:
        found.setdefault(one.key, (one.name, []))[1].append(one)
    return [(folded, name, offered) for folded, (name, offered) in found.items()]


@require_GET
def done_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show what came of an import."""
    upload = officials_upload(request.asking.me, key)
    if upload.state in (ImportState.STAGED, ImportState.CHECKED):
        return HttpResponseRedirect(reverse("officials-columns", args=[key]))
    return render(request, "officials/done.html", {"upload": upload, "report": upload.report})


@require_POST
def undo(request: Request, key: uuid.UUID) -> HttpResponse:
    """Undo a whole import; what stands on it by now is in the way and is said."""
    upload = officials_upload(request.asking.me, key)
    try:
        undo_import(request.asking, upload=upload)
    except Refusal as refusal:
        if upload.change_set is None:
            raise
        change_upload(upload, report={**upload.report, "trouble": refused(refusal)})
    return HttpResponseRedirect(reverse("officials-done", args=[key]))


@require_POST
def forget(request: Request, key: uuid.UUID) -> HttpResponse:
    """Forget an upload; what was imported from it stays."""
    forget_upload(officials_upload(request.asking.me, key))
    return HttpResponseRedirect(reverse("import-officials"))
