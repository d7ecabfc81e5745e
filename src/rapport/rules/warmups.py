"""Counting: warm-ups, ask share, kept word, continuity."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from rapport.rules.days import later
from rapport.rules.facts import CommitmentFact, HolderChange, InteractionFact, RelationshipFacts

WARM_UPS_NEEDED = 2
SILENCE_RESETS = timedelta(days=365)
VISIT = frozenset({"in_person", "chance"})
VOICE = VISIT | {"phone", "video"}
"""The channels by which two people speak with each other."""

_FRIENDLY = frozenset({"engagement", "courtesy", "follow_up"})


def is_warm_up(interaction: InteractionFact, *, visits_only: bool = False) -> bool:
    """Return whether a contact counts: friendly, two-way, by voice, and nothing was asked.

    Where nobody recorded whether something was asked, it does not count.
    """
    return bool(_counting((interaction,), visits_only=visits_only))


def is_friendly(purpose: str) -> bool:
    """Return whether a contact for this may count."""
    return purpose in _FRIENDLY


def _counting(
    interactions: Iterable[InteractionFact], *, visits_only: bool
) -> list[InteractionFact]:
    """Return those that count: asked about all at once, for there may be thousands."""
    channels = VISIT if visits_only else VOICE
    return [
        one
        for one in interactions
        if one.asked is False
        and one.two_way
        and one.purpose in _FRIENDLY
        and one.channel in channels
    ]


def days_without_request(facts: RelationshipFacts, since: date, until: date) -> list[date]:
    """Return the days, each once and in order, after one and up to another, with a warm-up."""
    passed = facts.passed(since, until)
    return sorted({one.on for one in _counting(passed, visits_only=facts.visits_only)})


class Reset(NamedTuple):
    """Why the count began again: its day, ``"silence"`` or ``"lead"``, and the record behind it."""

    on: date
    kind: str
    record: tuple[str, Hashable]


@dataclass(frozen=True, slots=True)
class Warmth:
    """How many warm-ups there are, and the last reset, if there was one."""

    count: int
    reset: Reset | None

    @property
    def warm(self) -> bool:
        """Return whether there are as many as it takes."""
        return self.count >= WARM_UPS_NEEDED


# A contact on the day a new lead begins is the new lead's only where they were there; one that
# ends a long silence comes after the silence.
_BEFORE_THE_DAY, _EARLIER_LEADS, _NEW_LEAD, _NEW_LEADS = range(4)
_Place = tuple[date, int]


class WarmUps:
    """The warm-ups of one relationship, counted once for any number of questions.

    A warm-up is a *day* with a contact that counts. A year with nothing two-way, or a new lead who
    met them in no meeting together with the one before, leaves at most one. Takes time linear in
    the contacts, and each question the logarithm of it and the number of leads.
    """

    def __init__(self, facts: RelationshipFacts) -> None:
        changes = {change.on: change for change in facts.holder_changes}
        met = [contact for contact in facts.interactions if contact.two_way]
        self._met = [contact.on for contact in met]
        self._last_keys = [contact.key for contact in met]
        self._silences = [
            Reset(self._met[after], "silence", ("interaction", self._last_keys[after - 1]))
            for after in _after_silence(self._met)
        ]
        self._earliest: dict[_Place, str] = {}
        for contact in reversed(_counting(met, visits_only=facts.visits_only)):
            change = changes.get(contact.on) if changes else None
            anew = change is None or change.lead in contact.ours
            place = (contact.on, _NEW_LEADS if anew else _EARLIER_LEADS)
            self._earliest[place] = contact.time  # from the last to the first of a day
        self._warm: list[_Place] = sorted(self._earliest)
        self._days = _days_before_each(self._warm)
        self._began = [silence.on for silence in self._silences]
        self._changes = _introductions(facts)

    def on(self, today: date) -> Warmth:
        """Return the warmth at the end of a day."""
        return self._count(today, bisect_right(self._warm, (today, _NEW_LEADS)), [])

    def before(self, day: date, time: str = "") -> Warmth:
        """Return the warmth there was when something happened on a day, at a time if it is known.

        Of the same day counts what is not known to have come later: how two people typed it says
        nothing about which was first.
        """
        earlier = bisect_left(self._warm, (day, _BEFORE_THE_DAY))
        of_day = self._warm[earlier : bisect_right(self._warm, (day, _NEW_LEADS))]
        counts = [place for place in of_day if not time or self._earliest[place] < time]
        return self._count(day, earlier, counts)

    def _count(self, today: date, earlier: int, of_day: Sequence[_Place]) -> Warmth:
        """Count the places before ``earlier``, and those of one later day."""
        reset, place = self._last_reset(today)
        if reset is None:
            return Warmth(self._days[earlier] + bool(of_day), None)
        since = bisect_left(self._warm, place, 0, earlier)
        gone = bisect_left(of_day, place) if since == earlier else 0
        days = self._days[earlier] - self._days[since] + bool(of_day and not gone)
        return Warmth(min(1, since + gone) + days, reset)

    def _last_reset(self, today: date) -> tuple[Reset | None, _Place]:
        latest: Reset | None = None
        place: _Place = (date.min, 0)
        for change, introduced in reversed(self._changes):
            if change.on <= today and (introduced is None or introduced > today):
                latest = Reset(change.on, "lead", ("holder", change.key))
                place = (change.on, _NEW_LEAD)
                break
        silent = bisect_right(self._began, today)
        if silent and (self._began[silent - 1], _BEFORE_THE_DAY) >= place:
            latest = self._silences[silent - 1]
            place = (latest.on, _BEFORE_THE_DAY)
        met = bisect_right(self._met, today)
        if met and today - self._met[met - 1] >= SILENCE_RESETS:
            record = ("interaction", self._last_keys[met - 1])
            latest, place = Reset(today, "silence", record), (today, _NEW_LEADS + 1)
        return latest, place


def _after_silence(days: Sequence[date]) -> Iterator[int]:
    """Yield the places, in days in order, of those that end a long silence.

    Goes by leaps: between two days less than a silence apart there is none.
    """
    at = 0
    while at < len(days):
        after = bisect_left(days, later(days[at], SILENCE_RESETS.days), at + 1)
        if after < len(days) and days[after] - days[after - 1] >= SILENCE_RESETS:
            yield after
        at = after


def _days_before_each(places: Sequence[_Place]) -> list[int]:
    """Return how many days lie before each place in order, and how many there are."""
    days, counts = 0, [0]
    last: date | None = None
    for day, _ in places:
        days += day != last
        last = day
        counts.append(days)
    return counts


def _introductions(facts: RelationshipFacts) -> list[tuple[HolderChange, date | None]]:
    """Return the changes of lead, each with the day since when the new one counts as introduced.

    Somebody said so, or both leads were there in one meeting with them, before or after.
    """
    changes = facts.holder_changes
    leads = {lead for change in changes for lead in (change.lead, change.previous)}
    together: dict[tuple[Hashable, Hashable], date] = {}
    for contact in facts.interactions if changes else ():
        there = leads.intersection(contact.ours) if contact.two_way else ()
        for lead, previous in product(there, there):
            together.setdefault((lead, previous), contact.on)
    return [
        (change, change.on if change.introduced else together.get((change.lead, change.previous)))
        for change in changes
    ]


def last_change_of_lead(
    facts: RelationshipFacts, today: date
) -> tuple[HolderChange, date | None] | None:
    """Return the last change of lead, with the day since when the new one counts as introduced."""
    changes = [one for one in _introductions(facts) if one[0].on <= today]
    if not changes:
        return None
    change, introduced = changes[-1]
    return change, introduced if introduced is not None and introduced <= today else None


def counted(facts: RelationshipFacts) -> WarmUps:
    """Return the warm-ups of a relationship, counted once for all rules that ask in a row."""
    global _last_counted  # noqa: PLW0603 - one tuple, set at once
    last = _last_counted
    if last is None or last[0] is not facts:
        _last_counted = last = (facts, WarmUps(facts))
    return last[1]


_last_counted: tuple[RelationshipFacts, WarmUps] | None = None


def warm_ups(facts: RelationshipFacts, today: date) -> Warmth:
    """Return the warm-ups since the opening or the last reset, as of the end of ``today``."""
    return counted(facts).on(today)


def moments(facts: RelationshipFacts) -> Iterator[date]:
    """Yield the days on which the count of warm-ups could change."""
    for interaction in facts.interactions:
        yield interaction.on
        if interaction.two_way:
            yield later(interaction.on, SILENCE_RESETS.days)
    for change in facts.holder_changes:
        yield change.on


class Share(NamedTuple):
    """A part of a whole, always with its n."""

    part: int
    n: int

    @property
    def of_all(self) -> float:
        """Return the share, 0 where there is nothing."""
        return self.part / self.n if self.n else 0.0


def ask_share(facts: RelationshipFacts, today: date, days: int = 90) -> Share:
    """Count the contacts of the last ``days`` days in which we asked them for something.

    Those of which nobody recorded it are left out.
    """
    since = later(today, -days)
    recent = [contact for contact in facts.passed(since, today) if contact.asked is not None]
    return Share(sum(contact.asked is True for contact in recent), len(recent))


def was_kept(promise: CommitmentFact) -> bool:
    """Return whether a promise was kept on time: by its day, or the day they were told instead."""
    if promise.state != "kept" or promise.due is None:
        return False
    return promise.settled_on is None or promise.settled_on <= promise.due


def kept_word(commitments: Sequence[CommitmentFact], by: str, today: date) -> Share:
    """Count the promises of one side that fell due, and those of them that were kept on time.

    One that is still open has until the end of its day; one that was released never fell due.
    """
    due = [
        promise
        for promise in commitments
        if promise.by == by
        and promise.due is not None
        and promise.state != "released"
        and promise.due <= (later(today, -1) if promise.is_open else today)
    ]
    return Share(sum(map(was_kept, due)), len(due))


def continuity(opened: date, held: Sequence[tuple[date, date | None]], today: date) -> float:
    """Return months with a holder over months since the opening, 0 to 1."""
    whole = max((today - opened).days, 1)
    days = sum(
        max(0, (min(until or today, today) - max(since, opened)).days) for since, until in held
    )
    return min(1.0, days / whole)
