"""Verbs about history: take a deed back."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError
from django.utils.translation import gettext_noop

from rapport.actions.team import OWN_PART, OWN_PART_NEXT
from rapport.records import judging
from rapport.records.models import (
    Colleague,
    Counterpart,
    Interaction,
    Membership,
    Office,
    Operation,
    Presence,
    Relationship,
    SealedName,
)
from rapport.records.models.scoped import ASK_A_WRITER, NOT_THERE, NOT_YOURS
from rapport.records.name_index import open_name
from rapport.records.operations import ALIVE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, ChangedSince, NotThere, NotYours
from rapport.records.undo_permissions import LOOKS, Touch, closed_to, may_take_back, rows_by_kind
from rapport.records.undoing import NOTHING, UNDO, Inverse, inverses


def undo(*, by: Colleague, now: datetime, today: date, key: uuid.UUID) -> uuid.UUID:
    """Take a deed back whole, or refuse; the undoing is a deed too, and can be undone.

    Whoever could have done it may take it back.
    """
    _check_rights(by, key)
    changed = _Changed()
    with change_set(UNDO, by=by, now=now) as changes:
        for piece in inverses(key):
            _refuse_own_part(by, piece)
            changed.note(piece)
            for row, patch in piece:
                changes.restore(row, patch)
            try:
                changes.write()
            except IntegrityError as fault:
                raise ChangedSince(
                    gettext_noop("Something else stands in this place by now."),
                    next_step=gettext_noop(
                        "Open the history and take the later change back first."
                    ),
                ) from fault
        # Within the deed, not around it: a transaction within a transaction would keep every page
        # of a large import in memory until the end.
        changed.judge(today)
    return changes.key


def _check_rights(by: Colleague, key: uuid.UUID) -> None:
    operations = Operation.objects.filter(change_set=key)
    rows = operations.values_list("scope", "model", "effect", "verb").distinct()
    touches = [Touch._make(row) for row in rows]
    scopes = {one.scope for one in touches}
    if not touches or scopes - {*by.readable_circles(), by.office_id}:
        raise NotThere(NOT_THERE)
    if closed_to(by, rows_by_kind(operations.values_list("model", "row").distinct())):
        raise NotThere(NOT_THERE)
    if any(one.verb in LOOKS for one in touches):
        raise CannotBe(NOTHING)
    if not may_take_back(by, touches):
        raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)


def _refuse_own_part(by: Colleague, piece: Sequence[Inverse]) -> None:
    """Refuse to change one's own part in a circle, unless the circle goes with it."""
    going = {row.pk for row, patch in piece if patch.get(ALIVE) is False}
    for row, _ in piece:
        if isinstance(row, Membership) and row.colleague_id == by.pk and row.circle_id not in going:
            raise CannotBe(OWN_PART, next_step=OWN_PART_NEXT)


class _Changed:
    """What an undo changed, as far as it matters to the rules."""

    def __init__(self) -> None:
        self.about: set[uuid.UUID] = set()
        self.names: list[str] = []
        self.rules = False

    def note(self, piece: Sequence[Inverse]) -> None:
        """Note rows about to be taken back: whom they concern now, and whom they will."""
        counterparts, logged = [], []
        for row, patch in piece:
            if isinstance(row, Relationship):
                self.about.add(row.pk)
            elif isinstance(row, Interaction):
                logged.append(row.pk)
                self.about.update(uuid.UUID(who) for who, _ in patch.get("theirs") or ())
            elif isinstance(row, Counterpart):
                counterparts.append(row.pk)
            elif isinstance(row, SealedName):
                self.names.append(open_name(bytes(row.sealed)))
            elif hasattr(row, "relationship_id"):
                self.about.add(row.relationship_id)
            self.rules |= isinstance(row, Office)
        there = Presence.objects.filter(interaction__in=logged)
        self.about.update(there.values_list("relationship_id", flat=True))
        known = Relationship.objects.filter(counterpart__in=counterparts)
        self.about.update(known.values_list("pk", flat=True))

    def judge(self, today: date) -> None:
        """Judge anew whomever it concerned, as far as they are still there."""
        if self.rules:
            judging.mark_all()
            judging.rejudge_all(today=today)
            return
        judging.mark_notes_with(*self.names, today=today)
        judging.rejudge(self.about & _present(self.about), today=today)


def _present(keys: set[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of these relationships that are still there."""
    found: set[uuid.UUID] = set()
    for start in range(0, len(keys), 1000):
        chunk = sorted(keys)[start : start + 1000]
        found.update(Relationship.objects.filter(pk__in=chunk).values_list("pk", flat=True))
    return found
