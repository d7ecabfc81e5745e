"""Counting: warm-ups, ask share, kept word, continuity."""

import pytest
from hypothesis import given

from rapport.rules.facts import HolderChange
from rapport.rules.warmups import (
    ask_share,
    continuity,
    count_before,
    is_warm_up,
    kept_word,
    moments,
    warm_ups,
)
from rules.anything import relationships
from rules.building import TODAY, ago, ahead, meeting, promise, relationship


def met(*meetings, **changes):
    return relationship(opened=ago(900), interactions=meetings, **changes)


# What counts


def test_a_visit_without_an_ask_counts_as_a_warm_up():
    assert is_warm_up(meeting())


@pytest.mark.parametrize("channel", ["phone", "video"])
def test_a_call_counts_unless_the_office_wants_visits(channel):
    assert is_warm_up(meeting(channel=channel))
    assert not is_warm_up(meeting(channel=channel), in_person_only=True)


@pytest.mark.parametrize("channel", ["message", "letter", "intermediary", "chance"])
def test_what_is_written_or_passed_on_does_not_count(channel):
    assert not is_warm_up(meeting(channel=channel))


def test_a_visit_with_an_ask_does_not_count():
    assert not is_warm_up(meeting(asked=True))


def test_a_negotiation_without_an_ask_does_not_count():
    assert not is_warm_up(meeting(purpose="negotiation"))


def test_a_visit_that_only_we_spoke_in_does_not_count():
    assert not is_warm_up(meeting(two_way=False))


# Resets


def test_a_new_relationship_starts_at_none():
    assert warm_ups(met(), TODAY) == 0


def test_only_what_happened_until_today_counts():
    assert warm_ups(met(meeting(ago(1)), meeting(ahead(1))), TODAY) == 1


def test_a_new_lead_who_was_not_introduced_needs_one_more():
    facts = met(meeting(ago(9)), meeting(ago(8)), holder_changes=(HolderChange(ago(7), False),))
    assert warm_ups(facts, TODAY) == 1


def test_a_new_lead_who_was_introduced_needs_none():
    facts = met(meeting(ago(9)), meeting(ago(8)), holder_changes=(HolderChange(ago(7), True),))
    assert warm_ups(facts, TODAY) == 2


def test_the_new_lead_warms_up_again():
    facts = met(
        *(meeting(ago(day)) for day in (9, 8, 5)), holder_changes=(HolderChange(ago(7), False),)
    )
    assert warm_ups(facts, TODAY) == 2


def test_a_year_of_silence_needs_one_more():
    facts = met(meeting(ago(366)), meeting(ago(365)))
    assert warm_ups(facts, ago(1)) == 2
    assert warm_ups(facts, TODAY) == 1


def test_a_meeting_after_a_year_of_silence_is_the_one_more():
    assert warm_ups(met(*(meeting(ago(day)) for day in (500, 499, 3))), TODAY) == 2


def test_a_reset_takes_nothing_from_somebody_who_had_nothing():
    assert warm_ups(met(holder_changes=(HolderChange(ago(7), False),)), TODAY) == 0


@given(relationships)
def test_the_count_never_falls_below_none_nor_rises_above_the_meetings(facts):
    happened = [one for one in facts.interactions if one.on <= TODAY]
    assert 0 <= warm_ups(facts, TODAY) <= len(happened)


def test_how_warm_it_was_when_an_interaction_took_place():
    first, second, third = meeting(ago(9)), meeting(ago(8)), meeting(ago(7), asked=True)
    facts = met(first, second, third)
    assert [count_before(facts, one) for one in (first, second, third)] == [0, 1, 2]


def test_the_days_on_which_the_count_could_change():
    facts = met(meeting(ago(9)), holder_changes=(HolderChange(ago(7), False),))
    assert list(moments(facts)) == [ago(9), ahead(356), ago(7)]


# Shares, always with their n


def test_the_share_of_asks_looks_back_ninety_days():
    facts = met(meeting(ago(90), asked=True), meeting(ago(89), asked=True), meeting(ago(1)))
    assert ask_share(facts, TODAY) == (1, 2)
    assert ask_share(facts, TODAY).of_all == 0.5


def test_a_share_of_nothing_is_nothing():
    assert ask_share(met(), TODAY).of_all == 0


def test_kept_word_counts_what_fell_due_ours_and_theirs_apart():
    promises = (
        promise(ago(9), state="kept"),
        promise(ago(5), state="late_told"),
        promise(ago(5), state="released"),
        promise(ahead(5)),
        promise(None),
        promise(ago(5), by="them"),
    )
    assert kept_word(promises, "us", TODAY) == (1, 2)
    assert kept_word(promises, "them", TODAY) == (0, 1)


def test_a_promise_due_today_has_until_tonight():
    assert kept_word((promise(TODAY),), "us", TODAY) == (0, 0)
    assert kept_word((promise(TODAY),), "us", ahead(1)) == (0, 1)
    assert kept_word((promise(TODAY, state="kept"),), "us", TODAY) == (1, 1)


def test_continuity_is_the_share_of_days_with_a_holder():
    assert continuity(ago(100), [(ago(100), ago(50)), (ago(25), None)], TODAY) == 0.75


def test_continuity_counts_neither_what_was_before_nor_what_is_to_come():
    assert continuity(ago(100), [(ago(400), ago(50))], TODAY) == 0.5
    assert continuity(ago(100), [(ago(50), ahead(900))], TODAY) == 0.5
    assert continuity(TODAY, [], TODAY) == 0
