"""Every refusal is one plain sentence with a next step."""

import pytest

from rapport.formats.refusals import CannotTranslate, known_codes, refusal
from rapport.imports.sandbox import _refusal_from

WORDS = dict.fromkeys(["found", "limit", "row", "column", "kind", "encoding", "known"], 1)


@pytest.mark.parametrize("code", known_codes())
def test_a_refusal_says_what_happened_and_what_to_do(code):
    refused = refusal(code, **WORDS)
    assert isinstance(refused, CannotTranslate)
    assert refused.code == code
    assert str(refused)[0].isupper()
    assert (refused.next % WORDS).endswith(".")


def test_a_code_nobody_knows_is_a_fall():
    assert refusal("made up by a hostile file").code == "fell_over"


def test_a_child_cannot_put_words_into_our_mouth():
    frame = {"refused": "not_a_table", "params": {"kind": "urgent: call <b>+1 23</b> now"}}
    assert str(_refusal_from(frame)) == "This is another kind of file, not a table."
    assert _refusal_from({"refused": "too_many_rows", "params": None}).code == "fell_over"
