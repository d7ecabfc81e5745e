"""U01 to U04: staying in touch when nothing is needed."""

from datetime import date

from rapport.formats.calendar import FEASTS, next_fixed_day
from rapport.rules.catalogue import judge
from rules.building import (
    TODAY,
    ago,
    ahead,
    ask,
    heard,
    meeting,
    occasion,
    relationship,
    says,
    settings,
    silent_from,
    speaks_from,
)


def met(*meetings, **changes):
    return relationship(opened=ago(400), interactions=meetings, **changes)


# U01 check-in due


def test_u01_a_word_is_due_after_the_ideal_interval():
    last = meeting(ago(31))
    assert heard("U01", met(last)).because == (("interaction", last.key),)
    assert says("U01", met(last)) == "Last two-way contact: 31 days ago (ideal: 30)."


def test_u01_on_the_last_ideal_day_nothing_is_due():
    assert heard("U01", met(meeting(ago(30)))) is None


def test_u01_a_message_without_an_answer_is_no_contact():
    assert heard("U01", met(meeting(ago(31)), meeting(ago(1), two_way=False)))


def test_u01_where_nobody_has_met_the_opening_counts_and_is_called_so():
    facts = relationship(opened=ago(31))
    assert heard("U01", facts).because == (("relationship", "relationship"),)
    assert says("U01", facts).startswith(
        "No two-way contact since the record was opened: 31 days ago ("
    )


def test_u01_is_silent_where_contact_is_not_meant_or_not_possible():
    assert heard("U01", met(meeting(ago(31)), phase="dormant")) is None
    assert heard("U01", met(meeting(ago(31)), status="detained")) is None


def test_u01_speaks_from_the_day_after_the_ideal_interval():
    speaks_from("U01", met(meeting(ago(20))), ahead(11))


def test_u01_gives_way_when_the_maximum_has_passed():
    silent_from("U01", met(meeting(ago(31))), ahead(60))


def test_u01_falls_silent_on_the_day_of_the_next_contact():
    silent_from("U01", met(meeting(ago(31)), meeting(ahead(2), channel="message")), ahead(2))


# U02 going quiet


def test_u02_past_the_maximum_it_is_going_quiet():
    assert says("U02", met(meeting(ago(91)))) == (
        "Going quiet. Last two-way contact: 91 days ago (at most: 90)."
    )


def test_u02_on_the_last_day_of_the_maximum_it_is_not_yet_quiet():
    assert heard("U02", met(meeting(ago(90)))) is None


def test_u02_where_nobody_has_met_the_opening_counts_and_is_called_so():
    assert "since the record was opened: 91 days ago" in says("U02", relationship(opened=ago(91)))


def test_u02_whom_we_only_know_of_is_not_going_quiet():
    unmet = relationship(opened=ago(400), stage="unknown")
    assert heard("U01", unmet, ago(360)) is None
    assert heard("U02", unmet) is None
    assert heard("U02", met(meeting(ago(300)), stage="unknown"))


def test_u02_a_closed_relationship_may_be_quiet():
    assert heard("U02", met(meeting(ago(91)), phase="closed")) is None


def test_u02_speaks_from_the_day_after_the_maximum():
    speaks_from("U02", met(meeting(ago(20))), ahead(71))


# U03 occasion coming


def feast(*days, **changes):
    return relationship(occasions=tuple(occasion(ahead(day), **changes) for day in days))


def test_u03_a_feast_they_mentioned_is_in_three_days():
    assert says("U03", feast(3)) == "Eid al-Fitr: in 3 days. They mentioned it themselves."


def test_u03_a_feast_they_never_mentioned_is_theirs_alone():
    assert heard("U03", feast(3, mentioned_by_them=False)) is None


def test_u03_a_political_day_is_no_occasion():
    assert heard("U03", feast(3, tone="political")) is None


def test_u03_a_day_of_mourning_asks_for_sympathy_not_for_a_greeting():
    assert heard("U03", feast(3, tone="mourning")).options == ("send_sympathy",)
    assert heard("U03", feast(3)).options == ("send_greeting",)


def test_u03_a_word_was_sent_already():
    assert heard("U03", feast(3, greeted_on=ago(1))) is None


def test_u03_a_word_of_last_year_does_not_count():
    assert heard("U03", feast(3, greeted_on=ago(350)))


def test_u03_speaks_from_seven_days_before():
    speaks_from("U03", feast(20), ahead(13))


def test_u03_speaks_from_as_many_days_before_as_the_office_says():
    speaks_from("U03", feast(40), ahead(10), days=30)
    speaks_from("U03", feast(40), ahead(38), days=2)


def test_u03_the_day_after_is_too_late():
    silent_from("U03", feast(3), ahead(4))


def test_u03_no_feast_and_no_day_of_any_country_of_mourning_or_politics_is_a_greeting():
    """Days of a country are entered by hand: every day of a year, with every tone."""
    kinds = {(known.tone, known.greeting) for known in FEASTS.values()}
    days = {
        (tone, next_fixed_day("", day.month, day.day, TODAY, tone=tone).greeting)
        for day in map(ahead, range(366))
        for tone in ("joyful", "solemn", "mourning", "political")
    }
    for tone, greeting in kinds | days:
        found = heard("U03", feast(3, tone=tone, greeting=greeting))
        options = found.options if found else ()
        assert ("send_greeting" in options) == greeting
        assert not (greeting and tone in ("mourning", "political"))
        assert ("send_sympathy" in options) == (tone == "mourning")


def test_u03_a_solemn_day_is_not_called_one_of_mourning():
    solemn = feast(3, tone="solemn", greeting=False, name="Hijri new year")
    assert says("U03", solemn) == (
        "Hijri new year: in 3 days. A solemn day for them; no greeting is usual."
    )


def test_u03_two_occasions_are_two_findings_each_in_its_own_words():
    eid, mourning = occasion(ahead(6)), occasion(ahead(2), name="Ashura", tone="mourning")
    found = judge(relationship(occasions=(eid, mourning)), TODAY, settings("U03")).findings
    assert {finding.because: finding.options for finding in found} == {
        (("occasion", eid.key),): ("send_greeting",),
        (("occasion", mourning.key),): ("send_sympathy",),
    }


def test_u03_says_the_way_that_is_safe_for_them():
    assert says("U03", feast(3, safe_channel="message")).endswith("Safe for them: message.")
    assert "Safe for them" not in says("U03", feast(3, safe_channel="message", tone="mourning"))


# U04 silence after a yes


def granted(made_on, **changes):
    return ask(outcome="granted", made_on=made_on, **changes)


def test_u04_ten_days_after_their_yes_they_have_heard_nothing():
    yes = granted(ago(10))
    assert heard("U04", met(asks=(yes,))).because == (("ask", yes.key),)


def test_u04_nine_days_are_not_yet_silence():
    assert heard("U04", met(asks=(granted(ago(9)),))) is None


def test_u04_our_next_request_is_no_thanks():
    asked = meeting(ago(5), asked=True)
    assert heard("U04", met(asked, asks=(granted(ago(10)),)))
    assert heard("U04", met(meeting(ago(5), asked=None), asks=(granted(ago(10)),)))


def test_u04_counts_from_the_day_of_the_answer():
    late_yes = granted(ago(40), answered_on=ago(9))
    assert heard("U04", met(meeting(ago(20)), asks=(late_yes,))) is None
    speaks_from("U04", met(meeting(ago(20)), asks=(late_yes,)), ahead(1))


def test_u04_each_yes_by_itself():
    first, second = granted(ago(40)), granted(ago(12))
    facts = met(meeting(ago(20)), asks=(first, second))
    assert heard("U04", facts).because == (("ask", second.key),)
    both = judge(met(asks=(first, second)), TODAY, settings("U04")).findings
    assert [finding.because for finding in both] == [(("ask", a.key),) for a in (first, second)]


def test_u04_a_call_after_the_yes_breaks_the_silence():
    assert heard("U04", met(meeting(ago(5)), asks=(granted(ago(10)),))) is None


def test_u04_the_meeting_in_which_they_said_yes_does_not():
    assert heard("U04", met(meeting(ago(10)), asks=(granted(ago(10)),)))


def test_u04_a_no_is_no_yes():
    refused = ask(outcome="refused", made_on=ago(10))
    assert heard("U04", met(asks=(refused,))) is None
    yes = granted(ago(10))
    assert heard("U04", met(asks=(refused, yes))).because == (("ask", yes.key),)


def test_u04_speaks_from_the_tenth_day():
    speaks_from("U04", met(asks=(granted(TODAY),)), ahead(10))


def test_u04_falls_silent_on_the_day_we_thank_them():
    silent_from("U04", met(meeting(ahead(3)), asks=(granted(ago(20)),)), ahead(3))


def test_u03_a_feast_at_the_end_of_the_calendar_is_only_far_away():
    facts = relationship(occasions=(occasion(date.max),))
    assert heard("U03", facts) is None
