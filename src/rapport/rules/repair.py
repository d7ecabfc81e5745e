"""Trust that broke, and its repair (P02, P04 to P06)."""

from collections.abc import Hashable, Iterator
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import RelationshipFacts
from rapport.rules.facts_repair import STAGES, BreachFact, stage_now
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency
from rapport.rules.warmups import days_without_request

_STAGE_WORDS = {
    "listen": gettext_noop("listen"),
    "cool": gettext_noop("cool off"),
    "understand": gettext_noop("understand among us"),
    "recall": gettext_noop("recall the good"),
    "apology": gettext_noop("apologise?"),
    "fix": gettext_noop("ask how to fix it"),
    "promises": gettext_noop("keep small promises"),
    "contacts": gettext_noop("two contacts without a request"),
    "review": gettext_noop("review"),
}


def open_breaches(facts: RelationshipFacts, today: date) -> list[BreachFact]:
    """Return the breaches whose repair goes on, up to a day."""
    return [breach for breach in facts.breaches if breach.on <= today]


def stage_of(breach: BreachFact, facts: RelationshipFacts, today: date) -> str:
    """Return the stage at which a repair stands on a day."""
    return stage_now(
        (step.stage for step in breach.taken(today)),
        contacts=len(days_without_request(facts, breach.on, today)),
        kept=promises_kept(breach, facts, today),
    )


def promises_kept(breach: BreachFact, facts: RelationshipFacts, today: date) -> int:
    """Count our promises that were made since a breach, and kept by a day."""
    return sum(
        promise.by == "us"
        and promise.state == "kept"
        and promise.made_on >= breach.on
        and (promise.settled_on or promise.made_on) <= today
        for promise in facts.commitments
    )


def standing_still(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """P02: nothing was done for days at the stage where a repair stands."""
    if facts.beyond_reach:
        return []
    found = []
    for breach in open_breaches(facts, today):
        since = _last_done(breach, facts, today)
        if later(since, numbers["days"]) > today:
            continue
        params = {"since": since, "stage": {"word": _STAGE_WORDS[stage_of(breach, facts, today)]}}
        says = gettext_noop("The last step to repair trust was %(since_when)s. Next: %(stage)s.")
        behind = (("breach", breach.key),)
        found.append(Finding("P02", Urgency.THIS_WEEK, says, params, behind, ("next_step",)))
    return found


def _last_done(breach: BreachFact, facts: RelationshipFacts, today: date) -> date:
    """Return the last day of a step; of one that lasts, its end; or of a contact with them."""
    days = [breach.on, *(step.until or step.on for step in breach.taken(today))]
    days += [one.on for one in facts.passed(breach.on, today) if one.two_way]
    return max(days)


def _still_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterator[date]:
    for day in _days_of_repairs(facts):
        yield day
        yield later(day, numbers["days"])
    if facts.breaches:
        for contact in facts.interactions:
            yield contact.on
            yield later(contact.on, numbers["days"])
        yield from (promise.settled_on for promise in facts.commitments if promise.settled_on)


def _days_of_repairs(facts: RelationshipFacts) -> Iterator[date]:
    for breach in facts.breaches:
        yield breach.on
        for step in breach.steps:
            yield step.on
            yield from (step.until,) if step.until else ()


def blames(facts: RelationshipFacts, today: date, _numbers: Numbers) -> list[Finding]:
    """P04: a text of a repair blames a colleague."""
    found = []
    for breach in open_breaches(facts, today):
        rows = [("repairstep", step.key, step.blame) for step in breach.taken(today)]
        rows += [("demand", one.key, one.blame) for one in breach.demands if one.on <= today]
        rows.append(("breach", breach.key, breach.blame))
        said = [row for row in rows if row[2]]
        if not said:
            continue
        words = dict.fromkeys(word for row in said for word in row[2])
        found.append(
            Finding(
                "P04",
                Urgency.THIS_WEEK,
                gettext_noop("A text about the repair blames a colleague: %(words)s."),
                {"words": ", ".join([*words][:5])},
                tuple(dict.fromkeys((*((kind, key) for kind, key, _ in said), _of(breach)))),
                ("say_what_happened",),
            )
        )
    return found


def _of(breach: BreachFact) -> tuple[str, Hashable]:
    return ("breach", breach.key)


def _text_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterator[date]:
    yield from _days_of_repairs(facts)
    yield from _demand_days(facts)


def _demand_days(facts: RelationshipFacts) -> Iterator[date]:
    for breach in facts.breaches:
        yield breach.on
        yield from (one.on for one in breach.demands)


def unscreened(facts: RelationshipFacts, today: date, _numbers: Numbers) -> list[Finding]:
    """P05: a demand was not held against the red lines."""
    found = []
    for breach in open_breaches(facts, today):
        waiting = [one for one in breach.demands if not one.screened and one.on <= today]
        if waiting:
            found.append(
                Finding(
                    "P05",
                    Urgency.THIS_WEEK,
                    gettext_noop("Demands not held against our red lines yet: %(n)s."),
                    {"n": len(waiting)},
                    (*(("demand", one.key) for one in waiting), _of(breach)),
                    ("screen_it", "say_when"),
                )
            )
    return found


def _unscreened_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterator[date]:
    return _demand_days(facts)


def nothing_recalled(facts: RelationshipFacts, today: date, _numbers: Numbers) -> list[Finding]:
    """P06: a repair went on without anything good recalled, or anybody we may mention."""
    found = []
    past = STAGES[STAGES.index("recall") + 1 :]
    for breach in open_breaches(facts, today):
        if stage_of(breach, facts, today) not in past:
            continue
        good = any(one.stage == "recall" and not one.skipped for one in breach.taken(today))
        named = any(one.holds(today) for one in breach.names)
        if good and named:
            continue
        if good:
            says = gettext_noop("The repair goes on, and names nobody they trust.")
        elif named:
            says = gettext_noop("The repair goes on, and nothing good was recalled.")
        else:
            says = gettext_noop("The repair goes on with nothing good recalled, and nobody named.")
        options = (*(() if good else ("recall_the_good",)), *(() if named else ("name_somebody",)))
        found.append(Finding("P06", Urgency.SOON, says, {}, (_of(breach),), options))
    return found


def _recalled_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterator[date]:
    yield from _days_of_repairs(facts)
    for breach in facts.breaches:
        for one in breach.names:
            yield one.on
            if one.until is not None:
                yield later(one.until, 1)
    if facts.breaches:
        yield from (contact.on for contact in facts.interactions)
        yield from (promise.settled_on for promise in facts.commitments if promise.settled_on)


RULES = (
    Rule(
        "P02",
        gettext_noop("Repair standing still"),
        gettext_noop("Trust broke, and no step was taken to repair it for some days."),
        gettext_noop(
            "Silence after a breach is heard as an answer. A small step in time says more than a"
            " great one late."
        ),
        standing_still,
        _still_moments,
        (("next_step", gettext_noop("See which step comes next, and take it.")),),
        {"days": Setting(7, 1, 60, gettext_noop("Number of days before this is noticed."))},
        section=Section.CHECK_IN,
        needs=("breaches",),
    ),
    Rule(
        "P04",
        gettext_noop("A colleague is blamed"),
        gettext_noop("A text about the repair of trust lays the fault on a colleague."),
        gettext_noop(
            "Blaming one of us costs that colleague their safety, and us our word: whoever gives up"
            " their own people will give up others. What happened can be said without whose fault"
            " it was."
        ),
        blames,
        _text_moments,
        (
            (
                "say_what_happened",
                gettext_noop("Say what happened and what we change, and leave out who."),
            ),
        ),
        words=gettext_noop("Our own expressions of blame to watch for, one per line"),
        section=Section.WORTH_A_LOOK,
        needs=("breaches",),
    ),
    Rule(
        "P05",
        gettext_noop("Demand not screened"),
        gettext_noop("They demand something, and it was not held against our red lines."),
        gettext_noop(
            "Under pressure to mend, one promises what cannot be kept. A demand is looked at first:"
            " some can be granted, some must be referred, some are a courteous no."
        ),
        unscreened,
        _unscreened_moments,
        (
            ("screen_it", gettext_noop("Hold it against the red lines, and say what it is.")),
            ("say_when", gettext_noop("Tell them when they will have an answer.")),
        ),
        section=Section.WORTH_A_LOOK,
        needs=("breaches",),
    ),
    Rule(
        "P06",
        gettext_noop("Nothing good recalled"),
        gettext_noop(
            "A repair went on without recalling what was good, or somebody whom both sides trust."
        ),
        gettext_noop(
            "Anger forgets the years before it. What was good between us, and those who stand for"
            " it, make an apology believable."
        ),
        nothing_recalled,
        _recalled_moments,
        (
            ("recall_the_good", gettext_noop("Find what was good in the history, and note it.")),
            ("name_somebody", gettext_noop("Ask somebody they trust whether we may name them.")),
        ),
        section=Section.WORTH_A_LOOK,
        needs=("breaches",),
    ),
)
