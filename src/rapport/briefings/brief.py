"""What to know before a meeting: the briefing on a person, cut to what fits one page."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from rapport.briefings.agreements import AgreementLine
from rapport.briefings.findings import Noticed
from rapport.briefings.mandates import MandateWords, mandate_words
from rapport.briefings.meetings import PlannedMeeting, coming
from rapport.briefings.person import PersonBriefing, person
from rapport.briefings.ties import TieLine, answers_to, audience, doorkeepers
from rapport.briefings.ways import Way
from rapport.briefings.who_helped import HelpedToOpen
from rapport.briefings.worries import Apart, Misread, Worry, apart, misread, worries
from rapport.records.asking import Asking
from rapport.records.models import (
    Ask,
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

_LEAST = 3
"""So many notes stand there however much worries them."""

NOTICED = 4
"""Of what the rules notice so many; the page of the person has all of it."""

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
class Risk:
    """What a yes may cost them: a ``Cost``, its weight of 1 to 3, and what softens it."""

    cost: str
    weight: int
    softened: str


@dataclass(frozen=True, slots=True)
class ToAsk:
    """What we mean to ask, with what it costs them and what we may say of it.

    ``on`` is the day we mean to ask on; ``postponed`` says that they have put it off before.
    ``bottom_line`` is never printed.
    """

    what: str
    on: date | None
    postponed: bool
    gate: str
    urgency_ours: str
    urgency_theirs: str
    risks: tuple[Risk, ...]
    why_no: str
    softens: str
    for_them: str
    may_say: str
    bottom_line: str


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
    page of its own (``briefings.card_on_paper``). ``lessons`` are what colleagues wanted the next
    one to know, from the debriefs they share. ``warm_ups`` is "" for a group, of which
    nobody counts meetings without a request. ``begin_with`` is what they like, and topics they
    talked of freely; ``not_safe`` are the ways to reach them that somebody has called so,
    ``safe_ways`` all others. ``noticed`` comes without the records it rests on; among it are the
    days that matter to them and are near, so that ``occasions`` has only those that somebody wants
    on paper (``briefings.road``). ``mandates`` are those in force; ``helped`` is what they made
    possible, to thank them for; ``answers_to``, ``audience`` (who listens to them) and
    ``doorkeepers`` (who lets us in) are how others stand to them: none of it is ever on the page
    for the road. ``more`` says how many there are, by the part of the person's page, beside what
    fits.
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
    lessons: tuple[str, ...]
    open_concerns: tuple[Worry, ...]
    misread: tuple[Misread, ...]
    disagreements: tuple[Apart, ...]
    facts: tuple[str, ...]
    unverified: tuple[str, ...]
    our_promises: tuple[Promised, ...]
    their_promises: tuple[Promised, ...]
    asks: tuple[ToAsk, ...]
    agreements: tuple[AgreementLine, ...]
    occasions: tuple[Coming, ...]
    safe_ways: tuple[Way, ...]
    not_safe: tuple[Way, ...]
    noticed: tuple[Noticed, ...]
    mandates: tuple[MandateWords, ...]
    helped: tuple[HelpedToOpen, ...]
    answers_to: tuple[TieLine, ...]
    audience: tuple[TieLine, ...]
    doorkeepers: tuple[TieLine, ...]
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
        asks=tuple(ask for ask in answer.asks if ask.is_ahead),
        agreements=tuple(one for one in answer.agreements if one.in_force),
    )


def paged(cut: PersonBriefing, openers: tuple[str, ...]) -> Brief:
    """Lay out what is on the page, in the order in which one needs it before a meeting."""
    logs = [entry.interaction for entry in cut.timeline if entry.interaction is not None]
    notes = (*cut.facts, *cut.interpretations)
    followed = (*texts(notes, InsightKind.CONCERN), *texts(notes, InsightKind.MISPERCEPTION))
    said = {*openers, *followed}
    room = max(_LEAST, ROOM - len(followed) - len(cut.disagreements))
    facts = [note.text for note in cut.facts if note.text not in said]
    read = [note.text for note in cut.interpretations if note.text not in said]
    left = {"facts": len(facts[room:]), "interpretations": len(read[room:])}
    return Brief(
        alias=cut.header.alias,
        meeting=_next(cut.meetings),
        how_to_address=cut.header.how_to_address,
        belongs_to=cut.header.actor,
        warm_ups=f"{cut.header.warm_ups}/2" if not cut.header.with_group else "",
        objective=cut.header.objective,
        expectations=cut.header.expectations,
        terms=cut.header.terms,
        how_things_are_kept=cut.header.documentation,
        begin_with=openers,
        last_three=tuple(
            Last(log.on, log.channel, log.line, log.topics, log.tone_theirs, log.until)
            for log in logs
        ),
        lessons=tuple(one.lesson for one in cut.debriefs if one.shared and one.lesson)[:_LAST],
        open_concerns=worries(notes),
        misread=misread(notes),
        disagreements=apart(cut.disagreements[:ROOM]),
        facts=tuple(facts[:room]),
        unverified=tuple(read[:room]),
        our_promises=_promised(cut.ours),
        their_promises=_promised(cut.theirs),
        asks=tuple(_to_ask(ask) for ask in cut.asks),
        agreements=cut.agreements[:ROOM],
        occasions=(),
        safe_ways=tuple(way for way in cut.ways if way.safety != Safety.UNSAFE),
        not_safe=tuple(way for way in cut.ways if way.safety == Safety.UNSAFE),
        noticed=tuple(_without_records(finding) for finding in cut.findings[:NOTICED]),
        mandates=tuple(map(mandate_words, cut.mandates[:ROOM])),
        helped=cut.helped[:_LAST],
        answers_to=answers_to(cut.ties),
        audience=audience(cut.ties),
        doorkeepers=doorkeepers(cut.ties),
        more=_more(cut, left),
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


def _more(cut: PersonBriefing, left: Mapping[str, int]) -> dict[str, int]:
    """Return how many more there are of each part, with those ``left`` for want of room."""
    findings = max(0, len(cut.findings) - NOTICED)
    parts = [*cut.more, *(part for part in (*left, "findings") if part not in cut.more)]
    beyond = {**left, "findings": findings}
    more = {part: cut.more.get(part, 0) + beyond.get(part, 0) for part in parts}
    return {part: count for part, count in more.items() if count}


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


def _to_ask(ask: Ask) -> ToAsk:
    gate = ask.gate_shown
    return ToAsk(
        what=ask.what,
        on=ask.due_on,
        postponed=ask.outcome == Outcome.DEFERRED,
        gate=gate.name if gate else "",
        urgency_ours=ask.urgency_ours,
        urgency_theirs=ask.urgency_theirs,
        risks=tuple(Risk(*one) for one in ask.weighed()),
        why_no=ask.why_no,
        softens=ask.softens,
        for_them=ask.for_them,
        may_say=ask.may_say,
        bottom_line=ask.bottom_line,
    )


def _promised(promises: tuple[Commitment, ...]) -> tuple[Promised, ...]:
    return tuple(Promised(one.text, one.due) for one in promises)
