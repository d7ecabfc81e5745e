"""Renewing where tones are going beside the pages: after a contact, after a week, a few at a time.

What was looked at is remembered by this process alone: one that begins anew looks at everybody met
lately once.
"""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from rapport.records import spirals
from rapport.records.models import Store

BATCH = 200


class ToneBeside:
    """Which relationships to ask the engine about next."""

    def __init__(self) -> None:
        self._sequence: int | None = None
        self._swept: date | None = None
        self._waiting: dict[UUID, None] = {}

    def renew_what_is_due(self, day: date, *, may_go_on: Callable[[], bool]) -> int:
        """Renew what is due, batch by batch while it may; return how many answers differ."""
        self._look(day)
        changed = 0
        while self._waiting and may_go_on():
            batch = list(self._waiting)[:BATCH]
            changed += spirals.renew(batch, today=day)
            for key in batch:
                del self._waiting[key]
        return changed

    def _look(self, day: date) -> None:
        sequence = Store.objects.values_list("sequence", flat=True).get()
        if self._swept is None or not timedelta(0) <= day - self._swept < spirals.RENEWED_AFTER:
            self._waiting.update(dict.fromkeys(spirals.worth_asking(day)))
            self._swept = day
        elif sequence != self._sequence:
            self._waiting.update(dict.fromkeys(spirals.met_otherwise_since(self._sequence or 0)))
        self._waiting.update(dict.fromkeys(spirals.gone_by(day)))
        self._sequence = sequence
