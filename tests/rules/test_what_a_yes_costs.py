"""What a yes costs them, what they have of it; limits that age; requests that come back."""

import pytest

from rapport.rules.catalogue import judge
from rapport.rules.facts import MandateFact
from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    ago,
    ahead,
    ask,
    heard,
    new_lead,
    relationship,
    says,
    settings,
    silent_from,
    speaks_from,
    told,
)


def asking(*asks, **changes):
    return relationship(asks=asks, **changes)


def unnamed(planned_for=None, **changes):
    return ask(planned_for, costs_named=False, **changes)


def bare(planned_for=None, **changes):
    return ask(planned_for, heavy_bare=True, **changes)


# R01 risk to them not named


def test_r01_a_request_with_no_cost_named():
    planned = unnamed(ahead(7))
    finding = heard("R01", asking(planned))
    assert finding.because == (("ask", planned.key),)
    assert (finding.when, finding.params) == (Urgency.SOON, {"planned": ahead(7)})
    assert finding.options[0] == "name_the_cost"


def test_r01_a_cost_that_is_named_is_enough_unless_it_is_heavy():
    assert heard("R01", asking(ask(ahead(7)))) is None
    finding = heard("R01", asking(bare(ahead(7))))
    assert (finding.when, finding.options[0]) == (Urgency.THIS_WEEK, "soften_it")


def test_r01_what_lives_depend_on_may_be_asked_with_no_cost_named():
    assert heard("R01", asking(unnamed(ahead(1), life_saving=True))) is None
    assert heard("R01", asking(bare(ahead(1), life_saving=True))), "a danger that is known"


def test_r01_one_that_was_made_still_weighs_on_them():
    assert heard("R01", asking(unnamed(outcome="made", made_on=ago(40))))
    assert heard("R01", asking(unnamed(outcome="made")))
    for outcome in ("granted", "refused", "deferred", "withdrawn"):
        assert heard("R01", asking(unnamed(outcome=outcome, made_on=ago(40)))) is None


def test_r01_one_without_a_day_may_be_made_any_day():
    assert heard("R01", asking(unnamed())).params == {}


def test_r01_speaks_from_thirty_days_before():
    speaks_from("R01", asking(unnamed(ahead(40))), ahead(10))
    speaks_from("R01", asking(unnamed(outcome="made", made_on=ahead(2))), ahead(2))


def test_r01_falls_silent_after_its_day():
    silent_from("R01", asking(bare(ahead(9))), ahead(10))


def test_r01_two_kinds_are_said_apart():
    first, second, third = unnamed(ahead(9)), unnamed(ahead(3)), bare(ahead(7))
    found = judge(asking(first, second, third), TODAY, settings("R01")).findings
    assert [one.because for one in found] == [
        (("ask", third.key),),
        (("ask", first.key), ("ask", second.key)),
    ]
    assert found[1].params == {"planned": ahead(3)}


# R03 no reason to say yes


def unreasoned(planned_for=None, **changes):
    return ask(planned_for, **{"reason_for_them": False, "benefit_checked": False} | changes)


def test_r03_a_request_with_no_reason_for_them():
    planned = unreasoned(ahead(7))
    finding = heard("R03", asking(planned))
    assert finding.because == (("ask", planned.key),)
    assert finding.options == ("give_a_reason", "hear_what_helps")


def test_r03_a_reason_that_was_checked_is_one():
    assert heard("R03", asking(ask(ahead(7)))) is None


def test_r03_a_reason_nobody_checked_is_to_be_checked():
    finding = heard("R03", asking(ask(ahead(7), benefit_checked=False)))
    assert finding.options == ("check_the_benefit",)
    assert "checked" in says("R03", asking(ask(ahead(7), benefit_checked=False)))


def test_r03_a_tick_without_a_reason_gives_none():
    assert heard("R03", asking(unreasoned(ahead(7), benefit_checked=True))).options[0] == (
        "give_a_reason"
    )


def test_r03_lives_are_reason_enough():
    assert heard("R03", asking(unreasoned(ahead(1), life_saving=True))) is None


@pytest.mark.parametrize("outcome", ["made", "granted", "refused", "deferred", "withdrawn"])
def test_r03_only_what_is_still_planned_can_be_given_one(outcome):
    assert heard("R03", asking(unreasoned(ahead(1), outcome=outcome, made_on=ago(1)))) is None


def test_r03_speaks_from_fourteen_days_before_and_at_once_without_a_day():
    speaks_from("R03", asking(unreasoned(ahead(20))), ahead(6))
    assert heard("R03", asking(unreasoned())).when == Urgency.SOON
    assert heard("R03", asking(unreasoned(ahead(6)))).when == Urgency.THIS_WEEK


def test_r03_falls_silent_after_its_day():
    silent_from("R03", asking(unreasoned(ahead(9))), ahead(10))


@pytest.mark.parametrize("code", ["R01", "R03"])
@pytest.mark.parametrize("changes", [{"status": "deceased"}, {"phase": "dormant"}])
def test_nobody_is_asked_where_no_contact_is_meant(code, changes):
    planned = unreasoned(ahead(3), costs_named=False)
    assert heard(code, asking(planned))
    assert heard(code, asking(planned, **changes)) is None


# K04 limits age with a new lead


def limits(on, *changes, **more):
    return asking(ask(ahead(7)), disclosures=(told("limits", on),), holder_changes=changes, **more)


def test_k04_a_new_lead_says_the_limits_again():
    change = new_lead(ago(3), introduced=True)
    finding = heard("K04", limits(ago(30), change))
    assert finding.because[-1] == ("holder", change.key)
    assert "lead has changed" in says("K04", limits(ago(30), change))


def test_k04_limits_said_on_the_new_leads_first_day_are_said():
    assert heard("K04", limits(ago(3), new_lead(ago(3)))) is None
    assert heard("K04", limits(ago(4), new_lead(ago(3))))
    assert heard("K04", limits(ago(1), new_lead(ago(3)))) is None


def test_k04_speaks_from_the_first_day_of_a_new_lead():
    speaks_from("K04", limits(ago(30), new_lead(ahead(2))), ahead(2))


def test_k04_says_whether_they_were_never_said_or_long_ago():
    assert "have not said" in says("K04", asking(ask(ahead(7))))
    assert "long ago" in says("K04", limits(ago(365)))


# K07 what was postponed comes back


def postponed(again_on=None, **changes):
    return ask(ago(90), **{"outcome": "deferred", "made_on": ago(60)} | changes, again_on=again_on)


def test_k07_a_postponed_request_comes_back_on_its_day():
    speaks_from("K07", asking(postponed(ahead(3))), ahead(3))
    assert "postponed to" in says("K07", asking(postponed(ago(1))))


def test_k07_one_with_no_day_comes_back_after_long():
    speaks_from("K07", asking(postponed(answered_on=ago(50))), ahead(10))
    assert heard("K07", asking(postponed(answered_on=ago(59)))) is None
    assert heard("K07", asking(postponed())).params == {"since": ago(60)}


def test_k07_where_nobody_noted_a_day_it_counts_from_when_it_was_added():
    undated = postponed(made_on=None, noted_on=ago(61))
    assert heard("K07", asking(undated)).params == {"since": ago(61)}


def test_k07_what_was_postponed_rests_where_no_contact_is_meant():
    assert heard("K07", asking(postponed(ago(1)), status="detained")) is None


def test_k07_what_hangs_and_what_was_postponed_are_said_apart():
    open_, dated, undated = ask(ago(20)), postponed(ago(1)), postponed(answered_on=ago(70))
    found = judge(asking(open_, dated, undated), TODAY, settings("K07")).findings
    assert [one.because for one in found] == [
        (("ask", open_.key),),
        (("ask", dated.key),),
        (("ask", undated.key),),
    ]


# One that was postponed to a day is planned for it


def again(on, **changes):
    """A request they put off, that comes back on a day."""
    return postponed(on, **{"costs_named": False, "benefit_checked": False} | changes)


@pytest.mark.parametrize("code", ["R01", "R03", "K04"])
def test_a_request_that_comes_back_is_as_near_as_any(code):
    assert heard(code, asking(again(ahead(7)))) is not None
    assert heard(code, asking(again(ahead(90)))) is None
    assert heard(code, asking(again(None))) is None, "nobody means to make it yet"


def test_it_is_near_from_fourteen_days_before_and_no_more_after_its_day():
    speaks_from("R03", asking(again(ahead(20))), ahead(6))
    silent_from("R03", asking(again(ahead(7))), ahead(8))


def test_e02_to_ask_again_before_two_meetings_is_to_ask_too_early():
    assert heard("E02", asking(again(ahead(2)))) is not None
    assert heard("E02", asking(again(None))) is None


def test_e05_what_comes_back_needs_a_mandate_for_its_own_gate():
    road = MandateFact("road", ago(9), None, "north road")
    about = {"phase": "negotiation", "mandates": (road,)}
    assert "mandate" in says("E05", asking(again(ahead(9), gate="ford"), **about))
    about["mandates"] = (road, MandateFact("ford", ago(9), None, "ford"))
    assert "no mandate" not in (says("E05", asking(again(ahead(9), gate="ford"), **about)) or "")
