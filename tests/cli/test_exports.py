"""Lists at a prompt: each in the file it has, and what is left out or misspelt is said."""

from pathlib import Path

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
