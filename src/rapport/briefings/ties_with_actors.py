"""Relationships with actors and their people, as one reader sees them."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet

from rapport.briefings.holders_known import last_with_holders
from rapport.briefings.up_to_date import AT_ONCE
from rapport.briefings.views import View
from rapport.records.models import (
    Actor,
    CounterpartStatus,
    Interaction,
    Phase,
    Presence,
    Relationship,
)
from rapport.records.models.relationships import of_actor
from rapport.records.on_a_day import said_of
from rapport.records.packed_facts import ASKED_AT, unpack
from rapport.records.raw_rows import among
from rapport.rules.days import later
from rapport.rules.facts_of_many import ActorContact
from rapport.rules.rule import Settings


class Row(NamedTuple):
    """What is read of a relationship with an actor, or with somebody of it."""

    actor: uuid.UUID
    key: uuid.UUID
    opened: date
    last_two_way: date | None
    circle: uuid.UUID
    lead: uuid.UUID | None
    backup: uuid.UUID | None
    alias: str | None
    judged_on: date | None
    names: Sequence[str] | None

    @property
    def name(self) -> str:
        """Return what it is called here: the person, or the group it is with."""
        return self.alias or (self.names[0] if self.names else "")


_COLUMNS = (
    *("of_actor", "pk", "opened", "last_two_way"),
    *("circle_id", "lead_id", "backup_id", "counterpart__alias", "judged_on"),
    "actor__names",
)


def ties_seen(view: View) -> Any:
    """Return the relationships with actors and their people, where contact is possible and meant.

    ``of_actor`` is the key of the actor.
    """
    actors = Actor.objects.visible_to(view.reader)
    mine: QuerySet[Any] = Relationship.objects.visible_to(view.reader)
    return (
        mine.filter(
            Q(counterpart__actor__in=actors, counterpart__status=CounterpartStatus.ACTIVE)
            | Q(actor__in=actors)
        )
        .exclude(phase__in=(Phase.DORMANT, Phase.CLOSED))
        .annotate(of_actor=of_actor())
    )


def quiet_ties(view: View, settings: Settings) -> dict[uuid.UUID, list[Row]]:
    """Return the relationships with the people of each actor about whom N06 could speak.

    Which actors these may be is counted by the store, so that those in touch are never loaded.
    Where somebody else holds a post of theirs and was met, the actor is not forgotten.
    """
    numbers = settings["N06"]
    if numbers is None:
        return {}
    limit = later(view.day, -numbers["days"])
    ties = ties_seen(view)
    quiet = (
        ties.values("of_actor")
        .annotate(last=Max("last_two_way"), first=Min("opened"), judged=Max("judged_on"))
        .filter(Q(last__lt=limit) | Q(last__isnull=True, first__lt=limit) | Q(judged__gt=view.day))
        .order_by()
        .values("of_actor")
    )
    answer: dict[uuid.UUID, list[Row]] = defaultdict(list)
    rows = ties.filter(of_actor__in=quiet).order_by("pk")
    holding = last_with_holders.plain(view.reader, view.day).filter(last__gte=limit)
    rows = rows.exclude(of_actor__in=holding.values("position__actor"))
    for row in _as_of(view.day, list(map(Row._make, rows.values_list(*_COLUMNS)))):
        answer[row.actor].append(row)
    return answer


def asked_lately(view: View, settings: Settings) -> dict[uuid.UUID, list[ActorContact]]:
    """Return the contacts with the people of each actor about whom E11 could speak.

    These are actors of whom a reader sees several people, for of one alone E09 speaks.
    """
    numbers = settings["E11"]
    if numbers is None:
        return {}
    ties = ties_seen(view)
    several = (
        ties.values("of_actor")
        .annotate(people=Count("pk"))
        .filter(people__gt=1)
        .order_by()
        .values("of_actor")
    )
    found: dict[uuid.UUID, list[ActorContact]] = defaultdict(list)
    theirs = ties.filter(of_actor__in=several)
    for actor, contact in contacts_asked(view, theirs, numbers["days"], of_actor("relationship__")):
        found[actor].append(contact)
    return found


def contacts_asked(
    view: View, ties: Any, days: int, whose: Any
) -> Iterator[tuple[uuid.UUID, ActorContact]]:
    """Yield the contacts of these ties in so many days that say whether we asked, oldest first.

    ``whose`` is a column or an expression of a presence: what a contact is told under.
    """
    rows = Presence.objects.filter(
        relationship__in=ties,
        interaction__in=Interaction.objects.visible_to(view.reader),
        on__gt=later(view.day, -days),
        on__lte=view.day,
    ).order_by("on", "interaction_id", "pk")
    for key, tie, contact, on, told in rows.values_list(
        whose, "relationship_id", "interaction_id", "on", "told"
    ):
        asked = unpack(told)[ASKED_AT]
        if asked is not None:
            yield key, ActorContact(contact, tie, on, asked)


def ties_by_key(view: View, keys: Collection[Hashable]) -> dict[Hashable, Row]:
    """Return these relationships by their key."""
    if not keys:
        return {}
    rows = ties_seen(view).filter(pk__in=among([key for key in keys if isinstance(key, uuid.UUID)]))
    return {row.key: row for row in map(Row._make, rows.values_list(*_COLUMNS))}


def _as_of(day: date, rows: Sequence[Row]) -> Iterator[Row]:
    """Yield rows that say when the last contact was on the day, where a clock was set back.

    Where these are many, Today says that they are still being checked.
    """
    ahead = [row.key for row in rows if row.judged_on is not None and row.judged_on > day]
    said = said_of(ahead if len(ahead) <= AT_ONCE else [], day)
    for row in rows:
        derived = said.derived.get(row.key)
        yield row._replace(last_two_way=derived["last_two_way"]) if derived else row
