"""Who introduces us: asked too often, or without having agreed (N07)."""

from collections.abc import Iterable, Iterator
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts_of_many import IntroducerFacts, IntroductionFact
from rapport.rules.rule import About, Finding, Numbers, Rule, Section, Setting, Urgency

A_YEAR = 365


def overused(facts: IntroducerFacts, today: date, numbers: Numbers) -> list[Finding]:
    """N07: one introducer was asked many times in a year, or has not agreed to what we plan."""
    return [*_too_often(facts, today, numbers), *_not_agreed(facts, today)]


def within_a_year(one: IntroductionFact, today: date) -> bool:
    """Say whether somebody was asked for an introduction within a year."""
    return one.asked_on is not None and later(today, -A_YEAR) < one.asked_on <= today


def _too_often(facts: IntroducerFacts, today: date, numbers: Numbers) -> Iterator[Finding]:
    asked = [one for one in facts.introductions if within_a_year(one, today)]
    if len(asked) >= numbers["times"]:
        yield Finding(
            "N07",
            Urgency.SOON,
            gettext_noop(
                "Introductions asked of them within a year, as far as you can see: %(n)s. Every"
                " one may cost them something."
            ),
            {"n": len(asked)},
            tuple(("introduction", one.key) for one in asked),
            ("give_back", "look_for_another"),
        )


def _not_agreed(facts: IntroducerFacts, today: date) -> Iterator[Finding]:
    for one in facts.introductions:
        if one.agreed or not (one.is_open or (one.was_introduced and within_a_year(one, today))):
            continue
        yield Finding(
            "N07",
            Urgency.THIS_WEEK if one.asked_on is not None or one.refused else Urgency.WORTH_A_LOOK,
            _not_agreed_says(one),
            {"name": one.name},
            (("introduction", one.key),),
            ("record_their_consent", "look_for_another"),
        )


def _not_agreed_says(one: IntroductionFact) -> str:
    if one.refused and one.is_open:
        return gettext_noop("They refused to introduce us to %(name)s, and it is still planned.")
    if one.refused:
        return gettext_noop("They introduced us to %(name)s, and their refusal is recorded.")
    if one.was_introduced:
        return gettext_noop("They introduced us to %(name)s, and no consent is recorded.")
    return gettext_noop("They have not agreed yet to introduce us to %(name)s.")


def _moments(facts: IntroducerFacts, _numbers: Numbers) -> Iterable[date]:
    for one in facts.introductions:
        if one.asked_on is not None:
            yield one.asked_on
            yield later(one.asked_on, A_YEAR)


RULES = (
    Rule(
        "N07",
        gettext_noop("Introducer overused"),
        gettext_noop(
            "One person was asked for many introductions within a year, or introduces us without"
            " having agreed."
        ),
        gettext_noop(
            "Whoever introduces us lends us their name. Asked too often, or without being asked"
            " first, they pay for us with their own relationships."
        ),
        overused,
        _moments,
        (
            ("give_back", gettext_noop("Give something back: a visit, a promise, thanks.")),
            (
                "record_their_consent",
                gettext_noop("Ask whether they agree, and record what they said."),
            ),
            ("look_for_another", gettext_noop("Look for another way to be introduced.")),
        ),
        {
            "times": Setting(
                4, 2, 20, gettext_noop("Number of introductions in a year before it is noticed.")
            )
        },
        section=Section.WORTH_A_LOOK,
        about=About.INTRODUCER,
    ),
)
