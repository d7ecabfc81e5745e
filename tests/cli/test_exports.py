"""Lists at a prompt: each in the file it has, and what is left out or misspelt is said."""

from pathlib import Path

import pytest

from exchange.archive.test_killed import WORDS, done
from live_server import Served

CLEAR = ("--purpose", "meeting", "--clear", "Read on this machine", "--demo")


def test_a_list_goes_in_the_first_form_it_has(demo: Served, tmp_path: Path) -> None:
    for name, begins in (("cards", b"BEGIN:VCARD"), ("people", b"PK")):
        done = demo.command("export", "list", name, str(tmp_path / name), *CLEAR)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_what_there_is_not_is_said_with_what_there_is(demo: Served, tmp_path: Path) -> None:
    file = str(tmp_path / "x")
    done = demo.command("export", "list", "folk", file, *CLEAR)
    assert "Choose one of: people, meetings" in done.stderr
    done = demo.command("export", "list", "cards", file, "--form", "xlsx", *CLEAR)
    assert "This list has no such file. Choose one of: vcf, json." in done.stderr


@pytest.mark.long
def test_an_archive_is_laid_beside_a_store_in_use_and_brought_in(tmp_path: Path) -> None:
    word, file = tmp_path / "word", str(tmp_path / "a.age")
    word.write_text(f"{WORDS}\n", encoding="utf-8")
    sealed = ("--file-passphrase", str(word))
    demo = ("--demo", "--home", str(tmp_path / "demo"))
    done(tmp_path, "export", "archive", file, "--whole", "--reason", "Moving", *demo, *sealed)
    held = ("--home", str(tmp_path / "store"), "--passphrase-file", str(word))
    done(tmp_path, "init", "--office", "Other", "--name", "Olga", *held)
    said = done(tmp_path, "export", "read", file, *held, *sealed)
    assert " are new, 0 the same, 0 differ, " in said
    said = done(tmp_path, "export", "read", file, "--bring-in", *held, *sealed)
    assert "Undo it with: " in said
    said = done(tmp_path, "export", "read", file, *held, *sealed)
    assert said.startswith("0 records are new, ")
    assert " 0 differ, " in said
    assert "The history is whole." in done(tmp_path, "history", "verify", *held)
