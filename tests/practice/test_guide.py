"""What the guide for trainers says is so: its words, its settings and its scene."""

import re

import pytest
from typer.testing import CliRunner

from practice.samples import CLERK, CLERK_FR, GUIDE
from rapport.cli import commands
from rapport.practice import layout
from rapport.practice.effects import EFFECTS
from rapport.practice.play import PRACTICE
from rapport.practice.shapes import Choice
from rapport.rules.catalogue import RULES
from rapport.rules.rule import FAMILIES

SHOWN = re.findall(r"(?s)```console\n\$ rapport (.*?)\n(.*?)```", GUIDE)


def at_prompt(*words: str):
    return CliRunner().invoke(commands(), ["scene", *words])


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Stand in a folder with the scene of the guide and its words."""
    (tmp_path / "clerk.toml").write_text(CLERK, "utf-8")
    (tmp_path / "clerk.fr.toml").write_text(CLERK_FR, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_scene_of_the_guide_is_checked_as_the_guide_shows(here):
    assert len(SHOWN) == 2
    for command, shown in SHOWN:
        answer = at_prompt(*command.split()[1:])
        assert (answer.exit_code, answer.output) == (0, shown)


def test_what_cannot_be_played_is_said_and_ends_with_a_fault(here):
    (here / "clerk.toml").write_text('title = "x"\nlevel = 7\n', "utf-8")
    answer = at_prompt("check", "clerk.toml")
    assert answer.exit_code == 1
    assert "It cannot be played yet:\n" in answer.output
    assert "  - level must be a whole number from 1 to 3, without quotes; 7 is not.\n" in (
        answer.output
    )


def test_every_word_and_everything_before_stands_in_the_guide_as_it_is_meant():
    for word, effect in EFFECTS.items():
        row = re.search(rf"(?m)^\| `{word}` \|(.*)\|(.*)\|$", GUIDE)
        assert row, word
        assert row[2].strip() == effect.means
        for one in effect.takes if isinstance(effect.takes, tuple) else ():
            assert f"`{one}`" in row[1]


TABLES = {
    "At the top, above `[before]`:": layout.TOP,
    "Below it, under headings of their own:": layout.TOP,
    "In `[meeting]`, all of which": layout.TOP["meeting"].shape.keys,
    "In each `[[step]]`:": layout.STEP,
    "In each `[[step.line]]`:": layout.LINE,
    "All of it may be left out; in brackets": layout.BEFORE,
}


def test_every_name_stands_in_the_guide_with_whether_it_must_be_there():
    named = {}
    for heading, keys in TABLES.items():
        table = GUIDE.split(heading)[1].split("\n\n")[1]
        for row in table.split("\n")[2:]:
            cells = row.split("|")
            for name in re.findall(r"`(\w+)`", cells[1]):
                assert name in keys, name
                named.setdefault(id(keys), set()).add(name)
                assert (cells[2].strip() == "yes") == bool(keys[name].adds), name
    for keys in TABLES.values():
        assert named[id(keys)] == set(keys)


def test_every_closed_list_and_every_name_within_before_stand_in_the_guide():
    for key in ("phase", "stage", "prefers"):
        (row,) = re.findall(rf"(?m)^\| `{key}` \|(.*)$", GUIDE)
        assert all(f"`{one}`" in row for one in layout.BEFORE[key].shape.of)
    for key in ("met", "knows", "promises", "agreements", "colleagues", "power_plan", "seen"):
        row = re.findall(rf"(?m)^\| `{key}` \|(.*)$", GUIDE)[-1]
        must, may = row.split("|")[:2]
        for name, one in layout.BEFORE[key].shape.one.keys.items():
            assert f"`{name}`" in (must if one.adds else may), name
            if isinstance(one.shape, Choice) and name not in _AS_ELSEWHERE:
                assert all(f"`{choice}`" in may for choice in one.shape.of), name


_AS_ELSEWHERE = ("channel", "purpose", "kind", "form")


def test_the_guide_names_what_a_translation_repeats():
    told = GUIDE.split("### In French and in Arabic")[1].split("```")[0]
    repeated = {*layout.WORDS.keys, "says", "say", "they"} - {"ends", "step"}
    assert all(f"`{name}`" in told for name in repeated)
    assert "clerk.ar.toml" in told


def test_every_stricter_setting_stands_in_the_guide():
    for code, numbers in PRACTICE.items():
        if numbers == {"on": False}:
            assert re.search(rf"(?m)^\| {code} .*\| not here: .*\|$", GUIDE)
            continue
        for name, value in numbers.items():
            usual = RULES[code].settings[name].value
            assert re.search(rf"(?m)^\| {code} .*\| {value} instead of {usual} \|$", GUIDE)


def test_the_guide_says_what_each_family_is():
    (row,) = re.findall(r"(?m)^\| `families` \|(.*)$", GUIDE)
    for letter, name in FAMILIES.items():
        assert f"`{letter}` {name[0].lower()}{name[1:]}" in row


def test_the_days_the_guide_names_are_those_of_the_rules():
    (row,) = re.findall(r"(?m)^- \*\*Days\.\*\* (.*)$", GUIDE)
    words = {3: "three", 7: "seven", 10: "ten", 21: "twenty-one"}
    for code in ("A02", "K06", "U04", "R02"):
        days = PRACTICE.get(code, {}).get("days", RULES[code].settings["days"].value)
        assert re.search(rf"{code} \([^)]*\) {words[days]}\b", row), code
