"""Engagement before negotiation: the first meetings (E01 to E04)."""

from collections.abc import Iterable
from datetime import date, timedelta

from rapport.rules.catalogue import DAY, Finding, Numbers, Rule, Setting, Urgency
from rapport.rules.facts import AskFact, InteractionFact, RelationshipFacts
from rapport.rules.warmups import SILENCE_RESETS, WARM_UPS_NEEDED, count_before, warm_ups


def gettext_noop(message: str) -> str:
    """Mark a message for translation."""
    return message


def _in_person_only(numbers: Numbers) -> bool:
    return bool(numbers.get("in_person_only", 0))


def _early_asks(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[InteractionFact]:
    since = today - timedelta(days=numbers["days"])
    return [
        one
        for one in facts.interactions
        if since < one.on <= today
        and one.asked
        and not one.life_saving
        and count_before(facts, one, in_person_only=_in_person_only(numbers)) < WARM_UPS_NEEDED
    ]


def early_ask(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E01: something was asked before two warm-ups."""
    if not facts.in_touch or not any(one.asked for one in facts.interactions):
        return None
    early = _early_asks(facts, today, numbers)
    if not early:
        return None
    return Finding(
        "E01",
        Urgency.SOON,
        gettext_noop(
            "Something was asked %(asked_days)s days ago, before two meetings without a request;"
            " that one does not count as a warm-up."
        ),
        {"asked": early[-1].on},
        tuple(("interaction", one.key) for one in early),
        ("visit_without_asking", "say_it_openly"),
    )


def _early_ask_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for one in facts.interactions:
        if one.asked:
            yield one.on
            yield one.on + timedelta(days=numbers["days"])


def _planned(facts: RelationshipFacts) -> list[AskFact]:
    return [ask for ask in facts.asks if ask.outcome == "planned"]


def not_yet_warm(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E02: an ask is planned before two warm-ups; says the earliest realistic day."""
    asks = [ask for ask in _planned(facts) if not ask.life_saving]
    if not asks or not facts.in_touch:
        return None
    count = warm_ups(facts, today, in_person_only=_in_person_only(numbers))
    if count >= WARM_UPS_NEEDED:
        return None
    days = numbers["days_between"] * (WARM_UPS_NEEDED - count)
    last = facts.last_two_way()
    begin = max([day for day in (facts.opened, last.on if last else None) if day])
    near = any(ask.planned_for and ask.planned_for < begin + timedelta(days=days) for ask in asks)
    return Finding(
        "E02",
        Urgency.THIS_WEEK if near else Urgency.SOON,
        gettext_noop(
            "An ask is planned at %(count)s of 2 warm-ups. Counted from the last contact, %(needed)s"
            " more unhurried meetings could be had by %(earliest)s."
        ),
        {
            "count": count,
            "needed": WARM_UPS_NEEDED - count,
            "earliest": begin + timedelta(days=days),
        },
        tuple(("ask", ask.key) for ask in asks),
        ("visit_without_asking", "ask_for_introduction", "life_saving_exception"),
    )


def _warmth_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    for one in facts.interactions:
        yield one.on
        yield one.on + SILENCE_RESETS
    for change in facts.holder_changes:
        yield change.on


def courtesy_owed(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E03: the life-saving exception was used; a visit with no ask is owed."""
    used = [one for one in facts.interactions if one.life_saving and one.asked and one.on <= today]
    if not used or not facts.in_touch:
        return None
    last = used[-1]
    thanked = any(
        last.on < one.on <= today and one.two_way and not one.asked for one in facts.interactions
    )
    if thanked:
        return None
    due = last.on + timedelta(days=numbers["days"])
    late = today > due
    return Finding(
        "E03",
        Urgency.NOW if late else Urgency.THIS_WEEK,
        gettext_noop(
            "The life-saving exception was used %(used_days)s days ago; a visit with nothing asked is"
            " owed by %(due)s."
        ),
        {"used": last.on, "due": due},
        (("interaction", last.key),),
        ("visit_without_asking",),
    )


def _courtesy_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for one in facts.interactions:
        yield one.on
        if one.life_saving and one.asked:
            yield one.on + timedelta(days=numbers["days"]) + DAY


def straight_to_business(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E04: the first meetings had no small talk, or nobody introduced us."""
    if facts.phase not in ("engagement", "negotiation") or not facts.in_touch:
        return None
    met = [one for one in facts.interactions if one.two_way and one.on <= today]
    early = met[: numbers["first"]]
    if not early or len(met) > numbers["first"] + 2:
        return None
    dry = [one for one in early if one.small_talk is False]
    recorded = [one for one in early if one.introduced_self is not None]
    unknown = bool(recorded) and not any(
        one.introduced_self and one.introduced_organisation is not False for one in recorded
    )
    if not dry and not unknown:
        return None
    says = (
        gettext_noop("%(n)s of the first meetings went straight to business, without small talk.")
        if dry
        else gettext_noop(
            "In the first meetings we did not introduce ourselves and the organisation."
            " (%(n)s looked at)"
        )
    )
    rows = dry or recorded
    return Finding(
        "E04",
        Urgency.WORTH_A_LOOK,
        says,
        {"n": len(rows)},
        tuple(("interaction", one.key) for one in rows),
        ("begin_with_small_talk", "introduce_ourselves"),
    )


def _days_of_interactions(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    return (one.on for one in facts.interactions)


_IN_PERSON_ONLY = Setting(
    0, 0, 1, gettext_noop("1: only meetings in person count as warm-ups; 0: calls count too.")
)
_VISIT = ("visit_without_asking", gettext_noop("Meet or call once more and ask for nothing."))

RULES = (
    Rule(
        "E01",
        gettext_noop("Early ask"),
        gettext_noop("Something was asked before two warm-ups."),
        gettext_noop(
            "A stranger who asks at once is remembered as somebody who wants something. Two meetings"
            " with nothing asked give the other person time to know whom they would be trusting."
        ),
        early_ask,
        _early_ask_moments,
        (
            _VISIT,
            ("say_it_openly", gettext_noop("Say openly that the request came early, and why.")),
        ),
        {
            "days": Setting(90, 7, 365, gettext_noop("How many days an early ask is remembered.")),
            "in_person_only": _IN_PERSON_ONLY,
        },
    ),
    Rule(
        "E02",
        gettext_noop("Not yet warm"),
        gettext_noop("An ask is planned before two warm-ups, and lives do not depend on it."),
        gettext_noop(
            "Pressure for an agreement makes us hurry the meetings that an agreement rests on. This"
            " says what would be a realistic day, so that the pressure can be answered."
        ),
        not_yet_warm,
        _warmth_moments,
        (
            _VISIT,
            (
                "ask_for_introduction",
                gettext_noop("Ask somebody they trust to introduce us."),
            ),
            (
                "life_saving_exception",
                gettext_noop("If lives depend on it, use the exception and say so."),
            ),
        ),
        {
            "days_between": Setting(
                7, 1, 60, gettext_noop("Days that usually lie between two unhurried meetings.")
            ),
            "in_person_only": _IN_PERSON_ONLY,
        },
    ),
    Rule(
        "E03",
        gettext_noop("Courtesy owed"),
        gettext_noop("The life-saving exception was used, and no visit without an ask came after."),
        gettext_noop(
            "Asking first and knowing each other later can be right when lives depend on it. It"
            " leaves a debt: a visit that wants nothing."
        ),
        courtesy_owed,
        _courtesy_moments,
        (_VISIT,),
        {"days": Setting(14, 3, 60, gettext_noop("Days within which the visit is owed."))},
    ),
    Rule(
        "E04",
        gettext_noop("Straight to business"),
        gettext_noop("The first meetings had no small talk, or nobody introduced us."),
        gettext_noop(
            "Small talk is how two people find out whether they can talk at all. Who we are and for"
            " whom we work comes before what we need."
        ),
        straight_to_business,
        _days_of_interactions,
        (
            (
                "begin_with_small_talk",
                gettext_noop("Begin the next one with the weather, the place, the journey."),
            ),
            (
                "introduce_ourselves",
                gettext_noop("Say who we are, and what the organisation does and does not do."),
            ),
        ),
        {"first": Setting(2, 1, 5, gettext_noop("How many first meetings are looked at."))},
    ),
)
