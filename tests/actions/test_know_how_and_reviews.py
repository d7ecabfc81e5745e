"""What we know how to do, what we offered of it, and every group looked at once a year."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import actor_reviews, actors, know_how
from rapport.briefings.actor_reviews import walk, years
from rapport.records.models import Actor, InTouch, Obstacle
from rapport.records.refusals import NotYours
from rapport.rules.month_figures import beside, in_steps

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


def test_years_are_counted_in_steps_of_three_without_a_total(cast: Cast):
    asking = cast.asking("writer")
    for number in range(5):
        said = SAID if number else {**SAID, "in_touch": "no"}
        actor_reviews.review_actor(asking, actor=group(cast, f"Group {number}").pk, **said)
    one = years(cast.asking("reader"))[0]
    assert one.in_touch == {"yes": 3, "barely": 0, "no": 0}
    assert {name: many for name, many in one.obstacles.items() if many} == {"none": 3}
    assert not hasattr(one, "groups")


def _tables(cells: int, total: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _tables(cells - 1, total - first):
            yield (first, *rest)


def test_behind_every_figure_three_counts_could_all_be_so():
    """Of all tables of up to eight groups, against all of up to twelve that read the same."""
    touched: dict[Any, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    hindered: dict[Any, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for total in range(13):
        sums = set()
        for table in _tables(len(InTouch.values), total):
            shown = tuple(map(in_steps, table))
            touched[shown][total].append(table)
            sums.add(sum(shown))
        for table in _tables(len(Obstacle.values), total):
            counts = dict(zip(Obstacle.values, table, strict=True))
            for least in sums:
                given = beside({("all", ""): (least, least)}, counts)
                hindered[least, tuple(sorted(given.items()))][total].append(table)
    read = 0
    for shown, of_touch in touched.items():
        for (least, given), of_obstacle in hindered.items():
            both = of_touch.keys() & of_obstacle.keys()
            if least != sum(shown) or not both or min(both) > 8:
                continue
            read += 1
            _all_could_be(shown, [one for at in both for one in of_touch[at]])
            obstacles = tuple(dict(given).get(name, 0) for name in Obstacle.values)
            _all_could_be(obstacles, [one for at in both for one in of_obstacle[at]])
    assert read > 100


def _all_could_be(shown: tuple[int, ...], tables: list[tuple[int, ...]]) -> None:
    for at, figure in enumerate(shown):
        assert {figure, figure + 1, figure + 2} <= {table[at] for table in tables}, shown


def test_a_year_is_given_as_such_tables_are(cast: Cast):
    asking = cast.asking("writer")
    for number in range(6):
        said = {**SAID, "in_touch": ["yes", "no"][number % 2]}
        actor_reviews.review_actor(asking, actor=group(cast, f"Group {number}").pk, **said)
    one = years(cast.asking("reader"))[0]
    assert (one.in_touch["yes"], one.in_touch["no"], one.obstacles["none"]) == (3, 3, 6)
    actor_reviews.review_actor(asking, actor=group(cast, "Group 6").pk, **SAID)
    assert years(cast.asking("reader"))[0] == one
