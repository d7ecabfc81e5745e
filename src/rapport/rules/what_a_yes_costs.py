"""What a yes costs them, and what they have of it (R01, R03)."""

from collections.abc import Sequence
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.facts import AskFact, RelationshipFacts
from rapport.rules.moments import Days
from rapport.rules.requests import is_near
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency


def risk_unnamed(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """R01: a request is near or was made, and what it may cost them is not named, or not softened.

    What lives depend on may be asked with no cost named; a heavy one that is known speaks there
    too.
    """
    if not facts.in_touch:
        return []
    asks = [ask for ask in facts.asks if _is_near_or_made(ask, today, numbers["days"])]
    if not asks:
        return []
    unnamed = [ask for ask in asks if not ask.costs_named and not ask.life_saving]
    bare = [ask for ask in asks if ask.heavy_bare]
    found = []
    if bare:
        says = gettext_noop("A yes may cost them dearly, and nothing we noted makes it easier.")
        found.append(_of("R01", Urgency.THIS_WEEK, says, bare, ("soften_it", "ask_for_less")))
    if unnamed:
        says = gettext_noop("What a yes may cost them is not recorded.")
        found.append(_of("R01", Urgency.SOON, says, unnamed, ("name_the_cost", "ask_for_less")))
    return found


def _is_near_or_made(ask: AskFact, today: date, days: int) -> bool:
    if ask.outcome == "made":
        return ask.made_on is None or ask.made_on <= today
    return is_near(ask, today, days)


_risk_moments = Days(request_due=("-days", 1), request_made=(0,))


def no_reason(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """R03: a request is near, with no legitimate reason for them, or one that nobody checked.

    What lives depend on is reason enough.
    """
    if not facts.in_touch:
        return []
    near = [
        ask for ask in facts.asks if not ask.life_saving and is_near(ask, today, numbers["days"])
    ]
    if not near:
        return []
    without = [ask for ask in near if not ask.reason_for_them]
    unchecked = [ask for ask in near if ask.reason_for_them and not ask.benefit_checked]
    found = []
    if without:
        says = gettext_noop("A request is near, and no reason for them to say yes is recorded.")
        options = ("give_a_reason", "hear_what_helps")
        found.append(_of("R03", _pressing(without), says, without, options))
    if unchecked:
        says = gettext_noop("Nobody has checked what they get for a yes against our red lines.")
        found.append(_of("R03", _pressing(unchecked), says, unchecked, ("check_the_benefit",)))
    return found


def _pressing(near: Sequence[AskFact]) -> Urgency:
    """Return how soon it matters: one without a day may still be given its reason in peace."""
    return Urgency.THIS_WEEK if any(ask.due_on for ask in near) else Urgency.SOON


_near_moments = Days(request_due=("-days", 1))


def _of(
    code: str, when: Urgency, says: str, asks: Sequence[AskFact], options: tuple[str, ...]
) -> Finding:
    days = [ask.due_on for ask in asks if ask.due_on and ask.is_ahead]
    behind = tuple(("ask", ask.key) for ask in asks)
    return Finding(code, when, says, {"planned": min(days)} if days else {}, behind, options)


RULES = (
    Rule(
        "R01",
        gettext_noop("Risk to them not named"),
        gettext_noop(
            "A request is near or was made, and what a yes may cost them is not named, or a heavy"
            " cost has nothing to soften it."
        ),
        gettext_noop(
            "Whoever agrees may pay for it: with their standing, their post or their safety. What"
            " we have not thought of, we cannot make easier for them."
        ),
        risk_unnamed,
        _risk_moments,
        (
            ("name_the_cost", gettext_noop("Name what a yes may cost them, and how heavily.")),
            ("soften_it", gettext_noop("Write what would make it easier for them.")),
            ("ask_for_less", gettext_noop("Ask for less, or in a way that exposes them less.")),
        ),
        {"days": Setting(30, 1, 180, gettext_noop("Number of days before the request."))},
        section=Section.ASK,
        needs=("asks",),
    ),
    Rule(
        "R03",
        gettext_noop("No reason to say yes"),
        gettext_noop(
            "A request is near, with no legitimate reason for them to say yes, or one that nobody"
            " checked."
        ),
        gettext_noop(
            "A yes needs a reason they can give to others. It must cross none of our red lines and"
            " give them nothing of material value, or it will cost both of us more than a no."
        ),
        no_reason,
        _near_moments,
        (
            ("give_a_reason", gettext_noop("Write the reason they could give for a yes.")),
            ("hear_what_helps", gettext_noop("Meet without a request, and hear what matters.")),
            (
                "check_the_benefit",
                gettext_noop("Check it against our red lines, and record that it was checked."),
            ),
        ),
        {"days": Setting(14, 1, 90, gettext_noop("Number of days before the request."))},
        section=Section.ASK,
        needs=("asks",),
    ),
)
