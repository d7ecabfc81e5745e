"""Who followed whom in a post, when nobody held it, and who held it at the same time as whom.

Who stands in for somebody holds the post, and follows nobody: whoever holds it next follows the
last who held it in their own right. A day that is known as a month or a year may be any day of it:
what could be so either way is neither an overlap nor a gap.
"""

import calendar as months
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import NamedTuple

from rapport.rules.days import later


@dataclass(frozen=True, slots=True)
class Span:
    """A day that may be any from ``first`` to ``last``; both None where it is not known at all."""

    first: date | None = None
    last: date | None = None

    @property
    def known(self) -> bool:
        """Say whether anything is known of the day."""
        return self.first is not None

    @property
    def exact(self) -> bool:
        """Say whether it is one day."""
        return self.first is not None and self.first == self.last

    def may_be(self, other: "Span") -> bool:
        """Say whether two days may be the same one."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return True
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Held:
    """That somebody held a post: ``key`` is the tenure's, ``who`` theirs.

    Without ``until`` it goes on.
    """

    key: Hashable
    who: Hashable
    since: Span
    until: Span
    acting: bool = False


class Succession(NamedTuple):
    """That one followed another, with who stood in between, and the days the post was empty.

    ``vacant`` is from when to when nobody surely held it.
    """

    before: Held
    after: Held
    acting: tuple[Held, ...]
    vacant: tuple[date, date] | None


def in_order(held: Iterable[Held]) -> list[Held]:
    """Return who held a post by when they took it; what has no days at all comes last."""
    return sorted(held, key=_taken)


def ended_before(one: Held, other: Held) -> bool:
    """Say whether somebody may have left the post before or on the day the other took it."""
    begun = other.since.last or other.until.last or date.max
    return one.until.first is not None and one.until.first <= begun


def overlap(one: Held, other: Held) -> bool:
    """Say whether two surely held a post at the same time, whatever exact days are meant.

    Two who hold it to this day do, though nobody may know since when.
    """
    ends = [each.until.first for each in (one, other) if each.until.first is not None]
    if not ends:
        return True
    begins = [each.since.last for each in (one, other) if each.since.last is not None]
    return len(begins) == 2 and max(begins) < min(ends)


def overlaps(held: Iterable[Held]) -> Iterator[tuple[Held, Held]]:
    """Yield each two people who held a post in their own right at the same time."""
    for one, other in combinations(in_order(one for one in held if not one.acting), 2):
        if one.who != other.who and overlap(one, other):
            yield one, other


def successions(held: Iterable[Held]) -> list[Succession]:
    """Return who followed whom, in order.

    Each is followed by whoever took the post first once they had left it, if nobody else left it
    in between. Who goes on for another term follows nobody.
    """
    every = in_order(held)
    own = [one for one in every if not one.acting]
    found = []
    for after in own:
        left = [one for one in own if one is not after and _precedes(one, after)]
        before = max(left, key=_left, default=None)
        if before is None or before.who == after.who:
            continue
        taken = [one for one in own if one is not before and _precedes(before, one)]
        # Of those who took it on one day each follows: a post may be shared from then on.
        if min(map(_taken, taken)) == _taken(after):
            stood_in = tuple(one for one in every if one.acting and _between(one, before, after))
            found.append(Succession(before, after, stood_in, _vacant(before, after, stood_in)))
    return found


def _precedes(one: Held, other: Held) -> bool:
    """Say whether one left before the other came; where days allow both, the middles tell."""
    if not ended_before(one, other):
        return False
    return not ended_before(other, one) or _middle(one) < _middle(other)


def _taken(one: Held) -> int:
    """Return about when a post was taken: the middle of the days it may have been."""
    first = one.since.first or one.until.first
    if first is None:
        return date.max.toordinal()
    last = min(filter(None, (one.since.last, one.until.last)), default=first)
    return (first.toordinal() + max(first, last).toordinal()) // 2


def _middle(one: Held) -> int:
    return _taken(one) + (one.until.last or date.max).toordinal()


def _left(one: Held) -> tuple[date, int]:
    return one.until.first or date.min, _taken(one)


def _between(acting: Held, before: Held, after: Held) -> bool:
    return _taken(before) <= _taken(acting) < _taken(after)


def _vacant(before: Held, after: Held, acting: Iterable[Held]) -> tuple[date, date] | None:
    """Return from when to when nobody surely held the post: the longest of such times."""
    empty = before.until.last
    longest: tuple[date, date] | None = None
    for one in (*acting, after):
        begun = one.since.first
        if empty is None or begun is None:
            return longest
        if later(empty, 1) < begun and (longest is None or begun - empty > longest[1] - longest[0]):
            longest = empty, begun
        empty = None if one.until.last is None else max(empty, one.until.last)
    return longest


def exactness(span: Span) -> str:
    """Return how exactly a day is known, as a tenure keeps it: to the day, the month, the year.

    >>> exactness(Span(date(2026, 3, 1), date(2026, 3, 31))), exactness(Span())
    ('month', '')
    """
    first, last = span.first, span.last
    if first is None or last is None or first == last:
        return ""
    return "month" if (first.year, first.month) == (last.year, last.month) else "year"


def span_of(day: date | None, known: str, *, ends: bool = False) -> Span:
    """Return the days a day that is kept may be: ``ends`` if the last of them is what is kept.

    >>> span_of(date(2026, 12, 31), "year", ends=True).first
    datetime.date(2026, 1, 1)
    """
    if day is None:
        return Span()
    if known == "by":
        return Span(date.min, day)
    if known == "month":
        last = months.monthrange(day.year, day.month)[1]
        return Span(day.replace(day=1), day if ends else day.replace(day=last))
    if known == "year":
        year = (date(day.year, 1, 1), date(day.year, 12, 31))
        return Span(year[0], day) if ends else Span(day, year[1])
    return Span(day, day)
