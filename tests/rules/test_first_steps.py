"""E01 to E04 and E10: the first meetings."""

from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    ago,
    ahead,
    ask,
    heard,
    meeting,
    new_lead,
    relationship,
    says,
    silent_from,
    speaks_from,
)


def met(*meetings, **changes):
    return relationship(**{"opened": ago(400), "interactions": meetings} | changes)


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
    assert heard("E01", facts._replace(visits_only=True))


def test_e01_is_silent_where_we_do_not_keep_in_touch():
    assert heard("E01", met(meeting(ago(3), asked=True), phase="dormant")) is None


def test_e01_speaks_from_the_day_of_the_request():
    speaks_from("E01", met(meeting(ahead(5), asked=True)), ahead(5))


def test_e01_forgets_after_ninety_days():
    silent_from("E01", met(meeting(ago(80), asked=True)), ahead(10))


def test_e01_says_when_it_was():
    assert "(yesterday)" in says("E01", met(meeting(ago(1), asked=True)))


def test_e01_after_tea_on_the_same_morning_a_request_is_not_early():
    tea, request = meeting(ago(3), time="09:00"), meeting(ago(3), asked=True, time="15:00")
    assert heard("E01", met(meeting(ago(9)), tea, request)) is None
    assert heard("E01", met(meeting(ago(9)), request._replace(time="08:00"), tea))


def test_e01_what_nobody_recorded_is_no_request():
    assert heard("E01", met(meeting(ago(3), asked=None))) is None


def test_e01_names_the_silence_before_it_with_its_record():
    old = [meeting(ago(500)), meeting(ago(490))]
    request = meeting(ago(3), asked=True)
    finding = heard("E01", met(*old, request))
    assert "a year of silence" in says("E01", met(*old, request))
    assert finding.because == (("interaction", request.key), ("interaction", old[-1].key))


def test_e01_names_the_new_lead_with_their_record():
    change = new_lead(ago(5))
    facts = met(*WARM, meeting(ago(3), asked=True), holder_changes=(change,))
    assert "new lead" in says("E01", facts)
    assert ("holder", change.key) in heard("E01", facts).because


def test_e01_a_request_settled_as_asked_without_a_log_is_early_too():
    made = ask(outcome="made", made_on=ago(3))
    assert heard("E01", met(asks=(made,))).because == (("ask", made.key),)
    assert heard("E01", met(*WARM, asks=(made,))) is None


def test_e01_what_is_planned_anew_has_not_been_asked():
    anew = ask(outcome="planned", made_on=ago(3))
    assert heard("E01", met(asks=(anew,))) is None
    assert heard("E03", met(asks=(anew._replace(life_saving=True),))) is None


def test_e01_a_request_and_its_log_are_said_once():
    log = meeting(ago(3), asked=True)
    linked = ask(outcome="made", made_on=ago(3), interaction=log.key)
    beside = ask(outcome="made", made_on=ago(3))
    assert heard("E01", met(log, asks=(linked, beside))).because == (("interaction", log.key),)


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
    facts = met(*WARM, asks=(ask(),), holder_changes=(new_lead(ahead(3)),))
    speaks_from("E02", facts, ahead(3))


def test_e02_stays_silent_when_the_new_lead_was_introduced():
    facts = met(*WARM, asks=(ask(),), holder_changes=(new_lead(ago(3), introduced=True),))
    assert heard("E02", facts) is None


def test_e02_speaks_from_the_day_a_year_of_silence_is_full():
    speaks_from("E02", met(*WARM, asks=(ask(),)), ahead(335))


def test_e02_falls_silent_on_the_day_of_the_second_warm_up():
    silent_from("E02", met(WARM[0], meeting(ahead(1)), asks=(ask(),)), ahead(1))


def test_e02_names_the_reset():
    silence = met(meeting(ago(500)), meeting(ago(490)), asks=(ask(),))
    assert "a year of silence" in says("E02", silence)
    change = new_lead(ago(3))
    led = met(*WARM, asks=(ask(),), holder_changes=(change,))
    assert "new lead" in says("E02", led)
    assert ("holder", change.key) in heard("E02", led).because


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


def test_e03_a_second_exception_does_not_wipe_the_first():
    facts = met(exception(ago(30)), exception(ago(3)))
    finding = heard("E03", facts)
    assert finding.when == Urgency.NOW
    assert finding.params["due"] == ago(16)
    assert len(finding.because) == 2


def test_e03_each_visit_is_for_the_oldest():
    first, second = exception(ago(30)), exception(ago(3))
    facts = met(first, second, meeting(ago(1)))
    assert heard("E03", facts).because == (("interaction", second.key),)
    assert heard("E03", met(first, second, meeting(ago(2)), meeting(ago(1)))) is None
    assert heard("E03", met(first, second, meeting(ago(1)), meeting(ago(1)))) is not None


def test_e03_is_paid_in_person_or_by_voice_and_out_of_courtesy():
    for unpaid in (
        {"channel": "message"},
        {"purpose": "incident"},
        {"purpose": "negotiation"},
        {"asked": None},
    ):
        assert heard("E03", met(exception(ago(3)), meeting(ago(1), **unpaid))), unpaid
    assert heard("E03", met(exception(ago(3)), meeting(ago(1), channel="phone"))) is None


def test_e03_an_exception_settled_without_a_log_owes_a_visit_too():
    made = ask(outcome="granted", made_on=ago(3), life_saving=True)
    assert heard("E03", met(asks=(made,))).because == (("ask", made.key),)


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
    assert "introduced ourselves" in says("E04", met(first))


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


def test_e04_a_letter_and_a_call_to_save_lives_are_not_scolded():
    assert heard("E04", met(meeting(ago(3), channel="letter", small_talk=False))) is None
    urgent = meeting(ago(3), channel="phone", small_talk=False, life_saving=True)
    assert heard("E04", met(urgent)) is None


def test_e04_forgets_after_half_a_year():
    silent_from("E04", met(meeting(ago(170), small_talk=False)), ahead(10))


# E10 known, not met


def unmet(*meetings, **changes):
    return met(*meetings, stage="unknown", **changes)


def test_e10_somebody_known_of_has_advice_of_their_own():
    assert "not met yet" in says("E10", unmet())
    assert "find_introduction" in heard("E10", unmet()).options


def test_e10_a_meeting_ends_it():
    silent_from("E10", unmet(meeting(ahead(3))), ahead(3))


def test_e10_a_letter_without_an_answer_is_no_meeting():
    assert heard("E10", unmet(meeting(ago(3), channel="letter", two_way=False)))


def test_e10_who_was_introduced_is_known():
    assert heard("E10", met()) is None


def test_e10_speaks_from_the_day_we_heard_of_them():
    speaks_from("E10", unmet(opened=ahead(2)), ahead(2))


def test_e10_is_silent_where_nobody_is_to_be_met():
    assert heard("E10", unmet(status="deceased")) is None
