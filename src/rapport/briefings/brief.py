"""What to know before a meeting: the briefing on a person, cut to what fits one page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapport.briefings.findings import Noticed
from rapport.briefings.person import PersonBriefing, Way
from rapport.records.models import (
    Commitment,
    CommitmentState,
    Insight,
    InsightKind,
    Interaction,
    Outcome,
    Safety,
)
from rapport.records.travelling import for_the_road

_LAST = 3


@dataclass(frozen=True, slots=True)
class Last:
    """One of the last times: what passed, and how it felt."""

    on: date
    channel: str
    line: str
    topics: str
    tone: str


@dataclass(frozen=True, slots=True)
class Promised:
    """An open promise and the day it is due."""

    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Brief:
    """One page: whom we meet, what was last, what worries them, what is open between us.

    ``begin_with`` is what they like, and topics they talked of freely; ``not_safe`` are the ways
    to reach them that somebody has called so, ``safe_ways`` all others. ``noticed`` comes without
    the records it rests on.
    """

    alias: str
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
    what_softens: tuple[str, ...]
    in_it_for_them: tuple[str, ...]
    safe_ways: tuple[Way, ...]
    not_safe: tuple[Way, ...]
    noticed: tuple[Noticed, ...]


def brief(answer: PersonBriefing, *, road: bool = False) -> Brief:
    """Cut the briefing on a person to one page.

    For the road only what may travel is on it (``records.travelling``): who we call them, the
    last times without their words, what is open between us, and what good practice would mind.
    """
    if road:
        answer = for_the_road(answer)
    logs = [entry.interaction for entry in answer.timeline if entry.interaction is not None]
    openers = () if road else _openers(answer.facts, logs)
    concerns = _texts((*answer.facts, *answer.interpretations), InsightKind.CONCERN)
    said = {*openers, *concerns}
    planned = [ask for ask in answer.asks if ask.outcome == Outcome.PLANNED]
    return Brief(
        alias=answer.header.alias,
        how_to_address=answer.header.how_to_address,
        belongs_to=answer.header.actor,
        warm_ups=f"{answer.header.warm_ups}/2",
        objective=answer.header.objective,
        expectations=answer.header.expectations,
        terms=answer.header.terms,
        how_things_are_kept=answer.header.documentation,
        begin_with=openers,
        last_three=tuple(
            Last(log.on, log.channel, log.line, log.topics, log.tone_theirs) for log in logs[:_LAST]
        ),
        open_concerns=concerns,
        facts=tuple(note.text for note in answer.facts if note.text not in said),
        unverified=tuple(note.text for note in answer.interpretations if note.text not in said),
        our_promises=_open(answer.ours),
        their_promises=_open(answer.theirs),
        asks=tuple(ask.what for ask in planned),
        what_they_risk=tuple(cost[0] for ask in planned for cost in ask.costs),
        what_softens=tuple(ask.softens for ask in planned if ask.softens),
        in_it_for_them=tuple(ask.for_them for ask in planned if ask.for_them),
        safe_ways=tuple(way for way in answer.ways if way.safety != Safety.UNSAFE),
        not_safe=tuple(way for way in answer.ways if way.safety == Safety.UNSAFE),
        noticed=tuple(_without_records(finding) for finding in answer.findings),
    )


def _openers(facts: Sequence[Insight], logs: Sequence[Interaction]) -> tuple[str, ...]:
    """Return what to begin with: what they like, and what was last talked of between us."""
    spoken = [log.topics for log in logs[:_LAST] if log.topics and not log.asked]
    return tuple(dict.fromkeys([*_texts(facts, InsightKind.PREFERENCE), *spoken]))[:_LAST]


def _texts(notes: Sequence[Insight], kind: InsightKind) -> tuple[str, ...]:
    return tuple(note.text for note in notes if note.kind == kind)


def _without_records(finding: Noticed) -> Noticed:
    return replace(finding, because=())


def _open(promises: tuple[Commitment, ...]) -> tuple[Promised, ...]:
    open_ones = (one for one in promises if one.state == CommitmentState.OPEN)
    return tuple(Promised(one.text, one.due) for one in open_ones)
