"""What agreements rest on (A05, A06, A08), aftercare (U05) and expectations (B05)."""

import pytest

from rapport.rules.catalogue import judge
from rules.building import (
    TODAY,
    ago,
    agreed,
    ahead,
    ask,
    evidence,
    guarantor,
    heard,
    legal_question,
    mark,
    meeting,
    relationship,
    said_back,
    says,
    settings,
    silent_from,
    speaks_from,
    term,
    told,
)


def with_them(*agreements, **changes):
    return relationship(agreements=agreements, **changes)


# A05 guarantor gone


def test_a05_the_guarantor_is_out_of_reach():
    who = guarantor(here=False)
    one = agreed(ago(9), guarantors=(who,))
    finding = heard("A05", with_them(one))
    assert finding.because == (("agreement", one.key), ("agreementparty", who.key))
    assert finding.options[0] == "find_a_guarantor"


def test_a05_it_speaks_the_day_after_their_post_ended():
    speaks_from("A05", with_them(agreed(ago(9), guarantors=(guarantor(until=ahead(2)),))), ahead(3))


def test_a05_somebody_else_still_vouches():
    both = (guarantor(here=False), guarantor())
    assert heard("A05", with_them(agreed(ago(9), guarantors=both))) is None
    both = (guarantor(here=False), guarantor(until=ago(1)))
    assert len(heard("A05", with_them(agreed(ago(9), guarantors=both))).because) == 3


def test_a05_nobody_ever_vouched_or_it_has_ended():
    assert heard("A05", with_them(agreed(ago(9)))) is None
    gone = agreed(ago(9), guarantors=(guarantor(here=False),), live=False)
    assert heard("A05", with_them(gone)) is None


# A06 what shows it may be lost


def test_a06_the_colleague_leaves():
    kept = evidence(until=ahead(10))
    one = agreed(ago(9), evidence=(kept,))
    finding = heard("A06", with_them(one))
    assert finding.because == (("agreement", one.key), ("evidence", kept.key))
    assert finding.options == ("pass_it_on",)
    speaks_from("A06", with_them(agreed(ago(9), evidence=(evidence(until=ahead(30)),))), ahead(9))


def test_a06_the_colleague_has_left():
    assert "has left" in says("A06", with_them(agreed(ago(9), evidence=(evidence(here=False),))))
    ended = with_them(agreed(ago(9), evidence=(evidence(until=ago(1)),)))
    assert "has left" in says("A06", ended)
    last_day = with_them(agreed(ago(9), evidence=(evidence(until=TODAY),)))
    assert "leaves today" in says("A06", last_day)


def test_a06_messages_that_disappear():
    vanishing = evidence(vanishing=True)
    finding = heard("A06", with_them(agreed(ago(9), evidence=(vanishing, evidence()))))
    assert finding.because[1:] == (("evidence", vanishing.key),)
    copied = agreed(ago(9), evidence=(evidence(vanishing=True, copied=True),))
    assert heard("A06", with_them(copied)) is None


def test_a06_kept_by_somebody_who_stays_or_by_nobody():
    held = (evidence(), evidence(kept=False))
    assert heard("A06", with_them(agreed(ago(9), evidence=held))) is None


def test_a06_each_sort_by_itself():
    rows = (evidence(here=False), evidence(until=ahead(2)), evidence(vanishing=True))
    facts = with_them(agreed(ago(9), evidence=rows))
    found = judge(facts, TODAY, settings("A06")).findings
    assert [one.because[1][1] for one in found] == [row.key for row in rows]


# A08 stuck without advice


def test_a08_a_term_they_see_otherwise_for_two_weeks():
    open_ = term(contested=True)
    one = agreed(ago(60), open_, term(), read_backs=(said_back(ago(13), "contested"),))
    assert heard("A08", with_them(one)) is None
    speaks_from("A08", with_them(one), ahead(1))
    assert heard("A08", with_them(one), ahead(1)).because == (
        ("agreement", one.key),
        ("term", open_.key),
    )


def test_a08_not_kept_twice_in_a_row():
    one = agreed(ago(60), term(mark(ago(9)), mark(ago(2), "wobbling")))
    assert heard("A08", with_them(one)).options == ("ask_for_advice",)
    once = agreed(ago(60), term(mark(ago(9)), mark(ago(5), "kept"), mark(ago(2))))
    assert heard("A08", with_them(once)) is None


def test_a08_a_legal_note_on_their_group():
    assert "legal note" in says("A08", with_them(agreed(ago(1), legal_mark=True)))
    assert heard("A08", with_them(agreed(ago(1)))) is None


def test_a08_a_question_that_waits_too_long():
    asked = legal_question(ago(10))
    one = agreed(ago(60), legal=(asked,), legal_mark=True)
    assert heard("A08", with_them(one)) is None, "it was asked"
    speaks_from("A08", with_them(one), ahead(11))
    assert heard("A08", with_them(one), ahead(11)).because[1] == ("legalquestion", asked.key)


def test_a08_answered_and_decided_it_is_silent():
    answered = with_them(agreed(ago(90), legal=(legal_question(ago(80), ago(21)),)))
    assert heard("A08", answered).options == ("note_the_decision",)
    decided = with_them(agreed(ago(90), legal=(legal_question(ago(80), ago(21), ahead(1)),)))
    silent_from("A08", decided, ahead(1))


# U05 aftercare due


def test_u05_a_week_after_they_agreed():
    one = agreed(ago(6))
    speaks_from("U05", with_them(one), ahead(1))
    assert heard("U05", with_them(one), ahead(1)).because == (("agreement", one.key),)


def test_u05_a_contact_in_which_nothing_was_asked_is_thanks():
    thanked = with_them(agreed(ago(20)), interactions=(meeting(ago(3)),))
    assert heard("U05", thanked) is None
    asked = with_them(agreed(ago(20)), interactions=(meeting(ago(3), asked=True),))
    assert heard("U05", asked)
    same_day = with_them(agreed(ago(20)), interactions=(meeting(ago(20)),))
    assert heard("U05", same_day), "that was the meeting in which they agreed"


def test_u05_each_agreement_by_itself():
    facts = with_them(agreed(ago(30)), agreed(ago(9)), interactions=(meeting(ago(20)),))
    (finding,) = judge(facts, TODAY, settings("U05")).findings
    assert finding.params == {"yes": ago(9)}


@pytest.mark.parametrize("changes", [{"live": False}, {"form": "tacit"}])
def test_u05_of_what_ended_or_was_never_said_nothing(changes):
    assert heard("U05", with_them(agreed(ago(30), **changes))) is None


def test_u05_speaks_where_an_agreement_stands_on_the_request_and_u04_is_silent():
    granted = ask(outcome="granted", made_on=ago(30), answered_on=ago(20))
    assert heard("U04", relationship(asks=(granted,)))
    facts = with_them(agreed(ago(20), ask=granted.key), asks=(granted,))
    assert heard("U04", facts) is None
    assert heard("U05", facts)
    ended = with_them(agreed(ago(20), ask=granted.key, live=False), asks=(granted,))
    assert heard("U04", ended) is None, "it was followed up, and has ended"
    of_another = with_them(agreed(ago(20)), asks=(granted,))
    assert heard("U04", of_another)


# B05 expectations unsaid


def test_b05_an_agreement_and_nothing_said():
    one = agreed(ago(1))
    finding = heard("B05", with_them(one))
    assert finding.because == (("agreement", one.key),)
    assert finding.options == ("say_expectations",)


def test_b05_in_negotiation_too_and_nowhere_else():
    finding = heard("B05", relationship(phase="negotiation"))
    assert finding.because == (("relationship", "relationship"),)
    assert heard("B05", relationship()) is None


def test_b05_said_it_is_silent_until_it_is_long_ago():
    facts = with_them(agreed(ago(1)), disclosures=(told("expectations", ago(9)),))
    assert heard("B05", facts) is None
    assert heard("B05", with_them(agreed(ago(1)), disclosures=(told("limits", ago(9)),)))
    speaks_from(
        "B05", with_them(agreed(ago(1)), disclosures=(told("expectations", ago(530)),)), ahead(10)
    )


def test_b05_it_speaks_from_the_day_of_the_agreement():
    speaks_from("B05", with_them(agreed(ahead(2))), ahead(2))


def test_b05_with_nobody_in_touch_it_is_silent():
    assert heard("B05", with_them(agreed(ago(1)), phase="dormant")) is None
