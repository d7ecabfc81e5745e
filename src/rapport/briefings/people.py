"""The list of people: everyone I may see, with the last two-way contact and what is due."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from rapport.briefings import finding
from rapport.briefings.kept import AsBefore
from rapport.briefings.listed import listed
from rapport.briefings.up_to_date import unsettled
from rapport.briefings.wanted import (
    WEEK,
    Wanted,
    going_on,
    in_order,
    mark_of,
    narrowed,
    order_of,
)
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    Colleague,
    Counterpart,
    CounterpartStatus,
    Interaction,
    Relationship,
    Sensitivity,
)
from rapport.records.models.relationships import RelationshipQuerySet, called
from rapport.records.models.scoped import ScopedQuerySet
from rapport.records.on_a_day import bring_to
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

PAGE = 50
NEVER = date(9999, 12, 31)
COUNTED = 1000
"""Up to so many people are counted; nobody needs to know of how many more, just now."""


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Person:
    """One row of the list.

    ``channel`` is how the last two-way contact passed, where the list was asked for it;
    ``maximum_days`` the longest interval between two contacts that is meant.
    """

    relationship: uuid.UUID
    counterpart: uuid.UUID | None
    alias: str
    actor: str
    status: str
    phase: str
    stage: str
    warm_ups: int
    last_two_way: date | None
    next_due: date | None
    lead: str
    backup: str
    places: tuple[str, ...] = ()
    channel: str = ""
    maximum_days: int = 0


@dataclass(frozen=True, slots=True)
class People:
    """One page of the list; ``following`` is where the next begins, ``total`` stops counting.

    The rows are as of the day. ``checking`` is how many people may move in the list once they are
    judged anew: none on an ordinary new day (``up_to_date.unsettled``).
    """

    wanted: Wanted
    rows: tuple[Person, ...]
    following: str
    total: int
    or_more: bool
    knows_nobody: bool
    checking: int


_ROWS: AsBefore[uuid.UUID, Person] = AsBefore()


def people(asking: Asking, *, wanted: Wanted, page: int = PAGE) -> People:
    """Return a page of the people whoever asks may see, as wanted."""
    me = asking.me
    plain = wanted.text.strip() or wanted.after
    total, shown = (_searched if plain else _first_page)(asking, wanted, page + 1)
    following = mark_of(shown[page - 1], order_of(wanted.order)) if len(shown) > page else ""
    bring_to(shown, asking.day)
    nobody = not total and not Relationship.objects.visible_to(me).with_people().exists()
    channels = dict(_channels(me, [row.pk for row in shown]))
    rows = {row.pk: _person(row, me, channels.get(row.pk, "")) for row in shown[:page]}
    if not plain:
        # What was drawn of a row is kept with it. What somebody looked for by name is not.
        rows = _ROWS.of(rows, asking.day, me.pk, wanted)
    return People(
        wanted=wanted,
        rows=tuple(rows.values()),
        following=following,
        total=min(total, COUNTED),
        or_more=total > COUNTED,
        knows_nobody=nobody,
        checking=unsettled(asking),
    )


def how_many(asking: Asking, wanted: Wanted) -> int:
    """Return how many people are wanted, no name being looked for; more than enough is enough."""
    return _some.count(asking.me, *wanted.plainly(asking), asking.day, asking.day + WEEK)


def keys_wanted(asking: Asking, wanted: Wanted, *, most: int) -> list[uuid.UUID]:
    """Return the keys of the people wanted, up to ``most``, whatever page they stand on."""
    me, day = asking.me, asking.day
    if wanted.text.strip():
        return [row.pk for row in _searched(asking, wanted, most)[1]]
    rows = narrowed(
        Relationship.objects.visible_to(me), me, *wanted.plainly(asking), day, day + WEEK
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def _first_page(asking: Asking, wanted: Wanted, count: int) -> tuple[int, list[Relationship]]:
    """Return how many there are, and the first in the order wanted, where no name is looked for.

    Each circle's first rows are read off its own index; the store then puts those few in order.
    """
    me, day = asking.me, asking.day
    asked = (*wanted.plainly(asking), day, day + WEEK)
    order = (order_of(wanted.order), wanted.backwards)
    if order[0] == "alias" and not wanted.is_narrow:
        first = _first_by_alias.for_each(me.readable_circles(), me, *asked, wanted.backwards, count)
    else:
        first = _first.for_each(me.readable_circles(), me, *asked, *order, count)
    return _some.count(me, *asked), listed(first, *order, count)


@prepared
def _some(me: Colleague, *wanted: Any) -> "QuerySet[Relationship, uuid.UUID]":
    rows = narrowed(Relationship.objects.visible_to(me), me, *wanted)
    return rows.values_list("pk", flat=True)[: COUNTED + 1]


@prepared
def _first(me: Colleague, *wanted: Any) -> "QuerySet[Relationship, uuid.UUID]":
    *filters, order, backwards, count, circle = wanted
    rows = narrowed(Relationship.objects.visible_to(me), me, *filters).filter(circle_id=circle)
    if order == "alias":
        # So it always is; said here, it lets the store begin with the aliases of the circle.
        rows = rows.filter(counterpart__circle_id=circle)
    return rows.order_by(*in_order(order, backwards=backwards)).values_list("pk", flat=True)[:count]


@prepared
def _first_by_alias(me: Colleague, *wanted: Any) -> "QuerySet[Counterpart, uuid.UUID]":
    """Return the same in the order of the aliases, which are the counterparts'.

    Each is gone through in the order of its index until there are enough; whose they are is asked
    one by one. Joined, the store may sort all of a large circle first. For few of many it would be
    gone through to its end (``Wanted.is_narrow``).
    """
    *filters, backwards, count, circle = wanted
    whose = narrowed(Relationship.objects.visible_to(me), me, *filters)
    whose = whose.filter(circle_id=circle, counterpart=OuterRef("pk"))
    rows: Any = Counterpart.objects.filter(Exists(whose), circle_id=circle)
    rows = rows.annotate(whose=Subquery(whose.values("pk")[:1]))
    order = ("-alias", "-whose") if backwards else ("alias", "whose")
    return rows.order_by(*order).values_list("whose", flat=True)[:count]  # type: ignore[no-any-return]


@prepared
def _channels(
    me: Colleague, relationships: list[uuid.UUID]
) -> "QuerySet[Interaction, tuple[uuid.UUID, str]]":
    """Return how the last two-way contact with each of these people passed."""
    rows: QuerySet[Interaction] = Interaction.objects.visible_to(me)
    rows = rows.filter(
        two_way=True,
        theirs__relationship__in=among(relationships),
        theirs__on=F("theirs__relationship__last_two_way"),
    )
    return rows.order_by("pk").values_list("theirs__relationship_id", "channel")


def _searched(asking: Asking, wanted: Wanted, count: int) -> tuple[int, list[Relationship]]:
    """Return how many there are, and a page, where a name is looked for or the list goes on.

    Whoever looks for a name reads the most alike first, unless another order was chosen.
    """
    me, day = asking.me, asking.day
    rows = Relationship.objects.visible_to(me)
    rows = narrowed(rows, me, *wanted.plainly(asking), day, day + WEEK)
    if wanted.text.strip():
        meant, places = finding.meant(me, wanted.text)
        rows = rows.filter(meant)
        as_usual = order_of(wanted.order) == "due" and not (wanted.backwards or wanted.after)
        if as_usual and places:
            keys = list(rows.values_list("pk", flat=True)[:count])
            if len(keys) < count:
                chosen = listed(keys, "due", False, count)
                return len(keys), sorted(chosen, key=lambda row: places.get(row.pk, len(places)))
    return rows.values("pk")[: COUNTED + 1].count(), _page(rows, me, wanted, count)


def _page(
    rows: "ScopedQuerySet[Relationship]", me: Colleague, wanted: Wanted, count: int
) -> list[Relationship]:
    """Return the rows of a page in the order wanted; a name leaves few people anyway."""
    name = order_of(wanted.order)
    order = in_order(name, backwards=wanted.backwards)
    rest = going_on(rows, wanted)
    if not wanted.text.strip():
        if name == "alias":
            # So it always is; said here, it lets the store begin with the aliases of the circle.
            rest = rest.filter(counterpart__circle_id=F("circle_id"))
        chosen = rest.first_in_circles(me.readable_circles(), *order, count=count)
    else:
        chosen = rest.order_by(*order)[:count]
    keys = list(chosen.values_list("pk", flat=True))
    return listed(keys, name, wanted.backwards, count)


def named(me: Colleague, text: str, *, limit: int = 8) -> tuple[Person, ...]:
    """Return the people I may see who are called like ``text``, the most alike first."""
    found = finding.found(me, text)[:limit]
    rows = persons(me, found)
    return tuple(rows[key] for key in found if key in rows)


@prepared
def _by_key(me: Colleague, relationships: list[uuid.UUID]) -> "QuerySet[Relationship]":
    rows: RelationshipQuerySet = Relationship.objects.visible_to(me).with_people()
    rows = rows.filter(pk__in=among(relationships))
    return rows.select_related("counterpart__actor", "actor", "lead", "backup")


@prepared
def aliases_of(
    me: Colleague, relationships: list[uuid.UUID]
) -> "QuerySet[Relationship, tuple[uuid.UUID, str]]":
    """Return the keys of relationships with the aliases, of those I may see."""
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    rows = rows.filter(pk__in=among(relationships))
    return rows.values_list("pk", called())


def persons(me: Colleague, relationships: Sequence[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Return these people as the list shows them, by relationship, of those I may see."""
    return {row.pk: _person(row, me) for row in _by_key(me, list(relationships))}


def by_alias(me: Colleague, alias: str) -> list[Person]:
    """Return the people called exactly ``alias``, letter case aside, or else named like it."""
    rows = (
        Relationship.objects.visible_to(me)
        .filter(counterpart__alias__iexact=alias)
        .select_related("counterpart__actor", "actor", "lead", "backup")[:20]
    )
    return [_person(row, me) for row in rows] or list(named(me, alias, limit=20))


def named_nearly(me: Colleague, alias: str, *, limit: int = 3) -> list[str]:
    """Return the aliases I may see that are spelled nearly like this, the nearest first."""
    mine = Relationship.objects.visible_to(me).filter(counterpart__isnull=False)
    rows = mine.values_list("counterpart__alias", flat=True)
    known = {fold(one): one for one in rows.iterator(chunk_size=5000)}
    near = get_close_matches(fold(alias[:120]), known, n=limit, cutoff=0.7)
    return [known[one] for one in near]


def actor_name(row: Relationship, me: Colleague) -> str:
    """Return the name of the counterpart's actor, where ``me`` may know of it."""
    actor = _actor(row, me)
    return actor.name if actor else ""


def _actor(row: Relationship, me: Colleague) -> Actor | None:
    actor = row.counterpart.actor if row.counterpart else None
    known = actor is not None and actor.circle_id in me.readable_circles()
    return actor if actor and known and actor.sensitivity < Sensitivity.SEVERE else None


def _person(row: Relationship, me: Colleague, channel: str = "") -> Person:
    counterpart = row.counterpart
    actor = _actor(row, me)
    return Person(
        relationship=row.pk,
        counterpart=row.counterpart_id,
        alias=row.called,
        actor=actor.name if actor else "",
        status=counterpart.status if counterpart else CounterpartStatus.ACTIVE,
        phase=row.phase,
        stage=row.stage,
        warm_ups=row.warm_ups,
        last_two_way=row.last_two_way,
        next_due=None if row.next_due == NEVER else row.next_due,
        lead=row.lead.name if row.lead else "",
        backup=row.backup.name if row.backup else "",
        places=tuple(map(str, actor.areas)) if actor else (),
        channel=channel,
        maximum_days=row.maximum_days or me.office.maximum_days,
    )
