"""People who may be here twice, as far as the reader may see both."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapport.briefings.circles_told import circles_told
from rapport.briefings.one_person import joined, said_to_be_one
from rapport.briefings.people import Person, persons
from rapport.names import fold, likely_duplicates
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor,
    Colleague,
    Named,
    Relationship,
    Sensitivity,
    Tenure,
)
from rapport.records.raw_rows import among
from rapport.records.told_apart import Pair, names_of, told_apart

PAGE = 20
_SURE = ("same_words", "same_sounds")


@dataclass(frozen=True, slots=True)
class Twice:
    """Two people who may be one, and why: codes of ``names.REASONS``, same_group, same_post.

    ``circles`` names the circle of each, for whoever reads several; for others it is empty.
    ``may_merge`` says that whoever asks may make them one; else ``apart_by`` says what keeps the
    records apart, if anything but that: ``circle`` or ``named``. ``may_join`` says that whoever
    asks may note that they are one person, in two circles.
    """

    one: Person
    other: Person
    reasons: tuple[str, ...]
    circles: tuple[str, str]
    may_merge: bool
    apart_by: str
    may_join: bool

    @property
    def both(self) -> tuple[tuple[Person, str], ...]:
        """Return the two, one after the other, each with the name of the circle."""
        return (self.one, self.circles[0]), (self.other, self.circles[1])


@dataclass(frozen=True, slots=True)
class Duplicates:
    """A page of possible duplicates, the surest first, of how many; ``following`` is the next."""

    pairs: tuple[Twice, ...]
    total: int
    following: int | None


class _Row(NamedTuple):
    relationship: uuid.UUID
    circle: uuid.UUID
    sensitivity: int
    actor: uuid.UUID | None


def duplicates(asking: Asking, *, page: int = 1) -> Duplicates:
    """Return a page of the pairs of people whoever asks may see who may be one person.

    Nobody else is looked at: the pages of two readers who see the same people are the same,
    whoever else is there. O(1) questions for each five hundred people.
    """
    rows, reasons = _pairs(asking)
    ordered = sorted(reasons, key=lambda pair: (_rank(reasons[pair]), pair))
    shown = ordered[(page - 1) * PAGE : page * PAGE]
    people = persons(asking.me, [rows[key].relationship for pair in shown for key in pair])
    named = _named(rows[key] for pair in shown for key in pair)
    circles = circles_told(asking.me) if shown else {}
    pairs = tuple(
        _twice(asking.me, (rows[one], rows[other]), reasons[one, other], people, named, circles)
        for one, other in shown
    )
    more = len(ordered) > page * PAGE
    return Duplicates(pairs, len(ordered), page + 1 if more else None)


def how_many(asking: Asking) -> int:
    """Return how many pairs of people whoever asks may see may be one person."""
    return len(_pairs(asking)[1])


def _pairs(asking: Asking) -> tuple[dict[uuid.UUID, _Row], dict[Pair, tuple[str, ...]]]:
    """Return the people I may see, and the pairs of them nobody told apart, with the reasons."""
    me = asking.me
    seen = Relationship.objects.visible_to(me).filter(counterpart__isnull=False)
    columns = ("counterpart_id", "pk", "circle_id", "sensitivity", "counterpart__actor_id")
    rows = {key: _Row(*rest) for key, *rest in seen.order_by("pk").values_list(*columns)}
    names = names_of(rows)
    reasons = dict(_alike(tuple((key, tuple(names[key])) for key in sorted(names))))
    for pair in _of_one_post(me, rows):
        reasons[pair] = (*reasons.get(pair, ()), "same_post")
    for one, other in _of_one_group(me, rows, reasons):
        reasons[one, other] = (*reasons[one, other], "same_group")
    settled = told_apart(me, reasons, names) | _known_in_two_circles(asking, rows, reasons)
    return rows, {pair: why for pair, why in reasons.items() if pair not in settled}


def _known_in_two_circles(
    asking: Asking, rows: Mapping[uuid.UUID, _Row], pairs: Iterable[Pair]
) -> set[Pair]:
    """Return the pairs of two circles said to be one person; two of one circle can be merged."""
    whose = joined(said_to_be_one(asking.me, asking.day))
    both = ((pair, rows[pair[0]], rows[pair[1]]) for pair in (pairs if whose else ()))
    return {
        pair
        for pair, one, other in both
        if one.circle != other.circle
        and one.relationship in whose
        and whose[one.relationship] == whose.get(other.relationship)
    }


@lru_cache(maxsize=8)
def _alike(
    called: tuple[tuple[uuid.UUID, tuple[str, ...]], ...],
) -> tuple[tuple[Pair, tuple[str, ...]], ...]:
    """Return the pairs of people who share a name, more or less, with the surest reasons.

    ``called`` are keys with the names each goes by. What was found is kept until a name
    changes: the page asks for it again after each answer.
    """
    named = [(key, name) for key, names in called for name in names]
    best: dict[Pair, tuple[str, ...]] = {}
    for one, other, reasons in likely_duplicates(named):
        if one != other:
            pair = (one, other) if one < other else (other, one)
            known = best.get(pair)
            if known is None or _rank(reasons) < _rank(known):
                best[pair] = reasons
    return tuple(best.items())


def _of_one_group(
    me: Colleague, rows: Mapping[uuid.UUID, _Row], pairs: Iterable[Pair]
) -> list[Pair]:
    """Return the pairs who belong to one group, where I may know of that group."""
    groups = {pair: rows[pair[0]].actor for pair in pairs}
    alike = {pair: one for pair, one in groups.items() if one and rows[pair[1]].actor == one}
    asked = Actor.objects.visible_to(me).filter(pk__in=among(sorted(set(alike.values()))))
    known = set(asked.values_list("pk", flat=True)) if alike else set()
    return [pair for pair, actor in alike.items() if actor in known]


def _of_one_post(me: Colleague, rows: Mapping[uuid.UUID, _Row]) -> Iterator[Pair]:
    """Yield two people who hold the same post now; a post that many hold says nothing."""
    holding = Tenure.objects.visible_to(me).filter(
        until__isnull=True,
        position__circle__in=me.readable_circles(),
        position__sensitivity__lt=Sensitivity.SEVERE,
    )
    holders: dict[tuple[uuid.UUID, str], set[uuid.UUID]] = defaultdict(set)
    columns = ("position__actor_id", "position__title", "counterpart_id")
    for actor, title, person in holding.values_list(*columns):
        if person in rows:
            holders[actor, fold(title)].add(person)
    for people in holders.values():
        if len(people) == 2:
            one, other = sorted(people)
            yield one, other


def _rank(reasons: Sequence[str]) -> tuple[bool, int]:
    """Order reasons: names that sound the same first, and the fewer doubts the better."""
    return not any(reason in _SURE for reason in reasons), -len(reasons)


def _named(rows: Iterable[_Row]) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Return who is named for each of these that is for named people only."""
    severe = [row.relationship for row in rows if row.sensitivity >= Sensitivity.SEVERE]
    named: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    found = Named.objects.filter(relationship__in=among(severe)) if severe else Named.objects.none()
    for key, colleague in found.values_list("relationship_id", "colleague_id"):
        named[key].add(colleague)
    return {key: frozenset(colleagues) for key, colleagues in named.items()}


def _twice(  # noqa: PLR0917
    me: Colleague,
    both: tuple[_Row, _Row],
    reasons: tuple[str, ...],
    people: Mapping[uuid.UUID, Person],
    named: Mapping[uuid.UUID, frozenset[uuid.UUID]],
    circles: Mapping[uuid.UUID, str],
) -> Twice:
    one, other = both
    apart_by = ""
    writable = me.writable_circles()
    if one.circle != other.circle:
        apart_by = "circle"
    elif named.get(one.relationship) != named.get(other.relationship):
        apart_by = "named"
    return Twice(
        people[one.relationship],
        people[other.relationship],
        reasons,
        circles=(circles.get(one.circle, ""), circles.get(other.circle, "")),
        may_merge=not apart_by and one.circle in writable,
        apart_by=apart_by,
        may_join=apart_by == "circle" and not {one.circle, other.circle}.isdisjoint(writable),
    )
