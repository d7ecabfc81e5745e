"""What was set to be erased: away at once, erased for good on the second day after.

Meanwhile it stands in the history alone, as what was removed does, so that no page, search, finding
or export has it, and taking the change back brings all of it back.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from rapport.records.chain import moment_of_clock
from rapport.records.models.history import SET_TO_ERASE, Operation
from rapport.records.operations import state_after
from rapport.records.prepared import prepared
from rapport.records.undoing import UNDO

WAITS = timedelta(days=2)
"""The day it was set on and the whole next one; on the day after those it is erased."""


def erased_on(set_on: date) -> date:
    """Return the day on which what was set to be erased on ``set_on`` is erased."""
    return set_on + WAITS


def day_of(moment: datetime) -> date:
    """Return the day of a moment by the clock on the wall here."""
    return timezone.localdate(moment)


def waiting() -> dict[uuid.UUID, tuple[Operation, date]]:
    """Return what waits to be erased: by its key the last operation on it, and the day it goes.

    Whoever took it back and then did so again gets a whole day once more. What was brought back
    and removed in the usual way later is not erased: that removal can always be undone.
    """
    keys = sorted(set(_asked_for()))
    if not keys:
        return {}
    logs = Operation.objects.filter(row__in=keys).order_by("row", "sequence")
    found = {}
    for key, log in groupby(logs, key=lambda one: one.row):
        operations = list(log)
        if _waits(operations):
            last = operations[-1]
            found[key] = last, erased_on(day_of(moment_of_clock(last.clock)))
    return found


@prepared
def _asked_for() -> "QuerySet[Operation, uuid.UUID]":
    asked_for = Operation.objects.filter(verb=SET_TO_ERASE, payload__isnull=False)
    return asked_for.order_by().values_list("row", flat=True)


def due(today: date) -> list[uuid.UUID]:
    """Return the keys of what is to be erased as of ``today``."""
    return [key for key, (_, goes) in waiting().items() if goes <= today]


def _waits(log: Sequence[Operation]) -> bool:
    ends = [one.verb for one in log if one.effect == -1 and one.verb != UNDO]
    return bool(ends) and ends[-1] == SET_TO_ERASE and not state_after(list(log)).alive
