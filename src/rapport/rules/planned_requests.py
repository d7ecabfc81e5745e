"""What is planned to be asked, in a request or in a meeting to negotiate (E02)."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.early_requests import VISIT_OPTION, why_not_warm
from rapport.rules.facts import RelationshipFacts
from rapport.rules.moments import Days
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency
from rapport.rules.warmups import (
    SILENCE_RESETS,
    VISIT,
    VOICE,
    WARM_UPS_NEEDED,
    is_friendly,
    warm_ups,
)


class Wish(NamedTuple):
    """Something we plan to ask: its day, if it has one, its record, and how it is to be asked."""

    on: date | None
    record: tuple[str, Hashable]
    channel: str | None


def wishes(facts: RelationshipFacts, today: date) -> list[Wish]:
    """Return what is planned to be asked of them, but for what lives depend on.

    A meeting to negotiate is one, also where no request is noted; for lives, where such a request
    is planned for its day, or for no day yet.
    """
    planned = [ask for ask in facts.asks if ask.is_ahead]
    for_lives = {ask.due_on for ask in planned if ask.life_saving}
    found = [
        Wish(ask.due_on, ("ask", ask.key), ask.channel_planned)
        for ask in planned
        if not ask.life_saving
    ]
    found += [
        Wish(meeting.on, ("meeting", meeting.key), meeting.channel)
        for meeting in (facts.planned(today) if facts.meetings else ())
        if meeting.purpose == "negotiation" and not for_lives & {None, meeting.on}
    ]
    return found


def warm_ups_planned(facts: RelationshipFacts, today: date) -> list[date]:
    """Return the days to come, each once and in order, on which a meeting is planned that counts.

    It counts as it would once it was held (:func:`warmups.is_warm_up`), unless something is to be
    asked on that very day.
    """
    if not facts.meetings:
        return []
    channels = VISIT if facts.visits_only else VOICE
    asked = {ask.due_on for ask in facts.asks if ask.is_ahead}
    planned = facts.planned(today)
    asked |= {meeting.on for meeting in planned if meeting.purpose == "negotiation"}
    return sorted(
        {
            meeting.on
            for meeting in planned
            if is_friendly(meeting.purpose) and meeting.channel in channels
        }
        - asked
    )


class EarliestDay(NamedTuple):
    """How soon two meetings without a request could be behind us, and how that is worked out.

    ``planned`` are the days on which one is planned, ``missing`` how many are not planned yet, and
    ``between`` the usual days between two of them. The next of those missing could be ``next_on``,
    counted from the last contact (``since``). ``any_day``: that day has come. ``usual`` is the day
    up to which a request is planned too early.
    """

    missing: int
    planned: tuple[date, ...]
    since: date
    between: int
    next_on: date
    any_day: bool
    earliest: date
    usual: date


def earliest_day(facts: RelationshipFacts, today: date, numbers: Numbers) -> EarliestDay:
    """Return how soon it could be warm enough to ask; where it is, that is today."""
    planned = warm_ups_planned(facts, today)
    last = facts.last_two_way(today)
    since = max(facts.opened, last.on if last else facts.opened, *planned[-1:])
    between = numbers["days_between"]
    needed = max(0, WARM_UPS_NEEDED - warm_ups(facts, today).count)
    missing = max(0, needed - len(planned))
    next_on = later(since, between)
    any_day = bool(missing) and next_on <= today
    if missing:
        earliest = later(max(next_on, today), between * (missing - 1))
        usual = later(max(since, today), between * missing)
    else:
        earliest = usual = later(planned[needed - 1], 1) if needed else today
    return EarliestDay(
        missing, tuple(planned[:needed]), since, between, next_on, any_day, earliest, usual
    )


_COUNTED = {
    "": gettext_noop(
        "A request is planned after %(count)s of 2 meetings without a request. The "
        "earliest realistic date is %(earliest)s."
    ),
    "silence": gettext_noop(
        "A request is planned after a year of silence. Meet first without a request: "
        "possible by %(earliest)s."
    ),
    "lead": gettext_noop(
        "A request is planned, and the new lead was not introduced in a joint "
        "meeting. One is possible by %(earliest)s."
    ),
}
_ANY_DAY = {
    "": gettext_noop(
        "A request is planned after %(count)s of 2 meetings without a request. The "
        "next one is possible any day now."
    ),
    "silence": gettext_noop(
        "A request is planned after a year of silence. Meet first without a request: "
        "possible any day now."
    ),
    "lead": gettext_noop(
        "A request is planned, and the new lead was not introduced in a joint "
        "meeting. One is possible any day now."
    ),
}
_TO_NEGOTIATE = {
    "": gettext_noop(
        "A meeting to negotiate is planned after %(count)s of 2 meetings without a request. The "
        "earliest realistic date is %(earliest)s."
    ),
    "silence": gettext_noop(
        "A meeting to negotiate is planned after a year of silence. Meet first without a request: "
        "possible by %(earliest)s."
    ),
    "lead": gettext_noop(
        "A meeting to negotiate is planned, and the new lead was not introduced in a joint "
        "meeting. One is possible by %(earliest)s."
    ),
}
_TO_NEGOTIATE_ANY_DAY = {
    "": gettext_noop(
        "A meeting to negotiate is planned after %(count)s of 2 meetings without a request. The "
        "next one is possible any day now."
    ),
    "silence": gettext_noop(
        "A meeting to negotiate is planned after a year of silence. Meet first without a request: "
        "possible any day now."
    ),
    "lead": gettext_noop(
        "A meeting to negotiate is planned, and the new lead was not introduced in a joint "
        "meeting. One is possible any day now."
    ),
}


def not_yet_warm(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """E02: a request, or a meeting to negotiate, is planned before two warm-ups.

    Says the earliest realistic day. Meetings without a request that are planned too may make it
    warm: what is to be asked after them is planned well.
    """
    planned = wishes(facts, today)
    if not planned or not facts.in_touch:
        return None
    warmth = warm_ups(facts, today)
    if warmth.warm:
        return None
    ready = earliest_day(facts, today, numbers)
    if not ready.missing:
        planned = [wish for wish in planned if wish.on is not None and wish.on < ready.usual]
        if not planned:
            return None
    why, behind = why_not_warm(warmth)
    params: dict[str, object] = {} if why else {"count": warmth.count}
    if not ready.any_day:
        params["earliest"] = ready.earliest
    near = any(wish.on is not None and wish.on < ready.usual for wish in planned)
    return Finding(
        "E02",
        Urgency.THIS_WEEK if near else Urgency.SOON,
        _said(planned, any_day=ready.any_day)[why],
        params,
        (*(wish.record for wish in planned), *behind),
        _options(planned),
    )


def only_meetings(planned: Sequence[Wish]) -> bool:
    """Return whether no request is noted behind what is planned."""
    return all(wish.record[0] == "meeting" for wish in planned)


def _said(planned: Sequence[Wish], *, any_day: bool) -> dict[str, str]:
    """Return the sentences, by why it is not warm."""
    if only_meetings(planned):
        return _TO_NEGOTIATE_ANY_DAY if any_day else _TO_NEGOTIATE
    return _ANY_DAY if any_day else _COUNTED


def _options(planned: Sequence[Wish]) -> tuple[str, ...]:
    meet = ("plan_without_asking", "visit_without_asking", "ask_for_introduction")
    if only_meetings(planned):
        return (*meet, "change_meeting", "ask_for_lives")
    return (*meet, "life_saving_exception")


def _between_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    planned = [ask.due_on for ask in facts.asks if ask.is_ahead]
    if not planned and not facts.meetings:
        return
    between = numbers["days_between"]
    yield later(facts.opened, between)
    for contact in facts.interactions:
        if contact.two_way:
            yield later(contact.on, between)
    for day in (*planned, *(meeting.on for meeting in facts.meetings)):
        if day:
            for needed in range(1, WARM_UPS_NEEDED + 1):
                yield later(day, 1 - between * needed)


_warmth_moments = Days(
    ("", _between_moments),
    contact=(0,),
    met=(SILENCE_RESETS.days,),
    change_of_lead=(0,),
    meeting=(1,),
)


CHANGE_MEETING = (
    "change_meeting",
    gettext_noop("Change the planned meeting: its day, what it is for, how, or who goes."),
)

RULES = (
    Rule(
        "E02",
        gettext_noop("Request planned too early"),
        gettext_noop(
            "A request or a negotiation is planned before two meetings without a request, and"
            " lives do not depend on it."
        ),
        gettext_noop(
            "Pressure for an agreement makes us hurry the meetings that an agreement depends"
            " on. This gives a realistic date, so that the pressure can be answered."
        ),
        not_yet_warm,
        _warmth_moments,
        (
            ("plan_without_asking", gettext_noop("Plan a meeting first, and ask for nothing.")),
            VISIT_OPTION,
            (
                "ask_for_introduction",
                gettext_noop("Ask somebody they trust to introduce us."),
            ),
            CHANGE_MEETING,
            (
                "life_saving_exception",
                gettext_noop("If lives depend on it, use the exception and say so."),
            ),
            (
                "ask_for_lives",
                gettext_noop("If lives depend on it, note the request with the exception."),
            ),
        ),
        {
            "days_between": Setting(
                7, 1, 60, gettext_noop("Usual number of days between two unhurried meetings.")
            ),
        },
        section=Section.ASK,
        needs=("asks", "meetings"),
    ),
)
