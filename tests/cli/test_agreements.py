"""Agreements at a prompt: listed, shown, said back, marked, and put right by their kind."""

import json
import re
from typing import Any

import pytest

from live_server import Served


def say(demo: Served, *words: str) -> str:
    done = demo.command(*words, "--demo")
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def answer(demo: Served, *words: str) -> Any:
    return json.loads(say(demo, *words, "--json"))


def line_of(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if line.strip().startswith(name))


TRUCKS = "Six trucks pass on Tuesdays, unsearched"


def test_the_list_says_in_which_form_and_how_each_is_kept(demo: Served) -> None:
    said = say(demo, "agreements")
    trucks = line_of(said, TRUCKS)
    assert "Abu Nour" in trucks
    assert "spoken, without a witness" in trucks
    assert "wobbling" in trucks
    assert "signed memorandum" in line_of(said, "One list of vehicles")
    assert "practice nobody put into words" in line_of(said, "A guide from the school")
    assert "No agreements here." in say(demo, "agreements", "--ended")


def test_one_is_found_by_words_of_it_or_by_whom_it_is_with(demo: Served) -> None:
    for name in ("six trucks", "Abu Nour", "abou nour"):
        assert say(demo, "agreement", name).startswith(f"{TRUCKS} (Abu Nour)"), name


def test_it_is_shown_with_its_terms_and_what_supports_it(demo: Served) -> None:
    said = say(demo, "agreement", "six trucks")
    for words in (
        "how it is kept: wobbling",
        "record they prefer: none",
        "Six trucks pass the barrier on the north road · they · the post at the barrier",
        "how we would notice: The driver rings once they are through.",
        "2026-01-06  not kept: The trucks waited until noon",
        "(followed up 2026-01-08: Asked through Haji Musa",
        "confirmed: That is how I said it.",
        "kept by Idris Fane",
        "Haji Musa, guarantor",
    ):
        assert words in said


def test_nobody_is_asked_for_paper_at_a_prompt_either(demo: Served) -> None:
    said = say(demo, "agreement", "six trucks") + say(
        demo, "agreement", "six trucks", "--say", "en"
    )
    paper = r"\b(?:memorandum|MoU|signature|sign it|in writing|on paper|minutes|letters?)\b"
    assert not re.search(paper, said, re.IGNORECASE)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "On your side: "), ("fr", "De votre côté : "), ("ar", "من جانبكم: ")],
)
def test_the_words_to_say_back_are_there_in_each_language(
    demo: Served, language: str, words: str
) -> None:
    assert words in say(demo, "agreement", "six trucks", "--say", language)


def test_what_is_sent_for_legal_advice_names_nobody(demo: Served) -> None:
    said = say(demo, "agreement", "one list", "--legal")
    assert "We bring the list of vehicles" in said
    assert "Permits desk" not in said


def test_a_term_is_marked_in_a_line_and_taken_back(demo: Served) -> None:
    said = say(demo, "mark", "six trucks", "barrier", "kept", "All six.", "--on", "2026-03-10")
    assert said.startswith("Recorded of “Six trucks pass the barrier on the north road”.")
    assert "how it is kept: kept" in say(demo, "agreement", "six trucks")
    say(demo, "history", "undo", said.split()[-1])
    assert "how it is kept: wobbling" in say(demo, "agreement", "six trucks")


def test_one_is_noted_with_its_gate_read_back_and_removed_by_kind(demo: Served) -> None:
    say(
        demo, "note", "agreement", "Ustad Karim", "what=Chalk each term", "form=message",
        "gate=ford road",
    )  # fmt: skip
    say(demo, "act", "agreement", "chalk", "term", "what=Chalk for two rooms", "side=us")
    say(demo, "act", "agreement", "chalk", "read-back", "words=Chalk for two rooms, each term.")
    told = answer(demo, "agreement", "chalk")
    assert told["gate"]
    (term,), (back,) = told["terms"], told["read_backs"]
    key = term["term"]["id"]
    say(demo, "act", "readback", back["id"], "answer", "state=contested", f"contested={key}")
    assert "1 open point" in line_of(say(demo, "agreements"), "Chalk each term")
    say(demo, "change", "agreement", "chalk", "gate=", "note=Until summer")
    told = answer(demo, "agreement", "chalk")
    assert (told["gate"], told["note"]) == (None, "Until summer")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (
            ("agreement", "Zzyzx"),
            "No agreement has these words. See all with: rapport agreements\n",
        ),
        (
            ("mark", "six trucks", "barrier", "well"),
            "well is not one of: kept, partly, not. Write one of them.\n",
        ),
        (
            ("mark", "one list", "camel", "kept"),
            (
                "No term of it has these words. It says: We bring the list of vehicles; The desk"
                " stamps it within two working days. Write more words of the one you mean.\n"
            ),
        ),
        (
            ("agreement", "six trucks", "--say", "de"),
            "de is not one of: en, fr, ar. Ask a colleague who speaks it to write the words.\n",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(
    demo: Served, words: tuple[str, ...], says: str
) -> None:
    done = demo.command(*words, "--demo")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", says)


def test_each_answers_as_json(demo: Served) -> None:
    rows = answer(demo, "agreements")["rows"]
    assert {row["form"] for row in rows} >= {"oral", "signed", "tacit"}
    told = answer(demo, "agreement", "one list")
    assert [one["role"] for one in told["parties"]] == ["guarantor"]
    assert told["legal"][0]["decision"] == "We give plates, and no names."
