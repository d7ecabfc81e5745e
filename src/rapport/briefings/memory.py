"""What a relationship remembers longer than anybody's posting: who led, silences, their groups."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rapport.briefings.belonging import Held, Post
from rapport.rules.rhythm import rhythm_of
from rapport.rules.warmups import continuity

ENOUGH_CONTACTS = 6
"""From so many days with contact what is usual is known; before, the longest interval counts."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Days on which nobody was in touch, longer than usual; ``until`` is None while it goes on."""

    since: date
    until: date | None
    days: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from one to another, both counted."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Memory:
    """How whole the years are: the share of time with a lead, in percent, and what is missing.

    ``usual`` is the number of days after which a silence is longer than usual.
    """

    share: int
    leads: int
    unled: Stretch | None
    silences: tuple[Silence, ...]
    usual: int

    @property
    def longest(self) -> Silence | None:
        """Return the longest of the silences."""
        return max(self.silences, key=lambda one: one.days, default=None)


def memory(
    opened: date,
    contacts: Iterable[date],
    held: Sequence[Held],
    today: date,
    *,
    ideal_days: int,
    maximum_days: int,
) -> Memory:
    """Return it from the days of two-way contact and from who led when."""
    days = sorted({day for day in contacts if day <= today})
    rhythm = rhythm_of(days, ideal_days) if len(days) >= ENOUGH_CONTACTS else None
    usual = rhythm.far if rhythm else maximum_days
    led = [(one.since, one.until) for one in held]
    return Memory(
        share=round(100 * continuity(opened, _merged(led, today), today)),
        leads=len({one.name for one in held}),
        unled=_unled(opened, led, today) if held else None,
        silences=tuple(_silences(days, usual, today)),
        usual=usual,
    )


def _silences(days: Sequence[date], usual: int, today: date) -> Iterable[Silence]:
    for day, following in pairwise(days):
        if (following - day).days > usual:
            yield Silence(day, following, (following - day).days)
    if days and (today - days[-1]).days > usual:
        yield Silence(days[-1], None, (today - days[-1]).days)


def _merged(led: Iterable[tuple[date, date | None]], today: date) -> list[tuple[date, date | None]]:
    """Return the stretches with a lead, none counted twice where two overlap."""
    merged: list[tuple[date, date | None]] = []
    for since, until in sorted((since, until or today) for since, until in led):
        if merged and since <= (merged[-1][1] or today):
            merged[-1] = (merged[-1][0], max(merged[-1][1] or today, until))
        else:
            merged.append((since, until))
    return merged


def _unled(opened: date, led: Iterable[tuple[date, date | None]], today: date) -> Stretch | None:
    """Return the longest time without a lead, if there was any."""
    found, free_from = [], opened
    for since, until in _merged(led, today):
        if since > free_from:
            found.append(Stretch(free_from, since))
        free_from = max(free_from, until or today)
    if free_from < today:
        found.append(Stretch(free_from, today))
    return max(found, key=lambda one: one.until - one.since, default=None)


def in_groups(posts: Sequence[Post]) -> list[tuple[str, date, date | None]]:
    """Return which group they held a post in, and when, the earliest first; undated ones not."""
    known = [(one.of, one.since, one.until) for one in posts if one.since is not None]
    return sorted(known, key=lambda one: one[1])
