"""Importing a register: upload it, take it in, watch it, undo it."""

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from rapport.formats.limits import ORDINARY
from rapport.formats.refusals import CannotTranslate
from rapport.imports import staging, uploads
from rapport.imports.pages.running import (
    RUNNING,
    WAITING,
    Running,
    begin,
    take_back,
    take_in,
    worded,
)
from rapport.records.models import ImportState, RegisterImport
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere


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
                staged = staging.stage(
                    by=request.me, now=request.now, name=upload.name, data=upload.read()
                )
                return HttpResponseRedirect(reverse("import-columns", args=[staged.pk]))
        except CannotTranslate as refusal:
            trouble = worded(refusal)
    brought = RegisterImport.objects.filter(by=request.me).defer("file", "rows")[:20]
    context = {"imports": brought, "trouble": trouble}
    return render(request, "import/import.html", context, status=422 if trouble else 200)


@require_POST
def run(request: Any, key: uuid.UUID) -> HttpResponse:
    """Begin to take the register in; the work goes on while a page shows how far it is."""
    staged = staging.mine(request.me, key)
    if staged.state in WAITING:
        begin(take_in, request, key, Running(total=staged.total))
    return HttpResponseRedirect(reverse("import-progress", args=[key]))


@require_GET
def progress(request: Any, key: uuid.UUID) -> HttpResponse:
    """Show how far an import is, or what came of it."""
    running = RUNNING.get(key)
    staged = staging.mine(request.me, key)
    if request.htmx and running is None:
        return HttpResponseClientRefresh()
    if running is None and staged.state in (ImportState.STAGED, ImportState.CHECKED):
        return HttpResponseRedirect(reverse("import-columns", args=[key]))
    template = "import/progress.html#bar" if request.htmx else "import/progress.html"
    return render(request, template, {"staged": staged, "running": running})


@require_POST
def stop(request: Any, key: uuid.UUID) -> HttpResponse:
    """Stop an import; nothing of it stays."""
    staged = staging.mine(request.me, key)
    running = RUNNING.get(staged.pk)
    if running is not None:
        running.stop.set()
    return HttpResponseRedirect(reverse("import-progress", args=[key]))


@require_POST
def undo(request: Any, key: uuid.UUID) -> HttpResponse:
    """Begin to take a whole import back."""
    staged = staging.mine(request.me, key)
    if staged.change_set is None:
        raise NotThere(NOT_THERE)
    begin(take_back, request, key, Running(back=True))
    return HttpResponseRedirect(reverse("import-progress", args=[key]))


@require_POST
def forget(request: Any, key: uuid.UUID) -> HttpResponse:
    """Forget an upload that was not taken in."""
    uploads.forget_upload(staging.mine(request.me, key))
    return HttpResponseRedirect(reverse("import"))
