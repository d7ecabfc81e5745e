"""The usual form of a word that another language writes otherwise."""

import pytest
from hypothesis import given

from names.anything import texts
from rapport.names import words
from rapport.names.usual import usual_word, usual_words


def told(name):
    return usual_words(name, words(name))


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("Mehmet", "mohammed"),
        ("Cabdi Xasan", "abdi hasan"),
        ("Maxamed", "mahamed"),
        ("Володимир", "владимир"),
        ("Mao Tse-tung", "mao zedong"),
        ("Chou En-lai", "chou en lai"),
        ("Hsi Chung-hsun", "hsi chung hsun"),
        # Near misses: other words in c and x, and a hyphen between names that are no syllables.
        ("Carlos", "carlos"),
        ("Camara", "camara"),
        ("Max Alexis", "max alexis"),
        ("Jean-Claude", "jean claude"),
        ("Mei-ling", "mei ling"),
    ],
)
def test_a_name_in_its_usual_form(name, usual):
    assert " ".join(told(name)) == usual


@given(texts)
def test_the_usual_form_of_the_usual_form_is_itself(text):
    for word in words(text):
        assert usual_word(usual_word(word)) == usual_word(word)
