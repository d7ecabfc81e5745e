"""Being there at the hour that was agreed, or saying in time that we will not (K03)."""

from collections.abc import Iterable, Sequence
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import InteractionFact, MeetingFact, RelationshipFacts
from rapport.rules.moments import Days
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency


def time_slipping(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """K03: we were late or absent more than once lately, or let them wait for a planned meeting."""
    since = later(today, -numbers["days"])
    slipped = [
        interaction
        for interaction in facts.passed(since, today)
        if interaction.on_time in ("late", "absent")
    ]
    waited = _waited_for_us(facts, slipped, since, today) if facts.meetings else []
    if len(slipped) + len(waited) < numbers["times"] or not facts.in_touch:
        return None
    return Finding(
        "K03",
        Urgency.SOON,
        gettext_noop("We were late or absent recently. Number of times: %(n)s."),
        {"n": len(slipped) + len(waited)},
        (
            *(("interaction", interaction.key) for interaction in slipped),
            *(("meeting", meeting.key) for meeting in waited),
        ),
        ("come_early", "excuse_ourselves"),
    )


def _let_them_wait_on(meeting: MeetingFact) -> date | None:
    """Return the day on which they waited for us in vain, if they did.

    Told in advance they did not, and where nobody recorded it, it is not held against us.
    """
    if meeting.state == "missed_by_us":
        return meeting.on
    if meeting.changed_by != "us" or meeting.told_in_advance is not False:
        return None
    return meeting.on if meeting.state == "called_off" else meeting.first_on


def _waited_for_us(
    facts: RelationshipFacts, slipped: Sequence[InteractionFact], since: date, today: date
) -> list[MeetingFact]:
    """Return the meetings for which they waited, but for those that a log speaks of already.

    It is the log that closed the meeting, or another of the same day.
    """
    logs = {contact.key for contact in slipped}
    days = {contact.on for contact in slipped}
    return [
        meeting
        for meeting in facts.meetings
        if (day := _let_them_wait_on(meeting)) is not None
        and since < day <= today
        and day not in days
        and meeting.interaction not in logs
    ]


def _meeting_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for meeting in facts.meetings:
        day = _let_them_wait_on(meeting)
        if day is not None:
            yield day
            yield later(day, numbers["days"])


_recent_moments = Days(("meetings", _meeting_moments), contact=(0,), let_wait=("days",))


RULES = (
    Rule(
        "K03",
        gettext_noop("Often late"),
        gettext_noop(
            "We were late or absent more than once recently, or did not tell them that a meeting"
            " was moved or called off."
        ),
        gettext_noop("Being there at the agreed hour is the first promise anybody sees us keep."),
        time_slipping,
        _recent_moments,
        (
            ("come_early", gettext_noop("Leave earlier next time, or agree on a later hour.")),
            (
                "excuse_ourselves",
                gettext_noop("Say that it was noticed, and that it matters to us."),
            ),
        ),
        {
            "days": Setting(60, 7, 365, gettext_noop("Number of days looked back.")),
            "times": Setting(2, 1, 10, gettext_noop("Number of times from which this is noticed.")),
        },
        section=Section.WORTH_A_LOOK,
        needs=("interactions", "meetings"),
    ),
)
