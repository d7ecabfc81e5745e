"""Folding: the one form in which words are searched and compared."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from names.anything import names, texts
from rapport.names import fold, search_text, words
from rapport.names.fold import runs


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أحمد", "احمد"),
        ("إبراهيم", "ابراهيم"),
        ("آمنة", "امنه"),
        ("ٱلرحمن", "الرحمن"),
        ("مؤمن", "مومن"),
        ("سماء", "سما"),
        ("فاطمة", "فاطمه"),
        ("مُحَمَّد", "محمد"),
        ("مـحـمـد", "محمد"),
        ("مصطفى", "مصطفي"),
        ("ﻋﺒﺪ", "عبد"),
    ],
)
def test_arabic_hamza_ta_marbuta_vowel_signs_and_tatweel_are_put_aside(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(("persian", "arabic"), [("علی", "علي"), ("کریم", "كريم"), ("۱۲", "١٢")])
def test_a_persian_keyboard_writes_the_same_words_as_an_arabic_one(persian, arabic):
    assert fold(persian) == fold(arabic)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("MOHAMED", "mohamed"),
        ("François", "francois"),
        ("Łódź", "lodz"),
        ("Ægir Ørsted", "aegir orsted"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Ｆｕｌｌ", "full"),
        ("Mc-Donald", "mc donald"),
        ("٣ March", "3 march"),
    ],
)
def test_latin_capitals_accents_and_forms_are_put_aside(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("l’accord", "l accord"),
        ("l´accord", "l accord"),
        ("d'Abidjan", "d abidjan"),
        ("qu'elle", "qu elle"),
        ("D'Souza", "dsouza"),
        ("N'Djamena", "ndjamena"),
        ("Sha'ban", "shaban"),
        ("Shaʿbān", "shaban"),
    ],
)
def test_an_apostrophe_parts_small_words_and_joins_names(written, folded):
    assert fold(written) == folded


def test_the_vowel_signs_of_indic_scripts_stay():
    assert fold("हिन्दी") == "हिन्दी"
    assert fold("कि") != fold("के")


def test_what_cannot_be_seen_is_no_part_of_a_word():
    assert fold("Fa\u200btima\u202e\ufeff") == "fatima"


def test_lone_surrogates_part_words():
    assert words("x\ud800y") == ["x", "y"]


def test_a_text_is_kept_as_it_is_asked_for():
    assert search_text("L'accord de Noël") == fold("L'accord de Noël")


@given(names)
@example("\u0f73" * 40)
@example("a" + "\u094d" * 40)
@example("\u094d" * 30 + "ـ" + "\u094d" * 30)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_composed_and_decomposed_spellings_fold_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(names)
@example("0´0")
@example("l\u1ffdaccord")
def test_each_run_folds_alone_to_what_it_folds_to_within(text):
    apart = [word for start, end in runs(text) for word in words(text[start:end])]
    assert apart == words(text)


@given(texts, texts)
def test_a_space_parts_words_whatever_stands_around_it(one, other):
    assert words(f"{one} {other}") == words(one) + words(other)


@given(st.sampled_from(["\u0315\u0316", "\u094d\u093c"]))
def test_thousands_of_marks_on_one_letter_are_cut_to_thirty(marks):
    folded = fold("a" + marks * 30_000)
    assert len(folded) <= 31
    assert folded.startswith("a")


def test_a_name_of_64_kilobytes_folds():
    assert len(fold("ab " * 21_845).split()) == 21_845
    assert len(fold("ﷺ" * 21_845)) > 21_845
