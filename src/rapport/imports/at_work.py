"""Which imports are at work: each started once, seen and stopped from any process.

The claim is a column of the upload, taken in one statement, so that of two who start the same
import one begins. How far it is lies in the memory of the process at work; on a team's store it is
also written down every second, beside the import's own transaction, so that the other workers can
tell how far it is and ask it to stop. A claim whose process has ended is one nobody holds.
"""

import contextlib
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Q

from rapport.records.models import ImportState, RegisterImport

WAITING = (ImportState.STAGED, ImportState.CHECKED, ImportState.STOPPED, ImportState.FAILED)
"""Until here the meaning of the columns can still be changed, and the register be imported."""

_EVERY = 1.0
_GIVEN_UP = timedelta(seconds=60)


@dataclass
class Running:
    """An import at work, or its undoing: how far, and whether to stop."""

    back: bool = False
    done: int = 0
    total: int = 0
    stop: threading.Event = field(default_factory=threading.Event)


HERE: dict[uuid.UUID, Running] = {}
"""What is at work in this process."""


def claim(upload: RegisterImport, running: Running) -> bool:
    """Claim an upload to import or undo it; return whether nobody else has."""
    if HERE.setdefault(upload.pk, running) is not running:
        return False
    states = (ImportState.DONE,) if running.back else WAITING
    left = Q(_abandoned(), state=ImportState.RUNNING, change_set__isnull=not running.back)
    free = RegisterImport.objects.filter(Q(state__in=states) | left, pk=upload.pk)
    claimed = free.update(state=ImportState.RUNNING, beat=_now(), stop_asked=False, progress=0)
    if not claimed:
        del HERE[upload.pk]
    return bool(claimed)


@contextlib.contextmanager
def at_work(
    upload: RegisterImport, running: Running, *, on_a_thread: bool = True
) -> Iterator[None]:
    """Be at work on an upload, on a thread of its own; the other processes are told how far.

    What is quick is done in the request itself, which keeps its connection.
    """
    ended = threading.Event()
    thread = threading.Thread(target=_tell, args=(upload.pk, running, ended), daemon=True)
    try:
        if settings.IS_TEAM and on_a_thread:
            thread.start()
        yield
    finally:
        ended.set()
        HERE.pop(upload.pk, None)
        if on_a_thread:
            connection.close()


def at_work_on(upload: RegisterImport) -> Running | None:
    """Return how far the work on an upload is, in whichever process, or None if nobody is at it."""
    if upload.pk in HERE:
        return HERE[upload.pk]
    if upload.state != ImportState.RUNNING:
        return None
    return Running(upload.change_set is not None, upload.progress, upload.total)


def ask_to_stop(upload: RegisterImport) -> None:
    """Ask whoever is at work on an upload to stop."""
    if upload.pk in HERE:
        HERE[upload.pk].stop.set()
    elif upload.state == ImportState.RUNNING:
        RegisterImport.objects.filter(pk=upload.pk).update(stop_asked=True)


def is_abandoned(upload: RegisterImport) -> bool:
    """Say whether the process that claimed an upload has ended without a word."""
    if upload.state != ImportState.RUNNING or upload.pk in HERE:
        return False
    return RegisterImport.objects.filter(_abandoned(), pk=upload.pk).exists()


def _abandoned() -> Q:
    """Return which claims of others are nobody's: a laptop's store has one process at a time."""
    return Q(beat__lt=_now() - _GIVEN_UP) if settings.IS_TEAM else Q()


def _tell(key: uuid.UUID, running: Running, ended: threading.Event) -> None:
    """Write down every second how far the work is, and hear whether somebody asked to stop it."""
    upload = RegisterImport.objects.filter(pk=key)
    try:
        while not ended.wait(_EVERY):
            with contextlib.suppress(OperationalError), transaction.atomic():
                # The work's own transaction holds the row while it ends.
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = 5000")
                upload.update(beat=_now(), progress=running.done, total=running.total)
                if upload.filter(stop_asked=True).exists():
                    running.stop.set()
    finally:
        connection.close()


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - whether a process lives is no matter of the store's day
