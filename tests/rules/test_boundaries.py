"""Boundaries (B01 to B04), and conflicts of interest (T05)."""

import pytest

from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    ago,
    ahead,
    close,
    gift,
    heard,
    in_person,
    interest,
    one_of_us,
    plan,
    relationship,
    silent_from,
    speaks_from,
)

# B01 boundary check due


def test_b01_many_contacts_alone_are_enough():
    many = close(*(ago(days) for days in range(8)))
    finding = heard("B01", one_of_us(many, close(ago(1))))
    assert finding.because == (("relationship", many.key),)
    assert finding.options == ("check_a_boundary",)


def test_b01_one_fewer_is_not():
    assert heard("B01", one_of_us(close(*(ago(days) for days in range(7))))) is None


def test_b01_a_quarter_is_enough_where_there_were_a_few():
    speaks_from("B01", one_of_us(close(ago(90), ago(40), ago(2))), ahead(1))
    assert heard("B01", one_of_us(close(ago(91), ago(2)))) is None


def test_b01_a_check_begins_it_anew():
    days = [ago(days) for days in range(0, 30, 3)]
    assert heard("B01", one_of_us(close(*days)))
    assert heard("B01", one_of_us(close(*days, checked_on=ago(6)))) is None
    assert heard("B01", one_of_us(close(*days, checked_on=TODAY))) is None
    speaks_from("B01", one_of_us(close(*days, checked_on=ago(10))), ahead(81))


def test_b01_what_is_older_than_a_year_does_not_count():
    assert heard("B01", one_of_us(close(*(ago(365 + days) for days in range(9))))) is None


def test_b01_an_office_says_how_many():
    three = one_of_us(close(ago(1), ago(2), ago(3)))
    assert heard("B01", three) is None
    assert heard("B01", three, contacts=3)


# B02 always alone


def alone(times=6, who="Idris", last=0):
    return tuple(in_person(ago(last + 5 * n), who) for n in reversed(range(times)))


def test_b02_six_in_a_row_with_one_of_us():
    met = alone()
    finding = heard("B02", relationship(in_person=met))
    assert finding.because == tuple(("interaction", one.key) for one in met)
    assert finding.params == {"n": 6}


def test_b02_five_are_not_enough():
    assert heard("B02", relationship(in_person=alone(5))) is None


def test_b02_a_second_colleague_once_is_enough():
    for at in (0, 3, 5):
        met = list(alone())
        met[at] = in_person(met[at].on, "Idris", "Mira")
        assert heard("B02", relationship(in_person=tuple(met))) is None
    long_ago = (in_person(ago(200), "Idris", "Mira"), *alone())
    assert heard("B02", relationship(in_person=long_ago))


def test_b02_two_who_take_turns_are_not_one():
    met = (*alone(5, last=5), in_person(TODAY, "Mira"))
    assert heard("B02", relationship(in_person=met)) is None


def test_b02_where_nobody_says_who_was_there_it_is_silent():
    assert heard("B02", relationship(in_person=(*alone(5, last=5), in_person(TODAY)))) is None


def test_b02_the_sixth_is_its_first_day():
    speaks_from("B02", relationship(in_person=(*alone(5), in_person(ahead(4), "Idris"))), ahead(4))


def test_b02_a_plan_for_two_of_us_silences_it_until_it_has_passed():
    met = alone()
    two = plan(ahead(3), "Idris", ("Mira", "second"))
    assert heard("B02", relationship(in_person=met, meetings=(two,))) is None
    assert heard("B02", relationship(in_person=met, meetings=(plan(ahead(3), "Idris"),)))
    speaks_from("B02", relationship(in_person=met, meetings=(two,)), ahead(4))


def test_b02_with_whom_we_are_in_touch_no_more_it_is_silent():
    assert heard("B02", relationship(in_person=alone(), phase="closed")) is None


# B03 gift or favour


@pytest.mark.parametrize("way", ["received", "given"])
def test_b03_a_week_after_it_passed_it_is_to_be_reviewed(way):
    one = gift(ago(3), way=way)
    assert heard("B03", relationship(gifts=(one,))) is None
    speaks_from("B03", relationship(gifts=(one,)), ahead(4))
    late = heard("B03", relationship(gifts=(gift(ago(9), way=way),)))
    assert (late.params, late.when) == ({"passed": ago(9)}, Urgency.SOON)


def test_b03_what_was_declined_needs_no_review():
    assert heard("B03", relationship(gifts=(gift(ago(30), way="declined"),))) is None


def test_b03_reviewed_it_is_silent():
    reviewed = gift(ago(30), reviewed_on=ago(1))
    assert heard("B03", relationship(gifts=(reviewed,))) is None
    silent_from("B03", relationship(gifts=(gift(ago(30), reviewed_on=ahead(2)),)), ahead(2))


def test_b03_an_office_says_from_what_worth_on():
    tea = relationship(gifts=(gift(ago(30), amount=4),))
    assert heard("B03", tea)
    assert heard("B03", tea, amount=5) is None
    assert heard("B03", tea, amount=4)
    assert heard("B03", relationship(gifts=(gift(ago(30)),)), amount=5), "nobody knows its worth"


def test_b03_of_several_those_speak_that_wait():
    waits = gift(ago(20))
    several = (gift(ago(30), reviewed_on=ago(2)), waits, gift(ago(1)))
    assert heard("B03", relationship(gifts=several)).because == (("gift", waits.key),)


# B04 a friend brings the bad news


def test_b04_the_lead_is_to_say_something_hard():
    hard = plan(ahead(3), "Hala", hard=True)
    finding = heard("B04", relationship(meetings=(hard,)))
    assert finding.because == (("meeting", hard.key),)
    assert finding.options == ("choose_who_says_it", "who_goes")


def test_b04_who_met_them_most_is_as_close():
    met = (in_person(ago(9), "Hala"), *(in_person(ago(n), "Idris") for n in (8, 5, 2)))
    hard = plan(ahead(3), "Idris", hard=True)
    assert heard("B04", relationship(meetings=(hard,), in_person=met))
    assert heard("B04", relationship(meetings=(hard,), in_person=met[:-1])) is None


def test_b04_somebody_else_who_says_it_is_enough():
    for hard in (
        plan(ahead(3), "Hala", ("Omar", "second"), hard=True, bringer="Omar"),
        plan(ahead(3), "Omar", ("Hala", "second"), hard=True),
    ):
        assert heard("B04", relationship(meetings=(hard,))) is None


def test_b04_the_friend_chosen_to_say_it_is_no_other():
    hard = plan(ahead(3), "Omar", hard=True, bringer="Hala")
    assert heard("B04", relationship(meetings=(hard,)))


def test_b04_where_nothing_hard_is_to_be_said_it_is_silent():
    assert heard("B04", relationship(meetings=(plan(ahead(3), "Hala"),))) is None


def test_b04_it_speaks_from_the_day_it_is_planned_however_far_ahead():
    far = plan(ahead(200), "Hala", hard=True)
    assert heard("B04", relationship(meetings=(far,)))
    assert heard("B04", relationship(meetings=(far._replace(hard=False),))) is None


def test_b04_after_the_day_it_is_silent():
    silent_from("B04", relationship(meetings=(plan(TODAY, "Hala", hard=True),)), ahead(1))


# T05 conflict of interest


def test_t05_declared_and_not_managed():
    one = interest(ago(4))
    finding = heard("T05", relationship(interests=(one,)))
    assert (finding.because, finding.params) == ((("interest", one.key),), {"since": ago(4)})
    assert finding.options == ("manage_it", "bring_another")


def test_t05_managed_it_is_silent():
    assert heard("T05", relationship(interests=(interest(ago(4), managed=True),))) is None


def test_t05_speaks_again_on_the_day_after_its_management_ends():
    until_today = interest(ago(40), managed=True, managed_until=TODAY)
    speaks_from("T05", relationship(interests=(until_today,)), ahead(1))
    ended = heard("T05", relationship(interests=(interest(managed=True, managed_until=ago(1)),)))
    assert "ended" in ended.says


def test_t05_over_it_is_silent():
    assert heard("T05", relationship(interests=(interest(ago(40), until=ago(1)),))) is None
    silent_from("T05", relationship(interests=(interest(ago(40), until=TODAY),)), ahead(1))


def test_t05_declared_for_a_day_to_come_it_begins_then():
    speaks_from("T05", relationship(interests=(interest(ahead(3)),)), ahead(3))


def test_t05_of_several_that_which_was_never_managed_is_said():
    never, ended = interest(ago(9)), interest(ago(60), managed=True, managed_until=ago(2))
    finding = heard("T05", relationship(interests=(ended, never)))
    assert finding.because == (("interest", never.key), ("interest", ended.key))
    assert finding.params == {"since": ago(9)}
