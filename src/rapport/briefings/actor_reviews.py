"""Every group, once a year: whose turn it is, and how it went from year to year, without names."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Actor, ActorReview, Colleague, InTouch, Obstacle, Relationship
from rapport.records.models.relationships import of_actor
from rapport.records.prepared import prepared
from rapport.rules.month_figures import beside, in_steps


@dataclass(frozen=True, slots=True)
class Turn:
    """The group whose turn it is, when we were last in contact, and what was said of it last."""

    actor: Actor
    last: date | None
    before: ActorReview | None


@dataclass(frozen=True, slots=True)
class Year:
    """The reviews of one year, counted in steps of three: of each group its newest.

    0 is a count that is not given. There is no total: with one, small counts could be worked out.
    """

    year: int
    in_touch: Mapping[str, int]
    obstacles: Mapping[str, int]

    @property
    def is_given(self) -> bool:
        """Say whether any count of it is given."""
        return any((*self.in_touch.values(), *self.obstacles.values()))


@dataclass(frozen=True, slots=True)
class Walk:
    """The walk through all groups: whose turn it is, how many are done and how many are left."""

    year: int
    turn: Turn | None
    done: int
    left: int
    years: tuple[Year, ...]

    @property
    def every(self) -> int:
        """Return how many groups there are in all."""
        return self.done + self.left


def walk(asking: Asking, *, after: uuid.UUID | None = None) -> Walk:
    """Return the next group I may write about that has no review this year, in order of names.

    ``after`` is passed over for now with all before it.
    """
    me, year = asking.me, asking.day.year
    rows = _newest_of_year(me)
    reviewed = {actor for (of, actor) in rows if of == year}
    mine = sorted(
        Actor.objects.changeable_by(me).only("pk", "names", "circle_id"),
        key=lambda one: (fold(one.name), one.pk),
    )
    left = [one for one in mine if one.pk not in reviewed]
    passed = next((one for one in mine if one.pk == after), None)
    ahead = left
    if passed is not None:
        ahead = [one for one in left if (fold(one.name), one.pk) > (fold(passed.name), passed.pk)]
    turn = _turn(asking, ahead[0].pk) if ahead else None
    return Walk(year, turn, len(mine) - len(left), len(left), _years(rows))


def years(asking: Asking) -> tuple[Year, ...]:
    """Return the counts of each year, the newest first: no names, in steps of three."""
    return _years(_newest_of_year(asking.me))


def reviews_of(me: Colleague, actor: uuid.UUID) -> tuple[ActorReview, ...]:
    """Return the reviews of one group, the newest first."""
    return tuple(_of(me, actor))


def _turn(asking: Asking, key: uuid.UUID) -> Turn:
    me = asking.me
    ours = Relationship.objects.visible_to(me).annotate(theirs=of_actor()).filter(theirs=key)
    last: date | None = ours.aggregate(last=Max("last_two_way"))["last"]
    before = next(iter(_of(me, key)), None)
    return Turn(Actor.objects.get(pk=key), last, before)


def _newest_of_year(me: Colleague) -> dict[tuple[int, uuid.UUID], tuple[str, str]]:
    """Return the newest review of each group in each year: in contact or not, the obstacle."""
    found: dict[tuple[int, uuid.UUID], tuple[str, str]] = {}
    for on, actor, in_touch, obstacle in _every(me):
        found[on.year, actor] = in_touch, obstacle
    return found


def _years(rows: Mapping[tuple[int, uuid.UUID], tuple[str, str]]) -> tuple[Year, ...]:
    of_year: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for (year, _), said in rows.items():
        of_year[year].append(said)
    return tuple(_year(year, of_year[year]) for year in sorted(of_year, reverse=True))


def _year(year: int, said: list[tuple[str, str]]) -> Year:
    """Return the counts of a year that may be given, as of the figures of a month.

    Both lists are of the same groups. Those of the obstacles are no more than the least that the
    others stand for, so neither says anything about a count of the other that is not given.
    """
    touch = Counter(one for one, _ in said)
    obstacles = Counter(one for _, one in said)
    in_touch = {one: in_steps(touch[one]) for one in InTouch.values}
    beside_it = beside({(one, ""): (many, many) for one, many in in_touch.items()}, obstacles)
    return Year(
        year=year,
        in_touch=in_touch,
        obstacles={one: beside_it.get(one, 0) for one in Obstacle.values},
    )


@prepared
def _every(me: Colleague) -> "QuerySet[ActorReview, tuple[date, uuid.UUID, str, str]]":
    rows: QuerySet[ActorReview] = ActorReview.objects.visible_to(me)
    rows = rows.filter(actor__in=Actor.objects.visible_to(me)).order_by("on", "pk")
    return rows.values_list("on", "actor_id", "in_touch", "obstacle")


@prepared
def _of(me: Colleague, actor: uuid.UUID) -> "QuerySet[ActorReview]":
    rows: QuerySet[ActorReview] = ActorReview.objects.visible_to(me).filter(actor=actor)
    return rows.select_related("by").order_by("-on", "-pk")[:6]
