"""Counting: warm-ups, ask share, kept word, continuity."""

import pytest
from hypothesis import given

from rapport.rules.warmups import (
    WarmUps,
    ask_share,
    continuity,
    is_warm_up,
    kept_word,
    moments,
    warm_ups,
)
from rules.anything import in_time, relationships
from rules.building import TODAY, ago, ahead, meeting, new_lead, promise, relationship


def met(*meetings, **changes):
    return relationship(opened=ago(900), interactions=meetings, **changes)


# What counts


def test_a_visit_without_an_ask_counts_as_a_warm_up():
    assert is_warm_up(meeting())


@pytest.mark.parametrize("channel", ["phone", "video"])
def test_a_call_counts_unless_the_office_wants_visits(channel):
    assert is_warm_up(meeting(channel=channel))
    assert not is_warm_up(meeting(channel=channel), visits_only=True)


@pytest.mark.parametrize("channel", ["message", "letter", "intermediary"])
def test_what_is_written_or_passed_on_does_not_count(channel):
    assert not is_warm_up(meeting(channel=channel))


def test_a_visit_with_an_ask_does_not_count():
    assert not is_warm_up(meeting(asked=True))


def test_a_negotiation_without_an_ask_does_not_count():
    assert not is_warm_up(meeting(purpose="negotiation"))


def test_a_visit_that_only_we_spoke_in_does_not_count():
    assert not is_warm_up(meeting(two_way=False))


@pytest.mark.parametrize("purpose", ["courtesy", "follow_up"])
def test_any_friendly_contact_counts(purpose):
    assert is_warm_up(meeting(purpose=purpose))
    assert not is_warm_up(meeting(purpose="incident"))


def test_meeting_by_chance_counts_as_meeting():
    assert is_warm_up(meeting(channel="chance"), visits_only=True)


def test_what_nobody_recorded_does_not_warm():
    assert not is_warm_up(meeting(asked=None))


# Days, not contacts


def test_two_contacts_of_one_day_are_one_warm_up():
    assert warm_ups(met(meeting(ago(3)), meeting(ago(3), channel="phone")), TODAY).count == 1


def test_of_the_same_day_counts_what_is_not_known_to_be_later():
    tea = meeting(ago(3), time="09:00")
    warmth = WarmUps(met(meeting(ago(9)), tea))
    assert warmth.before(ago(3), "15:00").count == 2
    assert warmth.before(ago(3), "08:00").count == 1
    assert warmth.before(ago(3)).count == 2


# Resets


def test_a_new_relationship_starts_at_none():
    assert warm_ups(met(), TODAY).count == 0


def test_only_what_happened_until_today_counts():
    assert warm_ups(met(meeting(ago(1)), meeting(ahead(1))), TODAY).count == 1


def test_a_new_lead_who_was_not_introduced_needs_one_more():
    facts = met(meeting(ago(9)), meeting(ago(8)), holder_changes=(new_lead(ago(7)),))
    assert warm_ups(facts, TODAY).count == 1


def test_a_new_lead_who_was_introduced_needs_none():
    facts = met(
        meeting(ago(9)), meeting(ago(8)), holder_changes=(new_lead(ago(7), introduced=True),)
    )
    assert warm_ups(facts, TODAY).count == 2


def test_the_new_lead_warms_up_again():
    facts = met(*(meeting(ago(day)) for day in (9, 8, 5)), holder_changes=(new_lead(ago(7)),))
    assert warm_ups(facts, TODAY).count == 2


def test_a_year_of_silence_needs_one_more():
    facts = met(meeting(ago(366)), meeting(ago(365)))
    assert warm_ups(facts, ago(1)).count == 2
    assert warm_ups(facts, TODAY).count == 1


def test_a_meeting_after_a_year_of_silence_is_the_one_more():
    assert warm_ups(met(*(meeting(ago(day)) for day in (500, 499, 3))), TODAY).count == 2


def test_a_reset_takes_nothing_from_somebody_who_had_nothing():
    assert warm_ups(met(holder_changes=(new_lead(ago(7)),)), TODAY).count == 0


def test_a_reset_is_named_with_its_record():
    last = meeting(ago(400))
    assert warm_ups(met(meeting(ago(401)), last), TODAY).reset == (
        TODAY,
        "silence",
        ("interaction", last.key),
    )
    change = new_lead(ago(7))
    reset = warm_ups(met(meeting(ago(9)), holder_changes=(change,)), TODAY).reset
    assert reset == (ago(7), "lead", ("holder", change.key))


@pytest.mark.parametrize("shared", [9, 7, 5])
def test_a_meeting_with_both_leads_introduces_before_on_or_after_the_change(shared):
    both = meeting(ago(shared), ours=("Hala", "Omar"))
    change = new_lead(ago(7))
    facts = met(meeting(ago(20)), meeting(ago(19)), both, holder_changes=(change,))
    assert warm_ups(facts, TODAY).count == 3
    alone = facts._replace(interactions=(*facts.interactions[:2], both._replace(ours=("Omar",))))
    assert warm_ups(alone, TODAY).count == (1 if shared == 9 else 2)


def test_on_the_day_of_the_change_only_the_new_leads_meeting_is_theirs():
    change = new_lead(ago(7))
    of_hala, of_omar = (meeting(ago(7), ours=(who,)) for who in ("Hala", "Omar"))
    first = meeting(ago(20))
    assert warm_ups(met(first, of_hala, holder_changes=(change,)), TODAY).count == 1
    assert warm_ups(met(first, of_omar, holder_changes=(change,)), TODAY).count == 2


def test_a_meeting_we_missed_introduces_nobody():
    missed = meeting(ago(9), ours=("Hala", "Omar"), two_way=False)
    facts = met(meeting(ago(20)), meeting(ago(19)), missed, holder_changes=(new_lead(ago(7)),))
    assert warm_ups(facts, TODAY).count == 1


@given(relationships)
def test_the_order_in_which_it_was_typed_changes_nothing(facts):
    for day in (TODAY, ago(100)):
        typed = list(reversed(facts.interactions))
        back = facts._replace(interactions=tuple(sorted(typed, key=in_time)))
        assert warm_ups(back, day).count == warm_ups(facts, day).count


@given(relationships)
def test_asked_before_a_day_or_counted_up_to_its_eve_is_the_same(facts):
    warmth = WarmUps(facts)
    for one in facts.interactions:
        earlier = tuple(other for other in facts.interactions if other.on < one.on)
        alone = met(one)._replace(interactions=(*earlier, one), holder_changes=facts.holder_changes)
        if not is_warm_up(one) and not any(o.on == one.on for o in facts.interactions if o != one):
            assert (
                warmth.before(one.on, one.time).count
                == warm_ups(alone._replace(visits_only=facts.visits_only), one.on).count
            )


@given(relationships)
def test_the_count_never_falls_below_none_nor_rises_above_the_meetings(facts):
    days = {one.on for one in facts.interactions if one.on <= TODAY}
    assert 0 <= warm_ups(facts, TODAY).count <= len(days)


def test_how_warm_it_was_when_an_interaction_took_place():
    asked = meeting(ago(7), asked=True)
    warmth = WarmUps(met(meeting(ago(9)), meeting(ago(8)), asked))
    assert [warmth.before(ago(day)).count for day in (10, 7)] == [0, 2]
    assert warmth.before(ago(8), "00:00").count == 2


def test_the_days_on_which_the_count_could_change():
    facts = met(meeting(ago(9)), holder_changes=(new_lead(ago(7)),))
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
        promise(ago(9), state="kept", settled_on=ago(9)),
        promise(ago(9), state="kept", settled_on=ago(8)),
        promise(ago(5), state="late_told"),
        promise(ago(5), state="released"),
        promise(ahead(5)),
        promise(None),
        promise(ago(5), by="them"),
    )
    assert kept_word(promises, "us", TODAY) == (1, 3)
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
