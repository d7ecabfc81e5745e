"""Findings set aside for a while, and heard again."""

from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by, rejudge_due
from rapport.actions import history, interactions, upkeep
from rapport.records import judging
from rapport.records.models import Finding, Operation, Waiver
from rapport.rules.catalogue import RULES

DAY = Cast.DAY


def waive(cast, by="writer", **told):
    told = {"code": "U01", "reason": "On leave.", "until": DAY + timedelta(9), **told}
    about = {"asking": asked_by(cast.who(by)), "relationship": cast.kamil.pk}
    return upkeep.waive(**about, **told).row


def lift(cast, waiver, by="writer"):
    upkeep.lift_waiver(asking=asked_by(cast.who(by)), key=waiver.pk)


def silent_until():
    rejudge_due(today=DAY)
    return Finding.objects.get(code="U01", circle=Waiver.objects.first().circle).waived_until


def test_a_finding_set_aside_is_silent_until_its_day(cast: Cast):
    judging.rejudge_all(today=DAY)
    waiver = waive(cast, reason=" On leave. ")
    assert (waiver.reason, waiver.by) == ("On leave.", cast.writer)
    assert silent_until() == DAY + timedelta(9)


def test_of_two_waivers_the_longer_holds(cast: Cast):
    waive(cast, until=DAY + timedelta(20))
    waive(cast, until=DAY + timedelta(3))
    assert silent_until() == DAY + timedelta(20)


def early_ask():
    return Finding.objects.get(code="E01").waived_until


def test_a_waiver_holds_for_the_records_it_saw_and_no_later_one(cast: Cast):
    cast.meet(5, asked=True)
    waiver = waive(cast, code="E01")
    assert len(waiver.seen) == 1
    assert early_ask() == DAY + timedelta(9)
    cast.meet(0, asked=True)
    assert early_ask() is None
    history.undo(cast.asking("writer"), key=Operation.objects.latest("sequence").change_set)
    assert early_ask() == DAY + timedelta(9)


def test_a_waiver_does_not_hold_for_what_is_recorded_later_of_an_earlier_day(cast: Cast):
    cast.meet(5, asked=True)
    waive(cast, code="E01")
    cast.meet(9, asked=True)
    assert early_ask() is None


def test_a_waiver_holds_when_what_it_saw_is_reworded_or_goes(cast: Cast):
    visits = [cast.meet(days, asked=True) for days in (6, 5)]
    waive(cast, code="E01")
    asking = cast.asking("writer")
    interactions.change_interaction(asking, key=visits[0].pk, line="Tea.")
    assert early_ask() == DAY + timedelta(9)
    interactions.remove_interaction(asking, key=visits[0].pk)
    assert early_ask() == DAY + timedelta(9)


def test_a_second_waiver_covers_what_came_since(cast: Cast):
    cast.meet(5, asked=True)
    waive(cast, code="E01")
    cast.meet(4, asked=True)
    waive(cast, code="E01", until=DAY + timedelta(3))
    assert early_ask() == DAY + timedelta(3)


def test_a_finding_of_another_person_is_heard_as_before(cast: Cast):
    heron = cast.add("The heron", days_ago=39)
    waive(cast)
    rejudge_due(today=DAY)
    assert Finding.objects.get(relationship=heron, code="U01").waived_until is None


@pytest.mark.parametrize("code", RULES)
def test_every_rule_can_be_set_aside_whether_it_speaks_or_not(cast: Cast, code):
    assert waive(cast, code=code).code == code


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"code": "Z99"}, "no rule with this code"),
        ({"code": ""}, "no rule with this code"),
        ({"reason": " "}, "needs a reason"),
        ({"until": DAY}, "date has passed"),
        ({"until": DAY - timedelta(1)}, "date has passed"),
    ],
)
def test_what_cannot_be_is_not_set_aside(cast: Cast, told, says):
    with cannot_be(says):
        waive(cast, **told)


def test_a_lifted_waiver_lets_the_rule_speak_again(cast: Cast):
    judging.rejudge_all(today=DAY)
    waiver = waive(cast)
    lift(cast, waiver)
    assert not Waiver.objects.exists()
    assert Finding.objects.get(relationship=cast.kamil, code="U01").waived_until is None


def test_setting_aside_and_lifting_are_one_change_each(cast: Cast):
    is_one_change_set(cast, lambda: waive(cast), "waive")
    waiver = waive(cast)
    is_one_change_set(cast, lambda: lift(cast, waiver), "lift_waiver")


def test_only_writers_set_aside_and_lift(cast: Cast):
    waiver = waive(cast)
    is_for_writers_only(cast, lambda who: waive(cast, who))
    is_for_writers_only(cast, lambda who: lift(cast, waiver, who))
