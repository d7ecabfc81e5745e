"""Conflicts of interest that are declared and not managed (T05)."""

from collections.abc import Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import RelationshipFacts
from rapport.rules.facts_of_boundaries import InterestFact
from rapport.rules.rule import Finding, Numbers, Rule, Section, Urgency


def not_managed(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """T05: a conflict of interest is declared, and nothing manages it, or no longer does."""
    stands = [one for one in facts.interests if _stands(one, today)]
    never = [one for one in stands if not one.managed]
    ended = [one for one in stands if one.managed and _has_ended(one, today)]
    behind = tuple(("interest", one.key) for one in (*never, *ended))
    if not behind:
        return None
    if never:
        says = gettext_noop(
            "A conflict of interest is declared (%(since_when)s), and nothing says how it is"
            " managed."
        )
        params = {"since": min(one.declared_on for one in never)}
    else:
        says = gettext_noop("What managed a conflict of interest ended %(since_when)s.")
        params = {"since": min(one.managed_until or today for one in ended)}
    return Finding("T05", Urgency.SOON, says, params, behind, ("manage_it", "bring_another"))


def _stands(one: InterestFact, today: date) -> bool:
    return one.declared_on <= today and (one.until is None or today <= one.until)


def _has_ended(one: InterestFact, today: date) -> bool:
    return one.managed_until is not None and one.managed_until < today


def _moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    for one in facts.interests:
        yield one.declared_on
        for end in (one.managed_until, one.until):
            if end is not None:
                yield later(end, 1)


RULES = (
    Rule(
        "T05",
        gettext_noop("Conflict of interest not managed"),
        gettext_noop(
            "A conflict of interest is declared, and nothing says how it is managed, or that has"
            " ended."
        ),
        gettext_noop(
            "Whoever declared it did their part. The office does its own by saying who decides"
            " instead, and until when."
        ),
        not_managed,
        _moments,
        (
            ("manage_it", gettext_noop("Say how it is managed: who decides instead, until when.")),
            ("bring_another", gettext_noop("See who else could go, side by side.")),
        ),
        section=Section.WORTH_A_LOOK,
        needs=("interests",),
    ),
)
