"""Verbs about the file behind an evidence: its fingerprint, an encrypted copy, opening that."""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_noop

from rapport.actions.team import may_set_rules
from rapport.records import kept_files
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Evidence, Office
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere

MOST_BYTES = 10 * 1024 * 1024
"""A file larger than this is not kept here; its fingerprint may be."""

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
)
TEXT = "text/plain"
_NOT_IN_A_TEXT = frozenset(range(32)) - frozenset(b"\t\n\r\f")


class OpenedFile(NamedTuple):
    """A file as it was given to the store: its name, what it is, its bytes."""

    name: str
    type: str
    data: bytes


def set_keeping_files(asking: Asking, *, keeps_files: bool) -> Change[Office]:
    """Say whether the office keeps encrypted copies of files; what is kept already stays."""
    if not may_set_rules(asking.me):
        raise NotThere(NOT_THERE)
    with change_set("set_keeping_files", asking) as changes:
        changes.change(asking.me.office, keeps_files=keeps_files)
        return changes.made(asking.me.office)


def note_fingerprint(
    asking: Asking, *, key: uuid.UUID, pieces: Iterable[bytes]
) -> Change[Evidence]:
    """Work out the fingerprint of a file and note it with what shows an agreement.

    The file is read piece by piece, and nothing of it is kept. Where an encrypted copy is kept, its
    fingerprint stands already, and only the same file fits.
    """
    row: Evidence = Evidence.objects.one_changeable_by(asking.me, key)
    fingerprint = kept_files.fingerprint_of(pieces)
    if row.file is not None and row.fingerprint != fingerprint:
        raise CannotBe(
            gettext_noop("This is not the file of which an encrypted copy is kept."),
            next_step=gettext_noop("Remove the copy first, or choose the same file."),
        )
    with change_set("note_fingerprint", asking) as changes:
        changes.change(row, fingerprint=fingerprint)
        return changes.made(row)


def seal_file(asking: Asking, *, key: uuid.UUID, name: str, data: bytes) -> Change[Evidence]:
    """Keep an encrypted copy of a file with what shows an agreement, and its fingerprint."""
    row: Evidence = Evidence.objects.one_changeable_by(asking.me, key)
    if not row.office.keeps_files:
        raise CannotBe(
            gettext_noop("This office does not keep copies of files."),
            next_step=gettext_noop("Record its fingerprint, and which colleague keeps the file."),
        )
    kind = _kind_of(data)
    if row.file is not None:
        raise CannotBe(
            gettext_noop("An encrypted copy is kept here already."),
            next_step=gettext_noop("Remove it first, or record another piece of evidence."),
        )
    with change_set("seal_file", asking) as changes:
        file = kept_files.seal_in(data, office=row.office, evidence=row.pk)
        changes.change(
            row,
            file=file,
            file_name=_short(name),
            file_type=kind,
            file_size=len(data),
            fingerprint=kept_files.fingerprint_of([data]),
        )
        return changes.made(row)


def remove_file(asking: Asking, *, key: uuid.UUID) -> Change[Evidence]:
    """Take the encrypted copy out for good: undo does not bring it back. Its fingerprint stays."""
    row: Evidence = Evidence.objects.one_changeable_by(asking.me, key)
    if row.file is None:
        raise NotThere(NOT_THERE)
    with change_set("remove_file", asking) as changes:
        kept_files.let_go(row.file)
        changes.change(row, file=None, file_name="", file_type="", file_size=None)
        return changes.made(row)


def open_file(asking: Asking, *, key: uuid.UUID) -> OpenedFile:
    """Open the encrypted copy for whoever may see what it belongs to.

    Raises ``NotThere`` where none is kept, and ``CannotBe`` where it is not the file any more that
    was sealed.
    """
    row: Evidence = Evidence.objects.one_visible_to(asking.me, key)
    data = None if row.file is None else kept_files.opened(row.file)
    if data is None:
        raise NotThere(NOT_THERE)
    if kept_files.fingerprint_of([data]) != row.fingerprint:
        raise CannotBe(
            gettext_noop("The encrypted copy does not fit the fingerprint recorded here."),
            next_step=gettext_noop("Look in the history who changed the fingerprint, and when."),
        )
    return OpenedFile(row.file_name, row.file_type, data)


def _kind_of(data: bytes) -> str:
    """Return what a file is, by how it begins and not by its name; refuses anything else."""
    if not data:
        raise CannotBe(
            gettext_noop("This file is empty."), next_step=gettext_noop("Choose another file.")
        )
    if len(data) > MOST_BYTES:
        raise CannotBe(
            gettext_noop("This file is larger than 10 MB."),
            next_step=gettext_noop("Record its fingerprint, or choose a smaller copy of it."),
        )
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if _is_text(data):
        return TEXT
    raise CannotBe(
        gettext_noop("Only pictures (PNG, JPEG), PDF and plain text are kept here."),
        next_step=gettext_noop("Take a picture of it, or record its fingerprint."),
    )


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _NOT_IN_A_TEXT.isdisjoint(data)


def _short(name: str) -> str:
    """Return a file's own name without where it lay, at most as long as there is room."""
    return name.replace("\\", "/").rpartition("/")[2].strip()[-120:]
