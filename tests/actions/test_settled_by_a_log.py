"""A log settles the requests that were made in it, and marks the days it was for."""

from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import asks, interactions, occasions
from rapport.actions.interactions import AskedFor
from rapport.records.models import Ask, Finding, Occasion
from rapport.records.operations import part_rows
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def plan(cast, whom=None, by="writer", days_ago=5, **told):
    about = {"relationship": (whom or cast.kamil).pk, "what": "The stamp."}
    return asks.plan_ask(asked_by(cast.who(by), days_ago), **{**about, **told}).row


def log(cast, *asked_for, theirs=None, **told):
    told.setdefault("on", DAY - timedelta(1))
    rows = theirs or [(cast.kamil.pk,)]
    asking = asked_by(cast.writer)
    return interactions.log_interaction(asking, theirs=rows, asked_for=asked_for, **told).row


def codes(row):
    return set(Finding.objects.filter(relationship=row.pk).values_list("code", flat=True))


def test_one_tick_says_all_of_a_life_saving_request(cast: Cast):
    ask = plan(cast, life_saving=True, life_saving_reason="Measles.")
    (call,) = log(cast, AskedFor(ask.pk), purpose="negotiation")
    ask.refresh_from_db()
    assert (call.asked, call.life_saving) == (True, True)
    assert (ask.outcome, ask.interaction_id) == ("made", call.pk)
    assert (ask.made_on, ask.answered_on) == (DAY - timedelta(1), None)
    assert codes(cast.kamil) & {"E01", "E02", "E03"} == {"E03"}


@pytest.mark.parametrize("outcome", ["granted", "refused", "deferred"])
def test_an_answer_given_at_once_has_the_day_of_the_log(cast: Cast, outcome):
    ask = plan(cast)
    log(cast, AskedFor(ask.pk, outcome))
    ask.refresh_from_db()
    day = DAY - timedelta(1)
    assert (ask.outcome, ask.made_on, ask.answered_on) == (outcome, day, day)


def test_two_requests_in_one_contact_are_both_settled_by_one_change(cast: Cast):
    first, second = plan(cast), plan(cast, what="The road.")
    both = (AskedFor(first.pk, "granted"), AskedFor(second.pk))
    is_one_change_set(cast, lambda: log(cast, *both), "log_interaction")
    (visit,) = log(cast, *both)
    assert set(Ask.objects.values_list("outcome", "interaction")) == {
        ("granted", visit.pk),
        ("made", visit.pk),
    }


def test_of_two_people_the_one_of_the_request_was_asked(cast: Cast):
    basim = cast.add("Basim", days_ago=40)
    ask = plan(cast, whom=basim)
    (visit,) = log(cast, AskedFor(ask.pk), theirs=[(cast.kamil.pk,), (basim.pk,)])
    assert (visit.asked, part_rows(visit, "theirs")) == (
        False,
        [(cast.kamil.pk, "lead", "", "", ""), (basim.pk, "lead", "yes", "", "")],
    )
    assert ("E01" in codes(cast.kamil), "E01" in codes(basim)) == (False, True)


def test_an_answer_to_an_earlier_request_asks_nothing_anew(cast: Cast):
    ask = plan(cast)
    (asked,) = log(cast, AskedFor(ask.pk), on=DAY - timedelta(4))
    (heard,) = log(cast, AskedFor(ask.pk, "granted"))
    ask.refresh_from_db()
    assert heard.asked is False
    assert (ask.interaction_id, ask.made_on) == (asked.pk, DAY - timedelta(4))
    assert (ask.outcome, ask.answered_on) == ("granted", DAY - timedelta(1))


def test_a_request_asked_again_was_asked_twice_and_first_made_then(cast: Cast):
    ask = plan(cast)
    log(cast, AskedFor(ask.pk), on=DAY - timedelta(4))
    (again,) = log(cast, AskedFor(ask.pk))
    ask.refresh_from_db()
    assert again.asked is True
    assert (ask.outcome, ask.made_on) == ("made", DAY - timedelta(4))


def test_a_request_said_to_be_made_finds_its_log(cast: Cast):
    ask = plan(cast)
    asks.settle_ask(asked_by(cast.writer, 1), key=ask.pk, outcome="made")
    (visit,) = log(cast, AskedFor(ask.pk, "granted"))
    ask.refresh_from_db()
    assert (visit.asked, ask.interaction_id) == (True, visit.pk)


def test_what_cannot_have_been_asked_is_refused(cast: Cast):
    basim = cast.add("Basim", days_ago=40)
    ask = plan(cast, whom=basim)
    with cannot_be("somebody who was not chosen"):
        log(cast, AskedFor(ask.pk))
    with cannot_be("interpreter or introducer"):
        log(cast, AskedFor(ask.pk), theirs=[(cast.kamil.pk,), (basim.pk, "interpreter")])
    with cannot_be("We were not there"):
        log(cast, AskedFor(ask.pk), theirs=[(basim.pk,)], on_time="absent")
    with cannot_be("not one of the choices"):
        log(cast, AskedFor(ask.pk, "withdrawn"), theirs=[(basim.pk,)])
    log(cast, AskedFor(ask.pk, "refused"), theirs=[(basim.pk,)])
    with cannot_be("already has an outcome"):
        log(cast, AskedFor(ask.pk), theirs=[(basim.pk,)])


def test_a_request_of_another_circle_looks_like_none(cast: Cast):
    hidden = plan(cast, whom=cast.hidden, by="outsider")
    with pytest.raises(NotThere):
        log(cast, AskedFor(hidden.pk))


def feast(cast, whom=None, by="writer"):
    told = {"name": "Eid", "once": DAY, "mentioned_by_them": True}
    about = {"relationship": (whom or cast.kamil).pk}
    return occasions.note_occasion(asked_by(cast.who(by), 5), **about, **told).row


def test_a_contact_for_an_occasion_marks_it_in_the_same_change(cast: Cast):
    day = feast(cast)
    assert "U03" in codes(cast.kamil)
    is_one_change_set(cast, lambda: log(cast, greeting=[day.pk]), "log_interaction")
    log(cast, greeting=[day.pk])
    assert Occasion.objects.get(pk=day.pk).greeted_on == DAY - timedelta(1)
    assert "U03" not in codes(cast.kamil)


def test_an_occasion_of_somebody_who_was_not_there_is_not_marked(cast: Cast):
    hidden = feast(cast, cast.hidden, "outsider")
    other = feast(cast, cast.add("Basim"))
    for one in (hidden, other):
        with pytest.raises(NotThere):
            log(cast, greeting=[one.pk])
