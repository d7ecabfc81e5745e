"""Planning a request, as JSON."""

from typing import Any

from rapport.actions import asks, correcting
from rapport.api.json_view import Request, key_in, told, writes
from rapport.records.entry import from_json, misfit
from rapport.records.models import Ask

_BECAME = frozenset({"outcome", "made_on", "answered_on", "answer", "again_on"})
"""What became of a request is said once it is there: in the log, or with a change."""


@writes
def plan(request: Request) -> Any:
    """Plan a request: ``{"who": KEY, "what": "...", "planned_for": day, ...}``, any column of it.

    ``costs`` say what a yes may cost them, each ``[cost, weight, softener]``; the last may be left
    out. ``gate`` and ``meeting`` are keys. Answers with its key and the one that undoes it.
    """
    given = told(request)
    whom = key_in("who", given.pop("who", None))
    costs = given.pop("costs", [])
    columns = correcting.corrected_columns(Ask)
    planned = {name: column for name, column in columns.items() if name not in _BECAME}
    values = from_json(Ask, given, planned)
    if "what" not in values:
        raise misfit("what")
    change = asks.plan_ask(request.asking, relationship=whom, costs=costs, **values)
    return {"planned": change.row.pk, "change_set": change.key}
