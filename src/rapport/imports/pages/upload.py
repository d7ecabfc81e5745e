"""The first page of an import: choose a file, or see those brought before; forget one."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rapport.formats.limits import ORDINARY
from rapport.imports.uploads import forget_upload, keep_upload, upload_of
from rapport.records.models import RegisterImport, RegisterOf
from rapport.refusals import Refusal
from rapport.web.forms import refused
from rapport.web.request import Request


@require_http_methods(["GET", "POST"])
def upload_page(request: Request) -> HttpResponse:
    """Show the imports I brought, and keep an uploaded file."""
    trouble = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            size = (file.size if file else int(request.META.get("CONTENT_LENGTH") or 0)) or 0
            if size > ORDINARY.file_bytes:
                # One that is much too large is not even read: then only its length is known.
                trouble = _("This file is larger than 20 MB. Save a part of it, and import that.")
            elif file is None:
                trouble = _("No file was chosen.")
            else:
                kept = keep_upload(request.asking, name=file.name or "", data=file.read())
                return HttpResponseRedirect(reverse("import-columns", args=[kept.pk]))
        except Refusal as refusal:
            trouble = refused(refusal)
    brought = RegisterImport.objects.filter(by=request.asking.me, of=RegisterOf.CONTACTS)
    brought = brought.defer("file", "rows")[:20]
    context = {"imports": brought, "trouble": trouble}
    return render(request, "import/import.html", context, status=422 if trouble else 200)


@require_POST
def forget(request: Request, key: uuid.UUID) -> HttpResponse:
    """Forget an upload; what was imported from it stays."""
    forget_upload(upload_of(request.asking.me, key))
    return HttpResponseRedirect(reverse("import"))
