"""Whether two names may be one: a judgement with its reasons."""

import pytest
from hypothesis import given

from names.anything import names
from rapport.names import REASONS, likeness

ONE = [
    ("Abd al-Majid", "Abdulmajeed", "same_sounds"),
    ("Mohamed Ali", "Muhammad Aly", "alike_sounds"),
    ("محمد علي", "Mohamed Ali", "other_script"),
    ("Владимир Иванов", "Vladimir Ivanov", "other_script"),
    ("Dr. Khalid Omar", "Khaled Omar", "title_left_out"),
    ("Khalid Omar", "Omar Khalid", "other_order"),
    ("Nour al-Din Hakim", "Nureddin Hakim", "same_sounds"),
    ("Ali Hasan", "Alihasan", "written_together"),
    ("Khalid Omar Saleh", "Khalid Omar", "one_word_more"),
    ("Khalid Omar Hasan Saleh", "Khalid Saleh", "words_more"),
    ("A. Rahman", "Ahmed Rahman", "initial"),
    ("Abd al-Rahman Saleh", "Rahman Saleh", "abd_left_out"),
    ("Al-Jabouri", "Jabouri", "article_left_out"),
    ("Omar bin Khattab", "Omar Khattab", "particle_left_out"),
    ("Acme Stores Ltd", "ACME Stores", "legal_form_left_out"),
    ("أحمد", "احمد", "same_words"),
]
TWO = [
    ("Hassan Hassan", "Hussein Hussein", "other_words"),
    ("Khalid Omar", "Saleh Omar", "other_words"),
    ("Amin Said", "Amina Said", "other_words"),
    ("North District Council", "District Council", "telling_word"),
    ("Ward 3 Committee", "Ward 4 Committee", "other_numbers"),
    ("Mohamed", "Mohamed Ali", "one_word_only"),
    ("?!", "!!", "nothing_to_compare"),
    ("", "Mohamed", "nothing_to_compare"),
]


@pytest.mark.parametrize(("one", "other", "why"), ONE)
def test_two_spellings_of_one_name_are_worth_a_look(one, other, why):
    found = likeness(one, other)
    assert found.probable
    assert found.degree in ("same", "likely")
    assert why in found.reasons


@pytest.mark.parametrize(("one", "other", "why"), TWO)
def test_two_names_are_left_apart(one, other, why):
    found = likeness(one, other)
    assert not found.probable
    assert found.degree == "unlikely"
    assert found.reasons == (why,)


def test_every_reason_is_a_sentence():
    assert all(text[0].isupper() and text.endswith(".") for text in REASONS.values())


def test_every_reason_can_be_given():
    pairs = [*ONE, *TWO, ("Min of Works", "Min Works", ""), ("Relief Group (RG)", "Relief Grp", "")]
    given_for = {reason for one, other, _ in pairs for reason in likeness(one, other).reasons}
    assert set(REASONS) - given_for <= {"initials_left_out"}
    assert "initials_left_out" in likeness("Relief Group (RG)", "Relieff Group").reasons


@given(names, names)
def test_likeness_goes_both_ways(one, other):
    assert likeness(one, other) == likeness(other, one)


@given(names)
def test_a_name_is_like_itself_if_it_has_anything_to_compare(name):
    assert likeness(name, name).probable == (likeness(name, name).reasons == ("same_words",))


@given(names, names)
def test_every_judgement_gives_known_reasons(one, other):
    found = likeness(one, other)
    assert found.reasons
    assert set(found.reasons) <= set(REASONS)
    assert found.probable == (found.degree != "unlikely")


def test_two_names_of_64_kilobytes_are_compared():
    assert likeness("Omar " * 13_107, "Umar " * 13_107).probable
    assert not likeness("x" * 65_536, "y" * 65_536).probable
