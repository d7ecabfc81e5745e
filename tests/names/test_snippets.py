"""Showing text people wrote: hits marked in the original, and nothing hidden in it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from names.anything import names, texts
from rapport.names import has_direction_overrides, highlight, mixed_scripts, snippet, visible
from rapport.names.fold import runs, words


def hits(pieces):
    return [text for text, is_hit in pieces if is_hit]


# Hits


def test_a_word_is_marked_as_it_stands_in_the_original():
    assert hits(highlight("L'accord de Noël", "noel")) == ["Noël"]
    assert hits(highlight("قال أحمد نعم", "احمد")) == ["أحمد"]


def test_the_last_word_may_be_unfinished_from_three_letters_on():
    assert hits(highlight("Fatima and Fadi", "fat")) == ["Fatima"]
    assert hits(highlight("Fatima and Fadi", "fa")) == []


def test_the_words_before_it_must_be_whole():
    assert hits(highlight("Fatima Omar", "fat omar")) == ["Omar"]


@given(texts, texts)
def test_the_pieces_join_up_to_the_text_again(text, query):
    assert "".join(piece for piece, _ in highlight(text, query)) == text


@given(names, names)
def test_a_short_text_is_shown_whole_in_a_snippet(text, query):
    assert snippet(text, query, width=len(text)) == highlight(text, query)


@given(
    st.lists(st.one_of(names, st.sampled_from(["l'accord", "’", "ـ", "d'Abidjan", "一二"]))), names
)
def test_each_word_is_a_hit_as_it_is_when_it_stands_alone(parts, query):
    text = " ".join(parts)
    asked = words(query)
    unfinished = asked[-1:] if asked and len(asked[-1]) >= 3 else []
    alone = [
        text[start:end]
        for start, end in runs(text)
        if any(
            word in asked or word.startswith(tuple(unfinished)) for word in words(text[start:end])
        )
    ]
    assert hits(highlight(text, query)) == alone


def test_a_snippet_shows_what_stands_around_the_first_hit():
    text = "word " * 60 + "Fatima said so " + "word " * 60
    shown = snippet(text, "fatima", width=60)
    assert hits(shown) == ["Fatima"]
    assert (shown[0], shown[-1]) == (("…", False), ("…", False))
    assert sum(len(piece) for piece, _ in shown) <= 62


@given(st.text(min_size=1), texts, st.integers(1, 30))
def test_a_snippet_is_a_part_of_the_text(text, query, width):
    inner = [piece for piece in snippet(text, query, width=width) if piece != ("…", False)]
    assert "".join(piece for piece, _ in inner) in text


# What is hidden


def test_overrides_that_turn_a_name_round_are_taken_out_and_told():
    trick = "Omar \u202egro.live\u202c"
    assert has_direction_overrides(trick)
    assert visible(trick) == "Omar gro.live"


@pytest.mark.parametrize(
    "sign", [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
)
def test_every_override_and_isolate_is_told_and_taken_out(sign):
    assert has_direction_overrides(f"a{sign}b")
    assert visible(f"a{sign}b") == "ab"


@pytest.mark.parametrize("sign", ["\u200e", "\u200f", "\u200c", "\u200d"])
def test_direction_marks_and_joiners_that_spelling_needs_stay(sign):
    assert not has_direction_overrides(f"a{sign}b")
    assert visible(f"a{sign}b") == f"a{sign}b"


def test_controls_and_lone_surrogates_are_taken_out():
    assert visible("a\x00b\x07c\ud800d\ufeffe\U000e0041f") == "abcdef"


def test_tabs_stay_and_every_line_end_becomes_a_line_feed():
    assert visible("a\tb\r\nc\rd\u2028e\u2029f\x85g") == "a\tb\nc\nd\ne\nf\ng"


@given(st.text(st.characters(codec=None)))
def test_what_is_visible_stays_as_it_is(text):
    seen = visible(text)
    assert visible(seen) == seen
    assert unicodedata.is_normalized("NFC", seen)
    seen.encode("utf-8")
    assert not has_direction_overrides(seen)


# Scripts


@pytest.mark.parametrize("name", ["M\u043ehamed", "Ali محمدx", "Ива\u0578"])
def test_a_word_of_two_scripts_is_told(name):
    assert mixed_scripts(name)


@pytest.mark.parametrize(
    "name",
    ["Mohamed", "محمد Mohamed", "Иван Ivan", "東京タワー", "서울市", "A1", "O'Brien-Łódź", ""],
)
def test_words_of_one_script_each_are_ordinary(name):
    assert not mixed_scripts(name)


def test_a_text_of_64_kilobytes_is_shown():
    text = "Fatima " * 9_362
    assert len(hits(highlight(text, "fatima"))) == 9_362
    assert hits(snippet(text, "fatima"))
    assert visible("a" + "\u0315\u0316" * 32_768).startswith("a")
    assert not mixed_scripts("ب" * 65_536)
