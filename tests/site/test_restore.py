"""A backup put back: whole or not at all, nothing deleted, no false alarm; the way rehearsed."""

import json
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rapport.vault import backup_note

pytestmark = pytest.mark.slow

KEEPER = "mira"
LINE = "Tea after the backup"


@pytest.fixture(scope="module")
def words(tmp_path_factory, passphrase):
    path = tmp_path_factory.mktemp("words") / "words"
    path.write_text(passphrase)
    return ("--passphrase-file", str(path))


@pytest.fixture(scope="module")
def kept(tmp_path_factory, begin, words):
    """A backup of the demo world."""
    served, file = begin(), tmp_path_factory.mktemp("kept") / "kept.rapport"
    done = served.command("backup", str(file), "--home", str(served.home), *words)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def founded(begin, words, tmp_path_factory):
    """The folder of a store of another office, just begun; copy it to use it."""
    home = tmp_path_factory.mktemp("founded") / "home"
    about = ("--office", "Orsend", "--name", "Yusra", *words)
    assert begin().command("init", "--home", str(home), *about).returncode == 0
    return home


@pytest.fixture(scope="module")
def a_line_more(begin, kept):
    """The folder of the demo world after the backup, with a line more; copy it to use it."""
    served = begin().start()
    browser = served.enter()
    assert browser.log(browser.people()[0], LINE)
    served.stop()
    return served.folder


@pytest.fixture
def gone_on(begin, a_line_more):
    """The demo world after the backup, with a line more."""
    served = begin()
    shutil.rmtree(served.folder)
    shutil.copytree(a_line_more, served.folder)
    return served


def restored(served, kept, words, *more, home=None):
    return served.command("restore", str(kept), "--home", str(home or served.home), *more, *words)


def opens_without_a_word(served, home=None, words=()):
    about = ("--home", str(home), *words) if home else ("--demo",)
    told = served.command("history", "verify", "--full", *about)
    return (told.returncode, told.stderr) == (0, "") and "The history is whole." in told.stdout


def test_a_backup_is_restored_where_nothing_is(begin, kept, words):
    served = begin()
    shutil.rmtree(served.home)
    shutil.rmtree(served.state)
    done = restored(served, kept, words)
    assert (done.returncode, done.stderr) == (0, "")
    assert opens_without_a_word(served)
    assert served.home.stat().st_mode & 0o077 == 0
    assert backup_note.read(served.home) is not None
    browser = served.start().enter()
    assert browser.log(browser.people()[0], LINE)
    served.stop()
    assert opens_without_a_word(served)


def test_a_store_that_is_there_is_replaced_only_when_told_and_moved_aside(gone_on, kept, words):
    refused = restored(gone_on, kept, words)
    assert refused.returncode == 1
    assert "There is already a store in" in refused.stderr
    assert LINE in gone_on.lines()
    done = restored(gone_on, kept, words, "--replace")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"Changes \d+ to \d+ are not in it\.", done.stdout)
    moved = re.search(r"What was there before lies in (\S+)\.\n", done.stdout)[1]
    assert LINE not in gone_on.lines()
    assert opens_without_a_word(gone_on)
    assert opens_without_a_word(gone_on, moved, words)
    assert sorted(path.name for path in gone_on.home.parent.iterdir()) == [
        "demo",
        Path(moved).name,
    ]


@pytest.mark.long
def test_work_goes_on_in_the_restored_store_and_no_later_opening_is_alarmed(gone_on, kept, words):
    assert restored(gone_on, kept, words, "--replace").returncode == 0
    for _ in range(2):
        browser = gone_on.start().enter()
        assert "put back" not in browser.get("/").text
        assert browser.log(browser.people()[0], "Work goes on")
        gone_on.stop()
    assert opens_without_a_word(gone_on)


def test_whoever_was_erased_since_does_not_come_back(gone_on, kept, words):
    who = "Permits desk"
    keeper = {"RAPPORT_COLLEAGUE": KEEPER}
    about = ["erase", who, "--reason", "They asked.", "--confirm", who, "--demo"]
    erased = gone_on.command(*about, **keeper)
    assert (erased.returncode, erased.stderr) == (0, "")
    done = restored(gone_on, kept, words, "--replace")
    assert (done.returncode, done.stderr) == (0, "")
    assert gone_on.command("history", "verify", "--full", "--demo").returncode == 0
    found = gone_on.command("person", who, "--demo", **keeper)
    assert found.returncode == 1
    there = gone_on.command("people", "--demo", **keeper)
    assert there.returncode == 0
    assert who not in there.stdout


ENDED = """
    import os, sys
    from pathlib import Path
    rename = Path.rename
    def once(path, to):
        rename(path, to)
        if ".replaced-" in str(to):
            os._exit(9)
    Path.rename = once
    from rapport.cli import main
    main()
"""


def test_a_restore_ended_between_its_two_renames_is_finished_at_the_next_opening(
    gone_on, kept, words
):
    command = ["restore", str(kept), "--home", str(gone_on.home), "--replace", *words]
    gone_on.script(ENDED, *command, code=9)
    assert not gone_on.home.exists()
    assert opens_without_a_word(gone_on)
    assert LINE not in gone_on.lines()
    assert len(list(gone_on.home.parent.iterdir())) == 2


def test_the_list_of_another_store_stops_no_restore(begin, kept, words, founded, tmp_path):
    other, served = shutil.copytree(founded, tmp_path / "other"), begin()
    (other / "erased.json").write_text(
        json.dumps({"version": 1, "store": "0" * 32, "erasures": []}), encoding="utf-8"
    )
    done = restored(served, kept, words, "--replace", home=other)
    assert (done.returncode, done.stderr) == (0, "")
    assert opens_without_a_word(served, other, words)


def test_a_folder_with_something_else_in_it_is_left_alone(begin, kept, words, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "letter").write_text("Dear Salma")
    refused = restored(begin(), kept, words, "--replace", home=tmp_path / "there")
    assert refused.returncode == 1
    assert "There is already something else in" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_store_that_is_being_served_is_not_moved(begin, kept, words):
    served = begin().start()
    refused = restored(served, kept, words, "--replace")
    assert refused.returncode == 1
    assert "is being served" in refused.stderr
    served.stop()
    assert opens_without_a_word(served)
    assert [path.name for path in served.home.parent.iterdir()] == ["demo"]


def test_a_damaged_backup_is_not_put_back(begin, kept, words, tmp_path):
    served = begin()
    spoiled = bytearray(kept.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    (tmp_path / "spoiled").write_bytes(spoiled)
    refused = restored(served, tmp_path / "spoiled", words, "--replace")
    assert refused.returncode == 1
    assert "This backup is damaged or was changed" in refused.stderr
    assert opens_without_a_word(served)
    assert [path.name for path in served.home.parent.iterdir()] == ["demo"]


AFTER = """
    import sys
    from rapport.cli import main
    from rapport.site.backups.after_restore import AFTER_RESTORE

    def deed():
        from rapport.records.models import Store, SealedName
        if how == "fail":
            raise RuntimeError("not today")
        if how == "spoil":
            SealedName.objects.all()[0].delete()
        print("called at", Store.objects.get().sequence)

    how = sys.argv.pop(1)
    AFTER_RESTORE.append(deed)
    main()
"""


def restored_with_a_deed(served, kept, words, how):
    about = ("restore", str(kept), "--home", str(served.home), "--replace", *words)
    return served.script(AFTER, how, *about, code={"well": 0}.get(how, 1))


def test_every_function_of_the_list_is_called_on_the_restored_store(gone_on, kept, words):
    done = restored_with_a_deed(gone_on, kept, words, "well")
    assert done.returncode == 0, done.stderr
    assert re.match(r"called at \d+\n", done.stdout)
    assert opens_without_a_word(gone_on)


@pytest.mark.parametrize("how", ["fail", "spoil"])
def test_where_such_a_function_fails_or_spoils_nothing_is_put_in_place(gone_on, kept, words, how):
    done = restored_with_a_deed(gone_on, kept, words, how)
    assert done.returncode == 1
    assert LINE in gone_on.lines()
    assert [path.name for path in gone_on.home.parent.iterdir()] == ["demo"]


UPDATED = """
    import sys
    from pathlib import Path
    from rapport.cli import opening as cli
    home = Path(sys.argv[1])
    cli.begin_django(home)
    from django.db import connection
    from rapport.site import opening, store_version
    from rapport.vault import key_slots, keyring
    keyring.hold(key_slots.unlock(home, cli.DEMO_PASSPHRASE))
    sys.path.insert(0, "TESTS")
    from older_tables import take_back
    take_back(store_version.line()[-1], store_version.line()[-2])
    connection.cursor().execute("DROP TABLE rapport_version")
    opening.open_store()
""".replace("TESTS", Path(__file__).parent.parent.as_posix())


def test_the_copy_made_before_an_update_is_put_back_with_its_older_tables(begin, words):
    served = begin()
    served.script(UPDATED, str(served.home))
    assert list(served.home.glob("rapport.store.before-*"))
    done = served.command("restore", "--before-update", "--home", str(served.home), *words)
    assert (done.returncode, done.stderr) == (0, "")
    older = int(re.search(r"Its tables are version (\d+)\.", done.stdout)[1])
    again = served.command("backup", str(served.folder / "a"), "--home", str(served.home), *words)
    assert again.returncode == 0
    said = served.command("backup", "check", str(served.folder / "a"), "--json", *words)
    assert json.loads(said.stdout)["about"]["tables"] == older
    assert json.loads(said.stdout)["whole"] is True, said.stdout
    assert opens_without_a_word(served)
    assert opens_without_a_word(served)
    refused = served.command("restore", "--before-update", "--home", str(served.home), *words)
    assert refused.returncode == 1
    assert "There is no copy from before an update" in refused.stderr


def drilled(served, words, *more):
    done = served.command("backup", "drill", *more, "--home", str(served.home), "--json", *words)
    return done, json.loads(done.stdout or "null")


def test_a_drill_goes_the_whole_way_and_leaves_nothing(begin, words):
    served = begin()
    before = {path: path.stat().st_mtime_ns for path in served.home.iterdir()}
    done, said = drilled(served, words)
    assert (done.returncode, done.stderr) == (0, "")
    assert said["whole"] is True
    assert said["compared_rows"] > 100
    assert said["changes_behind"] == 0
    assert not list((served.folder / "tmp").iterdir())
    after = {path: path.stat().st_mtime_ns for path in served.home.iterdir()}
    # SQLite's own two files beside the store come and go with the last connection.
    passing = ("tries", "-wal", "-shm")
    assert {path for path in before if not any(p in path.name for p in passing)} <= set(after)
    assert backup_note.read(served.home) is None


def test_a_drill_with_an_older_backup_says_how_far_behind_it_is(gone_on, kept, words):
    done, said = drilled(gone_on, words, str(kept))
    assert done.returncode == 0, done.stderr
    assert said["whole"] is True
    assert 0 < said["changes_behind"] < 20


FORKED = """
    from rapport.records.models import Counterpart
    Counterpart.objects.all().update(alias="Somebody else")
"""


def test_a_drill_notices_records_that_differ(gone_on, kept, words):
    spoiling = UPDATED[: UPDATED.index("    sys.path.insert")] + FORKED
    gone_on.script(spoiling, str(gone_on.home))
    done, said = drilled(gone_on, words, str(kept))
    assert done.returncode == 3
    assert said["differing"][0].startswith("counterpart: ")


@pytest.mark.long
def test_a_drill_notices_a_history_that_parted_from_the_backup(gone_on, kept, words):
    newer = str(gone_on.folder / "newer")
    backing_up = ("backup", newer, "--home", str(gone_on.home), *words)
    assert gone_on.command(*backing_up).returncode == 0
    assert restored(gone_on, kept, words, "--replace").returncode == 0
    browser = gone_on.start().enter()
    for _ in range(3):
        assert browser.log(browser.people()[0], "Another line")
    gone_on.stop()
    done, said = drilled(gone_on, words, newer)
    assert done.returncode == 3
    parted = "The history of the store at work does not go through this backup."
    assert said["differing"] == [parted]


def killed_after(served, seconds, *command):
    """Run a command and kill it after a while, unless it has ended."""
    running = subprocess.Popen(
        [sys.executable, "-m", "rapport", *command],
        env=served.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGKILL)
    return running.wait()


def how_long(served, *command):
    began = time.monotonic()
    done = served.command(*command)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began


TIMES = [pytest.param(1, id="1"), pytest.param(50, id="50", marks=pytest.mark.long)]


@pytest.mark.parametrize("times", TIMES)
def test_backing_up_killed_at_any_moment_leaves_the_old_backup_or_the_new(
    begin, words, tmp_path, times
):
    served, file, moments = begin(), tmp_path / "kept.rapport", random.Random(times)
    backing_up = ("backup", str(file), "--home", str(served.home), *words)
    whole = how_long(served, *backing_up)
    ended = []
    for _ in range(times):
        ended.append(killed_after(served, whole * moments.uniform(0.3, 1.0), *backing_up))
        told = served.command("backup", "check", str(file), *words)
        assert (told.returncode, told.stderr) == (0, ""), told.stdout
    assert -signal.SIGKILL in ended
    assert served.command(*backing_up).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert opens_without_a_word(served)


@pytest.mark.long
@pytest.mark.parametrize("times", TIMES)
def test_restoring_killed_at_any_moment_leaves_the_old_store_or_the_new(
    gone_on, kept, words, tmp_path, times
):
    moments, place = random.Random(times), gone_on.home.parent
    shutil.copytree(gone_on.home, tmp_path / "live")
    restoring = ("restore", str(kept), "--home", str(gone_on.home), "--replace", *words)
    whole = how_long(gone_on, *restoring)
    ended = []
    for _ in range(times):
        shutil.rmtree(place)
        shutil.copytree(tmp_path / "live", gone_on.home)
        ended.append(killed_after(gone_on, whole * moments.uniform(0.3, 1.0), *restoring))
        stores = [path for path in place.iterdir() if (path / "vault.json").exists()]
        there = gone_on.home if gone_on.home.exists() else max(stores)
        assert opens_without_a_word(gone_on, there, words), ended
    assert -signal.SIGKILL in ended
    assert gone_on.command(*restoring).returncode == 0
    assert opens_without_a_word(gone_on)
    assert not list(place.glob("*.restoring"))


def examined(served, home):
    told = served.command("doctor", "--home", str(home), "--json")
    return {one["what"]: one for one in json.loads(told.stdout)}


def test_doctor_says_when_the_last_backup_was_made_and_when_one_is_due(
    begin, words, founded, tmp_path
):
    served, own = begin(), shutil.copytree(founded, tmp_path / "own")
    assert examined(served, own)["Backup"]["well"] is True
    anchor = json.loads((own / "anchor.json").read_text())
    (own / "anchor.json").write_text(json.dumps({**anchor, "sequence": 51}))
    told = examined(served, own)["Backup"]
    assert (told["well"], told["says"]) == (
        False,
        "there is none yet; make one with: rapport backup FILE",
    )
    (own / "anchor.json").write_text(json.dumps(anchor))
    file = tmp_path / "own.rapport"
    assert served.command("backup", str(file), "--home", str(own), *words).returncode == 0
    told = examined(served, own)["Backup"]
    assert told["well"] is True
    assert told["says"].startswith("the last one was made on 2")
    assert examined(served, served.home)["Backup"]["says"] == "not checked here"


def test_doctor_finds_the_store_that_a_restore_ended_half_way_moved_aside(begin, kept, words):
    served = begin()
    moved = served.home.with_name("demo.replaced-20260316-090000")
    served.home.rename(moved)
    told = examined(served, served.home)["Store"]
    assert told["well"] is False
    assert str(moved) in told["says"]
    assert restored(served, kept, words).returncode == 0
    assert opens_without_a_word(served)
