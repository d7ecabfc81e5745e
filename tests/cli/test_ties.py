"""Ties at a prompt: listed with their age, noted by name, checked and ended by their key."""

import json
from typing import Any

from live_server import Served


def say(demo: Served, *words: str) -> str:
    done = demo.command(*words, "--demo")
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def answer(demo: Served, name: str) -> Any:
    return json.loads(say(demo, "ties", name, "--json"))


def test_they_are_listed_as_sentences_with_their_age(demo: Served) -> None:
    said = say(demo, "ties", "Abu Nour")
    assert "Abu Nour is reached through Haji Musa" in said
    assert "Abu Nour answers to Hazim Front" in said
    governor = say(demo, "ties", "The Governor")
    assert "The Governor has to consider what Elders of Kar Dovi thinks" in governor
    assert "still true?" in governor
    assert "Clerk with the green pen answers to Permits desk (until" in say(
        demo, "ties", "Permits desk"
    )


def test_the_brief_names_whom_they_answer_to(demo: Served) -> None:
    said = say(demo, "brief", "Abu Nour")
    assert "Answers to:\n  - Hazim Front" in said
    assert "Who lets you in:\n  - Haji Musa (After the midday prayer" in said


def test_one_is_noted_checked_and_ended(demo: Served) -> None:
    said = say(demo, "tie", "Sitt Maryam", "trusts", "Ustad Karim", "strength=2")
    assert "Sitt Maryam trusts Ustad Karim" in said
    (tie,) = answer(demo, "Sitt Maryam")
    assert (tie["kind"], tie["strength"]) == ("trusts", 2)
    say(demo, "tie-still", tie["key"])
    say(demo, "tie-over", tie["key"], "--on", "2026-03-10")
    assert answer(demo, "Sitt Maryam")[0]["until"] == "2026-03-10"
