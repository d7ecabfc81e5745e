"""Hearing: how far two words are from each other by ear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from names.anything import names
from rapport.names import words
from rapport.names.phonemes import LONGEST, is_arabic, sounds_of
from rapport.names.phonetic_distance import hear, may_be_heard

one_word = names.flatmap(lambda name: st.sampled_from(words(name) or ["omar"]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("qasim", "kasem"),
        ("yusuf", "youssef"),
        ("حسن", "hassan"),
        ("حسن", "hasan"),
        ("حسين", "hussein"),
        ("مصطفي", "mustafa"),
        ("سلمي", "salma"),
        ("علي", "ali"),
        ("محمود", "mahmud"),
        ("махмуд", "mahmoud"),
    ],
)
def test_spellings_of_one_word_are_heard_as_one(one, other):
    assert hear(one, other).likely


@pytest.mark.parametrize(
    ("one", "other"), [("hassan", "hussein"), ("bilal", "milal"), ("omar", "amir"), ("حسن", "ناصر")]
)
def test_other_names_are_heard_as_others(one, other):
    assert not hear(one, other).likely


def test_one_sound_away_is_nearer_than_two():
    assert hear("karim", "kareem").alike > hear("karim", "kamal").alike


@given(one_word, one_word)
def test_hearing_goes_both_ways_and_lies_between_none_and_one(one, other):
    heard = hear(one, other)
    assert heard == hear(other, one)
    assert 0 <= heard.alike <= 1
    assert may_be_heard(one, other) == may_be_heard(other, one)


@given(one_word)
def test_a_word_sounds_like_itself(word):
    assert hear(word, word) == (1, True)
    assert may_be_heard(word, word)


def test_a_word_longer_than_any_name_is_only_itself():
    long = "a" * (LONGEST + 1)
    assert hear(long, long).likely
    assert not hear(long, long + "a").likely


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("shaikh", "SaIx"),
        ("dschihad", "jihad"),
        ("abbas", "abas"),
        ("خالد", "xAld"),
        ("иван", "ivan"),
        ("єва", "eva"),
        ("јован", "yovan"),
        ("љубица", "lubitsa"),
        ("ћирић", "CiriC"),
        ("ўткир", "wtkir"),
        ("ңур", "nur"),
    ],
)
def test_words_are_read_as_their_script_is_spoken(word, sounds):
    assert sounds_of(word) == sounds


def test_arabic_is_known_by_its_letters():
    assert is_arabic("علي")
    assert not is_arabic("ali")
    assert not is_arabic("")
