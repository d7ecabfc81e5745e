"""Groups at a prompt: listed, and one shown with its posts and what was said of it."""

import json

from live_server import Served


def say(demo: Served, *words: str) -> str:
    done = demo.command(*words, "--demo")
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def test_they_are_listed_and_found_by_a_part_of_a_name(demo: Served) -> None:
    assert "Hazim Front" in say(demo, "actors")
    one, *_ = json.loads(say(demo, "actors", "Hazim Front", "--json"))
    assert "Hazim Front" in one["name"]


def test_one_is_shown_with_what_rests_on_what(demo: Served) -> None:
    said = say(demo, "actor", "Hazim Front")
    assert "Influence" in said
    assert "Last contact" in said
    assert json.loads(say(demo, "actor", "Hazim Front", "--json"))["names"][0] == "Hazim Front"


def test_nobody_of_that_name_is_said_with_what_to_do(demo: Served) -> None:
    done = demo.command("actor", "Nobody at all", "--demo")
    assert done.returncode == 1
    assert "No group is called that." in done.stderr
    assert "rapport actors" in done.stderr
