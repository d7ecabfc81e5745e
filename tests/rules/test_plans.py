"""The rules about plans: a request too early, voice first, the first card, who waited for whom."""

from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    ago,
    ahead,
    ask,
    heard,
    meeting,
    new_lead,
    plan,
    relationship,
    says,
    silent_from,
    speaks_from,
)


def met(*contacts, **changes):
    return relationship(interactions=contacts, **changes)


def negotiation(on, *who, **changes):
    return plan(on, *who, purpose="negotiation", **changes)


# E02: a meeting to negotiate before two warm-ups


def test_e02_a_meeting_to_negotiate_at_nothing_is_a_request_too():
    planned = negotiation(ahead(3))
    finding = heard("E02", met(opened=TODAY, meetings=(planned,)))
    assert finding.because == (("meeting", planned.key),)
    assert (finding.when, finding.params) == (
        Urgency.THIS_WEEK,
        {"count": 0, "earliest": ahead(14)},
    )
    assert says("E02", met(opened=TODAY, meetings=(planned,))).startswith("A meeting to negotiate")


def test_e02_far_enough_away_it_is_not_urgent():
    finding = heard("E02", met(opened=TODAY, meetings=(negotiation(ahead(14)),)))
    assert finding.when == Urgency.SOON


def test_e02_a_meeting_to_negotiate_after_two_warm_ups_is_well_planned():
    warm = (meeting(ago(9)), meeting(ago(4)))
    assert heard("E02", met(*warm, meetings=(negotiation(ahead(3)),))) is None
    assert heard("E02", met(*warm[:1], meetings=(negotiation(ahead(3)),)))


def test_e02_what_was_called_off_held_or_missed_asks_for_nothing():
    for state in ("called_off", "held", "missed_by_us", "missed_by_them"):
        assert heard("E02", met(meetings=(negotiation(ahead(3), state=state),))) is None


def test_e02_a_moved_meeting_counts_on_its_new_day():
    moved = negotiation(ahead(30), first_on=ahead(2))
    finding = heard("E02", met(opened=TODAY, meetings=(moved,)))
    assert finding.when == Urgency.SOON


def test_e02_on_its_own_day_it_still_speaks_and_the_next_day_no_more():
    facts = met(meetings=(negotiation(ahead(3)),))
    assert heard("E02", facts, ahead(3))
    silent_from("E02", facts, ahead(4))


def test_e02_whoever_interprets_is_not_negotiated_with():
    assert heard("E02", met(meetings=(negotiation(ahead(3), as_person=False),))) is None


def test_e02_for_lives_one_may_negotiate_at_once():
    for_lives = ask(ahead(3), life_saving=True)
    planned = negotiation(ahead(3))
    assert heard("E02", met(asks=(for_lives,), meetings=(planned,))) is None
    assert heard("E02", met(asks=(ask(None, life_saving=True),), meetings=(planned,))) is None
    another_day = ask(ahead(4), life_saving=True)
    assert heard("E02", met(asks=(another_day,), meetings=(planned,)))


def test_e02_meetings_planned_before_it_make_it_warm():
    two = (plan(ahead(2)), plan(ahead(5), purpose="courtesy", channel="phone"))
    assert heard("E02", met(meetings=(*two, negotiation(ahead(6))))) is None
    assert heard("E02", met(meetings=two, asks=(ask(ahead(6)),))) is None
    assert heard("E02", met(meetings=two, asks=(ask(None),))) is None


def test_e02_the_day_of_the_last_planned_one_is_too_early():
    two = (plan(ahead(2)), plan(ahead(5)))
    finding = heard("E02", met(meetings=two, asks=(ask(ahead(4)),)))
    assert finding.params == {"count": 0, "earliest": ahead(6)}
    assert finding.when == Urgency.THIS_WEEK


def test_e02_on_a_day_of_a_request_no_planned_meeting_counts():
    two = (plan(ahead(2)), plan(ahead(5)))
    assert heard("E02", met(meetings=(*two, negotiation(ahead(5)))))
    assert heard("E02", met(meetings=two, asks=(ask(ahead(5)),)))


def test_e02_two_planned_on_one_day_are_one():
    two = (plan(ahead(2)), plan(ahead(2), channel="phone"))
    finding = heard("E02", met(meetings=two, asks=(ask(ahead(20)),)))
    assert finding.params == {"count": 0, "earliest": ahead(9)}


def test_e02_a_letter_or_a_call_where_only_visits_count_makes_nothing_warm():
    one_held = (meeting(ago(5)),)
    for not_one in (plan(ahead(2), channel="letter"), plan(ahead(2), purpose="incident")):
        assert heard("E02", met(*one_held, meetings=(not_one,), asks=(ask(ahead(9)),)))
    call = plan(ahead(2), channel="phone")
    assert heard("E02", met(*one_held, meetings=(call,), asks=(ask(ahead(9)),))) is None
    visits = met(*one_held, meetings=(call,), asks=(ask(ahead(9)),), visits_only=True)
    assert heard("E02", visits)


def test_e02_speaks_from_the_day_after_a_planned_meeting_that_was_not_held():
    facts = met(meeting(ago(5)), meetings=(plan(ahead(2)),), asks=(ask(ahead(9)),))
    speaks_from("E02", facts, ahead(3))


def test_e02_one_planned_meeting_ends_a_year_of_silence_and_the_wait_of_a_new_lead():
    long_ago = (meeting(ago(500)), meeting(ago(490)))
    later = (negotiation(ahead(9)),)
    assert "a year of silence" in says("E02", met(*long_ago, meetings=later))
    assert heard("E02", met(*long_ago, meetings=(plan(ahead(3)), *later))) is None
    warm = {"interactions": (meeting(ago(9)), meeting(ago(8)))}
    handed = relationship(**warm, holder_changes=(new_lead(ago(3)),), meetings=later)
    assert "the new lead" in says("E02", handed)
    assert heard("E02", handed._replace(meetings=(plan(ahead(3)), *later))) is None


# E08: in writing, without a voice before


def letter(on, **changes):
    return negotiation(on, channel="letter", **changes)


def test_e08_a_first_negotiation_by_letter_with_somebody_we_never_heard():
    planned = letter(ahead(3))
    finding = heard("E08", met(meetings=(planned,)))
    assert finding.because == (("meeting", planned.key),)
    assert "change_meeting" in finding.options
    assert says("E08", met(meetings=(planned,))).startswith("A first negotiation")


def test_e08_a_letter_for_engagement_or_a_negotiation_in_person_may_be():
    assert heard("E08", met(meetings=(plan(ahead(3), channel="letter"),))) is None
    assert heard("E08", met(meetings=(negotiation(ahead(3)),))) is None
    assert heard("E08", met(meetings=(letter(ahead(3), state="called_off"),))) is None


def test_e08_a_call_planned_before_it_or_on_its_day_is_enough():
    for day, speaks in ((1, False), (3, False), (4, True)):
        call = plan(ahead(day), channel="phone")
        assert bool(heard("E08", met(meetings=(letter(ahead(3)), call)))) is speaks
        assert bool(heard("E08", met(meetings=(call,), asks=(_by_letter(ahead(3)),)))) is speaks
        assert heard("E08", met(meetings=(call,), asks=(_by_letter(None),))) is None


def _by_letter(on):
    return ask(on, channel_planned="letter")


def test_e08_speaks_from_the_day_after_a_planned_call_that_was_not_held():
    call = plan(ahead(1), channel="phone")
    speaks_from("E08", met(meetings=(call, letter(ahead(5)))), ahead(2))


# E04: the card of an early meeting


def test_e04_the_day_before_a_first_meeting_its_card_has_no_beginning():
    planned = plan(ahead(1), opener=False)
    finding = heard("E04", met(meetings=(planned,)))
    assert (finding.because, finding.when) == (
        (("meeting", planned.key),),
        Urgency.WORTH_A_LOOK,
    )
    assert finding.options == ("fill_the_card",)
    assert "(tomorrow)" in says("E04", met(meetings=(planned,)))


def test_e04_says_what_its_card_does_not_have():
    def said(**card):
        return says("E04", met(meetings=(plan(TODAY, **card),)))

    assert "what to begin with." in said(opener=False)
    assert "no question" in said(question=False)
    assert "neither" in said(opener=False, question=False)
    assert said() == ""


def test_e04_speaks_of_a_card_from_the_day_before_until_its_day_is_over():
    facts = met(meetings=(plan(ahead(5), opener=False),))
    speaks_from("E04", facts, ahead(4))
    assert heard("E04", facts, ahead(5))
    silent_from("E04", facts, ahead(6))


def test_e04_a_third_meeting_needs_no_card():
    dry = plan(ahead(1), opener=False)
    assert heard("E04", met(meeting(ago(9)), meetings=(dry,)))
    assert heard("E04", met(meeting(ago(9)), meeting(ago(5)), meetings=(dry,))) is None


def test_e04_a_letter_or_a_meeting_called_off_has_no_card():
    for change in ({"channel": "letter"}, {"state": "called_off"}, {"as_person": False}):
        assert heard("E04", met(meetings=(plan(ahead(1), opener=False, **change),))) is None


# K03: they waited for us


def missed(on, **changes):
    return plan(on, state="missed_by_us", **changes)


def moved(first_on, on, *, by="us", told=False):
    return plan(on, first_on=first_on, changed_by=by, told_in_advance=told)


def called_off(on, *, by="us", told=False):
    return plan(on, state="called_off", changed_by=by, told_in_advance=told)


def test_k03_missed_moved_and_called_off_without_a_word_count_with_late_logs():
    late = meeting(ago(20), on_time="late")
    there = (missed(ago(9)), moved(ago(6), ahead(2)), called_off(ago(3)))
    finding = heard("K03", met(late, meetings=there))
    assert finding.params == {"n": 4}
    assert [kind for kind, _ in finding.because] == ["interaction", *["meeting"] * 3]
    assert heard("K03", met(meetings=there[:2]))


def test_k03_told_in_advance_or_not_known_it_does_not_count():
    for told in (True, None):
        fine = (called_off(ago(3), told=told), moved(ago(6), ahead(2), told=told))
        assert heard("K03", met(meetings=(missed(ago(9)), *fine))) is None


def test_k03_what_they_moved_called_off_or_missed_is_not_ours():
    theirs = (
        called_off(ago(3), by="them"),
        moved(ago(6), ahead(2), by="them"),
        plan(ago(8), state="missed_by_them"),
    )
    assert heard("K03", met(meetings=(missed(ago(9)), *theirs))) is None


def test_k03_a_meeting_that_its_log_speaks_of_is_counted_once():
    late = meeting(ago(5), on_time="late")
    held = moved(ago(8), ago(5))._replace(state="held", interaction=late.key)
    assert heard("K03", met(late, meetings=(held,))) is None
    absent = meeting(ago(5), on_time="absent")
    assert heard("K03", met(absent, meetings=(missed(ago(5)),))) is None
    assert heard("K03", met(absent, meetings=(missed(ago(6)),))).params == {"n": 2}


def test_k03_a_meeting_moved_without_a_word_and_held_on_time_made_them_wait_once():
    good = meeting(ago(5))
    held = moved(ago(8), ago(5))._replace(state="held", interaction=good.key)
    assert heard("K03", met(good, meetings=(held, missed(ago(20))))).params == {"n": 2}


def test_k03_counts_a_missed_meeting_on_its_day_and_forgets_it():
    facts = met(meetings=(called_off(ahead(2)), missed(ago(3))))
    speaks_from("K03", facts, ahead(2))
    silent_from("K03", facts, ahead(57))
