"""Scenes at a prompt: checked, played to their end, and put on the page of an office."""

import pytest
from typer.testing import CliRunner

from practice.samples import CLERK, CLERK_FR
from rapport.cli import commands
from rapport.practice.office import shelf
from rapport.refusals import Refusal


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Stand in a folder with a scene and its words, beside that of a store."""
    (tmp_path / "clerk.toml").write_text(CLERK, "utf-8")
    (tmp_path / "clerk.fr.toml").write_text(CLERK_FR, "utf-8")
    (tmp_path / "store").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RAPPORT_DATABASE_URL", raising=False)
    return tmp_path


def scene(*words: str, typed: str = ""):
    return CliRunner().invoke(commands(), ["scene", *words], input=typed)


def test_the_check_says_where_each_rule_can_speak(here):
    said = scene("check", "clerk.toml").output
    assert "  E01 Early request: counter 2\n" in said
    assert "  E04 Straight to business: where something is left out\n" in said
    assert "  R01 Risk to them not named: counter 2 (R is not among its families)\n" in said
    assert said.endswith("Play it: rapport scene play clerk.toml\n")


def test_where_something_always_speaks_the_best_way_says_what(here):
    (here / "clerk.toml").write_text(
        CLERK.replace('["small-talk"]', '["promise-without-day"]')
        .replace("after_days = 0", "after_days = 8")
        .replace('does = ["ask"]', 'does = ["promise 2"]'),
        "utf-8",
    )
    said = scene("check", "clerk.toml").output
    assert "The best way there is (" in said
    assert "still speaks, at line 1" in said
    assert "A way that goes well" not in said


def test_whole_words_are_counted_and_the_way_is_told_in_them(here):
    said = scene("check", "clerk.toml", "--words", "clerk.fr.toml").output
    assert "The French has all 2 steps and 4 lines.\n" in said
    assert "  1. Bonjour. C’est calme ici, aujourd’hui.\n" in said


def test_words_of_which_something_is_missing_are_refused(here):
    (here / "clerk.fr.toml").write_text(CLERK_FR[: CLERK_FR.rindex("  [[step.line]]")], "utf-8")
    answer = scene("check", "clerk.toml", "--words", "clerk.fr.toml")
    assert answer.exit_code == 1
    assert "Step who: line 2 has no words in clerk.fr.toml; add say and they.\n" in answer.output
    (here / "clerk.fr.toml").write_text("\n", "utf-8")
    answer = scene("check", "clerk.toml", "--words", "clerk.fr.toml")
    assert "  - clerk.fr.toml: it has no title; add what the scene is called.\n" in answer.output


def test_a_scene_is_played_to_its_end_and_says_what_the_rules_notice(here):
    said = scene("play", "clerk.toml", typed="2\n2\n").output
    assert "There is a list, she says. (guarded)" in said
    assert "What they took away (hostile): Your file goes to the bottom of the pile." in said
    assert "Early request: We asked for something before two meetings" in said
    assert "Because of your line 1: I need a stamp by Thursday." in said
    assert "Because of something you did not say or do." in said


def test_one_goes_back_and_types_again_what_is_no_line(here):
    answer = scene("play", "clerk.toml", typed="2\nb\nb\n9\n٠\n\n1\n1\n")
    assert answer.exit_code == 0
    assert "Type a number from 1 to 2." in answer.output
    assert "The rules have nothing to say." in answer.output


def test_the_end_of_the_input_ends_the_play(here):
    answer = scene("play", "clerk.toml", typed="1\n")
    assert answer.exit_code == 1
    assert "Traceback" not in answer.output


def test_a_scene_is_played_in_its_other_words(here):
    said = scene("play", "clerk.toml", "--words", "clerk.fr.toml", typed="1\n1\n").output
    assert "Elle vous donne sa pause de thé." in said


def test_a_scene_is_put_beside_a_store_with_its_words(here):
    said = scene("add", "clerk.toml", "--home", "store").output
    assert said.startswith("The stamp stands on Practise a meeting now, marked as of your office.")
    assert [one.title for one in shelf(here / "store" / "scenes", "fr").scenes] == ["Le tampon"]
    (here / "clerk.toml").write_text(CLERK.replace("The stamp", "The seal"), "utf-8")
    assert scene("add", "clerk.toml", "--home", "store").exit_code == 0
    assert [one.title for one in shelf(here / "store" / "scenes", "en").scenes] == ["The seal"]


def test_what_cannot_be_played_is_not_put_there(here):
    (here / "clerk.fr.toml").write_text("title = 3", "utf-8")
    answer = scene("add", "clerk.toml", "--home", "store")
    assert answer.exit_code == 1
    assert "clerk.fr.toml: title must be a text" in answer.output
    assert not (here / "store" / "scenes").exists()


@pytest.mark.parametrize(
    ("name", "home", "says"),
    [
        ("tea.toml", "store", "There is a scene 'tea' already"),
        ("Two cars.toml", "store", "Name it in small letters"),
        ("clerk.txt", "store", "Its name must end in .toml"),
        ("clerk.fr.toml", "store", "Name it in small letters"),
        ("clerk.toml", "nowhere", "There is no store in nowhere."),
        ("missing.toml", "store", "missing.toml cannot be read as text."),
    ],
)
def test_why_a_scene_is_not_put_there_is_said(here, name, home, says):
    if name != "missing.toml":
        (here / name).write_text(CLERK, "utf-8")
    if name == "clerk.fr.toml":
        (here / "clerk.toml").unlink()
    else:
        (here / "clerk.fr.toml").unlink()
    answer = scene("add", name, "--home", home)
    assert answer.exit_code == 1
    assert isinstance(answer.exception, Refusal)
    assert says in str(answer.exception.worded())
