"""What takes a deed back: for each of its operations the patch that restores what was before."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from rapport.records.models import Operation, Recorded
from rapport.records.operations import (
    ALIVE,
    Plain,
    RowState,
    default_of,
    recorded_models,
    state_after,
)
from rapport.records.projection import parts_from, row_from
from rapport.records.refusals import ChangedSince, NotThere

_CHUNK = 1000


Inverse = tuple[Recorded, dict[str, Plain]]


def inverses(deed: uuid.UUID) -> Iterator[list[Inverse]]:
    """Yield the rows a deed changed, as they are now, each with the patch that takes it back.

    They come in pieces, the newest rows first, so that a large import needs no large memory.
    Raises ``ChangedSince`` when later work wrote the same fields, or stands on a row that would go.
    """
    done = Operation.objects.filter(deed=deed)
    rows = list(dict.fromkeys(done.order_by("-sequence").values_list("row", flat=True)))
    if not rows:
        raise NotThere(gettext_noop("There is nothing to undo."))
    _refuse_if_built_on(done.filter(effect=1).values_list("model", "row"))
    for start in range(0, len(rows), _CHUNK):
        yield _inverses(deed, rows[start : start + _CHUNK])


def _inverses(deed: uuid.UUID, rows: Sequence[uuid.UUID]) -> list[Inverse]:
    logs = _logs(rows)
    answers = []
    for key in rows:
        operations = [one for one in reversed(logs[key]) if one.deed == deed]
        before = state_after(one for one in logs[key] if one.deed != deed)
        now = state_after(logs[key])
        _refuse_if_changed(operations, now)
        patches = [_patch_back(operation, before) for operation in operations]
        begun = next((patch for patch in patches if patch.get(ALIVE) is False), None)
        patch = begun or {name: value for one in patches for name, value in one.items()}
        answers.append((_row(operations[0], now, before), patch))
    return answers


def _logs(rows: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Operation]]:
    logs: dict[uuid.UUID, list[Operation]] = defaultdict(list)
    for operation in Operation.objects.filter(row__in=rows).order_by("sequence"):
        logs[operation.row].append(operation)
    return logs


def _patch_of(operation: Operation) -> dict[str, Plain]:
    if operation.payload is None:
        raise ChangedSince(
            gettext_noop("What this changed has been erased for good."),
            next_step=gettext_noop("Nothing needs to be done: it cannot be brought back."),
        )
    patch: dict[str, Plain] = json.loads(bytes(operation.payload))["patch"]
    return patch


def _refuse_if_changed(operations: Sequence[Operation], now: RowState) -> None:
    """Refuse unless what the deed wrote still stands; a large deed may write a field twice."""
    of_deed = {operation.name for operation in operations}
    for key in {key for operation in operations for key in _patch_of(operation)}:
        if not of_deed.issuperset(now.names(key)):
            raise ChangedSince(
                gettext_noop("Something here has been changed again since."),
                next_step=gettext_noop("Open the history and take the later change back first."),
            )


def _patch_back(operation: Operation, before: RowState) -> dict[str, Plain]:
    patch = _patch_of(operation)
    if patch.get(ALIVE) is True:
        return {ALIVE: False}
    model = recorded_models()[operation.model]
    if patch.get(ALIVE) is False:
        return {ALIVE: True, **parts_from(model, before)}
    return {key: before.value(key, default=default_of(model, key)) for key in patch}


def _row(operation: Operation, now: RowState, before: RowState) -> Recorded:
    """Return the row to write: as it is now, or as it was if it had gone."""
    model = recorded_models()[operation.model]
    state = now if now.alive else before
    return row_from(model, operation.row, state, operation.sequence)


def _refuse_if_built_on(begun: Iterable[tuple[str, uuid.UUID]]) -> None:
    """Refuse when rows that stay point at rows that would go: ``(kind, key)`` of each."""
    gone: dict[type[Recorded], set[uuid.UUID]] = defaultdict(set)
    for kind, key in begun:
        gone[recorded_models()[kind]].add(key)
    for model, keys in gone.items():
        for relation in model._meta.related_objects:  # noqa: SLF001 - documented Meta API
            other: Any = relation.related_model
            # A part of a record (who was there) goes with the record it is part of.
            owner = getattr(other, "OWNER", "pk")
            whole = other._meta.get_field(owner).related_model if owner != "pk" else other  # noqa: SLF001
            if not (isinstance(whole, type) and issubclass(whole, Recorded)):
                continue
            leaving = gone.get(whole, set())
            ordered = sorted(keys)
            for start in range(0, len(ordered), _CHUNK):
                name = f"{relation.field.name}__in"
                pointing = other._base_manager.filter(**{name: ordered[start : start + _CHUNK]})  # noqa: SLF001
                if set(pointing.values_list(owner, flat=True)) - leaving:
                    raise ChangedSince(
                        gettext_noop("Later records stand on what this added."),
                        next_step=gettext_noop("Take those back first, then undo this."),
                    )
