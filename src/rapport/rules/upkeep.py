"""Upkeep (U01 to U04): staying in touch when nothing is needed."""

from collections.abc import Iterable
from datetime import date, timedelta

from rapport.rules.catalogue import DAY, Finding, Numbers, Rule, Setting, Urgency
from rapport.rules.facts import OccasionFact, RelationshipFacts
from rapport.rules.first_steps import gettext_noop


def _since(facts: RelationshipFacts, today: date) -> date:
    """Return the day from which the interval counts: the last two-way contact, or the opening."""
    days = [one.on for one in facts.interactions if one.two_way and one.on <= today]
    return days[-1] if days else facts.opened


def _because(facts: RelationshipFacts, since: date) -> tuple[tuple[str, object], ...]:
    for one in reversed(facts.interactions):
        if one.two_way and one.on == since:
            return (("interaction", one.key),)
    return (("relationship", facts.key),)


def check_in_due(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """U01: past the ideal interval, not yet past the maximum."""
    since = _since(facts, today)
    days = (today - since).days
    if not facts.in_touch or not facts.ideal_days < days <= facts.maximum_days:
        return None
    return Finding(
        "U01",
        Urgency.THIS_WEEK,
        gettext_noop("Last two-way contact %(last_days)s days ago; the ideal is %(ideal)s."),
        {"last": since, "ideal": facts.ideal_days},
        _because(facts, since),
        ("say_hello", "visit"),
    )


def going_quiet(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """U02: past the maximum interval."""
    since = _since(facts, today)
    if not facts.in_touch or (today - since).days <= facts.maximum_days:
        return None
    return Finding(
        "U02",
        Urgency.NOW,
        gettext_noop(
            "Going quiet: last two-way contact %(last_days)s days ago; at most %(maximum)s was meant."
        ),
        {"last": since, "maximum": facts.maximum_days},
        _because(facts, since),
        ("say_hello", "visit", "let_rest"),
    )


def _interval_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    for day in (facts.opened, *(one.on for one in facts.interactions if one.two_way)):
        yield day
        yield day + timedelta(days=facts.ideal_days) + DAY
        yield day + timedelta(days=facts.maximum_days) + DAY


def occasion_coming(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """U03: a feast or date they themselves mentioned is coming."""
    if not facts.in_touch:
        return None
    coming = [one for one in facts.occasions if _speaks(one, today, numbers)]
    if not coming:
        return None
    first = min(coming, key=lambda one: one.next_date)
    sad = first.tone in ("mourning", "solemn")
    return Finding(
        "U03",
        Urgency.THIS_WEEK,
        gettext_noop(
            "%(name)s is in %(day_days)s days: a quiet day for them, a word of sympathy at most."
        )
        if sad
        else gettext_noop("%(name)s is in %(day_days)s days; they mentioned it themselves."),
        {"name": first.name, "day": first.next_date},
        tuple(("occasion", one.key) for one in coming),
        ("send_sympathy",) if sad else ("send_greeting",),
    )


def _speaks(one: OccasionFact, today: date, numbers: Numbers) -> bool:
    opens = max(one.window_opens, one.next_date - timedelta(days=numbers["days"]))
    greeted = one.greeted_on is not None and (one.next_date - one.greeted_on).days < 30
    return (
        one.mentioned_by_them
        and one.tone != "political"
        and not greeted
        and opens <= today <= one.next_date
    )


def _occasion_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for one in facts.occasions:
        yield max(one.window_opens, one.next_date - timedelta(days=numbers["days"]))
        yield one.next_date
        yield one.next_date + DAY
        # After the day has passed the next one is another date, known when judged again.


def silence_after_yes(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """U04: they said yes, and then heard nothing from us."""
    granted = [
        ask.made_on for ask in facts.asks if ask.outcome == "granted" and ask.made_on is not None
    ]
    if not granted or not facts.in_touch:
        return None
    last = max(granted)
    heard = any(last < one.on <= today and one.two_way for one in facts.interactions)
    if heard or today - last < timedelta(days=numbers["days"]):
        return None
    return Finding(
        "U04",
        Urgency.THIS_WEEK,
        gettext_noop("They said yes %(yes_days)s days ago and have not heard from us since."),
        {"yes": last},
        tuple(("ask", ask.key) for ask in facts.asks if ask.made_on == last),
        ("say_thanks",),
    )


def _silence_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for ask in facts.asks:
        if ask.made_on:
            yield ask.made_on + timedelta(days=numbers["days"])
    for one in facts.interactions:
        yield one.on


_HELLO = ("say_hello", gettext_noop("Call or write and ask how they are; ask for nothing."))
_GO = ("visit", gettext_noop("Drop by when you are near."))

RULES = (
    Rule(
        "U01",
        gettext_noop("Check-in due"),
        gettext_noop("The ideal interval since the last two-way contact has passed."),
        gettext_noop("A tie that is touched now and then stays alive at little cost."),
        check_in_due,
        _interval_moments,
        (_HELLO, _GO),
    ),
    Rule(
        "U02",
        gettext_noop("Going quiet"),
        gettext_noop("The maximum interval since the last two-way contact has passed."),
        gettext_noop(
            "After a long silence the first word is hard, and it usually comes when something is"
            " needed. Better a small word now."
        ),
        going_quiet,
        _interval_moments,
        (
            _HELLO,
            _GO,
            ("let_rest", gettext_noop("Let it rest: switch the phase to dormant, and say why.")),
        ),
    ),
    Rule(
        "U03",
        gettext_noop("Occasion coming"),
        gettext_noop("A feast or date they themselves mentioned is coming."),
        gettext_noop(
            "A word on a day that matters to somebody says that they are more than a post."
        ),
        occasion_coming,
        _occasion_moments,
        (
            ("send_greeting", gettext_noop("Send a short word, by the way that is safe for them.")),
            (
                "send_sympathy",
                gettext_noop("Send a short word of sympathy, or let the day be theirs."),
            ),
        ),
        {"days": Setting(7, 1, 30, gettext_noop("How many days ahead."))},
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
        {"days": Setting(10, 2, 90, gettext_noop("After how many days of silence."))},
    ),
)
