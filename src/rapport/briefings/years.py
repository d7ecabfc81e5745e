"""The years with somebody as one small picture: tone of both sides, silences, our leads, groups.

A dot is the middle of the tones noted in a twenty-fourth of the time, never a sum or a grade; the
table beside the picture counts what was noted, year by year.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

from django.db.models import QuerySet

from rapport.briefings.belonging import Held
from rapport.briefings.memory import Memory, Silence, in_groups, memory
from rapport.briefings.person import PersonBriefing
from rapport.records.asking import Asking
from rapport.records.models import Colleague, Interaction, Tone
from rapport.records.prepared import prepared

ENOUGH_TONES = 4
ENOUGH_TIME = timedelta(days=180)
"""Fewer dots, or nearer ones, are read sooner as lines of the timeline, and would look like a
course where there is none."""

NEWEST = 300
"""So many contacts are looked at; the picture begins with the oldest of them."""

_STEPS = 24
_LEVELS = list(Tone)

Toned = tuple[date, str, str]
Contact = tuple[date, str, str, bool]
"""A contact: its day, their tone and ours, and whether it was two-way."""


@dataclass(frozen=True, slots=True)
class Dot:
    """The tone of one side in a part of the time: where, in percent from the start; which level."""

    at: float
    level: int


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time in percent from the start: who led then, or nobody."""

    at: float
    width: float
    name: str


@dataclass(frozen=True, slots=True)
class Year:
    """A year in words: how often which tone was noted of each side, and who led."""

    year: int
    theirs: tuple[tuple[str, int], ...]
    ours: tuple[tuple[str, int], ...]
    leads: tuple[str, ...]
    silences: tuple[Silence, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Years:
    """The picture and its table; ``quiet`` and ``groups`` are stretches of it like ``bands``."""

    first: date
    last: date
    theirs: tuple[Dot, ...]
    ours: tuple[Dot, ...]
    bands: tuple[Band, ...]
    gaps: tuple[tuple[date, date], ...]
    marks: tuple[tuple[int, float], ...]
    table: tuple[Year, ...]
    memory: Memory
    quiet: tuple[Band, ...]
    groups: tuple[Band, ...]


def years(asking: Asking, person: PersonBriefing) -> Years | None:
    """Return the years with ``person``, or nothing where there is not enough to show."""
    if person.older:
        contacts = _contacts(asking.me, person.header.relationship)
    else:
        told = [one.interaction for one in person.timeline if one.interaction is not None]
        contacts = [(one.on, one.tone_theirs, one.tone_ours, one.two_way) for one in told]
    toned = [(on, theirs, ours) for on, theirs, ours, _ in contacts if theirs or ours]
    if len(toned) < ENOUGH_TONES:
        return None
    first, last = min(one[0] for one in toned), asking.day
    if last - first < ENOUGH_TIME:
        return None
    h = person.header
    days = [on for on, _, _, two_way in contacts if two_way]
    intervals = {"ideal_days": h.ideal_days, "maximum_days": h.maximum_days}
    remembered = memory(min([h.opened, *days]), days, person.held, last, **intervals)
    groups = in_groups(person.posts)
    return Years(
        first=first,
        last=last,
        theirs=_dots([(on, theirs) for on, theirs, _ in toned], first, last),
        ours=_dots([(on, ours) for on, _, ours in toned], first, last),
        bands=_bands(person.held, first, last),
        gaps=_gaps(person.held),
        marks=_marks(first, last),
        table=_table(toned, person.held, first, last, (remembered, groups)),
        memory=remembered,
        quiet=tuple(
            _within(first, last, [("", one.since, one.until) for one in remembered.silences])
        ),
        groups=tuple(_within(first, last, groups)),
    )


def _within(
    first: date, last: date, stretches: Iterable[tuple[str, date, date | None]]
) -> Iterator[Band]:
    """Yield stretches as far as they lie within the picture."""
    for name, since, until in stretches:
        begun, ended = max(since, first), min(until or last, last)
        if ended > begun:
            yield _band(begun, ended, name, first, last)


@prepared
def _of_contacts(
    me: Colleague, relationship: uuid.UUID
) -> "QuerySet[Interaction, tuple[date, str, str, str, str, bool]]":
    rows = Interaction.objects.visible_to(me).filter(theirs__relationship=relationship)
    tones = ("tone_theirs", "tone_ours", "theirs__tone_theirs", "theirs__tone_ours")
    rows = rows.order_by("-theirs__on", "-theirs__pk")
    return rows.values_list("on", *tones, "two_way")[:NEWEST]


def _contacts(me: Colleague, relationship: uuid.UUID) -> list[Contact]:
    """Return the newest contacts; of one of several people the tones that were said of them."""
    return [
        (on, own_theirs or theirs, own_ours or ours, two_way)
        for on, theirs, ours, own_theirs, own_ours, two_way in _of_contacts(me, relationship)
    ]


def _percent(on: date, first: date, last: date) -> float:
    return round(100 * ((on - first) / (last - first)), 2)


def _dots(tones: Iterable[tuple[date, str]], first: date, last: date) -> tuple[Dot, ...]:
    """Return at most one dot for each part of the time, in the middle of what is in it."""
    parts: dict[int, list[tuple[float, int]]] = {}
    for on, tone in tones:
        if tone:
            at = _percent(on, first, last)
            part = min(int(at * _STEPS / 100), _STEPS - 1)
            parts.setdefault(part, []).append((at, _LEVELS.index(Tone(tone))))
    return tuple(
        Dot(
            round(sum(at for at, _ in found) / len(found), 2),
            median_low(level for _, level in found),
        )
        for _, found in sorted(parts.items())
    )


def _bands(held: Sequence[Held], first: date, last: date) -> tuple[Band, ...]:
    """Return who led when, the earliest first, with the gaps between."""
    bands = []
    free_from = first
    for one in reversed(held):
        begun, ended = max(one.since, free_from), min(one.until or last, last)
        if ended <= begun:
            continue
        if begun > free_from:
            bands.append(_band(free_from, begun, "", first, last))
        bands.append(_band(begun, ended, one.name, first, last))
        free_from = ended
    if bands and free_from < last:
        bands.append(_band(free_from, last, "", first, last))
    return tuple(bands)


def _gaps(held: Sequence[Held]) -> tuple[tuple[date, date], ...]:
    """Return from when to when nobody led between two who did, the earliest first."""
    return tuple(
        (earlier.until, later.since)
        for later, earlier in reversed(list(pairwise(held)))
        if earlier.until is not None and earlier.until < later.since
    )


def _band(begun: date, ended: date, name: str, first: date, last: date) -> Band:
    at = _percent(begun, first, last)
    return Band(at, round(_percent(ended, first, last) - at, 2), name)


def _marks(first: date, last: date) -> tuple[tuple[int, float], ...]:
    """Return the years that begin within the time, and where; not more than fit."""
    every = range(first.year + 1, last.year + 1)
    step = len(every) // 8 + 1
    return tuple((year, _percent(date(year, 1, 1), first, last)) for year in every[::step])


def _table(
    toned: Sequence[Toned],
    held: Sequence[Held],
    first: date,
    last: date,
    besides: tuple[Memory, Sequence[tuple[str, date, date | None]]],
) -> tuple[Year, ...]:
    remembered, groups = besides
    return tuple(
        Year(
            year,
            _counted(theirs for on, theirs, _ in toned if on.year == year),
            _counted(ours for on, _, ours in toned if on.year == year),
            tuple(
                one.name
                for one in reversed(held)
                if one.since.year <= year <= (one.until or last).year
            ),
            tuple(one for one in remembered.silences if one.since.year == year),
            tuple(
                dict.fromkeys(
                    name
                    for name, since, until in groups
                    if since.year <= year <= (until or last).year
                )
            ),
        )
        for year in range(last.year, first.year - 1, -1)
    )


def _counted(tones: Iterable[str]) -> tuple[tuple[str, int], ...]:
    found = Counter(tone for tone in tones if tone)
    return tuple((tone, found[tone]) for tone in Tone.values if found[tone])
