"""A broad network: an actor nobody of us was in touch with for long."""

from rapport.rules.facts_of_many import OfficeFacts, SizedContact
from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    actor,
    ago,
    ahead,
    heard,
    meeting,
    relationship,
    says,
    silent_from,
    speaks_from,
    tie,
)


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


# N06 for somebody of little influence, and for the work as a whole


def small(*contacts, **changes):
    return relationship(interactions=contacts, **{"opened": ago(300), "small": True} | changes)


def test_n06_somebody_small_untouched_for_120_days():
    last = meeting(ago(120))
    finding = heard("N06", small(last))
    assert finding.because == (("interaction", last.key),)
    assert finding.params == {"last": ago(120)}
    assert heard("N06", small(meeting(ago(119)))) is None
    speaks_from("N06", small(meeting(ago(100))), ahead(20))


def test_n06_never_met_counts_from_the_opening_unless_only_known_of():
    assert heard("N06", small()).because == (("relationship", "relationship"),)
    assert heard("N06", small(stage="unknown")) is None


def test_n06_the_strong_are_left_to_upkeep():
    assert heard("N06", small(meeting(ago(300)), small=False)) is None
    assert heard("N06", small(meeting(ago(300)), phase="dormant")) is None


def spoke_with(small_ones, others, on=TODAY):
    every = [SizedContact(n, on, n < small_ones) for n in range(small_ones + others)]
    return OfficeFacts("office", contacts=tuple(every), small=("committee",))


def test_n06_too_few_contacts_with_small_actors():
    finding = heard("N06", spoke_with(1, 19))
    assert (finding.params, finding.because) == ({"part": 1, "n": 20}, (("actor", "committee"),))
    assert heard("N06", spoke_with(2, 18)) is None, "one in ten is enough"
    assert heard("N06", spoke_with(1, 18)) is None, "of so few nothing is said"


def test_n06_one_meeting_with_several_is_one_contact():
    meeting_of_all = [SizedContact("assembly", TODAY, False)] * 30
    assert heard("N06", OfficeFacts("office", (), tuple(meeting_of_all), ("committee",))) is None


def test_n06_where_no_small_actor_is_known_no_share_is_counted():
    assert heard("N06", spoke_with(0, 30)._replace(small=())) is None
    assert heard("N06", spoke_with(0, 30))


def test_n06_contacts_of_more_than_ninety_days_ago_do_not_count():
    silent_from("N06", spoke_with(0, 30, ago(80)), ahead(10))
