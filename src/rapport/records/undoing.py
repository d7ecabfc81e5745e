"""What undoes a change set: for each of its operations the patch that restores what was before."""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from rapport.records import name_index
from rapport.records.models import (
    Colleague,
    Finding,
    LoggedModel,
    Mark,
    Operation,
    SearchEntry,
)
from rapport.records.operations import (
    ALIVE,
    Plain,
    RowState,
    columns_of,
    default_of,
    parts_of,
    recorded_models,
    state_after,
)
from rapport.records.private_rows import not_there_for
from rapport.records.projection import parts_from, row_from
from rapport.records.refusals import ChangedSince, NotThere
from rapport.records.row_logs import logs_of

_CHUNK = 1000
_WORKED_OUT = (Finding, Mark, SearchEntry, *name_index.KEPT)

UNDO = "undo"
"""The verb under which a change set is taken back."""

NOTHING = gettext_noop("There is nothing to undo.")

_ENOUGH = 50
"""How many rows in the way of an undo are looked for, to be named."""


class BuiltOn(ChangedSince):
    """Later rows point at what would go; ``standing`` are their keys by kind."""

    says = gettext_noop("Later records depend on what this added.")
    next = gettext_noop("Undo those first, then undo this.")

    def __init__(self, standing: dict[type[LoggedModel], set[uuid.UUID]]) -> None:
        super().__init__()
        self.standing = standing


Inverse = tuple[LoggedModel, dict[str, Plain]]


def inverses(change_set: uuid.UUID, *, me: Colleague) -> Iterator[list[Inverse]]:
    """Yield the rows a change set changed, as they are now, each with the patch that takes it back.

    They come in pieces, the newest rows first, so that a large import needs no large memory.
    Raises ``ChangedSince`` when later work wrote the same fields, stands on a row that would go,
    or took away what a row that would come back stands on. What is not there for ``me`` refuses
    nothing: where it cannot be taken back it stays as it is, and ``me`` is not told of it.
    """
    done = Operation.objects.filter(change_set=change_set)
    rows = list(dict.fromkeys(done.order_by("-sequence").values_list("row", flat=True)))
    if not rows:
        raise NotThere(NOTHING)
    _refuse_if_built_on(change_set, me)
    returning = set(done.filter(effect=-1).values_list("row", flat=True))
    for start in range(0, len(rows), _CHUNK):
        logs = logs_of(rows[start : start + _CHUNK])
        of_kinds: dict[str, set[uuid.UUID]] = defaultdict(set)
        for key, log in logs.items():
            of_kinds[log[0].model].add(key)
        carried = not_there_for(me, of_kinds)
        piece = _inverses(change_set, rows[start : start + _CHUNK], logs, carried)
        yield _standing(piece, returning, carried)


def _inverses(
    change_set: uuid.UUID,
    rows: Sequence[uuid.UUID],
    logs: Mapping[uuid.UUID, list[Operation]],
    carried: Collection[uuid.UUID],
) -> list[Inverse]:
    answers = []
    for key in rows:
        log = logs[key]
        first = next(place for place, one in enumerate(log) if one.change_set == change_set)
        operations = [one for one in log if one.change_set == change_set]
        before, now = state_after(log[:first]), state_after(log)
        try:
            _refuse_if_changed(change_set, log, now)
        except ChangedSince:
            if key in carried:
                continue
            raise
        patches = [_patch_back(operation, before) for operation in reversed(operations)]
        begun = next((patch for patch in patches if patch.get(ALIVE) is False), None)
        patch = begun or {name: value for one in patches for name, value in one.items()}
        if patch:
            answers.append((_row(operations[0], now, before), patch))
    return answers


def erased_for_good() -> ChangedSince:
    """Return the refusal to bring back what was erased."""
    return ChangedSince(
        gettext_noop("What this changed has been erased for good."),
        next_step=gettext_noop("Erased records cannot be restored."),
    )


def _patch_of(operation: Operation) -> dict[str, Plain]:
    content = operation.content
    if content is None:
        raise erased_for_good()
    patch: dict[str, Plain] = json.loads(content)["patch"]
    return patch


def _refuse_if_changed(change_set: uuid.UUID, log: Sequence[Operation], now: RowState) -> None:
    """Refuse unless what the change set wrote still stands, or stands again."""
    written: dict[str, list[tuple[uuid.UUID, Plain]]] = defaultdict(list)
    fields: set[str] = set()
    going = False
    for operation in log:
        if operation.change_set == change_set:
            patch = _patch_of(operation)
            fields |= patch.keys()
            going = patch.get(ALIVE) is False
        elif operation.payload is None:
            continue
        else:
            patch = _patch_of(operation)
        for name, value in patch.items():
            _write(written[name], operation, value, asked_for=operation.change_set == change_set)
    stands = all(written[name][-1][0] == change_set for name in fields)
    if not stands or (fields and not going and not now.alive):
        raise ChangedSince(
            gettext_noop("Something here has been changed since."),
            next_step=gettext_noop("Open the history and undo the later change first."),
        )


def _write(
    written: list[tuple[uuid.UUID, Plain]], operation: Operation, value: Plain, *, asked_for: bool
) -> None:
    """Add what an operation wrote in a field; an undo takes the value it took back away again."""
    put_back = operation.verb == UNDO and len(written) > 1 and written[-2][1] == value
    if put_back and not asked_for:
        written.pop()
    else:
        written.append((operation.change_set, value))


def _patch_back(operation: Operation, before: RowState) -> dict[str, Plain]:
    patch = _patch_of(operation)
    if patch.get(ALIVE) is True:
        return {ALIVE: False}
    model = recorded_models()[operation.model]
    if patch.get(ALIVE) is False:
        return {ALIVE: True, **parts_from(model, before)}
    return {key: before.value(key, default=default_of(model, key)) for key in patch}


def _row(operation: Operation, now: RowState, before: RowState) -> LoggedModel:
    """Return the row to write: as it is now, or as it was if it had gone."""
    model = recorded_models()[operation.model]
    state = now if now.alive else before
    return row_from(model, operation.row, state, operation.sequence)


def _refuse_if_built_on(change_set: uuid.UUID, me: Colleague) -> None:
    """Refuse when rows that stay, as they are, point at rows the change set began."""
    standing: dict[type[LoggedModel], set[uuid.UUID]] = defaultdict(set)
    gone: dict[type[LoggedModel], set[uuid.UUID]] = defaultdict(set)
    begun = Operation.objects.filter(change_set=change_set, effect=1)
    for kind, key in begun.values_list("model", "row"):
        gone[recorded_models()[kind]].add(key)
    for model, keys in gone.items():
        for other, field, owner, whole in _pointing_at(model):
            leaving = gone.get(whole, set())
            ordered = sorted(keys)
            for start in range(0, len(ordered), _CHUNK):
                chunk = ordered[start : start + _CHUNK]
                pointing = other._base_manager.filter(**{f"{field}__in": chunk})  # noqa: SLF001
                staying = set(pointing.values_list(owner, flat=True)) - leaving
                staying -= not_there_for(me, {str(whole._meta.model_name): staying})  # noqa: SLF001
                if staying and (later := staying - _turned(change_set, staying, other, field)):
                    standing[whole] |= later
                if sum(map(len, standing.values())) >= _ENOUGH:
                    raise BuiltOn(standing)
    if standing:
        raise BuiltOn(standing)


def _turned(change_set: uuid.UUID, keys: set[uuid.UUID], other: Any, field: str) -> set[uuid.UUID]:
    """Return those of these rows that the change set itself pointed where they point now."""
    written = {field, *(name for name, child in _all_parts() if child is other)}
    done = Operation.objects.filter(change_set=change_set, row__in=keys)
    return {one.row for one in done if written & _patch_of(one).keys()}


def _all_parts() -> Iterator[tuple[str, Any]]:
    for model in recorded_models().values():
        yield from parts_of(model).items()


def _pointing_at(model: type[LoggedModel]) -> Iterator[tuple[Any, str, str, Any]]:
    """Yield what can point at rows of ``model``: the table, its field, and whose row that is."""
    for relation in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 - documented API
        other: Any = relation.related_model
        if not relation.auto_created or not relation.one_to_many or other in _WORKED_OUT:
            continue
        # A part of a record (who was there) goes with the record it is part of.
        owner = getattr(other, "OWNER", "pk")
        whole = other if owner == "pk" else other._meta.get_field(owner).related_model  # noqa: SLF001
        yield other, relation.field.name, owner, whole  # type: ignore[union-attr]


def _standing(
    piece: Sequence[Inverse], returning: set[uuid.UUID], carried: Collection[uuid.UUID]
) -> list[Inverse]:
    """Return what stands on rows that are there, or refuse; what is carried is left out then."""
    wanted: dict[Any, set[uuid.UUID]] = defaultdict(set)
    for row, patch in piece:
        for model, key in _stands_on(row, patch):
            wanted[model].add(key)
    bare: set[uuid.UUID] = set()
    for model, keys in wanted.items():
        ordered = sorted(keys - returning)
        for start in range(0, len(ordered), _CHUNK):
            chunk = ordered[start : start + _CHUNK]
            there = model._base_manager.filter(pk__in=chunk)  # noqa: SLF001
            bare |= set(chunk) - set(there.values_list("pk", flat=True))
    kept = []
    for row, patch in piece:
        if not bare or all(key not in bare for _, key in _stands_on(row, patch)):
            kept.append((row, patch))
        elif row.pk not in carried:
            raise ChangedSince(
                gettext_noop("What this depended on is gone."),
                next_step=gettext_noop("Restore that first, then undo this."),
            )
    return kept


def _stands_on(row: LoggedModel, patch: dict[str, Plain]) -> Iterator[tuple[Any, uuid.UUID]]:
    """Yield the rows that a row would point at once a patch is written, each with its kind."""
    if patch.get(ALIVE) is False:
        return
    whole = patch.get(ALIVE) is True
    for column in columns_of(type(row)):
        field: Any = row._meta.get_field(column.name)  # noqa: SLF001 - documented Meta API
        if field.is_relation and (whole or column.name in patch):
            key = getattr(row, column.attname) if whole else patch[column.name]
            if key is not None:
                yield field.related_model, uuid.UUID(str(key))
    for name, child in parts_of(type(row)).items():
        named = child._meta.get_field(child.VALUES[0]).related_model  # type: ignore[attr-defined]  # noqa: SLF001
        for there in patch.get(name) or ():
            yield named, uuid.UUID(there[0])
