"""A register imported as one change set, or not at all; undone as one.

The file is never written anywhere but into the store, is read in a limited child process, and is
forgotten when the import is done.
"""

import uuid
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from rapport.actions import history
from rapport.actions.people import writable_circle
from rapport.imports.known import known_people
from rapport.imports.mapping import RegisterMap, check_complete
from rapport.imports.people_writer import Counts
from rapport.imports.reading import OnProgress, RegisterReader, Stop
from rapport.imports.row_writer import RowWriter
from rapport.imports.rows import Fault, RegisterRow
from rapport.imports.uploads import change_upload
from rapport.records import planner_statistics
from rapport.records.asking import Asking
from rapport.records.models import ImportState, RegisterImport
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere


@dataclass
class ImportResult:
    """What an import brought, and the change set that undoes it, if it brought anything.

    ``left_out`` is how many rows fell; ``columns_left_out`` counts the filled cells of columns
    without a meaning, ``cells_changed`` those that were read otherwise than they stand.
    """

    change_set: uuid.UUID | None
    counts: Counts
    left_out: int
    fault_counts: Counter[str] = field(default_factory=Counter)
    columns_left_out: dict[str, int] = field(default_factory=dict)
    cells_changed: int = 0
    passed_over: int = 0

    @property
    def nothing_fell(self) -> bool:
        """Say whether everything that stands in the file is kept."""
        return not (self.left_out or self.columns_left_out or self.cells_changed)

    def as_report(self) -> dict[str, Any]:
        """Return what a page says of it."""
        return {
            **asdict(self.counts),
            "left_out": self.left_out,
            "faults": dict(self.fault_counts),
            "columns_left_out": self.columns_left_out,
            "cells_changed": self.cells_changed,
            "passed_over": self.passed_over,
            "nothing_fell": self.nothing_fell,
        }


def import_register(
    asking: Asking,
    *,
    mapping: RegisterMap,
    name: str,
    data: bytes,
    upload: RegisterImport | None = None,
    on_progress: OnProgress | None = None,
    stop: Stop | None = None,
) -> ImportResult:
    """Import a register: all its good rows, as one change set, or nothing.

    What became of its ``upload`` is written together with it: a machine that stops in between
    leaves neither.
    """
    check_complete(mapping)
    circle = writable_circle(asking.me, uuid.UUID(mapping.circle))
    faults: Counter[str] = Counter()
    with change_set("import_register", asking) as changes:
        people = known_people(asking.me, circle.pk)
        reader = RegisterReader(
            *(asking, mapping, name, data),
            circle=circle.pk,
            people=people,
            on_progress=on_progress,
            stop=stop,
        )
        writer = RowWriter(changes, mapping, asking, circle, people)
        for piece in reader:
            faults.update(row.code for row in piece if isinstance(row, Fault))
            good = [row for row in piece if isinstance(row, RegisterRow)]
            good.sort(key=lambda row: row.on or asking.day)
            writer.write(good)
        writer.finish()
        counts = writer.counts
        key = changes.key if counts.brought_anything else None
        result = ImportResult(
            key,
            counts,
            faults.total(),
            faults,
            columns_left_out=reader.left_out,
            cells_changed=reader.oddities.total(),
            passed_over=len(reader.passed_over),
        )
        if upload is not None:
            report = result.as_report()
            change_upload(upload, state=ImportState.DONE, change_set=key, report=report, file=None)
    planner_statistics.renew()
    return result


@transaction.atomic
def undo_import(asking: Asking, *, upload: RegisterImport) -> None:
    """Undo a whole import."""
    if upload.change_set is None:
        raise NotThere(NOT_THERE)
    history.undo(asking, key=upload.change_set)
    change_upload(upload, state=ImportState.UNDONE)
