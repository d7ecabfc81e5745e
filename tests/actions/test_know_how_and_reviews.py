"""What we know how to do, what we offered of it, and every group looked at once a year."""

from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import actor_reviews, actors, know_how
from rapport.briefings.actor_reviews import walk, years
from rapport.records.models import Actor
from rapport.records.refusals import NotYours

SAID = {"in_touch": "yes", "obstacle": "none", "next_step": "keep"}


def group(cast: Cast, name: str = "Ferrymen") -> Actor:
    return actors.add_actor(cast.asking("writer"), circle=cast.circle.pk, name=name).row


def test_the_list_is_kept_by_whoever_writes(cast: Cast):
    is_one_change_set(
        cast,
        lambda: know_how.note_know_how(cast.asking("writer"), topic="ports", text="Berths"),
        "note_know_how",
    )
    with pytest.raises(NotYours):
        know_how.note_know_how(cast.asking("reader"), topic="ports", text="Berths")
    with cannot_be("needs a text"):
        know_how.note_know_how(cast.asking("writer"), topic="ports", text=" ")


ABOUT: dict[str, Any] = {
    "make_offer": lambda who, key: know_how.make_offer(who, actor=key, what="Customs papers"),
    "review_actor": lambda who, key: actor_reviews.review_actor(who, actor=key, **SAID),
}


@pytest.mark.parametrize("verb", ABOUT)
def test_what_is_said_of_a_group_is_one_change_set_for_writers(cast: Cast, verb: str):
    about = group(cast)
    is_for_writers_only(cast, lambda who: ABOUT[verb](cast.asking(who), about.pk))
    is_one_change_set(cast, lambda: ABOUT[verb](cast.asking("writer"), about.pk), verb)


def test_each_group_comes_once_a_year_in_order_of_names(cast: Cast):
    for name in ("Weavers", "Ferrymen", "Bakers"):
        group(cast, name)
    asking, seen = cast.asking("writer"), []
    while (turn := walk(asking).turn) is not None:
        seen.append(turn.actor.name)
        actor_reviews.review_actor(asking, actor=turn.actor.pk, **SAID)
    assert seen == ["Bakers", "Ferrymen", "Weavers"]
    assert (walk(asking).done, walk(asking).left) == (3, 0)


def test_small_numbers_are_left_out_and_cannot_be_worked_out(cast: Cast):
    asking = cast.asking("writer")
    for number in range(4):
        said = SAID if number else {**SAID, "in_touch": "no"}
        actor_reviews.review_actor(asking, actor=group(cast, f"Group {number}").pk, **said)
    one = years(cast.asking("reader"))[0]
    assert one.groups == 4
    assert one.in_touch == {"yes": None, "barely": 0, "no": None}
