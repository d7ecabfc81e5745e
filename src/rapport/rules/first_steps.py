"""Engagement before negotiation: the first meetings (E04, E08, E10)."""

from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import InteractionFact, RelationshipFacts
from rapport.rules.moments import Days
from rapport.rules.planned_requests import CHANGE_MEETING, only_meetings, wishes
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency
from rapport.rules.warmups import VOICE

_WRITTEN = frozenset({"message", "letter"})


def straight_to_business(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """E04: the first meetings had no small talk, or nobody introduced us; or one may go that way.

    Letters and life-saving calls are left out, and what lies long back is not brought up. Of a plan
    it speaks from the day before.
    """
    if facts.phase not in ("engagement", "negotiation") or not facts.in_touch:
        return []
    met = _first_met(facts, today, numbers["first"] + 3)
    went = _went(met, today, numbers)
    may_go = _may_go(facts, len(met), today, numbers) if facts.meetings else None
    return [finding for finding in (went, may_go) if finding is not None]


def _went(met: list[InteractionFact], today: date, numbers: Numbers) -> Finding | None:
    """Say how the first meetings went."""
    if len(met) > numbers["first"] + 2:
        return None
    since = later(today, -numbers["days"])
    first = met[: numbers["first"]]
    early = [contact for contact in first if contact.on > since and not contact.life_saving]
    if not early:
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
            "First meetings checked: %(n)s. We introduced ourselves and the organisation in"
            " none of them."
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


def _may_go(facts: RelationshipFacts, met: int, today: date, numbers: Numbers) -> Finding | None:
    """Say what the plan of the next early meeting does not have yet: what to begin with, or ask."""
    meetings = facts.planned(today) if met < numbers["first"] else []
    near = [
        meeting
        for meeting in meetings
        if meeting.channel in VOICE
        and meeting.on <= later(today, 1)
        and not (meeting.opener and meeting.question)
    ]
    if not near:
        return None
    first = near[0]
    if first.opener:
        says = gettext_noop(
            "An early meeting is near (%(planned_when)s), and its card has no question to listen"
            " to."
        )
    elif first.question:
        says = gettext_noop(
            "An early meeting is near (%(planned_when)s), and its card does not say what to begin"
            " with."
        )
    else:
        says = gettext_noop(
            "An early meeting is near (%(planned_when)s), and its card says neither what to begin"
            " with nor what to ask."
        )
    return Finding(
        "E04",
        Urgency.WORTH_A_LOOK,
        says,
        {"planned": first.on},
        tuple(("meeting", meeting.key) for meeting in near),
        ("fill_the_card",),
    )


def _first_met(facts: RelationshipFacts, today: date, at_most: int) -> list[InteractionFact]:
    """Return the first contacts in which we spoke with them, up to ``today``."""
    met: list[InteractionFact] = []
    for contact in facts.interactions:
        if contact.two_way and contact.channel in VOICE and contact.on <= today:
            met.append(contact)
            if len(met) == at_most:
                break
    return met


_first_moments = Days(contact=(0, "days"), meeting=(-1, 1))


def voice_first(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """E08: a first request or negotiation is planned in writing, with no voice or visit before.

    A call or visit that is planned, for the same day at the latest, comes before.
    """
    written = [wish for wish in wishes(facts, today) if wish.channel in _WRITTEN]
    if not written or not facts.in_touch or _first_met(facts, today, 1):
        return None
    to_speak = next((one.on for one in facts.planned(today) if one.channel in VOICE), date.max)
    first = [
        wish
        for wish in written
        if (wish.on < to_speak if wish.on is not None else to_speak == date.max)
    ]
    if not first:
        return None
    negotiate = only_meetings(first)
    return Finding(
        "E08",
        Urgency.THIS_WEEK,
        gettext_noop(
            "A first negotiation is planned in writing, and we have never spoken with them."
        )
        if negotiate
        else gettext_noop(
            "A first request is planned in writing, and we have never spoken with them."
        ),
        {},
        tuple(wish.record for wish in first),
        ("plan_a_call", "call_first", *(("change_meeting",) if negotiate else ())),
    )


_voice_moments = Days(contact=(0,), meeting=(1,))


def known_not_met(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """E10: we know of them and have not met: who could introduce us, who goes, what to bring."""
    if not facts.never_met(today) or not facts.in_touch or facts.opened > today:
        return None
    return Finding(
        "E10",
        Urgency.WORTH_A_LOOK,
        gettext_noop("Known since %(opened)s, not met yet."),
        {"opened": facts.opened},
        (("relationship", facts.key),),
        ("find_introduction", "choose_who_goes", "what_to_bring"),
    )


RULES = (
    Rule(
        "E04",
        gettext_noop("Straight to business"),
        gettext_noop(
            "The first meetings had no small talk, or nobody introduced us; or one is near, and"
            " its card has no beginning or no question."
        ),
        gettext_noop(
            "Small talk is how two people find out whether they can talk at all. Who we are and for"
            " whom we work comes before what we need."
        ),
        straight_to_business,
        _first_moments,
        (
            (
                "begin_with_small_talk",
                gettext_noop("Start the next one with the weather, the place, the journey."),
            ),
            (
                "introduce_ourselves",
                gettext_noop("Say who we are, and what the organisation does and does not do."),
            ),
            (
                "fill_the_card",
                gettext_noop("Note on its card what to begin with, and one question to listen to."),
            ),
        ),
        {
            "first": Setting(2, 1, 5, gettext_noop("Number of first meetings checked.")),
            "days": Setting(180, 14, 720, gettext_noop("Number of days looked back.")),
        },
        section=Section.WORTH_A_LOOK,
        needs=("interactions", "meetings"),
    ),
    Rule(
        "E08",
        gettext_noop("Voice first"),
        gettext_noop(
            "A first request or negotiation is planned in writing, with no call or visit before."
        ),
        gettext_noop(
            "A few minutes of talk change how a letter is read. Dry writing from strangers reads"
            " cold."
        ),
        voice_first,
        _voice_moments,
        (
            ("plan_a_call", gettext_noop("Plan a call before it.")),
            ("call_first", gettext_noop("Call or visit before writing.")),
            CHANGE_MEETING,
        ),
        section=Section.ASK,
        needs=("asks", "meetings"),
    ),
    Rule(
        "E10",
        gettext_noop("Known, not met"),
        gettext_noop("We know of somebody, and have not met them."),
        gettext_noop(
            "A first meeting goes best through somebody they trust, with the right colleague, and"
            " without a request. Until then there is nothing to keep up."
        ),
        known_not_met,
        Days(opened=(0,), contact=(0,)),
        (
            ("find_introduction", gettext_noop("Ask who could introduce us.")),
            (
                "choose_who_goes",
                gettext_noop("Choose which colleague should go first, and say why."),
            ),
            (
                "what_to_bring",
                gettext_noop("Note how to open, and what we can share about ourselves."),
            ),
        ),
        section=Section.WORTH_A_LOOK,
    ),
)
