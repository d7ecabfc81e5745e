"""The list of groups reads little of each, and whole only those of the page shown."""

import json
from datetime import timedelta
from typing import Any

from briefings.counting import questions
from briefings.test_coverage import actor, of
from cast import Cast
from rapport.actions import actor_places, actors
from rapport.briefings.actor_list import ON_ONE_PAGE, PLACES, Wanted, actor_list, every_line
from rapport.briefings.groups import place_key
from rapport.briefings.serialize import plain
from rapport.records.models import Control


def names(cast: Cast, by: str = "writer", **wanted: Any) -> list[str]:
    found = actor_list(cast.asking(by), Wanted(**wanted))
    assert [line.name for line in every_line(cast.asking(by), Wanted(**wanted))][:50] == [
        line.name for line in found.lines
    ]
    return [line.name for line in found.lines]


def test_they_stand_by_name_whatever_the_case_and_the_accents(cast: Cast) -> None:
    for name in ("Zahra", "élan", "Elders", "ferrymen"):
        actor(cast, name)
    assert names(cast) == ["élan", "Elders", "ferrymen", "Zahra"]


def test_how_far_we_are_is_said_in_words_to_programs_too(cast: Cast) -> None:
    of(cast, actor(cast), cast.kamil)
    actor(cast, "Weavers")
    cast.meet(days_ago=0)
    lines = actor_list(cast.asking("writer"), Wanted()).lines
    assert [line.met for line in lines] == ["lately", "nobody"]
    assert json.loads(json.dumps(plain(lines)))[0]["met"] == "lately"
    assert names(cast, met="lately") == ["Millers"]
    assert names(cast, met="nobody") == ["Weavers"]
    assert names(cast, met="never") == []


def test_each_filter_keeps_those_it_fits(cast: Cast) -> None:
    asking = cast.asking("writer")
    big = actor(cast, "Big", kind="media", areas=["Sabil"])
    actor(cast, "Small")
    actors.say_influence(asking, key=big.pk, value=3, on=cast.DAY, basis="")
    actors.say_acceptance(asking, key=big.pk, value="hostile", on=cast.DAY, basis="")
    for wanted in (
        {"kind": "media"},
        {"influence": "3"},
        {"acceptance": "hostile"},
        {"place": place_key("Sabil")},
        {"text": "big"},
    ):
        assert names(cast, **wanted) == ["Big"], wanted
    assert names(cast, influence="4") == []
    assert names(cast, place="000000000000") == []


def test_a_group_is_where_it_is_noted_to_be_until_that_is_over(cast: Cast) -> None:
    asking = cast.asking("writer")
    group = actor(cast, areas=[])
    note = {"control": Control.CONTROLS, "note": ""}
    ended = cast.DAY - timedelta(days=1)
    actor_places.note_place(asking, actor=group.pk, place="Port", since=None, until=None, **note)
    actor_places.note_place(asking, actor=group.pk, place="Hill", since=None, until=ended, **note)
    assert names(cast, place=place_key("Port")) == ["Millers"]
    assert names(cast, place=place_key("Hill")) == []


def test_the_places_offered_are_those_with_most_groups_and_the_one_chosen(cast: Cast) -> None:
    for number in range(PLACES + 2):
        actor(cast, f"A{number:02}", areas=[f"P{number:02}"])
    actor(cast, "Again", areas=["P61"])
    found = actor_list(cast.asking("writer"), Wanted())
    offered = [place for _, place in found.places]
    assert len(offered) == PLACES
    assert "P61" in offered
    assert "P60" not in offered
    assert found.more_places
    chosen = actor_list(cast.asking("writer"), Wanted(place=place_key("P60")))
    assert "P60" in [place for _, place in chosen.places]


def test_every_group_stands_on_one_page_and_no_other(cast: Cast) -> None:
    for number in range(ON_ONE_PAGE + 3):
        actor(cast, f"G{number:03}")
    asking = cast.asking("writer")
    first, second = (actor_list(asking, Wanted(page=page)) for page in (1, 2))
    assert [line.name for line in (*first.lines, *second.lines)] == [f"G{n:03}" for n in range(53)]
    assert actor_list(asking, Wanted(page=9)).page == 2
    assert len(every_line(asking, Wanted())) == 53


def test_the_questions_are_as_many_for_fifty_groups_as_for_one(cast: Cast) -> None:
    asking = cast.asking("writer")
    actor(cast, "G")
    few = questions(lambda: actor_list(asking, Wanted()))
    for number in range(50):
        actor(cast, f"G{number}")
    assert questions(lambda: actor_list(asking, Wanted())) <= few


def test_a_group_of_another_circle_is_in_no_list_and_offers_no_place(cast: Cast) -> None:
    actor(cast, "Hidden", by="outsider", areas=["Cave"])
    found = actor_list(cast.asking("writer"), Wanted())
    assert (found.lines, found.every, found.places) == ((), 0, ())
