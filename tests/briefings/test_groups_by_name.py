"""Groups are found by an index: as if each name of each group were looked at, whatever was done."""

import random
from typing import Any

import pytest

from cast import Cast
from in_turn import seeds
from rapport.actions import actors, history, merging_groups
from rapport.briefings.finding import groups_called, meets
from rapport.names import asked_keys
from rapport.records import name_index, reading_again
from rapport.records.models import Actor, GroupKey
from rapport.refusals import Refusal

NAMES = (
    *("Ministry of Health", "Ministère de la Santé", "وزارة الصحة", "MoH", "Health Committee"),
    *("4th Brigade", "اللواء الرابع", "Port Council", "The Council", "O'Brien & Sons", "x" * 80),
)
ASKED = (
    *("min", "ministry health", "health ministry", "sante", "الصحة", "وزارة", "moh", "brigade 4"),
    *("4", "council", "the council", "port x", "obrien", "brien", "x" * 70, "y", "the", "الرابع"),
)


def _looked_through(cast: Cast, by: str, text: str) -> dict[Any, str]:
    """Return the groups one finds by looking at every name of each that this reader sees."""
    asked = asked_keys(text)
    rows = Actor.objects.visible_to(cast.who(by))
    return {row.pk: row.name for row in rows if any(meets(name, asked) for name in row.names)}


def _check(cast: Cast) -> int:
    count = 0
    for by in ("writer", "keeper", "outsider"):
        for text in ASKED:
            found = groups_called(cast.who(by), asked_keys(text))
            assert found == _looked_through(cast, by, text), (by, text)
            count += len(found)
    return count


def _deed(cast: Cast, chance: random.Random, done: list[Any]) -> Any:
    by = chance.choice(("writer", "outsider"))
    asking = cast.asking(by)
    circle = cast.circle if by == "writer" else cast.elsewhere
    name, other = chance.sample(NAMES, 2)
    mine = list(Actor.objects.changeable_by(asking.me).order_by("pk"))
    deeds = [lambda: actors.add_actor(asking, circle=circle.pk, name=name, also_called=[other])]
    if mine:
        one, two = chance.choice(mine), chance.choice(mine)
        deeds += [
            lambda: actors.change_actor(asking, key=one.pk, name=name),
            lambda: actors.change_actor(asking, key=one.pk, name=name, also_called=[]),
            lambda: merging_groups.merge_actors(asking, keep=one.pk, merge=two.pk),
            lambda: merging_groups.split_actor(asking, key=one.pk, name=other),
            lambda: actors.remove_actor(asking, key=one.pk),
            lambda: history.undo(asking, key=chance.choice(done)),
        ]
    return chance.choice(deeds)()


@pytest.mark.parametrize("seed", seeds(range(1, 7)))
def test_a_group_is_found_as_if_every_name_were_looked_at(cast: Cast, seed: int) -> None:
    """Added, called otherwise, merged, split, undone: the index is what the names say."""
    chance, done, found = random.Random(seed), [], 0
    for _ in range(25):
        try:
            done.append(_deed(cast, chance, done).key)
        except (Refusal, IndexError):
            continue
        found += _check(cast)
    assert found
    kept = sorted(GroupKey.objects.values_list("actor", "form", "key"))
    assert len(kept) == len(set(kept))
    reading_again.index_names()
    assert sorted(GroupKey.objects.values_list("actor", "form", "key")) == kept


def test_one_name_has_to_meet_every_word(cast: Cast) -> None:
    """The index knows the words of a group, not of which name each is."""
    names = {"name": "Ministry of Health", "also_called": ["Port Council"]}
    actors.add_actor(cast.asking("writer"), circle=cast.circle.pk, **names)
    both = asked_keys("port health")
    assert name_index.groups_of(name_index.texts_of_groups(both)).exists()
    assert groups_called(cast.writer, both) == {}
    assert list(groups_called(cast.writer, asked_keys("council")).values()) == [names["name"]]
    assert groups_called(cast.writer, ()) == {}


def test_of_a_long_question_the_first_words_find_and_all_are_met(cast: Cast) -> None:
    """However many words somebody pastes, few are asked of the index."""
    words = [f"word{number}" for number in range(30)]
    asking = cast.asking("writer")
    mill = actors.add_actor(asking, circle=cast.circle.pk, name=" ".join(words)).row.pk
    assert list(groups_called(cast.writer, asked_keys(" ".join(words)))) == [mill]
    assert groups_called(cast.writer, asked_keys(" ".join([*words, "no"] * 40))) == {}


def test_nothing_is_left_of_a_group_that_is_removed(cast: Cast) -> None:
    """Its words go with it, and come back with it."""
    asking = cast.asking("writer")
    mill = actors.add_actor(asking, circle=cast.circle.pk, name="Hidden Mill").row.pk
    gone = actors.remove_actor(asking, key=mill)
    assert not GroupKey.objects.filter(actor=mill).exists()
    history.undo(asking, key=gone.key)
    assert groups_called(cast.writer, asked_keys("mill")) == {mill: "Hidden Mill"}
