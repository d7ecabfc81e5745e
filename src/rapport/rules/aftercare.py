"""After a yes, and what each side may expect (U05, B05)."""

from collections.abc import Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import RelationshipFacts
from rapport.rules.facts_agreed import in_force
from rapport.rules.moments import Days
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency
from rapport.rules.upkeep import thanks


def aftercare_due(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """U05: an agreement holds, and since it was made no contact came in which we asked nothing.

    A practice that nobody put into words had no yes to thank for.
    """
    if not facts.in_touch or not facts.agreements:
        return []
    waiting = [
        one
        for one in in_force(facts.agreements, today)
        if one.form != "tacit" and later(one.made_on, numbers["days"]) <= today
    ]
    if not waiting:
        return []
    thanked = max(thanks(facts, today), default=date.min)
    return [
        Finding(
            "U05",
            Urgency.THIS_WEEK,
            gettext_noop(
                "They agreed (%(yes_when)s). Since then we have only been in touch to ask, or not"
                " at all."
            ),
            {"yes": one.made_on},
            (("agreement", one.key),),
            ("say_thanks", "visit"),
        )
        for one in waiting
        if thanked <= one.made_on
    ]


_aftercare_moments = Days(agreement=(0, "days"), contact=(0,))


def expectations_unsaid(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """B05: we negotiate or agreed on something, and never said what each side may expect."""
    if not facts.in_touch:
        return None
    agreed = in_force(facts.agreements, today) if facts.agreements else []
    if not agreed and facts.phase != "negotiation":
        return None
    told = [one.on for one in facts.disclosures if one.kind == "expectations" and one.on <= today]
    if told and later(max(told), numbers["remembered"]) > today:
        return None
    return Finding(
        "B05",
        Urgency.WORTH_A_LOOK,
        gettext_noop("We said long ago what each side may expect of the other.")
        if told
        else gettext_noop("We have not said what each side may expect of the other."),
        {},
        tuple(("agreement", one.key) for one in agreed) or (("relationship", facts.key),),
        ("say_expectations",),
    )


def _expectation_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for one in facts.agreements:
        yield one.made_on
    for told in facts.disclosures:
        if told.kind == "expectations":
            yield told.on
            yield later(told.on, numbers["remembered"])


RULES = (
    Rule(
        "U05",
        gettext_noop("Aftercare due"),
        gettext_noop("An agreement holds, and they have heard nothing since but requests."),
        gettext_noop(
            "Whoever agreed took a risk for us. A visit without a request says that we know it."
        ),
        aftercare_due,
        _aftercare_moments,
        (
            ("say_thanks", gettext_noop("Thank them, and tell them what came of it.")),
            ("visit", gettext_noop("Drop by when you are near.")),
        ),
        {"days": Setting(7, 1, 90, gettext_noop("Number of days after the agreement."))},
        section=Section.CHECK_IN,
        needs=("agreements",),
    ),
)
BOUNDARIES = (
    Rule(
        "B05",
        gettext_noop("Expectations unsaid"),
        gettext_noop(
            "We negotiate or have an agreement, and have not said what each side may expect."
        ),
        gettext_noop(
            "What we cannot do for them disappoints least when it is said first. Who may speak, by"
            " which way, and what stays between us, is best said once and early."
        ),
        expectations_unsaid,
        _expectation_moments,
        (("say_expectations", gettext_noop("Say what each side may expect, and record it.")),),
        {
            "remembered": Setting(
                540, 90, 3650, gettext_noop("Number of days after which it is said again.")
            )
        },
        section=Section.WORTH_A_LOOK,
    ),
)
