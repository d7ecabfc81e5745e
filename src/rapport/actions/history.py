"""Verbs about history: take a deed back."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from rapport.records import judging
from rapport.records.models import Colleague, Interaction, Operation, Presence, Relationship
from rapport.records.models.keeping import NOT_THERE
from rapport.records.recording import deed
from rapport.records.refusals import NotThere
from rapport.records.undoing import Inverse, inverses


@transaction.atomic
def undo(*, by: Colleague, now: datetime, today: date, key: uuid.UUID) -> uuid.UUID:
    """Take a deed back whole, or refuse; the undoing is a deed too, and can be undone."""
    scopes = set(Operation.objects.filter(deed=key).values_list("scope", flat=True).distinct())
    if not scopes or scopes - set(by.writable_circles()) - {by.office_id}:
        raise NotThere(NOT_THERE)
    touched: set[uuid.UUID] = set()
    with deed("undo", by=by, now=now) as it:
        for piece in inverses(key):
            touched |= _relationships(piece)
            for row, patch in piece:
                it.restore(row, patch)
            it.write()
    judging.rejudge(touched & _present(touched), today=today)
    return it.key


def _relationships(piece: Sequence[Inverse]) -> set[uuid.UUID]:
    """Return the relationships whose findings may now read otherwise."""
    touched: set[uuid.UUID] = set()
    logged = []
    for row, patch in piece:
        if isinstance(row, Relationship):
            touched.add(row.pk)
        elif hasattr(row, "relationship_id"):
            touched.add(row.relationship_id)
        elif isinstance(row, Interaction):
            logged.append(row.pk)
            touched.update(uuid.UUID(who) for who, _ in patch.get("theirs") or ())
    there = Presence.objects.filter(interaction__in=logged)
    return touched.union(there.values_list("relationship_id", flat=True))


def _present(keys: set[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of these relationships that are still there."""
    found: set[uuid.UUID] = set()
    for start in range(0, len(keys), 1000):
        chunk = sorted(keys)[start : start + 1000]
        found.update(Relationship.objects.filter(pk__in=chunk).values_list("pk", flat=True))
    return found
