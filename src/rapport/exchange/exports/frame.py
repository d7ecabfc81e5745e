"""The frame of every export: why, what of it, how sensitive, who agreed, and the entry it leaves.

::

    order = Order(purpose="coordination", columns=("name", "stage"), form="csv", passphrase=words)
    made = make(asking, PEOPLE, order, filters)       # a Made: file name, media type, bytes

Whatever leaves the store passes here, so that nothing goes without a purpose, an entry in the
history, the mark of how sensitive it is, and a seal (or a reason for none).
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from rapport.actions import exports as verbs
from rapport.exchange.exports.kind import Column, Kind, Row, Sheet
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Export, ExportPurpose
from rapport.records.models.scoped import Sensitivity
from rapport.records.refusals import CannotBe
from rapport.records.second_person import approvers
from rapport.vault import age


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody orders: for what, which columns, which file, sealed how.

    Real names need ``names_why``, a file in the clear ``clear_why``. ``severe`` asks for what is
    for named colleagues only as well; ``approval`` is the key of the request a second person
    agreed to. ``keys`` are public keys of age, in the place of a passphrase.
    """

    purpose: str
    columns: Sequence[str]
    form: str
    reason: str = ""
    names_why: str = ""
    clear_why: str = ""
    severe: bool = False
    passphrase: str = ""
    keys: Sequence[str] = ()
    approval: uuid.UUID | None = None


class Made(NamedTuple):
    """A file that may go: its name, its media type, its bytes, and the entry it left."""

    name: str
    media: str
    data: bytes
    entry: Export


@dataclass(frozen=True)
class Offered:
    """What could go of a kind for whoever asks; gathered once, to be shown and to be made of it."""

    asking: Asking
    kind: Kind
    gathered: tuple[Row, ...]

    @property
    def rows(self) -> int:
        """Return how many rows there are."""
        return len(self.gathered)

    @cached_property
    def severe(self) -> int:
        """Return how many of them are for named colleagues only."""
        return sum(row.is_severe for row in self.gathered)

    @cached_property
    def approvers(self) -> tuple[Colleague, ...]:
        """Return who could agree to what is for named colleagues only, the first of them by name.

        Nobody else has to where there is nothing of that kind.
        """
        marks = [row.mark for row in self.gathered]
        return approvers(self.asking, marks) if self.severe else ()


def offered(asking: Asking, kind: Kind, filters: Mapping[str, str] | None = None) -> Offered:
    """Return what of a kind could go for whoever asks, before they order it."""
    return Offered(asking, kind, tuple(kind.gather(asking, filters or {})))


def make(
    asking: Asking, kind: Kind, order: Order, filters: Mapping[str, str] | None = None
) -> Made:
    """Make the file that was ordered, and enter it in the history; both or neither.

    Raises ``CannotBe`` where the order does not say what it must, ``WeakPassphrase``,
    ``NoSuchKey``, and ``NotThere`` for an approval that is not there for whoever asks.
    """
    _check(order, _columns(kind, order))
    return make_of(offered(asking, kind, filters), order)


def make_of(there: Offered, order: Order) -> Made:
    """Make the file of what was offered; the rest is as for ``make``."""
    asking, kind = there.asking, there.kind
    columns = _columns(kind, order)
    _check(order, columns)
    with transaction.atomic():
        approved = _approval(asking, kind, order)
        rows = _going(there.gathered, approved)
        if any(column.is_name for column in columns):
            _check_names(rows, approved)
        said = _said(kind, order, rows)
        people = _people(rows, columns)
        entry, names = verbs.record_export(asking, approved, people=people, **said).row
        sheet = Sheet(
            title=str(kind.title),
            columns=columns,
            rows=tuple(_reduced(row, columns, names) for row in rows),
            mark=Sensitivity(entry.sensitivity),
            purpose=str(ExportPurpose(order.purpose).label),
            by=asking.me.name,
            at=asking.now,
        )
        form = kind.form(order.form)
        data = form.write(sheet)
        return _sealed(data, f"{kind.name}-{asking.day}{form.suffix}", form.media, order, entry)


def ask(
    asking: Asking, kind: Kind, order: Order, filters: Mapping[str, str] | None = None
) -> Export:
    """Ask a second person to agree to an export that takes what is for named colleagues only.

    What is approved is exactly these rows and columns. On a store of one person, and where nobody
    else sees all of it, it stays here.
    """
    return ask_of(offered(asking, kind, filters), order)


def ask_of(there: Offered, order: Order) -> Export:
    """Ask a second person to agree to what was offered; the rest is as for ``ask``."""
    kind = there.kind
    _check(replace(order, passphrase=order.passphrase or "-"), _columns(kind, order))
    if not there.severe:
        raise CannotBe(
            gettext_noop("Nothing of this is for named colleagues only."),
            next_step=gettext_noop("Export it without asking."),
        )
    if not there.approvers:
        raise CannotBe(
            gettext_noop("Nobody else can see all of this, so nobody can agree to it."),
            next_step=gettext_noop("Export the rest without what is for named colleagues only."),
        )
    marks = [row.mark for row in there.gathered]
    said = _said(kind, order, there.gathered)
    return verbs.ask_to_export(there.asking, rows=marks, **said).row


def _columns(kind: Kind, order: Order) -> tuple[Column, ...]:
    known = {column.name for column in kind.columns}
    if not order.columns or not known.issuperset(order.columns):
        raise CannotBe(
            gettext_noop("No column is chosen."),
            next_step=gettext_noop("Choose at least one column."),
        )
    return tuple(column for column in kind.columns if column.name in order.columns)


def _check(order: Order, columns: Sequence[Column]) -> None:
    """Refuse an order without a purpose, names without a reason, and a file without a seal."""
    if order.purpose not in ExportPurpose.values:
        raise CannotBe(
            gettext_noop("The purpose is missing."),
            next_step=gettext_noop("Choose what this is for."),
        )
    if any(column.is_name for column in columns) and not order.names_why.strip():
        raise CannotBe(
            gettext_noop("Real names go out only with a reason."),
            next_step=gettext_noop("Write why, or leave that column out."),
        )
    if not (order.passphrase or order.keys or order.clear_why.strip()):
        raise CannotBe(
            gettext_noop("The file would not be encrypted."),
            next_step=gettext_noop("Choose a passphrase, or write why it goes without."),
        )


def _approval(asking: Asking, kind: Kind, order: Order) -> Export | None:
    if order.approval is None:
        return None
    return verbs.approved_export(
        asking,
        order.approval,
        what=kind.name,
        form=order.form,
        columns=order.columns,
        named=bool(order.names_why.strip()),
    )


def _going(rows: Sequence[Row], approved: Export | None) -> list[Row]:
    """Keep what goes: nothing severe without a second person, and with one just what was agreed."""
    if approved is None:
        return [row for row in rows if not row.is_severe]
    agreed = {tuple(mark) for mark in approved.rows}
    return [row for row in rows if tuple(row.mark) in agreed]


def _check_names(rows: Sequence[Row], approved: Export | None) -> None:
    if approved is None or approved.names_why:
        return
    if any(row.is_severe for row in rows):
        raise CannotBe(
            gettext_noop("The second person has not agreed to real names."),
            next_step=gettext_noop("Ask again with real names, or leave that column out."),
        )


def _people(rows: Sequence[Row], columns: Sequence[Column]) -> set[uuid.UUID]:
    if not any(column.is_name for column in columns):
        return set()
    return {row.person for row in rows if row.person}


def _said(kind: Kind, order: Order, rows: Sequence[Row]) -> dict[str, Any]:
    """Return what the history keeps of an export."""
    return {
        "what": kind.name,
        "form": order.form,
        "purpose": order.purpose,
        "reason": order.reason.strip(),
        "columns": [column.name for column in kind.columns if column.name in order.columns],
        "many": len(rows),
        "sensitivity": max((row.sensitivity for row in rows), default=Sensitivity.OPEN),
        "names_why": order.names_why.strip(),
        "clear_why": "" if order.passphrase or order.keys else order.clear_why.strip(),
    }


def _reduced(row: Row, columns: Sequence[Column], names: Mapping[uuid.UUID, str]) -> Row:
    """Return a row with the chosen columns and no other."""
    values = {
        column.name: names.get(row.person, "") if column.is_name and row.person else None
        for column in columns
        if column.is_name
    }
    values |= {one.name: row.values[one.name] for one in columns if not one.is_name}
    return replace(row, values=values)


def _sealed(data: bytes, name: str, media: str, order: Order, entry: Export) -> Made:
    if order.keys:
        return Made(name + age.SUFFIX, _SEALED, age.seal_to_keys(data, order.keys), entry)
    if order.passphrase:
        sealed = age.seal_to_passphrase(data, order.passphrase)
        return Made(name + age.SUFFIX, _SEALED, sealed, entry)
    return Made(name, media, data, entry)


_SEALED = "application/octet-stream"


def marked(sheet: Sheet) -> str:
    """Return the line that a file carries: how sensitive it is, what for, by whom, when."""
    return gettext("%(mark)s. %(purpose)s. Exported by %(by)s on %(day)s.") % {
        "mark": str(sheet.mark.label).capitalize(),
        "purpose": sheet.purpose.capitalize(),
        "by": sheet.by,
        "day": sheet.at.date().isoformat(),
    }
