"""Every command as a colleague outside a circle: nothing tells that it is there."""

from pathlib import Path

import pytest

from live_server import Served

SECRETS = ("Abu Nour", "Dr Hanan", "orchard", "Hazim", "six trucks")
"""Aliases, notes, an actor and the name of a circle that only its members know."""

ANSWERS = (
    ("today", "--all"),
    ("people",),
    ("people", "--name", "Nour"),
    ("find", "nour"),
    ("history", "list"),
    ("rules",),
    ("team", "list"),
    ("team", "show", "idris"),
)
ABOUT = (("person",), ("brief",), ("log",))


@pytest.mark.slow
@pytest.mark.parametrize(
    "role",
    ["ines", *(pytest.param(other, marks=pytest.mark.long) for other in ("tomas", "leila"))],
)
def test_no_command_tells_a_stranger_of_another_circle(
    demo: Served, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = demo.environment
    as_role = {"RAPPORT_COLLEAGUE": role}
    monkeypatch.setattr(demo, "environment", lambda: {**plain(), **as_role})
    for words in ANSWERS:
        where = () if words[0] == "team" else ("--demo",)
        home = ("--home", str(Path(demo.home))) if words[0] == "team" else ()
        done = demo.command(*words, *where, *home)
        for secret in SECRETS:
            assert secret not in done.stdout + done.stderr, (words, secret)
    for words in ABOUT:
        hidden = demo.command(*words, "Abu Nour", "--demo")
        nobody = demo.command(*words, "Abu Nobody", "--demo")
        told = (hidden.returncode, hidden.stdout, hidden.stderr)
        assert told == (nobody.returncode, nobody.stdout, nobody.stderr), words
        assert hidden.returncode == 1
