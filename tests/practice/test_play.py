"""Playing a scene: moods, what a line does, and what the rules say of it."""

from dataclasses import replace

import pytest

from practice.writing import scene_of
from rapport.practice.effects import EFFECTS, apply, parted
from rapport.practice.play import PRACTICE, good_path, outcome, paths
from rapport.practice.scene import moved
from rapport.practice.story import TODAY, Story
from rapport.rules.catalogue import RULES, judge, validated_settings


@pytest.mark.parametrize(
    ("mood", "opens", "then"),
    [
        ("neutral", 1, "open"),
        ("open", 1, "open"),
        ("neutral", -1, "guarded"),
        ("neutral", -2, "hostile"),
        ("hostile", 1, "guarded"),
        ("hostile", -1, "hostile"),
        ("guarded", 2, "open"),
        ("open", 0, "open"),
    ],
)
def test_openness_answers_openness(mood, opens, then):
    assert moved(mood, opens) == then


def test_the_finding_says_because_of_which_line():
    scene = scene_of([["small-talk"], ["introduce-self"]], [["ask"], []])
    found = {one.finding.code: one for one in outcome(scene, (0, 0)).noticed}
    assert found["E01"].lines == (1,)
    assert "E01" not in outcome(scene, (0, 1)).codes


def test_what_was_not_said_is_noticed_without_a_line():
    scene = scene_of([[], ["small-talk", "introduce-self"]])
    found = {one.finding.code: one for one in outcome(scene, (0,)).noticed}
    assert found["E04"].lines == ()
    assert "E04" not in outcome(scene, (1,)).codes


def test_the_judgement_is_that_of_the_rules_themselves():
    """What is told at the end is what each rule, asked by itself, says of the same facts."""
    settings = validated_settings(PRACTICE)
    scene = scene_of(
        [["ask"], ["small-talk", "tell organisation"]], [["promise-without-day"], ["late"]]
    )
    for path in paths(scene):
        story = Story(scene.before, scene.meeting)
        for number, chosen in enumerate(path):
            for word in scene.steps[number].lines[chosen].does:
                apply(story, word)
        ended = outcome(scene, path)
        facts = story.facts(ended.mood, "neutral")
        assert judge(facts, TODAY, settings).findings == tuple(one.finding for one in ended.noticed)


@pytest.mark.parametrize(("word", "code"), [("late", "K03"), ("learn concern", "E07")])
def test_practice_is_stricter_than_work(word, code):
    stranger = {"introduced_self": False, "introduced_organisation": False}
    before = {"met": [{"days_ago": 9, **stranger}, {"days_ago": 5, **stranger}]}
    scene = scene_of([[word], []], before=before)
    assert code in outcome(scene, (0,)).codes
    assert code not in outcome(scene, (1,)).codes
    numbers = {name: setting.value for name, setting in RULES[code].settings.items()}
    assert all(PRACTICE[code][name] < numbers[name] for name in PRACTICE[code])


def test_what_stood_before_and_no_longer_does_was_put_right():
    before = {"promises": [{"id": "list", "due_in": -6}]}
    scene = scene_of([["keep list"], []], before=before)
    assert "K02" in outcome(scene, (0,)).put_right
    assert "K02" in outcome(scene, (1,)).codes


def test_of_ways_on_which_as_little_is_noticed_the_warmer_one_is_the_good_one():
    scene = scene_of([[], []], opens=[[0, 1]])
    assert good_path(scene) == (1,)


def test_days_may_pass_before_a_scene_is_judged():
    scene = scene_of([["small-talk", "introduce-self"], []], before={"met": [{"days_ago": 5}]})
    assert "U01" not in outcome(scene, (0,)).codes
    assert "U01" in outcome(replace(scene, after_days=60), (0,)).codes


def test_what_it_may_cost_them_is_not_asked_for_once_they_agreed():
    usual = ["small-talk", "introduce-self", "ask"]
    scene = scene_of([usual, [*usual, "agree oral"]])
    assert "R01" in outcome(scene, (0,)).codes
    assert "R01" not in outcome(scene, (1,)).codes
    assert "A01" in outcome(scene, (1,)).codes


def test_a_demand_one_gives_in_to_is_noticed_and_one_held_first_is_not():
    usual = ["small-talk", "introduce-self"]
    scene = scene_of([[*usual, "give-in"], [*usual, "give-in", "screen"], [*usual, "tell limits"]])
    found = {one.finding.code: one for one in outcome(scene, (0,)).noticed}
    assert found["P05"].lines == (0,)
    assert "P05" not in outcome(scene, (1,)).codes
    assert "P05" not in outcome(scene, (2,)).codes


def test_what_they_demanded_before_is_put_right_by_holding_it_against_our_red_lines():
    scene = scene_of([["screen"], []], before={"demanded_days_ago": 3})
    assert "P05" in outcome(scene, (0,)).put_right
    assert "P05" in outcome(scene, (1,)).codes


# A change of power on their side


@pytest.mark.parametrize(
    ("before", "line", "code"),
    [
        ({"power_plan": [{"id": "visit", "due_in": 0}]}, ["do-step visit"], "C02"),
        ({"seen": [{"id": "clerk"}]}, ["check-safe clerk"], "C05"),
        ({"seen": [{"id": "rami", "of": "us"}]}, ["check-safe rami"], "C05"),
        ({"rising_days_ago": 40}, ["small-talk"], "C04"),
    ],
)
def test_what_a_change_of_power_asks_for_is_noticed_until_it_is_done(before, line, code):
    scene = scene_of([line, ["not-there"]], before=before)
    assert code in outcome(scene, (0,)).put_right
    assert code in outcome(scene, (1,)).codes


def test_a_step_that_is_not_due_yet_and_a_change_long_past_are_not_noticed():
    ahead = scene_of([[], []], before={"power_plan": [{"id": "visit", "due_in": 1}]})
    assert "C02" not in outcome(ahead, (0,)).codes
    assert "C02" in outcome(replace(ahead, after_days=1), (0,)).codes
    for days, noticed in ((59, True), (60, False)):
        before = {"seen": [{"id": "clerk"}], "power_changed_days_ago": days}
        assert ("C05" in outcome(scene_of([[], []], before=before), (0,)).codes) is noticed


def test_a_scene_without_a_change_of_power_hears_of_none():
    scene = scene_of([[], []])
    assert not [code for code in outcome(scene, (0,)).codes if code[0] == "C"]


# Every word of a scene

_BEFORE = {
    "known_days": 60,
    "met": [{"days_ago": 40}, {"days_ago": 20}],
    "promises": [{"id": "list", "due_in": -3}],
    "agreements": [
        {"form": "oral", "marks": [[5, "breached"]], "confirmed": False, "whole": False}
    ],
    "knows": [{"kind": "concern", "id": "worry"}],
    "colleagues": [{"id": "tomas", "function": "security", "origin": "international"}],
    "feast_in": 3,
    "plan_in": 2,
    "new_lead_days_ago": 30,
    "demanded_days_ago": 5,
    "power_plan": [{"id": "visit", "due_in": -2}],
    "seen": [{"id": "clerk"}],
}
_FOLLOWED_BY = {
    "do-step": "visit",
    "check-safe": "clerk",
    "answer": "worry",
    **dict.fromkeys(("send", "send-with", "shield"), "tomas"),
}


def _every_word():
    for word, effect in EFFECTS.items():
        if isinstance(effect.takes, tuple):
            yield from (f"{word} {one}" for one in effect.takes)
        elif effect.takes == "days":
            yield f"{word} 3"
        else:
            yield f"{word} {_FOLLOWED_BY.get(word, 'list')}" if effect.takes else word


@pytest.mark.parametrize("word", list(_every_word()))
def test_every_word_changes_what_is_told_and_can_be_judged(word):
    meeting = {"channel": "chance", "small_talk": False, "introduced_self": False,
               "introduced_organisation": False, "purpose": "incident"}  # fmt: skip
    story, plain = Story(_BEFORE, meeting), Story(_BEFORE, meeting)
    for begun in (story, plain):
        apply(begun, "plan-ask 5")
    if parted(word)[0] == "soften":
        for begun in (story, plain):
            apply(begun, "heavy-cost")
    story.said = "Good morning, send the list."
    apply(story, word)
    told, untold = ((one.facts("neutral", "neutral"), one.their_side()) for one in (story, plain))
    assert told != untold or story.draft is not None
    judge(story.facts("neutral", "neutral"), TODAY, validated_settings(PRACTICE))
