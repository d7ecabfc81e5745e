"""Keeping our word about a request: its limits, and what became of it (K04, K07)."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import AskFact, RelationshipFacts
from rapport.rules.moments import Days
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency


def is_near(ask: AskFact, today: date, days: int) -> bool:
    """Say whether it is planned for one of the next days, or for no day: then it may be any.

    After its day it is asked what became of it (K07).
    """
    if ask.outcome == "planned":  # as most are; the same as below, without asking twice
        on = ask.planned_for
    elif ask.is_ahead:
        on = ask.due_on
    else:
        return False
    return on is None or later(on, -days) <= today <= on


def near_moments(facts: RelationshipFacts, days: int) -> Iterator[date]:
    """Yield the days from which what is planned is near, and from which its day is over."""
    for ask in facts.asks:
        due = ask.due_on
        if due:
            yield later(due, -days)
            yield later(due, 1)


_NEVER_SAID = gettext_noop("A request is near, and we have not said what we cannot agree to.")
_SAID_LONG_AGO = gettext_noop(
    "A request is near, and we last said long ago what we cannot agree to."
)
_SAID_BEFORE_THE_LEAD = gettext_noop(
    "A request is near, and the lead has changed since we said what we cannot agree to."
)


def limits_unsaid(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """K04: an ask is near, and what we cannot agree to has not been said, or has aged.

    It ages with time, and with a new lead, who has not said it.
    """
    near = [ask for ask in facts.asks if is_near(ask, today, numbers["days"])]
    if not near or not facts.in_touch:
        return None
    said = [told.on for told in facts.disclosures if told.kind == "limits" and told.on <= today]
    leads = [change for change in facts.holder_changes if change.on <= today]
    behind: tuple[tuple[str, Hashable], ...] = ()
    if not said:
        says = _NEVER_SAID
    elif max(said) <= later(today, -numbers["remembered"]):
        says = _SAID_LONG_AGO
    elif leads and leads[-1].on > max(said):
        says, behind = _SAID_BEFORE_THE_LEAD, (("holder", leads[-1].key),)
    else:
        return None
    days = [ask.due_on for ask in near if ask.due_on]
    return Finding(
        "K04",
        Urgency.THIS_WEEK,
        says,
        {"planned": min(days)} if days else {},
        (*(("ask", ask.key) for ask in near), *behind),
        ("say_limits",),
    )


_limits_moments = Days(request_due=("-days", 1), disclosure=(0, "remembered"), change_of_lead=(0,))


Waiting = Sequence[tuple[date, AskFact]]
"""Requests that wait for something, each with the day since when."""


def what_became_of_it(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """K07: a request was planned or made, its day is long past, and no outcome is said.

    Or it was postponed: it comes back on the day noted for it, or after long with none.
    """
    waiting = [
        (since, ask)
        for ask in facts.asks
        if (since := _waits_since(ask)) and _speaks_from(ask, since, numbers) <= today
    ]
    open_ = [pair for pair in waiting if pair[1].outcome != "deferred"]
    postponed = [pair for pair in waiting if pair[1].outcome == "deferred"]
    found = []
    if open_:
        says = gettext_noop("A request has no outcome recorded. Its date was %(since)s.")
        found.append(_unsettled(says, open_))
    if postponed and facts.in_touch:
        found += _come_back(postponed)
    return found


def _come_back(postponed: Waiting) -> Iterator[Finding]:
    dated = [pair for pair in postponed if pair[1].again_on]
    if dated:
        says = gettext_noop("A request was postponed to %(since)s. Decide whether to make it.")
        yield _unsettled(says, dated)
    undated = [pair for pair in postponed if not pair[1].again_on]
    if undated:
        says = gettext_noop("A request was postponed on %(since)s, with no date to make it again.")
        yield _unsettled(says, undated)


def _unsettled(says: str, waiting: Waiting) -> Finding:
    return Finding(
        "K07",
        Urgency.SOON,
        says,
        {"since": min(since for since, _ in waiting)},
        tuple(("ask", ask.key) for _, ask in waiting),
        ("say_outcome", "plan_it_anew"),
    )


def _waits_since(ask: AskFact) -> date | None:
    if ask.outcome == "made":
        return ask.made_on
    if ask.outcome == "deferred":
        return ask.again_on or ask.answered_on or ask.made_on or ask.noted_on
    return ask.planned_for or ask.noted_on if ask.outcome == "planned" else None


def _speaks_from(ask: AskFact, since: date, numbers: Numbers) -> date:
    if ask.outcome == "deferred" and ask.again_on:
        return since
    undated = ask.outcome == "deferred" or (ask.outcome == "planned" and ask.planned_for is None)
    return later(since, numbers["undated" if undated else "days"])


def _waiting_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for ask in facts.asks:
        since = _waits_since(ask)
        if since:
            yield _speaks_from(ask, since, numbers)


_outcome_moments = Days(("asks", _waiting_moments))


RULES = (
    Rule(
        "K04",
        gettext_noop("Limits not explained"),
        gettext_noop(
            "A request is near, and we have not explained what we cannot agree to, or not under"
            " this lead."
        ),
        gettext_noop(
            "Saying early what we cannot do costs little; saying it late looks like a broken word."
        ),
        limits_unsaid,
        _limits_moments,
        (("say_limits", gettext_noop("Say plainly what we can and cannot agree to.")),),
        {
            "days": Setting(14, 1, 90, gettext_noop("Number of days before the request.")),
            "remembered": Setting(
                365, 30, 1500, gettext_noop("Number of days before explaining limits again.")
            ),
        },
        section=Section.ASK,
        needs=("asks",),
    ),
    Rule(
        "K07",
        gettext_noop("Outcome missing"),
        gettext_noop(
            "A request was planned or made, its date has passed, and no outcome is recorded; or a"
            " postponed one has come back."
        ),
        gettext_noop(
            "A request left hanging weighs on both sides, and whoever comes next does not know"
            " whether to ask again or to say thank you."
        ),
        what_became_of_it,
        _outcome_moments,
        (
            ("say_outcome", gettext_noop("Record the outcome.")),
            ("plan_it_anew", gettext_noop("Choose a new date for it.")),
        ),
        {
            "days": Setting(14, 1, 180, gettext_noop("Number of days after its date.")),
            "undated": Setting(
                60,
                7,
                365,
                gettext_noop("Number of days after it was added or postponed, if it has no date."),
            ),
        },
        section=Section.ASK,
        needs=("asks",),
    ),
)
