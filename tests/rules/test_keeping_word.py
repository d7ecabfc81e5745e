"""K01 to K07: keeping our word."""

from datetime import date

from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    ago,
    ahead,
    ask,
    heard,
    meeting,
    promise,
    relationship,
    says,
    silent_from,
    speaks_from,
    told,
)


def promised(*promises, **changes):
    return relationship(commitments=promises, **changes)


# K01 our promise due


def test_k01_a_promise_due_tomorrow():
    ours = promise(ahead(1))
    finding = heard("K01", promised(ours))
    assert finding.because == (("commitment", ours.key),)
    assert finding.when == Urgency.THIS_WEEK
    assert says("K01", promised(ours)) == "A promise of ours is due tomorrow."


def test_k01_a_promise_due_today_is_for_now():
    assert heard("K01", promised(promise())).when == Urgency.NOW
    assert says("K01", promised(promise())) == "A promise of ours is due today."


def test_k01_a_promise_of_yesterday_is_overdue():
    assert says("K01", promised(promise(ago(1)))).endswith("overdue; it was due yesterday.")


def test_k01_a_kept_promise_is_silent():
    assert heard("K01", promised(promise(state="kept"))) is None


def test_k01_a_promise_without_a_day_is_silent():
    assert heard("K01", promised(promise(None))) is None


def test_k01_a_promise_of_theirs_is_not_ours():
    assert heard("K01", promised(promise(by="them"))) is None


def test_k01_a_promise_is_due_even_where_we_do_not_keep_in_touch():
    assert heard("K01", promised(promise(), phase="closed"))


def test_k01_asks_who_takes_up_what_was_promised_to_somebody_who_died():
    assert says("K01", promised(promise(ago(2)), status="deceased")) == (
        "A promise of ours to somebody who has died; it was due 2 days ago. Who takes it over?"
    )
    for status in ("deceased", "detained", "do_not_contact"):
        options = heard("K01", promised(promise(ago(2)), status=status)).options
        assert "tell_them" not in options


def test_k01_a_closed_relationship_has_its_own_words():
    assert "closed" in says("K01", promised(promise(), phase="closed"))


def test_k01_a_promise_they_were_told_of_is_due_on_its_new_day():
    told_late = promise(ahead(20), first_due=ago(9), told_on=ago(9))
    speaks_from("K01", promised(told_late), ahead(13))


def test_k01_speaks_from_seven_days_before():
    speaks_from("K01", promised(promise(ahead(20))), ahead(13))
    speaks_from("K01", promised(promise(ahead(20))), ahead(20), days=0)


def test_k01_a_promise_at_the_end_of_the_calendar_is_only_far_away():
    assert heard("K01", promised(promise(date.max))) is None
    assert heard("K02", promised(promise(date.max))) is None
    assert heard("K05", promised(promise(date.max, by="them"))) is None


# K02 late and silent


def test_k02_a_promise_late_for_two_days_and_nobody_told_them():
    late = promise(ago(2))
    assert heard("K02", promised(late)).because == (("commitment", late.key),)


def test_k02_one_day_of_silence_is_not_yet_silence():
    assert heard("K02", promised(promise(ago(1)))) is None


def test_k02_they_were_told():
    told_late = promise(ahead(5), first_due=ago(9), told_on=ago(9))
    assert heard("K02", promised(told_late)) is None
    assert heard("K02", promised(promise(ago(9), state="late_told"))) is None


def test_k02_the_new_day_passes_too():
    told_late = promise(ahead(5), first_due=ago(9), told_on=ago(9))
    speaks_from("K02", promised(told_late), ahead(7))


def test_k02_there_is_nobody_to_tell():
    for status in ("deceased", "detained", "do_not_contact"):
        assert heard("K02", promised(promise(ago(9)), status=status)) is None
    assert heard("K02", promised(promise(ago(9)), phase="closed")) is None
    assert heard("K02", promised(promise(ago(9)), status="left_post"))


def test_k02_a_promise_of_theirs_is_not_ours_to_tell():
    assert heard("K02", promised(promise(ago(9), by="them"))) is None


def test_k02_speaks_from_the_second_day_after():
    speaks_from("K02", promised(promise(ahead(5))), ahead(7))


# K03 time slipping


def late(on, how="late"):
    return meeting(on, on_time=how)


def met(*meetings, **changes):
    return relationship(opened=ago(400), interactions=meetings, **changes)


def test_k03_late_twice_and_the_time_is_slipping():
    assert heard("K03", met(late(ago(9)), late(ago(3), "absent"))).params == {"n": 2}


def test_k03_late_once_can_happen():
    assert heard("K03", met(late(ago(9)), meeting(ago(3)))) is None


def test_k03_what_was_not_recorded_is_not_held_against_anybody():
    assert heard("K03", met(late(ago(9)), late(ago(3), None))) is None


def test_k03_two_months_apart_is_not_lately():
    assert heard("K03", met(late(ago(60)), late(ago(3)))) is None


def test_k03_speaks_from_the_second_time():
    speaks_from("K03", met(late(ago(9)), late(ahead(3))), ahead(3))


def test_k03_forgets_after_sixty_days():
    silent_from("K03", met(late(ago(50)), late(ago(3))), ahead(10))


# K04 limits unsaid


def asking(*asks, **changes):
    return relationship(asks=asks, **changes)


def test_k04_an_ask_next_week_and_our_limits_were_not_said():
    planned = ask(ahead(7))
    assert heard("K04", asking(planned)).because == (("ask", planned.key),)


def test_k04_they_know_our_limits():
    assert heard("K04", asking(ask(ahead(7)), disclosures=(told("limits"),))) is None


def test_k04_knowing_our_mandate_is_not_knowing_our_limits():
    assert heard("K04", asking(ask(ahead(7)), disclosures=(told("mandate"),)))


def test_k04_an_ask_without_a_day_may_be_made_any_day():
    assert heard("K04", asking(ask())).params == {}


def test_k04_an_ask_whose_day_has_passed_is_not_near():
    assert heard("K04", asking(ask(ago(1)))) is None
    silent_from("K04", asking(ask(ahead(9))), ahead(10))


def test_k04_limits_said_a_year_ago_are_worth_saying_again():
    said = told("limits", ago(300))
    speaks_from("K04", asking(ask(ahead(65)), disclosures=(said,)), ahead(65))
    assert heard("K04", asking(ask(ahead(7)), disclosures=(told("limits", ago(364)),))) is None


def test_k04_an_ask_that_was_withdrawn_is_not_near():
    assert heard("K04", asking(ask(ahead(7), outcome="withdrawn"))) is None


def test_k04_speaks_from_fourteen_days_before():
    speaks_from("K04", asking(ask(ahead(20))), ahead(6))


def test_k04_falls_silent_on_the_day_we_say_them():
    silent_from("K04", asking(ask(ahead(9)), disclosures=(told("limits", ahead(2)),)), ahead(2))


# K05 their promise overdue


def theirs(due, **changes):
    return promise(due, by="them", **changes)


def test_k05_their_promise_is_four_days_late():
    assert "4 days ago" in says("K05", promised(theirs(ago(4))))


def test_k05_three_days_are_grace():
    assert heard("K05", promised(theirs(ago(3)))) is None


def test_k05_a_promise_of_ours_is_not_theirs():
    assert heard("K05", promised(promise(ago(9)))) is None


def test_k05_a_promise_they_were_released_from_is_silent():
    assert heard("K05", promised(theirs(ago(9), state="released"))) is None


def test_k05_speaks_from_the_day_after_the_grace():
    speaks_from("K05", promised(theirs(TODAY)), ahead(4))
    speaks_from("K05", promised(theirs(TODAY)), ahead(1), days=0)


def test_k05_nobody_is_reminded_who_cannot_be():
    assert heard("K05", promised(theirs(ago(9)), status="detained")) is None
    assert heard("K05", promised(theirs(ago(9)), phase="closed")) is None


def test_k05_names_the_one_that_has_waited_longest():
    facts = promised(theirs(ago(5)), theirs(ago(9)))
    assert heard("K05", facts).params == {"due": ago(9)}


# K06 undated promise


def test_k06_a_promise_without_a_day_for_a_month():
    undated = promise(None, made_on=ago(30))
    assert heard("K06", promised(undated)).because == (("commitment", undated.key),)


def test_k06_twenty_nine_days_are_not_long():
    assert heard("K06", promised(promise(None, made_on=ago(29)))) is None


def test_k06_a_promise_with_a_day_has_one():
    assert heard("K06", promised(promise(ahead(90), made_on=ago(60)))) is None


def test_k06_theirs_count_and_settled_ones_do_not():
    assert heard("K06", promised(promise(None, made_on=ago(60), by="them")))
    assert heard("K06", promised(promise(None, made_on=ago(60), state="kept"))) is None


def test_k06_speaks_from_the_thirtieth_day():
    speaks_from("K06", promised(promise(None, made_on=ago(10))), ahead(20))


# K07 what became of it?


def test_k07_a_request_whose_day_passed_two_weeks_ago():
    planned = ask(ago(14))
    assert heard("K07", asking(planned)).because == (("ask", planned.key),)


def test_k07_thirteen_days_are_not_long():
    assert heard("K07", asking(ask(ago(13)))) is None


def test_k07_asked_and_no_answer_noted():
    assert heard("K07", asking(ask(outcome="made", made_on=ago(14))))
    assert heard("K07", asking(ask(outcome="made", made_on=ago(13)))) is None


def test_k07_an_answer_ends_the_question():
    for outcome in ("granted", "refused", "deferred", "withdrawn"):
        assert heard("K07", asking(ask(ago(40), outcome=outcome, made_on=ago(40)))) is None


def test_k07_a_request_without_a_day_waits_from_when_it_was_noted():
    speaks_from("K07", asking(ask(noted_on=ago(50))), ahead(10))


def test_k07_speaks_from_the_fourteenth_day_after():
    speaks_from("K07", asking(ask(ahead(3))), ahead(17))
