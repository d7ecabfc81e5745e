"""What all of us together ask of one group, or of one person in several circles (E11)."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts_of_many import ActorContact, ActorFacts, PersonFacts
from rapport.rules.rule import About, Also, Finding, Numbers, Rule, Section, Setting, Urgency

LOOKED_BACK = 365
"""So many days at most an office lets it be looked back."""


def asked_by_all_of_us(facts: ActorFacts, today: date, numbers: Numbers) -> Finding | None:
    """E11: most contacts with the people of an actor ask for something, of more than one of them.

    Of one person alone E09 speaks. A contact with several of them is one contact.
    """
    says = gettext_noop(
        "Recent contacts of all of us with people there that had a request, as far as you can"
        " see: %(part)s of %(n)s."
    )
    return _mostly_asked(facts.contacts, says, today, numbers)


def one_person_asked_by_all(facts: PersonFacts, today: date, numbers: Numbers) -> Finding | None:
    """E11: most contacts with one person ask for something, and not those of one circle alone.

    Of what one circle asks of them E09 speaks.
    """
    says = gettext_noop(
        "Recent contacts of all of us with this person that had a request, as far as you can"
        " see: %(part)s of %(n)s."
    )
    return _mostly_asked(facts.contacts, says, today, numbers)


def _mostly_asked(
    contacts: Sequence[ActorContact], says: str, today: date, numbers: Numbers
) -> Finding | None:
    since = later(today, -numbers["days"])
    asked: dict[Hashable, bool] = {}
    of_whom: dict[Hashable, None] = {}
    for one in contacts:
        if since < one.on <= today:
            asked[one.contact] = asked.get(one.contact, False) or one.asked
            if one.asked:
                of_whom[one.tie] = None
    part, count = sum(asked.values()), len(asked)
    if count < numbers["least"] or part * 100 < numbers["percent"] * count or len(of_whom) < 2:
        return None
    return Finding(
        "E11",
        Urgency.SOON,
        says,
        {"part": part, "n": count},
        tuple(("relationship", tie) for tie in of_whom),
        ("visit_without_asking", "give_something_back"),
    )


def _moments(facts: ActorFacts | PersonFacts, numbers: Numbers) -> Iterable[date]:
    for one in facts.contacts:
        yield one.on
        yield later(one.on, numbers["days"])


RULES = (
    Rule(
        "E11",
        gettext_noop("Tired of all of us"),
        gettext_noop(
            "Too many contacts with the people of one actor, or with one person whom several"
            " circles know, ask for something."
        ),
        gettext_noop(
            "Each of us asks only now and then; they hear all of us. Agree among yourselves who"
            " asks next, and who only visits."
        ),
        asked_by_all_of_us,
        _moments,
        (
            ("visit_without_asking", gettext_noop("Meet or call once more and ask for nothing.")),
            ("give_something_back", gettext_noop("Bring news or help they can use.")),
        ),
        {
            "days": Setting(90, 14, LOOKED_BACK, gettext_noop("Number of days looked back.")),
            "percent": Setting(
                70,
                10,
                100,
                gettext_noop("Share of requests from which this is noticed, in percent."),
            ),
            "least": Setting(
                4, 2, 30, gettext_noop("Number of contacts from which this is noticed.")
            ),
        },
        section=Section.WORTH_A_LOOK,
        about=About.ACTOR,
        also=(Also(About.PERSON, one_person_asked_by_all, _moments),),
    ),
)
