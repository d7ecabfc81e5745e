"""Asks: planned, excepted where lives depend on it, settled."""

from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by, at, rejudge_due
from rapport.actions import asks
from rapport.records.models import Finding, Outcome

DAY = Cast.DAY


def plan(cast, by="writer", what="Passage on Tuesdays", **told):
    new = {"relationship": cast.kamil.pk, "what": what, **told}
    return asks.plan_ask(asking=asked_by(cast.who(by)), **new).row


def settle(cast, ask, outcome, by="writer", on=None):
    return asks.settle_ask(asked_by(cast.who(by)), key=ask.pk, outcome=outcome, on=on).row


def codes():
    return set(Finding.objects.values_list("code", flat=True))


def test_an_ask_keeps_what_a_yes_would_cost_them(cast: Cast):
    ask = plan(
        cast, what=" Passage ", costs=(("superiors", 2),), softens="No flag.", for_them="So."
    )
    ask.refresh_from_db()
    assert (ask.what, ask.costs, ask.softens) == ("Passage", [["superiors", 2]], "No flag.")
    assert (ask.outcome, ask.made_on, ask.circle) == ("planned", None, cast.circle)


def test_an_ask_planned_too_early_is_noticed_and_planned_all_the_same(cast: Cast):
    plan(cast, planned_for=DAY + timedelta(3))
    assert {"E02", "K04"} <= codes()


def test_the_exception_lifts_the_warning_and_keeps_its_reason_and_who_authorised_it(cast: Cast):
    told = {"life_saving": True, "life_saving_reason": " Three children. "}
    ask = plan(cast, **told, authorised_by=cast.keeper.pk)
    assert (ask.life_saving_reason, ask.authorised_by) == ("Three children.", cast.keeper)
    assert "E02" not in codes()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"what": "  "}, "needs a text"),
        ({"life_saving": True}, "exception needs a reason"),
        ({"life_saving": True, "life_saving_reason": " "}, "exception needs a reason"),
        ({"channel": "shouting"}, "not one of the choices"),
    ],
)
def test_what_cannot_be_is_not_planned(cast: Cast, told, says):
    with cannot_be(says):
        plan(cast, **told)


def test_only_one_of_the_circle_authorises(cast: Cast):
    with cannot_be("not in the circle"):
        plan(cast, authorised_by=cast.outsider.pk)


def test_planning_and_settling_are_one_change_each(cast: Cast):
    is_one_change_set(cast, lambda: plan(cast, planned_for=DAY), "plan_ask")
    ask = plan(cast)
    is_one_change_set(cast, lambda: settle(cast, ask, "granted"), "settle_ask")


def test_only_writers_plan_and_settle(cast: Cast):
    ask = plan(cast)
    is_for_writers_only(cast, lambda who: plan(cast, who))
    is_for_writers_only(cast, lambda who: settle(cast, ask, "made", who))


@pytest.mark.parametrize("outcome", Outcome.values)
def test_an_answer_was_given_on_the_day_it_is_noted(cast: Cast, outcome):
    ask = settle(cast, plan(cast), outcome)
    answered = outcome not in ("planned", "withdrawn")
    assert ask.made_on == (DAY if answered else None)
    replied = outcome in ("granted", "refused", "deferred")
    assert ask.answered_on == (DAY if replied else None)
    assert ask.outcome == outcome


def test_the_day_of_the_first_answer_stays(cast: Cast):
    ask = asks.plan_ask(
        asking=asked_by(cast.writer, 9), relationship=cast.kamil.pk, what="Passage"
    ).row
    asks.settle_ask(asking=asked_by(cast.writer, 5), key=ask.pk, outcome="made")
    assert settle(cast, ask, "granted").made_on == at(5)["today"]


def test_an_answer_keeps_its_own_day(cast: Cast):
    ask = plan(cast)
    settle(cast, ask, "made", on=DAY - timedelta(4))
    ask = settle(cast, ask, "deferred", on=DAY - timedelta(2))
    assert (ask.made_on, ask.answered_on) == (DAY - timedelta(4), DAY - timedelta(2))
    ask = settle(cast, ask, "planned")
    assert (ask.outcome, ask.answered_on) == ("planned", None)


def test_an_answer_is_neither_to_come_nor_before_the_question(cast: Cast):
    ask = settle(cast, plan(cast), "made", on=DAY - timedelta(4))
    with cannot_be("in the future"):
        settle(cast, ask, "granted", on=DAY + timedelta(1))
    with cannot_be("before the request"):
        settle(cast, ask, "granted", on=DAY - timedelta(5))


def test_an_outcome_nobody_knows_is_refused(cast: Cast):
    ask = plan(cast)
    with cannot_be("not one of the choices"):
        settle(cast, ask, "maybe")


def test_silence_after_a_yes_is_noticed_and_ends_with_a_word(cast: Cast):
    ask = asks.plan_ask(
        asking=asked_by(cast.writer, 20), relationship=cast.kamil.pk, what="Passage"
    ).row
    asks.settle_ask(asking=asked_by(cast.writer, 15), key=ask.pk, outcome="granted")
    cast.meet(16)
    rejudge_due(today=DAY)
    assert "U04" in codes()
    cast.meet(1)
    assert "U04" not in codes()
