"""Passphrases: which are taken, which are refused, and the codes we make."""

import math
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.vault import passphrases
from rapport.vault.refusals import WeakPassphrase

SENTENCES = [
    "blue kettle under seven roofs",
    "my aunt never liked the red bus",
    "correct horse battery staple",
    "three goats, one ladder, no moon",
    "Tuesday's rain smelled of bread",
    "plosk tuv mierel kadd zon",
    "i before e except on wednesdays",
    "the quiet plumber sings at dawn",
    "un chat gris dort sous le pont",
    "la pluie tombe sur le vieux marché",
    "zeven fietsen achter de bakker",
    "Der Mond isst heute keine Suppe",
    "siete gatos miran el tejado",
    "sete barcos sem vela no rio",
    "kahve soğudu ama sohbet sıcak",
    "старый мост помнит дождь",
    "чайник свистит на рассвете",
    "القهوة باردة والحديث طويل",
    "سبع قطط على سطح البيت",
    "الجسر القديم يتذكر المطر",
    "چای سرد شد اما حرف ماند",
    "پل قدیمی باران را یاد دارد",
    "پرانا پل بارش یاد رکھتا ہے",
    "पुराना पुल बारिश याद रखता है",
    "সেতু পুরনো বৃষ্টি মনে রাখে",
    "ဖိုးလမင်းသည်လဖက်ရည်သောက်သည်",
    "ကြောင်ခုနစ်ကောင်အိမ်ခေါင်မိုးပေါ်",
    "สะพานเก่าจำสายฝนได้เสมอ",
    "七隻貓在屋頂上看著月亮和舊橋的雨",
    "古い橋は雨のことを覚えているらしい",
    "낡은 다리는 비를 기억하고 있다네",
    "የድሮው ድልድይ ዝናቡን ያስታውሳል",
    "daraja la zamani lakumbuka mvua",
    "ᐃᓄᒃᑎᑐᑦ ᐅᖃᐅᓯᖅ ᓄᓇᕗᒻᒥ",
    "🐐🐐🌙 three of them at night 🫖",
    "  blanks at both ends count  ",
    "x" * 4 + "9 tall men & a very small dog",
    "a sentence of words " * 8 + "and an end",
]
GUESSED = [
    "",
    "short",
    "fourteen chars",
    "password",
    "qwertyuiop",
    "password12345678",
    "Password!2345678",
    "PASSWORD20262026",
    "iloveyou12345678",
    "letmein!!!!!!!!!!",
    "superman-2026-2026",
    "123456789012345",
    "000000000000000000",
    "2026-01-01 2026-12-31",
    "+961 71 123 456 00",
    "!!!!!!!!!!!!!!!!!!",
    "aaaaaaaaaaaaaaaa",
    "abababababababab",
    "abcabcabcabcabcabc",
    "qwertyqwertyqwerty",
    "passwordpassword",
    "            ",
    " " * 20,
    "rapport rapport rapport",
    "humanitarian negotiation",
    "rapport passphrase 2026",
    "negotiation password 1!",
    "aaaaaaaaaaaaaaab",
    "كلمة السر",
    "ااااااااااااااااااا",
    "абабабабабабабабаб",
    "中中中中中中中中中中中中中中中",
    "x" * 1025,
]


def is_taken(text):
    try:
        passphrases.check(text)
    except WeakPassphrase:
        return False
    return True


def test_sentences_in_any_script_are_taken():
    assert [text for text in SENTENCES if not is_taken(text)] == []


def test_what_is_tried_first_is_refused():
    assert [text for text in GUESSED if is_taken(text)] == []


def test_the_sixty_commonest_passwords_stay_refused_when_a_year_is_hung_on():
    common = sorted(word for word in passphrases._common() if word.isalpha() and len(word) > 6)
    tried = [f"{word}20262026!" for word in common[:: max(1, len(common) // 60)]]
    assert len(tried) >= 60
    assert [text for text in tried if is_taken(text)] == []


def test_our_own_suggestions_are_taken():
    assert [
        text
        for language in passphrases.LANGUAGES
        for text in (passphrases.suggest(language) for _ in range(40))
        if not is_taken(text)
    ] == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("fourteen chars", passphrases.TOO_SHORT),
        ("x" * 1025, passphrases.TOO_SHORT),
        ("password12345678", passphrases.TOO_COMMON),
        ("123456789012345", passphrases.TOO_COMMON),
        ("abababababababab", passphrases.TOO_PLAIN),
        ("qwerty-qwerty-qwerty-", passphrases.TOO_PLAIN),
        ("two tall goats two tall goats ", passphrases.TOO_PLAIN),
    ],
)
def test_the_reason_is_the_true_one(text, why):
    with pytest.raises(WeakPassphrase) as refusal:
        passphrases.check(text)
    assert refusal.value.params["why"] == why


def test_the_length_is_counted_in_composed_characters():
    composed, spread = "é" * 3 + "abcdefghijkl", "e\u0301" * 3 + "abcdefghijk"
    assert is_taken(composed)
    assert not is_taken(spread)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=24, max_size=1024))
def test_a_long_random_line_is_refused_only_for_repeating_itself(text):
    if len(set(text)) > 12:
        assert is_taken(text)


@given(st.text(max_size=8, min_size=1), st.integers(2, 20))
def test_a_short_piece_again_and_again_is_always_refused(piece, times):
    assert not is_taken((piece * 20)[: len(piece) * times])


@pytest.mark.parametrize("language", passphrases.LANGUAGES)
def test_suggested_words_are_plain_and_more_than_70_bits(language):
    words = passphrases.words(language)
    assert len(words) >= 1296
    assert len(set(words)) == len(words)
    assert not [word for word in words if not 3 <= len(word) <= 11 or word != word.strip().lower()]
    offered = passphrases.suggest(language).split()
    assert set(offered) <= set(words)
    assert math.log2(len(words)) * len(offered) > 70


@pytest.mark.parametrize("language", passphrases.LANGUAGES)
def test_every_word_list_names_where_it_is_from_and_its_licence(language):
    text = files("rapport.vault").joinpath("words", f"{language}.txt").read_text("utf-8")
    head = " ".join(line for line in text.split("\n") if line.startswith("#"))
    assert "CC BY 3.0 US" in head or "Permission is hereby granted" in head


def test_where_we_have_no_list_the_english_one_is_used():
    assert passphrases.words("so") == passphrases.words("en")


def test_a_recovery_code_has_171_bits_and_no_letters_that_are_confused():
    codes = [passphrases.new_recovery_code() for _ in range(200)]
    assert len(set(codes)) == 200
    letters = set("".join(codes)) - {"-"}
    assert letters == set(passphrases._LETTERS)
    assert not letters & set("01ILOU")
    assert math.log2(len(letters)) * 35 > 171


@given(st.lists(st.sampled_from(["", " ", "-", "–", "\n", "\u00a0"]), min_size=41, max_size=41))
def test_a_recovery_code_reads_the_same_however_it_is_typed(blanks):
    code = passphrases.new_recovery_code()
    typed = "".join(blank + letter for blank, letter in zip(blanks, code.lower(), strict=False))
    assert passphrases.recovery(typed) == code.replace("-", "")


def test_full_width_letters_of_an_asian_keyboard_read_the_same():
    code = passphrases.new_recovery_code()
    wide = "".join(chr(ord(letter) + 0xFEE0) if letter != "-" else letter for letter in code)
    assert passphrases.recovery(wide) == passphrases.recovery(code)
