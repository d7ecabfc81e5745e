"""Gates and mandates at a prompt: listed, read on any day, and what happened there logged."""

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
    return next(line for line in text.splitlines() if line.startswith(name))


def test_the_list_says_how_each_stands_and_whose_word_it_hangs_on(demo: Served) -> None:
    said = say(demo, "gates")
    road = line_of(said, "North road")
    assert "open with conditions since 2026-01-04" in road
    assert road.endswith("Abu Nour")
    vaccination = line_of(said, "Measles vaccination")
    assert "open since 2026-02-14" in vaccination
    assert "closed" in vaccination
    assert vaccination.endswith("4th Brigade")


def test_one_gate_is_found_by_a_part_of_its_name(demo: Served) -> None:
    said = say(demo, "gate", "ford")
    assert said.startswith("Ford road to Kar Dovi (passage, Kar Dovi, water and sanitation)")
    assert "2026-03-08  turned back: Two trucks; no reason was given." in said
    assert "(through Ustad Karim)" in said


def test_where_what_was_said_and_the_consents_differ_it_says_so(demo: Served) -> None:
    said = say(demo, "gate", "measles")
    assert "What was said and what the consents add up to are not the same." in said
    assert "took it back since 2026-03-10 (Not before the new commander has seen" in said
    assert "any one of them: open" in said


def test_a_gate_is_told_as_it_stood_that_day_without_what_came_later(demo: Served) -> None:
    said = say(demo, "gate", "measles", "--on", "2026-03-05")
    assert "consents: open, as far as you can see" in said
    assert "not the same" not in said
    assert "commander" not in said
    before = say(demo, "gate", "north road", "--on", "2026-01-03")
    assert "said: not known since 2025-11-18" in before


def test_a_gate_without_a_second_path_that_is_closed_asks_for_one(demo: Served) -> None:
    assert "What else could open it" in say(demo, "gate", "measles")
    assert "What else could open it" not in say(demo, "gate", "ford")


def test_what_happened_is_logged_in_a_line_and_taken_back(demo: Served) -> None:
    said = say(
        demo, "incident", "North road", "turned-back", "Two cars; no word", "--on", "2026-03-12"
    )
    assert said.startswith("Logged at North road.\nUndo it with: rapport history undo ")
    assert "2026-03-12  turned back: Two cars; no word" in say(demo, "gate", "north")
    say(demo, "history", "undo", said.split()[-1])
    assert "Two cars" not in say(demo, "gate", "north")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("gate", "Zzyzx"), "No gate is called that. See all with: rapport gates\n"),
        (("gate", "noth road"), "No gate is called that. Perhaps you mean: North road.\n"),
        (
            ("gate", "road"),
            (
                "Several gates are meant by this: Ford road to Kar Dovi, North road."
                " Write the name in full.\n"
            ),
        ),
        (
            ("incident", "north", "exploded"),
            "exploded is not one of: turned-back, delayed, searched, other. Write one of them.\n",
        ),
        (("gate", "north", "--on", "soon"), "Not a date: soon. Write it like 2026-03-16.\n"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(
    demo: Served, words: tuple[str, ...], says: str
) -> None:
    done = demo.command(*words, "--demo")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", says)


def test_a_day_to_come_is_no_day_of_an_incident(demo: Served) -> None:
    done = demo.command("incident", "north", "delayed", "--on", "2026-03-17", "--demo")
    assert (done.returncode, done.stdout) == (1, "")


def test_mandates_say_until_when_they_hold_and_red_lines_how_to_refuse(demo: Served) -> None:
    said = say(demo, "mandates")
    papers = line_of(said, "  Permits and papers")
    assert papers.endswith("until 2026-03-25, 9 days left; given by Rafael Monte, Whole office")
    assert "(North road): until 2026-04-25; given" in said
    assert "    Must ask first: A standing permit with conditions." in said
    assert "armed escorts: We travel with no armed escort" in said
    assert "    fr: Merci de vous soucier" in said
    later = say(demo, "mandates", "--on", "2026-05-01")
    assert "None is in force." in later


def test_each_answers_as_json(demo: Served) -> None:
    lines = answer(demo, "gates")
    assert {one["gate"]["name"]: one["differ"] for one in lines} == {
        "Entry to Tel Saray": False,
        "Ford road to Kar Dovi": False,
        "Measles vaccination in Orsend": True,
        "North road": False,
        "Travel permits": False,
    }
    assert answer(demo, "gate", "measles")["groups"][0]["comes_to"] == "closed"
    told = answer(demo, "mandates")
    assert (len(told["mandates"]), len(told["red_lines"])) == (2, 2)
    assert answer(demo, "incident", "north", "searched")["kind"] == "searched"


def test_who_helped_stands_on_the_gate_and_is_noted_by_its_name(demo: Served) -> None:
    said = say(demo, "gate", "measles")
    assert "Haji Musa: He told the other elders that the vaccine is safe. (not thanked" in said
    key = re.search(r"act gatehelp (\S+) thank", said)[1]
    say(demo, "act", "gatehelp", key, "thank")
    assert "vaccine is safe. (thanked on" in say(demo, "gate", "measles")
    told = ("relationship=Abu Nour", "how=Sent word to the barrier")
    say(demo, "act", "gate", "north road", "help", *told)
    assert "Abu Nour: Sent word to the barrier" in say(demo, "gate", "north road")
