"""What left the store, what waits for a second person, and what the history says of each."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from rapport.records.asking import Asking
from rapport.records.models import Export, ExportState
from rapport.records.second_person import LASTS, those_to_decide

SHOWN = 60
_WAITING = 200


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One export: who, when, what of it, what for, how sensitive; and who agreed, where asked.

    ``may_make``: it was agreed to and can be exported now. ``words`` are for whoever exported it,
    whoever agreed, and whoever minds data protection: what people wrote as a reason may name
    somebody.
    """

    key: uuid.UUID
    by: str
    is_mine: bool
    at: datetime
    what: str
    form: str
    purpose: str
    columns: tuple[str, ...]
    many: int
    sensitivity: str
    state: str
    state_label: str
    decided_by: str
    decided_at: datetime | None
    named: bool
    clear: bool
    reason: str
    names_why: str
    clear_why: str
    may_make: bool


@dataclass(frozen=True, slots=True)
class Exports:
    """What somebody is shown: what waits for them, what they wait for, and what left."""

    to_decide: tuple[ExportLine, ...]
    asked: tuple[ExportLine, ...]
    made: tuple[ExportLine, ...]
    of_all: bool


def exports(asking: Asking) -> Exports:
    """Return the exports of whoever asks; of all the office to whoever minds data protection."""
    me = asking.me
    rows = Export.objects.filter(office=me.office_id).select_related("by", "decided_by")
    waiting = rows.filter(state=ExportState.ASKED).exclude(by=me.pk).order_by("at")[:_WAITING]
    mine = rows.filter(by=me.pk).exclude(state=ExportState.MADE).order_by("-at")[:SHOWN]
    left = rows.filter(state=ExportState.MADE).order_by("-at")
    if not me.is_shown_readings:
        left = left.filter(by=me.pk)
    return Exports(
        to_decide=tuple(_line(row, asking) for row in those_to_decide(me, waiting)),
        asked=tuple(_line(row, asking) for row in mine),
        made=tuple(_line(row, asking) for row in left[:SHOWN]),
        of_all=me.is_shown_readings,
    )


def _line(row: Export, asking: Asking) -> ExportLine:
    fresh = row.decided_at is not None and asking.now - row.decided_at <= LASTS
    mine = row.by_id == asking.me.pk
    return ExportLine(
        key=row.pk,
        by=row.by.name,
        is_mine=mine,
        at=row.at,
        what=row.what,
        form=row.form,
        purpose=str(row.get_purpose_display()),
        columns=tuple(map(str, row.columns)),
        many=row.many,
        sensitivity=str(row.get_sensitivity_display()),
        state=row.state,
        state_label=str(row.get_state_display()),
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        named=bool(row.names_why),
        clear=bool(row.clear_why),
        reason=row.reason,
        names_why=row.names_why,
        clear_why=row.clear_why,
        may_make=mine and row.state == ExportState.APPROVED and fresh,
    )
