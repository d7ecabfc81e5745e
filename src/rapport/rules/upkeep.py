"""Upkeep (U01, U03, U04): staying in touch when nothing is needed.

U02 is going quiet, U05 aftercare.
"""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from itertools import pairwise

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import AskFact, OccasionFact, RelationshipFacts
from rapport.rules.moments import Days
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency


def quiet_since(facts: RelationshipFacts, today: date) -> tuple[date, tuple[str, Hashable]]:
    """Return the day from which the interval counts, and the record behind it.

    It is the day of the last two-way contact; where there was none, of the opening.
    """
    last = facts.last_two_way(today)
    if last is None:
        return facts.opened, ("relationship", facts.key)
    return last.on, ("interaction", last.key)


def check_in_due(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """U01: past the ideal interval, not yet past the maximum."""
    since, record = quiet_since(facts, today)
    if (
        facts.never_met(today)
        or not facts.in_touch
        or not facts.ideal_days < (today - since).days <= facts.maximum_days
    ):
        return None
    return Finding(
        "U01",
        Urgency.THIS_WEEK,
        gettext_noop("Last two-way contact: %(last_when)s (ideal: %(ideal)s).")
        if record[0] == "interaction"
        else gettext_noop(
            "No two-way contact since the record was opened: %(last_when)s (ideal: %(ideal)s)."
        ),
        {"last": since, "ideal": facts.ideal_days},
        (record,),
        ("say_hello", "visit"),
    )


def _interval_days(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    return moments_of_silence(facts, (facts.ideal_days, facts.maximum_days))


_interval_moments = Days(("", _interval_days))


def moments_of_silence(facts: RelationshipFacts, limits: Sequence[int]) -> Iterable[date]:
    """Return the days of contact, and those on which a limit is passed, the least of them first."""
    days = [facts.opened, *[one.on for one in facts.interactions if one.two_way]]
    least = limits[0]
    # What a later contact overtakes can no longer speak: only long gaps matter, and the last.
    quiet = [day for day, following in pairwise(days) if (following - day).days > least]
    quiet.append(days[-1])
    return [*days, *[later(day, limit + 1) for limit in limits for day in quiet]]


_WAYS = {
    "in_person": gettext_noop("in person"),
    "phone": gettext_noop("phone"),
    "video": gettext_noop("video"),
    "message": gettext_noop("message"),
    "letter": gettext_noop("letter"),
    "intermediary": gettext_noop("through an intermediary"),
    "chance": gettext_noop("by chance"),
}


def occasion_coming(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """U03: a feast or date they themselves mentioned is coming; each occasion by itself."""
    if not facts.in_touch:
        return []
    coming = [occasion for occasion in facts.occasions if _speaks(occasion, today, numbers)]
    return [_coming(occasion) for occasion in coming]


def _coming(occasion: OccasionFact) -> Finding:
    params: dict[str, object] = {"name": occasion.name, "day": occasion.next_date}
    if occasion.safe_channel:
        params["way"] = {"word": _WAYS[occasion.safe_channel]}
    if occasion.tone == "solemn" and not occasion.greeting:
        says = gettext_noop("%(name)s: %(day_when)s. A solemn day for them; no greeting is usual.")
    elif not occasion.greeting:
        says = gettext_noop(
            "%(name)s: %(day_when)s. A day of mourning for them; a message of sympathy at most."
        )
    elif occasion.safe_channel:
        says = gettext_noop(
            "%(name)s: %(day_when)s. They mentioned it themselves. Safe for them: %(way)s."
        )
    else:
        says = gettext_noop("%(name)s: %(day_when)s. They mentioned it themselves.")
    return Finding(
        "U03",
        Urgency.THIS_WEEK,
        says,
        params if occasion.greeting else {name: params[name] for name in ("name", "day")},
        (("occasion", occasion.key),),
        _suggested(occasion),
    )


def _suggested(occasion: OccasionFact) -> tuple[str, ...]:
    if occasion.greeting:
        return ("send_greeting",)
    return () if occasion.tone == "solemn" else ("send_sympathy",)


def _speaks(occasion: OccasionFact, today: date, numbers: Numbers) -> bool:
    opens = later(occasion.next_date, -numbers["days"])
    greeted = (
        occasion.greeted_on is not None and (occasion.next_date - occasion.greeted_on).days < 30
    )
    return (
        occasion.mentioned_by_them
        and occasion.tone != "political"
        and not greeted
        and opens <= today <= occasion.next_date
    )


_occasion_moments = Days(occasion=("-days", 0, 1))
# After the day has passed the next one is another date, known when judged again.
# After the day has passed the next one is another date, known when judged again.


def _answered(ask: AskFact) -> date | None:
    return ask.answered_on or ask.made_on


def silence_after_yes(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """U04: they said yes, and no contact came after it in which we asked for nothing.

    Where an agreement stands on the request, its aftercare speaks (U05).
    """
    if not facts.in_touch:
        return []
    agreed = {one.ask for one in facts.agreements if one.made_on <= today}
    granted = [
        (yes, ask)
        for ask in facts.asks
        if ask.outcome == "granted" and ask.key not in agreed and (yes := _answered(ask))
    ]
    if not granted:
        return []
    thanked = max(thanks(facts, today), default=date.min)
    silent = [
        (yes, ask)
        for yes, ask in granted
        if (today - yes).days >= numbers["days"] and thanked <= yes
    ]
    return [_silence(yes, ask) for yes, ask in sorted(silent, key=lambda pair: pair[0])]


def thanks(facts: RelationshipFacts, today: date) -> Iterable[date]:
    """Yield the days of the contacts in which a word of thanks was possible: nothing was asked."""
    for contact in facts.interactions:
        if contact.on <= today and contact.two_way and contact.asked is False:
            yield contact.on


def _silence(yes: date, ask: AskFact) -> Finding:
    return Finding(
        "U04",
        Urgency.THIS_WEEK,
        gettext_noop(
            "They said yes (%(yes_when)s). Since then we have only been in touch to "
            "ask, or not at all."
        ),
        {"yes": yes},
        (("ask", ask.key),),
        ("say_thanks",),
    )


def _answer_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for ask in facts.asks:
        answered = _answered(ask)
        if answered:
            yield later(answered, numbers["days"])


_silence_moments = Days(("asks", _answer_moments), agreement=(0,), contact=(0,))


HELLO = ("say_hello", gettext_noop("Call or write and ask how they are; ask for nothing."))
GO = ("visit", gettext_noop("Drop by when you are near."))

RULES = (
    Rule(
        "U01",
        gettext_noop("Check-in due"),
        gettext_noop("The ideal interval since the last two-way contact has passed."),
        gettext_noop("A short contact now and then keeps a relationship alive at little cost."),
        check_in_due,
        _interval_moments,
        (HELLO, GO),
        section=Section.CHECK_IN,
    ),
    Rule(
        "U03",
        gettext_noop("Important date coming up"),
        gettext_noop("A holiday or date they mentioned themselves is coming up."),
        gettext_noop(
            "A message on a day that matters to somebody says that they are more than a post."
        ),
        occasion_coming,
        _occasion_moments,
        (
            (
                "send_greeting",
                gettext_noop("Send a short message, by the channel that is safe for them."),
            ),
            (
                "send_sympathy",
                gettext_noop("Send a short message of sympathy, or none at all."),
            ),
        ),
        {"days": Setting(7, 1, 30, gettext_noop("Number of days ahead."))},
        section=Section.OCCASION,
        needs=("occasions",),
    ),
    Rule(
        "U04",
        gettext_noop("Silence after a yes"),
        gettext_noop("They agreed to something, and then heard nothing from us."),
        gettext_noop(
            "Whoever said yes took a risk for us. Hearing nothing afterwards, they learn not to."
        ),
        silence_after_yes,
        _silence_moments,
        (("say_thanks", gettext_noop("Thank them, and tell them what came of it.")),),
        {
            "days": Setting(
                10, 2, 90, gettext_noop("Number of days of silence before this is noticed.")
            )
        },
        section=Section.CHECK_IN,
        needs=("asks",),
    ),
)
