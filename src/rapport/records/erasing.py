"""Erasing: no word of a record is left in the tables, the indexes and the history.

The history still shows that there was something and that it was erased, and its chain still fits:
an operation's hash was made over a salted payload, so what was erased cannot be guessed back.
"""

import logging
import secrets
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models, transaction

from rapport.records import chain, erased_list, judging, kept_files, phones, text_index
from rapport.records.bulk_sql import update_values
from rapport.records.models import (
    Erasure,
    LoggedModel,
    Operation,
    RegisterImport,
    Relationship,
    ScopedModel,
    SealedName,
    Sensitivity,
    Store,
)
from rapport.records.name_index import open_name
from rapport.records.operations import (
    canonical,
    columns_of,
    part_rows,
    payload_hash,
    recorded_models,
)
from rapport.records.recording import ChangeSet, change_set
from rapport.records.whole import Whole, whole_of
from rapport.vault import rewriting

_CHUNK = 500
_log = logging.getLogger(__name__)


def erase_payloads(*rows: uuid.UUID) -> int:
    """Empty the payload of every operation on these rows; return how many operations there were.

    Its hash stays in its place, which the chain needs.
    """
    count = 0
    for start in range(0, len(rows), _CHUNK):
        operations = list(Operation.objects.filter(row__in=rows[start : start + _CHUNK]))
        emptied = [
            (operation.pk, (None, payload_hash(operation.content)))
            for operation in operations
            if operation.content is not None
        ]
        update_values(Operation, ("payload", "payload_hash"), emptied)
        count += len(operations)
    return count


def erase(
    changes: ChangeSet,
    keys: Iterable[uuid.UUID],
    *,
    on: date,
    circle: uuid.UUID | None = None,
    reason: str = "",
) -> Erasure:
    """Erase rows with all that belongs to them, within a change set; return what was entered.

    What others share stays with them. Call :func:`rewrite` after the change set where it was much.
    """
    # Nobody erases beside us: a row that went twice would count twice.
    Store.objects.select_for_update().first()
    whole = whole_of(keys)
    going = {row.pk for row in whole.rows.values() if isinstance(row, Relationship)}
    for shared in whole.shared:
        rest = [row for row in part_rows(shared, "theirs") if row[0] not in going]
        changes.change(shared, parts={"theirs": rest})
    _let_go_of_keys(changes, whole)
    for row in whole.rows.values():
        changes.delete(row)
    changes.write()
    _record_again(changes, [last for last, _ in whole.gone.values()])
    _forget_registers(whole.keys)
    kept_files.forget_of(whole.keys)
    phones.forget_of(whole.keys)
    erase_payloads(*whole.keys)
    text_index.write_anew()
    return erased_list.enter(
        on=on,
        rows=whole.keys,
        severe=_severe(whole),
        verb=changes.verb,
        circle=circle,
        reason=reason,
    )


def rewrite() -> None:
    """Write the store's files anew once the erasing is sure, so that no freed place keeps a word.

    Raises nothing: what went is gone from every page by then, and what is freed is overwritten.
    """
    if not rewriting.rewrite():
        _log.warning("The store's file could not be written anew; it will be when it is locked.")


def apply_erasures(path: Path | None) -> int:
    """Erase in this store whatever was ever erased, by its own list and the one at ``path``.

    For a store put back from a backup; needs nothing but that it is open. Returns how many records
    went: none the second time. Raises ``ListRefused`` for a list that is not this store's own, and
    nothing is erased then.
    """
    entries = erased_list.read(path) if path is not None and path.exists() else []
    with transaction.atomic():
        listed = erased_list.take_over(entries)
        back = _still_there(listed)
        if back:
            store = chain.open_store()
            now = chain.moment_of(store)
            with change_set("erase_again", None, now=now) as changes:
                erasure = erase(changes, back, on=now.date())
            # Names may have gone, and whom it touched is anybody's: everything is read anew.
            judging.mark_all()
            judging.judge_all_again()
        transaction.on_commit(erased_list.lay_beside)
    if not back:
        return 0
    transaction.on_commit(rewrite)
    return len(erasure.rows)


def names_of(rows: Iterable[LoggedModel]) -> list[str]:
    """Return the real names among rows. Whoever calls this shows them to nobody."""
    return [open_name(bytes(row.sealed)) for row in rows if isinstance(row, SealedName)]


def _still_there(keys: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Return those of these rows of which the tables or the history still hold anything."""
    found: set[uuid.UUID] = set()
    ordered = sorted(keys)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        with_content = Operation.objects.filter(row__in=chunk, payload__isnull=False)
        found.update(with_content.values_list("row", flat=True))
        for model in recorded_models().values():
            rows = model._base_manager.filter(pk__in=chunk)  # noqa: SLF001 - Meta API
            found.update(rows.values_list("pk", flat=True))
    return sorted(found)


def _record_again(changes: ChangeSet, last: Sequence[Operation]) -> None:
    """Record of rows that had gone already that they are erased now; no table has them."""
    operations = []
    for one in last:
        operation = Operation(
            change_set=changes.key,
            verb=changes.verb,
            by=changes.asking.me.pk if changes.asking else None,
            model=one.model,
            row=one.row,
            effect=0,
        )
        operation.scope = one.scope
        operation.content = canonical({"patch": {}, "salt": secrets.token_hex(12)})
        operations.append(operation)
    if operations:
        chain.append(operations, now=changes.now)


def _let_go_of_keys(changes: ChangeSet, whole: Whole) -> None:
    """Take the keys of what goes out of the lists of keys that other records keep.

    A list of nothing else means that its record rested on nothing else: that one goes too.
    """
    gone = {str(key) for key in whole.keys}
    for row, name, keys in _lists_of_keys():
        if row.pk in whole.rows or gone.isdisjoint(keys):
            continue
        kept = [key for key in keys if key not in gone]
        if kept:
            values: dict[str, Any] = {name: kept}
            changes.change(row, **values)
        else:
            changes.delete(row)


def _lists_of_keys() -> Iterator[tuple[LoggedModel, str, list[str]]]:
    """Yield every record with a recorded list that nobody fills in, its column and the list."""
    for model in recorded_models().values():
        recorded = {column.name for column in columns_of(model)}
        for column in model._meta.concrete_fields:  # noqa: SLF001 - documented Meta API
            kept = isinstance(column, models.JSONField) and not column.editable
            if kept and column.name in recorded:
                rows: Any = model._base_manager.order_by("pk")  # noqa: SLF001
                for row in rows.iterator(chunk_size=2000):
                    yield row, column.name, getattr(row, column.name)


def _forget_registers(keys: Collection[uuid.UUID]) -> None:
    """Forget what was seen of the registers by which any of these rows came."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), _CHUNK):
        log = Operation.objects.filter(row__in=ordered[start : start + _CHUNK])
        brought = RegisterImport.objects.filter(change_set__in=log.values("change_set"))
        brought.update(sniffed={}, file=None, rows=None)


def _severe(whole: Whole) -> set[uuid.UUID]:
    """Return the keys of what was for named people only."""
    standing = {
        key: row.sensitivity for key, row in whole.rows.items() if isinstance(row, ScopedModel)
    }
    gone = {
        key: state.value("sensitivity", Sensitivity.RESTRICTED)
        for key, (_, state) in whole.gone.items()
    }
    graded = {**standing, **gone}
    return {key for key, level in graded.items() if level >= Sensitivity.SEVERE}
