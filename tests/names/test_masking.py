"""Names of others covered in a text, however they are spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from names.anything import likely_names, names
from rapport.names import Mask


@pytest.mark.parametrize(
    ("others", "text", "covered"),
    [
        (["Abu Kamil"], "Tea with ABU  KAMIL, and his son.", "Tea with #, and his son."),
        (["Abu Kamil"], "Abu came, Kamil did not.", "Abu came, Kamil did not."),
        (["José"], "jose's brother, JOSÉ.", "# brother, #."),
        (["أحمد"], "جاء احمد أمس", "جاء # أمس"),
        (["Abu", "Abu Kamil"], "Abu Kamil and Abu", "# and #"),
        ([], "Nobody", "Nobody"),
        ([""], "Nobody", "Nobody"),
    ],
)
def test_a_name_is_covered_where_all_its_words_stand_together(others, text, covered):
    assert Mask(others, "#").over(text) == covered


@given(names, st.lists(likely_names, max_size=3))
def test_covering_again_finds_no_name_that_is_left(text, others):
    mask = Mask(others, " \u2588 ")
    covered = mask.over(text)
    assert mask.over(covered) == covered


@given(names)
def test_without_names_a_text_stays_as_it_is(text):
    assert Mask([], "#").over(text) == text


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("First tea, at Haji Musa's house.", "First tea, at [x] house."),
        ("At Haji Musa\u2019s.", "At [x]."),
        ("The Haji Musas' tea", "The Haji Musas' tea"),
        (
            "\u0648\u062d\u0633\u0646 \u0643\u0631\u064a\u0645 \u0647\u0646\u0627",
            "[x] \u0647\u0646\u0627",
        ),
        ("Musa Haji's", "Musa Haji's"),
    ],
)
def test_a_name_in_the_genitive_or_after_a_letter_written_together_is_covered(text, covered):
    mask = Mask(["Haji Musa", "\u062d\u0633\u0646 \u0643\u0631\u064a\u0645"], "[x]")
    assert mask.over(text) == covered
