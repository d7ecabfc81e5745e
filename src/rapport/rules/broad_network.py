"""A broad network (N06): engaging with everyone, not only with whom we need today."""

from collections.abc import Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import RelationshipFacts
from rapport.rules.facts_of_many import ActorFacts, OfficeFacts
from rapport.rules.moments import Days
from rapport.rules.rule import About, Also, Finding, Numbers, Rule, Section, Setting, Urgency


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


def forgotten_small(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """N06: somebody of little influence, or a small group, was not met for long."""
    if not facts.small or not facts.in_touch or facts.never_met(today):
        return None
    met = facts.last_two_way(today)
    since = met.on if met else facts.opened
    if (today - since).days < numbers["small_days"]:
        return None
    return Finding(
        "N06",
        Urgency.SOON,
        gettext_noop(
            "Easily overlooked: their group has little influence. Last two-way contact:"
            " %(last_when)s."
        )
        if met
        else gettext_noop(
            "Easily overlooked: their group has little influence. No two-way contact since the"
            " record was opened: %(last_when)s."
        ),
        {"last": since},
        (("interaction", met.key) if met else ("relationship", facts.key),),
        ("greet_somebody", "let_them_rest"),
    )


_small_moments = Days(opened=("small_days",), met=(0, "small_days"))


LATELY = 90
"""So many days back contacts with small actors are set against all."""


def small_share(facts: OfficeFacts, today: date, numbers: Numbers) -> Finding | None:
    """N06: of our contacts with actors whose influence is known, too few are with small ones."""
    if not facts.small:
        return None
    since = later(today, -LATELY)
    lately = [one for one in facts.contacts if since < one.on <= today]
    every = {one.contact for one in lately}
    with_small = {one.contact for one in lately if one.small}
    if len(every) < numbers["least"] or len(with_small) * 100 >= numbers["percent"] * len(every):
        return None
    return Finding(
        "N06",
        Urgency.WORTH_A_LOOK,
        gettext_noop(
            "Contacts with actors of little influence in the last 90 days, as far as you can see:"
            " %(part)s of %(n)s."
        ),
        {"part": len(with_small), "n": len(every)},
        tuple(("actor", key) for key in facts.small),
        ("look_at_actor",),
    )


def _share_moments(facts: OfficeFacts, _numbers: Numbers) -> Iterable[date]:
    for one in facts.contacts:
        yield one.on
        yield later(one.on, LATELY)


def _forgotten_moments(facts: ActorFacts, numbers: Numbers) -> Iterable[date]:
    for tie in facts.ties:
        yield later(tie.last_two_way or tie.opened, numbers["days"] + 1)


RULES = (
    Rule(
        "N06",
        gettext_noop("Forgotten actor"),
        gettext_noop(
            "None of us has been in touch with anybody at this actor for a long time, or with"
            " somebody of little influence, or few of our contacts are with those."
        ),
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
            (
                "look_at_actor",
                gettext_noop("Look at those with little influence, and choose who to visit."),
            ),
        ),
        {
            "days": Setting(365, 30, 1095, gettext_noop("Number of days before this is noticed.")),
            "small_days": Setting(
                120, 14, 1095, gettext_noop("Number of days, where influence is low (0 or 1).")
            ),
            "percent": Setting(
                10,
                1,
                50,
                gettext_noop("Percent of contacts that are with actors of little influence."),
            ),
            "least": Setting(
                20,
                5,
                500,
                gettext_noop("Number of contacts in 90 days from which they are counted."),
            ),
        },
        section=Section.CHECK_IN,
        about=About.ACTOR,
        also=(
            Also(About.RELATIONSHIP, forgotten_small, _small_moments, ("small",)),
            Also(About.OFFICE, small_share, _share_moments),
        ),
    ),
)
