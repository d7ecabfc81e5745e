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
        (["José"], "jose's brother, JOSÉ.", "jose's brother, #."),
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
