"""Asks: planned, excepted where lives depend on it, settled."""

from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by, at, rejudge_due
from rapport.actions import asks, correcting, gates, history, meetings
from rapport.actions.interactions import AskedFor
from rapport.records.models import Ask, Finding, Meeting, Membership, Operation, Outcome
from rapport.records.refusals import NotThere

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


def gate_of(cast, by="writer"):
    circle = cast.elsewhere if by == "outsider" else cast.circle
    asking = asked_by(cast.who(by))
    return gates.add_gate(asking, circle=circle.pk, name="The north road", kind="passage").row


def meeting_with(cast, *whom, days=4, by="writer"):
    theirs = [(one.pk,) for one in whom]
    on = DAY + timedelta(days)
    return meetings.plan_meeting(asked_by(cast.who(by)), theirs=theirs, on=on).row[0]


def test_each_cost_keeps_its_weight_and_what_softens_it_if_anything_does(cast: Cast):
    ask = plan(cast, costs=(("safety", 3, " No names. "), ("career", 1, " "), ("values", 2)))
    ask.refresh_from_db()
    assert ask.costs == [["safety", 3, "No names."], ["career", 1], ["values", 2]]
    assert list(ask.weighed())[1:] == [("career", 1, ""), ("values", 2, "")]
    assert "No names." in set(ask.texts())


@pytest.mark.parametrize("cost", [("money", 1), ("safety", 0), ("safety", 4), ("safety", "big")])
def test_a_cost_or_a_weight_that_there_is_not_is_refused(cast: Cast, cost):
    with cannot_be("a yes may cost|how heavily a cost weighs"):
        plan(cast, costs=(cost,))


def test_a_request_is_for_a_gate_of_the_same_circle(cast: Cast):
    gate = gate_of(cast)
    assert plan(cast, gate=gate.pk).gate == gate
    other = gate_of(cast, "outsider")
    with pytest.raises(NotThere):
        plan(cast, gate=other.pk)
    both = cast.who("keeper")
    Membership.objects.create(circle=cast.elsewhere, colleague=both, part="writer")
    with cannot_be("kept in another circle"):
        plan(cast, "keeper", gate=other.pk)


def test_it_is_for_a_meeting_with_them_and_planned_for_its_day(cast: Cast):
    meeting = meeting_with(cast, cast.kamil, cast.add("Umm Nadir"))
    assert plan(cast, meeting=meeting.pk).planned_for == meeting.on
    day = DAY + timedelta(9)
    assert plan(cast, meeting=meeting.pk, planned_for=day).planned_for == day


def test_a_meeting_with_somebody_else_is_refused(cast: Cast):
    other = meeting_with(cast, cast.add("Umm Nadir"))
    with cannot_be("not with them"):
        plan(cast, meeting=other.pk)
    ask = plan(cast)
    with cannot_be("not with them"):
        correcting.change_record(asked_by(cast.writer), Ask, key=ask.pk, meeting=other.pk)


def test_a_meeting_that_one_may_not_see_is_not_there(cast: Cast):
    hidden = meeting_with(cast, cast.hidden, by="outsider")
    with pytest.raises(NotThere):
        plan(cast, meeting=hidden.pk)


def test_the_request_stays_when_its_meeting_or_gate_is_removed(cast: Cast):
    meeting, gate = meeting_with(cast, cast.kamil), gate_of(cast)
    ask = plan(cast, meeting=meeting.pk, gate=gate.pk)
    meetings.remove_meeting(asked_by(cast.writer), key=meeting.pk)
    gates.remove_gate(asked_by(cast.writer), key=gate.pk)
    ask.refresh_from_db()
    assert (ask.meeting, ask.gate, ask.what) == (None, None, "Passage on Tuesdays")


def test_what_was_postponed_comes_back_on_its_day_and_is_asked_again(cast: Cast):
    again = DAY + timedelta(20)
    ask = asks.settle_ask(
        asked_by(cast.writer), key=plan(cast).pk, outcome="deferred", again_on=again,
        answer=" After the feast. ",
    ).row  # fmt: skip
    assert (ask.again_on, ask.due_on, ask.is_ahead) == (again, again, True)
    assert ask.answer == "After the feast."
    ask = settle(cast, ask, "granted")
    assert (ask.again_on, ask.is_ahead, ask.answer) == (None, False, "After the feast.")


def test_postponed_without_a_day_it_waits_for_one(cast: Cast):
    ask = settle(cast, plan(cast, planned_for=DAY), "deferred")
    assert (ask.is_ahead, ask.due_on) == (False, None)


def test_only_what_was_postponed_comes_back_and_not_before_their_answer(cast: Cast):
    ask, by = plan(cast), asked_by(cast.writer)
    with cannot_be("postponed comes back"):
        asks.settle_ask(by, key=ask.pk, outcome="granted", again_on=DAY)
    with cannot_be("before the day of their answer"):
        asks.settle_ask(by, key=ask.pk, outcome="deferred", again_on=DAY - timedelta(1))
    asks.settle_ask(by, key=ask.pk, outcome="deferred", again_on=DAY)


def test_undone_the_outcome_takes_its_words_and_its_day_back(cast: Cast):
    ask = plan(cast)
    done = asks.settle_ask(
        asked_by(cast.writer), key=ask.pk, outcome="deferred", again_on=DAY, answer="Later."
    )
    history.undo(asked_by(cast.writer), key=done.key)
    ask.refresh_from_db()
    assert (ask.outcome, ask.answer, ask.again_on) == ("planned", "", None)


def test_a_log_settles_what_came_back(cast: Cast):
    ask = plan(cast)
    asks.settle_ask(
        asked_by(cast.writer, 9), key=ask.pk, outcome="deferred", again_on=DAY - timedelta(2)
    )
    cast.meet(1, asked_for=[AskedFor(ask.pk)])
    ask.refresh_from_db()
    assert (ask.outcome, ask.again_on, ask.answered_on) == ("made", None, None)


def test_the_words_for_the_card_go_on_the_card_meant(cast: Cast):
    first, second = (meeting_with(cast, cast.kamil, days=days) for days in (2, 5))
    plan(cast, meeting=second.pk, on_card=first.pk, acknowledgement="We know.")
    said = dict(Meeting.objects.values_list("pk", "acknowledgement"))
    assert (said[first.pk], said[second.pk]) == ("We know.", "")
    assert Operation.objects.filter(verb="plan_ask").values("change_set").distinct().count() == 1
