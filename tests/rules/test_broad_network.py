"""A broad network: an actor nobody of us was in touch with for long."""

from rapport.rules.rule import Urgency
from rules.building import actor, ago, ahead, heard, says, speaks_from, tie


def test_n06_notices_an_actor_nobody_was_in_touch_with_for_a_year():
    finding = heard("N06", actor(tie(ago(400))))
    assert finding.when == Urgency.SOON
    assert says("N06", actor(tie(ago(400)))) == (
        "Last two-way contact with anybody there, as far as you can see: 400 days ago."
    )


def test_n06_is_silent_where_anybody_was_in_touch_with_somebody():
    assert heard("N06", actor(tie(ago(400)), tie(ago(3)))) is None


def test_n06_is_silent_to_the_last_day_of_the_year():
    assert heard("N06", actor(tie(ago(365)))) is None


def test_n06_speaks_from_the_day_after_a_year():
    speaks_from("N06", actor(tie(ago(300)), tie(ago(500))), ahead(66))


def test_n06_counts_from_the_first_opening_where_there_was_no_contact():
    facts = actor(tie(None, opened=ago(900)), tie(None, opened=ago(5)))
    assert says("N06", facts) == (
        "No two-way contact with anybody there since the record was opened, as far as you can"
        " see: 900 days ago."
    )
    assert heard("N06", actor(tie(None, opened=ago(365)))) is None


def test_n06_has_nothing_to_say_of_an_actor_with_nobody():
    assert heard("N06", actor()) is None


def test_n06_listens_to_the_number_of_the_office():
    assert heard("N06", actor(tie(ago(91))), days=90)
    assert heard("N06", actor(tie(ago(90))), days=90) is None
