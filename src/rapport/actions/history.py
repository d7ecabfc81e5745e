"""Verbs about history: take a change set back."""

import uuid
from collections.abc import Iterable, Iterator, Sequence

from django.db import IntegrityError
from django.utils.translation import gettext_noop

from rapport.actions.access import grade_again
from rapport.actions.colleagues import check_own_duties
from rapport.actions.in_the_way import named
from rapport.actions.team import OWN_PART, OWN_PART_NEXT
from rapport.actions.ties import refuse_to_hold_twice
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.hanging import Hanging
from rapport.records.memberships import SETS_LAST_DAY
from rapport.records.models import (
    Colleague,
    LoggedModel,
    Membership,
    Operation,
    Relationship,
    ScopedModel,
    Tie,
)
from rapport.records.models.scoped import ASK_A_WRITER, NOT_THERE, NOT_YOURS
from rapport.records.operations import ALIVE
from rapport.records.private_rows import kinds_apart, not_there_for, others_at
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, ChangedSince, NotThere, NotYours
from rapport.records.undo_permissions import LOOKS, Touch, closed_to, may_take_back, rows_by_kind
from rapport.records.undoing import (
    NOTHING,
    UNDO,
    BuiltOn,
    Inverse,
    erased_for_good,
    inverses,
)
from rapport.records.verifying import ERASES


def undo(asking: Asking, *, key: uuid.UUID) -> Change[uuid.UUID]:
    """Take a change set back whole, or refuse; the undoing is a change too, and can be undone.

    Whoever could have done it may take it back.
    """
    _check_rights(asking.me, key)
    try:
        return _undo(asking, key)
    except BuiltOn as refusal:
        raise named(asking.me, refusal) from None


def _undo(asking: Asking, key: uuid.UUID) -> Change[uuid.UUID]:
    is_last_day = _is_last_day(key)
    with change_set(UNDO, asking) as changes:
        for piece in inverses(key, me=asking.me):
            if not is_last_day:
                _refuse_own_part(asking.me, piece)
            _refuse_own_duties(asking.me, piece)
            going = (row for row, patch in piece if patch.get(ALIVE) is False)
            others = others_at(asking.me, going)
            for row, patch in piece:
                if isinstance(row, Tie):
                    changes.wait_for_others()
                    refuse_to_hold_twice(asking.me, row, patch)
                _let_go(changes, others.get(row.pk, ()))
                changes.restore(row, patch)
            try:
                changes.write()
            except IntegrityError as fault:
                raise ChangedSince(
                    gettext_noop("Something else has taken its place since."),
                    next_step=gettext_noop("Open the history and undo the later change first."),
                ) from fault
            grade_again(changes, _put_back(piece))
        return changes.made(key)


def _put_back(piece: Sequence[Inverse]) -> Iterator[LoggedModel]:
    """Yield the rows of an undo that may stand beside others graded since."""
    for row, patch in piece:
        begun = patch.get(ALIVE) is True and not isinstance(row, Relationship)
        if begun or "sensitivity" in patch:
            yield row


def _let_go(changes: ChangeSet, others: Iterable[tuple[ScopedModel, Hanging]]) -> None:
    """Let what is not there for whoever undoes stand without a row that goes, or go with it."""
    for below, hanging in others:
        if hanging.belongs:
            changes.delete(below)
        else:
            changes.repoint(below, hanging.column, None)


def _check_rights(by: Colleague, key: uuid.UUID) -> None:
    operations = Operation.objects.filter(change_set=key)
    # What is not there for whoever asks is carried along, and keeps nobody from anything.
    carried = operations.filter(model__in=list(kinds_apart()))
    pairs = rows_by_kind(carried.values_list("model", "row").distinct())
    operations = operations.exclude(row__in=not_there_for(by, pairs))
    rows = operations.values_list("chain__scope", "model", "effect", "verb").distinct()
    touches = [Touch._make(row) for row in rows]
    scopes = {one.scope for one in touches}
    if not touches or scopes - {*by.readable_circles(), by.office_id, by.pk}:
        raise NotThere(NOT_THERE)
    if closed_to(by, rows_by_kind(operations.values_list("model", "row").distinct())):
        raise NotThere(NOT_THERE)
    if any(one.verb in LOOKS for one in touches):
        raise CannotBe(NOTHING)
    if any(one.verb.startswith(ERASES) for one in touches):
        raise erased_for_good()
    if not may_take_back(by, touches):
        raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)


def _is_last_day(key: uuid.UUID) -> bool:
    """Say whether a change set set somebody's last day: what ended with it goes back with it."""
    return Operation.objects.filter(change_set=key, verb__in=SETS_LAST_DAY).exists()


def _refuse_own_part(by: Colleague, piece: Sequence[Inverse]) -> None:
    """Refuse to change one's own part in a circle, unless the circle goes with it."""
    going = {row.pk for row, patch in piece if patch.get(ALIVE) is False}
    for row, _ in piece:
        if isinstance(row, Membership) and row.colleague_id == by.pk and row.circle_id not in going:
            raise CannotBe(OWN_PART, next_step=OWN_PART_NEXT)


def _refuse_own_duties(by: Colleague, piece: Sequence[Inverse]) -> None:
    """Refuse to give oneself back a duty that somebody else took, or the other way round."""
    for row, patch in piece:
        if isinstance(row, Colleague) and "duties" in patch:
            check_own_duties(by, row.pk, patch["duties"])
