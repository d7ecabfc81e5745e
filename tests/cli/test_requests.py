"""Requests at a prompt: noted with what a yes may cost and for which gate, and changed."""

import json
from typing import Any

from live_server import Served

WHO = "The permits desk"


def ran(demo: Served, *words: str) -> Any:
    return demo.command(*words, "--demo")


def ask(demo: Served, what: str) -> dict[str, Any]:
    person = json.loads(ran(demo, "person", WHO, "--json").stdout)
    return next(one for one in person["asks"] if one["what"] == what)


def test_a_request_is_noted_with_its_costs_and_its_gate_and_changed(demo: Served) -> None:
    costs = ("cost=superiors:2:Nothing in public: no photo", "cost=safety:3")
    done = ran(demo, "note", "ask", WHO, "what=A stamp", "gate=ford", *costs)
    assert done.stdout.startswith("Added."), done.stderr
    noted = ask(demo, "A stamp")
    assert noted["costs"] == [["superiors", 2, "Nothing in public: no photo"], ["safety", 3]]
    assert "To open: Ford road to Kar Dovi" in ran(demo, "brief", WHO).stdout
    done = ran(demo, "change", "ask", noted["id"], "cost=career:1", "gate=")
    assert done.stdout.startswith("Changed."), done.stderr
    changed = ask(demo, "A stamp")
    assert changed["costs"] == [["career", 1]]
    assert "To open: Ford road to Kar Dovi" not in ran(demo, "brief", WHO).stdout
    ran(demo, "change", "ask", noted["id"], "what=Two stamps")
    assert ask(demo, "Two stamps")["costs"] == [["career", 1]]
    ran(demo, "change", "ask", noted["id"], "cost=")
    assert ask(demo, "Two stamps")["costs"] == []


def test_what_is_no_cost_is_refused_with_the_next_step(demo: Served) -> None:
    for said, says, following in (
        ("cost=fame:2", "“fame” is none of the things", "reputation, authority"),
        ("cost=safety", "“” does not say how heavily", "1 for small"),
        ("cost=safety:heavy", "“heavy” does not say how heavily", "1 for small"),
        ("gate=no such road", "", ""),
    ):
        done = ran(demo, "note", "ask", WHO, "what=A permit to fail", said)
        assert done.returncode == 1
        assert says in done.stderr
        assert following in done.stderr
    person = json.loads(ran(demo, "person", WHO, "--json").stdout)
    assert "A permit to fail" not in {one["what"] for one in person["asks"]}


def test_a_log_says_for_which_gate_somebody_was_asked(demo: Served) -> None:
    done = ran(demo, "log", WHO, "May we use it?", "--asked", "--gate", "ford")
    assert done.returncode == 0, done.stderr
    assert ask(demo, "May we use it?")["outcome"] == "made"
