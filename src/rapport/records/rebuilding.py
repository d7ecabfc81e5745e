"""The tables built anew from the log alone."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models import Q

from rapport.records import judging, name_index, projection, text_index
from rapport.records.models import (
    Colleague,
    Finding,
    LoggedModel,
    Mark,
    Operation,
    SpiralOf,
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


class Told(NamedTuple):
    """A row as the log tells of it, with the number of the operation that wrote it last."""

    kind: str
    key: uuid.UUID
    state: RowState
    revised: int


def told() -> Iterator[Told]:
    """Yield every row that the log says is there, in the order of their keys, in one reading."""
    log = Operation.objects.order_by("row", "sequence")
    for key, operations in groupby(log.iterator(chunk_size=2000), key=lambda one: one.row):
        known = list(operations)
        state = state_after(known)
        if state.alive:
            yield Told(known[-1].model, key, state, known[-1].sequence)


def differences() -> list[tuple[str, uuid.UUID]]:
    """Return the rows whose tables say otherwise than the log: ``(kind, key)``.

    The log and the tables are read beside each other, some keys at a time: what is held in memory
    does not grow with the store.
    """
    kinds = list(recorded_models())
    found: list[tuple[str, uuid.UUID]] = []
    after: uuid.UUID | None = None
    log = told()
    while some := list(islice(log, _BATCH)):
        found += _differing(some, _Keys(after, some[-1].key))
        after = some[-1].key
    found += _differing([], _Keys(after, None))
    return sorted(found, key=lambda one: (kinds.index(one[0]), one[1]))


class _Keys(NamedTuple):
    """The keys after one and up to another, where there is one."""

    after: uuid.UUID | None
    until: uuid.UUID | None

    def those_in(self, column: str) -> Q:
        """Return the condition that a column holds one of them."""
        ends = {f"{column}__gt": self.after, f"{column}__lte": self.until}
        return Q(**{name: key for name, key in ends.items() if key is not None})


def _differing(some: list[Told], keys: _Keys) -> Iterator[tuple[str, uuid.UUID]]:
    """Yield what differs among these keys; ``some`` is all that the log says is there of them."""
    of_kind: dict[str, list[Told]] = defaultdict(list)
    for one in some:
        of_kind[one.kind].append(one)
    for name, model in recorded_models().items():
        rows = {row.pk: row for row in model._base_manager.filter(keys.those_in("pk"))}  # noqa: SLF001
        held = _parts_held(model, keys)
        for one in of_kind[name]:
            row = rows.pop(one.key, None)
            parts = {
                part: sorted(part_values(child, entry) for entry in one.state.value(part, []))
                for part, child in parts_of(model).items()
            }
            there = {part: sorted(of_part.get(one.key, [])) for part, of_part in held.items()}
            if row is None or not _same(row, _row(one)) or parts != there:
                yield name, one.key
        yield from ((name, key) for key in rows)


def _row(one: Told) -> LoggedModel:
    return projection.row_from(recorded_models()[one.kind], one.key, one.state, one.revised)


def _parts_held(
    model: type[LoggedModel], keys: _Keys
) -> dict[str, dict[uuid.UUID, list[tuple[Any, ...]]]]:
    """Return, for each part of records of this kind, what its table holds by record."""
    answer: dict[str, dict[uuid.UUID, list[tuple[Any, ...]]]] = {}
    for name, child in parts_of(model).items():
        owner: str = child.OWNER  # type: ignore[attr-defined]
        whose, *values = child.VALUES  # type: ignore[attr-defined]
        of_part = answer[name] = defaultdict(list)
        there = child._base_manager.filter(keys.those_in(f"{owner}_id"))  # noqa: SLF001
        for key, *said in there.values_list(f"{owner}_id", f"{whose}_id", *values):
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
        log = told()
        while some := list(islice(log, _BATCH)):
            _place(some)
            count += len(some)
            if on_progress:
                on_progress(some[-1].kind, count)
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
    derived: tuple[type[models.Model], ...] = (Finding, Mark, SpiralOf, *name_index.KEPT)
    for table in derived:
        rows = table._base_manager.all()  # noqa: SLF001 - documented Meta API
        rows._raw_delete(rows.db)  # noqa: SLF001 - no cascade, on purpose
    text_index.empty()
    for model in recorded_models().values():
        for kept in (*parts_of(model).values(), model):
            rows = kept._base_manager.all()  # noqa: SLF001 - documented Meta API
            rows._raw_delete(rows.db)  # noqa: SLF001 - no cascade, on purpose


def _place(some: list[Told]) -> None:
    """Put rows of any kind into their tables, those of one kind together."""
    of_kind: dict[type[LoggedModel], list[tuple[LoggedModel, dict[str, object]]]] = defaultdict(
        list
    )
    for one in some:
        model = recorded_models()[one.kind]
        of_kind[model].append((_row(one), projection.parts_from(model, one.state)))
    for model, batch in of_kind.items():
        projection.place(model, batch)
