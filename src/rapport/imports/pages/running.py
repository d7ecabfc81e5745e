"""Taking a register in and taking it back, at work beside the pages."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from rapport.formats.refusals import CannotTranslate
from rapport.imports import import_register as verbs
from rapport.imports import uploads
from rapport.imports.mapping import map_from
from rapport.imports.reading import ImportStopped
from rapport.records.models import ImportState, RegisterImport
from rapport.records.refusals import Refusal
from rapport.web.forms import refused


@dataclass
class Running:
    """An import at work in this process, or its undoing: how far, and whether to stop."""

    back: bool = False
    done: int = 0
    total: int = 0
    stop: threading.Event = field(default_factory=threading.Event)


WAITING = (ImportState.STAGED, ImportState.CHECKED, ImportState.STOPPED, ImportState.FAILED)
"""Until here a register can still be changed, checked and taken in."""

RUNNING: dict[uuid.UUID, Running] = {}


def worded(trouble: CannotTranslate) -> str:
    """Word what a translator of files could not do."""
    params = {
        name: _(value) if isinstance(value, str) and name == "kind" else value
        for name, value in trouble.params.items()
    }
    return f"{_(trouble.says) % params} {_(trouble.next) % params}"


def begin(work: Callable[..., None], request: Any, key: uuid.UUID, running: Running) -> None:
    """Let work go on beside the pages; what is quick is done when the next page comes."""
    if RUNNING.setdefault(key, running) is running:
        about = (key, request.me, request.now, request.day)
        thread = threading.Thread(target=work, args=about, daemon=True)
        thread.start()
        thread.join(timeout=0.8)


def take_in(key: uuid.UUID, me: Any, now: Any, day: Any) -> None:
    """Take a register in on a thread of its own, with a connection of its own."""
    running = RUNNING[key]
    staged = RegisterImport.objects.get(pk=key)

    def on_progress(done: int, total: int) -> None:
        running.done, running.total = done, total

    state = ImportState.FAILED
    report = {"trouble": _("It did not work out, and nothing of it was kept.")}
    try:
        verbs.take_in(
            by=me,
            now=now,
            today=day,
            made=map_from(staged.mapping),
            name=staged.name,
            data=bytes(staged.file or b""),
            staged=staged,
            on_progress=on_progress,
            stop=running.stop.is_set,
        )
        state = ImportState.DONE
    except ImportStopped:
        state, report = ImportState.STOPPED, {}
    except CannotTranslate as trouble:
        state = ImportState.STOPPED if trouble.code == "stopped" else ImportState.FAILED
        report = {"trouble": worded(trouble)}
    except Refusal as refusal:
        report = {"trouble": refused(refusal)}
    finally:
        # What was taken in wrote down its own end, together with the records it brought.
        done = state == ImportState.DONE
        _leave(key, staged, **({} if done else {"state": state, "report": report}))


def take_back(key: uuid.UUID, me: Any, now: Any, day: Any) -> None:
    """Take an import back on a thread of its own, with a connection of its own."""
    staged = RegisterImport.objects.get(pk=key)
    trouble = _("It did not work out; the import is as it was.")
    try:
        verbs.undo(by=me, now=now, today=day, staged=staged)
        trouble = ""
    except Refusal as refusal:
        trouble = refused(refusal)
    finally:
        _leave(key, staged, report={**staged.report, "trouble": trouble})


def _leave(key: uuid.UUID, staged: RegisterImport, **columns: Any) -> None:
    """Write down what came of the work, and be no longer at it even if that cannot be written."""
    try:
        if columns:
            uploads.change_upload(staged, **columns)
    finally:
        RUNNING.pop(key, None)
        connection.close()
