"""Whose a relationship is: who answers today for its promises, and on whose Today it stands.

Whoever leads; where they have gone, the backup; where both have, or there is neither, everybody who
may see it. Somebody has gone when they can no longer see it: their access has ended, their part in
the circle has, or it turned severe without naming them. Who was offered the lead and has not
accepted leads nothing yet. This is the one place that says so: for the rules (:class:`Sight`) and,
as a condition, for the store (:func:`mine`).
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from rapport.records.models import Colleague, Membership, Named, Sensitivity
from rapport.records.questions import Question
from rapport.records.raw_rows import Key
from rapport.rules.days import later

_MEMBERS = Question(
    lambda _wanted, today: Membership.objects.of_colleagues_here(today),
    *("circle_id", "colleague_id", "until"),
)
_NAMED = Question(
    lambda wanted, _today: Named.objects.filter(
        relationship__in=wanted, relationship__sensitivity__gte=Sensitivity.SEVERE
    ),
    *("relationship_id", "colleague_id"),
)


class Place(NamedTuple):
    """A relationship and who holds it, keys as the store's driver gives them."""

    key: Key
    circle: Key
    sensitivity: int
    lead: Key | None
    backup: Key | None


class Sight:
    """Who may see some relationships on a day, read once for all of them."""

    def __init__(self, wanted: RawSQL, today: date) -> None:
        self._until: dict[tuple[Key, Key], date | None] = {
            (circle, who): until for circle, who, until in _MEMBERS.ask(wanted, today)
        }
        self._ending = any(self._until.values())
        self._named = set(_NAMED.ask(wanted))

    def whose(self, place: Place) -> Key | None:
        """Return whose it is; None where it is everybody's who may see it."""
        for who in (place.lead, place.backup):
            if who is not None and self.sees(who, place):
                return who
        return None

    def again(self, place: Place) -> date | None:
        """Return the first day on which it could be somebody else's without anybody doing anything.

        None where no part of those who hold it ends.
        """
        if not self._ending:
            return None
        parts = (self._until.get((place.circle, who)) for who in _there(place.lead, place.backup))
        return min((later(until, 1) for until in parts if until is not None), default=None)

    def until(self, who: Key, place: Place) -> date | None:
        """Return the last day of somebody's part in the circle, if it has one."""
        return self._until.get((place.circle, who))

    def sees(self, who: Key, place: Place) -> bool:
        """Say whether somebody may see the relationship."""
        if (place.circle, who) not in self._until:
            return False
        return place.sensitivity < Sensitivity.SEVERE or (place.key, who) in self._named


def _there(*holding: Key | None) -> Iterable[Key]:
    return (who for who in holding if who is not None)


def mine(me: Colleague, day: date) -> Q:
    """Return which of the relationships I may see are mine, or everybody's.

    It is what :meth:`Sight.whose` says of each: me, or nobody.
    """
    backed_up = Q(backup=me) | ~_seen_by("backup", day)
    return Q(lead=me) | (~_seen_by("lead", day) & backed_up)


def _seen_by(holder: str, day: date) -> Q:
    parts = Membership.objects.of_colleagues_here(day)
    there = parts.filter(circle=OuterRef("circle"), colleague=OuterRef(holder))
    named = Named.objects.filter(relationship=OuterRef("pk"), colleague=OuterRef(holder))
    return Q(Exists(there)) & (Q(sensitivity__lt=Sensitivity.SEVERE) | Q(Exists(named)))
