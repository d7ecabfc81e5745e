"""The pages while a register is imported or undone; the work goes on beside them in a thread."""

import threading
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from rapport.formats.refusals import Stopped
from rapport.imports.at_work import Running, ask_to_stop, at_work, at_work_on, claim
from rapport.imports.import_register import import_register, undo_import
from rapport.imports.mapping import mapping_from
from rapport.imports.reading import ImportStopped
from rapport.imports.rows import FAULTS, KEPT
from rapport.imports.uploads import change_upload, upload_of
from rapport.records.asking import Asking
from rapport.records.models import ImportState, RegisterImport
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere
from rapport.refusals import Refusal
from rapport.web.forms import refused
from rapport.web.request import Request


@require_POST
def run(request: Request, key: uuid.UUID) -> HttpResponse:
    """Begin to import the register; the work goes on while a page shows how far it is."""
    return start_import(request, upload_of(request.asking.me, key))


def start_import(request: Request, upload: RegisterImport) -> HttpResponse:
    """Begin to import an upload by its map, and go to the page that shows how far it is."""
    _begin(_import, request, upload, Running())
    return HttpResponseRedirect(reverse("import-progress", args=[upload.pk]))


@require_GET
def progress(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show how far an import is, or what came of it."""
    upload = upload_of(request.asking.me, key)
    running = at_work_on(upload)
    if request.htmx and running is None:
        return HttpResponseClientRefresh()
    if running is None and upload.state in (ImportState.STAGED, ImportState.CHECKED):
        return HttpResponseRedirect(reverse("import-columns", args=[key]))
    template = "import/progress.html#bar" if request.htmx else "import/progress.html"
    return render(request, template, {"upload": upload, "running": running, **_came_of(upload)})


def _came_of(upload: RegisterImport) -> dict[str, Any]:
    """Return what a finished import kept otherwise than it stands, and why rows were left out."""
    report = upload.report
    kept, faults = report.get("kept") or {}, report.get("faults") or {}
    return {
        "kept": [str(KEPT[code] % {"n": count}) for code, count in kept.items() if code in KEPT],
        "faults": [(_(FAULTS[code]), count) for code, count in faults.items() if code in FAULTS],
        "columns_left_out": (report.get("columns_left_out") or {}).items(),
    }


@require_POST
def stop(request: Request, key: uuid.UUID) -> HttpResponse:
    """Stop an import; nothing of it stays."""
    ask_to_stop(upload_of(request.asking.me, key))
    return HttpResponseRedirect(reverse("import-progress", args=[key]))


@require_POST
def undo(request: Request, key: uuid.UUID) -> HttpResponse:
    """Begin to undo a whole import."""
    upload = upload_of(request.asking.me, key)
    if upload.change_set is None:
        raise NotThere(NOT_THERE)
    _begin(_undo, request, upload, Running(back=True))
    return HttpResponseRedirect(reverse("import-progress", args=[key]))


def _begin(
    work: Callable[[Asking, RegisterImport, Running], None],
    request: Request,
    upload: RegisterImport,
    running: Running,
) -> None:
    """Let work go on beside the pages; what is quick is done when the next page comes."""
    running.total = upload.total
    if claim(upload, running):
        speak = partial(_in_language, get_language(), work)
        thread = threading.Thread(target=speak, args=(request.asking, upload, running), daemon=True)
        thread.start()
        thread.join(timeout=0.8)


def _in_language(
    language: str | None,
    work: Callable[[Asking, RegisterImport, Running], None],
    asking: Asking,
    upload: RegisterImport,
    running: Running,
) -> None:
    """Do work in the language of whoever asked for it; a thread does not know it by itself."""
    with override(language):
        work(asking, upload, running)


def _import(asking: Asking, upload: RegisterImport, running: Running) -> None:
    """Import a register on a thread of its own, with a connection of its own."""

    def on_progress(done: int, total: int) -> None:
        running.done, running.total = done, total

    state = ImportState.FAILED
    report = {"trouble": _("The import failed. Nothing was kept.")}
    with at_work(upload, running):
        try:
            import_register(
                asking,
                mapping=mapping_from(upload.mapping),
                name=upload.name,
                data=bytes(upload.file or b""),
                upload=upload,
                on_progress=on_progress,
                stop=running.stop.is_set,
            )
            state = ImportState.DONE
        except ImportStopped:
            state, report = ImportState.STOPPED, {}
        except Stopped as stopped:
            state, report = ImportState.STOPPED, {"trouble": refused(stopped)}
        except Refusal as refusal:
            report = {"trouble": refused(refusal)}
        finally:
            # What was imported wrote down its own end, together with the records it brought.
            if state != ImportState.DONE:
                change_upload(upload, state=state, report=report)


def _undo(asking: Asking, upload: RegisterImport, running: Running) -> None:
    """Undo an import on a thread of its own, with a connection of its own."""
    state, trouble = ImportState.DONE, _("Undoing failed. The import is unchanged.")
    with at_work(upload, running):
        try:
            undo_import(asking, upload=upload)
            state, trouble = ImportState.UNDONE, ""
        except Refusal as refusal:
            trouble = refused(refusal)
        finally:
            change_upload(upload, state=state, report={**upload.report, "trouble": trouble})
