"""Every refusal words itself the same way, whoever it comes from."""

import pytest

from rapport.formats.refusals import refusal
from rapport.records.refusals import CannotBe
from rapport.refusals import Refusal
from rapport.vault.refusals import TooManyTries

FRENCH = {
    "a PDF document": "un document PDF",
    "This is %(kind)s, not a table.": "Ceci est %(kind)s, pas un tableau.",
}


def test_both_sentences_are_filled_in():
    refused = CannotBe("There is no %(word)s.", next_step="Write %(other)s.", word="x", other="y")
    assert refused.worded() == ("There is no x.", "Write y.")
    assert str(refused.worded()) == "There is no x. Write y."
    assert str(refused) == "There is no x."


def test_a_percent_sign_in_a_sentence_without_places_stays():
    assert str(CannotBe("At most 100 % of it.", word="x").worded()) == "At most 100 % of it."


def test_a_refusal_without_a_next_step_is_one_sentence():
    assert str(CannotBe("No.").worded()) == "No."


def test_the_kind_of_a_file_is_translated_within_its_sentence():
    says = refusal("not_a_table", kind="pdf").worded(lambda text: FRENCH.get(text, text)).says
    assert says == "Ceci est un document PDF, pas un tableau."


@pytest.mark.parametrize("refused", [CannotBe("No."), TooManyTries(seconds=3), refusal("empty")])
def test_one_except_catches_every_family(refused):
    with pytest.raises(Refusal):
        raise refused
