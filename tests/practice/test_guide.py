"""What the guide for trainers says is so: its words, its settings and its scene."""

import re
from pathlib import Path

from typer.testing import CliRunner

from rapport.cli import commands
from rapport.practice.effects import EFFECTS
from rapport.practice.play import PRACTICE
from rapport.practice.reading import KNOWN_BEFORE
from rapport.rules.catalogue import RULES

GUIDE = (Path(__file__).parents[2] / "docs" / "practice.md").read_text("utf-8")


def check(file: Path):
    return CliRunner().invoke(commands(), ["scene", "check", str(file)])


def test_the_scene_of_the_guide_is_checked_as_the_guide_shows(tmp_path):
    file = tmp_path / "clerk.toml"
    file.write_text(re.search(r"(?s)```toml\n(.*?)```", GUIDE)[1], "utf-8")
    shown = re.search(r"(?s)```console\n\$ .*?\n(.*?)```", GUIDE)[1]
    answer = check(file)
    assert (answer.exit_code, answer.output) == (0, shown)


def test_what_cannot_be_played_is_said_and_ends_with_a_fault(tmp_path):
    file = tmp_path / "clerk.toml"
    file.write_text('title = "x"\nlevel = 7\n', "utf-8")
    answer = check(file)
    assert answer.exit_code == 1
    assert "It cannot be played yet:\n" in answer.output
    assert "  - The level must be 1, 2 or 3.\n" in answer.output


def test_every_word_and_everything_before_stands_in_the_guide_as_it_is_meant():
    for word, effect in EFFECTS.items():
        row = re.search(rf"(?m)^\| `{word}` \|(.*)\|(.*)\|$", GUIDE)
        assert row, word
        assert row[2].strip() == effect.means
        for one in effect.takes if isinstance(effect.takes, tuple) else ():
            assert f"`{one}`" in row[1]
    for name in KNOWN_BEFORE:
        assert re.search(rf"(?m)^\| .*`{name}`.* \|", GUIDE), name


def test_every_stricter_setting_stands_in_the_guide():
    for code, numbers in PRACTICE.items():
        for name, value in numbers.items():
            usual = RULES[code].settings[name].value
            assert re.search(rf"(?m)^\| {code} .*\| {value} instead of {usual} \|$", GUIDE)
