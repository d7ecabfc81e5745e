"""Trust that broke, and its repair (P02 to P06): a yes, a no, a near miss, the first day."""

import pytest

from rapport.rules.catalogue import judge
from rapport.rules.facts_repair import STAGES, stage_now
from rapport.rules.repair import stage_of
from rules.building import (
    TODAY,
    ago,
    ahead,
    ask,
    breach,
    demand,
    heard,
    meeting,
    name_of,
    plan,
    promise,
    relationship,
    says,
    settings,
    silent_from,
    speaks_from,
    step,
    steps_up_to,
)


def with_them(*breaches, **changes):
    return relationship(breaches=breaches, **{"phase": "repair", **changes})


def found(code, facts, today=TODAY):
    return judge(facts, today, settings(code)).findings


# where a repair stands


def test_it_stands_at_the_first_stage_without_a_step():
    assert stage_now([], contacts=0, kept=0) == "listen"
    assert stage_now(["cool", "understand"], contacts=9, kept=9) == "listen"
    assert stage_now(STAGES[:6], contacts=0, kept=0) == "promises"
    assert stage_now(STAGES[:6], contacts=1, kept=1) == "contacts"
    assert stage_now(STAGES[:6], contacts=2, kept=1) == "review"
    assert stage_now(STAGES, contacts=0, kept=0) == "review"


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({}, "promises"),
        ({"commitments": (promise(made_on=ago(3), state="kept", settled_on=ago(1)),)}, "contacts"),
        ({"commitments": (promise(made_on=ago(9), state="kept", settled_on=ago(1)),)}, "promises"),
        ({"commitments": (promise(made_on=ago(3)),)}, "promises"),
        ({"commitments": (promise(made_on=ago(3), by="them", state="kept"),)}, "promises"),
    ],
)
def test_small_promises_are_counted_from_the_records(changes, stage):
    one = breach(ago(5), *steps_up_to("promises", ago(4)))
    assert stage_of(one, with_them(one, **changes), TODAY) == stage


def test_contacts_are_counted_by_the_rules_of_warm_ups():
    one = breach(ago(9), *steps_up_to("contacts", ago(8)))
    asked = meeting(ago(3), asked=True)
    letter, same_day = meeting(ago(3), channel="letter"), meeting(ago(5))
    before, of_the_day = meeting(ago(12)), meeting(ago(9))
    none = (before, of_the_day, meeting(ago(5)), same_day, letter, asked)
    assert stage_of(one, with_them(one, interactions=none), TODAY) == "contacts"
    two = (meeting(ago(5)), meeting(ago(2)))
    assert stage_of(one, with_them(one, interactions=two), TODAY) == "review"


# P02 repair standing still


def test_p02_days_went_by_without_a_step():
    finding = heard("P02", with_them(breach(ago(9), step("listen", ago(8)))))
    assert finding.options == ("next_step",)
    assert says("P02", with_them(breach(ago(9), step("listen", ago(8))))).endswith(
        "Next: cool off."
    )


def test_p02_a_step_a_contact_or_the_end_of_cooling_off_is_a_step():
    assert heard("P02", with_them(breach(ago(20), step("listen", ago(6))))) is None
    cooling = step("cool", ago(10), until=ago(3))
    assert heard("P02", with_them(breach(ago(20), step("listen", ago(11)), cooling))) is None
    met = with_them(breach(ago(20)), interactions=(meeting(ago(2)),))
    assert heard("P02", met) is None
    absent = with_them(breach(ago(20)), interactions=(meeting(ago(2), two_way=False),))
    assert heard("P02", absent)


def test_p02_it_speaks_after_a_week():
    speaks_from("P02", with_them(breach(ago(1))), ahead(6))
    speaks_from("P02", with_them(breach(ago(1), step("listen"))), ahead(7))


def test_p02_where_nobody_is_to_speak_with_them_it_is_silent():
    assert heard("P02", with_them(breach(ago(30)), status="do_not_contact")) is None


def test_p02_each_repair_by_itself():
    assert len(found("P02", with_them(breach(ago(30)), breach(ago(20))))) == 2


# P03 asking too soon


def test_p03_a_request_is_planned():
    wish, one = ask(ahead(3)), breach(ago(3))
    finding = heard("P03", with_them(one, asks=(wish,)))
    assert finding.because == (("ask", wish.key), ("breach", one.key))
    assert "0 of 2" in says("P03", with_them(one, asks=(wish,)))
    met = (meeting(ago(1)),)
    assert "1 of 2" in says("P03", with_them(one, asks=(wish,), interactions=met))


def test_p03_after_two_contacts_without_one_it_is_time():
    two = (meeting(ago(2)), meeting(ago(1)))
    wishes = {"asks": (ask(ahead(3)),)}
    assert heard("P03", with_them(breach(ago(3)), interactions=two, **wishes)) is None
    earlier = (meeting(ago(9)), meeting(ago(8)), meeting(ago(7)))
    assert heard("P03", with_them(breach(ago(3)), interactions=earlier, **wishes)), "trust broke"


def test_p03_meetings_planned_before_it_count():
    visits = (plan(ahead(1)), plan(ahead(2)))
    one = breach(ago(3))
    assert heard("P03", with_them(one, asks=(ask(ahead(3)),), meetings=visits)) is None
    assert heard("P03", with_them(one, asks=(ask(ahead(2)),), meetings=visits))


def test_p03_lives_and_requests_that_wait_are_spared():
    one = breach(ago(3))
    assert heard("P03", with_them(one, asks=(ask(ahead(3), life_saving=True),))) is None
    paused = ask(outcome="deferred", again_on=ahead(9))
    assert heard("P03", with_them(one, asks=(paused,))) is None
    speaks_from("P03", with_them(one, asks=(paused,)), ahead(9))


def test_p03_a_meeting_to_negotiate_is_a_request():
    talks = plan(ahead(3), purpose="negotiation")
    assert heard("P03", with_them(breach(ago(3)), meetings=(talks,)))


def test_p03_something_was_asked():
    asked = meeting(ago(1), asked=True)
    finding = heard("P03", with_them(breach(ago(3)), interactions=(asked,)))
    assert finding.options == ("visit_without_asking", "say_it_openly")
    before = meeting(ago(4), asked=True)
    assert heard("P03", with_them(breach(ago(3)), interactions=(before,))) is None
    warm = (meeting(ago(9)), meeting(ago(8)), meeting(ago(1), asked=True))
    assert heard("P03", with_them(breach(ago(10)), interactions=warm)) is None


def test_p03_what_was_asked_is_remembered_for_so_long():
    facts = with_them(breach(ago(3)), interactions=(meeting(ago(1), asked=True),))
    silent_from("P03", facts, ahead(89))


def test_p03_without_a_breach_it_says_nothing():
    assert heard("P03", relationship(asks=(ask(ahead(3)),))) is None


def test_p03_the_last_breach_counts_and_is_said_once():
    both = with_them(breach(ago(30)), breach(ago(3)), asks=(ask(ahead(3)),),
                     interactions=(meeting(ago(20)), meeting(ago(10))))  # fmt: skip
    assert "0 of 2" in says("P03", both)


# P04 blame


def test_p04_a_step_a_demand_or_the_breach_blames_a_colleague():
    blame = ("our intern messed up",)
    blaming = step("understand", ago(1), blame=blame)
    one = breach(ago(3), blaming)
    finding = heard("P04", with_them(one))
    assert finding.because == (("repairstep", blaming.key), ("breach", one.key))
    assert "our intern messed up" in says("P04", with_them(one))
    assert heard("P04", with_them(breach(ago(3), demands=(demand(blame=blame),))))
    itself = breach(ago(3), blame=blame)
    assert heard("P04", with_them(itself)).because == (("breach", itself.key),)


def test_p04_without_blame_it_is_silent():
    assert heard("P04", with_them(breach(ago(3), step("understand")))) is None
    assert heard("P04", relationship()) is None


def test_p04_of_several_texts_it_says_each_once():
    blame = ("our intern messed up",)
    steps = (step("understand", blame=blame), step("apology", blame=blame))
    assert says("P04", with_them(breach(ago(3), *steps))).count("our intern messed up") == 1


def test_p04_it_speaks_from_the_day_of_the_text():
    later = step("understand", ahead(2), blame=("our intern messed up",))
    speaks_from("P04", with_them(breach(ago(3), later)), ahead(2))


# P05 demand unscreened


def test_p05_a_demand_was_not_screened():
    waiting = demand(ago(1))
    one = breach(ago(3), demands=(waiting, demand(screened=True)))
    assert heard("P05", with_them(one)).because == (("demand", waiting.key), ("breach", one.key))


def test_p05_screened_it_is_silent():
    assert heard("P05", with_them(breach(ago(3), demands=(demand(screened=True),)))) is None
    assert heard("P05", with_them(breach(ago(3)))) is None


def test_p05_it_speaks_from_the_day_of_the_demand():
    speaks_from("P05", with_them(breach(ago(3), demands=(demand(ahead(2)),))), ahead(2))


def test_p05_of_several_it_says_how_many():
    assert "2" in says("P05", with_them(breach(ago(3), demands=(demand(), demand()))))


# P06 nothing good recalled


def test_p06_a_repair_past_recall_without_the_good_or_names():
    past = (*steps_up_to("recall", ago(2)), step("recall", ago(1), skipped=True))
    assert heard("P06", with_them(breach(ago(3), *past))).options == (
        "recall_the_good", "name_somebody",
    )  # fmt: skip
    good = steps_up_to("apology", ago(1))
    assert heard("P06", with_them(breach(ago(3), *good))).options == ("name_somebody",)
    named = {"names": (name_of(ago(2)),)}
    assert heard("P06", with_them(breach(ago(3), *past, **named))).options == ("recall_the_good",)
    assert heard("P06", with_them(breach(ago(3), *good, **named))) is None


def test_p06_up_to_recall_it_is_silent():
    assert heard("P06", with_them(breach(ago(3), *steps_up_to("recall", ago(1))))) is None
    assert heard("P06", with_them(breach(ago(3)))) is None


def test_p06_a_name_counts_up_to_its_last_day():
    good = steps_up_to("apology", ago(1))
    facts = with_them(breach(ago(3), *good, names=(name_of(ago(2), until=ahead(4)),)))
    speaks_from("P06", facts, ahead(5))


def test_p06_it_speaks_from_the_day_the_repair_goes_past():
    steps = (*steps_up_to("recall", ago(1)), step("recall", ahead(2)))
    speaks_from("P06", with_them(breach(ago(3), *steps)), ahead(2))
