"""Meetings: planned, moved, called off, missed, held by their log, read by a second colleague."""

from datetime import time, timedelta

import pytest

from actions.change_sets import cannot_be, everything, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import access, asks, history, interactions, meetings, merging
from rapport.records.models import Ask, Meeting, MeetingState, OnTime, Sensitivity
from rapport.records.refusals import NotThere, NotYours

DAY = Cast.DAY
TOMORROW = DAY + timedelta(days=1)


def plan(cast: Cast, by: str = "writer", whom=None, **told) -> Meeting:
    told.setdefault("theirs", [((whom or cast.kamil).pk,)])
    told.setdefault("on", TOMORROW)
    return meetings.plan_meeting(cast.asking(by), **told).row[0]


def theirs(meeting: Meeting) -> list:
    return list(meeting.theirs.order_by("pk").values_list("relationship_id", "part"))


def ours(meeting: Meeting) -> list:
    return list(meeting.ours.order_by("pk").values_list("colleague_id", "part"))


def test_a_plan_says_who_meets_whom_when_and_where(cast: Cast):
    told = {"time": time(23, 30), "zone": "Asia/Amman", "place": "Kar Dovi", "channel": "phone"}
    meeting = plan(cast, ours=[(cast.writer.pk, ""), (cast.keeper.pk, "note_taker")], **told)
    meeting.refresh_from_db()
    assert {name: getattr(meeting, name) for name in told} == told
    assert (meeting.state, meeting.circle) == (MeetingState.PLANNED, cast.circle)
    assert theirs(meeting) == [(cast.kamil.pk, "lead")]
    assert ours(meeting) == [(cast.writer.pk, "lead"), (cast.keeper.pk, "note_taker")]


def test_without_a_word_about_us_whoever_plans_it_goes(cast: Cast):
    assert ours(plan(cast)) == [(cast.writer.pk, "lead")]


def test_people_of_two_circles_have_a_record_each(cast: Cast):
    both = cast.add("Salma")
    one = plan(cast, theirs=[(cast.kamil.pk,), (both.pk, "interpreter")])
    assert theirs(one) == [(cast.kamil.pk, "lead"), (both.pk, "interpreter")]
    access.set_access(cast.asking("writer"), key=both.pk, sensitivity=Sensitivity.SEVERE)
    parted = Meeting.objects.order_by("pk")
    assert [theirs(row) for row in parted] == [
        [(cast.kamil.pk, "lead")],
        [(both.pk, "interpreter")],
    ]
    assert not Meeting.objects.visible_to(cast.reader).filter(theirs__relationship=both).exists()
    again = meetings.plan_meeting(
        cast.asking("writer"), theirs=[(cast.kamil.pk,), (both.pk,)], on=TOMORROW
    ).row
    assert [theirs(row) for row in again] == [[(cast.kamil.pk, "lead")], [(both.pk, "lead")]]


def test_a_log_parted_for_a_severe_person_is_pointed_at_by_their_part_of_the_meeting(cast: Cast):
    other = cast.add("Salma")
    both = [(cast.kamil.pk,), (other.pk,)]
    meeting = plan(cast, theirs=both, on=DAY)
    logged = cast.meet(theirs=both, closes=[meeting.pk])
    access.set_access(cast.asking("writer"), key=other.pk, sensitivity=Sensitivity.SEVERE)
    theirs_now = Meeting.objects.get(theirs__relationship=other)
    assert theirs_now.interaction_id != logged.pk
    assert list(theirs_now.interaction.theirs.values_list("relationship_id", flat=True)) == [
        other.pk
    ]


def test_each_verb_is_one_change_and_one_undo(cast: Cast):
    is_one_change_set(cast, lambda: plan(cast), "plan_meeting")
    key = plan(cast, on=DAY).pk
    asking = cast.asking("writer")
    is_one_change_set(
        cast, lambda: meetings.change_meeting(asking, key=key, opener=" Tea. "), "change_meeting"
    )
    is_one_change_set(
        cast, lambda: meetings.move_meeting(asking, key=key, on=TOMORROW), "move_meeting"
    )
    is_one_change_set(
        cast, lambda: meetings.call_off_meeting(asking, key=key, by="them"), "call_off_meeting"
    )
    is_one_change_set(cast, lambda: meetings.miss_meeting(asking, key=key, by="us"), "miss_meeting")
    is_one_change_set(cast, lambda: meetings.remove_meeting(asking, key=key), "remove_meeting")
    reader = cast.reader.pk
    is_one_change_set(
        cast,
        lambda: meetings.ask_to_read_meeting(asking, key=key, reader=reader),
        "ask_to_read_meeting",
    )
    is_one_change_set(
        cast,
        lambda: meetings.remark_on_meeting(asking, key=key, remark="Greet the elder first."),
        "remark_on_meeting",
    )
    meetings.call_off_meeting(asking, key=key)
    is_one_change_set(cast, lambda: meetings.reopen_meeting(asking, key=key), "reopen_meeting")


def test_only_those_who_write_plan_and_change(cast: Cast):
    key = plan(cast, on=DAY).pk
    for who in ("reader", "outsider"):
        with pytest.raises(NotThere):
            plan(cast, who)
    for verb, told in (
        (meetings.change_meeting, {"opener": "Tea"}),
        (meetings.move_meeting, {"on": TOMORROW}),
        (meetings.call_off_meeting, {}),
        (meetings.miss_meeting, {"by": "us"}),
        (meetings.reopen_meeting, {}),
        (meetings.remove_meeting, {}),
        (meetings.ask_to_read_meeting, {"reader": None}),
        (meetings.remark_on_meeting, {"remark": "Good."}),
    ):
        is_for_writers_only(cast, lambda who, v=verb, t=told: v(cast.asking(who), key=key, **t))


def test_a_moved_meeting_keeps_the_day_it_was_first_agreed_for(cast: Cast):
    key = plan(cast, on=DAY).pk
    for days in (2, 5):
        meetings.move_meeting(
            cast.asking("writer"), key=key, on=DAY + timedelta(days), by="us", told_in_advance=True
        )
    moved = Meeting.objects.get(pk=key)
    assert (moved.first_on, moved.on, moved.changed_by) == (DAY, DAY + timedelta(5), "us")
    assert (moved.state, moved.told_in_advance) == (MeetingState.PLANNED, True)


def test_the_log_closes_it_and_one_undo_opens_it_again(cast: Cast):
    meeting = plan(cast, on=DAY)
    before = everything()
    asking = cast.asking("writer")
    change = interactions.log_interaction(
        asking, theirs=[(cast.kamil.pk,)], on=DAY, closes=[meeting.pk]
    )
    meeting.refresh_from_db()
    assert (meeting.state, meeting.interaction) == (MeetingState.HELD, change.row[0])
    history.undo(asking, key=change.key)
    assert everything() == before


def test_taking_the_log_away_lets_it_wait_again(cast: Cast):
    meeting = plan(cast, on=DAY)
    logged = cast.meet(closes=[meeting.pk], on_time=OnTime.LATE)
    interactions.remove_interaction(cast.asking("writer"), key=logged.pk)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.interaction) == (MeetingState.PLANNED, None)


def test_what_was_held_is_changed_in_its_log(cast: Cast):
    key = plan(cast, on=DAY).pk
    cast.meet(closes=[key])
    for verb, told in (
        (meetings.move_meeting, {"on": TOMORROW}),
        (meetings.call_off_meeting, {}),
        (meetings.miss_meeting, {"by": "us"}),
        (meetings.reopen_meeting, {}),
    ):
        with cannot_be("was held"):
            verb(cast.asking("writer"), key=key, **told)
    with cannot_be("was held"):
        cast.meet(closes=[key])


def test_a_log_closes_only_what_was_planned_with_those_who_were_there(cast: Cast):
    other = cast.add("Salma")
    key = plan(cast, whom=other, on=DAY).pk
    with cannot_be("planned with somebody who was not chosen"):
        cast.meet(closes=[key])
    with pytest.raises(NotThere):
        cast.meet(closes=[cast.kamil.pk])


def test_nobody_misses_what_is_still_to_come(cast: Cast):
    key = plan(cast).pk
    with cannot_be("still to come"):
        meetings.miss_meeting(cast.asking("writer"), key=key, by="them")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"zone": "Mars/Olympus"}, "is not a time zone"),
        ({"channel": "shouting"}, "not one of the choices"),
        ({"theirs": []}, "Nobody was chosen"),
    ],
)
def test_what_cannot_be_is_not_planned(cast: Cast, told, says):
    with cannot_be(says):
        plan(cast, **told)


def test_a_colleague_of_no_part_in_the_circle_is_not_sent(cast: Cast):
    with cannot_be("not in this circle"):
        plan(cast, ours=[(cast.outsider.pk, "lead")])


def test_a_remark_stands_with_the_name_and_day_of_its_reader(cast: Cast):
    key = plan(cast).pk
    meetings.ask_to_read_meeting(cast.asking("writer"), key=key, reader=cast.reader.pk)
    meetings.remark_on_meeting(cast.asking("reader"), key=key, remark=" Greet the elder first. ")
    read = Meeting.objects.get(pk=key)
    assert (read.reader, read.remark, read.read_on) == (
        cast.reader,
        "Greet the elder first.",
        DAY,
    )


def test_only_who_was_asked_or_writes_remarks(cast: Cast):
    key = plan(cast).pk
    with pytest.raises(NotYours):
        meetings.remark_on_meeting(cast.asking("reader"), key=key, remark="Good.")
    with cannot_be("not in the circle"):
        meetings.ask_to_read_meeting(cast.asking("writer"), key=key, reader=cast.outsider.pk)
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=Sensitivity.SEVERE)
    with cannot_be("cannot see this meeting"):
        meetings.ask_to_read_meeting(cast.asking("writer"), key=key, reader=cast.reader.pk)


def test_merging_brings_the_meetings_along(cast: Cast):
    other = cast.add("Kamil R.")
    alone, both = plan(cast, whom=other), plan(cast, theirs=[(cast.kamil.pk,), (other.pk,)])
    keep, merge = cast.kamil.counterpart_id, other.counterpart_id
    merging.merge_counterparts(cast.asking("writer"), keep=keep, merge=merge)
    assert theirs(alone) == theirs(both) == [(cast.kamil.pk, "lead")]


# --- the requests planned for it


def ask_at(cast: Cast, at: Meeting | None, **told) -> Ask:
    meeting = at.pk if at else None
    told = {"relationship": cast.kamil.pk, "what": "The ford", "meeting": meeting, **told}
    return asks.plan_ask(cast.asking("writer"), **told).row


def due(ask: Ask):
    return Ask.objects.get(pk=ask.pk).due_on


def test_the_requests_planned_for_its_day_move_with_it_and_undo_brings_both_back(cast: Cast):
    meeting = plan(cast)
    ask, later = ask_at(cast, meeting), DAY + timedelta(days=6)
    told = {"key": meeting.pk, "on": later, "by": "them"}
    change = meetings.move_meeting(cast.asking("writer"), **told)
    assert (due(ask), Meeting.objects.get().on) == (later, later)
    history.undo(cast.asking("writer"), key=change.key)
    assert (due(ask), Meeting.objects.get().on) == (TOMORROW, TOMORROW)
    is_one_change_set(
        cast, lambda: meetings.move_meeting(cast.asking("writer"), **told), "move_meeting"
    )


def test_a_day_put_right_takes_them_along_too(cast: Cast):
    meeting = plan(cast)
    ask = ask_at(cast, meeting)
    meetings.change_meeting(cast.asking("writer"), key=meeting.pk, on=DAY)
    assert due(ask) == DAY
    meetings.change_meeting(cast.asking("writer"), key=meeting.pk, place="The mill")
    assert due(ask) == DAY


def test_a_request_for_another_day_or_another_meeting_stays_where_it_is(cast: Cast):
    meeting, other = plan(cast), plan(cast)
    apart = ask_at(cast, meeting, planned_for=DAY + timedelta(days=3))
    elsewhere, alone = (
        ask_at(cast, other),
        ask_at(cast, None, planned_for=TOMORROW),
    )
    meetings.move_meeting(cast.asking("writer"), key=meeting.pk, on=DAY + timedelta(days=9))
    assert [due(one) for one in (apart, elsewhere, alone)] == [
        DAY + timedelta(days=3), TOMORROW, TOMORROW,
    ]  # fmt: skip


def test_one_that_was_answered_stays_and_one_postponed_to_its_day_comes_along(cast: Cast):
    meeting = plan(cast)
    answered, postponed = ask_at(cast, meeting), ask_at(cast, meeting)
    asks.settle_ask(cast.asking("writer"), key=answered.pk, outcome="granted")
    told = {"key": postponed.pk, "outcome": "deferred", "again_on": TOMORROW}
    asks.settle_ask(cast.asking("writer"), **told)
    meetings.move_meeting(cast.asking("writer"), key=meeting.pk, on=DAY + timedelta(days=4))
    assert due(answered) == TOMORROW
    assert due(postponed) == DAY + timedelta(days=4)
    meetings.move_meeting(cast.asking("writer"), key=meeting.pk, on=DAY - timedelta(days=4))
    assert due(postponed) == DAY + timedelta(days=4), "never to before their answer"


def test_a_severe_request_that_the_mover_may_not_see_is_left_alone(cast: Cast):
    meeting = plan(cast)
    ask = ask_at(cast, meeting)
    Ask.objects.filter(pk=ask.pk).update(sensitivity=Sensitivity.SEVERE)
    meetings.move_meeting(cast.asking("keeper"), key=meeting.pk, on=DAY)
    assert due(ask) == TOMORROW
