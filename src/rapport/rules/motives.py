"""What to know before negotiating: who they answer to, and what moves them (R04, R07)."""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Final

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import RelationshipFacts
from rapport.rules.moments import After, Days
from rapport.rules.requests import is_near
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency

_MOTIVES = frozenset({"reasoning", "value", "need"})


def audience_unknown(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """R04: we negotiate or soon ask, and do not know who they answer to."""
    if any(_is_audience(tie.kind, theirs=tie.theirs) and tie.holds(today) for tie in facts.ties):
        return None
    says = gettext_noop("A request or a negotiation is near. Who they answer to is not recorded.")
    near = _near(facts, today, numbers["days"])
    return _missing("R04", says, near, ("name_audience", "hear_of_audience"))


def _is_audience(kind: str, *, theirs: bool) -> bool:
    """Say whether a claim names who they answer to: read from them, or from their audience."""
    return kind == "answers_to" if theirs else kind == "audience_of"


def motives_unknown(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """R07: we negotiate or soon ask, and no reasoning, value or need of theirs is known."""
    if any(one.kind in _MOTIVES and one.on <= today for one in facts.insights):
        return None
    says = gettext_noop("A request or a negotiation is near. What moves them is not recorded.")
    near = _near(facts, today, numbers["days"])
    return _missing("R07", says, near, ("note_motives", "hear_what_moves"))


_Near = tuple[str, Hashable, date | None]
"""A record, by kind and key, and the day it is about."""


def _missing(
    code: str, says: str, near: Iterable[_Near], options: tuple[str, ...]
) -> Finding | None:
    """Return the finding where something is near, resting on that."""
    found = tuple(near)
    if not found:
        return None
    days = [day for _, _, day in found if day]
    when = Urgency.THIS_WEEK if days else Urgency.SOON
    behind = tuple((kind, key) for kind, key, _ in found)
    return Finding(code, when, says, {"planned": min(days)} if days else {}, behind, options)


def _near(facts: RelationshipFacts, today: date, days: int) -> Iterator[_Near]:
    """Yield what is near: requests, negotiations planned, or that we negotiate already.

    What lives depend on is asked whoever they answer to.
    """
    negotiates = facts.phase == "negotiation"
    if not (facts.asks or facts.meetings or negotiates) or not facts.in_touch:
        return
    for ask in facts.asks:
        if not ask.life_saving and is_near(ask, today, days):
            yield "ask", ask.key, ask.due_on
    for meeting in facts.planned(today) if facts.meetings else ():
        if meeting.purpose == "negotiation" and meeting.on <= later(today, days):
            yield "meeting", meeting.key, meeting.on
    if negotiates:
        yield "relationship", facts.key, None


_PLANNED: Final[dict[str, tuple[After, ...]]] = {
    "request_due": ("-days", 1),
    "meeting": ("-days", 1),
}


def _tie_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    for tie in facts.ties:
        if tie.since is not None:
            yield tie.since
        if tie.until is not None:
            yield later(tie.until, 1)


_audience_moments = Days(("ties", _tie_moments), **_PLANNED)


_motives_moments = Days(insight=(0,), **_PLANNED)


RULES = (
    Rule(
        "R04",
        gettext_noop("Audience unknown"),
        gettext_noop(
            "We negotiate or will soon ask for something, and have not recorded who they answer to."
        ),
        gettext_noop(
            "Hardly anybody says yes alone. Whoever watches them, above or below, decides what they"
            " can give, and what it costs them."
        ),
        audience_unknown,
        _audience_moments,
        (
            ("name_audience", gettext_noop("Record who they answer to.")),
            (
                "hear_of_audience",
                gettext_noop("Meet without a request, and hear who has a say with them."),
            ),
        ),
        {"days": Setting(30, 1, 180, gettext_noop("Number of days before it."))},
        section=Section.ASK,
    ),
    Rule(
        "R07",
        gettext_noop("Motives unknown"),
        gettext_noop(
            "We negotiate or will soon ask for something, and no reasoning, value or need of theirs"
            " is recorded."
        ),
        gettext_noop(
            "Whoever knows only what the others demand can only push or give way. What they need"
            " and what matters most to them show where both could meet."
        ),
        motives_unknown,
        _motives_moments,
        (
            ("note_motives", gettext_noop("Write what moves them: reasons, values, needs.")),
            (
                "hear_what_moves",
                gettext_noop("Meet without a request, and listen for what matters to them."),
            ),
        ),
        {"days": Setting(14, 1, 180, gettext_noop("Number of days before it."))},
        section=Section.ASK,
    ),
)
