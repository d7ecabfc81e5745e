"""Engagement before negotiation: the first meetings (E01 to E04)."""

from collections.abc import Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import AskFact, InteractionFact, RelationshipFacts
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency
from rapport.rules.warmups import WARM_UPS_NEEDED, count_before, moments, warm_ups


def _in_person_only(numbers: Numbers) -> bool:
    return bool(numbers.get("in_person_only", 0))


def _early_asks(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[InteractionFact]:
    since = later(today, -numbers["days"])
    return [
        interaction
        for interaction in facts.interactions
        if since < interaction.on <= today
        and interaction.asked
        and not interaction.life_saving
        and count_before(facts, interaction, in_person_only=_in_person_only(numbers))
        < WARM_UPS_NEEDED
    ]


def early_ask(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E01: something was asked before two warm-ups."""
    if not facts.in_touch or not any(interaction.asked for interaction in facts.interactions):
        return None
    early = _early_asks(facts, today, numbers)
    if not early:
        return None
    return Finding(
        "E01",
        Urgency.SOON,
        gettext_noop(
            "Something was asked before two meetings without a request (%(asked_when)s);"
            " that one does not count as a warm-up."
        ),
        {"asked": early[-1].on},
        tuple(("interaction", interaction.key) for interaction in early),
        ("visit_without_asking", "say_it_openly"),
    )


def _early_ask_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for interaction in facts.interactions:
        if interaction.asked:
            yield interaction.on
            yield later(interaction.on, numbers["days"])


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
    last = facts.last_two_way(today)
    begin = max(facts.opened, last.on if last else facts.opened)
    between, needed = numbers["days_between"], WARM_UPS_NEEDED - count
    usual = later(max(begin, today), between * needed)
    near = any(ask.planned_for and ask.planned_for < usual for ask in asks)
    params: dict[str, object] = {"count": count}
    if later(begin, between) > today:
        params["earliest"] = later(begin, between * needed)
        says = gettext_noop(
            "An ask is planned at %(count)s of 2 warm-ups. Counted from the last contact, two could"
            " be reached by %(earliest)s."
        )
    else:
        says = gettext_noop(
            "An ask is planned at %(count)s of 2 warm-ups. The next meeting with nothing asked"
            " could be had any day now."
        )
    return Finding(
        "E02",
        Urgency.THIS_WEEK if near else Urgency.SOON,
        says,
        params,
        tuple(("ask", ask.key) for ask in asks),
        ("visit_without_asking", "ask_for_introduction", "life_saving_exception"),
    )


def _warmth_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    yield from moments(facts)
    planned = _planned(facts)
    if not planned:
        return
    between = numbers["days_between"]
    for day in (
        facts.opened,
        *(interaction.on for interaction in facts.interactions if interaction.two_way),
    ):
        yield later(day, between)
    for ask in planned:
        if ask.planned_for:
            for needed in range(1, WARM_UPS_NEEDED + 1):
                yield later(ask.planned_for, 1 - between * needed)


def courtesy_owed(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E03: the life-saving exception was used; a visit with no ask is owed."""
    used = [
        interaction
        for interaction in facts.interactions
        if interaction.life_saving and interaction.asked and interaction.on <= today
    ]
    if not used or not facts.in_touch:
        return None
    last = used[-1]
    thanked = any(
        last.on < interaction.on <= today and interaction.two_way and not interaction.asked
        for interaction in facts.interactions
    )
    if thanked:
        return None
    due = later(last.on, numbers["days"])
    late = today > due
    return Finding(
        "E03",
        Urgency.NOW if late else Urgency.THIS_WEEK,
        gettext_noop(
            "The life-saving exception was used (%(used_when)s); a visit with nothing asked is owed"
            " by %(due)s."
        ),
        {"used": last.on, "due": due},
        (("interaction", last.key),),
        ("visit_without_asking",),
    )


def _courtesy_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for interaction in facts.interactions:
        yield interaction.on
        if interaction.life_saving and interaction.asked:
            yield later(interaction.on, numbers["days"] + 1)


def straight_to_business(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E04: the first meetings had no small talk, or nobody introduced us."""
    if facts.phase not in ("engagement", "negotiation") or not facts.in_touch:
        return None
    met = [
        interaction
        for interaction in facts.interactions
        if interaction.two_way and interaction.on <= today
    ]
    early = met[: numbers["first"]]
    if not early or len(met) > numbers["first"] + 2:
        return None
    dry = [interaction for interaction in early if interaction.small_talk is False]
    recorded = [interaction for interaction in early if interaction.introduced_self is not None]
    unknown = bool(recorded) and not any(
        interaction.introduced_self and interaction.introduced_organisation is not False
        for interaction in recorded
    )
    if not dry and not unknown:
        return None
    says = (
        gettext_noop("First meetings that went straight to business, without small talk: %(n)s.")
        if dry
        else gettext_noop(
            "First meetings looked at: %(n)s. In none did we introduce ourselves and the"
            " organisation."
        )
    )
    rows = dry or recorded
    return Finding(
        "E04",
        Urgency.WORTH_A_LOOK,
        says,
        {"n": len(rows)},
        tuple(("interaction", interaction.key) for interaction in rows),
        ("begin_with_small_talk", "introduce_ourselves"),
    )


def _days_of_interactions(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    return (interaction.on for interaction in facts.interactions)


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
            "A stranger who asks at once is remembered as somebody who wants something. Two"
            " meetings with nothing asked give the other person time to know whom they would be"
            " trusting."
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
        section=Section.ASK,
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
        section=Section.ASK,
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
        section=Section.CHECK_IN,
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
        section=Section.WORTH_A_LOOK,
    ),
)
