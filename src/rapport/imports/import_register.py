"""A register taken in as one deed, or not at all; taken back as one.

The file is never written anywhere but into the store, is read in a limited child process, and is
forgotten when the import is done.
"""

import uuid
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from django.db import transaction

from rapport.actions import history
from rapport.actions.people import writable_circle
from rapport.imports import uploads
from rapport.imports.mapping import RegisterMap, check_complete
from rapport.imports.reading import OnProgress, Reading, Stop
from rapport.imports.row_writer import Counts, Intake
from rapport.imports.rows import Fault, Taken
from rapport.records import judging, planner_statistics
from rapport.records.models import Colleague, ImportState, RegisterImport
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere

_DESCRIBING = ("real_name", "how_to_address", "actor", "position")


@dataclass
class Done:
    """What an import took in, and the deed by which it can be undone, if it brought anything."""

    change_set: uuid.UUID | None
    counts: Counts
    left_out: int
    fault_counts: Counter[str] = field(default_factory=Counter)


def take_in(
    *,
    by: Colleague,
    now: datetime,
    today: date,
    made: RegisterMap,
    name: str,
    data: bytes,
    staged: RegisterImport | None = None,
    on_progress: OnProgress | None = None,
    stop: Stop | None = None,
) -> Done:
    """Take a register in: all its good rows, as one deed, or nothing.

    What became of the upload it was ``staged`` as is written together with it: a machine that
    stops in between leaves neither.
    """
    check_complete(made)
    circle = writable_circle(by, uuid.UUID(made.circle))
    faults: Counter[str] = Counter()
    reading = Reading(
        made, name, data, today, by=by, circle=circle.pk, on_progress=on_progress, stop=stop
    )
    with change_set("import_register", by=by, now=now) as changes:
        intake = Intake(
            changes,
            by=by,
            circle=circle,
            sensitivity=made.sensitivity,
            today=today,
            describes=any(made.column(meaning) for meaning in _DESCRIBING),
        )
        for piece in reading:
            faults.update(row.code for row in piece if isinstance(row, Fault))
            good = [row for row in piece if isinstance(row, Taken)]
            good.sort(key=lambda row: row.on or today)
            intake.take(good)
        intake.finish()
        judging.mark_notes_with(*intake.names, today=today)
        judging.rejudge(intake.touched, today=today)
        counts = intake.counts
        key = changes.key if counts.brought_anything else None
        done = Done(key, counts, faults.total(), faults)
        if staged is not None:
            report = {**asdict(counts), "left_out": done.left_out}
            uploads.change_upload(
                staged, state=ImportState.DONE, change_set=key, report=report, file=None
            )
    planner_statistics.renew()
    return done


@transaction.atomic
def undo(*, by: Colleague, now: datetime, today: date, staged: RegisterImport) -> None:
    """Take a whole import back."""
    if staged.change_set is None:
        raise NotThere(NOT_THERE)
    history.undo(by=by, now=now, today=today, key=staged.change_set)
    uploads.change_upload(staged, state=ImportState.UNDONE)
