"""What was asked too early: requests before two warm-ups (E01, E03)."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import AskFact, InteractionFact, RelationshipFacts
from rapport.rules.moments import Days
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency
from rapport.rules.warmups import VOICE, Reset, Warmth, counted


class Requested(NamedTuple):
    """Something that was asked: its day, its record, whether lives depended on it."""

    on: date
    record: tuple[str, Hashable]
    life_saving: bool
    time: str = ""


def requests_made(
    facts: RelationshipFacts, contacts: Iterable[InteractionFact]
) -> Iterator[Requested]:
    """Return what was asked of them in these contacts, or settled as asked with none logged.

    What is planned anew has not been asked, whatever day was noted before.
    """
    return _made(contacts, facts.asks, facts.interactions)


def _made(
    contacts: Iterable[InteractionFact],
    asks: Iterable[AskFact],
    interactions: Sequence[InteractionFact],
) -> Iterator[Requested]:
    for contact in contacts:
        if contact.asked:
            record = ("interaction", contact.key)
            yield Requested(contact.on, record, contact.life_saving, contact.time)

    made = [ask for ask in asks if ask.interaction is None and ask.outcome != "planned"]
    if not made:
        return
    days = {contact.on for contact in interactions if contact.asked}
    for ask in made:
        if ask.made_on is not None and ask.made_on not in days:
            yield Requested(ask.made_on, ("ask", ask.key), ask.life_saving)


def early_requests(
    facts: RelationshipFacts, since: date, until: date
) -> list[tuple[Requested, Warmth]]:
    """Return what was asked, after one day and up to another, before two warm-ups.

    With how warm it was; what lives depended on is left out.
    """
    lately = facts.passed(since, until)
    made = requests_made(facts, lately) if lately or facts.asks else ()
    asked = [one for one in made if since < one.on <= until and not one.life_saving]
    if not asked:
        return []
    found = ((request, counted(facts).before(request.on, request.time)) for request in asked)
    return sorted((pair for pair in found if not pair[1].warm), key=lambda pair: pair[0].on)


_ASKED_EARLY = {
    "": gettext_noop(
        "We asked for something before two meetings without a request "
        "(%(asked_when)s). That meeting does not count."
    ),
    "silence": gettext_noop(
        "We asked for something after a year of silence (%(asked_when)s), without meeting first."
    ),
    "lead": gettext_noop(
        "A new lead asked for something (%(asked_when)s) before a first meeting without a request."
    ),
}


def why_not_warm(warmth: Warmth) -> tuple[str, tuple[tuple[str, Hashable], ...]]:
    """Return why it is not warm: nothing but the count, or the reset and the record behind it."""
    reset: Reset | None = warmth.reset if warmth.count else None
    return (reset.kind, (reset.record,)) if reset else ("", ())


def early_ask(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E01: something was asked before two warm-ups."""
    since = later(today, -numbers["days"])
    if not facts.in_touch:
        return None
    early = early_requests(facts, since, today)
    if not early:
        return None
    last, warmth = early[-1]
    why, behind = why_not_warm(warmth)
    return Finding(
        "E01",
        Urgency.SOON,
        _ASKED_EARLY[why],
        {"asked": last.on},
        (*(request.record for request, _ in early), *behind),
        ("visit_without_asking", "say_it_openly"),
    )


_early_ask_moments = Days(asked=(0, "days"), request_made=(0, "days"))


_COURTESIES = frozenset({"engagement", "courtesy"})


def courtesy_owed(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E03: the life-saving exception was used; a visit or call with no ask is owed for each."""
    if not facts.in_touch:
        return None
    used = exceptions_used(facts.interactions, facts.asks, today)
    unpaid = [request for request, paid_on in used if paid_on is None]
    if not unpaid:
        return None
    oldest = unpaid[0]
    due = later(oldest.on, numbers["days"])
    return Finding(
        "E03",
        Urgency.NOW if today > due else Urgency.THIS_WEEK,
        gettext_noop(
            "The life-saving exception was used (%(used_when)s); a visit without a request is"
            " due by %(due)s."
        ),
        {"used": oldest.on, "due": due},
        tuple(request.record for request in unpaid),
        ("visit_without_asking",),
    )


def exceptions_used(
    interactions: Sequence[InteractionFact], asks: Iterable[AskFact], until: date
) -> list[tuple[Requested, date | None]]:
    """Return each use of the life-saving exception, and the day of the courtesy that paid it.

    The oldest first; each courtesy is for the oldest that was used before its day.
    """
    for_lives = (contact for contact in interactions if contact.life_saving)
    made = _made(for_lives, asks, interactions)
    used = [request for request in made if request.life_saving and request.on <= until]
    if not used:
        return []
    used.sort(key=lambda request: request.on)
    # Both are in order: a visit too early for one use is too early for all that follow.
    visits = iter(_courtesies(interactions, until))
    return [(request, next((day for day in visits if day > request.on), None)) for request in used]


def _courtesies(interactions: Iterable[InteractionFact], today: date) -> list[date]:
    """Return the days, each once and in order, on which we spoke with them and asked nothing."""
    return sorted(
        {
            contact.on
            for contact in interactions
            if contact.on <= today
            and contact.two_way
            and contact.asked is False
            and contact.channel in VOICE
            and contact.purpose in _COURTESIES
        }
    )


_courtesy_moments = Days(
    contact=(0,),
    request_made=(0,),
    contact_for_lives=("days+1",),
    request_for_lives=("days+1",),
)


_IN_PERSON_ONLY = Setting(
    0,
    0,
    1,
    gettext_noop("1: only meetings in person count, for every rule; 0: calls count too."),
)
VISIT_OPTION = ("visit_without_asking", gettext_noop("Meet or call once more and ask for nothing."))

RULES = (
    Rule(
        "E01",
        gettext_noop("Early request"),
        gettext_noop("A request was made before two meetings without one."),
        gettext_noop(
            "A stranger who asks at once is remembered as somebody who wants something. Two"
            " meetings with nothing asked give the other person time to know whom they would be"
            " trusting."
        ),
        early_ask,
        _early_ask_moments,
        (
            VISIT_OPTION,
            ("say_it_openly", gettext_noop("Say openly that the request came early, and why.")),
        ),
        {
            "days": Setting(90, 7, 365, gettext_noop("Number of days it is remembered.")),
            "in_person_only": _IN_PERSON_ONLY,
        },
        section=Section.ASK,
    ),
    Rule(
        "E03",
        gettext_noop("Courtesy visit due"),
        gettext_noop(
            "The life-saving exception was used, and no visit without a request has followed."
        ),
        gettext_noop(
            "Asking first and knowing each other later can be right when lives depend on it. It"
            " leaves a debt: a visit that wants nothing."
        ),
        courtesy_owed,
        _courtesy_moments,
        (VISIT_OPTION,),
        {"days": Setting(14, 3, 60, gettext_noop("Number of days within which the visit is due."))},
        section=Section.CHECK_IN,
    ),
)
