"""What to know before a meeting: the briefing on a person, cut to what fits one page."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from rapport.briefings.findings import Noticed
from rapport.briefings.meetings import PlannedMeeting, coming
from rapport.briefings.person import PersonBriefing, Way, person
from rapport.records.asking import Asking
from rapport.records.models import (
    Commitment,
    CommitmentState,
    Insight,
    InsightKind,
    Interaction,
    Outcome,
    Safety,
)

_LAST = 3
ROOM = 8
"""How many of each part one page has room for."""

CHOICE = 100
"""From how many of each part one may choose for the road."""


@dataclass(frozen=True, slots=True)
class Last:
    """One of the last times: what passed, and how it felt."""

    on: date
    channel: str
    line: str
    topics: str
    tone: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """An open promise and the day it is due."""

    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Coming:
    """A day that matters to them, and when it comes next, where that is known."""

    name: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Going:
    """A colleague who goes, and as what."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The meeting one reads this for: when and where, who of us goes, and what was prepared."""

    key: uuid.UUID
    on: date
    begins: datetime | None
    channel: str
    place: str
    purpose: str
    ours: tuple[Going, ...]
    may_say: str
    not_to_raise: str
    closing: str


@dataclass(frozen=True, slots=True)
class Brief:
    """One page: whom we meet, what was last, what worries them, what is open between us.

    ``meeting`` is the next one that is planned, which is never on the page for the road: it has a
    page of its own (``briefings.card_on_paper``). ``begin_with`` is what they like, and topics they
    talked of freely; ``not_safe`` are the ways to reach them that somebody has called so,
    ``safe_ways`` all others. ``noticed`` comes without the records it rests on; among it are the
    days that matter to them and are near, so that ``occasions`` has only those that somebody wants
    on paper (``briefings.road``). ``more`` says how many there are, by the part of the person's
    page, beside what fits.
    """

    alias: str
    meeting: NextMeeting | None
    how_to_address: str
    belongs_to: str
    warm_ups: str
    objective: str
    expectations: str
    terms: str
    how_things_are_kept: str
    begin_with: tuple[str, ...]
    last_three: tuple[Last, ...]
    open_concerns: tuple[str, ...]
    facts: tuple[str, ...]
    unverified: tuple[str, ...]
    our_promises: tuple[Promised, ...]
    their_promises: tuple[Promised, ...]
    asks: tuple[str, ...]
    what_they_risk: tuple[str, ...]
    occasions: tuple[Coming, ...]
    why_no: tuple[str, ...]
    what_softens: tuple[str, ...]
    in_it_for_them: tuple[str, ...]
    safe_ways: tuple[Way, ...]
    not_safe: tuple[Way, ...]
    noticed: tuple[Noticed, ...]
    more: dict[str, int]


def before_a_meeting(asking: Asking, key: uuid.UUID) -> PersonBriefing:
    """Return of a person what one page has room for; raises ``NotThere``."""
    return person(asking, key, at_most=ROOM, for_a_meeting=True)


def before_the_road(asking: Asking, key: uuid.UUID) -> PersonBriefing:
    """Return of a person what one may choose from for the road; raises ``NotThere``."""
    return person(asking, key, at_most=CHOICE, for_a_meeting=True)


def brief(answer: PersonBriefing) -> Brief:
    """Lay out what is to be known before a meeting (:func:`before_a_meeting`) on one page."""
    cut = on_the_page(answer)
    logs = [entry.interaction for entry in cut.timeline if entry.interaction is not None]
    return paged(cut, _openers(answer.facts, logs))


def on_the_page(answer: PersonBriefing) -> PersonBriefing:
    """Return of a briefing what its page has room for: the last times, and what is still open."""
    held = [entry for entry in answer.timeline if entry.interaction is not None]
    return replace(
        answer,
        timeline=tuple(held[:_LAST]),
        ours=tuple(one for one in answer.ours if one.state == CommitmentState.OPEN),
        theirs=tuple(one for one in answer.theirs if one.state == CommitmentState.OPEN),
        asks=tuple(ask for ask in answer.asks if ask.outcome == Outcome.PLANNED),
    )


def paged(cut: PersonBriefing, openers: tuple[str, ...]) -> Brief:
    """Lay out what is on the page, in the order in which one needs it before a meeting."""
    logs = [entry.interaction for entry in cut.timeline if entry.interaction is not None]
    concerns = texts((*cut.facts, *cut.interpretations), InsightKind.CONCERN)
    said = {*openers, *concerns}
    return Brief(
        alias=cut.header.alias,
        meeting=_next(cut.meetings),
        how_to_address=cut.header.how_to_address,
        belongs_to=cut.header.actor,
        warm_ups=f"{cut.header.warm_ups}/2",
        objective=cut.header.objective,
        expectations=cut.header.expectations,
        terms=cut.header.terms,
        how_things_are_kept=cut.header.documentation,
        begin_with=openers,
        last_three=tuple(
            Last(log.on, log.channel, log.line, log.topics, log.tone_theirs, log.until)
            for log in logs
        ),
        open_concerns=concerns,
        facts=tuple(note.text for note in cut.facts if note.text not in said),
        unverified=tuple(note.text for note in cut.interpretations if note.text not in said),
        our_promises=_promised(cut.ours),
        their_promises=_promised(cut.theirs),
        asks=tuple(ask.what for ask in cut.asks),
        what_they_risk=tuple(cost[0] for ask in cut.asks for cost in ask.costs),
        why_no=tuple(ask.why_no for ask in cut.asks if ask.why_no),
        what_softens=tuple(ask.softens for ask in cut.asks if ask.softens),
        in_it_for_them=tuple(ask.for_them for ask in cut.asks if ask.for_them),
        occasions=(),
        safe_ways=tuple(way for way in cut.ways if way.safety != Safety.UNSAFE),
        not_safe=tuple(way for way in cut.ways if way.safety == Safety.UNSAFE),
        noticed=tuple(_without_records(finding) for finding in cut.findings[:ROOM]),
        more=_more(cut),
    )


def _next(meetings: Sequence[PlannedMeeting]) -> NextMeeting | None:
    """Return the first of these that is still to come; they stand in the order of their moments."""
    next_one = coming(meetings)
    if next_one is None:
        return None
    row = next_one.meeting
    return NextMeeting(
        key=row.pk,
        on=next_one.on,
        begins=next_one.begins,
        channel=row.channel,
        place=row.place,
        purpose=row.purpose,
        ours=tuple(Going(us.name, us.part) for us in next_one.ours),
        may_say=row.may_say,
        not_to_raise=row.not_to_raise,
        closing=row.closing,
    )


def _more(cut: PersonBriefing) -> dict[str, int]:
    findings = max(0, len(cut.findings) - ROOM)
    return {**cut.more, "findings": findings} if findings else cut.more


def texts(notes: Sequence[Insight], kind: InsightKind) -> tuple[str, ...]:
    """Return what the notes of one kind say."""
    return tuple(note.text for note in notes if note.kind == kind)


def _openers(facts: Sequence[Insight], logs: Sequence[Interaction]) -> tuple[str, ...]:
    """Return what to begin with: what was noted for it, what they like, what was last talked of."""
    spoken = [log.topics for log in logs if log.topics and not log.asked]
    noted = [*texts(facts, InsightKind.HOOK), *texts(facts, InsightKind.PREFERENCE)]
    return tuple(dict.fromkeys([*noted, *spoken]))[:_LAST]


def _without_records(finding: Noticed) -> Noticed:
    return replace(finding, because=())


def _promised(promises: tuple[Commitment, ...]) -> tuple[Promised, ...]:
    return tuple(Promised(one.text, one.due) for one in promises)
