"""What is recorded of people already, so that a register brought again adds only what is new."""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date

from rapport.names import fold
from rapport.records.models import Colleague, Interaction, OurPart, OurPresence

_AT_ONCE = 500


class AlreadyRecorded:
    """Tells which rows of a register are there already.

    A row is there if each of its people has an interaction of the same day, with the same words
    and the same one of us. One interaction answers for one row: who writes two alike rows means
    two meetings, and a register that grew by a third brings a third.
    """

    def __init__(self, by: Colleague) -> None:
        self._by = by
        self._looked_up: set[uuid.UUID] = set()
        # Hashes, because a large office has a million of them.
        self._left: Counter[int] = Counter()

    def look_up(self, relationships: Iterable[uuid.UUID]) -> None:
        """Read what is recorded of these people; call before anything new is written of them."""
        fresh = sorted(set(relationships) - self._looked_up)
        self._looked_up.update(fresh)
        for start in range(0, len(fresh), _AT_ONCE):
            self._read(fresh[start : start + _AT_ONCE])

    def has(
        self,
        relationships: Iterable[uuid.UUID],
        on: date,
        line: str,
        colleague: uuid.UUID | None,
    ) -> bool:
        """Say whether this is recorded; what answered for one row answers for no other."""
        keys = [hash((key, on, fold(line), colleague)) for key in relationships]
        if not all(self._left.get(key, 0) > 0 for key in keys):
            return False
        self._left.subtract(keys)
        return True

    def _read(self, relationships: list[uuid.UUID]) -> None:
        mine = Interaction.objects.visible_to(self._by)
        rows = list(
            mine.filter(theirs__relationship__in=relationships).values_list(
                "theirs__relationship", "on", "line", "pk"
            )
        )
        leads = dict(
            OurPresence.objects.filter(
                interaction__theirs__relationship__in=relationships, part=OurPart.LEAD
            ).values_list("interaction", "colleague")
        )
        self._left.update(
            hash((key, on, fold(line), leads.get(interaction)))
            for key, on, line, interaction in rows
        )
