"""The file behind what shows an agreement: fingerprint, encrypted copy, opening that inside."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.actions import kept_files as verbs
from rapport.actions.reading import open_counterpart
from rapport.actions.team import may_set_rules
from rapport.records.change import Change
from rapport.records.models import Evidence
from rapport.web.agreements import agreement_address
from rapport.web.forms import form_page
from rapport.web.request import Request
from rapport.web.undoing import go_on


class FileForm(forms.Form):
    """A file: only its fingerprint is noted, unless an encrypted copy is asked for."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        error_messages={"required": gettext_lazy("Choose a file.")},
    )
    seal = forms.BooleanField(
        label=gettext_lazy("Keep an encrypted copy here"),
        help_text=gettext_lazy("A picture (PNG, JPEG), PDF or plain text of at most 10 MB."),
        required=False,
    )


class KeepingForm(forms.Form):
    """Whether the office keeps encrypted copies of files."""

    keeps_files = forms.BooleanField(
        label=gettext_lazy("Colleagues may keep encrypted copies of files here"),
        help_text=gettext_lazy(
            "Evidence of agreements. Without this only the fingerprint of a file is noted."
        ),
        required=False,
    )


@require_http_methods(["GET", "POST"])
def file(request: Request, key: uuid.UUID) -> HttpResponse:
    """Note the fingerprint of a file, or keep an encrypted copy of it where the office does."""
    row: Evidence = Evidence.objects.one_changeable_by(request.asking.me, key)
    if request.method == "GET":
        open_counterpart(request.asking, relationship=row.relationship_id)
    form = FileForm(request.POST or None, request.FILES or None)
    if row.file is not None or not row.office.keeps_files:
        del form.fields["seal"]
    if request.method == "POST" and not request.FILES and _is_much_too_large(request):
        form.add_error("file", _("This file is larger than 20 MB."))

    def act(values: dict[str, Any]) -> Change[Evidence]:
        sent: UploadedFile[bytes] = values["file"]
        if not values.get("seal"):
            return verbs.note_fingerprint(request.asking, key=key, pieces=sent.chunks())
        return verbs.seal_file(request.asking, key=key, name=sent.name or "", data=sent.read())

    return form_page(
        request, form, act, title=_("Fingerprint of a file"), typed=row.what,
        explain=_(
            "The file is read here and its SHA-256 fingerprint is noted. Nothing else of it is"
            " kept, unless you ask for that."
        ),
        back=agreement_address(row.agreement_id), alias=row.agreement.what,
    )  # fmt: skip


def _is_much_too_large(request: Request) -> bool:
    """Say whether a file was not even read: then only its length is known."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE


@require_GET
def show(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show an encrypted copy on a page of its own: it is opened here, and stays here."""
    row: Evidence = Evidence.objects.one_visible_to(request.asking.me, key)
    open_counterpart(request.asking, relationship=row.relationship_id)
    opened = verbs.open_file(request.asking, key=key)
    text = opened.data.decode() if opened.type == verbs.TEXT else ""
    context = {
        "row": row,
        "opened": opened,
        "text": text,
        "is_picture": opened.type.startswith("image/"),
        "back": agreement_address(row.agreement_id),
        "may_change": row.circle_id in request.asking.me.writable_circles(),
    }
    return render(request, "agreements/file.html", context)


@require_GET
def data(request: Request, key: uuid.UUID) -> HttpResponse:
    """Give the bytes of an encrypted copy to the page that shows it; no cache may keep them.

    Whoever asks for them without its page is about to read of that person too.
    """
    row: Evidence = Evidence.objects.one_visible_to(request.asking.me, key)
    open_counterpart(request.asking, relationship=row.relationship_id)
    opened = verbs.open_file(request.asking, key=key)
    kind = f"{verbs.TEXT}; charset=utf-8" if opened.type == verbs.TEXT else opened.type
    return HttpResponse(opened.data, content_type=kind, headers={"Content-Disposition": "inline"})


@require_POST
def remove(request: Request, key: uuid.UUID) -> HttpResponse:
    """Take an encrypted copy out for good; its fingerprint stays."""
    change = verbs.remove_file(request.asking, key=key)
    return go_on(agreement_address(change.row.agreement_id), change)


@require_http_methods(["GET", "POST"])
def keeping(request: Request) -> HttpResponse:
    """Say whether the office keeps encrypted copies, for those who set its rules."""
    if not may_set_rules(request.asking.me):
        raise Http404
    start = {"keeps_files": request.asking.me.office.keeps_files}

    def act(values: dict[str, Any]) -> Change[Any]:
        return verbs.set_keeping_files(request.asking, **values)

    return form_page(
        request, KeepingForm(request.POST or None, initial=start), act,
        title=_("Files kept in the store"), standing=True, back=reverse("rules"),
    )  # fmt: skip
