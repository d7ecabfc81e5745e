"""Finding people by name: all words, then all but one, the most alike first; nothing of others."""

import pytest

from briefings.counting import questions
from cast import Cast, asked_by
from rapport.briefings.near import near_people
from rapport.briefings.people import Wanted, named, people
from rapport.records.models import Actor
from rapport.records.recording import change_set


def called(me, text):
    return [person.alias for person in named(me, text)]


@pytest.fixture
def town(cast: Cast):
    for alias in ("Farid Zubaydi Hakim", "Farid Mansour", "Salma Zubaydi"):
        cast.add(alias)
    return cast


def test_who_meets_all_words_but_one_is_found_below(town):
    assert called(town.writer, "Fareed Zubaidi Hakeem")[0] == "Farid Zubaydi Hakim"
    assert called(town.writer, "Farid Zubaydi Omar")[0] == "Farid Zubaydi Hakim"
    assert called(town.writer, "Farid Mansour")[0] == "Farid Mansour"


def test_a_near_miss_finds_nobody(town):
    assert called(town.writer, "Golshan") == []
    assert called(town.writer, "Golshan Wexler") == []


def test_a_list_of_people_is_ranked_the_same_way(town):
    rows = people(asked_by(town.writer), wanted=Wanted(text="Farid Zubaydi Omar")).rows
    assert rows[0].alias == "Farid Zubaydi Hakim"


def test_another_order_that_was_chosen_stands(town):
    rows = people(asked_by(town.writer), wanted=Wanted(text="zubaydi", order="alias")).rows
    assert [row.alias for row in rows] == ["Farid Zubaydi Hakim", "Salma Zubaydi"]


def test_a_sealed_name_counts_for_the_words_it_meets(cast: Cast):
    cast.add("The heron", names=[("Latn", "Farid Zubaydi Hakim")])
    assert called(cast.writer, "Farid Zubaydi Omar") == ["The heron"]


def test_the_name_of_a_group_leads_to_its_people(cast: Cast):
    with change_set("add_actor", asked_by(cast.writer)) as changes:
        actor = changes.create(
            Actor(
                office_id=cast.circle.office_id, circle_id=cast.circle.pk, sensitivity=1,
                names=["Harbour Guild", "نقابة المرفأ"],
            )
        )  # fmt: skip
        changes.change(cast.kamil.counterpart, actor=actor)
    assert "Abu Kamil" in called(cast.writer, "harbour gui")
    assert "Abu Kamil" in called(cast.writer, "نقابة المرفأ")
    assert called(cast.writer, "harbour tower") == []


def test_of_people_in_other_circles_nothing_is_told(town):
    me = town.writer
    me.readable_circles()
    typed = "Wexler Golshan Omar"
    about = asked_by(me)
    near_people(about, typed)
    asked = questions(lambda: named(me, typed)), questions(lambda: near_people(about, typed))
    town.add("Golshan Wexler", by="outsider")
    assert called(town.outsider, typed) == ["Golshan Wexler"]
    assert (called(me, typed), near_people(about, typed)) == ([], ())
    again = questions(lambda: named(me, typed)), questions(lambda: near_people(about, typed))
    assert again == asked


def test_a_stranger_is_near_to_nobody_and_another_spelling_is(town):
    about = asked_by(town.writer)
    assert near_people(about, "Golshan Wexler") == ()
    assert len(near_people(about, "Fareed Zubaidi Hakeem")) == 1
