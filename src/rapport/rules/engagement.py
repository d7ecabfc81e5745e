"""Engagement before negotiation: how the two phases are kept apart (E05 to E07, E09)."""

from collections.abc import Sequence
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import InteractionFact, RelationshipFacts
from rapport.rules.mandates import mandate_moments, without_mandate
from rapport.rules.moments import Days
from rapport.rules.planned_requests import CHANGE_MEETING
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency
from rapport.rules.warmups import SILENCE_RESETS, ask_share, counted, warm_ups


def _recent(facts: RelationshipFacts, today: date, days: int) -> Sequence[InteractionFact]:
    return facts.passed(later(today, -days), today)


_window = Days(contact=(0, "days"))


def phases_blurred(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """E05: a visit meant for engagement turned into a request, or we negotiate before it is warm.

    Or without a mandate. Where something was asked before it was warm, E01 says so.
    """
    if not facts.in_touch:
        return []
    mixed = _mixed(facts, today, numbers)
    lacking = without_mandate(facts, today)
    if mixed is None:
        return [lacking] if lacking else []
    if lacking is None or {kind for kind, _ in mixed.because} != {"relationship"}:
        return [one for one in (lacking, mixed) if one]
    # Both rest on the phase: said as one, so that snoozing either never hides the other unread.
    says = gettext_noop(
        "The phase is negotiation, at %(count)s of 2 meetings without a request, and no mandate"
        " holds for it."
    )
    options = tuple(dict.fromkeys((*lacking.options, *mixed.options)))
    return [lacking._replace(says=says, params=mixed.params, options=options)]


def _mixed(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """Return what of the two kinds of meeting was mixed."""
    recent = [one for one in _recent(facts, today, numbers["days"]) if not one.life_saving]
    blurred = [
        one
        for one in recent
        if one.purpose == "engagement"
        and one.asked
        and counted(facts).before(one.on, one.time).warm
    ]
    if blurred:
        says = gettext_noop(
            "A meeting was for engagement, and a request was made in it (%(met_when)s)."
        )
        return _of_meetings(says, blurred)
    cold = [
        one
        for one in recent
        if one.purpose == "negotiation"
        and not one.asked
        and not counted(facts).before(one.on, one.time).warm
    ]
    if cold:
        says = gettext_noop(
            "A meeting was for negotiation before two meetings without a request (%(met_when)s)."
        )
        return _of_meetings(says, cold)
    if facts.phase != "negotiation":
        return None
    now = warm_ups(facts, today)
    if now.warm:
        return None
    return Finding(
        "E05",
        Urgency.WORTH_A_LOOK,
        gettext_noop("The phase is negotiation, at %(count)s of 2 meetings without a request."),
        {"count": now.count},
        (("relationship", facts.key),),
        ("visit_without_asking", "back_to_engagement"),
    )


def _of_meetings(says: str, meetings: list[InteractionFact]) -> Finding:
    return Finding(
        "E05",
        Urgency.WORTH_A_LOOK,
        says,
        {"met": meetings[-1].on},
        tuple(("interaction", meeting.key) for meeting in meetings),
        ("name_the_purpose", "visit_without_asking"),
    )


_phase_moments = Days(
    ("mandates", lambda facts, _numbers: mandate_moments(facts)),
    contact=(0, "days"),
    met=(SILENCE_RESETS.days,),
    change_of_lead=(0,),
    meeting=(1,),
)


def not_introduced(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E06: who we are has not been told, or was told too long ago."""
    if not facts.in_touch or facts.last_two_way(today) is None:
        return None
    kinds = ("organisation", "mandate", "principles")
    told = [
        disclosure.on
        for disclosure in facts.disclosures
        if disclosure.kind in kinds and disclosure.on <= today
    ]
    for interaction in reversed(facts.interactions):
        if interaction.introduced_organisation and interaction.on <= today:
            told.append(interaction.on)
            break
    last = max(told, default=None)
    if last is None:
        says, params = gettext_noop("We have no record of introducing the organisation."), {}
    elif (today - last).days >= numbers["days"]:
        says = gettext_noop("We last said who we are: %(told_when)s.")
        params = {"told": last}
    else:
        return None
    return Finding(
        "E06",
        Urgency.WORTH_A_LOOK,
        says,
        params,
        (("relationship", facts.key),),
        ("introduce_again",),
    )


_told_moments = Days(contact=(0, "days"), disclosure=(0, "days"))


def one_way_knowledge(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E07: we learned much of them and told nothing of ourselves."""
    learned = [insight for insight in facts.insights if insight.on <= today]
    if len(learned) < numbers["insights"] or not facts.in_touch:
        return None
    shared = any(disclosure.on <= today for disclosure in facts.disclosures)
    introduced = any(
        interaction.introduced_self and interaction.on <= today
        for interaction in facts.interactions
    )
    if shared or introduced:
        return None
    return Finding(
        "E07",
        Urgency.WORTH_A_LOOK,
        gettext_noop("Notes about them: %(n)s. Shared about ourselves: nothing."),
        {"n": len(learned)},
        tuple(("insight", insight.key) for insight in learned),
        ("tell_something",),
    )


_knowledge_moments = Days(insight=(0,), disclosure=(0,), contact=(0,))


def only_when_needed(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E09: most of our contacts ask for something."""
    share = ask_share(facts, today, numbers["days"])
    enough = share.n >= numbers["least"]
    if not enough or share.part * 100 < numbers["percent"] * share.n or not facts.in_touch:
        return None
    asked = [
        interaction for interaction in _recent(facts, today, numbers["days"]) if interaction.asked
    ]
    return Finding(
        "E09",
        Urgency.SOON,
        gettext_noop(
            "Recent contacts with a request: %(part)s of %(n)s. They hear from us when we need"
            " something."
        ),
        {"part": share.part, "n": share.n},
        tuple(("interaction", interaction.key) for interaction in asked),
        ("visit_without_asking", "give_something_back"),
    )


_VISIT = ("visit_without_asking", gettext_noop("Meet or call once more and ask for nothing."))

RULES = (
    Rule(
        "E05",
        gettext_noop("Phases mixed"),
        gettext_noop(
            "A meeting meant for engagement included a request, or we negotiate before two"
            " meetings without one, or without a mandate."
        ),
        gettext_noop(
            "Engagement and negotiation are two kinds of meeting. When one turns into the other"
            " unannounced, the next friendly visit will be taken for a request too. And whoever"
            " negotiates needs to know what they may decide."
        ),
        phases_blurred,
        _phase_moments,
        (
            ("name_the_purpose", gettext_noop("Say in advance what the next meeting is for.")),
            _VISIT,
            ("record_a_mandate", gettext_noop("Ask for a mandate, and record what it allows.")),
            CHANGE_MEETING,
            (
                "back_to_engagement",
                gettext_noop("Change the phase back to engagement, and give a reason."),
            ),
        ),
        {"days": Setting(60, 7, 365, gettext_noop("Number of days looked back."))},
        section=Section.WORTH_A_LOOK,
    ),
    Rule(
        "E06",
        gettext_noop("They don't know who we are"),
        gettext_noop("Our organisation, mandate and principles were never explained, or long ago."),
        gettext_noop(
            "People judge strangers by what they have heard of them. If we do not say who we"
            " are, and what we do not do, somebody else will."
        ),
        not_introduced,
        _told_moments,
        (
            (
                "introduce_again",
                gettext_noop("Say again, in a few words, who we are and what we do not do."),
            ),
        ),
        {"days": Setting(365, 30, 1500, gettext_noop("Number of days before saying it again."))},
        section=Section.WORTH_A_LOOK,
    ),
    Rule(
        "E07",
        gettext_noop("One-way knowledge"),
        gettext_noop("We learned much about them and shared nothing of ourselves."),
        gettext_noop(
            "Knowing each other has two directions. Being only asked feels like being questioned."
        ),
        one_way_knowledge,
        _knowledge_moments,
        (
            (
                "tell_something",
                gettext_noop("Share something about yourself that you would tell a neighbour."),
            ),
        ),
        {
            "insights": Setting(
                3, 1, 20, gettext_noop("Number of notes from which this is noticed.")
            )
        },
        section=Section.WORTH_A_LOOK,
        needs=("insights",),
    ),
    Rule(
        "E09",
        gettext_noop("Only when we need something"),
        gettext_noop("Too many of our contacts ask for something."),
        gettext_noop(
            "Somebody who only ever hears requests learns to avoid the phone. A call without a"
            " request keeps the relationship alive."
        ),
        only_when_needed,
        _window,
        (_VISIT, ("give_something_back", gettext_noop("Bring news or help they can use."))),
        {
            "days": Setting(90, 14, 365, gettext_noop("Number of days looked back.")),
            "percent": Setting(
                70,
                10,
                100,
                gettext_noop("Share of requests from which this is noticed, in percent."),
            ),
            "least": Setting(
                4, 2, 30, gettext_noop("Number of contacts from which this is noticed.")
            ),
        },
        section=Section.WORTH_A_LOOK,
        needs=("interactions",),
    ),
)
