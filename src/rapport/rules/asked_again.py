"""What is asked again too soon after trust broke (P03)."""

from collections.abc import Iterable, Iterator
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.early_requests import VISIT_OPTION, requests_made
from rapport.rules.facts import AskFact, RelationshipFacts
from rapport.rules.facts_repair import CONTACTS_NEEDED, BreachFact
from rapport.rules.planned_requests import Wish, warm_ups_planned, wishes
from rapport.rules.repair import open_breaches
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency
from rapport.rules.warmups import days_without_request


def asked_too_soon(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """P03: a request is planned, or was made, before two contacts without one since a breach."""
    breaches = open_breaches(facts, today)
    if not breaches or not facts.in_touch:
        return []
    latest = max(breaches, key=lambda breach: breach.on)
    return [
        finding
        for finding in (_planned(facts, latest, today), _made(facts, latest, today, numbers))
        if finding is not None
    ]


def _planned(facts: RelationshipFacts, breach: BreachFact, today: date) -> Finding | None:
    count = len(days_without_request(facts, breach.on, today))
    ahead = warm_ups_planned(facts, today)
    paused = {ask.key for ask in facts.asks if _waits(ask, today)}
    soon = [
        wish
        for wish in wishes(facts, today)
        if wish.record[1] not in paused and count + _before(wish, ahead) < CONTACTS_NEEDED
    ]
    if not soon:
        return None
    return Finding(
        "P03",
        Urgency.THIS_WEEK,
        gettext_noop(
            "A request is planned after %(count)s of 2 contacts without one since trust broke."
        ),
        {"count": count},
        (*(wish.record for wish in soon), ("breach", breach.key)),
        ("plan_without_asking", "pause_requests", "life_saving_exception"),
    )


def _waits(ask: AskFact, today: date) -> bool:
    return ask.outcome == "deferred" and ask.due_on is not None and ask.due_on > today


def _before(wish: Wish, ahead: Iterable[date]) -> int:
    return sum(wish.on is None or day < wish.on for day in ahead)


def _made(
    facts: RelationshipFacts, breach: BreachFact, today: date, numbers: Numbers
) -> Finding | None:
    since = max(breach.on, later(today, -numbers["days"]))
    made = [
        request
        for request in requests_made(facts, facts.passed(since, today))
        if since < request.on <= today
        and not request.life_saving
        and len(days_without_request(facts, breach.on, later(request.on, -1))) < CONTACTS_NEEDED
    ]
    if not made:
        return None
    return Finding(
        "P03",
        Urgency.SOON,
        gettext_noop(
            "We asked for something (%(asked_when)s) before two contacts without a request since"
            " trust broke."
        ),
        {"asked": max(request.on for request in made)},
        (*(request.record for request in made), ("breach", breach.key)),
        ("visit_without_asking", "say_it_openly"),
    )


def _soon_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterator[date]:
    if not facts.breaches:
        return
    yield from (breach.on for breach in facts.breaches)
    yield from (contact.on for contact in facts.interactions)
    yield from (ask.due_on for ask in facts.asks if ask.due_on)
    yield from facts.days_after_meetings()
    for request in requests_made(facts, facts.interactions):
        yield request.on
        yield later(request.on, numbers["days"])


_PLAN = ("plan_without_asking", gettext_noop("Plan a meeting first, and ask for nothing."))

RULES = (
    Rule(
        "P03",
        gettext_noop("Request too soon after a breach"),
        gettext_noop(
            "A request is planned, or was made, before two contacts without one since trust broke."
        ),
        gettext_noop(
            "Whoever was hurt and is asked for something again hears that we came back for"
            " ourselves. Trust returns step by step, and requests come last."
        ),
        asked_too_soon,
        _soon_moments,
        (
            _PLAN,
            VISIT_OPTION,
            ("pause_requests", gettext_noop("Pause the planned requests, and say why.")),
            ("say_it_openly", gettext_noop("Say openly that the request came early, and why.")),
            (
                "life_saving_exception",
                gettext_noop("If lives depend on it, use the exception and say so."),
            ),
        ),
        {"days": Setting(90, 7, 365, gettext_noop("Number of days it is remembered."))},
        section=Section.ASK,
        needs=("breaches",),
    ),
)
