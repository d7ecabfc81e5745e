"""A register taken in as one deed, or not at all; taken back as one.

The file is never written anywhere but into the store, is read in a limited child process, and is
forgotten when the import is done.
"""

import uuid
from collections import Counter
from dataclasses import asdict, dataclass, field

from django.db import transaction

from rapport.actions import history, uploads
from rapport.actions.people import writable_circle
from rapport.actions.registers import Counts, Intake
from rapport.exchange.register_map import RegisterMap, check_complete
from rapport.exchange.register_reading import OnProgress, Reading, Stop
from rapport.exchange.register_rows import Fault, Taken
from rapport.records import planner_statistics
from rapport.records.asking import Asking
from rapport.records.models import ImportState, RegisterImport
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
    asking: Asking,
    *,
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
    by, today = asking.me, asking.day
    circle = writable_circle(by, uuid.UUID(made.circle))
    faults: Counter[str] = Counter()
    reading = Reading(
        made, name, data, today, by=by, circle=circle.pk, on_progress=on_progress, stop=stop
    )
    with change_set("import_register", asking) as changes:
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
def undo(asking: Asking, *, staged: RegisterImport) -> None:
    """Take a whole import back."""
    if staged.change_set is None:
        raise NotThere(NOT_THERE)
    history.undo(asking, key=staged.change_set)
    uploads.change_upload(staged, state=ImportState.UNDONE)
