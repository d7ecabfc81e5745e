"""What we understood of them: concerns, readings, their side of the story, false ideas of us."""

import pytest

from rapport.rules.catalogue import judge
from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    ago,
    ahead,
    heard,
    insight,
    note,
    plan,
    reading,
    relationship,
    says,
    settings,
    silent_from,
    speaks_from,
)


def knowing(*insights, **changes):
    return relationship(insights=insights, **changes)


def found(code, facts, today=TODAY):
    return judge(facts, today, settings(code)).findings


# R02 concern without an answer


def test_r02_a_concern_heard_and_left():
    worry = insight(ago(22))
    finding = heard("R02", knowing(worry))
    assert finding.because == (("insight", worry.key),)
    assert (finding.when, finding.params) == (Urgency.SOON, {"since": ago(22)})
    assert finding.options[0] == "answer_concern"


def test_r02_it_speaks_after_three_weeks():
    speaks_from("R02", knowing(insight(ago(10))), ahead(12))


def test_r02_sooner_where_a_meeting_is_near():
    facts = knowing(insight(ago(1)), meetings=(plan(ahead(12)),))
    speaks_from("R02", facts, ahead(5))
    assert heard("R02", facts, ahead(5)).when == Urgency.THIS_WEEK
    assert "a meeting is near" in says("R02", facts, ahead(12))
    silent_from("R02", facts, ahead(13))


def test_r02_a_meeting_in_which_they_only_interpret_is_none_with_them():
    assert (
        heard("R02", knowing(insight(ago(1)), meetings=(plan(ahead(2), as_person=False),))) is None
    )
    assert heard("R02", knowing(insight(ago(1)), meetings=(plan(ahead(2), state="held"),))) is None


@pytest.mark.parametrize("state", ["followed_up", "answered"])
def test_r02_followed_up_or_answered_it_is_silent(state):
    assert heard("R02", knowing(insight(ago(90), state=state, answered_on=ago(1)))) is None
    assert heard("R02", knowing(insight(ago(90), state=state))) is None


def test_r02_it_falls_silent_on_the_day_of_the_answer():
    silent_from("R02", knowing(insight(ago(90), state="answered", answered_on=ahead(3))), ahead(3))


def test_r02_only_concerns():
    assert heard("R02", knowing(insight(ago(90), kind="value"))) is None


def test_r02_all_that_wait_are_said_together():
    old, older, fresh = insight(ago(30)), insight(ago(60)), insight(ago(2))
    finding = heard("R02", knowing(old, older, fresh))
    assert finding.because == (("insight", old.key), ("insight", older.key))
    assert finding.params == {"since": ago(60)}


# R05 assumption not checked


def test_r05_a_reading_ages():
    view = reading(ago(121))
    finding = heard("R05", knowing(view))
    assert finding.because == (("insight", view.key),)
    assert (finding.when, finding.params) == (Urgency.WORTH_A_LOOK, {"since": ago(121)})
    speaks_from("R05", knowing(reading(ago(100))), ahead(21))


def test_r05_a_check_counts_anew():
    assert heard("R05", knowing(reading(ago(300), checked_on=ago(120)))) is None
    speaks_from("R05", knowing(reading(ago(300), checked_on=ago(110))), ahead(11))
    silent_from("R05", knowing(reading(ago(300), checked_on=ahead(4))), ahead(4))


def test_r05_a_fact_does_not_age():
    assert heard("R05", knowing(insight(ago(900), kind="position"))) is None


@pytest.mark.parametrize("changes", [{"known_from": "third_party"}, {"confidence": "low"}])
def test_r05_hearsay_treated_as_fact(changes):
    fact = insight(TODAY, **changes)
    assert "kept as a fact" in says("R05", knowing(fact))
    assert heard("R05", knowing(fact)).options[1] == "keep_as_reading"
    assert heard("R05", knowing(fact._replace(checked_on=TODAY))) is None
    assert heard("R05", knowing(fact._replace(nature="interpretation"))) is None


def test_r05_a_reading_without_a_source_has_two_weeks():
    bare = reading(ago(3), from_interaction=None)
    speaks_from("R05", knowing(bare), ahead(12))
    assert "no source" in says("R05", knowing(bare), ahead(12))
    for said in ({"known_from": "seen"}, {"from_interaction": "contact"}, {"checked_on": ago(1)}):
        assert heard("R05", knowing(reading(ago(30), **{"from_interaction": None} | said))) is None


def test_r05_what_they_like_to_talk_of_need_not_be_checked():
    for kind in ("hook", "preference", "offer", "connection"):
        assert heard("R05", knowing(reading(ago(400), kind=kind))) is None


def test_r05_each_sort_is_said_once_and_apart():
    fact, aged, bare = (
        insight(ago(1), confidence="low"),
        reading(ago(200), from_interaction=None),
        reading(ago(20), from_interaction=None),
    )
    because = [one.because for one in found("R05", knowing(fact, aged, bare))]
    assert because == [(("insight", one.key),) for one in (fact, aged, bare)]


# R06 one-sided story


def three(**last):
    return reading(ago(3)), reading(ago(2)), reading(ago(1), **last)


def test_r06_three_readings_and_never_their_side():
    finding = heard("R06", knowing(*three()))
    assert len(finding.because) == 3
    assert (finding.when, finding.options[0]) == (Urgency.WORTH_A_LOOK, "tell_their_version")


def test_r06_two_are_few_and_facts_are_none():
    assert heard("R06", knowing(*three()[:2])) is None
    assert heard("R06", knowing(*three(nature="fact"))) is None
    assert heard("R06", knowing(*three()[:2]), readings=2)


def test_r06_their_side_told_once_is_enough():
    assert heard("R06", knowing(*three(their_version=True))) is None
    fact = insight(ago(9), kind="value", their_version=True)
    assert heard("R06", knowing(*three(), fact)) is None


def test_r06_an_open_disagreement_makes_it_matter_sooner():
    assert heard("R06", knowing(*three(), disagreements=True)).when == Urgency.SOON


def test_r06_words_that_take_a_side():
    loaded = note(ago(3), loaded=("so-called",))
    finding = heard("R06", relationship(notes=(loaded,)))
    assert finding.because == (("insight", loaded.key),)
    assert finding.options == ("say_it_plainly",)
    assert heard("R06", relationship(notes=(note(ago(3)),))) is None
    assert heard("R06", relationship(notes=(loaded,), status="deceased")), "a text stays a text"


def test_r06_speaks_from_the_day_of_the_third_and_of_the_text():
    speaks_from("R06", knowing(*three()[:2], reading(ahead(5))), ahead(5))
    speaks_from("R06", relationship(notes=(note(ahead(5), loaded=("regime",)),)), ahead(5))


# R08 misperception standing


def false_idea(on, **changes):
    return insight(on, kind="misperception", **changes)


def test_r08_a_false_idea_nobody_answered():
    idea = false_idea(ago(15))
    finding = heard("R08", knowing(idea))
    assert finding.because == (("insight", idea.key),)
    assert (finding.when, finding.params) == (Urgency.SOON, {"since": ago(15)})
    speaks_from("R08", knowing(false_idea(ago(10))), ahead(5))


def test_r08_followed_up_is_not_yet_answered():
    assert heard("R08", knowing(false_idea(ago(30), state="followed_up", answered_on=ago(20))))


def test_r08_answered_it_is_silent():
    answered = false_idea(ago(90), state="answered", answered_on=ago(80))
    assert heard("R08", knowing(answered)) is None
    silent_from("R08", knowing(answered._replace(answered_on=ahead(2))), ahead(2))


def test_r08_come_back_it_speaks_at_once():
    back = false_idea(ago(90), state="answered", answered_on=ago(80), returned_on=ahead(3))
    speaks_from("R08", knowing(back), ahead(3))
    finding = heard("R08", knowing(back), ahead(3))
    assert (finding.when, finding.params) == (Urgency.THIS_WEEK, {"since": ahead(3)})
    assert "came back" in says("R08", knowing(back), ahead(3))


def test_r08_answered_again_it_is_silent():
    for answered_on in (ago(20), ago(19)):
        back = false_idea(ago(90), state="answered", answered_on=answered_on, returned_on=ago(20))
        assert heard("R08", knowing(back)) is None


def test_r08_one_that_is_back_is_not_said_to_stand_as_well():
    back = false_idea(ago(90), state="followed_up", answered_on=ago(80), returned_on=ago(5))
    other = false_idea(ago(40))
    because = [one.because for one in found("R08", knowing(back, other))]
    assert because == [(("insight", back.key),), (("insight", other.key),)]


@pytest.mark.parametrize("code", ["R02", "R05", "R06", "R08"])
@pytest.mark.parametrize("changes", [{"status": "deceased"}, {"phase": "dormant"}])
def test_nothing_is_asked_where_no_contact_is_meant(code, changes):
    told = (insight(ago(200)), false_idea(ago(200)), *(reading(ago(n)) for n in (200, 199, 198)))
    assert heard(code, knowing(*told))
    assert heard(code, knowing(*told, **changes)) is None


@pytest.mark.parametrize("code", ["R02", "R05", "R08"])
def test_what_is_heard_tomorrow_is_not_known_today(code):
    told = (insight(ahead(1), confidence="low"), false_idea(ahead(1)))
    assert heard(code, knowing(*told)) is None
