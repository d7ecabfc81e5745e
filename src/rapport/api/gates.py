"""What must be open, how it stands, and whose consent it needs, as JSON."""

import uuid
from typing import Any

from rapport.actions import consents, gates
from rapport.api.json_view import Request, day_in, key_in, page_in, reads, told, writes
from rapport.briefings import gates as briefing
from rapport.briefings.told_gates import told_line, told_page
from rapport.records.entry import from_json, misfit
from rapport.records.models import Consented, Gate, GateIncident, GateState

AT_ONCE = 50


@reads
def listed(request: Request) -> Any:
    """Answer what must be open, by name, fifty at a time; ``?page=`` goes on, ``?on=`` is a day."""
    page = page_in(request)
    first = (page - 1) * AT_ONCE
    found, total = briefing.gates(request.asking, on=day_in(request), first=first, at_once=AT_ONCE)
    return {
        "rows": [told_line(one) for one in found],
        "total": total,
        "following": page + 1 if first + AT_ONCE < total else None,
    }


@reads
def one(request: Request, key: uuid.UUID) -> Any:
    """Answer one gate as it stands, or with ``?on=`` as it stood on a day."""
    return told_page(briefing.gate_page(request.asking, key, on=day_in(request)))


@writes
def add(request: Request) -> Any:
    """Add a gate: ``{"name": ..., "kind": "passage", "circle": KEY, ...}``, any column of it.

    With ``standing`` it is said how it stands, since ``on`` (today), with the ``reason``.
    """
    given = told(request)
    circle = key_in("circle", given.pop("circle", None))
    said = from_json(GateState, {name: given.pop(name) for name in _SAID & given.keys()})
    values = from_json(Gate, given)
    _need(values, "name", "kind")
    change = gates.add_gate(request.asking, circle=circle, **said, **values)
    return {"added": change.row.pk, "change_set": change.key}


@writes
def say_standing(request: Request, key: uuid.UUID) -> Any:
    """Say how a gate stands: ``{"standing": "closed", "on": day, "reason": "..."}``."""
    values = from_json(GateState, told(request))
    _need(values, "standing")
    change = gates.say_standing(request.asking, gate=key, **values)
    return {"said": change.row.pk, "change_set": change.key}


@writes
def log_incident(request: Request, key: uuid.UUID) -> Any:
    """Log what happened at a gate: ``{"kind": "refused", "on": day, "text": "..."}``."""
    values = from_json(GateIncident, told(request))
    _need(values, "kind")
    change = gates.log_incident(request.asking, gate=key, **values)
    return {"logged": change.row.pk, "change_set": change.key}


@writes
def say_consent(request: Request, key: uuid.UUID) -> Any:
    """Say what somebody says to a gate: ``{"state": "given", "on": day, "note": "..."}``."""
    given = told(request)
    state = given.pop("state", None)
    if state not in Consented.values:
        raise misfit("state")
    note = given.pop("note", None)
    if note is not None and not isinstance(note, str):
        raise misfit("note")
    values = from_json(GateState, {name: given.pop(name) for name in {"on"} & given.keys()})
    if given:
        raise misfit(next(iter(given)))
    change = consents.say_consent(request.asking, key=key, state=state, note=note, **values)
    return {"said": change.row.pk, "change_set": change.key}


_SAID = frozenset({"standing", "on", "reason"})
"""What is said of how a new gate stands, beside its own columns."""


def _need(values: dict[str, Any], *names: str) -> None:
    for name in names:
        if name not in values:
            raise misfit(name)
