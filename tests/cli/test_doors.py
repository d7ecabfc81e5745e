"""At the prompt, too, every option is a door: a command that can be run."""

import json
import shlex
import uuid

import pytest
import typer.main

from rapport.briefings.doors import WAYS, door
from rapport.cli import commands
from rapport.cli.door_commands import command

OF_AGREEMENTS = ("agreement", "term", "termmark", "readback", "evidence", "legalquestion")
OF_CLOSENESS = ("gift", "interest")
OF_REPAIR = ("breach", "demand")
OF_WAYS = ("tie", "introduction", "handover", "position", "powerchange")
KINDS = (
    *("interaction", "ask", "commitment", "insight", "meeting", "actor", "gate"),
    *(*OF_CLOSENESS, *OF_AGREEMENTS, *OF_REPAIR, *OF_WAYS),
)
BEHIND = [(kind, uuid.uuid4()) for kind in KINDS]
WITH_OCCASION = [("occasion", uuid.uuid4())]
ON_A_PAGE = {
    "who-goes",
    "who-goes-to",
    "change-meeting",
    "change-tie",
    "coverage",
    "power-change",
    "change-card",
    "use-exception",
    "mandates",
    "motives",
    "tie",
    "actor",
    "gate",
    "add-person",
    "change-person",
    "boundary-check",
    "breach",
    "breach-of-term",
    "pause-requests",
}
"""What is done on a page alone: colleagues stand side by side there, or it is one's own."""


@pytest.mark.parametrize("option", WAYS)
def test_the_command_of_every_option_can_be_read(option):
    behind = WITH_OCCASION if option.startswith("send_") else BEHIND
    opened = door(option, uuid.uuid4(), behind)
    assert opened is not None
    said = shlex.split(command(opened, "Dr Hanan's cousin"))
    if opened.act in ON_A_PAGE:
        assert not said
        return
    assert said[0] == "rapport"
    group = typer.main.get_command(commands())
    named = group.commands[said[1]]
    words = ["2026-03-20" if word == "…" else word for word in said[2:]]
    named.make_context(said[1], words).close()


def ran(demo, line):
    done = demo.command(*shlex.split(line)[1:], "--demo")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_a_person_is_shown_with_can_be_done_as_it_stands(demo):
    said = ran(demo, "rapport person 'The permits desk'")
    line = next(line.strip() for line in said.splitlines() if "rapport log" in line)
    assert "Undo it with" in ran(demo, line.replace("…", "They asked how we are."))


def test_things_are_noted_and_put_right_at_a_prompt(demo):
    who = shlex.quote("The permits desk")
    noted = ran(demo, f"rapport note commitment {who} text='Six chairs' due=2031-01-01")
    assert noted.startswith("Added.")
    person = json.loads(demo.command("person", "The permits desk", "--json", "--demo").stdout)
    key = next(one["id"] for one in person["ours"] if one["text"] == "Six chairs")
    assert "open" in ran(demo, f"rapport late {key} 2031-02-02")
    assert ran(demo, f"rapport change commitment {key} state=kept").startswith("Changed.")
    assert ran(demo, f"rapport phase {who} dormant 'They are away.'").startswith("Phase changed.")
    wrong = demo.command("note", "commitment", "The permits desk", "text", "--demo")
    assert wrong.returncode != 0
    assert "name=value" in wrong.stderr
