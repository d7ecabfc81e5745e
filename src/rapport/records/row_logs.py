"""What was done to each of some rows, by the log."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from rapport.records.models import Operation
from rapport.records.raw_rows import among


def logs_of(rows: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Operation]]:
    """Return the operations on each of these rows, oldest first; rows without any are not there.

    The keys are asked for as one value (``among``). Of a thousand places in a statement SQLite
    believes that reading the whole history in its order is cheaper.
    """
    logs: dict[uuid.UUID, list[Operation]] = defaultdict(list)
    if rows:
        for operation in Operation.objects.filter(row__in=among([*rows])).order_by("sequence"):
            logs[operation.row].append(operation)
    return logs
