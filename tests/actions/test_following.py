"""What is followed to its end: answered and in which contact, came back, still so."""

import uuid
from datetime import timedelta

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast, asked_by
from rapport.actions import access, correcting, following, history, insights, interactions
from rapport.records.models import FollowedUp, Insight, Sensitivity
from rapport.records.refusals import NotThere

DAY = Cast.DAY


def note(cast, by="writer", days_ago=0, whom=None, **told):
    told = {"kind": "concern", "nature": "fact", "text": "Fears the night.", **told}
    about = (whom or cast.kamil).pk
    asking = asked_by(cast.who(by), days_ago)
    return insights.note_insight(asking, relationship=about, **told).row


def answer(cast, row, by="writer", **told):
    told = {"answer": "We will not come at night.", **told}
    return following.follow_up(cast.asking(by), key=row.pk, **told).row


def now(row):
    return Insight.objects.get(pk=row.pk)


@pytest.mark.parametrize("kind", ["concern", "misperception"])
def test_it_is_answered_with_what_we_said_and_in_which_contact(cast: Cast, kind):
    row, visit = note(cast, days_ago=9, kind=kind), cast.meet(3)
    answer(cast, row, interaction=visit.pk)
    held = now(row)
    assert (held.state, held.answer) == ("answered", "We will not come at night.")
    assert (held.answered_on, held.answered_in) == (visit.on, visit)


def test_without_a_contact_it_was_today(cast: Cast):
    row = note(cast, days_ago=9)
    answer(cast, row, state="followed_up", answer="")
    held = now(row)
    assert (held.state, held.answered_on, held.answered_in) == ("followed_up", DAY, None)


def test_a_second_answer_without_words_keeps_the_first(cast: Cast):
    row = note(cast)
    answer(cast, row, state="followed_up")
    answer(cast, row, answer=" ")
    assert (now(row).state, now(row).answer) == ("answered", "We will not come at night.")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"state": "open"}, "not one of the choices"),
        ({"on": DAY + timedelta(1)}, "in the future"),
        ({"on": DAY - timedelta(10)}, "before the date of the note"),
    ],
)
def test_what_cannot_be_is_no_answer(cast: Cast, told, says):
    row = note(cast, days_ago=9)
    with cannot_be(says):
        answer(cast, row, **told)


def test_a_contact_with_somebody_else_is_none_of_theirs(cast: Cast):
    row, other = note(cast), cast.add("Umm Nadir")
    visit = cast.meet(whom=other)
    with pytest.raises(NotThere):
        answer(cast, row, interaction=visit.pk)


def test_a_value_is_not_answered(cast: Cast):
    row = note(cast, kind="value")
    with cannot_be("Only a concern or a misperception"):
        answer(cast, row)


def test_what_was_answered_comes_back_and_what_we_said_stays(cast: Cast):
    row = note(cast, days_ago=30, kind="misperception")
    answer(cast, row, on=DAY - timedelta(9))
    following.came_back(cast.asking("writer"), key=row.pk)
    held = now(row)
    assert (held.state, held.returned_on) == (FollowedUp.OPEN, DAY)
    assert held.answer == "We will not come at night."
    answer(cast, row, answer="")
    assert (now(row).state, now(row).returned_on) == ("answered", DAY)


def test_what_was_never_answered_does_not_come_back(cast: Cast):
    row = note(cast)
    with cannot_be("was not answered"):
        following.came_back(cast.asking("writer"), key=row.pk)


def test_it_does_not_come_back_before_it_was_answered(cast: Cast):
    row = note(cast, days_ago=30)
    answer(cast, row, on=DAY - timedelta(3))
    with cannot_be("before it was answered"):
        following.came_back(cast.asking("writer"), key=row.pk, on=DAY - timedelta(4))


def test_a_reading_is_found_to_still_hold(cast: Cast):
    row = note(cast, days_ago=200, kind="reasoning", nature="interpretation")
    following.still_so(cast.asking("writer"), key=row.pk)
    assert (now(row).checked_on, now(row).checked_by) == (DAY, cast.writer)


def test_each_is_one_change_set_and_for_writers_only(cast: Cast):
    row = note(cast, days_ago=5)
    key = {"key": row.pk}
    is_one_change_set(cast, lambda: following.still_so(cast.asking("writer"), **key), "still_so")
    is_one_change_set(cast, lambda: answer(cast, row), "follow_up")
    answer(cast, row)
    is_one_change_set(cast, lambda: following.came_back(cast.asking("writer"), **key), "came_back")
    is_for_writers_only(cast, lambda by: following.still_so(cast.asking(by), **key))
    is_for_writers_only(cast, lambda by: answer(cast, row, by=by))
    is_for_writers_only(cast, lambda by: following.came_back(cast.asking(by), **key))


def test_of_somebody_for_named_people_nobody_else_answers(cast: Cast):
    row = note(cast)
    keeper = cast.asking("keeper")
    access.set_access(keeper, key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    assert answer(cast, row, by="keeper").state == "answered"
    stranger = insights.note_insight(
        cast.asking("outsider"), relationship=cast.hidden.pk, kind="concern", text="Theirs."
    ).row
    with pytest.raises(NotThere):
        answer(cast, stranger)


def log(cast, *answered, days_ago=0, whom=None, **told):
    on = DAY - timedelta(days_ago)
    theirs = [((whom or cast.kamil).pk,)]
    return interactions.log_interaction(
        cast.asking("writer"), theirs=theirs, on=on, answered=answered, **told
    )


def test_a_log_answers_what_was_open_and_one_undo_takes_it_back(cast: Cast):
    row = note(cast, days_ago=9)
    done = log(cast, following.Answered(row.pk, "answered", "By day only."), days_ago=2)
    held = now(row)
    assert (held.state, held.answer, held.answered_on) == (
        "answered",
        "By day only.",
        DAY - timedelta(2),
    )
    assert held.answered_in == done.row[0]
    history.undo(cast.asking("writer"), key=done.key)
    assert (now(row).state, now(row).answer, now(row).answered_in) == ("open", "", None)


def test_a_log_answers_nothing_of_somebody_who_was_not_there(cast: Cast):
    row, other = note(cast), cast.add("Umm Nadir")
    with pytest.raises(NotThere):
        log(cast, following.Answered(row.pk), whom=other)
    with pytest.raises(NotThere):
        log(cast, following.Answered(uuid.uuid4()))


def test_a_log_backdated_before_the_concern_does_not_answer_it(cast: Cast):
    row = note(cast, days_ago=2)
    with cannot_be("before the date of the note"):
        log(cast, following.Answered(row.pk), days_ago=5)


def test_a_contact_removed_leaves_the_answer_without_it(cast: Cast):
    row = note(cast, days_ago=9)
    visit = log(cast, following.Answered(row.pk, "answered", "By day.")).row[0]
    interactions.remove_interaction(cast.asking("writer"), key=visit.pk)
    assert (now(row).answer, now(row).answered_in) == ("By day.", None)


def test_putting_it_right_brings_its_day_in_line(cast: Cast):
    row, asking = note(cast, days_ago=9), cast.asking("writer")
    correcting.change_record(asking, Insight, key=row.pk, state="answered")
    assert now(row).answered_on == DAY
    correcting.change_record(asking, Insight, key=row.pk, kind="value")
    assert now(row).state == "open"


def test_what_came_back_and_was_answered_again_can_be_put_right(cast: Cast):
    row = note(cast, days_ago=20)
    answer(cast, row, on=DAY - timedelta(days=15))
    following.came_back(cast.asking("writer"), key=row.pk, on=DAY - timedelta(days=9))
    answer(cast, row, on=DAY - timedelta(days=3), answer="We come by day.")
    correcting.change_record(cast.asking("writer"), Insight, key=row.pk, text="Fears the dark.")
    held = now(row)
    assert (held.text, held.state) == ("Fears the dark.", "answered")
    assert held.returned_on == DAY - timedelta(days=9)
    assert held.answered_on == DAY - timedelta(days=3)


def test_it_never_came_back_before_it_was_there_or_unanswered(cast: Cast):
    row, asking = note(cast, days_ago=9), cast.asking("writer")
    with cannot_be("cannot come back"):
        correcting.change_record(asking, Insight, key=row.pk, returned_on=DAY)
    answer(cast, row)
    with cannot_be("before the date of the note"):
        early = DAY - timedelta(days=10)
        correcting.change_record(asking, Insight, key=row.pk, returned_on=early)


def test_a_concern_from_a_log_says_that_they_told_us(cast: Cast):
    log(cast, also=interactions.AlsoHeard(concern="The bridge."))
    assert Insight.objects.get(text="The bridge.").known_from == "told_us"
