"""Counting whom each of us opens: in memory on a laptop, in a small table for a team.

A laptop is read by one process, whose memory ends with it, and opening a page there writes
nothing. The workers of a team's server share no memory, so they count in a row of the database,
held while it is counted. Neither is a record, and neither is in the history.
"""

import threading
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from rapport.records.models import Colleague, ReadCount
from rapport.records.prepared import prepared
from rapport.rules.reading import DAY, HOUR

STOPS_KEPT = 90 * DAY


@dataclass
class Count:
    """Whom somebody opened within a day, and when; and when they were asked why, and how many."""

    opened: dict[uuid.UUID, datetime] = field(default_factory=dict)
    stops: list[tuple[datetime, int]] = field(default_factory=list)

    def open(self, who: uuid.UUID, now: datetime) -> None:
        """Count somebody as opened now; what is older than a day is forgotten."""
        kept = {one: at for one, at in self.opened.items() if at > now - DAY}
        self.opened = {**kept, who: now}

    def stop(self, now: datetime, many: int, *, explained: datetime | None) -> None:
        """Keep that a reason was asked for; until it is given, an hour's asking is one stop."""
        self.stops = [stop for stop in self.stops if stop[0] > now - STOPS_KEPT]
        last = self.stops[-1][0] if self.stops else None
        answered = last is not None and explained is not None and explained >= last
        if last is None or answered or last <= now - HOUR:
            self.stops.append((now, many))


_IN_MEMORY: dict[uuid.UUID, Count] = {}
_ONE_AT_A_TIME = threading.Lock()


def is_counted() -> bool:
    """Say whether reading is counted: not on a laptop whose store knows one colleague alone."""
    return settings.IS_TEAM or len(_first_two_of_us()) > 1


@prepared
def _first_two_of_us() -> "QuerySet[Colleague, uuid.UUID]":
    return Colleague.objects.filter(is_active=True).values_list("pk", flat=True)[:2]


@contextmanager
def count_of(colleague: uuid.UUID) -> Iterator[Count]:
    """Give what is counted of a colleague, to look at and change; one request at a time."""
    if not settings.IS_TEAM:
        with _ONE_AT_A_TIME:
            yield _IN_MEMORY.setdefault(colleague, Count())
        return
    with transaction.atomic():
        ReadCount.objects.get_or_create(colleague=colleague)
        row = ReadCount.objects.select_for_update().get(colleague=colleague)
        count = _count(row)
        before = row.opened, row.stops
        yield count
        row.opened = {who.hex: at.isoformat() for who, at in count.opened.items()}
        row.stops = [[at.isoformat(), many] for at, many in count.stops]
        if (row.opened, row.stops) != before:
            row.save(update_fields=["opened", "stops"])


def stops_of(colleagues: Collection[uuid.UUID]) -> dict[uuid.UUID, list[tuple[datetime, int]]]:
    """Return when each of these colleagues was asked for a reason, the oldest first."""
    if not settings.IS_TEAM:
        return {key: list(_IN_MEMORY[key].stops) for key in colleagues if key in _IN_MEMORY}
    rows = ReadCount.objects.filter(colleague__in=colleagues)
    return {row.colleague: _count(row).stops for row in rows}


def forget_all() -> None:
    """Forget what this process counted, as its end does."""
    _IN_MEMORY.clear()


def _count(row: ReadCount) -> Count:
    return Count(
        opened={uuid.UUID(who): datetime.fromisoformat(at) for who, at in row.opened.items()},
        stops=[(datetime.fromisoformat(at), many) for at, many in row.stops],
    )
