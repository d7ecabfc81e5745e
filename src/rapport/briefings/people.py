"""The list of people: everyone I may see, with the last two-way contact and what is due."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from rapport.briefings import finding, people_found
from rapport.briefings.kept import AsBefore
from rapport.briefings.people_found import COUNTED
from rapport.briefings.up_to_date import unsettled
from rapport.briefings.wanted import (
    WEEK,
    Wanted,
    in_order,
    mark_of,
    narrowed,
    order_of,
)
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.first_of_each import EACH, first_of_each
from rapport.records.models import (
    Actor,
    Colleague,
    Counterpart,
    CounterpartStatus,
    Interaction,
    Relationship,
    Sensitivity,
)
from rapport.records.models.relationships import RelationshipQuerySet
from rapport.records.on_a_day import bring_to
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

PAGE = 50
_OF_ACTOR = ("names", "areas", "circle", "sensitivity")
NEVER = date(9999, 12, 31)
_SHOWN = (
    *("counterpart", "actor", "circle", "phase", "stage", "maximum_days", "lead", "backup"),
    *Relationship.DERIVED,
    *("counterpart__alias", "counterpart__status", "counterpart__actor", "lead__name"),
    *(f"{one}__{name}" for one in ("actor", "counterpart__actor") for name in _OF_ACTOR),
    "backup__name",
)


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
    total, shown = _first_rows(asking, wanted, page + 1)
    following = mark_of(shown[page - 1], order_of(wanted.order)) if len(shown) > page else ""
    bring_to(shown, asking.day)
    nobody = not total and not Relationship.objects.visible_to(me).with_people().exists()
    channels = dict(_channels(me, [row.pk for row in shown]))
    rows = {row.pk: _person(row, me, channels.get(row.pk, "")) for row in shown[:page]}
    if not (wanted.text.strip() or wanted.after):
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
        return people_found.found(asking, wanted, most)[1]
    rows = narrowed(
        Relationship.objects.visible_to(me), me, *wanted.plainly(asking), day, day + WEEK
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def _first_rows(asking: Asking, wanted: Wanted, count: int) -> tuple[int, list[Relationship]]:
    """Return how many are wanted, and the first of them as they are shown, in their order."""
    if not (wanted.text.strip() or wanted.after):
        return _first_page(asking, wanted, count)
    total, keys = people_found.found(asking, wanted, count)
    rows = {row.pk: row for row in _in_order(keys, "due", False, count)}
    return total, [rows[key] for key in keys if key in rows]


def _first_page(asking: Asking, wanted: Wanted, count: int) -> tuple[int, list[Relationship]]:
    """Return how many there are, and the first in the order wanted, where no name is looked for.

    Each circle's first rows are read off its own index; the store then puts those few in order.
    """
    me, day = asking.me, asking.day
    asked = (*wanted.plainly(asking), day, day + WEEK)
    order = (order_of(wanted.order), wanted.backwards)
    circles = list(me.readable_circles())
    if order[0] == "alias" and not wanted.is_narrow:
        first = _first_by_alias(me, *asked, wanted.backwards, count, circles)
    else:
        first = _first(me, *asked, *order, count, circles)
    return _some.count(me, *asked), _in_order(first, *order, count)


@prepared
def _some(me: Colleague, *wanted: Any) -> "QuerySet[Relationship, uuid.UUID]":
    rows = narrowed(Relationship.objects.visible_to(me), me, *wanted)
    return rows.values_list("pk", flat=True)[: COUNTED + 1]


@prepared
def _first(me: Colleague, *wanted: Any) -> "QuerySet[Relationship, uuid.UUID]":
    *filters, order, backwards, count, circles = wanted
    rows = narrowed(Relationship.objects.visible_to(me), me, *filters).filter(circle_id=EACH)
    if order == "alias":
        # So it always is; said here, it lets the store begin with the aliases of the circle.
        rows = rows.filter(counterpart__circle_id=EACH)
    rows = rows.order_by(*in_order(order, backwards=backwards))[:count]
    first: QuerySet[Relationship] = Relationship.objects.filter(pk__in=first_of_each(circles, rows))
    return first.order_by().values_list("pk", flat=True)


@prepared
def _first_by_alias(me: Colleague, *wanted: Any) -> "QuerySet[Counterpart, uuid.UUID]":
    """Return the same in the order of the aliases, which are the counterparts'.

    Each is gone through in the order of its index until there are enough; whose they are is asked
    one by one. Joined, the store may sort all of a large circle first. For few of many it would be
    gone through to its end (``Wanted.is_narrow``).
    """
    *filters, backwards, count, circles = wanted
    whose = narrowed(Relationship.objects.visible_to(me), me, *filters)
    whose = whose.filter(circle_id=OuterRef("circle_id"), counterpart=OuterRef("pk"))
    rows: Any = Counterpart.objects.filter(Exists(whose), circle_id=EACH)
    rows = rows.annotate(whose=Subquery(whose.values("pk")[:1]))
    rows = rows.order_by(*(("-alias", "-whose") if backwards else ("alias", "whose")))[:count]
    first: Any = Counterpart.objects.filter(pk__in=first_of_each(circles, rows))
    first = first.annotate(whose=Subquery(whose.values("pk")[:1])).order_by()
    return first.values_list("whose", flat=True)  # type: ignore[no-any-return]


@prepared
def _in_order(
    keys: list[uuid.UUID],
    order: str,
    backwards: bool,
    count: int,
) -> "QuerySet[Relationship]":
    rows = Relationship.objects.filter(pk__in=among(keys))
    rows = _as_shown(rows)
    return rows.order_by(*in_order(order, backwards=backwards))[:count]


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


def named(me: Colleague, text: str, *, limit: int = 8) -> tuple[Person, ...]:
    """Return the people I may see who are called like ``text``, the most alike first."""
    found = finding.found(me, text)[:limit]
    rows = persons(me, found)
    return tuple(rows[key] for key in found if key in rows)


@prepared
def _by_key(me: Colleague, relationships: list[uuid.UUID]) -> "QuerySet[Relationship]":
    rows: RelationshipQuerySet = Relationship.objects.visible_to(me).with_people()
    return _as_shown(rows.filter(pk__in=among(relationships)))


def persons(me: Colleague, relationships: Sequence[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Return these people as the list shows them, by relationship, of those I may see."""
    return {row.pk: _person(row, me) for row in _by_key(me, list(relationships))}


def by_alias(me: Colleague, alias: str) -> list[Person]:
    """Return the people called exactly ``alias``, letter case aside, or else named like it."""
    rows = Relationship.objects.visible_to(me).filter(counterpart__alias__iexact=alias)
    rows = _as_shown(rows)[:20]
    return [_person(row, me) for row in rows] or list(named(me, alias, limit=20))


def named_nearly(me: Colleague, alias: str, *, limit: int = 3) -> list[str]:
    """Return the aliases I may see that are spelled nearly like this, the nearest first."""
    mine = Relationship.objects.visible_to(me).filter(counterpart__isnull=False)
    rows = mine.values_list("counterpart__alias", flat=True)
    known = {fold(one): one for one in rows.iterator(chunk_size=5000)}
    near = get_close_matches(fold(alias[:120]), known, n=limit, cutoff=0.7)
    return [known[one] for one in near]


def _as_shown(rows: RelationshipQuerySet) -> RelationshipQuerySet:
    """Let rows be read with whom they are with, and no more than :func:`_person` shows of them."""
    return rows.select_related("counterpart__actor", "actor", "lead", "backup").only(*_SHOWN)


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
