"""What access hangs on: one person alone (N01), no way in (N02), a claim nobody checked (N08)."""

from collections.abc import Iterable, Iterator
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.facts_of_many import GateFacts
from rapport.rules.rule import About, Finding, Numbers, Rule, Section, Setting, Urgency

NAMED = 3
"""So many people are named in a sentence; the page of the gate has the others."""


def one_person_away(facts: GateFacts, _today: date, _numbers: Numbers) -> Finding | None:
    """N01: whoever is lost alone, theirs or ours, closes the gate to us."""
    if not facts.alone:
        return None
    names = [one.name for one in facts.alone]
    return Finding(
        "N01",
        Urgency.SOON,
        gettext_noop("Hangs on one person, as far as you can see: %(names)s.")
        if len(names) == 1
        else gettext_noop("Each of these alone would close it, as far as you can see: %(names)s."),
        {"names": " · ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")},
        (
            ("gate", facts.key),
            *((one.kind, one.key) for one in facts.alone),
        ),
        ("look_at_dependence", "introduce_a_second"),
    )


def no_way_in(facts: GateFacts, _today: date, _numbers: Numbers) -> Finding | None:
    """N02: no way leads to whose consent it needs, or none over ties checked lately."""
    if not facts.consent_known or facts.can_open:
        return None
    return Finding(
        "N02",
        Urgency.SOON,
        gettext_noop(
            "No way to whose consent it needs has been checked in 180 days, as far as you can see."
        )
        if facts.by_stale_ties
        else gettext_noop("We know no way to whose consent it needs, as far as you can see."),
        {},
        (("gate", facts.key), *(("relationship", key) for key in facts.unreached)),
        ("find_a_way", "look_at_dependence"),
    )


def stale_claim(facts: GateFacts, _today: date, _numbers: Numbers) -> list[Finding]:
    """N08: the best way to a gate rests on a tie that nobody has checked for long."""
    return list(_stale(facts))


def _stale(facts: GateFacts) -> Iterator[Finding]:
    for tie in facts.stale:
        yield Finding(
            "N08",
            Urgency.WORTH_A_LOOK,
            gettext_noop(
                "The best way there rests on a tie that nobody has checked since"
                " %(checked)s: %(names)s."
            ),
            {"checked": tie.checked_on, "names": tie.name},
            (("tie", tie.key), ("gate", facts.key)),
            ("check_the_tie", "look_at_dependence"),
        )


def _no_moments(_facts: GateFacts, _numbers: Numbers) -> Iterable[date]:
    """Return no day: it is worked out anew on every day."""
    return ()


_LOOK = (
    "look_at_dependence",
    gettext_noop("Look at what it hangs on, and which new tie would help most."),
)

RULES = (
    Rule(
        "N01",
        gettext_noop("One person away"),
        gettext_noop("Something that must be open hangs on one person alone, theirs or ours."),
        gettext_noop(
            "People are transferred, fall ill, or leave. A second way, through other people, takes"
            " months to make and cannot be made in the week it is needed."
        ),
        one_person_away,
        _no_moments,
        (
            _LOOK,
            (
                "introduce_a_second",
                gettext_noop("Find an introduction for a second colleague, or to a second person."),
            ),
        ),
        {
            "tie_low": Setting(
                40, 1, 99, gettext_noop("Percent of ties claimed with low confidence that work.")
            ),
            "tie_medium": Setting(
                70, 1, 99, gettext_noop("Percent of ties claimed with medium confidence that work.")
            ),
            "tie_high": Setting(
                90, 1, 99, gettext_noop("Percent of ties claimed with high confidence that work.")
            ),
            "people": Setting(
                90, 1, 100, gettext_noop("Percent of their people who are still there in a year.")
            ),
            "colleagues": Setting(
                75, 1, 100, gettext_noop("Percent of our colleagues who are still here in a year.")
            ),
            "groups": Setting(
                95,
                1,
                100,
                gettext_noop("Percent of groups that do not fall as a whole within a year."),
            ),
        },
        section=Section.WORTH_A_LOOK,
        about=About.GATE,
    ),
    Rule(
        "N02",
        gettext_noop("No way in"),
        gettext_noop(
            "There is no way to whose consent something needs, or none that was checked in 180"
            " days."
        ),
        gettext_noop(
            "A relationship begun when the road is already closed begins with a request. A way"
            " found in good time begins with tea."
        ),
        no_way_in,
        _no_moments,
        (
            ("find_a_way", gettext_noop("Find an introduction to whose consent it needs.")),
            _LOOK,
        ),
        section=Section.WORTH_A_LOOK,
        about=About.GATE,
    ),
    Rule(
        "N08",
        gettext_noop("Unchecked tie relied on"),
        gettext_noop(
            "The best way to something that must be open rests on a tie that nobody has checked in"
            " 180 days."
        ),
        gettext_noop(
            "Who trusts whom changes quietly. A way that rests on last year's friendship may end"
            " at a closed door, or bring somebody into danger."
        ),
        stale_claim,
        _no_moments,
        (
            ("check_the_tie", gettext_noop("Ask somebody whether it is still so, and record it.")),
            _LOOK,
        ),
        section=Section.WORTH_A_LOOK,
        about=About.GATE,
    ),
)
