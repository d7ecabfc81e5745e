"""What was agreed, and how it is kept (A01 to A04, A07).

None of them asks for a paper: what is missing is said aloud, read back, or agreed on.
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import RelationshipFacts
from rapport.rules.facts_agreed import (
    NO_PAPER,
    ON_PAPER,
    READ_BACK_FORMS,
    AgreementFact,
    in_force,
)
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency

Because = tuple[tuple[str, Hashable], ...]


def of_agreement(agreement: AgreementFact, *others: tuple[str, Hashable]) -> Because:
    """Return the records behind a finding about an agreement."""
    return (("agreement", agreement.key), *others)


def who_does_what(facts: RelationshipFacts, today: date, _numbers: Numbers) -> list[Finding]:
    """A01: a term does not say who does it, by when, or how we would notice; or there is none."""
    found = []
    for one in in_force(facts.agreements, today):
        if not one.terms:
            says = gettext_noop("An agreement has no terms yet: nothing says who does what.")
            found.append(_unclear(one, says, (), ("add_a_term",)))
            continue
        lacking = [term for term in one.open_terms if not term.is_whole]
        if lacking:
            says = (
                gettext_noop("A term does not say who does it.")
                if any(not term.doer for term in lacking)
                else gettext_noop("A term does not say by when, or how we would notice.")
            )
            terms = tuple(("term", term.key) for term in lacking)
            found.append(_unclear(one, says, terms, ("complete_the_term", "ask_who_does_it")))
    return found


def _unclear(one: AgreementFact, says: str, terms: Because, options: tuple[str, ...]) -> Finding:
    return Finding("A01", Urgency.SOON, says, {}, of_agreement(one, *terms), options)


def _made_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    return (one.made_on for one in facts.agreements)


def not_read_back(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """A02: what was agreed by word or by message was not said back and confirmed."""
    if not facts.in_touch:
        return []
    found = []
    for one in in_force(facts.agreements, today):
        said = one.said_back(today)
        since = said.on if said else one.made_on
        if one.form not in READ_BACK_FORMS or later(since, numbers["days"]) > today:
            continue
        if any(back.state == "confirmed" and back.on <= today for back in one.read_backs):
            continue
        options: tuple[str, ...] = ("read_it_back",)
        if said is None:
            says = gettext_noop("Not said back yet. It was agreed %(since_when)s.")
        elif said.state == "contested":
            says = gettext_noop("They saw it otherwise when it was said back (%(since_when)s).")
            options = ("settle_open_points", "read_it_back")
        else:
            says = gettext_noop("Said back %(since_when)s; we do not know whether they see it so.")
            options = ("note_their_answer", "read_it_back")
        behind = of_agreement(one, *((("readback", said.key),) if said else ()))
        found.append(Finding("A02", Urgency.SOON, says, {"since": since}, behind, options))
    return found


def _read_back_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for one in facts.agreements:
        for day in (one.made_on, *(said.on for said in one.read_backs)):
            yield day
            yield later(day, numbers["days"])


def review_due(facts: RelationshipFacts, today: date, _numbers: Numbers) -> list[Finding]:
    """A03: the day on which an agreement was to be looked at again has come."""
    return [
        Finding(
            "A03",
            Urgency.THIS_WEEK,
            gettext_noop("An agreement was to be reviewed %(due_when)s."),
            {"due": one.review_on},
            of_agreement(one),
            ("review_it",),
        )
        for one in in_force(facts.agreements, today)
        if one.review_on is not None and one.review_on <= today
    ]


def _review_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterator[date]:
    for one in facts.agreements:
        yield one.made_on
        if one.review_on:
            yield one.review_on


def paper_pressed(facts: RelationshipFacts, today: date, _numbers: Numbers) -> list[Finding]:
    """A04: they prefer no paper, and an agreement is one, or a request is to be made in writing."""
    if facts.documentation not in NO_PAPER:
        return []
    found = []
    papers = [one for one in in_force(facts.agreements, today) if one.form in ON_PAPER]
    if papers:
        says = gettext_noop("An agreement stands on paper, and they prefer none.")
        behind = tuple(("agreement", one.key) for one in papers)
        found.append(_pressed(says, behind, ("say_the_form", "say_what_they_prefer")))
    letters = [ask for ask in facts.asks if ask.is_ahead and ask.channel_planned == "letter"]
    if letters:
        says = gettext_noop("A request is to be made by letter, and they prefer no paper.")
        asks = tuple(("ask", ask.key) for ask in letters)
        found.append(_pressed(says, asks, ("ask_by_word", "say_what_they_prefer")))
    return found


def _pressed(says: str, behind: Because, options: tuple[str, ...]) -> Finding:
    return Finding("A04", Urgency.THIS_WEEK, says, {}, behind, options)


def not_kept(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """A07: a term was not kept, or only in part, and nobody raised it with them.

    Once it was kept again there is nothing to raise.
    """
    found = []
    for one in in_force(facts.agreements, today):
        open_ = [
            mark
            for term in one.open_terms
            for mark in term.not_kept(today)
            if not mark.is_raised(today) and later(mark.on, numbers["days"]) <= today
        ]
        if not open_:
            continue
        broken = any(mark.keeping == "breached" for mark in open_)
        marks = tuple(("termmark", mark.key) for mark in open_)
        found.append(
            Finding(
                "A07",
                Urgency.THIS_WEEK if broken else Urgency.SOON,
                gettext_noop("A term was not kept (%(since_when)s), and nobody raised it.")
                if broken
                else gettext_noop("A term is wobbling (%(since_when)s), and nobody raised it."),
                {"since": min(mark.on for mark in open_)},
                of_agreement(one, *marks),
                ("ask_what_happened", "note_follow_up", *(("start_a_repair",) if broken else ())),
            )
        )
    return found


def _kept_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterator[date]:
    for one in facts.agreements:
        yield one.made_on
        for term in one.terms:
            for mark in term.marks:
                yield mark.on
                yield later(mark.on, numbers["days"])
                if mark.followed_on:
                    yield mark.followed_on


_READ_BACK = ("read_it_back", gettext_noop("Say it back in a few words, and hear whether it fits."))
_PREFERENCE = (
    "say_what_they_prefer",
    gettext_noop("If they have come to prefer another form, say so on their record."),
)

RULES = (
    Rule(
        "A01",
        gettext_noop("Who does what?"),
        gettext_noop(
            "A term of an agreement does not say who does it, by when or how often, or how we"
            " would notice."
        ),
        gettext_noop(
            "What nobody was to do by any day is done by nobody. Agreements break in the second"
            " week over what was never said."
        ),
        who_does_what,
        _made_moments,
        (
            ("add_a_term", gettext_noop("Add what each side does, one line for each.")),
            ("complete_the_term", gettext_noop("Add who does it, by when, and how we notice.")),
            ("ask_who_does_it", gettext_noop("Ask them in person who will do it, and when.")),
        ),
        section=Section.WORTH_A_LOOK,
        needs=("agreements",),
    ),
    Rule(
        "A02",
        gettext_noop("Not said back"),
        gettext_noop(
            "Something was agreed by word or by message, and they have not confirmed it when said"
            " back."
        ),
        gettext_noop(
            "Two people remember one talk in two ways. A short courteous summary, said aloud,"
            " finds that out while it costs nothing."
        ),
        not_read_back,
        _read_back_moments,
        (
            _READ_BACK,
            ("note_their_answer", gettext_noop("Record what they answered.")),
            ("settle_open_points", gettext_noop("Talk about the terms they see otherwise.")),
        ),
        {"days": Setting(3, 1, 60, gettext_noop("Number of days before this is noticed."))},
        section=Section.WORTH_A_LOOK,
        needs=("agreements",),
    ),
    Rule(
        "A03",
        gettext_noop("Review of an agreement due"),
        gettext_noop("The day on which an agreement was to be reviewed has come."),
        gettext_noop("Looked at early, a small doubt is a question; looked at late, a quarrel."),
        review_due,
        _review_moments,
        (("review_it", gettext_noop("See term by term how it is kept, and record a review.")),),
        section=Section.OUR_WORD,
        needs=("agreements",),
    ),
    Rule(
        "A04",
        gettext_noop("Paper against their wish"),
        gettext_noop(
            "They prefer no paper, and an agreement with them is one, or a request is planned by"
            " letter."
        ),
        gettext_noop(
            "In some places a paper is a risk for whoever is named on it. A word that is kept is"
            " worth more than a page that is feared."
        ),
        paper_pressed,
        _made_moments,
        (
            ("say_the_form", gettext_noop("If it was agreed by word, say so on the agreement.")),
            ("ask_by_word", gettext_noop("Make the request in person or by phone instead.")),
            _PREFERENCE,
        ),
        section=Section.WORTH_A_LOOK,
        needs=("documentation",),
    ),
    Rule(
        "A07",
        gettext_noop("Wobbling"),
        gettext_noop("A term was not kept, or only in part, and nobody raised it with them."),
        gettext_noop(
            "What passes without a word becomes the custom. Asked kindly and soon, there is mostly"
            " a reason."
        ),
        not_kept,
        _kept_moments,
        (
            ("ask_what_happened", gettext_noop("Ask them what happened; listen first.")),
            ("note_follow_up", gettext_noop("Record that it was raised, and how.")),
            (
                "start_a_repair",
                gettext_noop("If trust broke with it, record that, and start a repair."),
            ),
        ),
        {"days": Setting(0, 0, 30, gettext_noop("Number of days before this is noticed."))},
        section=Section.THEIR_WORD,
        needs=("agreements",),
    ),
)
