"""The plan of a meeting on one card: what is prepared, and what we know that may serve in it."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rapport.briefings.brief import Brief, before_a_meeting, brief, texts
from rapport.briefings.culture_notes import Custom, customs_for
from rapport.briefings.day_there import DayThere, day_there
from rapport.briefings.meetings import PlannedMeeting, meeting
from rapport.briefings.own_words import Card as OwnCard
from rapport.briefings.own_words import own_words
from rapport.briefings.people import persons
from rapport.briefings.person import PersonBriefing
from rapport.briefings.red_lines import Line, red_lines
from rapport.records.asking import Asking
from rapport.records.feasts import character, comes_next
from rapport.records.models import Ask, InsightKind, Occasion, OccasionTone
from rapport.records.packed_facts import NOT_AS_A_PERSON
from rapport.rules.warmups import WARM_UPS_NEEDED

MOST = 6
"""Of a meeting with more people than this, so many are read for the card; all of them count."""

_NEAR = timedelta(days=21)
"""A feast so many days after the meeting is one to begin with."""


@dataclass(frozen=True, slots=True)
class OfOne:
    """One of the people we meet: what to know of them, and how far we have come without asking."""

    relationship: uuid.UUID
    alias: str
    part: str
    never_met: bool
    warm_ups: int
    languages: tuple[str, ...]
    page: Brief


@dataclass(frozen=True, slots=True)
class Day:
    """A day that matters to them near the meeting; ``feast`` is its code, or else ``name`` says."""

    name: str
    feast: str
    on: date
    mourning: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A planned meeting and what could be said in it, as far as the reader may see.

    ``hooks`` are what to begin with, ``topics`` what was talked of last, ``concerns`` what they
    told us of, ``avoid`` what not to raise, ``values`` what they hold dear. ``asks`` are what we
    mean to ask here: for this meeting, or for none that is said; ``costs`` are what a yes to them
    may cost, ``softens`` what makes it easier, and ``may_say`` what was written down to be said.
    ``mandates_say`` is what the mandates in force in the circle of the meeting let us say; nothing
    else of a mandate is here. ``no_request``: with somebody here we have not yet met twice without
    asking, and lives do not depend on it; ``fewest`` is how often at least.
    ``customs`` is what colleagues who know the place tell those who go there. ``said_by`` is who
    says the hard thing, where one is chosen.
    """

    planned: PlannedMeeting
    people: tuple[OfOne, ...]
    hooks: tuple[str, ...]
    topics: tuple[str, ...]
    days: tuple[Day, ...]
    avoid: tuple[str, ...]
    concerns: tuple[str, ...]
    values: tuple[str, ...]
    asks: tuple[str, ...]
    costs: tuple[str, ...]
    softens: tuple[str, ...]
    may_say: tuple[str, ...]
    in_their_place: tuple[str, ...]
    words: tuple[OwnCard, ...]
    mandates_say: tuple[str, ...]
    red_lines: tuple[Line, ...]
    no_request: bool
    fewest: int
    remark_by: str
    there: DayThere
    customs: tuple[Custom, ...] = ()
    said_by: str = ""

    @property
    def first(self) -> bool:
        """Say whether we meet nobody whom we have met before, but for who introduces us."""
        met = [one for one in self.people if one.part not in NOT_AS_A_PERSON] or self.people
        return bool(met) and all(one.never_met for one in met)


def card(asking: Asking, key: uuid.UUID) -> Card:
    """Return the card of a meeting, or raise ``NotThere``.

    Costs what a brief costs for each of the people in it, and a few questions more.
    """
    planned = meeting(asking, key)
    known = [before_a_meeting(asking, one.relationship) for one in planned.theirs[:MOST]]
    facts = [note for one in known for note in one.facts]
    notes = [*facts, *(note for one in known for note in one.interpretations)]
    asks = [ask for one in known for ask in one.asks if _is_for(ask, key)]
    # Who interprets or introduces is not asked, so how well we know them delays no request.
    met = [one.relationship for one in planned.theirs if one.part not in NOT_AS_A_PERSON]
    asked = [one for one in known if one.header.relationship in met] or known
    rest = [one.relationship for one in planned.theirs[MOST:] if one.relationship in met]
    beyond = persons(asking.me, rest) if rest else {}
    warm_ups = [one.header.warm_ups for one in asked] + [one.warm_ups for one in beyond.values()]
    people = tuple(
        _of_one(one, part.part) for one, part in zip(known, planned.theirs[:MOST], strict=True)
    )
    languages = [*_languages(people), *asking.me.languages]
    return Card(
        planned=planned,
        people=people,
        # What we only read into their words is not said to them as if they had told us.
        hooks=texts(facts, InsightKind.HOOK) + texts(facts, InsightKind.PREFERENCE),
        topics=_topics(known),
        days=tuple(_days(planned, known)),
        avoid=texts(notes, InsightKind.AVOID),
        concerns=texts(facts, InsightKind.CONCERN),
        values=texts(notes, InsightKind.VALUE),
        asks=tuple(ask.what for ask in asks),
        costs=tuple(dict.fromkeys(cost[0] for ask in asks for cost in ask.weighed())),
        softens=_softeners(asks),
        may_say=tuple(ask.may_say for ask in asks if ask.may_say),
        in_their_place=tuple(ask.why_no for ask in asks if ask.why_no),
        words=own_words(asking.me, languages),
        mandates_say=_mandates_say(planned, known),
        red_lines=red_lines(asking.me, languages),
        no_request=any(_too_early(one) for one in asked)
        or any(one.warm_ups < WARM_UPS_NEEDED for one in beyond.values()),
        fewest=min(warm_ups, default=0),
        remark_by=_reader(planned),
        said_by=planned.meeting.bringer.name if planned.meeting.bringer else "",
        there=day_there(asking, planned.meeting),
        customs=customs_for(asking, planned.meeting),
    )


def _is_for(ask: Ask, meeting: uuid.UUID) -> bool:
    """Say whether a request is to be made in a meeting: it is for it, or for none that is said."""
    return ask.is_ahead and ask.meeting_id in (None, meeting)


def _softeners(asks: Sequence[Ask]) -> tuple[str, ...]:
    """Return what makes a yes easier for them: in general, then for each of its costs."""
    of_all = [ask.softens for ask in asks if ask.softens]
    of_each = [softened for ask in asks for *_, softened in ask.weighed() if softened]
    return tuple(dict.fromkeys([*of_all, *of_each]))


def _of_one(answer: PersonBriefing, part: str) -> OfOne:
    header = answer.header
    return OfOne(
        relationship=header.relationship,
        alias=header.alias,
        part=part,
        never_met=header.last_two_way is None,
        warm_ups=header.warm_ups,
        languages=header.languages,
        page=brief(answer),
    )


def _too_early(answer: PersonBriefing) -> bool:
    """Say whether nothing is to be asked of somebody yet, and lives do not depend on it."""
    planned: Iterable[Ask] = (ask for ask in answer.asks if ask.is_ahead)
    return answer.header.warm_ups < WARM_UPS_NEEDED and not any(ask.life_saving for ask in planned)


def _mandates_say(planned: PlannedMeeting, known: Sequence[PersonBriefing]) -> tuple[str, ...]:
    """Return what mandates let us say; what is written on the card, its whole circle may read."""
    circle = planned.meeting.circle_id
    found = [one for person in known for one in person.mandates if one.circle_id == circle]
    return tuple(dict.fromkeys(one.may_say for one in found if one.may_say))


def _topics(known: Sequence[PersonBriefing]) -> tuple[str, ...]:
    """Return what was last talked of with each, where nothing was asked."""
    found = []
    for one in known:
        logs = (entry.interaction for entry in one.timeline if entry.interaction is not None)
        found += [log.topics for log in logs if log.topics and not log.asked][:1]
    return tuple(dict.fromkeys(found))


def _days(planned: PlannedMeeting, known: Sequence[PersonBriefing]) -> Iterable[Day]:
    for one in known:
        for row in one.occasions:
            on = _next(row, planned.meeting.on)
            tone, _wished = character(row.feast, row.tone, row.name)
            if on is not None and tone != OccasionTone.POLITICAL and _theirs(row):
                mourning = tone == OccasionTone.MOURNING
                yield Day(row.name, row.feast, on, mourning)


def _next(row: Occasion, day: date) -> date | None:
    coming = comes_next(row, day)
    return coming[0] if coming and coming[0] - day <= _NEAR else None


def _theirs(row: Occasion) -> bool:
    """Say whether they spoke of it themselves: nobody's faith is guessed."""
    return row.mentioned_by_them


def _languages(people: Sequence[OfOne]) -> list[str]:
    return list(dict.fromkeys(code for one in people for code in one.languages))


def _reader(planned: PlannedMeeting) -> str:
    reader = planned.meeting.reader
    return reader.name if reader else ""
