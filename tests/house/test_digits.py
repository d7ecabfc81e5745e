"""Numbers are read from decimal digits alone: ``int`` reads no more, and other tests lie."""

import ast

import pytest
from django import forms

from house.tree import SRC, named

_LIES = {"isdigit", "isnumeric"}
_MAY = {"src/rapport/names/digits.py", "src/rapport/vault/age_passphrase.py"}
"""Where the difference is known; of bytes ``isdigit`` knows ASCII alone."""


def test_nothing_asks_whether_a_text_is_a_number_in_a_way_that_int_does_not_read():
    found = {
        f"{named(path)}:{node.lineno}"
        for path in SRC.rglob("*.py")
        if named(path) not in _MAY
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in _LIES
    }
    assert found == set(), "Ask with isdecimal, or with names.digits."


@pytest.mark.parametrize("text", ["3፫", "²", "③", "Ⅲ", "½", "三"])
def test_a_number_field_refuses_other_numerals(text):
    with pytest.raises(forms.ValidationError, match="whole number"):
        forms.IntegerField().clean(text)
    assert forms.IntegerField().clean("٣०") == 30
