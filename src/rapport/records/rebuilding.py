"""The tables built anew from the log alone."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from django.db import models, transaction

from rapport.records import judging, projection, text_index
from rapport.records.models import (
    Colleague,
    Finding,
    LoggedModel,
    Mark,
    NameKey,
    Operation,
)
from rapport.records.operations import (
    RowState,
    columns_of,
    part_values,
    parts_of,
    recorded_models,
    state_after,
)

_BATCH = 1000


def states(model: type[LoggedModel]) -> Iterator[tuple[uuid.UUID, RowState, int]]:
    """Yield every row of ``model`` that the log says is there, with its last sequence number."""
    name = model._meta.model_name  # noqa: SLF001 - documented Meta API
    log = Operation.objects.filter(model=name).order_by("row", "sequence")
    for key, operations in groupby(log.iterator(chunk_size=2000), key=lambda one: one.row):
        known = list(operations)
        state = state_after(known)
        if state.alive:
            yield key, state, known[-1].sequence


def differences() -> list[tuple[str, uuid.UUID]]:
    """Return the rows whose tables say otherwise than the log: ``(kind, key)``."""
    found = []
    for name, model in recorded_models().items():
        rows = {row.pk: row for row in model._base_manager.all().iterator(chunk_size=2000)}  # noqa: SLF001
        held = _parts_held(model)
        for key, state, revised in states(model):
            row = rows.pop(key, None)
            told = projection.row_from(model, key, state, revised)
            parts = {
                part: sorted(part_values(child, entry) for entry in state.value(part, []))
                for part, child in parts_of(model).items()
            }
            there = {part: sorted(of_part.get(key, [])) for part, of_part in held.items()}
            if row is None or not _same(row, told) or parts != there:
                found.append((name, key))
        found.extend((name, key) for key in rows)
    return found


def _parts_held(
    model: type[LoggedModel],
) -> dict[str, dict[uuid.UUID, list[tuple[Any, ...]]]]:
    """Return, for each part of records of this kind, what its table holds by record."""
    answer: dict[str, dict[uuid.UUID, list[tuple[Any, ...]]]] = {}
    for name, child in parts_of(model).items():
        owner: str = child.OWNER  # type: ignore[attr-defined]
        whose, *values = child.VALUES  # type: ignore[attr-defined]
        of_part = answer[name] = defaultdict(list)
        rows = child._base_manager.values_list(f"{owner}_id", f"{whose}_id", *values)  # noqa: SLF001
        for key, *said in rows.iterator(chunk_size=2000):
            of_part[key].append(tuple(said))
    return answer


def _same(row: LoggedModel, told: LoggedModel) -> bool:
    return row.revised == told.revised and all(
        column.to_plain(getattr(row, column.attname))
        == column.to_plain(getattr(told, column.attname))
        for column in columns_of(type(row))
    )


def rebuild(*, on_progress: Callable[[str, int], None] | None = None) -> int:
    """Empty every recorded table and fill it from the log; return the number of rows.

    Columns the log does not carry (passwords) are kept; derived ones are left to judging.
    """
    with transaction.atomic():
        kept = _kept_aside()
        _empty()
        count = 0
        for name, model in recorded_models().items():
            for batch in _batches(model):
                projection.place(model, batch)
                count += len(batch)
                if on_progress:
                    on_progress(name, count)
        _put_back(kept)
        judging.mark_all()
    return count


_KEPT = ("password", "last_login")


def _kept_aside() -> dict[uuid.UUID, dict[str, Any]]:
    rows = Colleague._base_manager.values("pk", *_KEPT)  # noqa: SLF001 - documented Meta API
    return {row.pop("pk"): row for row in rows}


def _put_back(kept: dict[uuid.UUID, dict[str, Any]]) -> None:
    for key, columns in kept.items():
        Colleague._base_manager.filter(pk=key).update(**columns)  # noqa: SLF001


def _empty() -> None:
    derived: tuple[type[models.Model], ...] = (Finding, Mark, NameKey)
    for table in derived:
        rows = table._base_manager.all()  # noqa: SLF001 - documented Meta API
        rows._raw_delete(rows.db)  # noqa: SLF001 - no cascade, on purpose
    text_index.empty()
    for model in recorded_models().values():
        for kept in (*parts_of(model).values(), model):
            rows = kept._base_manager.all()  # noqa: SLF001 - documented Meta API
            rows._raw_delete(rows.db)  # noqa: SLF001 - no cascade, on purpose


Batch = list[tuple[LoggedModel, dict[str, object]]]


def _batches(model: type[LoggedModel]) -> Iterator[Batch]:
    batch: Batch = []
    for key, state, revised in states(model):
        row = projection.row_from(model, key, state, revised)
        batch.append((row, projection.parts_from(model, state)))
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
