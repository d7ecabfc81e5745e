"""What all of us ask of the people of one actor (E11): each reader's own view of it."""

from datetime import timedelta

import pytest

from briefings.counting import questions
from cast import Cast, asked_by
from rapport.actions import access, history, interactions, relationships, team
from rapport.briefings.across_circles import across_circles
from rapport.records.models import Counterpart, Relationship, Sensitivity

DAY = Cast.DAY


def told(cast, by="reader", day=DAY):
    found = across_circles(asked_by(cast.who(by), day=day))
    return [one for one in found if one.code == "E11"]


@pytest.fixture
def council(cast: Cast) -> tuple[Relationship, Relationship]:
    """Return two people of one actor, whom two of us asked twice each."""
    one = cast.add("The miller", days_ago=60, new_actor="Council")
    actor = Relationship.objects.get(pk=one.pk).counterpart.actor_id
    other = cast.add("The teacher", days_ago=60, actor=actor, by="keeper")
    for number, whom in enumerate((one, other, one, other)):
        cast.meet(9 - number, whom=whom, asked=True)
    return one, other


def test_it_says_how_many_of_how_many_and_whom_it_was_asked_of(cast: Cast, council):
    (one,) = told(cast)
    assert (one.alias, one.about_kind, one.params) == ("Council", "actor", {"part": 4, "n": 4})
    assert sorted(row.text for row in one.because) == ["The miller", "The teacher"]
    assert set(one.doors) == set(one.options)


def test_friendly_visits_silence_it_and_taking_one_back_lets_it_speak(cast: Cast, council):
    cast.meet(1, whom=council[0])
    visit = cast.meet(1, whom=council[1])
    assert told(cast) == []
    removed = interactions.remove_interaction(cast.asking("writer"), key=visit.pk)
    assert len(told(cast)) == 1
    history.undo(cast.asking("writer"), key=removed.key)
    assert told(cast) == []


def test_logged_late_it_counts_for_its_day_and_is_forgotten(cast: Cast, council):
    assert len(told(cast, day=DAY + timedelta(80))) == 1
    assert told(cast, day=DAY + timedelta(81)) == []
    cast.meet(0, whom=council[0], on=DAY - timedelta(89))
    assert told(cast)[0].params == {"part": 4, "n": 5}
    cast.meet(0, whom=council[0], on=DAY - timedelta(90))
    assert told(cast)[0].params == {"part": 4, "n": 5}


def test_one_meeting_with_both_is_one_contact(cast: Cast, council):
    both = [(whom.pk, "lead") for whom in council]
    cast.meet(1, theirs=both, asked=True)
    assert told(cast)[0].params == {"part": 5, "n": 5}


def test_what_a_reader_may_not_see_has_no_part_in_what_they_are_told(cast: Cast, council):
    by = cast.asking("writer")
    access.set_access(by, key=council[1].pk, sensitivity=Sensitivity.SEVERE)
    assert told(cast, "reader") == told(cast, "outsider") == []
    assert len(told(cast, "writer")) == 1


def test_whoever_comes_into_both_circles_hears_of_both(cast: Cast, council):
    actor = Relationship.objects.get(pk=council[0].pk).counterpart.actor_id
    access.set_access(cast.asking("writer"), key=council[0].pk, sensitivity=1)
    team.admit(
        cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.outsider.pk, part="writer"
    )
    third = cast.add("The guard", days_ago=60, by="outsider")
    # Of a group of another circle, as they may belong to one since earlier versions.
    Counterpart.objects.filter(pk=third.counterpart_id).update(actor=actor)
    cast.meet(1, by="outsider", whom=third, asked=True)
    assert told(cast, "outsider")[0].params == {"part": 5, "n": 5}
    assert told(cast, "reader")[0].params == {"part": 4, "n": 4}


def test_who_rests_is_not_counted_and_a_rule_switched_off_is_silent(cast: Cast, council):
    by = cast.asking("writer")
    resting = relationships.switch_phase(by, key=council[0].pk, phase="dormant", reason="So.")
    assert told(cast) == []
    history.undo(by, key=resting.key)
    assert len(told(cast)) == 1
    team.set_rules(cast.asking("keeper"), raw={"E11": {"on": False}})
    assert told(cast) == []


def test_many_people_and_contacts_ask_no_more_questions_than_few(cast: Cast, council):
    me = cast.asking("reader")
    few = questions(lambda: across_circles(me))
    actor = Relationship.objects.get(pk=council[0].pk).counterpart.actor_id
    for number in range(5):
        whom = cast.add(f"Number {number}", days_ago=60, actor=actor)
        cast.meet(number, whom=whom, asked=True)
    assert questions(lambda: across_circles(me)) <= few
