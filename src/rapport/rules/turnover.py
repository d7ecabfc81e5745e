"""Turnover on our side (N03, N04): a second colleague whom they know, and a lead who leaves."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import InteractionFact, RelationshipFacts
from rapport.rules.facts_agreed import in_force
from rapport.rules.facts_of_turnover import TurnoverFact
from rapport.rules.moments import Days
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency


def no_backup(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """N03: much rests on one of us alone: there is no backup, or they never met the backup."""
    if not facts.in_touch or facts.lead is None or any(one.backup_met for one in facts.turnover):
        return None
    behind = _rests_on(facts, today, numbers)
    if not behind:
        return None
    says = (
        gettext_noop("One colleague alone holds this; nobody else could step in.")
        if facts.backup is None
        else gettext_noop("The backup and this person have never met.")
    )
    options = ("name_a_backup",) if facts.backup is None else ("take_the_backup_along",)
    return Finding("N03", Urgency.WORTH_A_LOOK, says, {}, behind, options)


def _rests_on(
    facts: RelationshipFacts, today: date, numbers: Numbers
) -> tuple[tuple[str, Hashable], ...]:
    """Return what would be lost: agreements in force, or else many contacts lately."""
    agreed = tuple(("agreement", one.key) for one in in_force(facts.agreements, today))
    if agreed:
        return agreed
    lately = facts.passed(later(today, -numbers["days"]), today)
    both = tuple(("interaction", one.key) for one in lately if one.two_way)
    return both if len(both) >= numbers["contacts"] else ()


def may_rest_much(
    contacts: Sequence[InteractionFact], today: date, numbers: Numbers | None
) -> bool:
    """Say whether so many contacts up to today lie lately that much may rest on them (N03).

    Where not, and nothing was agreed, nobody needs to know whether they met the backup.
    """
    if numbers is None:
        return False
    least = numbers["contacts"]
    return len(contacts) >= least and contacts[-least].on > later(today, -numbers["days"])


_backup_moments = Days(agreement=(0,), contact=(0, "days"))


def holder_leaving(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """N04: the lead's last day is near, and nobody has accepted to take over."""
    leaves = _leaves(facts)
    if leaves is None or facts.phase == "closed" or facts.beyond_reach:
        return None
    due, fact = leaves
    if today < later(due, -numbers["days"]):
        return None
    over = due < today
    record: tuple[str, Hashable] = ("relationship", facts.key)
    says, options = _NOT_BEGUN[over], ("hand_over",)
    if fact.handover is not None and fact.answer in _SAYS:
        record, says = ("handover", fact.handover), _SAYS[fact.answer][over]
        options = ("look_at_handover",)
    when = Urgency.NOW if today >= later(due, -_AT_ONCE) else Urgency.THIS_WEEK
    return Finding("N04", when, says, {"due": due}, (record,), options)


def _leaves(facts: RelationshipFacts) -> tuple[date, TurnoverFact] | None:
    """Return the last day of whoever leads, if one is set."""
    if facts.lead is None:
        return None
    return next(((one.lead_until, one) for one in facts.turnover if one.lead_until), None)


_AT_ONCE = 7
"""So many days before the last one, what is not handed over presses."""

_NOT_BEGUN = (
    gettext_noop("The lead leaves %(due_when)s, and the handover has not begun."),
    gettext_noop("The last day of the lead was %(due_when)s, and nothing was handed over."),
)
_SAYS = {
    "waiting": (
        gettext_noop("The lead leaves %(due_when)s, and the successor has not accepted yet."),
        gettext_noop("The last day of the lead was %(due_when)s; the successor has not accepted."),
    ),
    "declined": (
        gettext_noop("The lead leaves %(due_when)s, and the successor has declined."),
        gettext_noop("The last day of the lead was %(due_when)s; the successor has declined."),
    ),
}
"""What is said before the last day, and after it."""


def _leaving_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for one in facts.turnover:
        if one.lead_until is not None:
            yield later(one.lead_until, -numbers["days"])
            yield later(one.lead_until, -_AT_ONCE)
            yield later(one.lead_until, 1)


RULES = (
    Rule(
        "N03",
        gettext_noop("No backup they know"),
        gettext_noop(
            "One colleague alone holds a relationship on which much rests: there is no backup, or"
            " the backup has never met them."
        ),
        gettext_noop(
            "Colleagues leave, fall ill and change posts. Whom only one of us knows is lost with"
            " them."
        ),
        no_backup,
        _backup_moments,
        (
            ("name_a_backup", gettext_noop("Name a second colleague who could step in.")),
            (
                "take_the_backup_along",
                gettext_noop("Plan a meeting without a request, and take the backup along."),
            ),
        ),
        settings={
            "contacts": Setting(
                6,
                1,
                60,
                gettext_noop(
                    "Two-way contacts lately from which a second colleague should be known."
                ),
            ),
            "days": Setting(
                365, 30, 1000, gettext_noop("Days in which these contacts are counted.")
            ),
        },
        section=Section.WORTH_A_LOOK,
    ),
    Rule(
        "N04",
        gettext_noop("The lead leaves"),
        gettext_noop(
            "The last day of whoever leads is near or over, and nobody has accepted to take over."
        ),
        gettext_noop(
            "What is passed on hand to hand, with both of them there, stays. What is left in a"
            " file begins again from nothing."
        ),
        holder_leaving,
        _leaving_moments,
        (
            ("hand_over", gettext_noop("Begin the handover: choose who takes over.")),
            (
                "look_at_handover",
                gettext_noop("Open the handover, and speak with the successor."),
            ),
        ),
        settings={
            "days": Setting(
                30, 7, 180, gettext_noop("Days before the last day from which handing over is due.")
            )
        },
        section=Section.WORTH_A_LOOK,
        needs=("turnover",),
    ),
)
