"""The rhythm of one relationship, learnt from its days with strong leaning; and U02 by it."""

import subprocess
import sys
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.rules.rhythm import RECENT, rhythm_of
from rules.building import (
    TODAY,
    ago,
    ahead,
    heard,
    meeting,
    relationship,
    says,
    silent_from,
    speaks_from,
)


def every(days, times, last=0):
    """Return so many days of contact, evenly apart, the last of them so long ago."""
    return [ago(last + days * number) for number in reversed(range(times))]


def met_on(days, ideal=30, **changes):
    channel = changes.pop("channel", "in_person")
    usual = {"opened": ago(2000), "ideal_days": ideal, "maximum_days": 90}
    contacts = tuple(meeting(day, channel=channel) for day in days)
    rhythm = rhythm_of([contact.on for contact in contacts], ideal)
    return relationship(**usual | {"interactions": contacts, "rhythm": rhythm} | changes)


gaps = st.lists(st.integers(1, 120), min_size=1, max_size=40)


def on_days(between):
    days = [ago(0)]
    for gap in between:
        days.append(days[-1] + timedelta(days=gap))
    return days


# What is learnt


def test_who_was_met_once_has_no_rhythm():
    assert rhythm_of([], 30) is None
    assert rhythm_of([ago(4)], 30) is None
    assert rhythm_of([ago(4), ago(4)], 30) is None


def test_two_contacts_teach_little_and_many_teach_much():
    few, many = rhythm_of(every(7, 2), 60), rhythm_of(every(7, 25), 60)
    assert (few.contacts, many.contacts) == (2, 25)
    assert few.far > 90
    assert many.least <= 7 <= many.most
    assert many.far < 40


def test_one_odd_gap_moves_little():
    steady = every(14, 20, last=14)
    odd = [steady[0] - timedelta(days=100), *steady]
    assert abs(rhythm_of(odd, 30).most - rhythm_of(steady, 30).most) <= 3


@given(gaps, st.integers(1, 365))
def test_the_usual_lies_below_the_unusual(between, ideal):
    rhythm = rhythm_of(on_days(between), ideal)
    assert 1 <= rhythm.least < rhythm.most < rhythm.far
    assert rhythm.contacts == len(between) + 1
    if rhythm.in_weeks:
        assert rhythm.weeks[0] < rhythm.weeks[1]


@given(gaps, st.integers(1, 365), st.randoms())
def test_the_order_of_recent_gaps_does_not_matter_nor_does_the_order_of_days(
    between, ideal, chance
):
    days, mixed = on_days(between), between[-RECENT:]
    chance.shuffle(mixed)
    told = rhythm_of(days, ideal)
    again = rhythm_of(on_days(between[:-RECENT] + mixed), ideal)
    assert again == told
    chance.shuffle(days)
    assert rhythm_of([*days, *days], ideal) == told


@given(gaps, st.integers(1, 180))
def test_where_more_time_is_meant_to_pass_more_is_usual(between, ideal):
    days = on_days(between)
    shorter, longer = rhythm_of(days, ideal), rhythm_of(days, 2 * ideal)
    assert shorter.least <= longer.least + 1


def test_all_of_it_is_learnt_without_an_arithmetic_library():
    code = (
        "import sys, rapport.rules.catalogue, rapport.rules.rhythm\n"
        "assert not {'numpy', 'scipy', 'networkx', 'pandas'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# U02 by the rhythm


def test_u02_who_is_met_every_week_is_missed_within_the_intervals():
    facts = met_on(every(7, 20, last=31))
    assert says("U02", facts) == (
        "Quieter than usual. Days between contacts: usually 5 to 15, now 31."
    )
    assert heard("U02", facts).because == (("interaction", facts.interactions[-1].key),)


def test_u02_in_weeks_where_one_would_speak_of_weeks():
    facts = met_on(every(35, 25, last=84), ideal=35)
    assert says("U02", facts) == (
        "Quieter than usual. Weeks between contacts: usually 4 to 7, now 12."
    )


def test_u02_says_since_when_none_of_us_has_seen_them():
    facts = met_on(every(7, 20, last=40))
    calls = tuple(meeting(ago(day), channel="phone") for day in (39, 35, 31))
    contacts = facts.interactions + calls
    facts = facts._replace(interactions=contacts)
    found = heard("U02", facts)
    assert says("U02", facts).endswith("None of us has seen them since 2026-02-04.")
    assert found.because == (
        ("interaction", calls[-1].key),
        ("interaction", facts.interactions[-4].key),
    )


def test_u02_says_that_none_of_us_has_met_them():
    facts = met_on(every(7, 20, last=31), channel="phone")
    assert says("U02", facts).endswith("now 31. None of us has met them in person.")


def test_u02_past_the_maximum_it_says_what_is_usual_too():
    assert says("U02", met_on(every(35, 25, last=91))) == (
        "Going quiet. Last two-way contact: 91 days ago (at most: 90). Weeks between contacts:"
        " usually 4 to 7."
    )


def test_u02_as_quiet_as_may_be_it_is_silent_and_the_day_after_it_speaks():
    facts = met_on(every(7, 20))
    far = facts.rhythm.far
    assert heard("U02", facts, ahead(far)) is None
    speaks_from("U02", facts, ahead(far + 1))


def test_u02_somebody_met_seldom_has_the_intervals_alone():
    facts = met_on(every(60, 12, last=90))
    assert facts.rhythm.far > 90
    assert heard("U02", facts) is None
    speaks_from("U02", facts, ahead(1))


def test_u02_too_few_contacts_teach_no_rhythm():
    facts = met_on(every(7, 5, last=85))
    assert heard("U02", facts) is None
    assert heard("U02", facts, contacts=5)


def test_u02_an_office_can_stay_with_the_plain_intervals():
    facts = met_on(every(7, 20, last=31))
    assert heard("U02", facts, contacts=0) is None
    assert says("U02", met_on(every(7, 20, last=91)), contacts=0) == (
        "Going quiet. Last two-way contact: 91 days ago (at most: 90)."
    )


def test_u02_the_next_contact_ends_it():
    facts = met_on(every(7, 20, last=31))
    contacts = (*facts.interactions, meeting(ahead(2), channel="phone"))
    silent_from("U02", facts._replace(interactions=contacts), ahead(2))


def test_u02_a_message_without_an_answer_does_not():
    facts = met_on(every(7, 20, last=31))
    contacts = (*facts.interactions, meeting(ago(1), two_way=False))
    assert heard("U02", facts._replace(interactions=contacts))


@pytest.mark.parametrize("changes", [{"phase": "dormant"}, {"status": "detained"}])
def test_u02_where_contact_is_not_meant_the_rhythm_is_silent(changes):
    assert heard("U02", met_on(every(7, 20, last=31), **changes)) is None


def test_u02_in_time_it_is_silent():
    assert heard("U02", met_on(every(7, 20, last=9)), TODAY) is None
