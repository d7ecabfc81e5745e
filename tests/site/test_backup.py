"""A backup of a laptop's store: of one moment, sealed, and checked to the last byte."""

import json
import os
import re
import secrets
import shutil
import subprocess
import threading
from datetime import UTC, datetime, timedelta

import pytest

from rapport.site.backups import archive
from rapport.site.backups.refusals import DamagedBackup, NewerBackup, NoBackup
from rapport.vault import backup_note, keyring

NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)
WHOLE = "This backup is whole."


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A backup of two tiny members, under a key of its own."""
    monkeypatch.setattr(keyring, "_held", [secrets.token_bytes(32)])
    (tmp_path / "rapport.store").write_bytes(secrets.token_bytes(600))
    (tmp_path / "vault.json").write_bytes(b"{}")
    about = archive.About("laptop", "ab" * 16, 7, "cd" * 32, 9, "0.1.0", NOW.isoformat())
    path = tmp_path / "small.rapport"
    members = {name: tmp_path / name for name in ("rapport.store", "vault.json")}
    archive.write(path, about, members)
    return path


def believed(path, folder):
    """Whether a backup reads as whole and as ours."""
    try:
        return archive.unpack(path, folder).authentic()
    except (DamagedBackup, NoBackup, NewerBackup):
        return False


def test_what_was_written_is_read_again_and_any_tar_reads_it(small, tmp_path):
    (tmp_path / "out").mkdir()
    assert believed(small, tmp_path / "out")
    for name in ("rapport.store", "vault.json"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / name).read_bytes()
    listed = subprocess.run(["tar", "tf", small], capture_output=True, text=True, check=True)
    assert listed.stdout.split() == ["about.json", "rapport.store", "vault.json", "seal.json"]
    assert small.stat().st_mode & 0o077 == 0


def test_no_single_byte_of_a_backup_can_be_changed_unnoticed(small, tmp_path):
    (tmp_path / "out").mkdir()
    whole = small.read_bytes()
    unnoticed = []
    # Each kind of place is among every seventh; the whole walk is of `run.py test --all`.
    for place in range(0, len(whole), 1 if "RAPPORT_TEST_ALL" in os.environ else 7):
        spoiled = bytearray(whole)
        spoiled[place] ^= 1 << (place % 8)
        small.write_bytes(spoiled)
        if believed(small, tmp_path / "out"):
            unnoticed.append(place)
    assert len(whole) > 4000
    assert unnoticed == []


def test_a_backup_cut_short_or_made_longer_is_noticed(small, tmp_path):
    (tmp_path / "out").mkdir()
    whole = small.read_bytes()
    for size in range(0, len(whole), 7):
        small.write_bytes(whole[:size])
        assert not believed(small, tmp_path / "out"), size
    small.write_bytes(whole + b"\0")
    assert not believed(small, tmp_path / "out")


def test_whoever_has_no_key_cannot_write_another_description(small, tmp_path, monkeypatch):
    """All the sums can be made anew by anybody; the trace cannot."""
    (tmp_path / "out").mkdir()
    true = archive.look(small)
    monkeypatch.setattr(keyring, "_held", [secrets.token_bytes(32)])
    members = {name: tmp_path / name for name in true.members}
    archive.write(small, true, members)
    unpacked = archive.unpack(small, tmp_path / "out")
    monkeypatch.undo()
    monkeypatch.setattr(keyring, "_held", [secrets.token_bytes(32)])
    assert not unpacked.authentic()


def test_a_later_form_is_refused_with_the_version_to_install(small, tmp_path):
    about = json.dumps({"format": 2, "program": "9.1.0"}).encode()
    with small.open("wb") as out:
        archive._add_bytes(out, "about.json", about)
    with pytest.raises(NewerBackup, match=r"made by Rapport 9\.1\.0"):
        archive.unpack(small, tmp_path)


def test_a_name_in_a_backup_is_never_a_path(small, tmp_path):
    true = archive.look(small)
    told = {**true.as_dict(), "members": {"../rapport.store": {"size": 1, "sha256": ""}}}
    with small.open("wb") as out:
        archive._add_bytes(out, "about.json", json.dumps(told).encode())
    with pytest.raises(NoBackup):
        archive.unpack(small, tmp_path)


@pytest.fixture
def words(tmp_path, passphrase):
    path = tmp_path / "words"
    path.write_text(passphrase)
    return ("--passphrase-file", str(path))


@pytest.fixture
def kept(begin, words, tmp_path):
    """The demo world and a backup of it."""
    served, file = begin(), tmp_path / "kept.rapport"
    done = served.command("backup", str(file), "--home", str(served.home), *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"Backed up to \S+: [\d.]+ MB, up to change \d+\.", done.stdout)
    return served, file


@pytest.mark.slow
def test_a_backup_is_whole_and_says_what_is_in_it(kept, words):
    served, file = kept
    told = served.command("backup", "check", str(file), *words)
    assert (told.returncode, told.stderr) == (0, "")
    assert WHOLE in told.stdout
    assert re.search(r"(?m)^ +13 counterpart$", told.stdout)
    said = json.loads(served.command("backup", "check", str(file), "--json", *words).stdout)
    assert said["whole"] is True
    assert said["operations"] == said["about"]["sequence"] > 100
    head = served.command("history", "head", "--demo").stdout.split()
    assert head == [str(said["about"]["sequence"]), said["about"]["head"]]
    assert not list((served.folder / "tmp").iterdir())


_EVERY_TEXT = """
    import json
    from rapport.cli import opening
    opening.open_store(None, demo=True, passphrase_file=None, today=None)
    from django.apps import apps
    from django.db.models import CharField, TextField
    told = {}
    for model in apps.get_app_config("records").get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, (CharField, TextField)) and not column.choices:
                said = model.objects.values_list(column.attname, flat=True)
                told[f"{model.__name__}.{column.name}"] = sorted({one for one in said if one})
    print(json.dumps(told))
"""


_ONES_OWN = """
    from datetime import datetime, UTC, date
    from rapport.cli import opening
    opening.open_store(None, demo=True, passphrase_file=None, today=None)
    from rapport.actions import boundaries, debriefs
    from rapport.records.asking import Asking
    from rapport.records.models import Presence, Store
    day = date(2026, 3, 16)
    asking = Asking(Store.objects.get().owner, datetime(2026, 3, 16, 9, tzinfo=UTC), day)
    mine = {"relationship__lead": asking.me, "interaction__ours__colleague": asking.me}
    one = Presence.objects.filter(**mine).first()
    about = {"interaction": one.interaction_id, "relationship": one.relationship_id}
    boundaries.answer_for_oneself(asking, **about, stays="His voice stays with me at night.")
    debriefs.write_debrief(asking, **about, heard="He is afraid of the new commander.")
"""


@pytest.mark.slow
def test_no_word_of_any_record_stands_in_a_backup(begin, words, tmp_path):
    served, file = begin(), tmp_path / "kept.rapport"
    served.script(_ONES_OWN)
    done = served.command("backup", str(file), "--home", str(served.home), *words)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(served.script(_EVERY_TEXT).stdout)
    texts = {text for said in told.values() for text in said if len(text) >= 12}
    assert len(texts) > 300
    for kind in ("Pressure.text", "AfterHardMeeting.stays", "Debrief.heard"):
        assert told[kind], "nothing of this kind was there to be found"
    kept_bytes = file.read_bytes()
    found = [
        text
        for text in texts
        if any(text.encode(code) in kept_bytes for code in ("utf-8", "utf-16-le"))
    ]
    assert found == []


@pytest.mark.slow
def test_a_flipped_byte_of_the_store_is_told_with_exit_code_3(kept, words):
    served, file = kept
    spoiled = bytearray(file.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    file.write_bytes(spoiled)
    told = served.command("backup", "check", str(file), *words)
    assert told.returncode == 3
    assert "This backup is damaged or was changed: rapport.store." in told.stdout
    told = served.command("backup", "check", str(file), "--json", *words)
    assert told.returncode == 3
    assert json.loads(told.stdout)["whole"] is False


@pytest.mark.slow
def test_after_success_a_note_beside_the_store_says_when_and_which_head(kept):
    served, file = kept
    note, about = backup_note.read(served.home), archive.look(file)
    assert (note.store, note.sequence, note.head) == (about.store, about.sequence, about.head)
    assert datetime.now(UTC) - note.at < timedelta(hours=1)
    told = served.command("history", "verify", "--demo")
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.slow
def test_nothing_but_a_backup_of_this_store_is_written_over(kept, begin, words, tmp_path):
    served, file = kept
    again = ("backup", str(file), "--home", str(served.home), *words)
    assert served.command(*again).returncode == 0
    other = tmp_path / "letter.odt"
    other.write_text("Dear Salma")
    told = served.command("backup", str(other), "--home", str(served.home), *words)
    assert told.returncode == 1
    assert "There is already something else in" in told.stderr
    assert other.read_text() == "Dear Salma"
    own = tmp_path / "own"
    founded = ("--office", "Orsend", "--name", "Yusra")
    assert served.command("init", "--home", str(own), *founded, *words).returncode == 0
    before = file.read_bytes()
    told = served.command("backup", str(file), "--home", str(own), *words)
    assert told.returncode == 1
    assert file.read_bytes() == before
    assert sorted(path.name for path in tmp_path.glob(".*")) == []


@pytest.mark.long
@pytest.mark.slow
def test_a_backup_that_has_come_further_than_the_store_is_kept(kept, words):
    served, file = kept
    shutil.copytree(served.home, served.home.with_name("older"))
    browser = served.start().enter()
    assert browser.log(browser.people()[0], "Tea")
    assert served.command("backup", str(file), "--home", str(served.home), *words).returncode == 0
    served.stop()
    older = str(served.home.with_name("older"))
    told = served.command("backup", str(file), "--home", older, *words)
    assert told.returncode == 1
    assert re.search(r"goes to change \d+, and this store only to \d+\.", told.stderr)


@pytest.mark.long
@pytest.mark.slow
def test_a_backup_of_a_store_in_use_holds_all_that_was_acknowledged_before(begin, words, tmp_path):
    served, file = begin().start(), tmp_path / "busy.rapport"
    browser = served.enter()
    person, acknowledged = browser.people()[0], []
    writing = threading.Thread(
        target=browser.log_until_cut_off,
        args=(person, "While copied"),
        kwargs={"acknowledged": acknowledged},
    )
    writing.start()
    before = []
    for _ in range(3):
        seen = len(acknowledged)
        done = served.command("backup", str(file), "--home", str(served.home), *words)
        assert done.returncode == 0, done.stderr
        told = served.command("backup", "check", str(file), "--json", *words)
        assert told.returncode == 0, told.stdout
        logged = json.loads(told.stdout)["counts"]["interaction"] - 31
        assert seen <= logged
        before.append(seen)
    served.kill()
    writing.join()
    assert before[-1] > before[0] >= 0


@pytest.mark.slow
def test_the_recovery_code_opens_a_backup_too(begin, words, tmp_path):
    served, own, file = begin(), tmp_path / "own", tmp_path / "own.rapport"
    begun = served.command(
        "init", "--home", str(own), "--office", "Orsend", "--name", "Yusra", *words
    )
    code = re.search(r"(?m)^ {4}(\S+)$", begun.stdout)[1]
    (tmp_path / "code").write_text(code)
    assert served.command("backup", str(file), "--home", str(own), *words).returncode == 0
    told = served.command("backup", "check", str(file), "--passphrase-file", str(tmp_path / "code"))
    assert (told.returncode, told.stderr) == (0, "")
    (tmp_path / "code").write_text("blue kettle under seven roofs")
    told = served.command("backup", "check", str(file), "--passphrase-file", str(tmp_path / "code"))
    assert told.returncode == 1
    assert "Wrong passphrase or code." in told.stderr
