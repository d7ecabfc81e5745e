"""The small tree of a group: what is above by steps, and of its parts so many as a page has."""

from briefings.counting import questions
from briefings.test_coverage import actor
from cast import Cast
from rapport.briefings.actor_tree import PARTS, tree


def test_it_stands_within_what_it_is_part_of_and_with_parts_of_parts(cast: Cast) -> None:
    top = actor(cast, "Top")
    middle = actor(cast, "Middle", parent=top)
    low = actor(cast, "Low", parent=middle)
    actor(cast, "Beside", parent=top)
    whole = tree(cast.writer, middle)
    assert (whole.name, whole.is_here) == ("Top", False)
    (here,) = whole.parts
    assert (here.name, here.is_here, [part.key for part in here.parts]) == (
        "Middle",
        True,
        [low.pk],
    )
    down = tree(cast.writer, top)
    assert [part.name for part in down.parts] == ["Beside", "Middle"]
    assert [part.name for part in down.parts[1].parts] == ["Low"]


def test_of_many_parts_so_many_stand_there_and_it_says_so(cast: Cast) -> None:
    top = actor(cast, "Top")
    for number in range(PARTS):
        actor(cast, f"Part {number:02}", parent=top)
    assert not tree(cast.writer, top).more
    few = questions(lambda: tree(cast.writer, top))
    actor(cast, "Part 99", parent=top)
    found = tree(cast.writer, top)
    assert (len(found.parts), found.more) == (PARTS, True)
    assert questions(lambda: tree(cast.writer, top)) == few
