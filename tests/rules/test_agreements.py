"""What was agreed and how it is kept (A01 to A04, A07): a yes, a no, a near miss, the first day."""

import pytest

from rapport.rules.catalogue import judge
from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    ago,
    agreed,
    ahead,
    ask,
    heard,
    mark,
    relationship,
    said_back,
    says,
    settings,
    silent_from,
    speaks_from,
    term,
)


def with_them(*agreements, **changes):
    return relationship(agreements=agreements, **changes)


def found(code, facts, today=TODAY):
    return judge(facts, today, settings(code)).findings


# A01 who does what?


@pytest.mark.parametrize("lacks", ["doer", "when", "sign"])
def test_a01_a_term_lacks_something(lacks):
    vague = term(**{lacks: False})
    one = agreed(ago(1), term(), vague)
    finding = heard("A01", with_them(one))
    assert finding.because == (("agreement", one.key), ("term", vague.key))
    assert finding.options[0] == "complete_the_term"
    assert ("who does it" in says("A01", with_them(one))) is (lacks == "doer")


def test_a01_of_several_terms_all_that_lack_something():
    first, second = term(doer=False), term(sign=False)
    finding = heard("A01", with_them(agreed(ago(1), first, term(), second)))
    assert [key for _, key in finding.because[1:]] == [first.key, second.key]


def test_a01_no_terms_at_all():
    finding = heard("A01", with_them(agreed(ago(1), terms=())))
    assert finding.options == ("add_a_term",)


def test_a01_whole_terms_and_those_that_are_over_are_left_alone():
    assert heard("A01", with_them(agreed(ago(1)))) is None
    assert heard("A01", with_them(agreed(ago(1), term(doer=False, is_over=True)))) is None


def test_a01_of_an_agreement_that_has_ended_nothing():
    assert heard("A01", with_them(agreed(ago(1), term(doer=False), live=False))) is None


def test_a01_it_speaks_from_the_day_of_the_agreement():
    speaks_from("A01", with_them(agreed(ahead(3), term(doer=False))), ahead(3))


def test_a01_each_agreement_by_itself():
    one, other = agreed(ago(3), terms=()), agreed(ago(2), terms=())
    because = [finding.because for finding in found("A01", with_them(one, other))]
    assert because == [(("agreement", one.key),), (("agreement", other.key),)]


# A02 not said back


@pytest.mark.parametrize("form", ["oral", "witnessed", "message"])
def test_a02_a_word_or_a_message_was_not_said_back(form):
    finding = heard("A02", with_them(agreed(ago(4), form=form)))
    assert finding.options == ("read_it_back",)
    assert finding.params == {"since": ago(4)}


@pytest.mark.parametrize("form", ["signed", "letters", "minutes", "tacit"])
def test_a02_what_both_hold_or_nobody_said_needs_none(form):
    assert heard("A02", with_them(agreed(ago(90), form=form))) is None


def test_a02_it_speaks_after_three_days():
    speaks_from("A02", with_them(agreed(ago(1))), ahead(2))


def test_a02_confirmed_it_is_silent():
    assert heard("A02", with_them(agreed(ago(90), read_backs=(said_back(ago(80)),)))) is None


def test_a02_said_and_not_answered_it_asks_for_the_answer():
    said = said_back(ago(3), "done")
    finding = heard("A02", with_them(agreed(ago(90), read_backs=(said,))))
    assert finding.because[1:] == (("readback", said.key),)
    assert finding.options[0] == "note_their_answer"
    waits = with_them(agreed(ago(90), read_backs=(said_back(ago(2), "done"),)))
    assert heard("A02", waits) is None, "they have three days"


def test_a02_seen_otherwise_it_asks_to_talk():
    one = agreed(ago(90), read_backs=(said_back(ago(30)), said_back(ago(9), "contested")))
    assert heard("A02", with_them(one)) is None, "it was confirmed once"
    one = agreed(ago(90), read_backs=(said_back(ago(9), "contested"),))
    assert heard("A02", with_them(one)).options[0] == "settle_open_points"


def test_a02_with_nobody_in_touch_there_is_nobody_to_say_it_to():
    assert heard("A02", with_them(agreed(ago(9)), status="detained")) is None


# A03 review due


def test_a03_the_day_has_come():
    one = agreed(ago(15), review_on=ago(1))
    finding = heard("A03", with_them(one))
    assert finding.because == (("agreement", one.key),)
    assert (finding.when, finding.options) == (Urgency.THIS_WEEK, ("review_it",))


def test_a03_it_speaks_on_the_day_and_not_on_the_eve():
    speaks_from("A03", with_them(agreed(ago(10), review_on=ahead(4))), ahead(4))


def test_a03_without_a_review_or_once_it_has_ended_it_is_silent():
    assert heard("A03", with_them(agreed(ago(90)))) is None
    assert heard("A03", with_them(agreed(ago(90), review_on=ago(2), live=False))) is None


def test_a03_each_agreement_by_itself():
    both = with_them(agreed(ago(15), review_on=ago(1)), agreed(ago(15), review_on=TODAY))
    assert [one.params["due"] for one in found("A03", both)] == [ago(1), TODAY]


# A04 paper against their wish


@pytest.mark.parametrize("form", ["signed", "letters", "minutes"])
@pytest.mark.parametrize("prefers", ["none", "oral", "message"])
def test_a04_a_paper_with_somebody_who_prefers_none(form, prefers):
    one = agreed(ago(1), form=form)
    finding = heard("A04", with_them(one, documentation=prefers))
    assert finding.because == (("agreement", one.key),)
    assert finding.options == ("say_the_form", "say_what_they_prefer")


@pytest.mark.parametrize("prefers", ["", "minutes", "signed"])
def test_a04_whoever_likes_paper_or_did_not_say_is_not_pressed(prefers):
    facts = with_them(agreed(ago(1), form="signed"), documentation=prefers)
    assert heard("A04", facts) is None


def test_a04_a_word_or_a_message_is_no_paper():
    for form in ("oral", "witnessed", "message", "tacit"):
        assert heard("A04", with_them(agreed(ago(1), form=form), documentation="none")) is None


def test_a04_a_request_by_letter():
    letter = ask(ahead(3), channel_planned="letter")
    facts = relationship(asks=(letter, ask(ahead(3))), documentation="oral")
    assert heard("A04", facts).because == (("ask", letter.key),)
    made = relationship(asks=(letter._replace(outcome="made"),), documentation="oral")
    assert heard("A04", made) is None


def test_a04_it_speaks_from_the_day_of_the_agreement():
    speaks_from("A04", with_them(agreed(ahead(2), form="signed"), documentation="none"), ahead(2))


# A07 wobbling


def test_a07_a_breach_nobody_raised():
    broken = mark(ago(2))
    one = agreed(ago(20), term(mark(ago(9), "kept"), broken), term(mark(ago(1), "kept")))
    finding = heard("A07", with_them(one))
    assert finding.because == (("agreement", one.key), ("termmark", broken.key))
    assert finding.when == Urgency.THIS_WEEK
    assert "start_a_repair" in finding.options


def test_a07_kept_in_part_it_wobbles_and_offers_no_repair():
    facts = with_them(agreed(ago(20), term(mark(ago(2), "wobbling"))))
    assert "wobbling" in says("A07", facts)
    assert "start_a_repair" not in heard("A07", facts).options


def test_a07_it_speaks_on_the_day():
    speaks_from("A07", with_them(agreed(ago(20), term(mark(ahead(2))))), ahead(2))


def test_a07_raised_it_is_silent():
    silent_from(
        "A07", with_them(agreed(ago(20), term(mark(ago(2), "breached", ahead(1))))), ahead(1)
    )


def test_a07_kept_again_there_is_nothing_to_raise():
    facts = with_them(agreed(ago(20), term(mark(ago(9)), mark(ago(2), "kept"))))
    assert heard("A07", facts) is None


def test_a07_of_several_terms_all_that_are_open():
    first, second = mark(ago(9)), mark(ago(2), "wobbling")
    finding = heard("A07", with_them(agreed(ago(20), term(first), term(second))))
    assert [key for _, key in finding.because[1:]] == [first.key, second.key]
    assert finding.params == {"since": ago(9)}


def test_a07_a_term_that_is_over_is_not_raised():
    assert heard("A07", with_them(agreed(ago(20), term(mark(ago(2)), is_over=True)))) is None
