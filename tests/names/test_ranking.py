"""How alike a question and a name sound, for putting hits in order."""

from hypothesis import given

from names.anything import likely_names, names
from rapport.names import alike, rank


def ranked(question, *called):
    return [name for name, _ in rank(question, [(name, name) for name in called])]


def test_who_is_called_exactly_so_comes_before_who_sounds_so():
    called = ("Omar Khaleed", "Umar Khalid", "Omar Khalid", "Salma Idris")
    assert ranked("Omar Khalid", *called)[0] == "Omar Khalid"
    assert ranked("Omar Khalid", *called)[-1] == "Salma Idris"


def test_a_word_more_ranks_below_and_a_near_sound_below_that():
    assert ranked("Ali Kasim", "Ali Kazim", "Ali Kasim Idris", "Ali Qasim") == [
        "Ali Qasim", "Ali Kasim Idris", "Ali Kazim",
    ]  # fmt: skip


def test_the_beginning_of_a_word_counts_while_somebody_types():
    assert ranked("Khalid Zub", "Khalid Omar", "Khalid Zubaydi")[0] == "Khalid Zubaydi"


@given(names, likely_names)
def test_alike_is_between_nothing_and_one(one, other):
    assert 0.0 <= alike(one, other) <= 1.0
