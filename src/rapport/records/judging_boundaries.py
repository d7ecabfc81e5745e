"""Facts about closeness, loaded for the rules: conflicts, gifts, and who of us met them.

Nothing here reads what is one colleague's own: what a rule says of a relationship is read by all
who see it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL

from rapport.records.models import Gift, Interest, OurPresence
from rapport.records.questions import Question
from rapport.records.raw_rows import Key, among_stored, rows_as_stored
from rapport.rules.boundaries import MOST_IN_A_ROW
from rapport.rules.facts import MeetingFact
from rapport.rules.facts_of_boundaries import GiftFact, InterestFact, TogetherFact
from rapport.rules.warmups import VISIT

_INTERESTS = Question(
    lambda wanted, today: Interest.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), relationship__in=wanted
    ).order_by("declared_on", "pk"),
    *("relationship_id", "pk", "declared_on", "managed", "decides_id", "managed_until", "until"),
)
_GIFTS = Question(
    lambda wanted, today: Gift.objects.filter(relationship__in=wanted, on__lte=today).order_by(
        "on", "pk"
    ),
    *("relationship_id", "pk", "on", "way", "amount", "reviewed_on"),
)


def interests_of(wanted: RawSQL, today: date) -> Mapping[Key, list[Any]]:
    """Return the conflicts of interest that are not over, by relationship."""
    found: dict[Key, list[Any]] = defaultdict(list)
    for relationship, key, declared, managed, decides, managed_until, until in _INTERESTS.ask(
        wanted, today
    ):
        is_managed = bool(managed.strip()) or decides is not None
        fact = InterestFact(key, declared, is_managed, managed_until, until)
        found[relationship].append(fact)
    return found


def gifts_of(wanted: RawSQL, today: date) -> Mapping[Key, list[Any]]:
    """Return what the register has, by relationship."""
    found: dict[Key, list[Any]] = defaultdict(list)
    for relationship, *gift in _GIFTS.ask(wanted, today):
        found[relationship].append(GiftFact(*gift))
    return found


def met_in_person(
    interactions: Mapping[Key, Sequence[Any]],
    meetings: Mapping[Key, Sequence[MeetingFact]],
    least: Mapping[Key, int],
) -> Mapping[Key, tuple[TogetherFact, ...]]:
    """Return the last contacts in person with who of us was there, by relationship.

    Only so many (``least``) where there were as many, and more where something hard is to be said:
    no rule asks for any other.
    """
    last: dict[Key, list[Any]] = {}
    for relationship, contacts in interactions.items():
        met = [one for one in contacts if one.two_way and one.channel in VISIT]
        hard = any(one.hard for one in meetings.get(relationship, ()))
        if met and (hard or len(met) >= least[relationship]):
            last[relationship] = met[-MOST_IN_A_ROW if hard else -least[relationship] :]
    ours = _who_was_there({one.key for met in last.values() for one in met})
    return {
        relationship: tuple(
            TogetherFact(one.key, one.on, tuple(ours.get(one.key, ()))) for one in met
        )
        for relationship, met in last.items()
    }


def _who_was_there(keys: set[Key]) -> Mapping[Key, list[Key]]:
    found: dict[Key, list[Key]] = defaultdict(list)
    if keys:
        rows = OurPresence.objects.filter(interaction__in=among_stored(keys))
        for contact, who in rows_as_stored(rows, "interaction_id", "colleague_id"):
            found[contact].append(who)
    return found
