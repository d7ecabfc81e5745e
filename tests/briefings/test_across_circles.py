"""What is noticed across circles: each reader's own view, in which nothing hidden has a part."""

from datetime import timedelta

import pytest

from briefings.counting import questions
from cast import Cast, asked_by, rejudge_due
from rapport.actions import (
    access,
    commitments,
    history,
    interactions,
    people,
    relationships,
    team,
    upkeep,
)
from rapport.briefings.across_circles import across_circles, seen_by
from rapport.briefings.today import today
from rapport.records.models import Finding, OwnWaiver, Relationship, Sensitivity

DAY = Cast.DAY
LONG_AGO = 400


def told(cast, by="reader", day=DAY, **how):
    asking = asked_by(cast.who(by), day=day)
    return [one for one in across_circles(asking, **how) if one.waived_until is None]


def names(cast, by="reader", **how):
    return [one.alias for one in told(cast, by, **how) if one.code == "N06"]


@pytest.fixture
def brigade(cast: Cast) -> Relationship:
    """Return somebody of an actor whom we met last more than a year ago."""
    who = cast.add("The miller", days_ago=LONG_AGO, new_actor="Brigade")
    cast.meet(LONG_AGO, whom=who)
    return who


def another(cast, alias="The teacher", *, of, **how):
    actor = Relationship.objects.get(pk=of.pk).counterpart.actor_id
    return cast.add(alias, days_ago=LONG_AGO, actor=actor, **how)


def test_it_says_what_it_is_about_why_and_what_could_be_done(cast: Cast, brigade):
    (one,) = told(cast)
    assert (one.code, one.alias, one.about_kind, one.relationship) == (
        "N06",
        "Brigade",
        "actor",
        None,
    )
    assert one.about_key == Relationship.objects.get(pk=brigade.pk).counterpart.actor_id
    assert one.params == {"last": {"day": (DAY - timedelta(LONG_AGO)).isoformat()}}
    assert [(row.text, row.relationship) for row in one.because] == [("The miller", brigade.pk)]
    assert (one.rests_on, one.asks_for_contact) == (1, True)
    assert one.options
    assert not Finding.objects.filter(code="N06").exists()


def test_it_stands_on_today_for_who_holds_it_and_for_all_who_see_it(cast: Cast, brigade):
    def check_ins(by, **how):
        page = today(asked_by(cast.who(by)), **how)
        noticed = [one.finding for part in page.headings for one in part.entries]
        return [one.alias for one in noticed if one.code == "N06"]

    assert check_ins("writer") == ["Brigade"]
    assert check_ins("reader") == []
    assert check_ins("reader", mine=False) == ["Brigade"]
    assert check_ins("outsider", mine=False) == []
    relationships.set_backup(cast.asking("writer"), key=brigade.pk, backup=cast.keeper.pk)
    assert check_ins("keeper", mine=True) == ["Brigade"]


@pytest.mark.parametrize(("ago", "speaks"), [(365, False), (366, True)])
def test_it_speaks_from_the_day_after_a_year(cast: Cast, ago, speaks):
    who = cast.add("The miller", days_ago=LONG_AGO, new_actor="Brigade")
    cast.meet(ago, whom=who)
    assert names(cast) == ["Brigade"] * speaks


def test_it_speaks_of_a_day_to_come_without_a_new_record(cast: Cast):
    cast.meet(0, whom=cast.add("The miller", days_ago=LONG_AGO, new_actor="Brigade"))
    assert told(cast) == []
    assert told(cast, day=DAY + timedelta(365)) == []
    assert len(told(cast, day=DAY + timedelta(366))) == 1


def test_a_meeting_logged_late_counts_for_its_own_day(cast: Cast, brigade):
    cast.meet(0, whom=brigade, on=DAY - timedelta(380))
    assert told(cast)[0].params == {"last": {"day": (DAY - timedelta(380)).isoformat()}}
    cast.meet(0, whom=brigade, on=DAY - timedelta(200))
    assert told(cast) == []


def test_what_is_edited_removed_or_undone_counts_as_it_stands(cast: Cast, brigade):
    by = cast.asking("writer")
    visit = cast.meet(3, whom=brigade)
    assert names(cast) == []
    edited = interactions.change_interaction(by, key=visit.pk, two_way=False)
    assert names(cast) == ["Brigade"]
    history.undo(by, key=edited.key)
    assert names(cast) == []
    removed = interactions.remove_interaction(by, key=visit.pk)
    assert names(cast) == ["Brigade"]
    history.undo(by, key=removed.key)
    assert names(cast) == []


def test_contact_with_anybody_of_the_actor_is_enough(cast: Cast, brigade):
    teacher = another(cast, of=brigade)
    assert told(cast)[0].rests_on == 2
    cast.meet(2, whom=teacher)
    assert names(cast) == []


def test_several_people_in_one_meeting_are_all_met(cast: Cast, brigade):
    cast.meet(2, theirs=[(cast.kamil.pk, "lead"), (brigade.pk, "second")])
    assert names(cast) == []


def test_who_rests_or_has_left_is_not_asked_after(cast: Cast, brigade):
    by = cast.asking("writer")
    resting = relationships.switch_phase(by, key=brigade.pk, phase="dormant", reason="So.")
    assert names(cast) == []
    history.undo(by, key=resting.key)
    assert names(cast) == ["Brigade"]
    people.change_counterpart(by, key=brigade.counterpart_id, status="unreachable")
    assert names(cast) == []


def test_a_severe_meeting_silences_it_only_for_the_named(cast: Cast, brigade):
    severe = another(cast, of=brigade, sensitivity=Sensitivity.SEVERE)
    cast.meet(2, whom=severe)
    assert names(cast, "writer") == []
    assert names(cast, "reader") == ["Brigade"]
    assert [row.text for row in told(cast, "reader")[0].because] == ["The miller"]


def test_a_severe_person_causes_it_only_for_the_named(cast: Cast):
    severe = cast.add(
        "The heron", days_ago=LONG_AGO, new_actor="Brigade", sensitivity=Sensitivity.SEVERE
    )
    assert names(cast, "writer") == ["Brigade"]
    assert names(cast, "reader") == names(cast, "keeper") == []
    access.set_access(cast.asking("writer"), key=severe.pk, sensitivity=3, named=[cast.keeper.pk])
    assert names(cast, "keeper") == ["Brigade"]
    assert names(cast, "reader") == []


def test_whoever_leaves_the_circle_hears_nothing_more(cast: Cast, brigade):
    assert names(cast, "reader") == ["Brigade"]
    team.release(cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.reader.pk)
    assert names(cast, "reader") == []


def test_a_rule_switched_off_is_silent(cast: Cast, brigade):
    team.set_rules(cast.asking("keeper"), raw={"N06": {"on": False}})
    assert names(cast) == []
    team.set_rules(cast.asking("keeper"), raw={"N06": {"days": 401}})
    assert names(cast) == []


def test_readers_of_one_view_share_the_answer_and_the_next_asks_little(cast: Cast, brigade):
    reader, keeper = cast.asking("reader"), cast.asking("keeper")
    first = seen_by(reader)
    assert seen_by(keeper) is first
    assert (
        questions(lambda: seen_by(reader)) <= 3
    )  # the end of the history, the office, for whom they are named
    cast.meet(0)
    assert seen_by(reader) is not first
    assert seen_by(cast.asking("outsider")) == ()


def test_many_actors_ask_no_more_questions_than_one(cast: Cast, brigade):
    me = cast.asking("reader")
    seen_by(me)
    cast.meet(0)
    few = questions(lambda: seen_by(me))
    for number in range(5):
        cast.add(f"Number {number}", days_ago=LONG_AGO, new_actor=f"Council {number}")
    assert questions(lambda: seen_by(me)) == few
    assert len(seen_by(me)) == 6


# Set aside


def set_aside(cast, by="reader", until=DAY + timedelta(9)):
    asking = cast.asking(by)
    (one,) = seen_by(asking)
    return upkeep.waive_for_myself(
        asking,
        code="N06",
        about_kind=one.about_kind,
        about_key=one.about_key,
        seen=[key for _, key in one.because],
        reason="They moved.",
        until=until,
    )


def test_setting_aside_silences_for_oneself_alone_until_its_day(cast: Cast, brigade):
    set_aside(cast)
    assert names(cast, "reader") == []
    assert names(cast, "writer") == ["Brigade"]
    assert told(cast, day=DAY + timedelta(9)) == []
    assert len(told(cast, day=DAY + timedelta(10))) == 1


def test_it_speaks_again_once_it_rests_on_somebody_who_was_not_seen(cast: Cast, brigade):
    set_aside(cast)
    another(cast, of=brigade)
    assert names(cast, "reader") == ["Brigade"]


def test_lifting_and_taking_back_let_it_speak_again(cast: Cast, brigade):
    change = set_aside(cast)
    history.undo(cast.asking("reader"), key=change.key)
    assert names(cast, "reader") == ["Brigade"]
    upkeep.lift_own_waiver(cast.asking("reader"), key=set_aside(cast).row.pk)
    assert not OwnWaiver.objects.exists()


def test_nobody_else_knows_of_it_lifts_it_or_takes_it_back(cast: Cast, brigade):
    from rapport.briefings import history as told_history
    from rapport.refusals import Refusal

    change = set_aside(cast)
    for other in ("writer", "keeper", "outsider"):
        with pytest.raises(Refusal):
            upkeep.lift_own_waiver(cast.asking(other), key=change.row.pk)
        with pytest.raises(Refusal):
            history.undo(cast.asking(other), key=change.key)
        page = told_history.history(cast.asking(other))
        assert change.key not in {one.change_set for one in page.change_sets}
    mine = told_history.history(cast.asking("reader"))
    assert change.key in {one.change_set for one in mine.change_sets}


def test_it_has_room_on_today_however_many_people_wait(cast: Cast, brigade):
    for number in range(9):
        commitments.make_commitment(
            asked_by(cast.writer, 50),
            relationship=cast.add(f"Theirs {number}", days_ago=60).pk,
            text="x",
            by="them",
            due=DAY - timedelta(9),
        )
    rejudge_due(today=DAY)
    found = today(cast.asking("writer"), mine=False, at_most=3).headings
    (span,) = (one for one in found if [row for row in one.entries if row.relationship is None])
    noticed = [row.finding for row in span.entries]
    assert [one.alias for one in noticed if one.code == "N06"] == ["Brigade"]
    assert len(span.entries) <= 3 + 1
    assert span.count == len(span.entries) + span.more + sum(one.count for one in span.together)
