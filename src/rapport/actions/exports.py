"""Verbs about exports: enter one, ask a second person, agree or decline; open names for one."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from rapport.records import name_index
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import (
    Counterpart,
    Export,
    ExportState,
    SealedName,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.second_person import LASTS, chunks, may_decide


def record_export(
    asking: Asking, approved: Export | None, *, people: Collection[uuid.UUID] = (), **said: Any
) -> Change[tuple[Export, dict[uuid.UUID, str]]]:
    """Enter in the history that something leaves the store: what, for what, which columns.

    Returns the entry, and the real names of these counterparts, each opening of which is entered.
    """
    with change_set("export", asking) as changes:
        names = _names_opened(asking, changes, people)
        if approved is not None:
            changes.change(
                approved,
                at=asking.now,
                state=ExportState.MADE,
                many=said["many"],
                sensitivity=said["sensitivity"],
                clear_why=said["clear_why"],
            )
            return changes.made((approved, names))
        row = Export(office=asking.me.office, by=asking.me, at=asking.now, **said)
        return changes.made((changes.create(row), names))


def ask_to_export(asking: Asking, *, rows: list[list[str]], **said: Any) -> Change[Export]:
    """Ask a second person to agree to an export of exactly these rows and columns."""
    with change_set("ask_to_export", asking) as changes:
        row = Export(
            office=asking.me.office,
            by=asking.me,
            at=asking.now,
            rows=rows,
            state=ExportState.ASKED,
            **said,
        )
        return changes.made(changes.create(row))


def approve_export(asking: Asking, *, key: uuid.UUID) -> Change[Export]:
    """Agree, as a second person who may see all of it, that it leaves the store."""
    return _decide(asking, key, ExportState.APPROVED, "approve_export")


def decline_export(asking: Asking, *, key: uuid.UUID) -> Change[Export]:
    """Decline, as a second person who may see all of it, that it leaves the store."""
    return _decide(asking, key, ExportState.DECLINED, "decline_export")


def _decide(asking: Asking, key: uuid.UUID, state: str, verb: str) -> Change[Export]:
    with change_set(verb, asking) as changes:
        changes.wait_for_others()
        row = Export.objects.filter(pk=key, state=ExportState.ASKED).first()
        if row is None or not may_decide(asking.me, row):
            raise NotThere(NOT_THERE)
        changes.change(row, state=state, decided_by=asking.me, decided_at=asking.now)
        return changes.made(row)


def approved_export(
    asking: Asking, key: uuid.UUID, *, what: str, form: str, columns: Sequence[str], named: bool
) -> Export:
    """Return my own request that a second person agreed to, if this is still what it was.

    Raises ``NotThere`` where there is none of mine, ``CannotBe`` where it differs or is too old.
    """
    row = Export.objects.select_for_update().filter(pk=key, by=asking.me.pk).first()
    if row is None:
        raise NotThere(NOT_THERE)
    same = row.what == what and row.form == form and set(columns) <= set(row.columns)
    if row.state != ExportState.APPROVED or not same or (named and not row.names_why):
        raise CannotBe(
            gettext_noop("The second person has not agreed to this."),
            next_step=gettext_noop("Ask again for what you need now."),
        )
    if row.decided_at is None or asking.now - row.decided_at > LASTS:
        raise CannotBe(
            gettext_noop("The second person agreed more than seven days ago."),
            next_step=gettext_noop("Ask again for what you need now."),
        )
    return row


def _names_opened(
    asking: Asking, changes: ChangeSet, people: Collection[uuid.UUID]
) -> dict[uuid.UUID, str]:
    found: dict[uuid.UUID, list[str]] = {}
    for some in chunks(sorted(people)):
        seen = Counterpart.objects.visible_to(asking.me).filter(pk__in=some)
        for person in seen:
            changes.look(person)
        rows = SealedName.objects.visible_to(asking.me).filter(counterpart__in=seen)
        for row in rows.order_by("pk"):
            clear = name_index.open_name(bytes(row.sealed))
            found.setdefault(row.counterpart_id, []).append(clear)
    return {key: "; ".join(names) for key, names in found.items()}
