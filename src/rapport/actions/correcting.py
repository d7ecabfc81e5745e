"""Putting right what was noted: a record about a relationship is changed or removed.

The history keeps what was there before, and undo brings it back. What a kind refuses when it is
noted it refuses here, and what follows from one of its records is brought in line.
"""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from rapport.actions import asks, commitments, gifts, insights, occasions, steps, who_goes
from rapport.actions import holders as held
from rapport.actions.sections import check_record, named
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.entry import entered_columns
from rapport.records.models import (
    AboutRelationship,
    Ask,
    Commitment,
    Connection,
    Gift,
    Holder,
    Insight,
    Interest,
    Occasion,
    Relationship,
    Step,
)
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import recorded_models
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import NotThere

_Row = Any
_Checked = Callable[[Asking, Relationship, Mapping[str, Any], _Row], dict[str, Any]]
_Follows = Callable[[ChangeSet, Asking, Relationship, _Row], None]

_CHECKED: dict[type[AboutRelationship], _Checked] = {
    Ask: lambda asking, about, values, _row: asks.checked_ask(asking, about, values),
    Commitment: commitments.checked_correction,
    Connection: lambda asking, about, values, _row: who_goes.checked_connection(
        asking, about, values
    ),
    Gift: gifts.checked_gift,
    Holder: held.checked_holder,
    Insight: insights.checked_correction,
    Interest: who_goes.checked_interest,
    Occasion: lambda asking, _about, values, _row: occasions.checked_occasion(asking, values),
    Step: lambda asking, _about, values, _row: steps.checked_step(asking, values),
}
"""What each kind refuses, given all its values as they would be and the record as it is."""

_FOLLOWS: dict[type[AboutRelationship], _Follows] = {
    Holder: lambda changes, asking, about, _: held.line_up(changes, asking, about),
    Step: lambda changes, _, about, step: steps.stand(changes, about, step.of),
}
"""What is brought in line after a record of a kind was changed or removed."""


def correctable(name: str) -> type[AboutRelationship]:
    """Return the kind of this name that can be put right here, or raise ``NotThere``."""
    kind = recorded_models().get(name)
    if kind is None or not issubclass(kind, AboutRelationship):
        raise NotThere(NOT_THERE)
    if kind.SECTION is None and kind not in _CHECKED:
        raise NotThere(NOT_THERE)
    return kind


def corrected_columns(kind: type[AboutRelationship]) -> dict[str, Any]:
    """Return the columns of a kind that can be put right, by name.

    To what people fill in come the colleague or the meeting it names, and the end of what ends.
    What follows from other records (the last day of a lead), and what kind of step it was, does not
    change by itself.
    """
    columns = dict(entered_columns(kind))
    for column in kind._meta.concrete_fields:  # noqa: SLF001 - documented Meta API
        if column.name in _NAMED.get(kind, ()):
            columns[column.name] = column
    if kind.ENDS is not None:
        columns[kind.ENDS.day] = kind._meta.get_field(kind.ENDS.day)  # noqa: SLF001 - Meta API
    return {name: column for name, column in columns.items() if name not in _FIXED.get(kind, ())}


_NAMED: dict[type[AboutRelationship], tuple[str, ...]] = {
    Ask: ("authorised_by", "gate", "meeting"),
    Commitment: ("colleague",),
    Connection: ("colleague",),
    Gift: ("colleague",),
    Interest: ("colleague", "decides"),
    Holder: ("colleague", "introduced_in"),
    Insight: ("answered_in",),
}
_FIXED: dict[type[AboutRelationship], tuple[str, ...]] = {
    Gift: ("remark",),
    Holder: ("until", "declined_because"),
    Insight: ("checked_on",),
    Step: ("of",),
}


def one_to_put_right(
    asking: Asking, kind: type[AboutRelationship], key: uuid.UUID
) -> AboutRelationship:
    """Return a record that whoever asks may put right: what they declared of themselves, always.

    Raises as ``one_changeable_by``.
    """
    if kind is Interest:
        return who_goes.own_or_changeable(asking, key)
    if kind is Gift:
        return gifts.own_or_changeable(asking, key)
    row: AboutRelationship = kind.objects.one_changeable_by(asking.me, key)
    return row


def change_record(
    asking: Asking, kind: type[AboutRelationship], /, *, key: uuid.UUID, **values: Any
) -> Change[AboutRelationship]:
    """Change a record; another record that it names is given by its key.

    A name that is no column people fill in raises ``TypeError``.
    """
    row = one_to_put_right(asking, kind, key)
    columns = corrected_columns(kind)
    if unknown := values.keys() - columns.keys():
        raise TypeError(f"Not a column to put right: {', '.join(sorted(unknown))}.")
    if kind in _CHECKED:
        now = {name: getattr(row, name) for name in entered_columns(kind)}
        if kind.ENDS is not None:
            now[kind.ENDS.day] = getattr(row, kind.ENDS.day)
        values = _CHECKED[kind](asking, row.relationship, {**now, **_other(row, values)}, row)
    else:
        check_record(asking, kind, values, whole=False)
    with change_set(f"change_{named(kind)}", asking) as changes:
        changes.change(row, **_stripped(values))
        _follow(changes, asking, row)
        return changes.made(row)


def remove_record(
    asking: Asking, kind: type[AboutRelationship], /, *, key: uuid.UUID
) -> Change[AboutRelationship]:
    """Remove a record with all that belongs to it."""
    row = one_to_put_right(asking, kind, key)
    with change_set(f"remove_{named(kind)}", asking) as changes:
        changes.delete(row)
        _follow(changes, asking, row)
        return changes.made(row)


def _follow(changes: ChangeSet, asking: Asking, row: AboutRelationship) -> None:
    follows = _FOLLOWS.get(type(row))
    if follows is not None:
        follows(changes, asking, row.relationship, row)


def _other(row: AboutRelationship, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that name another record than before, and all that name none.

    A colleague who has left since keeps their place in what they did.
    """
    same = {
        column.name
        for column in row._meta.concrete_fields  # noqa: SLF001 - documented Meta API
        if isinstance(column, models.ForeignKey)
        and values.get(column.name, ...) == getattr(row, column.attname)
    }
    return {name: value for name, value in values.items() if name not in same}


def _stripped(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if type(value) is str else value for name, value in values.items()}
