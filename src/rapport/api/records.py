"""Records by their kind: note one, put it right, remove it, what else there is to do, as JSON."""

import uuid
from typing import Any

from rapport.actions import by_kind
from rapport.actions.kind_ways import Way
from rapport.api.json_view import Request, told, writes
from rapport.records.entry import from_json
from rapport.records.operations import recorded_models


@writes
def note(request: Request, key: uuid.UUID, kind: str) -> Any:
    """Note a record of a kind about somebody we deal with, by its columns."""
    change = _do(request, by_kind.noting(kind), kind, key, told(request))
    return {"noted": change.row.pk, "change_set": change.key}


@writes
def change(request: Request, kind: str, key: uuid.UUID) -> Any:
    """Change a record, by its columns; the history keeps what it was.

    ``costs`` of a request are ``[cost, weight, softener]``, and replace those that were there.
    """
    given = told(request)
    costs = {"costs": given.pop("costs")} if kind == "ask" and "costs" in given else {}
    done = _do(request, by_kind.changing(kind), kind, key, given, **costs)
    return {"changed": done.row.pk, "change_set": done.key}


@writes
def remove(request: Request, kind: str, key: uuid.UUID) -> Any:
    """Remove a record; the key that is answered brings it back."""
    done = _do(request, by_kind.removing(kind), kind, key, {})
    return {"removed": key, "change_set": done.key}


@writes
def do(request: Request, kind: str, key: uuid.UUID, what: str) -> Any:
    """Do what else a kind can: answer an insight, note a place of an actor, and the like."""
    given = told(request) if request.body else {}
    done = _do(request, by_kind.doing(kind, what), kind, key, given)
    return {"done": done.row.pk, "change_set": done.key}


def _do(
    request: Request, way: Way, kind: str, key: uuid.UUID, given: dict[str, Any], **more: Any
) -> Any:
    values = from_json(recorded_models()[kind], given, way.columns)
    return way.do(request.asking, key, {**values, **more})
