"""Parts of a name: which words tell people apart."""

import pytest
from hypothesis import given

from names.anything import names
from rapport.names.parts import MOST_PARTS, name_of


def said(text):
    return [part.word for part in name_of(text).parts]


@pytest.mark.parametrize(
    "written", ["Abd al-Majid", "Abdulmajid", "Abdel Majid", "abdul-majid", "Abd-ul Majid"]
)
def test_a_servant_name_is_one_part_however_it_is_spaced(written):
    (part,) = name_of(written).parts
    assert (part.kind, part.word) == ("servant", "majid")


@pytest.mark.parametrize("written", ["عبد الله", "عبدالله", "Abdullah", "Abd Allah"])
def test_abdullah_is_a_servant_name_too(written):
    (part,) = name_of(written).parts
    assert part.kind == "servant"


@pytest.mark.parametrize("written", ["Nur al-Din", "Nooruddin", "Noureddine", "Nur Eddin"])
def test_nur_al_din_is_one_part_however_it_is_spaced(written):
    (part,) = name_of(written).parts
    assert part.kind == "compound"


@pytest.mark.parametrize("written", ["Abu Bakr", "Aboubakar", "أبو بكر", "أبوبكر"])
def test_abu_bakr_is_one_part_however_it_is_spaced(written):
    (part,) = name_of(written).parts
    assert part.kind == "father"


@pytest.mark.parametrize(
    ("written", "left", "why"),
    [
        ("Dr. Khalid Omar", ["khalid", "omar"], "title_left_out"),
        ("الشيخ خالد عمر", ["خالد", "عمر"], "title_left_out"),
        ("Omar bin Khattab", ["omar", "khattab"], "particle_left_out"),
        ("Khalid al Omar", ["khalid", "omar"], "article_left_out"),
        ("Ministry of Health", ["ministry", "health"], "small_word_left_out"),
        ("Acme Stores Ltd", ["acme", "stores"], "legal_form_left_out"),
        ("Acme Relief Group (ARG)", ["acme", "relief", "group"], "initials_left_out"),
    ],
)
def test_words_that_tell_nothing_are_left_out_and_remembered(written, left, why):
    assert said(written) == left
    assert name_of(written).left_out == {why}


@pytest.mark.parametrize("written", ["Dr", "Ltd", "bin", "al", "of", "Abd", "Abu"])
def test_a_word_that_is_all_there_is_stays(written):
    assert said(written) == [written.lower()]


def test_short_forms_of_common_words_are_written_out():
    assert said("Dept of Health") == said("Department of Health")


def test_a_joined_article_is_known_as_one():
    (part,) = name_of("الجبوري").parts
    assert part.bare == "جبوري"


@given(names)
def test_any_text_has_few_parts_and_none_is_empty(text):
    parts = name_of(text).parts
    assert len(parts) <= MOST_PARTS
    assert all(part.word for part in parts)


def test_a_name_of_64_kilobytes_is_taken_apart_as_far_as_its_beginning():
    assert len(name_of("Omar " * 13_107).parts) == MOST_PARTS
    assert len(name_of("x" * 65_536).together) == 400
