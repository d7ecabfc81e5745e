"""Keeping our word, and theirs (K01, K02, K05, K06)."""

from collections.abc import Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import CommitmentFact, RelationshipFacts
from rapport.rules.moments import Days
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency


def _open(facts: RelationshipFacts, by: str) -> list[CommitmentFact]:
    return [
        commitment
        for commitment in facts.commitments
        if commitment.by == by and commitment.is_open and commitment.due
    ]


def _due(commitment: CommitmentFact) -> date:
    return commitment.due or date.max


_KEPT_BY_OTHERS = {
    "deceased": gettext_noop(
        "A promise of ours to somebody who has died; it was due %(due_when)s. Who takes it over?"
    ),
    "detained": gettext_noop(
        "A promise of ours to somebody who is detained, due %(due_when)s. Who takes it over?"
    ),
    "do_not_contact": gettext_noop(
        "A promise of ours to somebody who must not be contacted, due %(due_when)s. Who takes"
        " it over?"
    ),
}


def ours_due(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """K01: a promise of ours is due soon, or overdue.

    Of those who cannot be told any more it is asked who takes the promise up.
    """
    near = [
        commitment
        for commitment in _open(facts, "us")
        if later(_due(commitment), -numbers["days"]) <= today
    ]
    if not near:
        return None
    first = min(near, key=_due)
    options: tuple[str, ...] = ("keep_it", "settle_it")
    if facts.beyond_reach:
        says = _KEPT_BY_OTHERS[facts.status]
    elif facts.phase == "closed":
        says = gettext_noop(
            "The relationship is closed, and a promise of ours is open, due %(due_when)s."
        )
    else:
        says = (
            gettext_noop("A promise of ours is overdue; it was due %(due_when)s.")
            if _due(first) < today
            else gettext_noop("A promise of ours is due %(due_when)s.")
        )
        options = ("keep_it", "tell_them", "ask_release")
    return Finding(
        "K01",
        Urgency.NOW if _due(first) <= today else Urgency.THIS_WEEK,
        says,
        {"due": _due(first)},
        tuple(("commitment", commitment.key) for commitment in near),
        options,
    )


_due_moments = Days(promise_due=("-days", 0, 1))


def _can_be_told(facts: RelationshipFacts) -> bool:
    return not facts.beyond_reach and facts.phase != "closed"


def late_and_silent(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """K02: a promise is late and they were not told."""
    late = [
        commitment
        for commitment in _open(facts, "us")
        if later(_due(commitment), numbers["days"]) <= today and commitment.state != "late_told"
    ]
    if not late or not _can_be_told(facts):
        return None
    first = min(late, key=_due)
    return Finding(
        "K02",
        Urgency.NOW,
        gettext_noop(
            "A promise of ours is late and they have not been told; it was due %(due_when)s."
        ),
        {"due": _due(first)},
        tuple(("commitment", commitment.key) for commitment in late),
        ("keep_it", "tell_them", "ask_release"),
    )


_silent_moments = Days(promise_due=("days",))


def theirs_overdue(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """K05: a promise of theirs is overdue, to be raised gently."""
    late = [
        commitment
        for commitment in _open(facts, "them")
        if later(_due(commitment), numbers["days"]) < today
    ]
    if not late or not _can_be_told(facts):
        return None
    return Finding(
        "K05",
        Urgency.SOON,
        gettext_noop("A promise of theirs was due %(due_when)s; raise it gently, with a way out."),
        {"due": min(map(_due, late))},
        tuple(("commitment", commitment.key) for commitment in late),
        ("raise_gently", "release_them"),
    )


_theirs_moments = Days(promise_due=("days+1",))


def undated_promise(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """K06: a promise without a day has been open for long."""
    undated = [
        commitment
        for commitment in facts.commitments
        if commitment.is_open
        and commitment.due is None
        and later(commitment.made_on, numbers["days"]) <= today
    ]
    if not undated or not _can_be_told(facts):
        return None
    return Finding(
        "K06",
        Urgency.SOON,
        gettext_noop("A promise has no due date; it was made %(made_when)s."),
        {"made": min(commitment.made_on for commitment in undated)},
        tuple(("commitment", commitment.key) for commitment in undated),
        ("agree_on_a_day", "settle_it"),
    )


def _undated_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for commitment in facts.commitments:
        if commitment.due is None:
            yield later(commitment.made_on, numbers["days"])


_KEEP = ("keep_it", gettext_noop("Keep it, and record that it was kept."))
_TELL = ("tell_them", gettext_noop("Tell them today that it will be late, and give a new date."))
_SETTLE = (
    "settle_it",
    gettext_noop("Record the outcome, or that we are released from it, with a reason."),
)
_RELEASE = ("ask_release", gettext_noop("Ask to be released from it, and say why."))

RULES = (
    Rule(
        "K01",
        gettext_noop("Our promise due"),
        gettext_noop("A promise of ours is due soon, or overdue."),
        gettext_noop(
            "Small promises kept are how strangers learn that large ones may be believed."
        ),
        ours_due,
        _due_moments,
        (_KEEP, _TELL, _RELEASE, _SETTLE),
        {"days": Setting(7, 0, 60, gettext_noop("Number of days ahead."))},
        section=Section.OUR_WORD,
        needs=("commitments",),
    ),
    Rule(
        "K02",
        gettext_noop("Late, not told"),
        gettext_noop("A promise is late and they were not told."),
        gettext_noop("Being late is forgiven; leaving somebody to find out for themselves is not."),
        late_and_silent,
        _silent_moments,
        (_KEEP, _TELL, _RELEASE),
        {
            "days": Setting(
                2, 1, 30, gettext_noop("Number of days of silence before this is noticed.")
            )
        },
        section=Section.OUR_WORD,
        needs=("commitments",),
    ),
    Rule(
        "K05",
        gettext_noop("Their promise overdue"),
        gettext_noop("A promise of theirs is overdue."),
        gettext_noop(
            "A reminder with a way out keeps the promise and the face of the one who gave it."
        ),
        theirs_overdue,
        _theirs_moments,
        (
            ("raise_gently", gettext_noop("Ask how it is going, and whether we can help.")),
            ("release_them", gettext_noop("Release them, if it no longer matters.")),
        ),
        {"days": Setting(3, 0, 60, gettext_noop("Number of days of grace."))},
        section=Section.THEIR_WORD,
        needs=("commitments",),
    ),
    Rule(
        "K06",
        gettext_noop("Undated promise"),
        gettext_noop("A promise without a due date has been open for a long time."),
        gettext_noop(
            "Without a date, two people remember two promises. Agreeing on one helps both."
        ),
        undated_promise,
        _undated_moments,
        (
            ("agree_on_a_day", gettext_noop("Agree on a date, and record it.")),
            _SETTLE,
        ),
        {"days": Setting(30, 7, 365, gettext_noop("Number of days before this is noticed."))},
        section=Section.OUR_WORD,
        needs=("commitments",),
    ),
)
