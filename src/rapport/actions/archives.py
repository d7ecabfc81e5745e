"""Verbs about archives: a store's own history begins after another's; records come in from one."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.earlier_history import Laid
from rapport.records.models import (
    Colleague,
    EarlierStore,
    Membership,
    Named,
    Part,
    Relationship,
    Sensitivity,
    Store,
)
from rapport.records.models.logged import LoggedModel
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import columns_of
from rapport.records.recording import ChangeSet, PartRows, change_set
from rapport.records.refusals import NotThere


def begin_after(
    *,
    now: datetime,
    office: uuid.UUID,
    store: uuid.UUID,
    replica: str,
    public_key: bytes,
    laid: Laid,
    withheld: Sequence[str],
) -> Change[EarlierStore]:
    """Begin this store's own history by naming where another's, which came into it, ended."""
    with change_set("begin_after", None, now=now) as changes:
        row = EarlierStore(
            office_id=office,
            at=now,
            store=store,
            replica=replica,
            public_key=public_key,
            until=laid.until,
            head=laid.head,
            withheld=list(withheld),
        )
        return changes.made(changes.create(row))


def seal_anew(rows: Iterable[LoggedModel], *, now: datetime) -> None:
    """Record what was sealed with another store's key as it is sealed with ours."""
    with change_set("begin_after", None, now=now) as changes:
        for row in rows:
            model = type(row)
            held = {name: getattr(row, name) for name in model.SEALED}
            for name in held:
                setattr(row, name, b"")
            changes.change(row, **held)


def let_work(key: uuid.UUID) -> None:
    """Let a colleague work in this store, which was empty; on a laptop it is theirs."""
    store = Store.objects.get()
    store.owner = Colleague.objects.filter(pk=key).first()
    store.save(update_fields=["owner"])


def add_lacking(
    rows: Sequence[tuple[LoggedModel, Mapping[str, PartRows]]], *, now: datetime
) -> None:
    """Add the records that an archive gives without their history."""
    with change_set("begin_after", None, now=now) as changes:
        for row, parts in rows:
            changes.create(row, **parts)


def put_right(rows: Iterable[tuple[LoggedModel, Mapping[str, Any]]], *, now: datetime) -> None:
    """Record what an archive says of records whose history it gives in part only."""
    with change_set("begin_after", None, now=now) as changes:
        for row, values in rows:
            _take_over(changes, row, {}, values)


def bring_in(
    asking: Asking,
    *,
    new: Sequence[tuple[Any, Mapping[str, PartRows]]],
    picked: Sequence[tuple[Any, Mapping[str, Any], Mapping[str, PartRows]]],
    circles: Collection[uuid.UUID] = (),
) -> Change[None]:
    """Add what an archive has and this store has not; take over the fields somebody picked.

    Whoever brings it in keeps the circles that are new, and is named for what is severe in it.
    """
    with change_set("bring_in", asking) as changes:
        for row, parts in new:
            changes.create(row, **parts)
            if isinstance(row, Relationship) and row.sensitivity >= Sensitivity.SEVERE:
                changes.add(Named, row, colleague=asking.me)
        for circle in circles:
            keeper = Membership(circle_id=circle, colleague=asking.me, part=Part.KEEPER)
            changes.create(keeper)
        for row, values, parts in picked:
            _take_over(changes, row, parts, values)
        return changes.made(None)


def _take_over(
    changes: ChangeSet,
    row: LoggedModel,
    parts: Mapping[str, PartRows],
    values: Mapping[str, Any],
) -> None:
    columns = {column.name: column for column in columns_of(_kind(row))}
    changes.change(
        row,
        parts,
        **{name: _as_set(row, columns[name].attname, value) for name, value in values.items()},
    )


def _kind(row: LoggedModel) -> type[LoggedModel]:
    return type(row)


def _as_set(row: LoggedModel, attname: str, value: Any) -> Any:
    """Return a value as its column takes it: a key becomes the record it points at."""
    field: Any = next(one for one in row._meta.concrete_fields if one.attname == attname)  # noqa: SLF001
    if not field.is_relation or value is None:
        return value
    other = field.related_model._base_manager.filter(pk=value).first()  # noqa: SLF001 - Meta API
    if other is None:
        raise NotThere(NOT_THERE)
    return other
