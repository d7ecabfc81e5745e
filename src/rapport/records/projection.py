"""The tables as a projection of the log: rows, their parts, and the indexes beside them."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from types import SimpleNamespace

from django.db import models

from rapport.records import name_index, note_flags, text_index
from rapport.records.bulk_sql import insert, insert_values, update_values
from rapport.records.models import (
    Finding,
    Interaction,
    LoggedModel,
    Operation,
    Presence,
    SealedName,
    SpiralOf,
)
from rapport.records.operations import (
    ALIVE,
    Pending,
    Plain,
    RowState,
    columns_of,
    is_numbered,
    part_values,
    parts_of,
)
from rapport.records.packed_facts import pack
from rapport.records.sealed_traces import Traces


def project(
    pending: Sequence[Pending], operations: Sequence[Operation], traces: Traces | None = None
) -> None:
    """Bring the tables to where ``operations`` put them, in a fixed number of steps a kind.

    ``traces`` are those of sealed names, kept by whoever writes more after this.
    """
    fresh: dict[type[LoggedModel], list[LoggedModel]] = defaultdict(list)
    going: dict[type[LoggedModel], list[LoggedModel]] = defaultdict(list)
    changed: dict[type[LoggedModel], list[LoggedModel]] = defaultdict(list)
    patches: dict[uuid.UUID, dict[str, Plain]] = {}
    parts: list[tuple[LoggedModel, dict[str, Plain]]] = []
    for one, operation in zip(pending, operations, strict=True):
        one.row.revised = operation.sequence
        model = type(one.row)
        if one.going:
            going[model].append(one.row)
            continue
        if one.new or one.patch.get(ALIVE):
            fresh[model].append(one.row)
        else:
            changed[model].append(one.row)
            patches[one.row.pk] = one.patch
        held = {name: one.patch[name] for name in model.PARTS if name in one.patch}
        if held:
            parts.append((one.row, held))
    _remove(going)
    written = fresh.keys() | changed.keys()
    for model in written:
        begun = fresh.get(model, [])
        insert(begun)
        if model in changed:
            _update(changed[model], patches)
        _index(model, begun, changed.get(model, []))
    _write_parts(parts, new={row.pk for rows in fresh.values() for row in rows})
    if traces is not None and SealedName in written | going.keys():
        traces.forget()
    # Last, when the tables say which names are sealed and whom each text is about.
    for model in written:
        note_flags.mark(model, fresh.get(model, []), changed.get(model, []), traces)


def place(model: type[LoggedModel], batch: Sequence[tuple[LoggedModel, dict[str, Plain]]]) -> None:
    """Put rows that are not there into their table, with their parts and indexes.

    Marks are left to ``judging.mark_all``, once the names and the people are all there.
    """
    rows = [row for row, _ in batch]
    insert(rows)
    _write_parts(batch, new={row.pk for row in rows})
    _index(model, rows, [])


def row_from(
    model: type[LoggedModel], key: uuid.UUID, state: RowState, revised: int
) -> LoggedModel:
    """Return the row that a state describes, not yet stored."""
    row = model(id=key)
    for column in columns_of(model):
        if column.name in state.heads:
            setattr(row, column.attname, column.from_plain(state.value(column.name)))
    row.revised = revised
    return row


def parts_from(model: type[LoggedModel], state: RowState) -> dict[str, Plain]:
    """Return the parts that a state describes."""
    return {name: state.value(name) for name in model.PARTS if name in state.heads}


def _update(
    rows: Sequence[LoggedModel],
    patches: Mapping[uuid.UUID, dict[str, Plain]],
) -> None:
    """Write the patched columns of rows of one kind."""
    model = type(rows[0])
    for row in rows:
        for column in columns_of(model):
            if column.name in patches[row.pk]:
                setattr(row, column.attname, column.from_plain(patches[row.pk][column.name]))
    alike: dict[tuple[str, ...], list[LoggedModel]] = defaultdict(list)
    for row in rows:
        patch = patches[row.pk]
        named = (column.attname for column in columns_of(model) if column.name in patch)
        alike["revised", *named].append(row)
    for names, some in alike.items():
        get = attrgetter("pk", *names)
        update_values(model, names, ((key, values) for key, *values in map(get, some)))
    for row in rows:
        if isinstance(row, Interaction):
            retell(row)


def retell(interaction: Interaction) -> None:
    """Carry what an interaction says to the places that repeat it for the sake of their index."""
    for presence in Presence.objects.filter(interaction=interaction.pk):
        presence.on, presence.told = interaction.on, pack(interaction, presence)
        presence.save(update_fields=["on", "told"])


def _remove(going: Mapping[type[LoggedModel], Sequence[LoggedModel]]) -> None:
    """Take rows away with their parts and index entries, and nothing else.

    Rows that hang on them are removed by operations of their own, so no cascade runs here; the
    store checks the references when the transaction ends.
    """
    for model, rows in going.items():
        keys = [row.pk for row in rows]
        for chunk in _chunks(keys):
            for child in parts_of(model).values():
                _raw_delete(child, f"{child.OWNER}__in", chunk)  # type: ignore[attr-defined]
            text_index.forget(chunk)
            note_flags.forget(chunk)
            if model.__name__ == "Relationship":
                for worked_out in (Finding, SpiralOf):
                    _raw_delete(worked_out, "relationship__in", chunk)
            _raw_delete(model, "pk__in", chunk)
        if model in name_index.NAMED:
            name_index.forget_rows(rows)


def _raw_delete(model: type[models.Model], condition: str, keys: Sequence[uuid.UUID]) -> None:
    rows = model._base_manager.filter(**{condition: keys})  # noqa: SLF001 - Meta API
    rows._raw_delete(rows.db)  # noqa: SLF001 - a delete without Django's cascade, on purpose


def _write_parts(
    held: Sequence[tuple[LoggedModel, dict[str, Plain]]], *, new: set[uuid.UUID]
) -> None:
    """Replace the rows of the parts of records."""
    rows: dict[type[models.Model], list[tuple[object, ...]]] = defaultdict(list)
    stale: dict[type[models.Model], list[uuid.UUID]] = defaultdict(list)
    for row, parts in held:
        for name, values in parts.items():
            child = parts_of(type(row))[name]
            if row.pk not in new:
                stale[child].append(row.pk)
            rows[child].extend(_part_rows(child, row, values))
    for child, owners in stale.items():
        for chunk in _chunks(owners):
            _raw_delete(child, f"{child.OWNER}__in", chunk)  # type: ignore[attr-defined]
    for child, children in rows.items():
        insert_values(child, children)


def _part_rows(
    child: type[models.Model], row: LoggedModel, values: Plain
) -> Iterable[tuple[object, ...]]:
    """Return the columns of parts in order: the record, who, their values, what is repeated.

    Where the key is the record and a number, that comes after the record.
    """
    for number, entry in enumerate(values):
        at = (number,) if is_numbered(child) else ()
        whose, *said = part_values(child, entry)
        repeated: tuple[object, ...] = ()
        if isinstance(row, Interaction) and child is Presence:
            place = SimpleNamespace(**dict(zip(Presence.VALUES[1:], said, strict=True)))
            repeated = (row.on, pack(row, place))
        yield (row.pk, *at, whose, *said, *repeated)


def _index(
    model: type[LoggedModel], fresh: Sequence[LoggedModel], changed: Sequence[LoggedModel]
) -> None:
    """Renew what finds these rows: words of names, words of texts."""
    if model in name_index.NAMED:
        name_index.forget_rows(changed)
        name_index.remember([*fresh, *changed])
    if model in text_index.worded_kinds():
        text_index.forget([row.pk for row in changed])
        text_index.remember([*fresh, *changed])


def _chunks(keys: Sequence[uuid.UUID]) -> Iterable[Sequence[uuid.UUID]]:
    for start in range(0, len(keys), 500):
        yield keys[start : start + 500]
