"""Help by task, and hints that can be typed as they stand."""

import re

import pytest
import typer.main
from typer.testing import CliRunner

from house.test_commands import _trouble
from rapport.actions import by_kind
from rapport.cli import commands
from rapport.cli.how_to import TASKS, tasks_for
from rapport.cli.records import act
from rapport.records.operations import recorded_models
from rapport.site import called


def helped(*words: str) -> str:
    done = CliRunner().invoke(commands(), ["help", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize(
    ("asked", "command"),
    [
        ("backup", "backup FILE"),
        ("export", "people --json"),
        ("hand over", "lead ALIAS SIGN-IN"),
        ("handover", "lead ALIAS SIGN-IN"),
        ("forgotten password", "passphrase"),
        ("undo", "history undo KEY"),
        ("excel", "import FILE"),
        ("bakup", "backup FILE"),
        ("log", 'log ALIAS "Tea; how permits work"'),
    ],
)
def test_help_knows_tasks_by_the_words_people_use(asked: str, command: str) -> None:
    assert f"    rapport {command}\n" in helped(*asked.split())


def test_help_alone_lists_every_task_with_its_command() -> None:
    said = helped()
    assert all(f"  {task.title}\n    rapport {task.commands[0]}\n" in said for task in TASKS)


def test_help_on_what_there_is_not_says_where_to_look() -> None:
    assert tasks_for("zebra") == []
    done = CliRunner().invoke(commands(), ["help", "zebra"])
    assert "rapport help" in str(done.exception.worded())  # type: ignore[union-attr]


@pytest.mark.parametrize("line", [line for task in TASKS for line in task.commands])
def test_every_command_that_help_names_exists(line: str) -> None:
    assert not _trouble(line)


def test_hints_name_the_command_as_it_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    hint = "No store. Check the folder, or make one with: rapport init"
    assert called.as_called(hint) == hint
    monkeypatch.setenv("RAPPORT_CALLED", "python3 run.py")
    assert called.as_called(hint).endswith("with: python3 run.py init")
    kept = ("Good rapport with him.", "Rapport is at http://x/", "They have rapport now.")
    assert [called.as_called(text) for text in kept] == list(kept)


def test_help_shows_words_where_options_take_something_and_no_types() -> None:
    group = typer.main.get_command(commands())
    context = typer.Context(group)  # type: ignore[arg-type]
    for name in group.list_commands(context):  # type: ignore[attr-defined]
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        said = CliRunner().invoke(commands(), [name, "--help"]).stdout
        assert not re.search(r"<[a-z\[\]]+>", said), name
        assert command.help


def test_the_prompt_names_all_that_can_be_done_with_a_kind() -> None:
    said = " ".join((act.__doc__ or "").split())
    for kind in recorded_models():
        if verbs := by_kind.done_with(kind):
            assert f"{kind}: {', '.join(verbs)}." in said
