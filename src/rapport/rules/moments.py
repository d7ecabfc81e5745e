"""On which days a rule's answer could change: so many days after what it goes by.

Most rules say it as a list, such as ``Days(contact=(0, "days"))``: on the day of each contact, and
as many days after it as the rule's number ``days`` says. Whoever judges thousands then counts from
each kind of day once for all rules, and only from what lies near enough (:func:`soonest`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from rapport.rules.days import later
from rapport.rules.facts import InteractionFact, RelationshipFacts

After = int | str
"""So many days after, or before where negative: a number, or one of the rule's by its name.

``"-days"`` and ``"days+1"`` are counted from the rule's number ``days``.
"""

BAD_TONES = frozenset({"guarded", "hostile"})

CONTACTS: Mapping[str, Callable[[InteractionFact], bool]] = {
    "contact": lambda _one: True,
    "met": attrgetter("two_way"),
    "asked": lambda one: bool(one.asked),
    "bad_tone": lambda one: one.tone_theirs in BAD_TONES or one.tone_ours in BAD_TONES,
    "let_wait": lambda one: one.on_time in ("late", "absent"),
    "contact_for_lives": attrgetter("life_saving"),
}
"""The kinds of contact from whose days one may count."""

SERIES: Mapping[str, tuple[str, Callable[[RelationshipFacts], Iterable[date]]]] = {
    "request_due": ("asks", lambda facts: [day for one in facts.asks if (day := one.due_on)]),
    "request_made": (
        "asks",
        lambda facts: [
            one.made_on for one in facts.asks if one.made_on and one.outcome != "planned"
        ],
    ),
    "request_for_lives": (
        "asks",
        lambda facts: [one.made_on for one in facts.asks if one.life_saving and one.made_on],
    ),
    "promise_due": ("commitments", lambda facts: [one.due for one in facts.commitments if one.due]),
    "disclosure": ("disclosures", lambda facts: [one.on for one in facts.disclosures]),
    "insight": ("insights", lambda facts: [one.on for one in facts.insights]),
    "occasion": ("occasions", lambda facts: [one.next_date for one in facts.occasions]),
    "meeting": ("meetings", lambda facts: [one.on for one in facts.meetings]),
    "agreement": ("agreements", lambda facts: [one.made_on for one in facts.agreements]),
    "change_of_lead": ("holder_changes", lambda facts: [one.on for one in facts.holder_changes]),
    "opened": ("opened", lambda facts: (facts.opened,)),
}
"""The other days one may count from: the column of the facts that has them, how they are read."""

Also = tuple[str, Callable[[RelationshipFacts, Mapping[str, int]], Iterable[date]]]
"""A column of the facts, and days that follow from it: asked where it holds anything, "" always."""


class Days:
    """The days on which a rule about a relationship could answer otherwise.

    Each name is one of :data:`CONTACTS` or :data:`SERIES`. ``also`` are days that are not that
    simple.
    """

    def __init__(self, *also: Also, **after: tuple[After, ...]) -> None:
        self.also = also
        self.after = after

    def __call__(self, facts: RelationshipFacts, numbers: Mapping[str, int]) -> Iterator[date]:
        """Yield them, whether they lie ahead or not."""
        for name, offsets in self.after.items():
            for day in _days_of(name, facts):
                for offset in offsets:
                    yield later(day, counted_in_days(offset, numbers))
        for _, days in self.also:
            yield from days(facts, numbers)


def _days_of(name: str, facts: RelationshipFacts) -> Iterable[date]:
    if (is_meant := CONTACTS.get(name)) is None:
        return SERIES[name][1](facts)
    return [one.on for one in facts.interactions if is_meant(one)]


def counted_in_days(after: After, numbers: Mapping[str, int]) -> int:
    """Return how many days are meant."""
    if isinstance(after, int):
        return after
    name, _, more = after.removeprefix("-").partition("+")
    days = numbers[name] + int(more or 0)
    return -days if after.startswith("-") else days


Asked = tuple[Callable[..., Iterable[date]], Mapping[str, int]]


Offsets = tuple[tuple[int, date], ...]
"""So many days after a day, and after which day it must lie for the sum to be to come."""


class Plan(NamedTuple):
    """What to count from on one day, for relationships alike in what is known of them."""

    today: date
    contacts: tuple[tuple[Callable[[InteractionFact], bool], date, Offsets], ...]
    """Each kind of contact with the day after which one may matter, and what is counted."""

    series: tuple[tuple[Callable[[RelationshipFacts], Iterable[date]], Offsets], ...]
    others: tuple[Asked, ...]
    reach: int
    """No contact that lies farther back leads to a day to come."""


def plan(ways: Iterable[Asked], today: date, there: Callable[[str], bool], reach: int) -> Plan:
    """Put together the days of several rules, each asked with its numbers.

    ``there`` says whether a column of the facts holds anything.
    """
    after: dict[str, set[int]] = {}
    others: list[Asked] = []
    for moments, numbers in ways:
        if not isinstance(moments, Days):
            wanted = [(moments, numbers)]
        else:
            wanted = [
                (days, numbers) for column, days in moments.also if not column or there(column)
            ]
            for name, offsets in moments.after.items():
                if there("interactions" if name in CONTACTS else SERIES[name][0]):
                    some = after.setdefault(name, set())
                    some |= {counted_in_days(offset, numbers) for offset in offsets}
        others += [one for one in wanted if one not in others]
    counted: dict[str, Offsets] = {
        name: tuple((days, later(today, -days)) for days in sorted(offsets))
        for name, offsets in after.items()
    }
    contacts = [
        (CONTACTS[name], offsets[-1][1], offsets)
        for name, offsets in counted.items()
        if name in CONTACTS
    ]
    series = [
        (SERIES[name][1], offsets) for name, offsets in counted.items() if name not in CONTACTS
    ]
    return Plan(today, tuple(contacts), tuple(series), tuple(others), reach)


_ON = attrgetter("on")


def soonest(facts: RelationshipFacts, plan: Plan, reach: int) -> date | None:
    """Return the first day to come on which any of the rules could answer otherwise.

    ``reach`` is the longest interval that is meant.
    """
    today = plan.today
    first = bisect_left(facts.interactions, later(today, -max(plan.reach, reach) - 1), key=_ON)
    near = facts.with_contacts(facts.interactions[first:]) if first else facts
    found = _after_contacts(near.interactions, plan)
    for read, offsets in plan.series:
        days = read(near)
        if days:
            found += _next(sorted(days), offsets, today)
    for moments, numbers in plan.others:
        found += [day for day in moments(near, numbers) if day > today]
    return min(found, default=None)


def _after_contacts(near: Sequence[InteractionFact], plan: Plan) -> list[date]:
    """Return the next days that are counted from contacts, which are in order of their days."""
    found: list[date] = []
    all_days = [one.on for one in near]
    for is_meant, since, offsets in plan.contacts:
        at = bisect_right(all_days, since)
        if at < len(all_days):
            days = [one.on for one in near[at:] if is_meant(one)]
            found += _next(days, offsets, plan.today)
    return found


def _next(days: Sequence[date], offsets: Offsets, today: date) -> list[date]:
    """Return, of days in order, the next that lies so many days after one of them, for each."""
    found = []
    for offset, since in offsets:
        at = bisect_right(days, since)
        if at < len(days):
            day = later(days[at], offset)
            if day > today:
                found.append(day)
    return found
