"""What the Log page says above its Save button: a request that is early, a contact logged twice."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import QueryDict

from rapport.actions.told_with_it import is_asked_by
from rapport.briefings.contacts import Earlier, same_contact
from rapport.briefings.since_a_breach import too_soon
from rapport.records.asking import Asking
from rapport.records.models import Ask, Asked, Channel, OnTime, Relationship
from rapport.records.packed_facts import NOT_AS_A_PERSON
from rapport.rules.warmups import WARM_UPS_NEEDED
from rapport.web.log_day import day_of, sent_on
from rapport.web.log_form import of_each
from rapport.web.log_requests import settled_in


class Typed:
    """What is on the Log page now, saved or not: words of a form that need not be valid."""

    def __init__(self, asking: Asking, posted: QueryDict, start: dict[str, Any]) -> None:
        self.asking = asking
        self.posted = posted
        self._start = start
        on = sent_on(posted)
        self.on = day_of(start.get("on", "") if on is None else on)

    def _said(self, name: str) -> Any:
        return self.posted.get(name, self._start.get(name, ""))

    def early(self, who: Sequence[Relationship], asks: Sequence[Ask]) -> list[Relationship]:
        """Return those for whom asking now is early: of several, only those who were asked."""
        people = [row for row in who if row.counterpart_id and row.warm_ups < WARM_UPS_NEEDED]
        return self._asked_of(people, asks)

    def after_a_breach(
        self, who: Sequence[Relationship], asks: Sequence[Ask]
    ) -> list[tuple[Relationship, int]]:
        """Return those for whom asking now is too soon as trust broke, with their contacts since.

        They are those without a request.
        """
        asked = self._asked_of(who, asks)
        found = too_soon(self.asking, [row.pk for row in asked], self.on)
        return [(row, found[row.pk]) for row in asked if row.pk in found]

    def _asked_of(self, who: Sequence[Relationship], asks: Sequence[Ask]) -> list[Relationship]:
        """Return of whom something was asked that lives do not depend on."""
        if self._said("on_time") == OnTime.ABSENT:
            return []
        return [row for row in who if self._is_asked(row, asks)]

    def _is_asked(self, row: Relationship, asks: Sequence[Ask]) -> bool:
        if self.posted.get(of_each("part", row.pk)) in NOT_AS_A_PERSON:
            return False
        made = [ask for ask in asks if ask.relationship_id == row.pk and self._was_made(ask)]
        said = self.posted.get(of_each("asked", row.pk)) or self._said("asked")
        spared = self._said("life_saving") or any(ask.life_saving for ask in made)
        return bool(made or said in (Asked.YES, True)) and not spared

    def _was_made(self, ask: Ask) -> bool:
        outcome = settled_in(ask, self.posted)
        return bool(outcome) and is_asked_by(ask, outcome, self.on or self.asking.day)

    def same(
        self, who: Sequence[Relationship], but: uuid.UUID | None = None
    ) -> tuple[Earlier, ...]:
        """Return contacts with the same people, of the same day and by the same channel."""
        channel = self._said("channel")
        if not who or self.on is None or channel not in Channel.values:
            return ()
        keys = [row.pk for row in who]
        return same_contact(self.asking, keys, on=self.on, channel=channel, but=but)
