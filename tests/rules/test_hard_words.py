"""Words that could hurt if a note were read by those it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.rules.hard_words import hard_words_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They call him a spy.", ("spy",)),
        ("Two SPIES and a Liar, a liar", ("spies", "liar")),
        ("He targeted the weak\n spot", ("targeted", "weak spot")),
        ("Un ennemi, des traîtres", ("ennemi", "traitres")),
        ("هذا الجاسوسُ", ("الجاسوس",)),
        ("والعدوّ", ("والعدو",)),
        ("للإرهابيين", ("للارهابيين",)),
        ("کذاب", ("كذاب",)),
        ("The traitor's house, l’ennemi", ("traitor", "ennemi")),
        ("spy_ring", ("spy",)),
    ],
)
def test_hard_words_are_found_in_three_languages(text, found):
    assert hard_words_in(text) == found


@pytest.mark.parametrize(
    "text", ["", "A friendly visit.", "aspyring", "Une visite aimable", "زيارة ودية", "عدوان هدنة"]
)
def test_ordinary_words_are_left_alone(text):
    assert hard_words_in(text) == ()


def test_an_office_adds_words_of_its_own():
    assert hard_words_in("The rats of Straße 9", ["rat*", "STRASSE"]) == ("rats", "strasse")
    assert hard_words_in("A ratio", ["rat"]) == ()


@pytest.mark.parametrize("empty", ["", "  ", "*", "* "])
def test_an_empty_word_of_an_office_does_not_stand_for_every_word(empty):
    assert hard_words_in("A friendly visit", [empty]) == ()


@given(st.text(), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_and_any_words_can_be_looked_at(text, extra):
    found = hard_words_in(text, extra)
    assert len(set(found)) == len(found)


@given(st.text())
def test_a_hard_word_is_found_whatever_stands_around_it(text):
    assert "traitor" in hard_words_in(f"{text} traitor {text}")


def test_a_text_of_nothing_but_marks_is_read_in_one_go():
    marks = "\u0315\u0316" * 20_000
    assert hard_words_in(f"spy{marks} {marks}") == ("spy",)
