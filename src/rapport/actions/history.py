"""Verbs about history: take a deed back."""

import uuid
from datetime import date, datetime

from django.db import transaction

from rapport.records import judging
from rapport.records.models import Colleague, Operation, Recorded, Relationship
from rapport.records.models.keeping import NOT_THERE
from rapport.records.recording import deed
from rapport.records.refusals import NotThere
from rapport.records.undoing import inverses


@transaction.atomic
def undo(*, by: Colleague, now: datetime, today: date, key: uuid.UUID) -> uuid.UUID:
    """Take a deed back whole, or refuse; the undoing is a deed too, and can be undone."""
    scopes = set(Operation.objects.filter(deed=key).values_list("scope", flat=True).distinct())
    if not scopes or scopes - set(by.writable_circles()) - {by.office_id}:
        raise NotThere(NOT_THERE)
    with deed("undo", by=by, now=now) as it:
        rows = []
        for row, patch in inverses(key):
            it.restore(row, patch)
            rows.append(row)
        touched = _relationships(rows)
    judging.rejudge(touched, today=today)
    return it.key


def _relationships(rows: list[Recorded]) -> set[uuid.UUID]:
    """Return the relationships whose findings may now read otherwise."""
    touched: set[uuid.UUID] = set()
    for row in rows:
        if isinstance(row, Relationship):
            touched.add(row.pk)
        elif hasattr(row, "relationship_id"):
            touched.add(row.relationship_id)
        elif hasattr(row, "theirs"):
            touched.update(row.theirs.values_list("relationship_id", flat=True))
    return touched
