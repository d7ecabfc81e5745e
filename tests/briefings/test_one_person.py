"""One person in two circles: what all of us ask of them, for whoever sees both records."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, asked_by
from rapport.actions import access, history, interactions, people, relationships, team, ties
from rapport.actions.ties import End
from rapport.briefings.across_circles import across_circles
from rapport.briefings.duplicates import duplicates
from rapport.briefings.network_map import network_of
from rapport.briefings.one_person import joined
from rapport.briefings.views import view_of
from rapport.records.models import Actor, Relationship, Sensitivity, Tie, TieKind
from rapport.records.refusals import CannotBe

DAY = Cast.DAY


def told(cast: Cast, by: str = "outsider", day=DAY):
    found = across_circles(asked_by(cast.who(by), day=day))
    return [one for one in found if one.code == "E11"]


@pytest.fixture
def twice(cast: Cast) -> tuple[Relationship, Relationship]:
    """Return the records two circles keep of one person, whom each asked twice.

    The outsider reads both circles.
    """
    team.admit(
        cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.outsider.pk, part="writer"
    )
    one = cast.add("Haji Musa", days_ago=60)
    other = cast.add("Haji Musa", days_ago=60, by="outsider")
    for number, (whom, by) in enumerate(((one, "writer"), (other, "outsider")) * 2):
        cast.meet(9 - number, whom=whom, by=by, asked=True)
    return one, other


def say_one(cast: Cast, one: Relationship, other: Relationship, by: str = "outsider") -> Tie:
    ends = {"one": End(relationship=one.pk), "other": End(relationship=other.pk)}
    return ties.note_tie(cast.asking(by), **ends, kind=TieKind.SAME_PERSON).row


def test_what_all_of_us_ask_of_one_person_is_counted_once_they_are_said_to_be_one(cast, twice):
    assert told(cast) == []
    tie = say_one(cast, *twice)
    (one,) = told(cast)
    assert (one.about_kind, one.alias, one.params) == ("person", "Haji Musa", {"part": 4, "n": 4})
    assert {row.relationship for row in one.because} == {row.pk for row in twice}
    assert [row.circle for row in one.because] == ["Talks", "Elsewhere"]
    assert set(one.doors) == set(one.options)
    ties.end_tie(cast.asking("outsider"), key=tie.pk)
    assert told(cast) == []


def test_whoever_sees_one_record_only_hears_nothing_of_the_other(cast, twice):
    say_one(cast, *twice)
    assert told(cast, "writer") == told(cast, "reader") == []
    access.set_access(cast.asking("writer"), key=twice[0].pk, sensitivity=Sensitivity.SEVERE)
    assert told(cast) == []


def test_one_circle_that_asks_often_is_no_matter_of_all_of_us(cast, twice):
    say_one(cast, *twice)
    for number in (8, 6):
        cast.meet(number, whom=twice[1], by="outsider")
    assert told(cast) == []  # 4 of 6 are fewer than 70 percent
    third = cast.add("Salma", days_ago=60)
    again = cast.add("Salma", days_ago=60, by="outsider")
    say_one(cast, third, again)
    for number in range(4):
        cast.meet(number, whom=third, asked=True)
    assert told(cast) == []  # nobody but one circle asked


def test_the_circle_is_said_where_the_names_do_not_tell_the_records_apart(cast, twice):
    people.change_counterpart(cast.asking("writer"), key=twice[0].counterpart_id, alias="Maple")
    say_one(cast, *twice)
    (one,) = told(cast)
    assert [(row.text, row.circle) for row in one.because] == [("Maple", ""), ("Haji Musa", "")]


def test_a_friendly_visit_silences_it_and_taken_back_it_speaks_again(cast, twice):
    say_one(cast, *twice)
    cast.meet(1, whom=twice[0])
    visit = cast.meet(1, whom=twice[1], by="outsider")
    assert told(cast) == []
    removed = interactions.remove_interaction(cast.asking("outsider"), key=visit.pk)
    assert len(told(cast)) == 1
    history.undo(cast.asking("outsider"), key=removed.key)
    assert told(cast) == []


def test_its_first_and_last_day_and_what_is_logged_late(cast, twice):
    say_one(cast, *twice)
    assert len(told(cast, day=DAY + timedelta(80))) == 1
    assert told(cast, day=DAY + timedelta(81)) == []
    cast.meet(0, whom=twice[0], on=DAY - timedelta(89))
    assert told(cast)[0].params == {"part": 4, "n": 5}
    cast.meet(0, whom=twice[0], on=DAY - timedelta(90))
    assert told(cast)[0].params == {"part": 4, "n": 5}


def test_who_rests_is_not_counted_and_a_rule_switched_off_is_silent(cast, twice):
    say_one(cast, *twice)
    by = cast.asking("writer")
    resting = relationships.switch_phase(by, key=twice[0].pk, phase="dormant", reason="So.")
    assert told(cast) == []
    history.undo(by, key=resting.key)
    assert len(told(cast)) == 1
    team.set_rules(cast.asking("keeper"), raw={"E11": {"on": False}})
    assert told(cast) == []


def test_a_group_is_not_a_person(cast, twice):
    cast.add("The miller", new_actor="Council")
    ends = {"one": End(relationship=twice[0].pk), "other": End(actor=Actor.objects.get().pk)}
    with pytest.raises(CannotBe, match="not a person"):
        ties.note_tie(cast.asking("outsider"), **ends, kind=TieKind.SAME_PERSON)
    tie = ties.note_tie(cast.asking("outsider"), **ends, kind=TieKind.TRUSTS).row
    with pytest.raises(CannotBe, match="not a person"):
        ties.change_tie(cast.asking("outsider"), key=tie.pk, kind=TieKind.SAME_PERSON)


def test_both_records_are_one_in_the_network_of_who_sees_both(cast, twice):
    def numbers(by: str) -> list[int | None]:
        whose = network_of(view_of(cast.asking(by))).whose
        return [whose.number_of(row.pk) for row in twice]

    assert len(set(numbers("outsider"))) == 2
    say_one(cast, *twice)
    one, other = numbers("outsider")
    assert one == other
    assert None not in (one, other)
    assert numbers("reader")[1] is None


def test_a_reader_of_both_is_not_offered_what_they_may_not_write(cast, twice):
    team.admit(
        cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.outsider.pk, part="reader"
    )
    (pair,) = duplicates(cast.asking("outsider")).pairs
    assert pair.may_join  # one of the two circles is theirs to write in
    assert not pair.may_merge


def test_two_records_of_one_circle_are_still_offered_to_be_merged(cast, twice):
    third = cast.add("Haji Musa", days_ago=60)
    for one, other in (twice, (third, twice[1]), (twice[0], third)):
        say_one(cast, one, other)
    (pair,) = duplicates(cast.asking("outsider")).pairs
    assert {one.relationship for one, _ in pair.both} == {twice[0].pk, third.pk}
    assert pair.may_merge


_KEYS = st.integers(0, 7).map(lambda number: uuid.UUID(int=number))


@given(st.lists(st.tuples(_KEYS, _KEYS)))
def test_records_are_joined_as_far_as_pairs_lead(pairs):
    whose = joined(pairs)
    for one, other in pairs:
        assert whose[one] == whose[other]
    reached = {key: {key} for pair in pairs for key in pair}
    for _ in reached:
        for one, other in pairs:
            both = reached[one] | reached[other]
            for key in both:
                reached[key] |= both
    assert whose == {key: min(theirs) for key, theirs in reached.items()}
