"""Consonant skeletons: what finds a name in any script and spelling."""

import pytest
from hypothesis import given

from names.anything import names
from rapport.names import asked_keys, name_keys, skeleton, skeletons, words
from rapport.names.skeleton import LONGEST_KEY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mohamed", "muhammad"),
        ("mohamed", "محمد"),
        ("qasim", "kasem"),
        ("youssef", "يوسف"),
        ("khalid", "خالد"),
        ("ivan", "иван"),
        ("shaban", "شعبان"),
    ],
)
def test_spellings_of_one_word_share_a_skeleton(one, other):
    assert set(skeletons(one)) & set(skeletons(other))


@pytest.mark.parametrize(("one", "other"), [("khalid", "saleh"), ("omar", "amin"), ("علي", "حسن")])
def test_other_words_share_none(one, other):
    assert not set(skeletons(one)) & set(skeletons(other))


def test_a_letter_two_hands_read_in_two_ways_has_both():
    assert {"mjd", "mkd"} <= set(skeletons("majid"))


def test_a_word_of_vowels_alone_has_a_skeleton_too():
    assert skeleton("aya") == "a"


def test_the_keys_of_a_name_leave_titles_and_articles_out():
    keys = name_keys("Dr. Abd al-Majid al-Shaer")
    assert keys.words == ("dr", "abd", "al", "majid", "al", "shaer")
    assert keys.each_skeleton == ("", "bd", "", "mjd", "", "Sr")


def test_a_title_alone_is_a_name_after_all():
    assert name_keys("Sheikh").each_skeleton != ("",)


@pytest.mark.parametrize(
    "asked", ["Abdulmajid", "Abd al-Majid", "Majeed", "عبد المجيد", "dr majid"]
)
def test_a_question_meets_the_name_however_it_is_spelt(asked):
    name = name_keys("Abd al-Majid Omar")
    for one in asked_keys(asked):
        begins = any(word.startswith(one.word) for word in name.words)
        assert begins or set(one.skeletons) & set(name.skeletons)


def test_a_question_for_another_name_does_not_meet_it():
    name = name_keys("Abd al-Majid Omar")
    (one,) = asked_keys("Saleh")
    assert not set(one.skeletons) & set(name.skeletons)


def test_what_has_no_letters_has_no_keys():
    assert name_keys("?!").skeletons == ()
    assert asked_keys("...") == ()


@given(names)
def test_every_word_keeps_its_place_and_every_key_is_short(name):
    keys = name_keys(name)
    assert keys.words == tuple(words(name))
    assert len(keys.each_skeleton) == len(keys.words)
    assert all(0 < len(key) <= LONGEST_KEY for key in keys.skeletons)
    assert bool(keys.skeletons) == bool(keys.words)


@given(names)
def test_a_name_meets_a_question_for_itself(name):
    keys = name_keys(name)
    for one in asked_keys(name):
        assert one.word in keys.words


def test_a_name_of_64_kilobytes_has_keys():
    assert name_keys("x" * 65_536).skeletons
    assert len(name_keys(" ".join(f"w{n}" for n in range(9_000))).words) == 9_000
    assert len(name_keys("ha" * 32_768).skeletons) <= 8


def test_an_alias_made_of_plain_words_is_not_met_by_its_small_ones():
    assert asked_keys("The Governor") == asked_keys("governor")
    assert "t" not in name_keys("The Governor").skeletons
    assert "t" not in name_keys("Clerk with the green pen").skeletons
