"""How people and groups stand to each other, as far as whoever asks may see both ends."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, F, Q, QuerySet, Value, When

from rapport.briefings.tie_words import sentence
from rapport.records.asking import Asking
from rapport.records.models import Actor, Colleague, Relationship, Tie, TieKind
from rapport.records.prepared import prepared

STALE_AFTER = timedelta(days=180)
"""A tie that nobody checked for so long may not be so any more."""

OF_A_GROUP = 60
"""So many ties stand on the page of a group, those that hold first."""

_ENDS = ("relationship__counterpart", "actor", "other__counterpart", "other_actor")
_FIRST = Case(
    When(kind=TieKind.DOORKEEPER_OF, then=Value(0)),
    When(kind=TieKind.ANSWERS_TO, then=Value(1)),
    When(kind=TieKind.AUDIENCE_OF, then=Value(2)),
    default=Value(3),
)


@dataclass(frozen=True, slots=True)
class Tied:
    """One end of a tie: a person, by the key of the relationship, or a group; and its name."""

    name: str
    relationship: uuid.UUID | None
    actor: uuid.UUID | None

    @property
    def key(self) -> uuid.UUID | None:
        """Return the key of either."""
        return self.relationship or self.actor


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie as one end's page tells it: ``from_the_other`` on the page of its second end.

    ``says`` is the sentence; ``there`` is the end that is not whose page it is. ``is_stale`` says
    that it holds, as far as we know, and that nobody has checked for long.
    """

    key: uuid.UUID
    kind: str
    from_the_other: bool
    one: Tied
    other: Tied
    says: str
    known_from: str
    confidence: str
    strength: int | None
    verified_on: date
    since: date | None
    until: date | None
    note: str
    need: str
    is_stale: bool
    may_change: bool

    @property
    def there(self) -> Tied:
        """Return the end whose page this is not."""
        return self.one if self.from_the_other else self.other

    @property
    def holds(self) -> bool:
        """Say whether it is not over, as far as we know."""
        return self.until is None


def in_order(rows: "QuerySet[Tie]") -> "QuerySet[Tie]":
    """Return ties with their ends: those that hold first, of them who lets in and who is above."""
    over = F("until").desc(nulls_first=True)
    return rows.select_related(*_ENDS).order_by(over, _FIRST, "-verified_on", "-pk")


@prepared
def of_person(
    me: Colleague, relationship: uuid.UUID, _day: date, first: int | None, end: int | None
) -> "QuerySet[Tie]":
    """Return the ties of one person, of which the reader may see both ends."""
    rows: QuerySet[Tie] = Tie.objects.visible_to(me)
    return in_order(rows.filter(Q(relationship=relationship) | Q(other=relationship)))[first:end]


@prepared
def _of_actor(me: Colleague, actor: uuid.UUID) -> "QuerySet[Tie]":
    rows: QuerySet[Tie] = Tie.objects.visible_to(me)
    return in_order(rows.filter(Q(actor=actor) | Q(other_actor=actor)))[: OF_A_GROUP + 1]


@dataclass(frozen=True, slots=True)
class TiesOfGroup:
    """The ties of a group itself, and whether there are more than are shown."""

    actor: uuid.UUID
    lines: tuple[TieLine, ...]
    more: bool


def ties_of_actor(asking: Asking, actor: uuid.UUID) -> TiesOfGroup:
    """Return how a group itself stands to people and to other groups, for its page."""
    rows = list(_of_actor(asking.me, actor))
    return TiesOfGroup(actor, lines(asking, rows[:OF_A_GROUP], actor), len(rows) > OF_A_GROUP)


def ties_of(asking: Asking, key: uuid.UUID) -> tuple[TieLine, ...]:
    """Return the ties of a person or a group, the first of them; raises ``NotThere``."""
    if Relationship.objects.visible_to(asking.me).filter(pk=key).exists():
        return lines(asking, of_person(asking.me, key, asking.day, None, OF_A_GROUP), key)
    Actor.objects.one_visible_to(asking.me, key)
    return ties_of_actor(asking, key).lines


def lines(asking: Asking, rows: Iterable[Tie], here: uuid.UUID) -> tuple[TieLine, ...]:
    """Return ties as they are told on the page of ``here``: a relationship or an actor."""
    writable = set(asking.me.writable_circles())
    return tuple(_line(row, here, asking.day, may_change=row.circle_id in writable) for row in rows)


def holding(ties: Sequence[TieLine]) -> tuple[TieLine, ...]:
    """Return those that are not over."""
    return tuple(tie for tie in ties if tie.holds)


def doorkeepers(ties: Sequence[TieLine]) -> tuple[TieLine, ...]:
    """Return who lets us in to whose page it is."""
    return _of_kind(ties, TieKind.DOORKEEPER_OF, from_the_other=True)


def answers_to(ties: Sequence[TieLine]) -> tuple[TieLine, ...]:
    """Return whom they answer to."""
    return _of_kind(ties, TieKind.ANSWERS_TO, from_the_other=False)


def audience(ties: Sequence[TieLine]) -> tuple[TieLine, ...]:
    """Return who listens to them, whose opinion matters to them."""
    return _of_kind(ties, TieKind.AUDIENCE_OF, from_the_other=True)


def _of_kind(
    ties: Sequence[TieLine], kind: TieKind, *, from_the_other: bool
) -> tuple[TieLine, ...]:
    return tuple(
        tie
        for tie in ties
        if tie.holds and tie.kind == kind and tie.from_the_other == from_the_other
    )


def is_stale(tie: Tie, day: date) -> bool:
    """Say whether a tie that holds was not checked for long, or should have been by now."""
    asked_again = tie.expires is not None and tie.expires < day
    return tie.until is None and (asked_again or day - tie.verified_on > STALE_AFTER)


def _line(tie: Tie, here: uuid.UUID, day: date, *, may_change: bool) -> TieLine:
    one = _tied(tie.relationship, tie.actor)
    other = _tied(tie.other, tie.other_actor)
    from_the_other = one.key != here
    return TieLine(
        key=tie.pk,
        kind=tie.kind,
        from_the_other=from_the_other,
        one=one,
        other=other,
        says=sentence(tie.kind, one.name, other.name, from_the_other=from_the_other),
        known_from=tie.known_from,
        confidence=tie.confidence,
        strength=tie.strength,
        verified_on=tie.verified_on,
        since=tie.since,
        until=tie.until,
        note=tie.note,
        need=tie.need,
        is_stale=is_stale(tie, day),
        may_change=may_change,
    )


def _tied(relationship: Relationship | None, actor: Actor | None) -> Tied:
    if relationship is not None:
        return Tied(relationship.called, relationship.pk, None)
    return Tied(actor.name if actor else "", None, actor.pk if actor else None)
