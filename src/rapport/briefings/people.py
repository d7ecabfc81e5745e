"""The list of people: everyone I may see, with the last two-way contact and what is due."""

import base64
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.db.models import F, Q, QuerySet

from rapport.briefings import finding
from rapport.briefings.up_to_date import unsettled
from rapport.names import fold
from rapport.records import name_index
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Phase, Relationship, Sensitivity, Stage
from rapport.records.models.scoped import ScopedQuerySet
from rapport.records.on_a_day import bring_to
from rapport.records.prepared import prepared
from rapport.records.raw_rows import among

PAGE = 50
NEVER = date(9999, 12, 31)
COUNTED = 1000
"""Up to so many people are counted; nobody needs to know of how many more, just now."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people to list. Empty means all."""

    text: str = ""
    phase: str = ""
    stage: str = ""
    mine: bool = False
    overdue: bool = False
    actor: uuid.UUID | None = None
    order: str = "due"
    after: str = ""

    @property
    def narrowed(self) -> bool:
        """Say whether anything but a name was asked for."""
        return any((self.phase, self.stage, self.mine, self.overdue)) or self.order != "due"


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the list."""

    relationship: uuid.UUID
    counterpart: uuid.UUID
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


_ORDERS = {
    "due": ("next_due", "pk"),
    "last": ("last_two_way", "pk"),
    "alias": ("counterpart__alias", "pk"),
}


def people(asking: Asking, *, wanted: Wanted, page: int = PAGE) -> People:
    """Return a page of the people whoever asks may see, as wanted."""
    me = asking.me
    plain = wanted.text.strip() or wanted.after
    total, shown = (_searched if plain else _first_page)(me, wanted, asking.day, page + 1)
    order = _ORDERS.get(wanted.order, _ORDERS["due"])
    following = _mark(shown[page - 1], order) if len(shown) > page else ""
    bring_to(shown, asking.day)
    nobody = not total and not Relationship.objects.visible_to(me).exists()
    return People(
        wanted=wanted,
        rows=tuple(_person(row, me) for row in shown[:page]),
        following=following,
        total=min(total, COUNTED),
        or_more=total > COUNTED,
        knows_nobody=nobody,
        checking=unsettled(asking),
    )


def _first_page(
    me: Colleague, wanted: Wanted, day: date, count: int
) -> tuple[int, list[Relationship]]:
    """Return how many there are, and the first in the order wanted, where no name is looked for.

    Each circle's first rows are read off its own index; the store then puts those few in order.
    """
    mine, overdue, actor = wanted.mine, wanted.overdue, wanted.actor
    phase = wanted.phase if wanted.phase in Phase.values else ""
    stage = wanted.stage if wanted.stage in Stage.values else ""
    total = _some.count(me, phase, stage, mine, overdue, actor, day)
    order = wanted.order if wanted.order in _ORDERS else "due"
    first = _first.for_each(
        me.readable_circles(), me, phase, stage, mine, overdue, actor, day, order, count
    )
    return total, _in_order(first, order, count)


def _listed(  # noqa: PLR0917 - a prepared question is asked by place
    me: Colleague,
    phase: str,
    stage: str,
    mine: bool,
    overdue: bool,
    actor: uuid.UUID | None,
    day: date,
) -> "ScopedQuerySet[Relationship]":
    wanted = Wanted(phase=phase, stage=stage, mine=mine, overdue=overdue, actor=actor)
    return _filtered(Relationship.objects.visible_to(me), me, wanted, day)


@prepared
def _some(*wanted: Any) -> "QuerySet[Relationship, uuid.UUID]":
    return _listed(*wanted).values_list("pk", flat=True)[: COUNTED + 1]


@prepared
def _first(*wanted: Any) -> "QuerySet[Relationship, uuid.UUID]":
    *filters, order, count, circle = wanted
    rows = _listed(*filters).filter(circle_id=circle)
    name, pk = _ORDERS[order]
    if order == "alias":
        # So it always is; said here, it lets the store begin with the aliases of the circle.
        rows = rows.filter(counterpart__circle_id=circle)
    return rows.order_by(F(name).asc(nulls_first=True), pk).values_list("pk", flat=True)[:count]


@prepared
def _in_order(keys: list[uuid.UUID], order: str, count: int) -> "QuerySet[Relationship]":
    name, pk = _ORDERS[order]
    rows = Relationship.objects.filter(pk__in=among(keys))
    rows = rows.select_related("counterpart__actor", "lead", "backup")
    return rows.order_by(F(name).asc(nulls_first=True), pk)[:count]


def _searched(
    me: Colleague, wanted: Wanted, day: date, count: int
) -> tuple[int, list[Relationship]]:
    """Return how many there are, and a page, where a name is looked for or the list goes on.

    Whoever looks for a name reads the most alike first, unless another order was chosen.
    """
    rows = _filtered(Relationship.objects.visible_to(me), me, wanted, day)
    if wanted.text.strip():
        found = finding.found(me, wanted.text)
        places = {key: place for place, key in enumerate(found)}
        met = name_index.keys_named(wanted.text)
        like = Q(pk__in=among(found))
        rows = rows.filter(like if met is None else like | Q(counterpart_id__in=met))
        if wanted.order == "due" and not wanted.after and len(found) < finding.RANKED:
            chosen = rows.select_related("counterpart__actor", "lead", "backup")[:count]
            ranked = sorted(chosen, key=lambda row: places.get(row.pk, len(places)))
            if len(ranked) < count:
                return len(ranked), ranked
    return rows.values("pk")[: COUNTED + 1].count(), _page(rows, me, wanted, count)


def _page(
    rows: "ScopedQuerySet[Relationship]", me: Colleague, wanted: Wanted, count: int
) -> list[Relationship]:
    """Return the rows of a page in the order wanted; a name leaves few people anyway."""
    name, pk = _ORDERS.get(wanted.order, _ORDERS["due"])
    order = (F(name).asc(nulls_first=True), pk)
    rest = _after(rows, (name, pk), wanted.after)
    if not wanted.text.strip():
        if name == "counterpart__alias":
            # So it always is; said here, it lets the store begin with the aliases of the circle.
            rest = rest.filter(counterpart__circle_id=F("circle_id"))
        chosen = rest.first_in_circles(me.readable_circles(), *order, count=count)
    else:
        chosen = rest.order_by(*order)[:count]
    return list(chosen.select_related("counterpart__actor", "lead", "backup"))


def named(me: Colleague, text: str, *, limit: int = 8) -> tuple[Person, ...]:
    """Return the people I may see who are called like ``text``, the most alike first."""
    found = finding.found(me, text)[:limit]
    rows = persons(me, found)
    return tuple(rows[key] for key in found if key in rows)


@prepared
def _by_key(me: Colleague, relationships: list[uuid.UUID]) -> "QuerySet[Relationship]":
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    rows = rows.filter(pk__in=among(relationships))
    return rows.select_related("counterpart__actor", "lead", "backup")


@prepared
def aliases_of(
    me: Colleague, relationships: list[uuid.UUID]
) -> "QuerySet[Relationship, tuple[uuid.UUID, str]]":
    """Return the keys of relationships with the aliases, of those I may see."""
    rows: QuerySet[Relationship] = Relationship.objects.visible_to(me)
    rows = rows.filter(pk__in=among(relationships))
    return rows.values_list("pk", "counterpart__alias")


def persons(me: Colleague, relationships: Sequence[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Return these people as the list shows them, by relationship, of those I may see."""
    return {row.pk: _person(row, me) for row in _by_key(me, list(relationships))}


def by_alias(me: Colleague, alias: str) -> list[Person]:
    """Return the people called exactly ``alias``, letter case aside, or else named like it."""
    rows = (
        Relationship.objects.visible_to(me)
        .filter(counterpart__alias__iexact=alias)
        .select_related("counterpart__actor", "lead", "backup")[:20]
    )
    return [_person(row, me) for row in rows] or list(named(me, alias, limit=20))


def named_nearly(me: Colleague, alias: str, *, limit: int = 3) -> list[str]:
    """Return the aliases I may see that are spelled nearly like this, the nearest first."""
    rows = Relationship.objects.visible_to(me).values_list("counterpart__alias", flat=True)
    known = {fold(one): one for one in rows.iterator(chunk_size=5000)}
    near = get_close_matches(fold(alias[:120]), known, n=limit, cutoff=0.7)
    return [known[one] for one in near]


def _filtered(
    rows: "ScopedQuerySet[Relationship]", me: Colleague, wanted: Wanted, day: date
) -> "ScopedQuerySet[Relationship]":
    if wanted.phase in Phase.values:
        rows = rows.filter(phase=wanted.phase)
    if wanted.stage in Stage.values:
        rows = rows.filter(stage=wanted.stage)
    if wanted.mine:
        rows = rows.filter(Q(lead_id=me.pk) | Q(backup_id=me.pk))
    if wanted.overdue:
        rows = rows.filter(next_due__lt=day)
    if wanted.actor:
        rows = rows.filter(counterpart__actor_id=wanted.actor)
    return rows


def _after(
    rows: "ScopedQuerySet[Relationship]", order: Sequence[str], mark: str
) -> "ScopedQuerySet[Relationship]":
    """Go on after the row that ``mark`` names; a mark that is no mark begins anew."""
    try:
        value, key = json.loads(base64.urlsafe_b64decode(mark.encode() + b"=="))
        name, pk = order[0], uuid.UUID(str(key))
        if value is not None and name != "counterpart__alias":
            value = date.fromisoformat(value)
        elif value is not None and b"\0" in str.encode(value):
            return rows
    except (ValueError, TypeError, RecursionError):
        return rows
    if value is None:
        return rows.filter(
            Q(**{f"{name}__isnull": True}, pk__gt=pk) | Q(**{f"{name}__isnull": False})
        )
    return rows.filter(Q(**{f"{name}__gt": value}) | Q(**{name: value}, pk__gt=pk))


def _mark(row: Relationship, order: Sequence[str]) -> str:
    value: object = row
    for step in order[0].split("__"):
        value = getattr(value, step)
    plain = value.isoformat() if isinstance(value, date) else value
    written = json.dumps([plain, row.pk.hex]).encode()
    return base64.urlsafe_b64encode(written).decode().rstrip("=")


def actor_name(row: Relationship, me: Colleague) -> str:
    """Return the name of the counterpart's actor, where ``me`` may know of it."""
    actor = row.counterpart.actor
    known = actor is not None and actor.circle_id in me.readable_circles()
    return actor.name if actor and known and actor.sensitivity < Sensitivity.SEVERE else ""


def _person(row: Relationship, me: Colleague) -> Person:
    counterpart = row.counterpart
    return Person(
        relationship=row.pk,
        counterpart=counterpart.pk,
        alias=counterpart.alias,
        actor=actor_name(row, me),
        status=counterpart.status,
        phase=row.phase,
        stage=row.stage,
        warm_ups=row.warm_ups,
        last_two_way=row.last_two_way,
        next_due=None if row.next_due == NEVER else row.next_due,
        lead=row.lead.name if row.lead else "",
        backup=row.backup.name if row.backup else "",
    )
