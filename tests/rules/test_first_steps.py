"""E01 to E04: the first meetings."""

from rapport.rules.facts import HolderChange
from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    ago,
    ahead,
    ask,
    heard,
    meeting,
    relationship,
    says,
    silent_from,
    speaks_from,
)


def met(*meetings, **changes):
    return relationship(opened=ago(400), interactions=meetings, **changes)


WARM = (meeting(ago(40)), meeting(ago(30)))


# E01 early ask


def test_e01_a_request_in_the_first_meeting_is_early():
    first = meeting(ago(3), asked=True)
    finding = heard("E01", met(first))
    assert finding.because == (("interaction", first.key),)


def test_e01_a_request_after_one_warm_up_is_still_early():
    assert heard("E01", met(meeting(ago(9)), meeting(ago(3), asked=True)))


def test_e01_a_request_after_two_warm_ups_is_not_early():
    assert heard("E01", met(*WARM, meeting(ago(3), asked=True))) is None


def test_e01_a_request_to_save_lives_is_not_called_early():
    assert heard("E01", met(meeting(ago(3), asked=True, life_saving=True))) is None


def test_e01_an_early_request_does_not_count_as_a_warm_up():
    early = (meeting(ago(9)), meeting(ago(6), asked=True), meeting(ago(3), asked=True))
    assert len(heard("E01", met(*early)).because) == 2


def test_e01_calls_do_not_count_where_the_office_wants_visits():
    calls = (meeting(ago(9), channel="phone"), meeting(ago(6), channel="phone"))
    facts = met(*calls, meeting(ago(3), asked=True))
    assert heard("E01", facts) is None
    assert heard("E01", facts, in_person_only=1)


def test_e01_is_silent_where_we_do_not_keep_in_touch():
    assert heard("E01", met(meeting(ago(3), asked=True), phase="dormant")) is None


def test_e01_speaks_from_the_day_of_the_request():
    speaks_from("E01", met(meeting(ahead(5), asked=True)), ahead(5))


def test_e01_forgets_after_ninety_days():
    silent_from("E01", met(meeting(ago(80), asked=True)), ahead(10))


def test_e01_says_when_it_was():
    assert "(yesterday)" in says("E01", met(meeting(ago(1), asked=True)))


# E02 not yet warm


def test_e02_an_ask_planned_before_anyone_has_met_is_not_yet_warm():
    planned = ask()
    finding = heard("E02", relationship(asks=(planned,)))
    assert finding.because == (("ask", planned.key),)
    assert finding.params["count"] == 0


def test_e02_an_ask_after_one_warm_up_is_not_yet_warm():
    assert heard("E02", met(meeting(ago(2)), asks=(ask(),))).params["count"] == 1


def test_e02_an_ask_after_two_warm_ups_is_warm():
    assert heard("E02", met(*WARM, asks=(ask(),))) is None


def test_e02_an_ask_for_lives_may_come_first():
    assert heard("E02", relationship(asks=(ask(life_saving=True),))) is None


def test_e02_an_ask_that_was_made_is_no_longer_planned():
    assert heard("E02", relationship(asks=(ask(outcome="refused"),))) is None


def test_e02_says_the_earliest_day_counted_from_the_last_contact():
    facts = met(meeting(ago(2)), asks=(ask(),))
    assert heard("E02", facts).params["earliest"] == ahead(5)
    assert heard("E02", facts, days_between=20).params["earliest"] == ahead(18)


def test_e02_never_names_a_day_that_has_passed():
    facts = met(meeting(ago(60)), asks=(ask(ahead(30)),))
    assert "earliest" not in heard("E02", facts).params
    assert "any day now" in says("E02", facts)


def test_e02_is_for_this_week_when_the_plan_leaves_too_little_time():
    late = met(meeting(ago(60)), asks=(ask(ahead(6)),))
    early = met(meeting(ago(60)), asks=(ask(ahead(7)),))
    assert heard("E02", late).when == Urgency.THIS_WEEK
    assert heard("E02", early).when == Urgency.SOON


def test_e02_speaks_again_when_a_new_lead_was_not_introduced():
    facts = met(*WARM, asks=(ask(),), holder_changes=(HolderChange(ahead(3), False),))
    speaks_from("E02", facts, ahead(3))


def test_e02_stays_silent_when_the_new_lead_was_introduced():
    facts = met(*WARM, asks=(ask(),), holder_changes=(HolderChange(ago(3), True),))
    assert heard("E02", facts) is None


def test_e02_speaks_from_the_day_a_year_of_silence_is_full():
    speaks_from("E02", met(*WARM, asks=(ask(),)), ahead(335))


def test_e02_falls_silent_on_the_day_of_the_second_warm_up():
    silent_from("E02", met(WARM[0], meeting(ahead(1)), asks=(ask(),)), ahead(1))


# E03 courtesy owed


def exception(on=TODAY):
    return meeting(on, asked=True, life_saving=True)


def test_e03_a_visit_is_owed_after_the_exception():
    finding = heard("E03", met(exception(ago(3))))
    assert finding.when == Urgency.THIS_WEEK
    assert finding.params["due"] == ahead(11)


def test_e03_a_visit_without_a_request_pays_it():
    assert heard("E03", met(exception(ago(3)), meeting(ago(1)))) is None


def test_e03_another_request_does_not_pay_it():
    assert heard("E03", met(exception(ago(3)), meeting(ago(1), asked=True)))


def test_e03_a_message_without_an_answer_does_not_pay_it():
    assert heard("E03", met(exception(ago(3)), meeting(ago(1), two_way=False)))


def test_e03_an_ordinary_request_owes_nothing():
    assert heard("E03", met(meeting(ago(3), asked=True))) is None


def test_e03_speaks_from_the_day_the_exception_was_used():
    speaks_from("E03", met(exception(ahead(2))), ahead(2))


def test_e03_is_for_now_from_the_day_after_the_two_weeks():
    facts = met(exception(ago(14)))
    assert heard("E03", facts).when == Urgency.THIS_WEEK
    assert heard("E03", facts, ahead(1)).when == Urgency.NOW


# E04 straight to business


def test_e04_two_meetings_without_small_talk_went_straight_to_business():
    dry = [meeting(ago(5), small_talk=False), meeting(ago(3), small_talk=False)]
    assert says("E04", met(*dry)).endswith("small talk: 2.")


def test_e04_nobody_introduced_us():
    first = meeting(ago(3), introduced_self=False, introduced_organisation=False)
    assert "introduce ourselves" in says("E04", met(first))


def test_e04_small_talk_and_an_introduction_are_all_it_takes():
    assert heard("E04", met(meeting(ago(3)))) is None


def test_e04_what_was_not_recorded_is_not_held_against_anybody():
    unknown = meeting(ago(3), small_talk=None, introduced_self=None, introduced_organisation=None)
    assert heard("E04", met(unknown)) is None


def test_e04_looks_at_the_first_meetings_only():
    later = meeting(ago(1), small_talk=False)
    assert heard("E04", met(*WARM, later)) is None
    assert heard("E04", met(*WARM, later), first=3)


def test_e04_an_introduction_in_one_of_them_is_enough():
    first = meeting(ago(5), introduced_self=False)
    assert heard("E04", met(first, meeting(ago(3)))) is None


def test_e04_falls_silent_when_the_first_meetings_are_long_past():
    dry = meeting(ago(9), small_talk=False)
    others = [meeting(ago(day)) for day in (8, 7, 6)]
    silent_from("E04", met(dry, *others, meeting(ahead(2))), ahead(2))


def test_e04_speaks_from_the_day_of_the_meeting():
    speaks_from("E04", met(meeting(ahead(4), small_talk=False)), ahead(4))
