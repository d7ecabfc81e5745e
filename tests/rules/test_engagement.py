"""E05 to E09: engagement and negotiation kept apart."""

from rapport.rules.catalogue import judge
from rules.building import (
    TODAY,
    ago,
    ahead,
    ask,
    heard,
    insight,
    mandate,
    meeting,
    plan,
    relationship,
    says,
    settings,
    silent_from,
    speaks_from,
    told,
)


def met(*meetings, **changes):
    return relationship(opened=ago(900), interactions=meetings, **changes)


# E05 phases blurred


WARM = (meeting(ago(200)), meeting(ago(190)))
MANDATED = (mandate(ago(30)),)


def test_e05_a_friendly_visit_with_a_request_blurs_the_phases():
    visit = meeting(ago(3), asked=True)
    assert heard("E05", met(*WARM, visit)).because == (("interaction", visit.key),)


def test_e05_leaves_an_early_request_to_e01():
    early = met(meeting(ago(3), asked=True))
    assert heard("E05", early) is None
    assert heard("E01", early)


def test_e05_a_negotiation_before_two_warm_ups_is_cold():
    cold = meeting(ago(3), purpose="negotiation")
    assert heard("E05", met(cold)).because == (("interaction", cold.key),)
    assert heard("E05", met(*WARM, cold)) is None
    assert heard("E05", met(cold._replace(life_saving=True))) is None


def test_e05_the_phase_is_negotiation_before_two_warm_ups():
    assert (
        says("E05", met(phase="negotiation", mandates=MANDATED))
        == "The phase is negotiation, at 0 of 2 meetings without a request."
    )
    assert heard("E05", met(*WARM, phase="negotiation", mandates=MANDATED)) is None
    nearly = met(WARM[0], meeting(ahead(2)), phase="negotiation", mandates=MANDATED)
    silent_from("E05", nearly, ahead(2))


def test_e05_a_negotiation_may_have_a_request():
    assert heard("E05", met(*WARM, meeting(ago(3), asked=True, purpose="negotiation"))) is None


def test_e05_a_friendly_visit_without_a_request_is_what_it_says():
    assert heard("E05", met(meeting(ago(3)))) is None


def test_e05_lives_may_blur_them():
    assert heard("E05", met(meeting(ago(3), asked=True, life_saving=True))) is None


def test_e05_speaks_from_the_day_of_the_visit():
    speaks_from("E05", met(*WARM, meeting(ahead(1), asked=True)), ahead(1))


def test_e05_forgets_after_sixty_days():
    silent_from("E05", met(*WARM, meeting(ago(59), asked=True)), ahead(1))


def negotiating(*mandates, **changes):
    return met(*WARM, **{"phase": "negotiation"} | changes, mandates=mandates)


def to_negotiate(on, **changes):
    return plan(on, purpose="negotiation", **changes)


def test_e05_a_negotiation_needs_a_mandate():
    finding = heard("E05", negotiating())
    assert finding.because == (("relationship", "relationship"),)
    assert finding.options == ("record_a_mandate", "back_to_engagement")
    assert heard("E05", negotiating(mandate(ago(30)))) is None
    assert heard("E05", negotiating(mandate(ago(30), TODAY))) is None, "its last day is one of it"


def test_e05_a_meeting_to_negotiate_needs_one_too():
    planned = to_negotiate(ahead(3))
    finding = heard("E05", negotiating(phase="engagement", meetings=(planned,)))
    assert finding.because == (("meeting", planned.key),)
    assert finding.options == ("record_a_mandate", "change_meeting")
    courtesy = plan(ahead(3))
    assert heard("E05", negotiating(phase="engagement", meetings=(courtesy,))) is None
    held = to_negotiate(ahead(3), state="held")
    assert heard("E05", negotiating(phase="engagement", meetings=(held,))) is None


def test_e05_a_meeting_for_what_lives_depend_on_needs_none():
    planned = {"phase": "engagement", "meetings": (to_negotiate(ahead(3)),)}
    urgent = ask(ahead(3), life_saving=True)
    assert heard("E05", negotiating(**planned, asks=(urgent,))) is None
    assert heard("E05", negotiating(**planned, asks=(ask(ahead(3)),)))


def test_e05_a_mandate_that_ended_is_none_from_the_day_after():
    ended = mandate(ago(30), ahead(4))
    speaks_from("E05", negotiating(ended), ahead(5))
    assert "ended yesterday" in says("E05", negotiating(ended), ahead(5))
    assert ("mandate", ended.key) in heard("E05", negotiating(ended), ahead(5)).because


def test_e05_a_mandate_that_begins_is_one_from_its_first_day():
    beginning = mandate(ahead(4))
    silent_from("E05", negotiating(beginning), ahead(4))
    assert "begins in 4 days" in says("E05", negotiating(beginning))
    assert "begins" in says("E05", negotiating(mandate(ago(30), ago(2)), beginning))


def test_e05_a_meeting_that_is_over_needs_no_mandate():
    planned = to_negotiate(ahead(4))
    silent_from("E05", negotiating(phase="engagement", meetings=(planned,)), ahead(5))


def test_e05_a_mandate_for_one_gate_is_none_for_another():
    road, clinic = ask(gate="road"), ask(gate="clinic")
    for_the_road = mandate(ago(30), gate="road")
    assert heard("E05", negotiating(for_the_road, asks=(road,))) is None
    assert heard("E05", negotiating(for_the_road, asks=(clinic,)))
    assert heard("E05", negotiating(for_the_road, asks=(road, clinic)))
    assert heard("E05", negotiating(mandate(ago(30)), asks=(road, clinic))) is None


def test_e05_where_no_request_names_a_gate_any_mandate_holds():
    for_the_road = mandate(ago(30), gate="road")
    assert heard("E05", negotiating(for_the_road)) is None
    settled = ask(gate="clinic", outcome="granted")
    assert heard("E05", negotiating(for_the_road, asks=(ask(), settled))) is None


def test_e05_neither_warm_nor_mandated_is_said_as_one():
    finding = heard("E05", met(phase="negotiation"))
    assert finding.params == {"count": 0}
    assert finding.because == (("relationship", "relationship"),)
    assert set(finding.options) == {
        "record_a_mandate",
        "visit_without_asking",
        "back_to_engagement",
    }


def test_e05_what_was_mixed_and_what_is_missing_can_be_snoozed_apart():
    visit = meeting(ago(3), asked=True)
    facts = met(*WARM, visit, phase="negotiation")
    found = judge(facts, TODAY, settings("E05")).findings
    assert [one.because for one in found] == [
        (("relationship", "relationship"),),
        (("interaction", visit.key),),
    ]


# E06 they don't know who we are


def silent_meeting(on, **changes):
    return meeting(on, introduced_organisation=False, **changes)


def test_e06_nobody_told_them_who_we_are():
    assert "no record" in says("E06", met(silent_meeting(ago(3))))


def test_e06_an_introduction_in_a_meeting_tells_them():
    assert heard("E06", met(meeting(ago(3)))) is None


def test_e06_telling_them_our_mandate_tells_them():
    facts = met(silent_meeting(ago(3)), disclosures=(told("mandate", ago(3)),))
    assert heard("E06", facts) is None


def test_e06_telling_something_personal_does_not_tell_them():
    facts = met(silent_meeting(ago(3)), disclosures=(told("us_as_people", ago(3)),))
    assert heard("E06", facts)


def test_e06_nobody_is_told_before_anybody_has_met():
    assert heard("E06", met(silent_meeting(ago(3), two_way=False))) is None


def test_e06_speaks_from_the_day_of_the_first_meeting():
    speaks_from("E06", met(silent_meeting(ahead(4))), ahead(4))


def test_e06_speaks_again_a_year_after_they_were_told():
    facts = met(meeting(ago(300)))
    speaks_from("E06", facts, ahead(65))
    assert says("E06", facts, ahead(65)) == "We last said who we are: 365 days ago."


def test_e06_speaks_again_as_long_after_as_the_office_says():
    facts = met(silent_meeting(ago(200)), disclosures=(told("mandate", ago(90)),))
    speaks_from("E06", facts, ahead(10), days=100)


# E07 one-way knowledge


def quiet_meeting(on):
    return meeting(on, introduced_self=False)


def noted(*days):
    return tuple(insight(ago(day)) for day in days)


def test_e07_three_notes_and_nothing_of_ourselves_is_one_way():
    assert heard("E07", met(quiet_meeting(ago(9)), insights=noted(9, 9, 9))).params["n"] == 3


def test_e07_two_notes_are_too_few_to_say_so():
    assert heard("E07", met(quiet_meeting(ago(9)), insights=noted(9, 9))) is None


def test_e07_telling_of_ourselves_makes_it_two_ways():
    facts = met(insights=noted(9, 9, 9), disclosures=(told("us_as_people", ago(1)),))
    assert heard("E07", facts) is None


def test_e07_introducing_ourselves_makes_it_two_ways():
    assert heard("E07", met(meeting(ago(9)), insights=noted(9, 9, 9))) is None


def test_e07_speaks_from_the_day_of_the_third_note():
    speaks_from("E07", met(insights=noted(9, 9, -2)), ahead(2))


def test_e07_falls_silent_on_the_day_we_tell_them_something():
    facts = met(insights=noted(9, 9, 9), disclosures=(told("us_as_people", ahead(1)),))
    silent_from("E07", facts, ahead(1))


# E08 voice first


def letter(**changes):
    return ask(channel_planned="letter", **changes)


def test_e08_a_first_ask_by_letter_to_somebody_we_never_heard():
    planned = letter()
    assert heard("E08", met(asks=(planned,))).because == (("ask", planned.key),)


def test_e08_a_call_comes_before_the_letter():
    assert heard("E08", met(meeting(ago(3), channel="phone"), asks=(letter(),))) is None


def test_e08_meeting_by_chance_is_a_voice():
    assert heard("E08", met(meeting(ago(3), channel="chance"), asks=(letter(),))) is None


def test_e08_messages_to_and_fro_are_no_voice():
    assert heard("E08", met(meeting(ago(3), channel="message"), asks=(letter(),)))


def test_e08_a_call_nobody_took_is_no_voice():
    missed = meeting(ago(3), channel="phone", two_way=False)
    assert heard("E08", met(missed, asks=(letter(),)))


def test_e08_an_ask_in_person_needs_no_call():
    assert heard("E08", met(asks=(ask(),))) is None


def test_e08_a_letter_for_lives_may_go_at_once():
    assert heard("E08", met(asks=(letter(life_saving=True),))) is None


def test_e08_falls_silent_on_the_day_we_first_speak():
    silent_from("E08", met(meeting(ahead(6)), asks=(letter(),)), ahead(6))


# E09 only when we need something


def contacts(asked, friendly):
    """Contacts on as many days, the requests first."""
    wants = [True] * asked + [False] * friendly
    first = len(wants)
    return [meeting(ago(first - place), asked=want) for place, want in enumerate(wants)]


def test_e09_three_requests_in_four_contacts_are_too_many():
    assert heard("E09", met(*contacts(3, 1))).params == {"part": 3, "n": 4}


def test_e09_seven_in_ten_are_the_edge():
    assert heard("E09", met(*contacts(7, 3)))


def test_e09_two_in_three_are_below_the_edge():
    assert heard("E09", met(*contacts(4, 2))) is None


def test_e09_three_contacts_are_too_few_to_say_so():
    assert heard("E09", met(*contacts(3, 0))) is None


def test_e09_a_contact_of_which_nobody_recorded_it_counts_neither_way():
    unknown = [meeting(ago(20), asked=None) for _ in range(9)]
    assert heard("E09", met(*unknown, *contacts(3, 1))).params == {"part": 3, "n": 4}
    assert heard("E09", met(*unknown, *contacts(3, 0))) is None


def test_e09_speaks_from_the_day_of_the_fourth_contact():
    speaks_from("E09", met(*contacts(3, 0), meeting(ahead(2), asked=True)), ahead(2))


def test_e09_speaks_from_the_day_a_friendly_visit_is_forgotten():
    friendly = [meeting(ago(80)), meeting(ago(79))]
    facts = met(*friendly, *contacts(4, 0))
    speaks_from("E09", facts, ahead(10))


def test_e09_falls_silent_as_the_requests_are_forgotten():
    silent_from("E09", met(*contacts(4, 0)), ahead(86))
