"""What takes a change set back although others went on since: nothing they typed is lost.

An undo of the history refuses where later work wrote the same columns. Here each column goes back
to what it was only where the change set wrote it last; what people wrote in it since stays, and so
does a row it added in which they wrote. What another change of power wrote that was itself taken
back is nothing to go back to: of two that proved false neither leaves anything.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.records.hanging import hanging_on
from rapport.records.models import LoggedModel, Operation, PowerChange
from rapport.records.models.people import Counterpart
from rapport.records.operations import (
    ALIVE,
    Plain,
    RowState,
    default_of,
    recorded_models,
    state_after,
)
from rapport.records.projection import row_from
from rapport.records.row_logs import logs_of
from rapport.records.undoing import UNDO

_CHUNK = 1000
_APPLY, _TAKE_BACK = "apply_power_change", "undo_power_change"
_PLACED = frozenset({"office", "circle", "sensitivity"})
"""What decides who sees a row: it is carried along, and typed by nobody in the row itself."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A row as it is now, with the patch that takes back what the change set did to it.

    ``goes``: it was added there, and nobody wrote in it since.
    """

    row: LoggedModel
    patch: dict[str, Plain]
    goes: bool


def taking_back(change_set: uuid.UUID, *, but: Collection[uuid.UUID] = ()) -> Iterator[TakenBack]:
    """Yield what takes a change set back, row by row, but for some rows. Call it under the lock."""
    done = Operation.objects.filter(change_set=change_set).order_by("-sequence")
    standing = set(PowerChange.objects.values_list("applied_in", flat=True))
    rows = [key for key in dict.fromkeys(done.values_list("row", flat=True)) if key not in but]
    for start in range(0, len(rows), _CHUNK):
        logs = logs_of(rows[start : start + _CHUNK])
        for key in rows[start : start + _CHUNK]:
            found = _of_row(change_set, key, logs[key], standing)
            if found is not None:
                yield found


def _of_row(
    change_set: uuid.UUID,
    key: uuid.UUID,
    log: Sequence[Operation],
    standing: Collection[uuid.UUID | None],
) -> TakenBack | None:
    now = state_after(log)
    if not now.alive:
        return None  # somebody took it away since: that stays so
    mine = [place for place, one in enumerate(log) if one.change_set == change_set]
    earlier = log[: mine[0]]
    true = [one for one in earlier if one.verb != _APPLY or one.change_set in standing]
    before, after = state_after(earlier), state_after(log[: mine[-1] + 1])
    model = recorded_models()[log[0].model]
    row = row_from(model, key, now, log[-1].sequence)
    if not before.alive or not true:
        if not _written_since(model, after, now) and not _pointed_at(row):
            return TakenBack(row, {}, goes=True)
        if not before.alive:
            return None
    if true[:1] == list(earlier[:1]):  # it was there before any that proved false
        before = state_after(true)
    written = {name for place in mine for name in _patch(log[place])} - {ALIVE}
    last = _last_writers(log)
    patch = {
        name: before.value(name, default=default_of(model, name))
        for name in sorted(written)
        if last.get(name) == change_set
    }
    return TakenBack(row, patch, goes=False) if patch else None


def _written_since(model: type[LoggedModel], after: RowState, now: RowState) -> bool:
    """Say whether anybody wrote in a row since: to move or merge what it is about is no such."""
    for name in sorted({*after.heads, *now.heads} - _PLACED - {ALIVE}):
        column: Any = model._meta.get_field(name) if name not in model.PARTS else None  # noqa: SLF001
        repointed = column is not None and column.is_relation and _is_about(column.related_model)
        if not repointed and after.value(name) != now.value(name):
            return True
    return False


def _is_about(model: type[Any]) -> bool:
    """Say whether a column leads to somebody, who may become one with another in a merging."""
    return model is Counterpart or model._meta.model_name == "relationship"  # noqa: SLF001


def _pointed_at(row: LoggedModel) -> bool:
    return any(
        hanging.model._base_manager.filter(**{hanging.column: row}).exists()  # noqa: SLF001
        for hanging in hanging_on(type(row))
    )


def _last_writers(log: Sequence[Operation]) -> dict[str, uuid.UUID]:
    """Return by column whose value stands: an undo gives it back to whoever wrote it before.

    What takes a change of power back may give it to somebody who wrote it long before.
    """
    written: dict[str, list[tuple[uuid.UUID, Plain]]] = defaultdict(list)
    for operation in log:
        for name, value in _patch(operation).items():
            values = written[name]
            if operation.verb == UNDO and len(values) > 1 and values[-2][1] == value:
                values.pop()
                continue
            whose = operation.change_set
            if operation.verb == _TAKE_BACK:
                whose = next((of for of, held in reversed(values) if held == value), whose)
            values.append((whose, value))
    return {name: values[-1][0] for name, values in written.items()}


def _patch(operation: Operation) -> dict[str, Plain]:
    content = operation.content
    patch: dict[str, Plain] = json.loads(content)["patch"] if content is not None else {}
    return patch
