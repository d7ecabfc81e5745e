"""Digits of every script count as digits; numerals of any other kind count as none."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.names import likeness
from rapport.names.digits import has_other_numerals, in_plain_digits, is_numeral, is_other_numeral

SIGNS = [chr(code) for code in range(sys.maxunicode + 1)]


def test_a_sign_is_a_digit_another_numeral_or_none_of_both():
    digits = [sign for sign in SIGNS if sign.isdecimal()]
    assert len(digits) >= 650
    assert not any(map(is_other_numeral, digits))
    others = {sign for sign in SIGNS if is_other_numeral(sign)}
    assert {*"፩፼²⁹₃③⑳⑴½Ⅲ五㋀"} <= others
    # Whatever a program could take for a number, or turn into digits, is one of the two.
    assert {sign for sign in SIGNS if sign.isdigit() or sign.isnumeric()} == others.union(
        digits
    ) - {sign for sign in others if not sign.isnumeric()}
    for sign in SIGNS:
        parts = unicodedata.normalize("NFKC", sign)
        if any(part.isdecimal() for part in parts):
            assert sign.isdecimal() or sign in others


@given(st.text())
def test_digits_of_any_script_read_as_ours_and_nothing_else_does(text):
    plain = in_plain_digits(text)
    assert len(plain) == len(text)
    for before, after in zip(text, plain, strict=True):
        assert after == (str(int(before)) if before.isdecimal() else before)
    assert has_other_numerals(plain) == has_other_numerals(text)


@pytest.mark.parametrize(
    ("word", "number"), [("12", True), ("፲፪", True), ("a1", False), ("", False)]
)
def test_a_word_is_a_number_if_nothing_else_is_in_it(word, number):
    assert is_numeral(word) == number


def test_two_of_a_sort_with_other_numbers_are_two_in_any_numerals():
    for one, other in (("1", "2"), ("፩", "፪"), ("፲", "፳")):
        assert not likeness(f"Brigade {one}", f"Brigade {other}").probable
        assert likeness(f"Brigade {one}", f"Brigade {one}").probable
