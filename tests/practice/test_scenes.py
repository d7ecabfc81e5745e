"""Every scene that comes with the product: every path of it, walked."""

import re
from collections import Counter

import pytest

from rapport.practice.checking import doubts
from rapport.practice.play import good_path, outcome, paths, played, standing
from rapport.practice.reading import names, shipped
from rapport.practice.scene import MOODS
from rapport.rules.catalogue import RULES
from rapport.rules.rule import FAMILIES

LATIN = re.compile(r"[A-Za-z]{3,}")


def every_outcome(scene):
    return {path: outcome(scene, path) for path in paths(scene)}


@pytest.mark.parametrize("name", names())
def test_every_path_of_a_scene_comes_to_an_end_and_is_judged(name):
    scene = shipped(name)
    ends = every_outcome(scene)
    assert len(ends) >= 9
    for path, found in ends.items():
        assert standing(scene, path) is None
        assert len(played(scene, path)) == len(path)
        assert found.mood in MOODS
        for one in found.noticed:
            assert one.finding.code in RULES
            assert all(0 <= number < len(path) for number in one.lines)


@pytest.mark.parametrize("name", names())
def test_a_scene_ends_in_four_ways_or_more_and_one_of_them_goes_well(name):
    scene = shipped(name)
    found = Counter((one.mood, one.codes) for one in every_outcome(scene).values())
    assert len(found) >= 4
    best = outcome(scene, good_path(scene))
    assert (best.mood, best.codes) == ("open", ())


@pytest.mark.parametrize("name", names())
def test_the_rules_a_scene_is_about_speak_in_it(name):
    scene = shipped(name)
    spoken = {code[0] for one in every_outcome(scene).values() for code in one.codes}
    assert set(scene.families) <= spoken
    assert doubts(scene) == [] or all("never read" in one for one in doubts(scene))


def _words_of(scene):
    """Return every text of a scene, in order."""
    yield from (scene.title, scene.who, scene.situation, scene.pressure)
    yield from (scene.cards.you, scene.cards.them, *scene.cards.observe, *scene.ends.values())
    for step, line in scene.every_line():
        yield from (step.says, line.say, line.they)


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_scene_is_told_whole_in_each_language(name, language):
    scene, there = shipped(name), shipped(name, language)
    for english, other in zip(_words_of(scene), _words_of(there), strict=True):
        assert other != english
        if language == "ar":
            assert not LATIN.search(other), other


def test_every_family_is_shown_by_a_scene_and_there_are_easy_and_hard_ones():
    scenes = [shipped(name) for name in names()]
    assert {letter for scene in scenes for letter in scene.families} == set(FAMILIES)
    assert len(scenes) >= 14
    assert min(Counter(scene.level for scene in scenes).values()) >= 4


def test_no_line_of_a_step_stands_out_by_its_length_as_the_right_one():
    """Else one learns to choose the longest; on good ways it is so six times in ten at most."""
    longest = of = 0
    for name in names():
        scene = shipped(name)
        for one in played(scene, good_path(scene)):
            of += 1
            longest += one.line.say == max((line.say for line in one.step.lines), key=len)
    assert longest * 10 <= of * 6
