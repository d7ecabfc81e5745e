"""The recorder: every write is appended to the change log and projected, in one transaction.

::

    with deed("log_interaction", by=me, now=now) as it:
        it.create(interaction, theirs=[(relationship.pk, "lead")])
        it.change(relationship, phase=Phase.NEGOTIATION)

Nothing else writes to a recorded table. The operations of one deed share its key, so that they
can be read, and undone, together.
"""

import secrets
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from rapport.records import chain, projection
from rapport.records.models import Colleague, LoggedModel, Operation, new_key
from rapport.records.operations import (
    ALIVE,
    Plain,
    RowState,
    canonical,
    columns_of,
    payload_hash,
    state_after,
    whole_patch,
)
from rapport.records.validation import check_texts

_CHUNK = 500
_Row = TypeVar("_Row", bound=LoggedModel)

PartRows = Sequence[tuple[uuid.UUID, str]]
"""The rows of a part of a record, such as who took part: ``(key, part)`` pairs."""


@dataclass(slots=True)
class Pending:
    """A change not yet written: the row, its patch, and whether the row is new or going."""

    row: LoggedModel
    patch: dict[str, Plain]
    scope: uuid.UUID
    new: bool = False

    @property
    def going(self) -> bool:
        """Say whether this change removes the row."""
        return self.patch.get(ALIVE) is False


class ChangeSet:
    """What one verb changes, gathered, then written by :meth:`write`."""

    def __init__(self, verb: str, *, by: Colleague | None, now: datetime) -> None:
        self.key = new_key()
        self.verb = verb
        self.by = by
        self.now = now
        self._pending: dict[uuid.UUID, Pending] = {}

    def create(self, row: _Row, **parts: PartRows) -> _Row:
        """Add a new row, with the rows of its parts (``theirs=[(relationship_key, "lead")]``)."""
        patch = whole_patch(row, _plain_parts(parts))
        check_texts(type(row), patch)
        self._pending[row.pk] = Pending(row, patch, row.scope(), new=True)
        return row

    def change(
        self, row: LoggedModel, parts: Mapping[str, PartRows] | None = None, **values: object
    ) -> None:
        """Set columns of ``row`` (and replace its ``parts``); what is already so is left out."""
        patch: dict[str, Plain] = _plain_parts(parts or {})
        columns = {column.name: column for column in columns_of(type(row))}
        for name, value in values.items():
            column = columns[name]
            before = getattr(row, column.attname)
            setattr(row, name, value)
            after = getattr(row, column.attname)
            if after != before:
                patch[name] = column.to_plain(after)
        if patch:
            check_texts(type(row), patch)
            self._merge(row, patch)

    def restore(self, row: LoggedModel, patch: dict[str, Plain]) -> None:
        """Apply a patch as the log has it; undoing uses this."""
        self._merge(row, patch)

    def delete(self, row: LoggedModel) -> None:
        """Remove a row. What hangs on it must be removed by the same deed."""
        self._merge(row, {ALIVE: False})

    def look(self, row: LoggedModel) -> None:
        """Record that a row's sealed content was opened; nothing changes."""
        self._pending.setdefault(row.pk, Pending(row, {}, row.scope()))

    def _merge(self, row: LoggedModel, patch: dict[str, Plain]) -> None:
        held = self._pending.get(row.pk)
        if held is None:
            self._pending[row.pk] = Pending(row, patch, row.scope())
        elif held.new and patch.get(ALIVE) is False:
            del self._pending[row.pk]
        else:
            held.row = row
            held.patch.update(patch)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to write."""
        return not self._pending

    def write(self) -> None:
        """Append the operations and project them. Call inside a transaction."""
        if self.is_empty:
            return
        pending = list(self._pending.values())
        states = _states_before(pending)
        operations = [self._operation(one, states.get(one.row.pk)) for one in pending]
        chain.append(operations, now=self.now)
        projection.project(pending, operations)
        self._pending.clear()

    def _operation(self, pending: Pending, before: RowState | None) -> Operation:
        payload: dict[str, Plain] = {"patch": pending.patch, "salt": secrets.token_hex(12)}
        if before is not None:
            parents = {key: before.names(key) for key in pending.patch}
            payload["parents"] = {key: names for key, names in parents.items() if names}
        written = canonical(payload)
        return Operation(
            scope=pending.scope,
            change_set=self.key,
            verb=self.verb,
            by=self.by.pk if self.by else None,
            model=str(type(pending.row)._meta.model_name),  # noqa: SLF001 - documented Meta API
            row=pending.row.pk,
            effect={True: 1, False: -1, None: 0}[pending.patch.get(ALIVE)],
            payload=written,
            payload_hash=payload_hash(written),
        )


def _plain_parts(parts: Mapping[str, PartRows]) -> dict[str, Plain]:
    return {name: [[key.hex, part] for key, part in rows] for name, rows in parts.items()}


def _states_before(pending: Sequence[Pending]) -> dict[uuid.UUID, RowState]:
    """Return the state before this deed of every row that is not new."""
    keys = [one.row.pk for one in pending if not one.new]
    logs: dict[uuid.UUID, list[Operation]] = {key: [] for key in keys}
    for start in range(0, len(keys), _CHUNK):
        rows = Operation.objects.filter(row__in=keys[start : start + _CHUNK]).order_by("sequence")
        for operation in rows:
            logs[operation.row].append(operation)
    return {key: state_after(log) for key, log in logs.items()}


_current: ContextVar[ChangeSet | None] = ContextVar("change_set", default=None)


@contextmanager
def change_set(verb: str, *, by: Colleague | None, now: datetime) -> Iterator[ChangeSet]:
    """Gather what ``verb`` changes and write it as one deed, or nothing at all.

    A deed begun within another joins it: what one tap did is taken back by one undo.
    """
    with transaction.atomic():
        outer = _current.get()
        changes = outer or ChangeSet(verb, by=by, now=now)
        token = _current.set(changes)
        try:
            yield changes
            changes.write()
        finally:
            _current.reset(token)
