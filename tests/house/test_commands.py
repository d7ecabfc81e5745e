"""The command line explains itself, and every command that is written somewhere exists."""

import re
import shlex
import subprocess
import sys

import pytest
import typer

from house.tree import ROOT, SRC, named, pages
from rapport.cli import commands

TREE = typer.main.get_command(commands())


def _commands(group=TREE, before=()):
    """Yield ``(words, command)`` of every command and group."""
    for name, command in group.commands.items():
        words = (*before, name)
        yield words, command
        if hasattr(command, "commands"):
            yield from _commands(command, words)


COMMANDS = dict(_commands())


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_says_what_it_does_and_what_each_option_means(words):
    command = COMMANDS[words]
    assert command.help
    assert command.help.rstrip().endswith(".")
    silent = [one.name for one in command.params if one.name != "help" and not one.help]
    assert not silent


def _trouble(line: str) -> str:
    """Return what is wrong with a command as written, or nothing."""
    line = re.sub(r"[…]|\.\.\.", " ", line)
    try:
        words = shlex.split(line.split(" #")[0].split("|")[0])
    except ValueError:
        words = line.split()
    command, rest = TREE, list(words)
    while rest and hasattr(command, "commands") and rest[0] in command.commands:
        command = command.commands[rest.pop(0)]
    if command is TREE and rest and not rest[0].startswith("-"):
        return f"no command {rest[0]}"
    if hasattr(command, "default") and rest:
        command = command.commands[command.default]
    if hasattr(command, "commands") and rest and not rest[0].startswith("-"):
        return f"no command {' '.join(words)}"
    known = {flag for one in command.params for flag in (*one.opts, *one.secondary_opts)}
    strange = [
        word.strip("[]").split("=")[0]
        for word in rest
        if word.strip("[]").startswith("--") and word.strip("[]").split("=")[0] not in known
    ]
    return f"no option {strange[0]}" if strange and "--help" not in strange else ""


_WAYS = r"(?:python3? run\.py|python3? -m rapport|rapport)"


def _written() -> list[tuple[str, str]]:
    """Return ``(page, command)`` for every command in the pages, in code marks or blocks."""
    found = []
    for page in pages():
        text = page.read_text(encoding="utf-8")
        blocks = re.findall(r"(?ms)^```(?:sh|console|bash)?\n(.*?)^```", text)
        lines = [line for block in blocks for line in block.splitlines()]
        lines += re.findall(r"(?m)^ {4}(\S.*)$", text) + re.findall(r"`([^`\n]+)`", text)
        for line in lines:
            hit = re.match(rf"(?:\$ )?(?:[A-Z_]+=\S+ )*{_WAYS}(?: (.*))?$", line.strip())
            if hit and hit[1]:
                found.append((named(page), hit[1]))
    return found


def test_every_command_in_the_pages_exists():
    written = _written()
    assert len(written) > 15
    of_the_bootstrap = re.compile(r"test\b(?: --quick)?|--no-browser")
    wrong = [
        f"{page}: {line}: {trouble}"
        for page, line in written
        if not of_the_bootstrap.fullmatch(re.sub(r"\s+#.*", "", line).strip())
        and (trouble := _trouble(line))
    ]
    assert not wrong


def test_every_command_that_a_sentence_of_ours_sends_people_to_exists():
    """Such a sentence names it after a colon, at its end: ``begin one with: rapport init``."""
    sent = re.compile(r"(?:with|or): rapport ((?:[a-z-]+ ?)+)")
    found = [
        (named(path), hit)
        for path in SRC.rglob("*.py")
        for hit in sent.findall(path.read_text(encoding="utf-8"))
    ]
    assert found
    wrong = [f"{path}: {line}: {said}" for path, line in found if (said := _trouble(line.strip()))]
    assert not wrong


def test_this_guard_knows_a_command_that_is_not_there():
    assert not _trouble("team admit 'Whole office' samira reader")
    assert not _trouble("import FILE --map MAP.toml [--dry-run]")
    assert _trouble("dance")
    assert _trouble("history dance")
    assert _trouble("import FILE --mop MAP.toml")


def test_every_command_stands_in_the_page_for_operating_or_for_starting():
    told = "".join(
        (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("operate.md", "start.md")
    )
    missing = [
        " ".join(words)
        for words, command in COMMANDS.items()
        if not hasattr(command, "commands") and f"`rapport {' '.join(words)}" not in told
    ]
    assert not missing


def test_python_finds_the_command_line():
    asked = [sys.executable, "-m", "rapport", "--help"]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert all(words[0] in said for words in COMMANDS if len(words) == 1)
