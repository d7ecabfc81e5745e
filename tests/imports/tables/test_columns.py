"""What columns seem to mean, and several people in one cell."""

import pytest

from rapport.imports.cells import split_people
from rapport.imports.tables.columns import LEFT_OUT, guess_columns
from rapport.imports.tables.header_match import fold_header


def guessed(headers, *samples):
    guess = guess_columns(headers, samples)
    return {headers[place]: meaning for place, meaning in guess.meanings.items()}


def test_an_english_register_is_understood():
    assert guessed(
        [
            *("Alias", "Full name", "Title", "Job title", "Organization", "Meeting date"),
            *("Subject", "Our staff", "Did we ask for anything?", "Tone", "Our tone", "City"),
        ]
    ) == {
        "Alias": "alias",
        "Full name": "real_name",
        "Title": "how_to_address",
        "Job title": "position",
        "Organization": "actor",
        "Meeting date": "date",
        "Subject": "line",
        "Our staff": "ours",
        "Did we ask for anything?": "asked",
        "Tone": "tone_theirs",
        "Our tone": "tone_ours",
        "City": "place",
    }


def test_a_french_register_is_understood():
    assert guessed(["Nom", "Fonction", "Dernière rencontre", "Lieu", "Remarques"]) == {
        "Nom": "real_name",
        "Fonction": "position",
        "Dernière rencontre": "date",
        "Lieu": "place",
        "Remarques": "line",
    }


def test_an_arabic_register_is_understood():
    assert guessed(["الإسم", "المنصب", "الجهه", "تاريخ اللقاء", "ملاحظات"]) == {
        "الإسم": "real_name",
        "المنصب": "position",
        "تاريخ اللقاء": "date",
        "ملاحظات": "line",
        "الجهه": "actor",
    }


def test_phone_and_mail_are_recognised_by_their_cells_to_be_left_out():
    found = guessed(
        ["Name", "x", "y", "Mobile"],
        ["Amal", "+961 71 123 456", "amal@example.org", "03 123 456"],
        ["Karim", "0041 79 000 00 00", "karim@example.org", "03 123 457"],
    )
    assert {found["x"], found["y"], found["Mobile"]} == LEFT_OUT


def test_dates_are_not_mistaken_for_telephone_numbers():
    found = guessed(["Name", "seen"], ["Amal", "31-12-2018"], ["Karim", "01-02-2018"])
    assert found.get("seen") != "phone"


def test_a_header_that_says_date_over_cells_that_are_none_is_not_believed():
    assert "date" not in guessed(["Date"], ["soon"], ["later"]).values()


def test_a_meaning_is_given_once():
    found = guess_columns(["name", "name of contact", "Name"], [])
    assert list(found.meanings.values()).count("real_name") == 1


def test_folding_ignores_case_accents_marks_and_arabic_variants():
    assert fold_header("Dernière_RENCONTRE?") == "derniere rencontre"
    assert fold_header("الإسم") == fold_header("الاسم")
    assert fold_header("dateMet") == "date met"
    assert fold_header("متى؟") == fold_header("متی")


@pytest.mark.parametrize(
    ("text", "how", "people"),
    [
        ("Amal; Karim", {"semicolon"}, ["Amal", "Karim"]),
        ("أمل؛ كريم", {"semicolon"}, ["أمل", "كريم"]),
        ("Amal\nKarim\n", {"newline"}, ["Amal", "Karim"]),
        ("Amal and Karim & Yousef", {"and"}, ["Amal", "Karim", "Yousef"]),
        ("Amal et Karim", {"and"}, ["Amal", "Karim"]),
        ("أمل و كريم", {"and"}, ["أمل", "كريم"]),
        ("وليد", {"and"}, ["وليد"]),
        ("Sandy Anderson", {"and"}, ["Sandy Anderson"]),
        ("Amal, Karim، Yousef", {"comma"}, ["Amal", "Karim", "Yousef"]),
        ("Amal; Karim and Yousef, elder", set(), ["Amal; Karim and Yousef, elder"]),
        ("Amal; Karim and Yousef", {"semicolon", "and"}, ["Amal", "Karim", "Yousef"]),
        ("  ", set(), []),
        (" ; ", {"semicolon"}, []),
    ],
)
def test_people_are_taken_apart_only_as_allowed(text, how, people):
    assert split_people(text, how) == people
