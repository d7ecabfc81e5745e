"""Promises: ours and theirs, made and settled."""

from datetime import date, timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import commitments
from rapport.records.models import Commitment, Finding
from rapport.records.recording import change_set
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def make(cast, by="writer", **told):
    told = {"text": "Bring chalk.", "by": told.pop("whose", "us"), **told}
    about = {"asking": asked_by(cast.who(by)), "relationship": cast.kamil.pk}
    return commitments.make_commitment(**about, **told).row


def settle(cast, promise, state, by="writer", on=None):
    about = {"asking": asked_by(cast.who(by)), "key": promise.pk}
    return commitments.settle_commitment(**about, state=state, on=on).row


def codes():
    return set(Finding.objects.values_list("code", flat=True))


def test_a_promise_of_ours_is_whoever_gave_it(cast: Cast):
    promise = make(cast, text="  Bring chalk. ", due=DAY + timedelta(1))
    promise.refresh_from_db()
    assert (promise.by, promise.text, promise.state) == ("us", "Bring chalk.", "open")
    assert (promise.made_on, promise.colleague) == (DAY, cast.writer)
    assert "K01" in codes()


def test_a_promise_of_theirs_is_nobodys_of_us(cast: Cast):
    assert make(cast, whose="them").colleague is None


def test_another_of_the_circle_may_have_given_it(cast: Cast):
    assert make(cast, colleague=cast.reader.pk).colleague == cast.reader
    with cannot_be("not in the circle"):
        make(cast, colleague=cast.outsider.pk)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"text": ""}, "needs a text"),
        ({"text": " \n "}, "needs a text"),
        ({"due": DAY - timedelta(1)}, "due date is before"),
        ({"made_on": DAY + timedelta(1)}, "in the future"),
        ({"made_on": date(1899, 12, 31)}, "before 1900"),
        ({"whose": "both"}, "not one of the choices"),
    ],
)
def test_what_cannot_be_is_not_promised(cast: Cast, told, says):
    with cannot_be(says):
        make(cast, **told)


def test_a_promise_due_on_its_own_day_or_never_is_one(cast: Cast):
    assert make(cast, due=DAY).due == DAY
    assert make(cast, due=date.max).due == date.max
    assert make(cast).due is None


def test_a_promise_is_heard_in_a_visit_one_may_see(cast: Cast):
    visit = cast.meet(3)
    assert make(cast, interaction=visit.pk).interaction == visit
    theirs = cast.meet(3, by="outsider", whom=cast.hidden)
    with pytest.raises(NotThere):
        make(cast, interaction=theirs.pk)


def test_making_and_settling_are_one_change_each(cast: Cast):
    is_one_change_set(cast, lambda: make(cast, due=DAY), "make_commitment")
    promise = make(cast, due=DAY)
    is_one_change_set(cast, lambda: settle(cast, promise, "kept"), "settle_commitment")


def test_only_writers_make_and_settle(cast: Cast):
    promise = make(cast)
    is_for_writers_only(cast, lambda who: make(cast, who))
    is_for_writers_only(cast, lambda who: settle(cast, promise, "kept", who))


@pytest.mark.parametrize("state", ["kept", "broken", "released"])
def test_a_settled_promise_says_when_and_can_be_opened_again(cast: Cast, state):
    promise = settle(cast, make(cast, due=DAY), state)
    assert (promise.state, promise.settled_on) == (state, DAY)
    assert "K01" not in codes()
    settle(cast, promise, "open")
    promise.refresh_from_db()
    assert (promise.state, promise.settled_on) == ("open", None)
    assert "K01" in codes()


def test_a_promise_is_settled_in_a_known_way_only(cast: Cast):
    promise = make(cast)
    with cannot_be("not one of the choices"):
        settle(cast, promise, "forgotten")
    assert Commitment.objects.get().state == "open"


@pytest.mark.parametrize("state", ["late_told", "late_silent"])
def test_that_it_was_late_is_not_said_but_shown_by_its_days(cast: Cast, state):
    promise = make(cast)
    with cannot_be("follows from its dates"):
        settle(cast, promise, state)


def test_a_promise_may_have_been_settled_on_an_earlier_day(cast: Cast):
    promise = make_earlier(cast)
    assert settle(cast, promise, "kept", on=DAY - timedelta(2)).settled_on == DAY - timedelta(2)
    for on, says in (
        (DAY + timedelta(1), "in the future"),
        (DAY - timedelta(10), "before the date"),
    ):
        with cannot_be(says):
            settle(cast, promise, "kept", on=on)


def make_earlier(cast, **told):
    """Promise something nine days ago, for five days ago."""
    return commitments.make_commitment(
        asking=asked_by(cast.writer, 9),
        **{
            "relationship": cast.kamil.pk,
            "text": "Chalk.",
            "due": DAY - timedelta(5),
            **told,
        },
    ).row


def tell_late(cast, promise, by="writer", **days):
    days = {"due": DAY + timedelta(3), **days}
    return commitments.tell_late(asked_by(cast.who(by)), key=promise.pk, **days).row


def test_telling_them_moves_the_day_and_keeps_the_first_one(cast: Cast):
    promise = tell_late(cast, make_earlier(cast), on=DAY - timedelta(6))
    assert (promise.state, promise.due) == ("open", DAY + timedelta(3))
    assert (promise.first_due, promise.told_on) == (DAY - timedelta(5), DAY - timedelta(6))
    again = tell_late(cast, promise, due=DAY + timedelta(9))
    assert (again.first_due, again.told_on) == (DAY - timedelta(5), DAY)
    assert again.due == DAY + timedelta(9)


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"on": DAY + timedelta(1)}, "in the future"),
        ({"on": DAY - timedelta(10)}, "before the date of the promise"),
        ({"due": DAY - timedelta(1)}, "before the day they were told"),
    ],
)
def test_they_are_told_on_a_day_that_can_be(cast: Cast, days, says):
    promise = make_earlier(cast)
    with cannot_be(says):
        tell_late(cast, promise, **days)


def test_only_an_open_promise_of_ours_is_put_off(cast: Cast):
    theirs = make_earlier(cast, by="them")
    done = settle(cast, make_earlier(cast), "kept")
    for promise in (theirs, done):
        with cannot_be("Only an open promise of ours"):
            tell_late(cast, promise)


def test_a_promise_that_an_older_store_calls_late_can_be_put_off(cast: Cast):
    promise = make_earlier(cast)
    with change_set("old", asked_by(cast.writer)) as changes:
        changes.change(promise, state="late_silent", settled_on=DAY)
    told = tell_late(cast, promise)
    assert (told.state, told.settled_on) == ("open", None)


def test_telling_late_is_one_change_for_writers(cast: Cast):
    promise = make_earlier(cast)
    is_one_change_set(cast, lambda: tell_late(cast, promise), "tell_late")
    is_for_writers_only(cast, lambda who: tell_late(cast, promise, who))
