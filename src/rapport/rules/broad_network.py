"""A broad network (N06): engaging with everyone, not only with whom we need today."""

from collections.abc import Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import ActorFacts
from rapport.rules.rule import About, Finding, Numbers, Rule, Section, Setting, Urgency


def forgotten_actor(facts: ActorFacts, today: date, numbers: Numbers) -> Finding | None:
    """N06: nobody of us was in two-way contact with anybody of the actor for long."""
    if not facts.ties:
        return None
    met = [tie.last_two_way for tie in facts.ties if tie.last_two_way is not None]
    since = max(met) if met else min(tie.opened for tie in facts.ties)
    if (today - since).days <= numbers["days"]:
        return None
    return Finding(
        "N06",
        Urgency.SOON,
        gettext_noop(
            "Last two-way contact with anybody there, as far as you can see: %(last_when)s."
        )
        if met
        else gettext_noop(
            "No two-way contact with anybody there since the record was opened, as "
            "far as you can see: %(last_when)s."
        ),
        {"last": since},
        tuple(("relationship", tie.key) for tie in facts.ties),
        ("greet_somebody", "let_them_rest"),
    )


def _forgotten_moments(facts: ActorFacts, numbers: Numbers) -> Iterable[date]:
    for tie in facts.ties:
        yield later(tie.last_two_way or tie.opened, numbers["days"] + 1)


RULES = (
    Rule(
        "N06",
        gettext_noop("Forgotten actor"),
        gettext_noop("None of us has been in touch with anybody at this actor for a long time."),
        gettext_noop(
            "Somebody who seems unimportant today may control the road tomorrow, and "
            "remembers who came before."
        ),
        forgotten_actor,
        _forgotten_moments,
        (
            ("greet_somebody", gettext_noop("Call or visit somebody there; ask for nothing.")),
            (
                "let_them_rest",
                gettext_noop(
                    "Pause contact: change the phase of each to dormant, and give a reason."
                ),
            ),
        ),
        {"days": Setting(365, 30, 1095, gettext_noop("Number of days before this is noticed."))},
        section=Section.CHECK_IN,
        about=About.ACTOR,
    ),
)
