"""The command line in terminals and pipes of every kind, and with what people mistype."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from live_server import Served


@pytest.fixture
def setting() -> Iterator[dict[str, str]]:
    """Give variables to set for the commands of one test."""
    before = dict(os.environ)
    changed: dict[str, str] = {}
    yield changed
    os.environ.clear()
    os.environ.update(before)


def run(demo: Served, *words: str, **variables: str) -> Any:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        return demo.command(*words, "--demo")
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.mark.parametrize(
    "encoding", ["cp1252", "ascii", pytest.param("utf-8", marks=pytest.mark.long)]
)
def test_names_in_any_script_come_out_of_any_pipe(demo: Served, encoding: str) -> None:
    done = run(demo, "log", "The Colonel", "شاي", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    found = run(demo, "find", "شاي", "--json", PYTHONIOENCODING=encoding)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["text"] == "شاي"
    assert run(demo, "find", "شاي", PYTHONIOENCODING=encoding).returncode == 0


def test_words_arrive_whole_in_a_bare_locale(demo: Served) -> None:
    bare = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    found = run(demo, "find", "مريم", **bare)
    assert "Sitt Maryam" in found.stdout


def test_a_name_typed_wrong_brings_the_nearest_one(demo: Served) -> None:
    done = demo.command("brief", "Permits desk 2", "--demo")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Nobody here is called that. Perhaps you mean: Permits desk.\n"


def test_a_name_that_is_like_none_says_where_to_look(demo: Served) -> None:
    done = demo.command("person", "Zzyzx Qwerty", "--demo")
    assert done.stderr == "Nobody here is called that. See all with: rapport people\n"


@pytest.mark.parametrize(
    ("day", "commands"),
    [("0001-01-01", slice(1)), ("9999-12-31", slice(1, 2)), ("1899-12-31", slice(4))],
)
def test_a_day_outside_our_time_is_refused(demo: Served, day: str, commands: slice) -> None:
    each = (["today"], ["people"], ["person", "Abu Nour"], ["log", "Abu Nour", "Tea"])
    for words in each[commands]:
        done = demo.command(*words, "--demo", "--today", day)
        assert done.returncode == 1
        assert "This date is out of range" in done.stderr


def test_every_answer_is_as_of_the_day_asked_for(demo: Served) -> None:
    def warm_ups(*day: str) -> int:
        answer = demo.command("person", "The Colonel", "--demo", "--json", *day)
        found: int = json.loads(answer.stdout)["header"]["warm_ups"]
        return found

    assert warm_ups() == 2
    assert warm_ups("--today", "2028-01-01") == 1, "cold after a year without a word"
    assert warm_ups() == 2, "and warm again today"


def test_a_meeting_of_another_day_is_logged_and_taken_back_with_what_was_said(
    demo: Served,
) -> None:
    done = demo.command("log", "Haji Musa", "Cardamom", "--on", "2026-03-10", "--demo")
    assert "Logged with Haji Musa." in done.stdout
    key = done.stdout.rsplit(maxsplit=1)[-1]
    assert "2026-03-10" in demo.command("find", "cardamom", "--demo").stdout
    assert demo.command("history", "undo", key, "--demo").returncode == 0
    assert "Cardamom" not in demo.command("find", "cardamom", "--demo").stdout


def test_the_version_is_said() -> None:
    from typer.testing import CliRunner

    from rapport.cli.app import app

    assert CliRunner().invoke(app, ["--version"]).stdout.startswith("rapport")


REGISTER = "Contact,Date,Note\nThe smith,13/2/2026,Tea\nThe ferryman,14/2/2026,A call\n"


def bring(demo: Served, data: bytes | str, *words: str, name: str = "r.csv") -> Any:
    file = demo.folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return demo.command("import", str(file), "--demo", "--circle", "Whole office", *words)


def test_a_register_without_a_map_says_on_the_side_how_it_is_read(demo: Served) -> None:
    done = bring(demo, REGISTER, "--dry-run")
    assert done.stdout.startswith("2 rows, 2 can be imported: 2 new people")
    assert "Contact = real_name, Date = date, Note = line" in done.stderr
    assert json.loads(bring(demo, REGISTER, "--dry-run", "--json").stdout)["good"] == 2


def test_a_circle_that_is_none_names_those_there_are(demo: Served) -> None:
    done = bring(demo, REGISTER, "--circle", "Nowhere")
    assert done.returncode == 1
    assert "one of: Hazim talks, Whole office." in done.stderr


def test_letters_that_read_two_ways_are_asked_and_not_guessed(demo: Served) -> None:
    done = bring(demo, "Contact,Note\nZoé,x\n".encode("cp1252"), "--dry-run")
    assert done.returncode == 1
    assert "windows-1252" in done.stderr
    assert 'Write encoding = "…" in the map' in done.stderr


def test_days_that_read_two_ways_say_what_to_write(demo: Served) -> None:
    done = bring(demo, "Contact,Date\nThe smith,3/2/2026\n", "--dry-run")
    assert 'Write date_order = "dmy" in the map' in done.stderr


def test_a_file_brought_twice_says_that_it_is_here(demo: Served) -> None:
    first = bring(demo, REGISTER)
    assert "2 new people, 0 already known, 2 interactions." in first.stdout
    second = bring(demo, REGISTER)
    assert "0 new people, 2 already known, 0 interactions." in second.stdout
    assert "2 rows were here already and were not added again." in second.stdout


def test_rows_left_out_are_said_with_their_reason(demo: Served) -> None:
    done = bring(demo, REGISTER + ",14/2/2020,x\n")
    assert "1 row left out: nobody is named (1)." in done.stdout
    assert "Every row was imported." not in done.stdout


def test_a_row_without_a_sure_day_is_said_and_brings_its_person(demo: Served) -> None:
    done = bring(demo, REGISTER + "Another,14/2/2030,x\n")
    assert "1 row has no certain date: its text is kept as a note" in done.stdout
    tried = bring(demo, REGISTER + "Another,14/2/2030,x\n", "--dry-run")
    assert "the date is in the future" in tried.stdout


def test_a_file_that_is_much_too_large_is_not_read(demo: Served, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(3 << 30)
    done = demo.command("import", str(large), "--demo", "--circle", "Whole office")
    assert "at most 20 MB can be read" in done.stderr
