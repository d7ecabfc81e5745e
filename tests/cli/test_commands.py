"""The command line as somebody at a prompt meets it: answers, refusals, exit codes."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from imports.tables.hostile import refused_files
from live_server import Served

PASSPHRASE = "seven herons by the slow river\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> tuple[Served, Path]:
    """Return a store of one's own, begun at the prompt, and the file with its passphrase."""
    served = Served(tmp_path_factory.mktemp("own"))
    file = served.folder / "passphrase"
    file.write_text(PASSPHRASE)
    begun = served.command(
        "init", "--passphrase-file", str(file), "--office", "Orsend", "--name", "Yusra"
    )
    assert begun.returncode == 0, begun.stderr
    assert "Recovery code" in begun.stdout
    served.pay_less(served.data_folder / "store", PASSPHRASE.strip())
    return served, file


def answer(demo: Served, *words: str) -> Any:
    done = demo.command(*words, "--demo", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_today_needs_nothing_set_up(demo: Served) -> None:
    done = demo.command("today", "--demo")
    assert done.returncode == 0, done.stderr
    assert (
        "Ustad Karim: Going quiet. Last two-way contact: 63 days ago (at most: 60)." in done.stdout
    )


def test_today_answers_for_another_day(demo: Served) -> None:
    later = (date(2026, 3, 16) + timedelta(days=40)).isoformat()
    done = demo.command("today", "--demo", "--today", later)
    assert f"Today, {later}" in done.stdout
    assert "103 days ago" in done.stdout


def test_what_is_answered_for_another_day_is_not_left_in_the_store(demo: Served) -> None:
    demo.command("today", "--demo")
    before = days_judged(demo)
    assert "2026-06-14" not in before
    for words in (["today"], ["people"], ["person", "Ustad Karim"], ["brief", "Ustad Karim"]):
        done = demo.command(*words, "--demo", "--today", "2026-06-14")
        assert done.returncode == 0, done.stderr
    assert days_judged(demo) == before


def days_judged(demo: Served) -> set[str]:
    """Return the days as of which the rules last judged anybody, read beside every command."""
    script = """
from rapport.cli import opening
opening.begin_django(opening.demo_folder())
opening.open_store(None, demo=True, passphrase_file=None, today=None)
from rapport.records.models import Relationship
print(*{str(row.judged_on) for row in Relationship.objects.all()})
"""
    return set(demo.script(script).stdout.split())


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_today_is_the_day_on_the_wall_where_we_are(own: tuple[Served, Path], zone: str) -> None:
    served, file = own
    done = served.command("today", "--passphrase-file", str(file), RAPPORT_TIME_ZONE=zone)
    assert f"Today, {datetime.now(ZoneInfo(zone)).date()}" in done.stdout, done.stderr


def test_a_day_that_is_none_is_refused_with_the_way_to_write_it(demo: Served) -> None:
    done = demo.command("today", "--demo", "--today", "tomorrow")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Not a date: tomorrow. Write it like 2026-03-16.\n"


def test_every_listing_answers_as_json(demo: Served) -> None:
    assert {row["alias"] for row in answer(demo, "people")["rows"]} >= {"Abu Nour", "Haji Musa"}
    assert answer(demo, "person", "Abu Nour")["header"]["warm_ups"] == 2
    assert answer(demo, "brief", "Abu Nour")
    assert answer(demo, "find", "orchard")["notes"][0]["alias"] == "Abu Nour"
    assert {"code", "title"} <= answer(demo, "rules")[0].keys()
    assert answer(demo, "history", "verify")["whole"] is True


def test_no_answer_carries_a_passphrase_or_a_sealed_name(demo: Served) -> None:
    for words in (
        ("people",),
        ("person", "The Colonel at Kar Dovi"),
        ("today",),
        ("history", "list"),
    ):
        text = json.dumps(answer(demo, *words), ensure_ascii=False)
        assert "argon2" not in text
        assert "Wadran" not in text
        assert "وادران" not in text


def test_a_log_is_recorded_taken_back_and_the_history_stays_whole(demo: Served) -> None:
    logged = demo.command(
        "log", "Haji Musa", "Tea under the fig.", "--demo", "--purpose", "courtesy"
    )
    change_set = answer(demo, "history", "list")["change_sets"][0]
    assert change_set["verb"] == "log_interaction"
    assert logged.stdout == (
        f"Logged with Haji Musa.\nUndo it with: rapport history undo {change_set['change_set']}\n"
    ), logged.stderr
    undone = demo.command("history", "undo", change_set["change_set"], "--demo")
    assert undone.returncode == 0, undone.stderr
    assert answer(demo, "find", "fig")["notes"] == []
    assert answer(demo, "history", "verify")["whole"] is True


def test_an_early_ask_is_said_and_saved_at_the_prompt(demo: Served) -> None:
    done = demo.command("log", "Permits desk", "Asked for the stamp.", "--demo", "--asked")
    assert done.returncode == 0
    assert "Early request" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("person", "Nobody At All"), "rapport people"),
        (("log", "Haji Musa", "x", "--purpose", "conquest"), "is not one of"),
        (("history", "undo", "not-a-key"), "rapport history list"),
        (("import", "/no/such/file.csv"), "No such file"),
    ],
)
def test_a_refusal_is_one_sentence_and_the_next_step(
    demo: Served, words: tuple[str, ...], says: str
) -> None:
    done = demo.command(*words, "--demo")
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_command_typed_wrong_ends_with_two(demo: Served) -> None:
    assert demo.command("todday").returncode == 2
    assert demo.command("people", "--nonsense").returncode == 2


def test_a_colleague_outside_the_circle_gets_nothing_at_the_prompt(
    demo: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_COLLEAGUE", "tomas")
    environment = demo.environment
    monkeypatch.setattr(
        demo, "environment", lambda: {**environment(), "RAPPORT_COLLEAGUE": "tomas"}
    )
    text = json.dumps(answer(demo, "people"))
    assert "The Governor" in text
    assert "Abu Nour" not in text
    hidden = demo.command("person", "Abu Nour", "--demo")
    nobody = demo.command("person", "Abu Nobody", "--demo")
    assert (hidden.returncode, hidden.stderr) == (nobody.returncode, nobody.stderr)
    assert answer(demo, "find", "orchard")["notes"] == []
    refused = demo.command("log", "The Governor", "x", "--demo")
    assert refused.returncode == 1


def test_the_doctor_finds_nothing_wrong_with_a_store_just_begun(own: tuple[Served, Path]) -> None:
    served, _ = own
    done = served.command("doctor")
    assert "Encryption: SQLCipher" in done.stdout


def test_a_wrong_passphrase_is_said_plainly(own: tuple[Served, Path]) -> None:
    served, file = own
    wrong = file.with_name("wrong")
    wrong.write_text("not this one at all\n")
    done = served.command("today", "--passphrase-file", str(wrong))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_passphrase_is_changed_and_the_old_one_opens_nothing(
    own: tuple[Served, Path],
) -> None:
    served, file = own
    new = file.with_name("new")
    new.write_text("a pomegranate on the window sill\n")
    told = ("--passphrase-file", str(file), "--new-file", str(new))
    assert served.command("passphrase", *told).returncode == 0
    assert served.command("today", "--passphrase-file", str(file)).returncode == 1
    assert served.command("today", "--passphrase-file", str(new)).returncode == 0
    back = ("--passphrase-file", str(new), "--new-file", str(file))
    assert served.command("passphrase", *back).returncode == 0


def test_a_register_is_tried_taken_in_and_taken_back(own: tuple[Served, Path]) -> None:
    served, file = own
    register = served.folder / "register.csv"
    register.write_text("who,met,what\nThe ferryman,12/03/2026,Tea\nThe ferryman,31/02/2026,None\n")
    mapped = served.folder / "map.toml"
    columns = '[columns]\nwho = "alias"\nmet = "date"\nwhat = "line"\n'
    mapped.write_text(f'date_order = "dmy"\nnames_shown = true\n{columns}')
    told = ("import", str(register), "--map", str(mapped), "--passphrase-file", str(file))
    tried = served.command(*told, "--dry-run")
    assert "2 rows, 2 can be imported: 1 new people" in tried.stdout, tried.stderr
    assert "Nothing has been written." in tried.stdout
    taken = served.command(*told)
    assert "1 row has no certain date: its text is kept as a note" in taken.stdout
    change_set = taken.stdout.split()[-1]
    undone = served.command("history", "undo", change_set, "--passphrase-file", str(file))
    assert undone.returncode == 0, undone.stderr
    people = served.command("people", "--passphrase-file", str(file))
    assert people.stdout.strip() == "0 people"


def test_a_map_that_cannot_be_read_says_where(own: tuple[Served, Path]) -> None:
    served, file = own
    register = served.folder / "some.csv"
    register.write_text("who\nThe ferryman\n")
    for text, says in (
        ("[columns\n", "The map cannot be read"),
        ('[columns]\nwho = "king"\n', "is not one of the choices"),
        ('whoever = "x"\n', "whoever"),
    ):
        mapped = served.folder / "bad.toml"
        mapped.write_text(text)
        told = ("import", str(register), "--map", str(mapped), "--passphrase-file", str(file))
        done = served.command(*told)
        assert done.returncode == 1
        assert says in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "each", [pytest.param(12, id="some"), pytest.param(1, id="every", marks=pytest.mark.long)]
)
def test_every_hostile_file_gets_a_plain_sentence_at_the_prompt(
    own: tuple[Served, Path], each: int
) -> None:
    """The reading of each is tried without a prompt in `tests/imports`; here what is printed."""
    served, file = own
    for name, (data, _) in list(refused_files().items())[::each]:
        hostile = served.folder / "tmp" / name.replace("/", "_")
        hostile.write_bytes(data)
        done = served.command("import", str(hostile), "--passphrase-file", str(file))
        assert done.returncode == 1, name
        assert "Traceback" not in done.stderr, name
        assert done.stderr.strip().endswith("."), (name, done.stderr)


def test_a_colleague_is_added_admitted_and_released(own: tuple[Served, Path]) -> None:
    served, file = own
    key = ("--passphrase-file", str(file))
    for words in (
        ("team", "add", "idris", "Idris"),
        ("team", "circle", "Talks"),
        ("team", "admit", "Talks", "idris", "reader"),
    ):
        done = served.command(*words, *key)
        assert done.returncode == 0, done.stderr
    swapped = served.command("team", "admit", "idris", "Talks", *key)
    assert swapped.returncode == 1
    assert "the circle comes first" in swapped.stderr
    assert 'team admit "Talks" idris' in swapped.stderr
    listed = json.loads(served.command("team", "list", "--json", *key).stdout)
    assert "Idris (reader)" in listed["circles"]["Talks"]
    assert served.command("team", "release", "Talks", "idris", *key).returncode == 0
    listed = json.loads(served.command("team", "list", "--json", *key).stdout)
    assert listed["circles"]["Talks"] == ["Yusra (keeper)"]


def test_today_says_each_person_once_and_lists_those_told_together(demo: Served) -> None:
    mine = demo.command("today", "--demo").stdout
    assert mine.count("  Abu Nour: ") == 1
    assert "Abu Nour: next step, " in mine
    assert "Haji Musa: Last two-way contact" not in mine
    assert "Today (4)" in mine
    assert "UN liaison" not in mine
    assert "UN liaison" in demo.command("today", "--demo", "--all").stdout
    assert demo.command("today", "--demo", "--mine").stdout == mine
    nobody = demo.command("today", "--demo", "--rule", "E06")
    assert nobody.returncode == 1


def test_a_planned_request_is_settled_at_the_prompt(demo: Served) -> None:
    (ask,) = answer(demo, "person", "The Governor")["asks"]
    for wrong, says in (("x", "is not a key"), (f"{ask['id']}:sold", "not one of the choices")):
        refused = demo.command("log", "The Governor", "x", "--demo", "--asked-for", wrong)
        assert says in refused.stderr
    settled = f"{ask['id']}:deferred"
    options = ("--demo", "--json", "--channel", "letter", "--at", "09:30", "--asked-for", settled)
    done = demo.command("log", "The Governor", "He will think of it.", *options)
    assert done.returncode == 0, done.stderr
    (logged,) = json.loads(done.stdout)
    assert (logged["asked"], logged["two_way"], logged["time"]) == (True, False, "09:30:00")
    assert not [
        one for one in answer(demo, "person", "The Governor")["asks"] if one["outcome"] == "planned"
    ]


def test_a_next_step_is_finished_at_the_prompt(demo: Served) -> None:
    step = next(
        row["step"]
        for heading in answer(demo, "today")["headings"]
        for row in heading["entries"]
        if row["step"]
    )
    done = demo.command("finish-next-step", step["interaction"], "--demo")
    assert done.returncode == 0, done.stderr
    assert "rapport history undo" in done.stdout
    assert demo.command("finish-next-step", step["relationship"], "--demo").returncode == 1


def test_a_meeting_is_planned_stands_in_today_and_is_closed_by_its_log(demo: Served) -> None:
    for wrong, says in ((("--on", "soon"), "Not a date"), (("--at", "9"), "not a time")):
        refused = demo.command("plan", "The Governor", *wrong, "--demo")
        assert refused.returncode == 1
        assert says in refused.stderr
    day = answer(demo, "today")["day"]
    options = ("--on", day, "--at", "00:00", "--place", "Kar Dovi", "--demo")
    planned = demo.command("plan", "The Governor", *options)
    assert planned.returncode == 0, planned.stderr
    assert "Planned:" in planned.stdout
    assert "rapport history undo" in planned.stdout
    said = demo.command("today", "--all", "--demo").stdout
    assert "Did it take place?" in said
    key = next(
        one["meeting"]["id"]
        for one in answer(demo, "person", "The Governor")["meetings"]
        if one["meeting"]["place"] == "Kar Dovi"
    )
    assert f"--closes {key}" in said
    done = demo.command("log", "The Governor", "Tea.", "--closes", key, "--demo")
    assert done.returncode == 0, done.stderr
    assert f"--closes {key}" not in demo.command("today", "--all", "--demo").stdout


def test_without_a_day_a_meeting_is_planned_for_tomorrow(demo: Served) -> None:
    day = date.fromisoformat(answer(demo, "today")["day"])
    done = demo.command("plan", "The Governor", "--channel", "phone", "--json", "--demo")
    (planned,) = json.loads(done.stdout)
    assert planned["on"] == (day + timedelta(days=1)).isoformat()
    assert (planned["channel"], planned["purpose"]) == ("phone", "engagement")
    assert "Meetings tomorrow" in demo.command("today", "--all", "--demo").stdout
