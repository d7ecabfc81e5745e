"""A broad network: whether we always begin too late (N09), and with one side only (N10)."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.broad_network import LATELY
from rapport.rules.days import later
from rapport.rules.facts_of_many import OfficeFacts
from rapport.rules.rule import About, Finding, Numbers, Rule, Section, Setting, Urgency

WITHIN = 365
"""So many days back relationships are counted by why they were begun."""

NAMED = 12
"""So many of those begun late are behind the finding, the newest."""


def always_too_late(facts: OfficeFacts, today: date, numbers: Numbers) -> Finding | None:
    """N09: most relationships of a year were begun in a crisis, a power change or a breach."""
    since = later(today, -WITHIN)
    begun = [one for one in facts.begun if since < one.on <= today]
    late = sorted((one for one in begun if one.late), key=lambda one: one.on, reverse=True)
    if len(begun) < numbers["least"] or len(late) * 100 <= numbers["percent"] * len(begun):
        return None
    return Finding(
        "N09",
        Urgency.WORTH_A_LOOK,
        gettext_noop(
            "Begun only in a crisis, after a change of power or after a breach, of all begun in"
            " the last 365 days, as far as you can see: %(part)s of %(n)s."
        ),
        {"part": len(late), "n": len(begun)},
        tuple(("relationship", one.key) for one in late[:NAMED]),
        ("see_where_nobody_is",),
    )


def _begun_moments(facts: OfficeFacts, _numbers: Numbers) -> Iterable[date]:
    for one in facts.begun:
        yield one.on
        yield later(one.on, WITHIN)


def one_side_only(facts: OfficeFacts, today: date, numbers: Numbers) -> Finding | None:
    """N10: nearly all contacts with the parties are with one of them, and there are others."""
    since = later(today, -LATELY)
    met: dict[Hashable, set[Hashable]] = defaultdict(set)
    for one in facts.with_parties:
        if since < one.on <= today:
            met[one.party].add(one.contact)
    every = set().union(*met.values()) if met else set()
    if len(facts.parties) < 2 or len(every) < numbers["least"]:
        return None
    names = dict(facts.parties)
    most = max((key for key in names if key in met), key=lambda key: (len(met[key]), names[key]))
    if len(met[most]) * 100 < numbers["percent"] * len(every):
        return None
    others = sorted(
        (key for key in names if key != most), key=lambda key: (len(met[key]), names[key])
    )
    return Finding(
        "N10",
        Urgency.WORTH_A_LOOK,
        gettext_noop(
            "Contacts with the parties in the last 90 days, as far as you can see: %(part)s of"
            " %(n)s were with one of them. Party: %(name)s."
        ),
        {"part": len(met[most]), "n": len(every), "name": names[most]},
        tuple(("actor", key) for key in others),
        ("look_at_actor",),
    )


def _party_moments(facts: OfficeFacts, _numbers: Numbers) -> Iterable[date]:
    for one in facts.with_parties:
        yield one.on
        yield later(one.on, LATELY)


RULES = (
    Rule(
        "N09",
        gettext_noop("Always too late"),
        gettext_noop(
            "Most relationships were begun only in a crisis, after a change of power or after a"
            " breach."
        ),
        gettext_noop(
            "Whoever we meet first in a crisis meets us in need. A relationship begun before there"
            " was anything to ask for carries more, and costs less."
        ),
        always_too_late,
        _begun_moments,
        (
            (
                "see_where_nobody_is",
                gettext_noop("Look at places and groups where we know nobody yet, and begin one."),
            ),
        ),
        {
            "percent": Setting(
                50, 10, 95, gettext_noop("Percent of relationships begun late; more is noticed.")
            ),
            "least": Setting(
                6,
                3,
                500,
                gettext_noop("Relationships begun in a year from which they are counted."),
            ),
        },
        section=Section.WORTH_A_LOOK,
        about=About.OFFICE,
    ),
    Rule(
        "N10",
        gettext_noop("One side only"),
        gettext_noop(
            "Nearly all our contacts with authorities and armed groups are with one side."
        ),
        gettext_noop(
            "Who is seen with one side only is taken for its friend, and is no longer believed to"
            " be impartial by the other."
        ),
        one_side_only,
        _party_moments,
        (
            (
                "look_at_actor",
                gettext_noop("Look at the other side, and at who could safely go there."),
            ),
        ),
        {
            "percent": Setting(
                85,
                51,
                100,
                gettext_noop("Percent of contacts with one side from which it is said."),
            ),
            "least": Setting(
                20,
                5,
                500,
                gettext_noop("Number of contacts in 90 days from which they are counted."),
            ),
        },
        section=Section.WORTH_A_LOOK,
        about=About.OFFICE,
    ),
)
