"""Keeping our word about a request: its limits, and what became of it (K04, K07)."""

from collections.abc import Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import AskFact, RelationshipFacts
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency


def limits_unsaid(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """K04: an ask is near, and what we cannot agree to has not been said, or long ago.

    One without a day may be made any day; after its day it is asked what became of it (K07).
    """
    near = [
        ask
        for ask in facts.asks
        if ask.outcome == "planned"
        and (
            ask.planned_for is None
            or later(ask.planned_for, -numbers["days"]) <= today <= ask.planned_for
        )
    ]
    since = later(today, -numbers["remembered"])
    said = any(
        disclosure.kind == "limits" and since < disclosure.on <= today
        for disclosure in facts.disclosures
    )
    if not near or said or not facts.in_touch:
        return None
    days = [ask.planned_for for ask in near if ask.planned_for]
    return Finding(
        "K04",
        Urgency.THIS_WEEK,
        gettext_noop("A request is near, and we have not said what we cannot agree to."),
        {"planned": min(days)} if days else {},
        tuple(("ask", ask.key) for ask in near),
        ("say_limits",),
    )


def _limits_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for ask in facts.asks:
        if ask.planned_for:
            yield later(ask.planned_for, -numbers["days"])
            yield later(ask.planned_for, 1)
    for disclosure in facts.disclosures:
        yield disclosure.on
        yield later(disclosure.on, numbers["remembered"])


def what_became_of_it(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """K07: a request was planned or made, its day is long past, and no outcome is said."""
    waiting = [
        (since, ask)
        for ask in facts.asks
        if (since := _waits_since(ask)) and _speaks_from(ask, since, numbers) <= today
    ]
    if not waiting:
        return None
    since, _ = min(waiting, key=lambda pair: pair[0])
    return Finding(
        "K07",
        Urgency.SOON,
        gettext_noop("A request has no outcome recorded. Its date was %(since)s."),
        {"since": since},
        tuple(("ask", ask.key) for _, ask in waiting),
        ("say_outcome", "plan_it_anew"),
    )


def _waits_since(ask: AskFact) -> date | None:
    if ask.outcome == "made":
        return ask.made_on
    return ask.planned_for or ask.noted_on if ask.outcome == "planned" else None


def _speaks_from(ask: AskFact, since: date, numbers: Numbers) -> date:
    undated = ask.outcome == "planned" and ask.planned_for is None
    return later(since, numbers["undated" if undated else "days"])


def _outcome_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for ask in facts.asks:
        since = _waits_since(ask)
        if since:
            yield _speaks_from(ask, since, numbers)


RULES = (
    Rule(
        "K04",
        gettext_noop("Limits not explained"),
        gettext_noop("A request is near, and we have not explained what we cannot agree to."),
        gettext_noop(
            "Saying early what we cannot do costs little; saying it late looks like a broken word."
        ),
        limits_unsaid,
        _limits_moments,
        (("say_limits", gettext_noop("Say plainly what we can and cannot agree to.")),),
        {
            "days": Setting(14, 1, 90, gettext_noop("Number of days before the request.")),
            "remembered": Setting(
                365, 30, 1500, gettext_noop("Number of days before explaining limits again.")
            ),
        },
        section=Section.ASK,
        needs=("asks",),
    ),
    Rule(
        "K07",
        gettext_noop("Outcome missing"),
        gettext_noop(
            "A request was planned or made, its date has passed, and no outcome is recorded."
        ),
        gettext_noop(
            "A request left hanging weighs on both sides, and whoever comes next does not know"
            " whether to ask again or to say thank you."
        ),
        what_became_of_it,
        _outcome_moments,
        (
            ("say_outcome", gettext_noop("Record the outcome.")),
            ("plan_it_anew", gettext_noop("Choose a new date for it.")),
        ),
        {
            "days": Setting(14, 1, 180, gettext_noop("Number of days after its date.")),
            "undated": Setting(
                60, 7, 365, gettext_noop("Number of days after it was added, if it has no date.")
            ),
        },
        section=Section.ASK,
        needs=("asks",),
    ),
)
