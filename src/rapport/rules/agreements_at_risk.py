"""What an agreement rests on: who vouches, what shows it, what the law says (A05, A06, A08)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.agreements import Because, of_agreement
from rapport.rules.days import later
from rapport.rules.facts import RelationshipFacts
from rapport.rules.facts_agreed import AgreementFact, EvidenceFact, TermFact, in_force
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency

_TWICE = 2
"""A term not kept so many times in a row is stuck."""


def guarantor_gone(facts: RelationshipFacts, today: date, _numbers: Numbers) -> list[Finding]:
    """A05: whoever vouched for an agreement no longer can, and nobody else does."""
    found = []
    for one in in_force(facts.agreements, today):
        gone = [who for who in one.guarantors if who.is_gone(today)]
        if not gone or len(gone) < len(one.guarantors):
            continue
        parties = tuple(("agreementparty", who.key) for who in gone)
        found.append(
            Finding(
                "A05",
                Urgency.SOON,
                gettext_noop("Whoever vouched for an agreement is no longer there."),
                {},
                of_agreement(one, *parties),
                ("find_a_guarantor", "hear_whether_it_holds"),
            )
        )
    return found


def _guarantor_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterator[date]:
    for one in facts.agreements:
        yield one.made_on
        yield from (later(who.until, 1) for who in one.guarantors if who.until)


def custodian_leaving(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """A06: what shows an agreement is with a colleague who leaves or has left, or will vanish."""
    found = []
    for one in in_force(facts.agreements, today):
        held = [each for each in one.evidence if each.kept]
        gone = [each for each in held if _has_left(each, today)]
        leaving = [
            each for each in held if each not in gone and _leaves(each, today, numbers["days"])
        ]
        vanishing = [each for each in one.evidence if each.vanishing and not each.copied]
        if gone:
            says = gettext_noop("Evidence of an agreement is with a colleague who has left.")
            found.append(_lost(one, gone, says, ("pass_it_on",)))
        if leaving:
            says = gettext_noop(
                "Evidence of an agreement is with a colleague who leaves %(due_when)s."
            )
            until = {"due": min(each.until for each in leaving if each.until)}
            found.append(_lost(one, leaving, says, ("pass_it_on",))._replace(params=until))
        if vanishing:
            says = gettext_noop("Messages that show an agreement will disappear.")
            options = ("keep_what_it_says", "say_it_back_again")
            found.append(_lost(one, vanishing, says, options)._replace(when=Urgency.SOON))
    return found


def _has_left(one: EvidenceFact, today: date) -> bool:
    return not one.here or (one.until is not None and one.until < today)


def _leaves(one: EvidenceFact, today: date, days: int) -> bool:
    return one.until is not None and later(one.until, -days) <= today


def _lost(
    one: AgreementFact, evidence: Sequence[EvidenceFact], says: str, options: tuple[str, ...]
) -> Finding:
    behind = of_agreement(one, *(("evidence", each.key) for each in evidence))
    return Finding("A06", Urgency.THIS_WEEK, says, {}, behind, options)


def _custody_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterator[date]:
    for one in facts.agreements:
        yield one.made_on
        for each in one.evidence:
            if each.until:
                yield later(each.until, -numbers["days"])
                yield later(each.until, 1)


def stuck_without_advice(facts: RelationshipFacts, today: date, numbers: Numbers) -> list[Finding]:
    """A08: a term is stuck or the law may matter, and nobody asked; or a question waits long."""
    found: list[Finding] = []
    for one in in_force(facts.agreements, today):
        if one.legal:
            found += _waiting(one, today, numbers["open"])
            continue
        stuck = [term for term in one.open_terms if _is_stuck(one, term, today, numbers["days"])]
        if stuck:
            says = gettext_noop("A term is stuck, and nobody asked for legal advice.")
            terms = tuple(("term", term.key) for term in stuck)
            found.append(_unasked(one, says, terms))
        elif one.legal_mark:
            says = gettext_noop(
                "A legal note stands on their group, and nobody asked for advice on the agreement."
            )
            found.append(_unasked(one, says, ()))
    return found


def _unasked(one: AgreementFact, says: str, terms: Because) -> Finding:
    behind = of_agreement(one, *terms)
    return Finding("A08", Urgency.SOON, says, {}, behind, ("ask_for_advice",))


def _waiting(one: AgreementFact, today: date, days: int) -> Iterator[Finding]:
    for asked in one.legal:
        answered = asked.answered_on is not None and asked.answered_on <= today
        decided = asked.decided_on is not None and asked.decided_on <= today
        since = asked.answered_on if answered and asked.answered_on else asked.asked_on
        if decided or later(since, days) > today:
            continue
        says = (
            gettext_noop("Legal advice came %(since_when)s, and nothing was decided.")
            if answered
            else gettext_noop("A legal question has had no answer since %(since)s.")
        )
        behind = of_agreement(one, ("legalquestion", asked.key))
        option = "note_the_decision" if answered else "ask_again"
        yield Finding("A08", Urgency.SOON, says, {"since": since}, behind, (option,))


def _is_stuck(one: AgreementFact, term: TermFact, today: date, days: int) -> bool:
    open_point = term.contested and later(_contested_since(one), days) <= today
    return open_point or len(term.not_kept(today)) >= _TWICE


def _contested_since(one: AgreementFact) -> date:
    """Return the day from which a term is an open point: that of the read-back, as far as known."""
    said = [back.on for back in one.read_backs if back.state == "contested"]
    return max(said, default=one.made_on)


def _legal_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for one in facts.agreements:
        yield one.made_on
        yield later(_contested_since(one), numbers["days"])
        yield from (mark.on for term in one.terms for mark in term.marks)
        for asked in one.legal:
            yield later(asked.asked_on, numbers["open"])
            if asked.answered_on:
                yield asked.answered_on
                yield later(asked.answered_on, numbers["open"])
            if asked.decided_on:
                yield asked.decided_on


RULES = (
    Rule(
        "A05",
        gettext_noop("Guarantor gone"),
        gettext_noop(
            "Everybody who vouched for an agreement has left their post or is out of reach."
        ),
        gettext_noop("A promise made before somebody weighs less once they are gone."),
        guarantor_gone,
        _guarantor_moments,
        (
            ("find_a_guarantor", gettext_noop("Add somebody else who would vouch for it.")),
            ("hear_whether_it_holds", gettext_noop("Ask them whether they still see it so.")),
        ),
        section=Section.WORTH_A_LOOK,
        needs=("agreements",),
    ),
    Rule(
        "A06",
        gettext_noop("Evidence may be lost"),
        gettext_noop(
            "Evidence of an agreement is with a colleague who leaves or has left, or is a message"
            " that will disappear."
        ),
        gettext_noop("A thumbs-up on a phone shows a yes until the phone changes hands."),
        custodian_leaving,
        _custody_moments,
        (
            ("pass_it_on", gettext_noop("Pass it on to a colleague who stays.")),
            (
                "keep_what_it_says",
                gettext_noop("Record in short what it says, and its fingerprint."),
            ),
            ("say_it_back_again", gettext_noop("Say it back once more, so that both remember it.")),
        ),
        {"days": Setting(21, 1, 120, gettext_noop("Number of days before a colleague leaves."))},
        section=Section.WORTH_A_LOOK,
        needs=("agreements",),
    ),
    Rule(
        "A08",
        gettext_noop("Stuck without advice"),
        gettext_noop(
            "A term is stuck or a legal note stands on their group, and nobody asked for legal"
            " advice; or a question waits too long."
        ),
        gettext_noop(
            "Some knots are of law and not of will. One question to somebody who knows saves weeks"
            " of going round."
        ),
        stuck_without_advice,
        _legal_moments,
        (
            ("ask_for_advice", gettext_noop("Ask for legal advice; the pack goes without names.")),
            ("ask_again", gettext_noop("Ask again, or record the answer.")),
            ("note_the_decision", gettext_noop("Record what we decided.")),
        ),
        {
            "days": Setting(14, 1, 120, gettext_noop("Number of days a term is an open point.")),
            "open": Setting(21, 1, 120, gettext_noop("Number of days a question may wait.")),
        },
        section=Section.WORTH_A_LOOK,
        needs=("agreements",),
    ),
)
