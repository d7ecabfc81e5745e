"""A broad network: actors, kinds of actors and places where we know nobody (N05)."""

from collections.abc import Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.facts_of_many import ActorFacts, OfficeFacts, Unmet
from rapport.rules.rule import About, Also, Finding, Numbers, Rule, Section, Urgency


def nobody_there(facts: ActorFacts, _today: date, _numbers: Numbers) -> Finding | None:
    """N05: an actor is known, and there is no relationship with it."""
    if not facts.nobody:
        return None
    return Finding(
        "N05",
        Urgency.WORTH_A_LOOK,
        gettext_noop("No relationship with anybody there, as far as you can see."),
        {},
        (("actor", facts.key),),
        ("look_at_actor", "add_somebody_there"),
    )


def nobody_of_its_kind(facts: OfficeFacts, _today: date, _numbers: Numbers) -> list[Finding]:
    """N05: many of a kind of actor, or a place with gates, have no relationship."""
    return [_unmet(one) for one in facts.unmet]


def _unmet(one: Unmet) -> Finding:
    if one.is_place:
        says = gettext_noop(
            "Something must be open in %(name)s, and there is no relationship with anybody there,"
            " as far as you can see."
        )
        behind = tuple(("gate", key) for key in one.behind)
        return Finding("N05", Urgency.SOON, says, {"name": one.name}, behind, ("look_at_gate",))
    says = gettext_noop(
        "No relationship with many of one type, as far as you can see. Type: %(kind)s."
    )
    behind = tuple(("actor", key) for key in one.behind)
    params = {"kind": {"word": one.name}}
    return Finding("N05", Urgency.WORTH_A_LOOK, says, params, behind, ("look_at_actor",))


def _no_moments(_facts: ActorFacts | OfficeFacts, _numbers: Numbers) -> Iterable[date]:
    """Return no day: only what is recorded changes it."""
    return ()


RULES = (
    Rule(
        "N05",
        gettext_noop("Nobody there"),
        gettext_noop(
            "We have no relationship with an actor we know of, with any of its kind, or in a place"
            " where something must be open."
        ),
        gettext_noop(
            "Whoever was never met hears of us from others. A first visit without a request costs"
            " least before there is anything to ask."
        ),
        nobody_there,
        _no_moments,
        (
            ("look_at_actor", gettext_noop("Look at what is known of it, and who could go.")),
            ("add_somebody_there", gettext_noop("Add somebody there whom we know of.")),
            ("look_at_gate", gettext_noop("Look at what must be open, and who decides on it.")),
        ),
        section=Section.WORTH_A_LOOK,
        about=About.ACTOR,
        also=(Also(About.OFFICE, nobody_of_its_kind, _no_moments),),
    ),
)
