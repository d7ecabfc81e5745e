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


def test_a_group_is_begun_placed_and_logged_by_its_name(demo: Served) -> None:
    name = "Elders of Kar Dovi"
    say(demo, "act", "actor", name, "place", "place=Kar Dovi", "control=present")
    say(demo, "act", "actor", name, "begin", "opened=2021-03-16", "ideal_days=60")
    say(demo, "act", "relationship", name, "describe", "terms=Heard before anything is built.")
    say(demo, "log", name, "Sat under the tree.")
    told = json.loads(say(demo, "person", name, "--json"))
    assert told["header"]["terms"] == "Heard before anything is built."
    assert told["timeline"][0]["interaction"]["line"] == "Sat under the tree."
    assert "is not one of: place, begin" in demo.command("act", "actor", name, "x", "--demo").stderr


def test_a_concern_is_answered_and_common_ground_noted(demo: Served) -> None:
    say(demo, "note", "commonground", "Haji Musa", "kind=option", "text=A guide from the school")
    assert "A guide from the school" in say(demo, "ground", "Haji Musa")
    say(demo, "note", "insight", "Haji Musa", "kind=concern", "text=Fears for the road.")
    told = json.loads(say(demo, "person", "Haji Musa", "--json"))
    key = next(one["id"] for one in told["concerns"] if one["text"] == "Fears for the road.")
    say(demo, "act", "insight", key, "answer", "answer=It stays open.")
    told = json.loads(say(demo, "person", "Haji Musa", "--json"))
    assert next(one for one in told["concerns"] if one["id"] == key)["state"] == "answered"
