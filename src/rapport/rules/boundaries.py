"""Boundaries: close, and not too close (B01 to B04)."""

from collections.abc import Hashable, Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import MeetingFact, RelationshipFacts
from rapport.rules.facts_of_boundaries import CloseFacts, CloseTie, GiftFact
from rapport.rules.rule import About, Finding, Numbers, Rule, Section, Setting, Urgency

FEW = 3
"""Before so many contacts nobody is asked how close they are, and nobody is the closest."""

MOST_IN_A_ROW = 12
"""No office asks for more meetings in a row than these before it speaks of a second colleague."""

LOOKED_BACK = 365
"""So far back contacts of one colleague alone are counted."""


def check_due(facts: CloseFacts, today: date, numbers: Numbers) -> Finding | None:
    """B01: a colleague met somebody alone many times, or for a quarter, since they last checked."""
    due = [tie for tie in facts.ties if _is_due(tie, today, numbers)]
    if not due:
        return None
    return Finding(
        "B01",
        Urgency.SOON,
        gettext_noop(
            "You often met somebody alone. Five questions to yourself are due; only you are told."
        ),
        {},
        tuple(("relationship", tie.key) for tie in due),
        ("check_a_boundary",),
    )


def _is_due(tie: CloseTie, today: date, numbers: Numbers) -> bool:
    alone = _since_checked(tie, today)
    if len(alone) >= numbers["contacts"]:
        return True
    return len(alone) >= FEW and later(tie.checked_on or alone[0], numbers["days"]) <= today


def _since_checked(tie: CloseTie, today: date) -> list[date]:
    first = later(today, -LOOKED_BACK)
    checked = tie.checked_on or date.min
    return [on for on in tie.alone if max(first, checked) < on <= today]


def _check_moments(facts: CloseFacts, numbers: Numbers) -> Iterable[date]:
    for tie in facts.ties:
        days = [*tie.alone, *([tie.checked_on] if tie.checked_on else [])]
        for on in days:
            yield from (on, later(on, numbers["days"]), later(on, LOOKED_BACK))


def always_alone(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """B02: the last meetings in person were all with one colleague, never with a second.

    Once a meeting is planned to which two of us go, it is silent.
    """
    if not facts.in_touch:
        return None
    met = [one for one in facts.in_person if one.on <= today][-numbers["contacts"] :]
    if len(met) < numbers["contacts"]:
        return None
    if any(len(set(one.ours)) != 1 for one in met) or len({one.ours[0] for one in met}) != 1:
        return None
    if any(len({who for who, _ in plan.ours}) > 1 for plan in facts.planned(today)):
        return None
    return Finding(
        "B02",
        Urgency.WORTH_A_LOOK,
        gettext_noop(
            "The last meetings in person were with one colleague alone, never with a second. In a"
            " row: %(n)s."
        ),
        {"n": len(met)},
        tuple(("interaction", one.key) for one in met),
        ("take_a_second_along", "bring_another"),
    )


def _alone_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    yield from (one.on for one in facts.in_person)
    yield from facts.days_after_meetings()


def gift_unreviewed(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """B03: a gift or favour passed between us, and no other colleague has looked at it.

    One that was declined needs no review, nor does one that is worth less than the office says.
    """
    waiting = [gift for gift in facts.gifts if _waits(gift, today, numbers)]
    if not waiting:
        return None
    return Finding(
        "B03",
        Urgency.SOON,
        gettext_noop(
            "A gift or favour (%(passed_when)s) is in the register, and no other colleague has"
            " reviewed it."
        ),
        {"passed": min(gift.on for gift in waiting)},
        tuple(("gift", gift.key) for gift in waiting),
        ("review_the_gift", "correct_the_gift"),
    )


def _waits(gift: GiftFact, today: date, numbers: Numbers) -> bool:
    if gift.way == "declined" or later(gift.on, numbers["days"]) > today:
        return False
    if gift.amount is not None and gift.amount < numbers["amount"]:
        return False
    return gift.reviewed_on is None or gift.reviewed_on > today


def _gift_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for gift in facts.gifts:
        yield later(gift.on, numbers["days"])
        if gift.reviewed_on is not None:
            yield gift.reviewed_on


def friend_brings_it(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """B04: a refusal or bad news is to be said by the colleague who is closest to them.

    Once another is chosen to say it, or to lead the meeting, it is silent.
    """
    close = closest(facts, today)
    hard = [plan for plan in facts.planned(today) if plan.hard and _brings(plan) & close]
    if not hard:
        return None
    return Finding(
        "B04",
        Urgency.THIS_WEEK,
        gettext_noop(
            "Something hard is to be said (%(planned_when)s) by the colleague who is closest to"
            " them. Another could say it."
        ),
        {"planned": hard[0].on},
        tuple(("meeting", plan.key) for plan in hard),
        ("choose_who_says_it", "who_goes"),
    )


def _brings(plan: MeetingFact) -> set[Hashable]:
    if plan.bringer is not None:
        return {plan.bringer}
    return {who for who, part in plan.ours if part == "lead"}


def closest(facts: RelationshipFacts, today: date) -> set[Hashable]:
    """Return who is closest to them: who leads, and who was in most meetings in person lately."""
    close = {facts.lead} - {None}
    met = [one for one in facts.in_person if one.on <= today]
    times: dict[Hashable, int] = {}
    for one in met:
        for who in set(one.ours):
            times[who] = times.get(who, 0) + 1
    most = max(times.values(), default=0)
    return close | {who for who, count in times.items() if count == most >= FEW}


def _hard_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    yield from (one.on for one in facts.in_person)
    yield from facts.days_after_meetings()


RULES = (
    Rule(
        "B01",
        gettext_noop("Boundary check due"),
        gettext_noop(
            "A colleague met somebody alone many times, or for a quarter of a year, and has not"
            " asked themselves since how close they are."
        ),
        gettext_noop(
            "Closeness is what we want, and it makes favours and silence easy. Only the colleague"
            " is told, and nobody learns whether they checked."
        ),
        check_due,
        _check_moments,
        (
            (
                "check_a_boundary",
                gettext_noop("Answer five questions for yourself; only what comes of it is kept."),
            ),
        ),
        {
            "contacts": Setting(
                8, FEW, 50, gettext_noop("Contacts of one colleague alone until a check is due.")
            ),
            "days": Setting(
                91, 28, LOOKED_BACK, gettext_noop("Number of days after which a check is due.")
            ),
        },
        section=Section.WORTH_A_LOOK,
        about=About.COLLEAGUE,
    ),
    Rule(
        "B02",
        gettext_noop("Always alone"),
        gettext_noop(
            "One colleague meets somebody in person every time, and never takes a second along."
        ),
        gettext_noop(
            "What one of us alone knows and owes is lost with them, and can be used against them."
            " A second face protects both sides."
        ),
        always_alone,
        _alone_moments,
        (
            ("take_a_second_along", gettext_noop("Plan a meeting to which two of you go.")),
            ("bring_another", gettext_noop("See who else could go, side by side.")),
        ),
        {
            "contacts": Setting(
                6,
                FEW,
                MOST_IN_A_ROW,
                gettext_noop("Meetings in person in a row with one colleague alone."),
            )
        },
        section=Section.WORTH_A_LOOK,
        needs=("in_person",),
    ),
    Rule(
        "B03",
        gettext_noop("Gift or favour not reviewed"),
        gettext_noop(
            "A gift, a meal or a favour was received or given, and no other colleague has reviewed"
            " it."
        ),
        gettext_noop(
            "Tea is courtesy; a debt is not. A second pair of eyes protects whoever accepted it,"
            " and the answer we may have to give later."
        ),
        gift_unreviewed,
        _gift_moments,
        (
            ("review_the_gift", gettext_noop("Review it, if it is not your own.")),
            ("correct_the_gift", gettext_noop("Correct or complete what the register says.")),
        ),
        {
            "days": Setting(7, 0, 90, gettext_noop("Number of days until a review is due.")),
            "amount": Setting(
                0,
                0,
                1_000_000,
                gettext_noop(
                    "Worth, as the register says it, from which a review is needed; 0: always."
                ),
            ),
        },
        section=Section.WORTH_A_LOOK,
        needs=("gifts",),
    ),
    Rule(
        "B04",
        gettext_noop("A friend brings the bad news"),
        gettext_noop(
            "A refusal or bad news is planned to be said by the colleague who is closest to them."
        ),
        gettext_noop(
            "A no from a friend costs the friendship. Said by somebody else it stays a no, and the"
            " friend can still be spoken to afterwards."
        ),
        friend_brings_it,
        _hard_moments,
        (
            (
                "choose_who_says_it",
                gettext_noop("Choose who says it, and what is said first."),
            ),
            ("who_goes", gettext_noop("Put colleagues side by side, and choose who goes.")),
        ),
        section=Section.WORTH_A_LOOK,
        needs=("meetings",),
    ),
)
