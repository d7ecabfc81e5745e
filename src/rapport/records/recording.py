"""The recorder: every write is appended to the change log and projected, in one transaction.

::

    with change_set("note_gift", asking) as changes:
        gift = changes.add(Gift, relationship, what="tea")
        changes.change(relationship, stage=Stage.RAPPORT)
        return changes.made(gift)

Nothing else writes to a recorded table. The operations of one change set share its key, so that
they can be read, and undone, together; at its end the rules judge what it touched, once.
"""

import os
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from rapport.records import chain, projection
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.hanging import hanging_on, rows_of
from rapport.records.models import Circle, LoggedModel, Operation, ScopedModel, new_key
from rapport.records.new_rows import new_row
from rapport.records.operations import (
    ALIVE,
    Pending,
    Plain,
    RowState,
    canonical,
    columns_of,
    plain_part,
    state_after,
    whole_patch,
)
from rapport.records.row_logs import logs_of
from rapport.records.sealed_traces import Traces
from rapport.records.touched import Touched
from rapport.records.validation import check_texts

_Row = TypeVar("_Row", bound=LoggedModel)
_Scoped = TypeVar("_Scoped", bound=ScopedModel)
_Result = TypeVar("_Result")

PartRows = Sequence[tuple[Any, ...]]
"""The rows of a part of a record, such as who took part: a key, then the values of the part.

Values at the end may be left out where they are blank: ``(relationship_key, "lead")``.
"""


class ChangeSet:
    """What one action changes, gathered, then written by :meth:`write`."""

    def __init__(self, verb: str, asking: Asking | None, now: datetime) -> None:
        self.key = new_key()
        self.verb = verb
        self.asking = asking
        self.now = now
        self._pending: dict[uuid.UUID, Pending] = {}
        self._touched = Touched()
        self._traces = Traces()

    def wait_for_others(self) -> None:
        """Wait until nobody else writes: what is looked up from here on is so until the end.

        What may be there once, and what no constraint of the tables holds, is looked up after it.
        """
        chain.lock_store()

    def made(self, row: _Result) -> Change[_Result]:
        """Return what the action did, about ``row``."""
        return Change(self.key, row)

    def add(
        self,
        model: type[_Scoped],
        about: ScopedModel | Circle,
        parts: Mapping[str, PartRows] | None = None,
        **values: Any,
    ) -> _Scoped:
        """Add a row about another: in its office and circle, as sensitive, and pointing at it.

        Texts lose the blanks around them. About a circle, a row is restricted unless it says so.
        """
        place: dict[str, Any] = {"office_id": about.office_id}
        if isinstance(about, Circle):
            place["circle_id"] = about.pk
        else:
            place |= {"circle_id": about.circle_id, "sensitivity": about.sensitivity}
            place |= dict.fromkeys(_pointing(model, type(about)), about)
        given = {
            name: value.strip() if type(value) is str else value for name, value in values.items()
        }
        return self.create(model(**{**place, **given}), **(parts or {}))

    def create(self, row: _Row, **parts: PartRows) -> _Row:
        """Add a new row, with the rows of its parts (``theirs=[(relationship_key, "lead")]``)."""
        patch = whole_patch(row, _plain_parts(parts))
        check_texts(type(row), patch)
        self._pending[row.pk] = Pending(row, patch, row.scope(), new=True)
        return row

    def change(
        self, row: LoggedModel, parts: Mapping[str, PartRows] | None = None, **values: object
    ) -> None:
        """Set columns of ``row`` (and replace its ``parts``); what is already so is left out.

        A row that goes in the same change set needs no change.
        """
        held = self._pending.get(row.pk)
        if held is not None and held.going:
            return
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

    def repoint(self, row: LoggedModel, column: str, other: LoggedModel | None) -> None:
        """Let a row point at another one, or at none."""
        values: dict[str, Any] = {column: other}
        self.change(row, **values)

    def restore(self, row: LoggedModel, patch: dict[str, Plain]) -> None:
        """Apply a patch as the log has it; undoing uses this."""
        self._merge(row, patch)

    def delete(self, row: LoggedModel) -> None:
        """Remove a row with all that belongs to it; what only mentions it stays, without it."""
        for hanging in hanging_on(type(row)):
            for below in rows_of(row, hanging):
                held = self._pending.get(below.pk)
                latest = held.row if held else below
                if getattr(latest, f"{hanging.column}_id") != row.pk or (held and held.going):
                    continue
                if hanging.belongs:
                    self.delete(latest)
                else:
                    self.repoint(latest, hanging.column, None)
        self._merge(row, {ALIVE: False})

    def takes_away(self, row: LoggedModel) -> bool:
        """Say whether a row goes in this change set."""
        held = self._pending.get(row.pk)
        return held is not None and held.going

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
        self._touched.note(pending)
        states = _states_before(pending)
        operations = [self._operation(change, states.get(change.row.pk)) for change in pending]
        chain.append(operations, now=self.now)
        projection.project(pending, operations, self._traces)
        self._pending.clear()

    def finish(self) -> None:
        """Write what is left, and let the rules judge all that was touched."""
        self.write()
        if self.asking is not None:
            self._touched.judge(self.asking.day)

    def _operation(self, pending: Pending, before: RowState | None) -> Operation:
        payload: dict[str, Plain] = {"patch": pending.patch, "salt": os.urandom(12).hex()}
        if before is not None:
            parents = {key: before.names(key) for key in pending.patch}
            payload["parents"] = {key: names for key, names in parents.items() if names}
        by = self.asking.me.pk if self.asking else None
        said = {
            "change_set": self.key,
            "verb": self.verb,
            "by": by,
            "model": str(type(pending.row)._meta.model_name),  # noqa: SLF001 - documented Meta API
            "row": pending.row.pk,
            "effect": {True: 1, False: -1, None: 0}[pending.patch.get(ALIVE)],
        }
        operation = new_row(Operation, said)
        operation.scope = pending.row.private_scope(pending.patch, by) or pending.scope
        operation.content = canonical(payload)
        return operation


def _pointing(model: type[ScopedModel], about: type[ScopedModel]) -> list[str]:
    """Return the column by which rows of ``model`` point at what they belong to, if they do."""
    return [
        field.name
        for field in model._meta.concrete_fields  # noqa: SLF001 - documented Meta API
        if isinstance(field, models.ForeignKey)
        and field.related_model is about
        and field.remote_field.on_delete is models.CASCADE
    ]


def _plain_parts(parts: Mapping[str, PartRows]) -> dict[str, Plain]:
    return {name: [plain_part(row) for row in rows] for name, rows in parts.items()}


def _states_before(pending: Sequence[Pending]) -> dict[uuid.UUID, RowState]:
    """Return the state before this change set of every row that is not new."""
    keys = [change.row.pk for change in pending if not change.new]
    logs = logs_of(keys)
    return {key: state_after(logs[key]) for key in keys}


_current: ContextVar[ChangeSet | None] = ContextVar("change_set", default=None)


@contextmanager
def change_set(
    verb: str, asking: Asking | None, *, now: datetime | None = None
) -> Iterator[ChangeSet]:
    """Gather what ``verb`` changes and write it as one change set, or nothing at all.

    One begun within another joins it: what one tap did is taken back by one undo. Without
    ``asking`` (nobody is there yet: the founding of an office) the moment is given as ``now``,
    and nothing is judged.
    """
    moment = asking.now if asking else now
    if moment is None:
        raise TypeError("A change set needs somebody who asks, or at least a moment.")
    with transaction.atomic():
        outer = _current.get()
        changes = outer or ChangeSet(verb, asking, moment)
        token = _current.set(changes)
        try:
            yield changes
            if outer is None:
                changes.finish()
            else:
                changes.write()
        finally:
            _current.reset(token)
