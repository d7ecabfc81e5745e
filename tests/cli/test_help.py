"""Help by task, and hints that can be typed as they stand."""

import re
from collections.abc import Iterator

import pytest
import typer.main
from typer.testing import CliRunner

from house.test_commands import COMMANDS, _trouble
from rapport.actions import by_kind
from rapport.briefings.parts import PARTS
from rapport.cli import agreement_answers, commands, gate_answers
from rapport.cli.how_to import TASKS, tasks_for
from rapport.cli.records import act
from rapport.exchange.exports.catalogue import KINDS
from rapport.records.models import (
    Channel,
    CultureTopic,
    Duty,
    ExportPurpose,
    Function,
    Origin,
    Part,
    Phase,
    Purpose,
    TieKind,
    Tone,
)
from rapport.records.operations import recorded_models
from rapport.site import called
from rapport.vault.passphrases import LANGUAGES


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


LISTS = {
    ("agreement", "say"): LANGUAGES,
    ("mark", "how"): tuple(agreement_answers._WORDS),
    ("log", "purpose"): Purpose.values,
    ("log", "channel"): Channel.values,
    ("log", "tone_theirs"): Tone.values,
    ("log", "tone_ours"): Tone.values,
    ("incident", "what"): tuple(gate_answers._INCIDENTS),
    ("init", "language"): LANGUAGES,
    ("plan", "purpose"): Purpose.values,
    ("plan", "channel"): Channel.values,
    ("person", "part"): tuple(PARTS),
    ("note", "kind"): ("ask", *by_kind.noted_kinds()),
    ("change", "kind"): ("interaction", *recorded_models()),
    ("act", "kind"): tuple(kind for kind in recorded_models() if by_kind.done_with(kind)),
    ("act", "what"): tuple(
        {verb for kind in recorded_models() for verb in by_kind.done_with(kind)}
    ),
    ("phase", "phase"): Phase.values,
    ("tie", "kind"): TieKind.values,
    ("add-culture", "topic"): CultureTopic.values,
    ("team add", "function"): Function.values,
    ("team add", "duty"): Duty.values,
    ("team change", "function"): Function.values,
    ("team change", "duty"): Duty.values,
    ("team me", "function"): Function.values,
    ("team me", "origin"): Origin.values,
    ("team admit", "part"): Part.values,
    ("export archive", "purpose"): ExportPurpose.values,
    ("export list", "what"): tuple(kind.name for kind in KINDS),
    ("export list", "form"): tuple({form.name for kind in KINDS for form in kind.forms}),
    ("export list", "purpose"): ExportPurpose.values,
}
"""What an option or argument takes, where it is declared; help names all of it, or ends in "…"."""

_CODE = r"[a-z][a-z_-]*"
_CODES = rf"{_CODE}(?:, (?!or ){_CODE})*"
_LISTED = re.compile(rf"(?:^|: )({_CODES})(?:,? or ({_CODE})| (…))?(?=[ ;.,]|$)")


def lists_in_help() -> Iterator[tuple[tuple[str, str], set[str], bool]]:
    """Yield where help lists codes: the command and what it takes, the codes, if these are all."""
    for words, command in COMMANDS.items():
        for one in command.params:
            said = getattr(one, "help", "") or ""
            found = _LISTED.search(said)
            if found is None or "such as" in said or not (", " in found[0] or found[2] or found[3]):
                continue
            codes = {*found[1].split(", "), found[2] or ""} - {"", "empty"}
            yield (" ".join(words), one.name), codes, not found[3]


def test_lists_in_help_are_those_that_are_declared() -> None:
    told = set()
    for where, codes, is_all in lists_in_help():
        declared = set(LISTS[where])
        assert codes == declared if is_all else codes < declared, where
        told.add(where)
    assert told == LISTS.keys()


def test_the_prompt_names_all_that_can_be_done_with_a_kind() -> None:
    said = " ".join((act.__doc__ or "").split())
    for kind in recorded_models():
        if verbs := by_kind.done_with(kind):
            assert f"{kind}: {', '.join(verbs)}." in said
