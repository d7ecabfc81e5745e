"""With whom a request would come too soon: trust broke, and too few contacts without one since."""

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from rapport.records.asking import Asking
from rapport.records.judging_facts import load
from rapport.records.models import Breach, Colleague
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among
from rapport.rules.days import later
from rapport.rules.facts_repair import CONTACTS_NEEDED
from rapport.rules.warmups import days_without_request


def too_soon(
    asking: Asking, relationships: Collection[uuid.UUID], on: date | None = None
) -> dict[uuid.UUID, int]:
    """Return how many contacts without a request there were since the last breach, where too few.

    They are counted up to the day before ``on``, or up to today where no day is said. One question
    where no repair goes on.
    """
    if not relationships:
        return {}
    since: dict[uuid.UUID, date] = {}
    for relationship, day in _open(asking.me, list(relationships)):
        if on is None or day <= on:
            since[relationship] = max(day, since.get(relationship, day))
    until = later(on, -1) if on is not None else asking.day
    counts = {
        key: len(days_without_request(loaded.facts, since[key], until))
        for key in since
        for loaded in load([key], asking.day)
    }
    return {key: count for key, count in counts.items() if count < CONTACTS_NEEDED}


@prepared
def _open(
    me: Colleague, relationships: list[uuid.UUID]
) -> "QuerySet[Breach, tuple[uuid.UUID, date]]":
    rows: QuerySet[Breach] = Breach.objects.visible_to(me)
    rows = rows.filter(relationship__in=among(relationships), ended="")
    return rows.order_by("pk").values_list("relationship_id", "on")
